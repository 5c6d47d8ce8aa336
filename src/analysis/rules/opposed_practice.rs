//! Two obligations of one educator that ask for opposite practices.

use super::pair;
use crate::analysis::rule::{Case, Check, Hit, One, Rule, Shared};
use crate::finding::{At, Category, Finding, Kind, Level, Role};
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
        remedy: "Decide which practice leads in which setting, write that into `decisions`, and tell the people it concerns.",
        page: include_str!("opposed_practice.md"),
    },
    needs: &[],
    checks: &[Check::Shared(check, tell)],
};

fn check(one: &One<'_>, hits: &mut Vec<Hit>) {
    for (a, b, reasons) in one.interplay.conflicts() {
        if reasons.has(Reason::Opposed) || reasons.has(Reason::Conflicts) {
            hits.push(pair(one, a, b));
        }
    }
}

fn tell(case: &Case<'_>, shared: &Shared<'_>) -> Option<Finding> {
    let (district, [one, other]) = (case.district, shared.items()?);
    let [a, b] = [one, other].map(|item| district.item_name(item));
    let declared = |one: ItemId, other: ItemId| district.conflicts(one).contains(&other);
    let message = if declared(one, other) || declared(other, one) {
        format!("{a} and {b} are declared to conflict: which of them leads, and where?")
    } else {
        format!("{a} and {b} may ask for opposite practices: do they, and which of them leads?")
    };
    let [here, there] = [(one, other), (other, one)].map(|(one, other)| place(district, one, other));
    Some(RULE.kind.at(here, message).items([a, b]).also(there, ""))
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
