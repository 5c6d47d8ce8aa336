//! Expertise and budgets as written. Comes in: an entry of either list. Goes out: who, what, how much, with names as they were
//! written and the place. Apart from the other entries, because neither is an obligation nor anybody's record.

use super::Entries;
use crate::load::entry::Entry;
use crate::load::lists::Field;
use crate::model::names::Name;
use crate::source::Place;

#[derive(Clone, Copy, Debug)]
pub(in crate::model) struct WrittenExpert {
    pub(in crate::model) name: Name,
    pub(in crate::model) focus: Name,
    pub(in crate::model) place: Place,
    pub(in crate::model) minutes: Option<u32>,
}

#[derive(Clone, Copy, Debug)]
pub(in crate::model) struct WrittenBudget {
    pub(in crate::model) goal: Name,
    pub(in crate::model) place: Place,
    pub(in crate::model) amount: i64,
}

impl WrittenExpert {
    pub(super) fn renamed(self, new: impl Fn(Name) -> Name) -> Self {
        Self { name: new(self.name), focus: new(self.focus), ..self }
    }
}

impl WrittenBudget {
    pub(super) fn renamed(self, new: impl Fn(Name) -> Name) -> Self {
        Self { goal: new(self.goal), ..self }
    }
}

impl Entries<'_> {
    /// What an educator offers to colleagues.
    pub(super) fn expert(&mut self, entry: &Entry<'_>) {
        let (educator, focus) = (self.required(entry, Field::Educator).copied(), self.required(entry, Field::Focus).copied());
        let name = educator.and_then(|cell| self.reader.reference(None, entry, &cell));
        let focus = focus.and_then(|cell| self.reader.reference(name, entry, &cell));
        let minutes = entry.find(Field::Hours).copied().and_then(|cell| self.reader.minutes(entry, &cell));
        if let (Some(name), Some(focus)) = (name, focus) {
            self.experts.push(WrittenExpert { name, focus, place: entry.place, minutes });
        }
    }

    /// Money for a goal.
    pub(super) fn budget(&mut self, entry: &Entry<'_>) {
        let (goal, amount) = (self.required(entry, Field::Goal).copied(), self.required(entry, Field::Amount).copied());
        let goal = goal.and_then(|cell| self.reader.reference(None, entry, &cell));
        let amount = amount.and_then(|cell| self.reader.number(entry, &cell, i64::MAX));
        if let (Some(goal), Some(amount)) = (goal, amount) {
            self.budgets.push(WrittenBudget { goal, place: entry.place, amount });
        }
    }
}
