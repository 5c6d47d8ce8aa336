//! A finding of her evaluation that nothing of hers takes up.

use super::serves;
use crate::analysis::rule::{Check, One, Rule};
use crate::finding::{At, Category, Class, Findings, Kind, Level, Role};
use crate::load::lists::List;
use crate::model::obligation::ItemKind;

/// The rule.
pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "finding-unserved",
        level: Level::Warning,
        category: Category::Gap,
        acts: &[Role::Learner, Role::Coach],
        tells: Class::Public,
        remedy: "Take it up in a goal that is near, or choose an activity for it.",
        page: include_str!("finding_unserved.md"),
    },
    needs: &[&[List::EvaluationFindings], &[List::IndividualPlans], &[List::Activities]],
    checks: &[Check::Educator(check)],
};

fn check(one: &One<'_>, findings: &mut Findings) {
    let district = one.district();
    for item in one.obligations(|item| district.item(item).kind == ItemKind::Finding) {
        let goals = one.obligations(|goal| district.item(goal).kind.is_near_goal());
        if !goals.chain(one.hers.activities()).any(|other| serves(district, other, item)) {
            let id = district.item_name(item);
            let message = format!("no goal and no activity of {} takes up {id}", one.name());
            findings.push(RULE.kind.at(At::field(district.item(item).place, "focus"), message).items([id]));
        }
    }
}
