//! Requirements of licences as written: which pack they name or which rules are their own, and what was answered to it. The
//! packs in force are known before any record is read, so that an answer that answers nothing is told where it stands.

use std::borrow::Cow;
use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{Entries, Space};
use crate::finding::{At, Finding, Findings};
use crate::load::entry::{Cell, Entry, Written};
use crate::load::faults::{BAD_VALUE, UNKNOWN_FIELD};
use crate::load::lists::Field;
use crate::load::pack::{Answers, Pack, Rule, own_rules};
use crate::model::names::Name;
use crate::model::obligation::{Item, ItemId, ItemKind};
use crate::model::read::{Said, subject};
use crate::model::requirement::{InUse, RequirementId};
use crate::model::rows::Rows;
use crate::source::{Place, SourceId};

/// Requirements, numbered as they are read.
#[derive(Debug, Default)]
pub(in crate::model) struct WrittenRequirements {
    pub(in crate::model) list: Vec<WrittenRequirement>,
    /// Key and answer.
    pub(in crate::model) profile: Rows<RequirementId, (Name, Name)>,
    /// What is asked by own rules; equal ones are kept once as far as they follow each other.
    pub(in crate::model) own: Vec<InUse>,
    /// Where own rules stand, by their place in the order of items.
    pub(in crate::model) places: Rows<RequirementId, (u32, Place)>,
    /// Answers in tables to questions that nobody asks, once a file, pack and column.
    pub(in crate::model) unasked: BTreeMap<(SourceId, String, String), Finding>,
}

/// What a requirement asks.
#[derive(Clone, Copy, Debug)]
pub(in crate::model) enum Asked {
    /// Nothing that is known.
    Nothing,
    /// A pack in force, by its number.
    InForce(u32),
    /// Own rules, by their number.
    Own(u32),
}

#[derive(Clone, Copy, Debug)]
pub(in crate::model) struct WrittenRequirement {
    pub(in crate::model) item: ItemId,
    pub(in crate::model) asked: Asked,
    pub(in crate::model) issued: Option<Date>,
    pub(in crate::model) expires: Date,
}

/// Among how many own packs that were read last an equal one is looked for.
const RECENT: usize = 8;

impl Entries<'_> {
    /// A requirement. Its rules become items when it is known which requirements stay.
    pub(super) fn requirement(&mut self, entry: &Entry<'_>) {
        let owner = self.required_name(entry, Field::Educator);
        let expires = self.required(entry, Field::Expires).copied().and_then(|cell| self.reader.date(entry, &cell));
        let own = entry.find(Field::Id).copied().and_then(|cell| self.id_in(entry, &cell));
        let issued = entry.find(Field::Issued).and_then(|cell| self.reader.date(entry, cell));
        let named = entry.find(Field::Pack).and_then(Cell::text);
        let name = own.or_else(|| {
            let id = format!("{}/{}", self.reader.names.get(owner?), named.unwrap_or("licence"));
            Some(self.reader.names.intern(&id))
        });
        let in_force = self.in_force(name, entry);
        let own_rules = self.own_rules(entry, in_force);
        let said = self.reader.profile(entry);
        let read = [Field::Educator, Field::Expires, Field::Id, Field::Issued, Field::Pack, Field::Rules, Field::Profile];
        self.check_rest(name, entry, &read);
        let asked = self.asked(in_force, &own_rules);
        if let Some(expires) = expires {
            let given = said.iter().map(|said| (said.key, said.answer)).collect();
            self.tell_profile(entry, asked, &said, &Answers { given, issued, expires });
        }
        let (Some(owner), Some(expires), Some(name)) = (owner, expires, name) else {
            self.lost.extend(name.map(|name| (Space::Items, name)));
            return;
        };
        let mut item = Item::blank(name, entry.place, ItemKind::Requirement);
        item.due = Some(expires);
        let item = self.add_plain(item, owner);
        let profile: Vec<(Name, Name)> =
            said.iter().map(|said| (self.reader.names.intern(said.key), self.reader.names.intern(said.answer))).collect();
        let requirements = &mut self.requirements;
        let places = if let Asked::Own(number) = asked {
            let of = &requirements.own[number as usize];
            own_rules.iter().filter_map(|(rule, place)| Some((of.position(&rule.id)?, *place))).collect()
        } else {
            Vec::new()
        };
        requirements.list.push(WrittenRequirement { item, asked, issued, expires });
        requirements.profile.push(profile);
        requirements.places.push(places);
    }

    /// The number of the pack that a requirement names. One that is not in force is told with all references.
    fn in_force(&mut self, name: Option<Name>, entry: &Entry<'_>) -> Option<usize> {
        let cell = entry.find(Field::Pack).copied()?;
        let id = self.reader.text(entry, &cell)?;
        let number = self.packs.iter().position(|pack| pack.id == id);
        if number.is_none() {
            self.reader.reference(name, entry, &cell);
        }
        number
    }

    /// The own rules of a requirement and where each begins, with every mistake in them told.
    fn own_rules(&mut self, entry: &Entry<'_>, over: Option<usize>) -> Vec<(Rule, Place)> {
        let Some(cell) = entry.find(Field::Rules) else { return Vec::new() };
        let Written::Node(node) = cell.written else {
            self.reader.fault(entry, cell.field, None, None, "rules are written in YAML, not in a table".to_owned());
            return Vec::new();
        };
        let mut findings = Findings::new();
        let rules = own_rules(node, over.map(|number| &self.packs[number]), &mut findings);
        let about = subject(entry, Field::Rules);
        self.reader.findings.extend(findings.into_iter().map(|finding| finding.items(about.clone())));
        rules
    }

    /// What a requirement asks: its pack, its own rules, or both.
    fn asked(&mut self, in_force: Option<usize>, own: &[(Rule, Place)]) -> Asked {
        if own.is_empty() {
            return in_force.map_or(Asked::Nothing, |number| Asked::InForce(number as u32));
        }
        let rules = own.iter().map(|(rule, _)| rule.clone()).collect();
        let pack = match in_force {
            Some(number) => self.packs[number].clone().with_rules(rules),
            None => Pack::of_rules(rules),
        };
        let own = &mut self.requirements.own;
        let recent = own.iter().enumerate().rev().take(RECENT).find(|(_, other)| other.pack == pack).map(|(at, _)| at);
        let number = recent.unwrap_or_else(|| {
            own.push(InUse::of(pack));
            own.len() - 1
        });
        Asked::Own(number as u32)
    }

    /// Tells answers to questions that nobody asks, and answers that are none.
    fn tell_profile(&mut self, entry: &Entry<'_>, asked: Asked, said: &[Said<'_>], answers: &Answers<'_>) {
        let pack = match asked {
            Asked::Nothing => return,
            Asked::InForce(number) => &self.packs[number as usize],
            Asked::Own(number) => &self.requirements.own[number as usize].pack,
        };
        for fault in pack.profile_faults(answers) {
            let Some(said) = said.iter().find(|said| said.key == fault.key) else { continue };
            // Own rules alone are a pack without an id, of which the message would have no subject.
            let subject_of = if pack.id.is_empty() && fault.is_unknown { "the license" } else { "" };
            let kind = if fault.is_unknown { &UNKNOWN_FIELD } else { &BAD_VALUE };
            let at = match (said.at, fault.is_unknown) {
                (Some((key, _)), true) => At::Span(key),
                (Some((_, answer)), false) => At::Span(answer),
                (None, _) => entry.at_path(Field::Profile, None, Some(Cow::Owned(fault.key.to_owned()))),
            };
            let finding = kind.at(at, format!("{subject_of}{}", fault.message)).items(subject(entry, Field::Profile));
            if said.at.is_none() && fault.is_unknown {
                let column = (entry.place.source, pack.id.clone(), fault.key.to_owned());
                self.requirements.unasked.entry(column).or_insert(finding);
            } else {
                self.reader.findings.push(finding);
            }
        }
    }
}

impl WrittenRequirements {
    /// Adds the requirements of a later part, whose items begin at this number.
    pub(super) fn absorb(&mut self, part: Self, items: u32, new: &impl Fn(Name) -> Name) {
        let own = self.own.len() as u32;
        self.list.extend(part.list.into_iter().map(|mut one| {
            one.item.0 += items;
            if let Asked::Own(number) = &mut one.asked {
                *number += own;
            }
            one
        }));
        self.profile.append(&part.profile, |(key, answer)| (new(key), new(answer)));
        self.places.append(&part.places, |place| place);
        self.own.extend(part.own);
        for (column, finding) in part.unasked {
            self.unasked.entry(column).or_insert(finding);
        }
    }
}
