//! Two obligations of one educator that ask for opposite practices.

use super::pair;
use crate::analysis::rule::{Case, Check, Hit, One, Rule, Shared};
use crate::finding::{At, Category, Class, Finding, Kind, Level, Role};
use crate::graph::reason::Reason;
use crate::model::District;
use crate::model::focus::FocusId;
use crate::model::obligation::ItemId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "opposed-practice",
        level: Level::Warning,
        category: Category::Conflict,
        acts: &[Role::School, Role::District],
        tells: Class::Public,
        remedy: "Decide which practice leads in which setting, write that into `decisions`, and tell the people it concerns.",
        page: include_str!("opposed_practice.md"),
    },
    needs: &[],
    checks: &[Check::Shared(check, tell)],
};

fn check(one: &One<'_>, hits: &mut Vec<Hit>) {
    for (a, b, reasons) in one.interplay.conflicts() {
        let [some, other] = [a, b].map(|at| one.hers.obligations[at]);
        // Two rules that want the same unit conflict as well, and ask for no practice.
        let is_declared = || reasons.has(Reason::Conflicts) && are_declared(one.district(), some, other);
        if reasons.has(Reason::Opposed) || is_declared() {
            hits.push(pair(one, a, b));
        }
    }
}

fn tell(case: &Case<'_>, shared: &Shared<'_>) -> Option<Finding> {
    let (district, [one, other]) = (case.district, shared.items()?);
    let [a, b] = [one, other].map(|item| district.item_name(item));
    let message = if are_declared(district, one, other) {
        format!("{a} and {b} are declared to conflict: which of them leads, and where?")
    } else {
        format!("{a} and {b} may ask for opposite practices: do they, and which of them leads?")
    };
    let [here, there] = [(one, other), (other, one)].map(|(one, other)| place(district, one, other));
    Some(RULE.kind.at(here, message).items([a, b]).also(there, ""))
}

/// Whether either of two says that they conflict.
fn are_declared(district: &District, one: ItemId, other: ItemId) -> bool {
    district.conflicts(one).contains(&other) || district.conflicts(other).contains(&one)
}

/// Where an item says what conflicts: its declared conflict, its practice or its focus.
fn place(district: &District, item: ItemId, other: ItemId) -> At {
    let field = if district.conflicts(item).contains(&other) {
        "conflicts"
    } else if !district.practice(item).is_empty() && opposes(district, district.practice(item), other) {
        "practice"
    } else {
        "focus"
    };
    At::field(district.item(item).place, field)
}

fn opposes(district: &District, some: &[FocusId], other: ItemId) -> bool {
    let others = || district.focus(other).iter().chain(district.practice(other));
    some.iter().any(|focus| others().any(|other| district.focuses.opposites(*focus).contains(other)))
}
