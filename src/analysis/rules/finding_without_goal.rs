//! A finding of her evaluation that is taken up, but by no goal of her own.

use super::serves;
use crate::analysis::rule::{Check, One, Rule};
use crate::finding::{At, Category, Class, Findings, Kind, Level, Role};
use crate::load::lists::List;
use crate::model::obligation::{ItemId, ItemKind};

/// The rule.
pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "finding-without-goal",
        level: Level::Info,
        category: Category::Gap,
        acts: &[Role::Learner, Role::Coach],
        tells: Class::Public,
        remedy: "Name it in one of her own goals, if she wants to work on it herself.",
        page: include_str!("finding_without_goal.md"),
    },
    needs: &[&[List::EvaluationFindings], &[List::IndividualPlans]],
    checks: &[Check::Educator(check)],
};

fn check(one: &One<'_>, findings: &mut Findings) {
    let district = one.district();
    let is = |kind| move |item: ItemId| district.item(item).kind == kind;
    for item in one.obligations(is(ItemKind::Finding)) {
        let own = one.obligations(is(ItemKind::IndividualPlan)).any(|goal| serves(district, goal, item));
        let team = one.obligations(is(ItemKind::PlcGoal));
        if !own && team.chain(one.hers.activities()).any(|other| serves(district, other, item)) {
            let id = district.item_name(item);
            let message = format!("{id} is taken up by a team or an activity, but by no individual goal of {}", one.name());
            findings.push(RULE.kind.at(At::field(district.item(item).place, "focus"), message).items([id]));
        }
    }
}
