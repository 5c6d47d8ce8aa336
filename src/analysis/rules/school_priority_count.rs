//! A school with more priorities than it can follow closely.

use crate::analysis::rule::{Case, Check, Rule};
use crate::finding::{Category, Findings, Kind, Level, Role};
use crate::load::lists::List;
use crate::model::District;
use crate::model::obligation::ItemId;
use crate::model::people::{Initiative, InitiativeId, SchoolId};

/// The rule.
pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "school-priority-count",
        level: Level::Warning,
        category: Category::Fragmentation,
        acts: &[Role::School, Role::District],
        remedy: "Rank them, and mark the lowest `paused` with a date.",
        page: include_str!("school_priority_count.md"),
    },
    needs: &[&[List::SchoolImprovementGoals]],
    check: Check::District(check),
};

fn check(case: &Case<'_>, findings: &mut Findings) {
    let (district, limit) = (case.district, case.config.limits.school_priorities);
    for school in (0..district.schools.len() as u32).map(SchoolId) {
        let goals = district.goals_of_school(school);
        let initiatives: Vec<InitiativeId> = initiatives_apart(district, school, goals).collect();
        let priorities = goals.len() + initiatives.len();
        let Some(first) = goals.first().filter(|_| priorities > limit as usize) else { continue };
        let id = district.school_name(school);
        let message = format!(
            "{id} has {priorities} priorities ({} goals, {} further initiatives); more than {limit} cannot be followed closely",
            goals.len(),
            initiatives.len()
        );
        let finding = RULE
            .kind
            .at(district.item(*first).place, message)
            .items([id])
            .figure("priorities", priorities)
            .figure("limit", limit);
        let places = goals[1..].iter().map(|goal| district.item(*goal).place);
        let places = places.chain(initiatives.iter().map(|one| district.initiatives[one.0 as usize].place));
        findings.push(places.fold(finding, |finding, place| finding.also(place, "")));
    }
}

/// Initiatives of a school that run in this school year and support none of its goals.
fn initiatives_apart<'d>(
    district: &'d District,
    school: SchoolId,
    goals: &'d [ItemId],
) -> impl Iterator<Item = InitiativeId> + 'd {
    (0..district.initiatives.len() as u32).map(InitiativeId).filter(move |id| {
        let initiative = &district.initiatives[id.0 as usize];
        let supports = district.carried(*id).iter().any(|goal| goals.contains(goal));
        initiative.school == school && runs(district, initiative) && !supports
    })
}

/// Whether an initiative runs on the day of the check or later in the school year.
fn runs(district: &District, initiative: &Initiative) -> bool {
    let begun_by = district.year.map_or(district.as_of, |(_, end)| end.max(district.as_of));
    initiative.start.is_none_or(|start| start <= begun_by) && initiative.end.is_none_or(|end| district.as_of <= end)
}
