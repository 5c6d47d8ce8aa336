//! An educator with more goals of her own than people keep in view.

use crate::analysis::rule::{Check, One, Rule};
use crate::finding::{Category, Class, Findings, Kind, Level, Role};
use crate::load::lists::List;
use crate::model::obligation::{ItemId, ItemKind};

/// The rule.
pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "goal-count",
        level: Level::Info,
        category: Category::Fragmentation,
        acts: &[Role::Learner, Role::School],
        tells: Class::Plan,
        remedy: "Merge goals that are near each other, or pause one.",
        page: include_str!("goal_count.md"),
    },
    needs: &[&[List::IndividualPlans]],
    checks: &[Check::Educator(check)],
};

fn check(one: &One<'_>, findings: &mut Findings) {
    let district = one.district();
    let mut goals: Vec<ItemId> = one.obligations(|item| district.item(item).kind == ItemKind::IndividualPlan).collect();
    goals.sort_by_key(|goal| district.item(*goal).place);
    let limit = one.case.config.limits.individual_goals;
    if goals.len() > limit as usize {
        let message =
            format!("{} has {} active individual goals; more than {limit} are hard to keep in view", one.name(), goals.len());
        let finding = RULE.kind.at(district.item(goals[0]).place, message).items([one.name()]);
        let finding = finding.figure("goals", goals.len()).figure("limit", limit);
        findings.push(goals[1..].iter().fold(finding, |finding, goal| finding.also(district.item(*goal).place, "")));
    }
}
