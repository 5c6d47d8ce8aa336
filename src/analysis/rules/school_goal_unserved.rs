//! A school goal that no individual and no team goal leads to.

use crate::analysis::rule::{Case, Check, Rule};
use crate::finding::{Category, Class, Findings, Kind, Level, Role};
use crate::load::lists::List;
use crate::model::obligation::ItemKind;

/// The rule.
pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "school-goal-unserved",
        level: Level::Warning,
        category: Category::Gap,
        acts: &[Role::School],
        tells: Class::Public,
        remedy: "Link a team or individual goal to it, give it learning time, or retire it.",
        page: include_str!("school_goal_unserved.md"),
    },
    needs: &[&[List::SchoolImprovementGoals], &[List::IndividualPlans, List::PlcGoals]],
    checks: &[Check::District(check)],
};

fn check(case: &Case<'_>, findings: &mut Findings) {
    let district = case.district;
    for item in district.item_ids() {
        let about = district.item(item);
        if about.kind == ItemKind::SchoolGoal && about.active && !case.graph.is_reached(item) {
            let id = district.item_name(item);
            let message = format!("no individual goal and no team goal leads to {id}");
            findings.push(RULE.kind.at(about.place, message).items([id]));
        }
    }
}
