//! A district without what some may not know. Comes in: a district, and what of each record is left. Goes out: the same
//! district with the same numbers, in which what is left out is nobody's and carries nothing. Whatever is worked out from it
//! cannot rest on what was left out, whichever rule or sum looks.

use super::District;
use super::decision::Decision;
use super::obligation::{Item, ItemId};
use super::people::EducatorId;
use super::resolve::index::index;
use super::rows::Key;

/// What is left of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Left {
    /// All of it.
    Whole,
    /// That it is there, whose it is, and which goals it leads to and which lead to it.
    Links,
    /// Nothing: as if it were a goal that is done.
    Nothing,
}

/// What is left of what people have chosen, and of what was decided about a person and no record of hers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Personal {
    /// All of it.
    Kept,
    /// Nothing: as if nobody had chosen anything.
    Gone,
}

impl District {
    /// The same district with what is left of each record, and of what people have chosen and what was decided about them.
    /// O(records and links).
    #[must_use]
    pub fn without(&self, left: impl Fn(&Self, ItemId) -> Left, personal: Personal) -> Self {
        let left: Vec<Left> = self.item_ids().map(|item| left(self, item)).collect();
        let is_whole = |item: ItemId| left[item.row()] == Left::Whole;
        let mut district = self.clone();
        for (item, left) in district.items.iter_mut().zip(&left) {
            match left {
                Left::Whole => {}
                Left::Links => item.strip(),
                Left::Nothing => item.active = false,
            }
        }
        // Between goals of which more is known than nothing a link stays; what serves an outlined goal is part of what is not known.
        let are_whole = |from: ItemId, to: ItemId| is_whole(from) && is_whole(to);
        let is_link = |from: ItemId, to: ItemId| {
            let is_goal = |item: ItemId| self.item(item).kind.is_goal() && left[item.row()] != Left::Nothing;
            is_goal(from) && is_goal(to) || are_whole(from, to)
        };
        let links = &mut district.links;
        links.supports = links.supports.keep(self.item_ids(), is_link);
        links.requires = links.requires.keep(self.item_ids(), are_whole);
        links.conflicts = links.conflicts.keep(self.item_ids(), are_whole);
        links.focus = links.focus.keep(self.item_ids(), |item, _| is_whole(item));
        links.practice = links.practice.keep(self.item_ids(), |item, _| is_whole(item));
        district.targets.retain(|(item, _)| is_whole(*item));
        district.marks.retain(|mark| is_whole(mark.child) && self.by_name[mark.parent.row()].is_none_or(is_whole));
        let is_known = |id: &str| match (self.find_item(id), self.find_party(id)) {
            (Some(item), _) => is_whole(item),
            (None, Some(party)) => personal == Personal::Kept || party.educator().is_none(),
            (None, None) => false,
        };
        district.decisions.retain(|decision| is_about(decision, is_known));
        let chosen: Vec<(EducatorId, ItemId)> = if personal == Personal::Kept { self.choices().collect() } else { Vec::new() };
        district.index = index(&district, &chosen);
        district
    }
}

/// Whether a decision is surely about what is known: one that names a finding by its id does not say what it is about.
fn is_about(decision: &Decision, is_known: impl Fn(&str) -> bool) -> bool {
    decision.rule.as_ref().is_some_and(|(_, items)| items.iter().all(|id| is_known(id)))
}

impl Item {
    /// Takes away what it says.
    fn strip(&mut self) {
        let Self { name, place, kind, owner, active, private, detail, .. } = *self;
        *self = Self { owner, active, private, detail, ..Self::blank(name, place, kind) };
    }
}
