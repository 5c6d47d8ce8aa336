//! An educator with goals gets no feedback that is free of judgment.

use crate::analysis::rule::{Check, One, Rule};
use crate::finding::{Category, Class, Findings, Kind, Level, Role};
use crate::load::lists::List;
use crate::load::values::counted;
use crate::model::activity::Component;
use crate::model::obligation::{ItemId, ItemKind};

/// The rule.
pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "no-feedback-loop",
        level: Level::Info,
        category: Category::Gap,
        acts: &[Role::Coach, Role::School],
        tells: Class::Plan,
        remedy: "Ask for one visit in each half of a term, by somebody who knows the subject and does not evaluate.",
        page: include_str!("no_feedback_loop.md"),
    },
    needs: &[&[List::Activities]],
    checks: &[Check::Educator(check)],
};

fn check(one: &One<'_>, findings: &mut Findings) {
    let district = one.district();
    let goals: Vec<ItemId> = one.obligations(|item| district.item(item).kind == ItemKind::IndividualPlan).collect();
    let mut activities = one.hers.activities().filter_map(|activity| district.activity(activity));
    let Some(first) = goals.first() else { return };
    if !activities.any(|activity| activity.component == Some(Component::Feedback) && !activity.evaluative) {
        let name = one.name();
        let message =
            format!("{name} has {} of her own, and no feedback on record outside evaluation", counted(goals.len(), "goal"));
        let finding = RULE.kind.at(district.item(*first).place, message).items([name]);
        findings.push(finding.figure("goals", goals.len()));
    }
}
