//! The rows of a pack that say what an entry of the ledger is worth and what of it counts. Comes in: nothing. Goes out: types.
//! Apart from the rules, because rows change what is counted and ask for nothing.

use super::{Confidence, Guard, Selector, Span};

/// How far a part of a pack is to be trusted, and by what it is supported.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Basis {
    /// Whether it is shown and changes nothing: nobody fails by it, and nothing is left out for it.
    pub is_advice: bool,
    /// How far it is to be trusted; the pack's where nothing is said.
    pub confidence: Option<Confidence>,
    /// The address that supports it.
    pub source: Option<String>,
    /// What it cannot say.
    pub note: Option<String>,
}

/// The time in which units are earned.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cycle {
    /// Whose cycle it is.
    pub when: Guard,
    /// How long it is, in years; none where the licence does not expire.
    pub years: Option<i16>,
    /// Whether units may be earned at any time.
    pub is_open: bool,
    /// How many years before the licence expires units may have been earned, where that is more than the cycle.
    pub lookback: i16,
}

/// Who owes nothing, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exemption {
    /// To whom it applies.
    pub when: Guard,
    /// Why.
    pub note: String,
}

/// What an entry of the ledger is worth.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Conversion {
    /// For whom.
    pub when: Guard,
    /// Which entries.
    pub of: Selector,
    /// By what of an entry; by its hours where nothing is said.
    pub per: Option<Per>,
    /// Units for each, in ten-thousandths; where nothing is said, as many as its hours are worth.
    pub units: Option<i64>,
    /// Times this, in ten-thousandths.
    pub factor: Option<i64>,
    /// By what it is supported. A rate is never advice.
    pub basis: Basis,
}

/// What of an entry is converted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Per {
    /// Its hours.
    Hour,
    /// Its credits.
    Credit,
    /// Its continuing education units.
    Ceu,
    /// The entry itself.
    Item,
}

impl Per {
    /// The words in packs, and what they stand for, in their order.
    pub const WORDS: [&'static str; 4] = ["hour", "credit", "ceu", "item"];
    /// All of them, in the order of their words.
    pub const ALL: [Self; 4] = [Self::Hour, Self::Credit, Self::Ceu, Self::Item];
}

/// What an entry must have, or it is worth nothing: all that is said here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// For whom.
    pub when: Guard,
    /// Which entries are asked.
    pub of: Selector,
    /// Entries with the same of this field are taken together, and must reach `min`. It stands with `min` only.
    pub group: Option<EntryField>,
    /// Units that a group must reach, in ten-thousandths.
    pub min: Option<i64>,
    /// What it must have one of, such as an assessment.
    pub has: Vec<String>,
    /// Who must have provided it.
    pub provider: Option<Provider>,
    /// The day of the profile before which it does not count.
    pub after: Option<String>,
    /// By what it is supported. As advice it leaves nothing out.
    pub basis: Basis,
}

/// By what entries of the ledger are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryField {
    /// Each entry is one of its own.
    Id,
    /// The activity, or its title.
    Activity,
    /// What was done, such as `course`.
    Kind,
    /// The topic.
    Topic,
    /// A category; an entry may have several.
    Tag,
}

impl EntryField {
    /// The words in packs, in their order.
    pub const WORDS: [&'static str; 5] = ["id", "activity", "kind", "topic", "tag"];
    /// All of them, in the order of their words.
    pub const ALL: [Self; 5] = [Self::Id, Self::Activity, Self::Kind, Self::Topic, Self::Tag];

    /// The word in packs.
    pub fn word(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

/// Who must have provided something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Provider {
    /// Somebody approved for the pack.
    Approved,
    /// One of these.
    OneOf(Vec<String>),
}

impl Provider {
    /// Whether words of a pack ask for somebody approved: `approved`, or in a state's own word `approved_sponsor` and the like.
    pub fn is_approval(words: &[String]) -> bool {
        !words.is_empty() && words.iter().all(|word| word == "approved" || word.starts_with("approved_"))
    }
}

/// How much of something counts at most. What is above it is not forbidden, and is not counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cap {
    /// For whom.
    pub when: Guard,
    /// Of what.
    pub of: Selector,
    /// Units, in ten-thousandths.
    pub units: Option<i64>,
    /// Share of the pack's required total, in ten-thousandths.
    pub share: Option<i64>,
    /// In which time.
    pub span: Span,
    /// By what it is supported. As advice it leaves nothing out.
    pub basis: Basis,
}
