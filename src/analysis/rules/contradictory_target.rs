//! Two targets of one educator that cannot both be met.

use super::pair;
use crate::analysis::rule::{Case, Check, Hit, One, Rule, Shared};
use crate::finding::{At, Category, Class, Finding, Kind, Level, Role};
use crate::graph::reason::Reason;
use crate::load::values::number;

/// The rule.
pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "contradictory-target",
        level: Level::Error,
        category: Category::Conflict,
        acts: &[Role::School, Role::Coach],
        tells: Class::Public,
        remedy: "Use one target, or set them for different groups or days.",
        page: include_str!("contradictory_target.md"),
    },
    needs: &[],
    checks: &[Check::Shared(check, tell)],
};

fn check(one: &One<'_>, hits: &mut Vec<Hit>) {
    for (a, b, reasons) in one.interplay.conflicts() {
        if reasons.has(Reason::Target) {
            hits.push(pair(one, a, b));
        }
    }
}

fn tell(case: &Case<'_>, shared: &Shared<'_>) -> Option<Finding> {
    let (district, [one, other]) = (case.district, shared.items()?);
    let [a, b] = [one, other].map(|item| district.item_name(item));
    let gap = district.target(one).zip(district.target(other)).and_then(|(one, other)| one.gap(other));
    let (most, least) = gap.unwrap_or_default();
    let at = |item| At::field(district.item(item).place, "target");
    let message = format!(
        "{a} and {b} set targets for the same measure that cannot both be met: at most {}, at least {}",
        number(most),
        number(least)
    );
    let finding = RULE.kind.at(at(one), message).items([a, b]).also(at(other), "the other target");
    Some(finding.decimal("at_most", most).decimal("at_least", least))
}
