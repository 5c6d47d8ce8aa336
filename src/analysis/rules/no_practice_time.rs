//! A goal whose activities hold no time to try things out.

use crate::analysis::rule::{Check, One, Rule};
use crate::finding::{Category, Class, Findings, Kind, Level, Role};
use crate::load::lists::List;
use crate::model::activity::Component;
use crate::model::obligation::ItemKind;

/// The rule.
pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "no-practice-time",
        level: Level::Info,
        category: Category::Gap,
        acts: &[Role::Coach, Role::School],
        tells: Class::Public,
        remedy: "Keep part of a team meeting for trying it out, or plan a try-out in the classroom.",
        page: include_str!("no_practice_time.md"),
    },
    needs: &[&[List::Activities]],
    checks: &[Check::Educator(check)],
};

fn check(one: &One<'_>, findings: &mut Findings) {
    let district = one.district();
    for goal in one.obligations(|item| district.item(item).kind == ItemKind::IndividualPlan) {
        let activities = district.supported_by(goal).iter().filter_map(|item| district.activity(*item));
        let components: Vec<Component> = activities.filter_map(|activity| activity.component).collect();
        if !components.is_empty() && !components.contains(&Component::Practice) {
            let id = district.item_name(goal);
            let message =
                format!("none of the activities for {id} is marked as practice ({} marked as something else)", components.len());
            let finding = RULE.kind.at(district.item(goal).place, message).items([id]);
            findings.push(finding.figure("activities", components.len()));
        }
    }
}
