//! Whose each item is, and what its lists name.

use std::collections::{BTreeMap, BTreeSet};

use super::claims::{Claims, retain_at};
use super::{Kept, Resolver};
use crate::finding::At;
use crate::load::lists::{Field, List, Names as Kind};
use crate::model::activity::Audience;
use crate::model::calendar::{Break, Breaks, Calendar, CalendarEntry};
use crate::model::entries::{Space, WrittenCalendar, WrittenCoach, WrittenInitiative, WrittenItems};
use crate::model::faults::DUPLICATE_ID;
use crate::model::names::Name;
use crate::model::obligation::{Item, ItemId, ItemKind, Owner};
use crate::model::people::{Coach, EducatorId, Initiative, InitiativeId};
use crate::model::rows::Key;
use crate::model::{Links, Party};
use crate::source::Place;

impl Resolver<'_, '_> {
    /// Whose each item is. An item whose owner names nobody is left out and its id remembered as lost.
    pub(super) fn owners(&mut self) -> Kept {
        self.people();
        let mut kept = Kept::new();
        for at in (0..self.entries.items.items.len() as u32).map(ItemId) {
            let item = &self.entries.items.items[at.row()];
            let (kind, name, place) = (item.kind, item.name, item.place);
            if self.named[name.row()] != Some(at) {
                continue;
            }
            let owner = match (kind, self.entries.items.owners[at.row()]) {
                (_, None) => Some(Owner::District),
                (ItemKind::PlcGoal, Some(team)) => self.team(name, place, team).map(Owner::Team),
                (ItemKind::SchoolGoal, Some(school)) => self.school(name, At::field(place, "school"), school).map(Owner::School),
                (_, Some(educator)) => self.educator(name, At::field(place, "educator"), educator).map(Owner::Educator),
            };
            match owner {
                Some(owner) => {
                    let new = Some(ItemId(kept.len() as u32));
                    (self.by_name[name.row()], self.renumbered[at.row()]) = (new, new);
                    kept.push((at, owner));
                }
                None => _ = self.entries.lost.insert((Space::Items, name)),
            }
        }
        kept
    }

    /// The lists of every item that stays.
    pub(super) fn links(&mut self, kept: &Kept) -> Links {
        let mut links = Links::default();
        let mut items = std::mem::take(&mut self.entries.items);
        self.entries.items.items = std::mem::take(&mut items.items);
        let mut frameworks = items.frameworks.iter().peekable();
        for (written, _) in kept {
            let Item { name, place, kind, .. } = self.entries.items.items[written.row()];
            let field = if kind == ItemKind::Activity { Field::Serves } else { Field::Supports };
            links.supports.push(self.item_row(name, place, field, items.supports.of(*written)));
            links.requires.push(self.item_row(name, place, Field::Requires, items.requires.of(*written)));
            links.conflicts.push(self.item_row(name, place, Field::Conflicts, items.conflicts.of(*written)));
            while frameworks.peek().is_some_and(|(item, _)| item < written) {
                frameworks.next();
            }
            let framework = frameworks.peek().filter(|(item, _)| item == written).map(|(_, name)| *name);
            let focus = match (kind, items.focus.of(*written)) {
                (ItemKind::Finding, [word]) => {
                    self.focus_at(Some(name), At::field(place, "focus"), *word, framework).into_iter().collect()
                }
                (_, words) => self.focus_row(name, place, Field::Focus, words),
            };
            links.focus.push(focus);
            let practice = self.focus_row(name, place, Field::Practice, items.practice.of(*written));
            links.practice.push(practice);
            links.slots.push(items.slots.of(*written).iter().copied());
            let audience = self.audience_row(name, place, items.audience.of(*written));
            links.audience.push(audience);
            links.tags.push(items.tags.of(*written).iter().copied());
        }
        let WrittenItems { chosen_by, targets, activities, marks, coached, sites, providers, costs, funds, follow_ups, .. } =
            items;
        // The lists as written are done with; in a large district they hold a fifth of all memory.
        let items = std::mem::take(&mut self.entries.items.items);
        self.entries.items = WrittenItems {
            items,
            chosen_by,
            targets,
            activities,
            marks,
            coached,
            sites,
            providers,
            costs,
            funds,
            follow_ups,
            ..WrittenItems::default()
        };
        links
    }

    /// What a list of ids names; a requirement that has rules is replaced by those that bind.
    pub(super) fn item_row(&mut self, owner: Name, place: Place, field: Field, written: &[Name]) -> Vec<ItemId> {
        let mut row: Vec<ItemId> = Vec::with_capacity(written.len());
        let mut seen = BTreeSet::new();
        for (name, nth) in written.iter().zip(0..) {
            if !seen.insert(*name) {
                continue;
            }
            let target = self.item_named(Some(owner), || At::element(place, field.name(), nth), *name);
            let Some(target) = target else { continue };
            match self.named[name.row()].and_then(|written| self.requirement_at(written)) {
                Some(requirement) => row.extend(self.licences.served(requirement)),
                None => row.push(target),
            }
        }
        once_each(&mut row);
        row
    }

    pub(super) fn audience_row(&mut self, owner: Name, place: Place, written: &[Name]) -> Vec<Audience> {
        let mut row = Vec::with_capacity(written.len());
        for (name, nth) in written.iter().zip(0..) {
            let text = self.names().get(*name);
            let role = text.strip_prefix("role:").map(|role| self.names().find(role));
            match (text, role, self.parties[name.row()]) {
                ("all", ..) => row.push(Audience::All),
                (_, Some(role), _) => match role.filter(|role| self.roles.contains(role) || !self.read.has(List::Educators)) {
                    Some(role) => row.push(Audience::Role(role)),
                    None => self.dangling(Some(owner), At::element(place, Field::RequiredOf.name(), nth), Kind::Audience, *name),
                },
                (_, _, Some(Party::Educator(educator))) => row.push(Audience::Educator(educator)),
                (_, _, Some(Party::Team(team))) => row.push(Audience::Team(team)),
                (_, _, Some(Party::School(school))) => row.push(Audience::School(school)),
                _ => self.dangling(Some(owner), At::element(place, Field::RequiredOf.name(), nth), Kind::Audience, *name),
            }
        }
        row
    }

    /// Initiatives, whose lists are added to the links.
    pub(super) fn initiatives(&mut self, mut links: Links) -> (Links, Vec<Initiative>) {
        let mut written = std::mem::take(&mut self.entries.initiatives);
        let mut claims = Claims::default();
        let first = claims.kept(written.list.iter().map(|one| (one.name, one.place)));
        self.tell_duplicates(&claims);
        let rows = || first.iter().map(|at| InitiativeId(*at));
        (written.grades, written.focus) = (written.grades.pick(rows()), written.focus.pick(rows()));
        (written.practice, written.supports) = (written.practice.pick(rows()), written.supports.pick(rows()));
        retain_at(&mut written.list, &first);
        let mut initiatives = Vec::new();
        let lost = |one: &&WrittenInitiative| !matches!(self.parties[one.school.row()], Some(Party::School(_)));
        let lost: Vec<Name> = written.list.iter().filter(lost).map(|one| one.name).collect();
        self.entries.lost.extend(lost.into_iter().map(|name| (Space::Initiatives, name)));
        let stays = |one: &&WrittenInitiative| matches!(self.parties[one.school.row()], Some(Party::School(_)));
        let named: BTreeMap<Name, InitiativeId> =
            written.list.iter().filter(stays).map(|one| one.name).zip((0..).map(InitiativeId)).collect();
        for (one, at) in written.list.iter().zip((0..).map(InitiativeId)) {
            let Some(school) = self.school(one.name, At::field(one.place, "school"), one.school) else { continue };
            initiatives.push(Initiative { name: one.name, place: one.place, school, start: one.start, end: one.end });
            links.grades.push(written.grades.of(at).iter().copied());
            let focus = self.focus_row(one.name, one.place, Field::Focus, written.focus.of(at));
            links.pursued.push(focus);
            let practice = self.focus_row(one.name, one.place, Field::Practice, written.practice.of(at));
            links.methods.push(practice);
            let is_lost = |name: &&Name| self.entries.lost.contains(&(Space::Initiatives, **name));
            let (allies, goals): (Vec<Name>, Vec<Name>) =
                written.supports.of(at).iter().filter(|name| !is_lost(name)).partition(|name| named.contains_key(*name));
            links.allied.push(allies.iter().map(|name| named[name]));
            let carried = self.item_row(one.name, one.place, Field::Supports, &goals);
            links.carried.push(carried);
        }
        (links, initiatives)
    }

    /// Calendar entries, those of one party joined; the first time per week wins.
    pub(super) fn calendar(&mut self) -> Calendar {
        let mut calendar = Calendar::default();
        let mut breaks: BTreeMap<Option<Party>, Vec<Break>> = BTreeMap::new();
        // A list that could not be read whole counts as missing (contract §4): half of its breaks would be no calendar.
        let written = if self.read.has(List::Calendar) { std::mem::take(&mut self.entries.calendar) } else { Vec::new() };
        for written in written {
            let Ok(party) = self.calendar_party(&written) else { continue };
            let entry: &mut CalendarEntry = calendar.entries.entry(party).or_default();
            entry.weekly = entry.weekly.or(written.weekly);
            entry.days.extend(written.days);
            if !written.breaks.is_empty() {
                breaks.entry(party).or_default().extend(written.breaks);
            }
        }
        // Of several records of one day the first counts, as of other fields.
        for entry in calendar.entries.values_mut() {
            entry.days.sort_by_key(|(day, _)| *day);
            entry.days.dedup_by_key(|(day, _)| *day);
        }
        for (party, breaks) in breaks {
            calendar.entries.entry(party).or_default().breaks = Some(Breaks::of(&breaks));
        }
        calendar
    }

    /// Who has chosen what. A name of nobody is told.
    pub(super) fn chosen(&mut self, kept: &Kept) -> Vec<(EducatorId, ItemId)> {
        let chosen_by = std::mem::take(&mut self.entries.items.chosen_by);
        let mut chosen = Vec::new();
        for ((old, _), new) in kept.iter().zip((0..).map(ItemId)) {
            let item = &self.entries.items.items[old.row()];
            let (owner, place) = (item.name, item.place);
            for (name, nth) in chosen_by.of(*old).iter().zip(0..) {
                let educator = self.educator(owner, At::element(place, Field::ChosenBy.name(), nth), *name);
                chosen.extend(educator.map(|educator| (educator, new)));
            }
        }
        chosen
    }

    /// Coaches, each once; a record of somebody unknown has been told.
    pub(super) fn coaches(&mut self) -> Vec<Coach> {
        let mut seen = BTreeSet::new();
        let written = std::mem::take(&mut self.entries.coaches);
        let mut coaches = Vec::new();
        for WrittenCoach { name, place, minutes } in written {
            let Some(educator) = self.parties[name.row()].and_then(Party::educator) else { continue };
            if seen.insert(educator) {
                coaches.push(Coach { educator, place, minutes });
            } else {
                let id = self.names().get(name);
                let message = format!("{id} stands in {} more than once; the first record is read", List::Coaches.name());
                let finding =
                    DUPLICATE_ID.at(At::field(place, Field::Educator.name()), message).items([id, List::Coaches.name()]);
                self.findings.push(finding);
            }
        }
        coaches
    }

    /// For whom a calendar record is, `None` for the district; `Err` where its id names nobody.
    pub(super) fn calendar_party(&mut self, written: &WrittenCalendar) -> Result<Option<Party>, ()> {
        let Some(name) = written.party.filter(|name| self.names().get(*name) != "district") else { return Ok(None) };
        let party = self.parties[name.row()];
        if party.is_none() {
            self.dangling(None, At::field(written.place, "for"), Kind::Party, name);
        }
        party.map(Some).ok_or(())
    }
}

/// Keeps the first of equal elements, in O(n log n) also for a list of a hundred thousand.
pub(super) fn once_each<T: Copy + Ord>(row: &mut Vec<T>) {
    let mut seen = BTreeSet::new();
    row.retain(|one| seen.insert(*one));
}
