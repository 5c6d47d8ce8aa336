//! Which of the records with one id stays: the first. The others are left out and told.

use std::collections::BTreeMap;

use foldhash::fast::FixedState;
use hashbrown::HashMap;
use hashbrown::hash_map::Entry;

use super::Resolver;
use crate::finding::{At, Finding};
use crate::load::lists::Field;
use crate::load::values;
use crate::model::faults::DUPLICATE_ID;
use crate::model::names::Name;
use crate::model::obligation::ItemId;
use crate::model::people::{EducatorId, TeamId};
use crate::model::rows::Key;
use crate::source::Place;

impl Resolver<'_, '_> {
    /// Of educators, schools and teams with one id the first stays; the same for providers.
    pub(super) fn claim_parties(&mut self) {
        let mut claims = Claims::default();
        let parties = &mut self.entries.parties;
        let educators = claims.kept(parties.educators.iter().map(|one| (one.name, one.place)));
        let schools = claims.kept(parties.schools.iter().map(|one| (one.name, one.place)));
        let teams = claims.kept(parties.teams.iter().map(|one| (one.name, one.place)));
        if !claims.duplicates.is_empty() {
            parties.workplaces = parties.workplaces.pick(educators.iter().map(|at| EducatorId(*at)));
            parties.members = parties.members.pick(teams.iter().map(|at| TeamId(*at)));
            parties.meetings = parties.meetings.pick(teams.iter().map(|at| TeamId(*at)));
            retain_at(&mut parties.educators, &educators);
            retain_at(&mut parties.schools, &schools);
            retain_at(&mut parties.teams, &teams);
        }
        self.tell_duplicates(&claims);
        let mut claims = Claims::default();
        let providers = claims.kept(self.entries.providers.iter().map(|one| (one.name, one.place)));
        retain_at(&mut self.entries.providers, &providers);
        self.tell_duplicates(&claims);
        self.providers = self.entries.providers.iter().map(|one| one.name).collect();
        let mut claims = Claims::default();
        let focuses = claims.kept(self.entries.written_focuses.iter().map(|one| (one.name, one.place)));
        retain_at(&mut self.entries.written_focuses, &focuses);
        self.tell_duplicates(&claims);
    }

    /// Of obligations and activities with one id the first stays.
    pub(super) fn claim_items(&mut self) {
        let mut duplicates: BTreeMap<Name, Vec<Place>> = BTreeMap::new();
        let items = &self.entries.items.items;
        for (item, at) in items.iter().zip((0..).map(ItemId)) {
            match self.named[item.name.row()] {
                None => self.named[item.name.row()] = Some(at),
                Some(_) => duplicates.entry(item.name).or_default().push(item.place),
            }
        }
        for (name, places) in duplicates {
            let first = self.named[name.row()].expect("a duplicate follows a first record");
            let finding = duplicate(self.names().get(name), self.entries.items.items[first.row()].place, &places);
            self.findings.push(finding);
        }
    }

    pub(super) fn tell_duplicates(&mut self, claims: &Claims) {
        for (name, places) in &claims.duplicates {
            let finding = duplicate(self.names().get(*name), claims.first[name], places);
            self.findings.push(finding);
        }
    }
}

/// Which record of an id came first, and where the others are.
#[derive(Default)]
pub(super) struct Claims {
    first: HashMap<Name, Place, FixedState>,
    pub(super) duplicates: BTreeMap<Name, Vec<Place>>,
}

impl Claims {
    /// The numbers of the records that stay.
    pub(super) fn kept(&mut self, records: impl Iterator<Item = (Name, Place)>) -> Vec<u32> {
        let mut kept = Vec::new();
        for ((name, place), at) in records.zip(0..) {
            if let Entry::Vacant(e) = self.first.entry(name) {
                e.insert(place);
                kept.push(at);
            } else {
                self.duplicates.entry(name).or_default().push(place);
            }
        }
        kept
    }
}

/// Keeps the elements at these places, which ascend.
pub(super) fn retain_at<T>(list: &mut Vec<T>, places: &[u32]) {
    let (mut at, mut places) = (0_u32, places.iter().peekable());
    list.retain(|_| {
        at += 1;
        places.next_if(|place| **place == at - 1).is_some()
    });
}

/// The finding that several records carry one id.
fn duplicate(id: &str, first: Place, others: &[Place]) -> Finding {
    // An id with a slash may be made from what stands in the place of somebody's.
    let shown = if id.contains('/') { values::quote(id) } else { id.to_owned() };
    let message = format!("{} records have the id {shown}; the first one is read, the other left out", others.len() + 1);
    let at = |place: Place| At::field(place, Field::Id.name());
    let finding = DUPLICATE_ID.at(at(others[0]), message).items([id]).figure("records", others.len() + 1);
    let finding = others[1..].iter().fold(finding.here("left out"), |finding, place| finding.also(at(*place), "left out"));
    finding.also(at(first), "read")
}
