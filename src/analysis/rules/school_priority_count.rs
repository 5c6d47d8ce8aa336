//! A school with more priorities than it can follow closely.

use crate::analysis::rule::{Case, Check, Rule};
use crate::finding::{Category, Class, Findings, Kind, Level, Role};
use crate::load::lists::List;
use crate::model::District;
use crate::model::people::{Initiative, InitiativeId, SchoolId};
use crate::source::Place;

/// The rule.
pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "school-priority-count",
        level: Level::Warning,
        category: Category::Fragmentation,
        acts: &[Role::School, Role::District],
        tells: Class::Public,
        remedy: "Rank them, and mark the lowest `paused` with a date.",
        page: include_str!("school_priority_count.md"),
    },
    needs: &[&[List::SchoolImprovementGoals]],
    checks: &[Check::District(check)],
};

fn check(case: &Case<'_>, findings: &mut Findings) {
    let (district, limit) = (case.district, case.config.limits.school_priorities);
    let apart = initiatives_apart(district);
    for school in (0..district.schools.len() as u32).map(SchoolId) {
        let goals = district.goals_of_school(school);
        let first = apart.partition_point(|(other, _)| *other < school);
        let further = apart[first..].iter().take_while(|(other, _)| *other == school);
        let initiatives: Vec<Place> = further.map(|(_, place)| *place).collect();
        let priorities = goals.len() + initiatives.len();
        let mut places = goals.iter().map(|goal| district.item(*goal).place).chain(initiatives.iter().copied());
        let Some(first) = places.next().filter(|_| priorities > limit as usize) else { continue };
        let id = district.school_name(school);
        let message = format!(
            "{id} has {priorities} priorities ({} goals, {} further initiatives); more than {limit} cannot be followed closely",
            goals.len(),
            initiatives.len()
        );
        let staff = district.staff(school).iter().map(|educator| educator.0).collect();
        let finding = RULE.kind.at(first, message).items([id]).people(staff);
        let finding = finding.figure("priorities", priorities).figure("limit", limit);
        findings.push(places.fold(finding, |finding, place| finding.also(place, "")));
    }
}

/// Initiatives that run in this school year and support no goal of their school, by school.
fn initiatives_apart(district: &District) -> Vec<(SchoolId, Place)> {
    let mut apart = Vec::new();
    for (initiative, id) in district.initiatives.iter().zip((0..).map(InitiativeId)) {
        let goals = district.goals_of_school(initiative.school);
        let supports = district.carried(id).iter().any(|goal| goals.contains(goal));
        if runs(district, initiative) && !supports {
            apart.push((initiative.school, initiative.place));
        }
    }
    apart.sort_by_key(|(school, _)| *school);
    apart
}

/// Whether an initiative runs on the day of the check or later in the school year.
fn runs(district: &District, initiative: &Initiative) -> bool {
    let begun_by = district.year.map_or(district.as_of, |(_, end)| end.date().max(district.as_of));
    initiative.start.is_none_or(|start| start <= begun_by) && initiative.end.is_none_or(|end| district.as_of <= end)
}
