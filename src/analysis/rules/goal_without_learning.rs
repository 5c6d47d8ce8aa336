//! A goal for which nobody has planned any learning.

use crate::analysis::rule::{Case, Check, Rule};
use crate::finding::{Category, Class, Findings, Kind, Level, Role};
use crate::load::lists::List;

/// The rule.
pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "goal-without-learning",
        level: Level::Warning,
        category: Category::Gap,
        acts: &[Role::Learner, Role::Coach, Role::School],
        tells: Class::Public,
        remedy: "Choose an activity that serves it; one that is in the calendar already may do.",
        page: include_str!("goal_without_learning.md"),
    },
    needs: &[&[List::Activities]],
    checks: &[Check::District(check)],
};

fn check(case: &Case<'_>, findings: &mut Findings) {
    let district = case.district;
    for item in district.item_ids() {
        let about = district.item(item);
        let served = || district.supported_by(item).iter().any(|other| district.activity(*other).is_some());
        if about.kind.is_near_goal() && about.active && !served() {
            let id = district.item_name(item);
            findings.push(RULE.kind.at(about.place, format!("no activity serves {id}")).items([id]));
        }
    }
}
