//! Words → focuses: shipped, declared, or a word of their own.

use super::Resolver;
use super::links::once_each;
use crate::finding::At;
use crate::load::faults::BAD_VALUE;
use crate::load::lists::{Field, List, Names as Kind};
use crate::load::values;
use crate::model::entries::focus_place;
use crate::model::focus::{FocusId, Nearness};
use crate::model::names::Name;
use crate::source::Place;

impl Resolver<'_, '_> {
    /// Declares the district's own focuses, their families, opposites and crosswalks.
    pub(super) fn focuses(&mut self) {
        let written = std::mem::take(&mut self.entries.written_focuses);
        for focus in &written {
            self.focuses.add(focus.name);
        }
        for focus in &written {
            let id = self.focuses.add(focus.name);
            for (alias, nth) in focus.aliases.iter().zip(0..) {
                if !self.focuses.alias(*alias, id) {
                    let message = format!("{} already names another focus", values::quote(self.names().get(*alias)));
                    self.findings.push(BAD_VALUE.at(focus_place(focus, Field::Aliases, Some(nth)), message));
                }
            }
        }
        for focus in &written {
            let id = self.focuses.add(focus.name);
            if let Some(parent) = focus.parent
                && let Some(parent) = self.focus_at(Some(focus.name), focus_place(focus, Field::Parent, None), parent, None)
            {
                self.focuses.set_parent(id, parent);
            }
            for (other, nth) in focus.opposes.iter().zip(0..) {
                let at = focus_place(focus, Field::Opposes, Some(nth));
                if let Some(other) = self.focus_at(Some(focus.name), at, *other, None) {
                    self.focuses.oppose(id, other);
                }
            }
        }
        for crosswalk in std::mem::take(&mut self.entries.crosswalks) {
            let at = |field: Field| At::field(crosswalk.place, field.name());
            let from = self.focus_at(None, at(Field::From), crosswalk.from, None);
            // A focus that is none gives the record no name.
            let to = self.focus_at(from.map(|_| crosswalk.from), at(Field::To), crosswalk.to, None);
            if let (Some(from), Some(to)) = (from, to) {
                let nearness = if crosswalk.exact { Nearness::Exact } else { Nearness::Related };
                self.focuses.cross(from, to, nearness);
            }
        }
    }

    /// The focus of a word. Without a focuses list a bare word is a focus of its own; an item that a shipped
    /// framework does not have is never one.
    pub(super) fn focus_at(&mut self, owner: Option<Name>, at: At, word: Name, framework: Option<Name>) -> Option<FocusId> {
        if let Some(framework) = framework {
            let qualified = format!("{}/{}", self.names().get(framework), self.names().get(word));
            if let Some(focus) = self.names().find(&qualified).and_then(|name| self.focuses.find(name)) {
                return Some(focus);
            }
        }
        if let Some(focus) = self.focuses.find(word) {
            return Some(focus);
        }
        let of_framework = self.names().get(word).split_once('/').and_then(|(framework, _)| self.names().find(framework));
        let shipped = of_framework.is_some_and(|framework| self.focuses.is_framework(framework));
        if self.read.has(List::Focuses) || shipped {
            self.dangling(owner, at, Kind::Focus, word);
            return None;
        }
        Some(self.focuses.add(word))
    }

    pub(super) fn focus_row(&mut self, owner: Name, place: Place, field: Field, words: &[Name]) -> Vec<FocusId> {
        let mut row = Vec::with_capacity(words.len());
        for (word, nth) in words.iter().zip(0..) {
            row.extend(self.focus_at(Some(owner), At::element(place, field.name(), nth), *word, None));
        }
        once_each(&mut row);
        row
    }
}
