//! What a selection of a pack fits. Comes in: what is known of an entry of a ledger, or of an activity. Goes out: yes, no, or
//! not known.

use super::{Known, Selector, SelectorField};

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
}

impl Selector {
    /// Whether it fits a record. O(values).
    pub fn fit(&self, record: &Record<'_>) -> Known {
        let one =
            |have: Option<&str>, words: &[String]| Known::of(have.is_some_and(|have| words.iter().any(|word| word == have)));
        let any = |have: &[&str], words: &[String]| Known::of(words.iter().any(|word| have.contains(&word.as_str())));
        let fits = |(field, words): &(SelectorField, Vec<String>)| match field {
            SelectorField::Kind => one(record.kind, words),
            SelectorField::Topic => one(record.topic, words),
            SelectorField::Level => one(record.level, words),
            SelectorField::Tag => any(&record.tags, words),
            SelectorField::Has => any(&record.has, words),
            SelectorField::Serves => any(&record.serves, words),
            SelectorField::Provider if words.iter().any(|word| word.starts_with("approved")) => {
                record.is_approved.map_or(Known::Maybe, Known::of)
            }
            SelectorField::Provider => one(record.provider, words),
        };
        self.fields.iter().map(fits).fold(Known::Yes, Known::and)
    }
}
