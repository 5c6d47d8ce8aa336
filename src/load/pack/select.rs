//! What a selection of a pack fits, and what lies within another. Comes in: what is known of an entry of a ledger, or of an
//! activity. Goes out: yes, no, or not known.

use super::{Known, Provider, Selector, SelectorField};
use crate::load::lists::DESIGNS;

/// What is known of something that may earn units, as far as packs select by it.
#[derive(Clone, Debug, Default)]
pub struct Record<'a> {
    /// What was done, such as `course`.
    pub kind: Option<&'a str>,
    /// Categories.
    pub tags: Vec<&'a str>,
    /// The topic.
    pub topic: Option<&'a str>,
    /// The level.
    pub level: Option<&'a str>,
    /// What it has, such as `assessment`.
    pub has: Vec<&'a str>,
    /// Who provided it.
    pub provider: Option<&'a str>,
    /// Whether the provider is approved for the pack; `None` where nobody says.
    pub is_approved: Option<bool>,
    /// The layers whose goals it serves.
    pub serves: Vec<&'a str>,
    /// Whether it is known in part only: what is not stated of it is not known, rather than not so. An activity has no field
    /// for its topic, its level or what it has; its tags and what it serves are always stated.
    pub is_partial: bool,
}

impl Selector {
    /// Whether it fits a record. O(values).
    pub fn fit(&self, record: &Record<'_>) -> Known {
        let unstated = if record.is_partial { Known::Maybe } else { Known::No };
        let one =
            |have: Option<&str>, words: &[String]| have.map_or(unstated, |have| Known::of(words.iter().any(|word| word == have)));
        let any = |have: &[&str], words: &[String]| Known::of(words.iter().any(|word| have.contains(&word.as_str())));
        let fits = |(field, words): &(SelectorField, Vec<String>)| match field {
            // The kind of an activity is one of its designs, so that it never is anything else.
            SelectorField::Kind if record.kind.is_none() && !words.iter().any(|word| DESIGNS.contains(&word.as_str())) => {
                Known::No
            }
            SelectorField::Kind => one(record.kind, words),
            SelectorField::Topic => one(record.topic, words),
            SelectorField::Level => one(record.level, words),
            SelectorField::Tag => any(&record.tags, words),
            SelectorField::Has if record.has.is_empty() => unstated,
            SelectorField::Has => any(&record.has, words),
            SelectorField::Serves => any(&record.serves, words),
            SelectorField::Provider if Provider::is_approval(words) => record.is_approved.map_or(Known::Maybe, Known::of),
            SelectorField::Provider => one(record.provider, words),
        };
        let not = self.not.as_ref().map_or(Known::Yes, |not| not.fit(record).contrary());
        self.fields.iter().map(fits).fold(not, Known::and)
    }

    /// Whether it selects a category: by tag or topic.
    pub fn is_category(&self) -> bool {
        self.fields.iter().any(|(field, _)| matches!(field, SelectorField::Tag | SelectorField::Topic))
    }

    /// Whether all that is not known of a record is whether its provider is approved: the rest of it fits.
    pub fn hangs_on_approval(&self, record: &Record<'_>) -> bool {
        let approved = |is: bool| Record { is_approved: Some(is), ..record.clone() };
        record.is_approved.is_none()
            && self.fit(record) == Known::Maybe
            && [true, false].iter().all(|is| self.fit(&approved(*is)) != Known::Maybe)
    }

    /// Whether it selects by nothing, so that it fits every entry.
    pub fn is_all(&self) -> bool {
        self.fields.is_empty() && self.not.is_none()
    }

    /// Whether everything that it fits another fits too, as far as the words say. O(values squared).
    pub fn lies_within(&self, outer: &Self) -> bool {
        let narrower = |(field, words): &(SelectorField, Vec<String>)| {
            self.fields.iter().any(|(other, fewer)| other == field && fewer.iter().all(|word| words.contains(word)))
        };
        let leaves_out = outer
            .not
            .as_ref()
            .is_none_or(|not| self.not.as_ref().is_some_and(|own| not.lies_within(own)) || self.is_apart_from(not));
        leaves_out && outer.fields.iter().all(narrower)
    }

    /// Whether nothing fits both: a field of which an entry has one value only has other values in each.
    fn is_apart_from(&self, other: &Self) -> bool {
        let single = |field: SelectorField| matches!(field, SelectorField::Kind | SelectorField::Topic | SelectorField::Level);
        self.fields.iter().filter(|(field, _)| single(*field)).any(|(field, words)| {
            other.fields.iter().any(|(of, others)| of == field && words.iter().all(|word| !others.contains(word)))
        })
    }
}

#[cfg(test)]
mod tests {
    use SelectorField::{Has, Kind, Level, Serves, Tag, Topic};

    use super::*;

    #[test]
    fn what_is_not_stated_of_an_activity_is_not_known() {
        let of = |field, word: &str| Selector { fields: vec![(field, vec![word.to_owned()])], ..Selector::default() };
        let credit = Record { tags: vec!["sei"], ..Record::default() };
        let activity = Record { is_partial: true, ..credit.clone() };
        assert_eq!((of(Kind, "course").fit(&activity), of(Kind, "national_board").fit(&activity)), (Known::Maybe, Known::No));
        for field in [Has, Level, SelectorField::Provider, Topic] {
            assert_eq!((of(field, "x").fit(&credit), of(field, "x").fit(&activity)), (Known::No, Known::Maybe), "{field:?}");
        }
        for field in [Serves, Tag] {
            assert_eq!(of(field, "x").fit(&activity), Known::No, "{field:?}");
        }
        let course = Record { kind: Some("course"), ..activity };
        assert_eq!((of(Kind, "x").fit(&course), of(Kind, "course").fit(&course)), (Known::No, Known::Yes));
    }
}
