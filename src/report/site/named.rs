//! Records by the names that people use. Comes in: an id, and whose eyes a page is for. Goes out: the title or name first, where
//! the files hold one that may be seen, and the id behind it. Goals keep their ids in front: their texts are long.

use super::{Page, id, said, text};
use crate::load::values::clean;
use crate::model::focus::FocusId;
use crate::model::obligation::{ItemId, ItemKind};
use crate::model::{District, Party};
use crate::report::audience::{Class, Shown, Viewer, class_of};
use crate::report::document::Spans;

impl Page<'_, '_> {
    /// An obligation or activity as this viewer may see it: its id and its text; `None` where not even that it is there.
    /// The text of a finding is for the learner's own page alone.
    pub(super) fn item(&self, item: ItemId) -> Option<Spans> {
        match self.sight.item(item) {
            Shown::Whole => Some(titled(self.district(), item, self.title_of(item))),
            Shown::Outline => Some(vec![text("linked, private")]),
            Shown::Not => None,
        }
    }

    /// The text or title of a record, where this viewer may read it.
    fn title_of(&self, item: ItemId) -> Option<&str> {
        let is_hers = matches!(self.viewer(), Viewer::Learner(_));
        let told = is_hers || class_of(self.district(), item) < Class::Private;
        let is_whole = self.sight.item(item) == Shown::Whole;
        self.known.titles.get(&item).filter(|_| told && is_whole).map(String::as_str)
    }

    /// What an id names, in a sentence: of an activity, a team, a school or a focus the name first. Goals have no name.
    pub(super) fn called(&self, word: &str) -> Spans {
        let district = self.district();
        let name = match (district.find_item(word), district.find_party(word)) {
            (Some(item), _) if district.item(item).kind == ItemKind::Activity => self.title_of(item).map(str::to_owned),
            (Some(_), _) | (None, Some(Party::Educator(_))) => None,
            (None, Some(Party::Team(team))) => self.known.names.get(&district.team(team).place).cloned(),
            (None, Some(Party::School(school))) => self.known.names.get(&district.school(school).place).cloned(),
            (None, None) => self.find_focus(word).map(|focus| self.focus_in_words(focus)).filter(|name| name != word),
        };
        name.iter().flat_map(|name| [said(name), text(" ")]).chain([id(word)]).collect()
    }

    /// The focus of an id.
    pub(super) fn find_focus(&self, word: &str) -> Option<FocusId> {
        let district = self.district();
        let focus = district.focuses.find(district.names.find(word)?)?;
        (district.names.get(district.focuses.name(focus)) == word).then_some(focus)
    }

    /// A focus for people: its label, else its id as words where it is made of such; an id of a framework stays as it is.
    pub(super) fn focus_in_words(&self, focus: FocusId) -> String {
        let district = self.district();
        let name = district.names.get(district.focuses.name(focus));
        match self.known.labels.get(name) {
            Some(label) => label.clone(),
            None if name.chars().all(|c| c.is_lowercase() || c == '-') => super::rule::in_words(name),
            None => clean(name),
        }
    }

    /// A focus by its words, and its id where that says more.
    pub(super) fn focus(&self, focus: FocusId) -> Spans {
        self.called(self.district().names.get(self.district().focuses.name(focus)))
    }
}

/// A record by its id and text; of an activity the title first.
pub(super) fn titled(district: &District, item: ItemId, title: Option<&str>) -> Spans {
    let name = id(district.item_name(item));
    match title {
        None => vec![name],
        Some(title) if district.item(item).kind == ItemKind::Activity => vec![said(title), text(" "), name],
        Some(title) => vec![name, text(" "), said(title)],
    }
}
