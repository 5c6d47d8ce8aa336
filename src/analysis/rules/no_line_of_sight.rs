//! An educator none of whose goals leads to a goal of the district.

use crate::analysis::rule::{Check, One, Rule};
use crate::finding::{Category, Class, Findings, Kind, Level, Role};
use crate::graph::LINE_OF_SIGHT;
use crate::load::lists::List;
use crate::model::obligation::ItemId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "no-line-of-sight",
        level: Level::Info,
        category: Category::Gap,
        acts: &[Role::Learner, Role::School],
        tells: Class::Plan,
        remedy: "One link from a team goal to a school goal that supports the district is enough.",
        page: include_str!("no_line_of_sight.md"),
    },
    needs: &[&[List::DistrictGoals]],
    checks: &[Check::Educator(check)],
};

fn check(one: &One<'_>, findings: &mut Findings) {
    let district = one.district();
    let asked = |item: ItemId| district.item(item).kind.is_near_goal() && !district.item(item).free;
    let goals: Vec<ItemId> = one.obligations(asked).collect();
    let Some(first) = goals.first() else { return };
    if goals.iter().all(|goal| one.case.graph.links_to_district(*goal).is_none()) {
        let message = format!("none of the goals of {} leads to a district goal within {LINE_OF_SIGHT} links", one.name());
        let finding = RULE.kind.at(district.item(*first).place, message).items([one.name()]);
        findings.push(finding.figure("goals", goals.len()).figure("limit", LINE_OF_SIGHT));
    }
}
