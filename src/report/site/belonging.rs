//! Who belongs to whom. Comes in: a district. Goes out: teams, coached people, required activities and offers, looked up for
//! every folder.

use std::collections::BTreeMap;

use crate::analysis::expertise::Offers;
use crate::model::District;
use crate::model::activity::Audience as Required;
use crate::model::obligation::ItemId;
use crate::model::people::{EducatorId, SchoolId, TeamId};
use crate::report::audience::schools_of_team;

/// Who belongs to whom, looked up for every folder.
#[derive(Debug, Default)]
pub(super) struct Index {
    /// Teams whose page is in a school's folder, in the order of the teams list.
    pub(super) teams: BTreeMap<SchoolId, Vec<TeamId>>,
    /// Those who name somebody as their coach, by number.
    pub(super) coached: BTreeMap<EducatorId, Vec<EducatorId>>,
    /// Activities that are required of a team, in natural order of their ids.
    pub(super) required: BTreeMap<TeamId, Vec<ItemId>>,
    /// What everybody offers to colleagues.
    pub(super) offers: Offers,
}

impl Index {
    /// O(teams and their members + educators + activities and their audiences).
    pub(super) fn of(district: &District) -> Self {
        let mut index = Self { offers: Offers::of(district), ..Self::default() };
        for team in (0..district.teams.len() as u32).map(TeamId) {
            for school in schools_of_team(district, team) {
                index.teams.entry(school).or_default().push(team);
            }
        }
        for one in district.educator_ids() {
            if let Some(coach) = district.educator(one).coach.and_then(|coach| district.party(coach)?.educator()) {
                index.coached.entry(coach).or_default().push(one);
            }
        }
        for item in district.item_ids() {
            for of in district.audience(item) {
                if let Required::Team(team) = of {
                    index.required.entry(*team).or_default().push(item);
                }
            }
        }
        index.required.values_mut().for_each(|items| items.sort_by_key(|item| district.rank(*item)));
        index
    }
}
