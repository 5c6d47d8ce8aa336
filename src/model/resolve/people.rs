//! Educators, teams and schools: those with a record, and where a list is not there everyone who is named.

use super::Resolver;
use super::links::once_each;
use crate::finding::At;
use crate::load::lists::{List, Names as Kind};
use crate::model::Party;
use crate::model::entries::{Space, WrittenTeam};
use crate::model::names::Name;
use crate::model::obligation::{ItemId, ItemKind};
use crate::model::people::{Educator, EducatorId, School, SchoolId, Team, TeamId};
use crate::model::rows::Key;
use crate::source::Place;

impl Resolver<'_, '_> {
    /// Gives every educator, team and school its number; where a list is not there, everyone who is named.
    pub(super) fn name_everyone(&mut self) {
        let parties = &self.entries.parties;
        let educators = parties.educators.iter().zip(0..).map(|(one, at)| (one.name, Party::Educator(EducatorId(at))));
        let teams = parties.teams.iter().zip(0..).map(|(one, at)| (one.name, Party::Team(TeamId(at))));
        let schools = parties.schools.iter().zip(0..).map(|(one, at)| (one.name, Party::School(SchoolId(at))));
        for (name, party) in educators.chain(teams).chain(schools) {
            self.parties[name.row()] = Some(party);
        }
        for (list, kind) in [(List::Schools, Kind::School), (List::Teams, Kind::Team), (List::Educators, Kind::Educator)] {
            if !self.read.has(list) {
                self.named(kind).into_iter().for_each(|(name, place)| self.invent(kind, name, place));
            }
        }
        let missing = [(List::Educators, Kind::Educator), (List::Teams, Kind::Team), (List::Schools, Kind::School)];
        if let Some((_, kind)) = missing.into_iter().find(|(list, _)| !self.read.has(*list)) {
            self.named(Kind::Audience).into_iter().for_each(|(name, place)| self.invent(kind, name, place));
        }
    }

    /// Every name that stands where an id of this kind belongs, with the record that has it.
    pub(super) fn named(&self, kind: Kind) -> Vec<(Name, Place)> {
        let (items, parties) = (&self.entries.items, &self.entries.parties);
        let mut named = Vec::new();
        for (item, at) in items.items.iter().zip((0..).map(ItemId)) {
            let owner_kind = match item.kind {
                ItemKind::IndividualPlan | ItemKind::Finding | ItemKind::Requirement => Some(Kind::Educator),
                ItemKind::PlcGoal => Some(Kind::Team),
                ItemKind::SchoolGoal => Some(Kind::School),
                ItemKind::DistrictGoal | ItemKind::Activity => None,
            };
            named.extend(items.owners[at.row()].filter(|_| owner_kind == Some(kind)).map(|name| (name, item.place)));
            match kind {
                Kind::Educator => named.extend(items.chosen_by.of(at).iter().map(|name| (*name, item.place))),
                Kind::Audience => {
                    let parties = items.audience.of(at).iter().filter(|name| !is_word(self.names().get(**name)));
                    named.extend(parties.map(|name| (*name, item.place)));
                }
                _ => {}
            }
        }
        if kind == Kind::Educator {
            let credits = &self.entries.credits;
            named.extend(credits.owners.iter().copied().zip(credits.rows.iter().map(|credit| credit.place)));
        }
        for (team, at) in parties.teams.iter().zip((0..).map(TeamId)) {
            match kind {
                Kind::Educator => {
                    named.extend(parties.members.of(at).iter().copied().chain(team.facilitator).map(|name| (name, team.place)));
                }
                Kind::School => named.extend(team.school.map(|name| (name, team.place))),
                _ => {}
            }
        }
        if kind == Kind::Audience {
            let parties = self.entries.calendar.iter().filter_map(|one| Some((one.party?, one.place)));
            named.extend(parties.filter(|(name, _)| self.names().get(*name) != "district"));
        }
        if kind == Kind::School {
            for (educator, at) in parties.educators.iter().zip((0..).map(EducatorId)) {
                named.extend(parties.workplaces.of(at).iter().map(|name| (*name, educator.place)));
            }
            named.extend(self.entries.initiatives.list.iter().map(|one| (one.school, one.place)));
        }
        named.extend(self.entries.reader.loose.iter().filter(|loose| loose.space == kind).map(|loose| (loose.name, loose.place)));
        named
    }

    pub(super) fn invent(&mut self, kind: Kind, name: Name, place: Place) {
        if self.parties[name.row()].is_some() || self.entries.lost.contains(&(Space::Parties, name)) {
            return;
        }
        let parties = &mut self.entries.parties;
        self.parties[name.row()] = Some(match kind {
            Kind::School => {
                parties.schools.push(School { name, place, need: None });
                Party::School(SchoolId(parties.schools.len() as u32 - 1))
            }
            Kind::Team => {
                parties.teams.push(WrittenTeam::new(name, place));
                Party::Team(TeamId(parties.teams.len() as u32 - 1))
            }
            _ => {
                parties.educators.push(Educator::new(name, place));
                Party::Educator(EducatorId(parties.educators.len() as u32 - 1))
            }
        });
    }

    /// Where educators work, who is in which team and who leads it.
    pub(super) fn people(&mut self) {
        self.roles = self.entries.parties.educators.iter().filter_map(|one| one.role).collect();
        let parties = &self.parties;
        let is_educator = |name: &Name| matches!(parties[name.row()], Some(Party::Educator(_)));
        for educator in &mut self.entries.parties.educators {
            educator.coach = educator.coach.filter(is_educator);
            educator.evaluator = educator.evaluator.filter(is_educator);
        }
        for at in 0..self.entries.parties.educators.len() as u32 {
            let (name, place) =
                (self.entries.parties.educators[at as usize].name, self.entries.parties.educators[at as usize].place);
            let written = self.entries.parties.workplaces.of(EducatorId(at)).to_vec();
            let mut row: Vec<SchoolId> = Vec::with_capacity(written.len());
            for (school, nth) in written.into_iter().zip(0..) {
                row.extend(self.school(name, At::element(place, "schools", nth), school));
            }
            once_each(&mut row);
            self.workplaces.push(row);
        }
        for at in 0..self.entries.parties.teams.len() as u32 {
            let team = self.entries.parties.teams[at as usize];
            let (name, place) = (team.name, team.place);
            let written = self.entries.parties.members.of(TeamId(at)).to_vec();
            let mut row = Vec::with_capacity(written.len());
            for (member, nth) in written.into_iter().zip(0..) {
                row.extend(self.educator(name, At::element(place, "members", nth), member));
            }
            row.sort_unstable();
            row.dedup();
            self.members.push(row);
            let school = team.school.and_then(|school| self.school(name, At::field(place, "school"), school));
            let facilitator = team.facilitator.and_then(|one| self.educator(name, At::field(place, "facilitator"), one));
            let WrittenTeam { is_network, trained, in_contract, .. } = team;
            self.teams.push(Team { name, place, is_network, facilitator, trained, in_contract, school });
        }
    }

    pub(super) fn educator(&mut self, owner: Name, at: At, name: Name) -> Option<EducatorId> {
        self.party(owner, at, name, Kind::Educator, |party| if let Party::Educator(id) = party { Some(id) } else { None })
    }

    pub(super) fn school(&mut self, owner: Name, at: At, name: Name) -> Option<SchoolId> {
        self.party(owner, at, name, Kind::School, |party| if let Party::School(id) = party { Some(id) } else { None })
    }

    pub(super) fn team(&mut self, owner: Name, place: Place, name: Name) -> Option<TeamId> {
        let at = At::field(place, "team");
        self.party(owner, at, name, Kind::Team, |party| if let Party::Team(id) = party { Some(id) } else { None })
    }

    /// Whom a name names, where it is of the kind that belongs here; otherwise that is told.
    fn party<T>(&mut self, owner: Name, at: At, name: Name, kind: Kind, pick: impl Fn(Party) -> Option<T>) -> Option<T> {
        let found = self.parties[name.row()].and_then(pick);
        if found.is_none() {
            self.dangling(Some(owner), at, kind, name);
        }
        found
    }
}

/// Words of `required_of` that are no ids.
fn is_word(text: &str) -> bool {
    text == "all" || text.starts_with("role:")
}
