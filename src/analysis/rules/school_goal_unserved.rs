//! A school goal that no individual and no team goal leads to.

use crate::analysis::Circle;
use crate::analysis::rule::{Case, Check, Rule};
use crate::finding::{Category, Class, Findings, Kind, Level, Role};
use crate::load::lists::List;
use crate::model::District;
use crate::model::obligation::{ItemId, ItemKind, Owner};
use crate::model::people::SchoolId;

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
        if about.kind != ItemKind::SchoolGoal || !about.active {
            continue;
        }
        // Whose goals elsewhere lead to it is not for the leader of the school to know.
        let (is_served, whose) = match (case.circle, about.owner) {
            (Circle::Staff, Owner::School(school)) => (is_served_at(district, item, school), " of your staff"),
            _ => (case.graph.is_reached(item), ""),
        };
        if !is_served {
            let id = district.item_name(item);
            let message = format!("no individual goal{whose} and no team goal leads to {id}");
            findings.push(RULE.kind.at(about.place, message).items([id]));
        }
    }
}

/// Whether a team goal or a goal of somebody of a school leads to a goal, over no goal of anybody else. O(goals below it and
/// their links).
fn is_served_at(district: &District, goal: ItemId, school: SchoolId) -> bool {
    let is_hers = |item: ItemId| match district.item(item).owner {
        Owner::Educator(one) => district.schools_of(one).contains(&school),
        Owner::Team(_) | Owner::School(_) | Owner::District => true,
    };
    district.below(goal, is_hers).iter().any(|item| district.item(*item).kind.is_near_goal())
}
