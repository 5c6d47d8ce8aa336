//! People of one school who work on the same thing and have no team for it.

use crate::analysis::rule::{Case, Check, Rule};
use crate::finding::{At, Category, Class, Finding, Findings, Kind, Level, Role};
use crate::load::lists::List;
use crate::model::District;
use crate::model::focus::FocusId;
use crate::model::obligation::{ItemId, ItemKind, Owner};
use crate::model::people::{EducatorId, SchoolId, TeamId};

/// The rule.
pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "latent-team",
        level: Level::Info,
        category: Category::Reinforcement,
        acts: &[Role::Coach, Role::School],
        tells: Class::Plan,
        remedy: "Offer them a group; joining it stays voluntary.",
        page: include_str!("latent_team.md"),
    },
    needs: &[&[List::IndividualPlans]],
    checks: &[Check::District(check)],
};

/// From how many people of one school a team is worth offering.
const PEOPLE: usize = 3;

fn check(case: &Case<'_>, findings: &mut Findings) {
    let district = case.district;
    let mut held: Vec<(SchoolId, FocusId, EducatorId, ItemId)> = Vec::new();
    for item in district.item_ids() {
        let about = district.item(item);
        if let (ItemKind::IndividualPlan, true, Owner::Educator(educator)) = (about.kind, about.active, about.owner) {
            for school in district.schools_of(educator) {
                held.extend(district.focus(item).iter().map(|focus| (*school, *focus, educator, item)));
            }
        }
    }
    held.sort_unstable();
    held.dedup_by_key(|(school, focus, educator, _)| (*school, *focus, *educator));
    for group in held.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
        if group.len() >= PEOPLE && !have_team(district, group.iter().map(|(_, _, educator, _)| *educator)) {
            findings.push(told(district, group));
        }
    }
}

/// Whether any team holds two of these people.
fn have_team(district: &District, people: impl Iterator<Item = EducatorId>) -> bool {
    let mut teams: Vec<TeamId> = people.flat_map(|one| district.teams_of(one)).copied().collect();
    teams.sort_unstable();
    teams.windows(2).any(|pair| pair[0] == pair[1])
}

fn told(district: &District, group: &[(SchoolId, FocusId, EducatorId, ItemId)]) -> Finding {
    let (school, focus) = (district.school_name(group[0].0), district.names.get(district.focuses.name(group[0].1)));
    let message = format!("{} people of {school} have a goal on {focus}, and no team brings two of them together", group.len());
    let place = |item: ItemId| At::field(district.item(item).place, "focus");
    let finding =
        RULE.kind.at(place(group[0].3), message).items([school, focus]).figure("people", group.len()).counting(group.len());
    let finding = finding.people(group.iter().map(|(_, _, educator, _)| educator.0).collect());
    group[1..].iter().fold(finding, |finding, (_, _, _, item)| finding.also(place(*item), ""))
}
