//! The links the other way round, and lists by owner.

use crate::model::activity::Audience;
use crate::model::names::Name;
use crate::model::obligation::{ItemId, ItemKind, Owner};
use crate::model::people::{EducatorId, SchoolId, TeamId};
use crate::model::requirement::RequirementId;
use crate::model::rows::{Key, Rows};
use crate::model::{District, Index};

/// The links the other way round, and lists by owner. O(items and links).
pub(in crate::model) fn index(district: &District, chosen: &[(EducatorId, ItemId)]) -> Index {
    let (mut own, mut of_team, mut of_school, mut of_district) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let (mut supported_by, mut required) = (Vec::new(), Required::default());
    for id in district.item_ids() {
        let item = district.item(id);
        supported_by.extend(district.supports(id).iter().map(|target| (*target, id)));
        match item.owner {
            _ if !item.active || stands_as_rules(district, id) => {}
            Owner::Educator(educator) => own.push((educator, id)),
            Owner::Team(team) => of_team.push((team, id)),
            Owner::School(school) => of_school.push((school, id)),
            Owner::District if item.kind == ItemKind::DistrictGoal => of_district.push(id),
            Owner::District => required.add(district.audience(id), id),
        }
    }
    let (people, teams) = (district.educators.len(), district.teams.len());
    let team_ids = || (0..teams as u32).map(TeamId);
    let member_of: Vec<_> = team_ids().flat_map(|team| district.members(team).iter().map(move |one| (*one, team))).collect();
    let facilitates: Vec<_> = team_ids()
        .filter_map(|team| Some((district.team(team).facilitator?, team)))
        .filter(|(educator, team)| !district.members(*team).contains(educator))
        .collect();
    let staff: Vec<_> =
        district.educator_ids().flat_map(|one| district.schools_of(one).iter().map(move |school| (*school, one))).collect();
    required.roles.sort_unstable();
    let mut requirements: Vec<(EducatorId, RequirementId)> = Vec::with_capacity(district.requirements.len());
    for (about, id) in district.requirements.iter().zip((0..).map(RequirementId)) {
        let item = district.item(about.item);
        if let (Owner::Educator(educator), true) = (item.owner, item.active) {
            requirements.push((educator, id));
        }
    }
    requirements.sort_by_key(|(_, id)| district.rank(district.requirements[id.row()].item));
    Index {
        supported_by: Rows::group(district.items.len(), &supported_by),
        own: Rows::group(people, &own),
        of_team: Rows::group(teams, &of_team),
        of_school: Rows::group(district.schools.len(), &of_school),
        of_district,
        teams: Rows::group(people, &member_of),
        facilitated: Rows::group(people, &facilitates),
        staff: Rows::group(district.schools.len(), &staff),
        chosen: Rows::group(people, chosen),
        requirements: Rows::group(people, &requirements),
        required_of_educator: Rows::group(people, &required.educators),
        required_of_team: Rows::group(teams, &required.teams),
        required_of_school: Rows::group(district.schools.len(), &required.schools),
        required_of_role: required.roles,
        required_of_all: required.all,
        initiatives: district.initiatives.iter().map(|one| (one.name, one.school)).collect(),
        providers: district.providers.iter().map(|one| one.name).collect(),
    }
}

/// Whether an item is a requirement whose rules are what is asked.
fn stands_as_rules(district: &District, item: ItemId) -> bool {
    let is_whole = district.item(item).kind == ItemKind::Requirement && !district.item(item).is_rule();
    is_whole && district.requirement(item).is_some_and(|requirement| district.rules_of(requirement).next().is_some())
}

/// Required activities by whom they are required of.
#[derive(Default)]
struct Required {
    all: Vec<ItemId>,
    educators: Vec<(EducatorId, ItemId)>,
    teams: Vec<(TeamId, ItemId)>,
    schools: Vec<(SchoolId, ItemId)>,
    roles: Vec<(Name, ItemId)>,
}

impl Required {
    fn add(&mut self, audience: &[Audience], item: ItemId) {
        for one in audience {
            match one {
                Audience::All => self.all.push(item),
                Audience::Educator(educator) => self.educators.push((*educator, item)),
                Audience::Team(team) => self.teams.push((*team, item)),
                Audience::School(school) => self.schools.push((*school, item)),
                Audience::Role(role) => self.roles.push((*role, item)),
            }
        }
    }
}
