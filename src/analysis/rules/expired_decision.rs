//! A decision whose last day has passed.

use std::collections::BTreeSet;

use super::unused_decision::{about, fitting};
use crate::analysis::rule::{Case, Check, Rule, Told};
use crate::finding::{At, Category, Class, Findings, Kind, Level, Role};

/// The rule.
pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "expired-decision",
        level: Level::Warning,
        category: Category::Data,
        acts: &[Role::School, Role::District],
        tells: Class::Public,
        remedy: "Decide again, with a new last day, or remove the decision.",
        page: include_str!("expired_decision.md"),
    },
    needs: &[],
    checks: &[Check::Told(check)],
};

fn check(case: &Case<'_>, told: &Told<'_>, findings: &mut Findings) {
    let district = case.district;
    let (in_force, mut expired): (Vec<_>, Vec<_>) =
        district.decisions.iter().partition(|decision| decision.holds(district.as_of));
    // Who decided again keeps the old decision as a record.
    let mut subjects: BTreeSet<Vec<&str>> = in_force.iter().map(|decision| decision.subject()).collect();
    expired.sort_by_key(|decision| std::cmp::Reverse(decision.until));
    for decision in expired {
        let found = fitting(decision, told);
        let is_settled = found.is_some_and(|finding| {
            let items: Vec<&str> = finding.items.iter().map(String::as_str).collect();
            district.in_force.settles(finding.kind.code, &items)
        });
        if is_settled || !subjects.insert(decision.subject()) {
            continue;
        }
        let now = if found.is_some() {
            "; what it settled is told again"
        } else if told.looked_for.contains(decision.code()) {
            "; what it was about is not found any more"
        } else {
            ""
        };
        let message = format!("the decision about {} held until {}{now}", about(decision), decision.until);
        findings.push(
            RULE.kind.at(At::field(decision.place, "until"), message).items(decision.subject()).word("until", &decision.until),
        );
    }
}
