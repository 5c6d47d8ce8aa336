//! Relicensure packs: a jurisdiction's rules of renewal as data. Comes in: YAML, shipped or a district's own. Goes out:
//! packs, and every mistake in one with its place. Nothing is worked out here; numbers are in ten-thousandths, so that
//! no arithmetic is rounded.

/// The packs that are compiled in.
pub mod shipped;

mod guard;
mod read;
mod rule;
mod select;

pub use self::guard::{Answers, Known};
pub use self::read::read;
pub use self::rule::{Demand, Guard, LAYERS, Rule, Selector, SelectorField, ShareOf, Span, Test};
pub use self::select::Record;

use jiff::civil::Date;

/// A jurisdiction's rules of renewal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pack {
    /// Its id, such as `us-ma/teacher`.
    pub id: String,
    /// The pack it adds to or tightens.
    pub extends: Option<String>,
    /// Jurisdiction and credential, for people.
    pub name: String,
    /// When its facts were put together, as year and month.
    pub date: Option<(i16, i8)>,
    /// How far it is to be trusted.
    pub confidence: Confidence,
    /// Addresses of what it was made from.
    pub sources: Vec<String>,
    /// What its rules cannot say.
    pub notes: Vec<String>,
    /// What it must be told about an educator.
    pub asks: Vec<Ask>,
    /// Shown, and never failed.
    pub is_suspended: bool,
    /// When it applies.
    pub effective: Option<Effective>,
    /// The unit in which it counts.
    pub unit: Unit,
    /// The time in which units are earned.
    pub cycle: Cycle,
    /// Who owes nothing.
    pub exempt: Vec<Exemption>,
    /// What an entry of the ledger is worth; the first row that fits counts.
    pub convert: Vec<Conversion>,
    /// Entries that fail one of these are worth nothing.
    pub filters: Vec<Filter>,
    /// What is above a cap is not counted.
    pub caps: Vec<Cap>,
    /// Whether one unit may count in several rules.
    pub overlap: Overlap,
    /// Whether units renew several licences.
    pub licences: Licences,
    /// What may be carried over from the cycle before.
    pub carry: Carry,
    /// Whether the same activity may be counted again.
    pub repeat: Repeat,
    /// What is asked.
    pub rules: Vec<Rule>,
}

/// How far facts are to be trusted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// Weak or indirect sources only.
    #[default]
    Low,
    /// One sound source, or old or conflicting ones.
    Medium,
    /// The primary text was read, or two sources agree.
    High,
}

impl Confidence {
    /// The words in packs, in their order.
    pub const WORDS: [&'static str; 3] = ["low", "medium", "high"];
    /// All of them, in the order of their words.
    pub const ALL: [Self; 3] = [Self::Low, Self::Medium, Self::High];

    /// The word in packs.
    pub fn word(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

/// Something a pack must be told about an educator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ask {
    /// The key in her `profile`.
    pub name: String,
    /// What may be answered.
    pub answer: Answer,
    /// The question, for people.
    pub question: String,
}

/// What may be answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Yes or no.
    YesNo,
    /// One of these words.
    Choice(Vec<String>),
    /// A day.
    Day,
    /// A number.
    Number,
}

/// When a pack applies: to licences that expire, were issued or are renewed in a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Effective {
    /// From this day.
    pub from: Option<Date>,
    /// Until this day.
    pub until: Option<Date>,
    /// By which day of a licence.
    pub by: Moment,
}

/// A day of a licence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Moment {
    /// The day it expires.
    #[default]
    Expiry,
    /// The day it was issued.
    Issue,
    /// The day it is renewed, which is the day it expires.
    Renewal,
}

/// The unit of a pack. Its id belongs to the pack, so that units of one never add to another's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unit {
    /// Its id.
    pub id: String,
    /// One of it.
    pub name: String,
    /// Several.
    pub plural: String,
    /// How many an hour is worth, in ten-thousandths; none where nobody states it.
    pub per_hour: Option<i64>,
}

/// The time in which units are earned.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cycle {
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
    /// Which entries.
    pub of: Selector,
    /// By what of an entry; by its hours where nothing is said.
    pub per: Option<Per>,
    /// Units for each, in ten-thousandths; where nothing is said, as many as its hours are worth.
    pub units: Option<i64>,
    /// Times this, in ten-thousandths.
    pub factor: Option<i64>,
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

/// What an entry must have, or it is worth nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Which entries are asked.
    pub of: Selector,
    /// Entries with the same of this field are taken together, and must reach `min`.
    pub group: Option<String>,
    /// Units that a group must reach, in ten-thousandths.
    pub min: Option<i64>,
    /// What it must have, such as an assessment.
    pub has: Vec<String>,
    /// Who must have provided it.
    pub provider: Option<Provider>,
    /// The day of the profile before which it does not count.
    pub after: Option<String>,
}

/// Who must have provided something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Provider {
    /// Somebody approved for the pack.
    Approved,
    /// One of these.
    OneOf(Vec<String>),
}

/// How much of something counts at most.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cap {
    /// Of what.
    pub of: Selector,
    /// Units, in ten-thousandths.
    pub units: Option<i64>,
    /// Share of the pack's required total, in ten-thousandths.
    pub share: Option<i64>,
    /// In which time.
    pub span: Span,
}

/// Whether one unit may count in several rules.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Overlap {
    /// Nobody states it.
    #[default]
    Unknown,
    /// In every rule it fits.
    Shared,
    /// In one of these rules only.
    Split(Vec<String>),
}

/// Whether units renew several licences.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Licences {
    /// Nobody states it.
    #[default]
    Unknown,
    /// All of them.
    Shared,
    /// Each further one asks for so many more, in ten-thousandths.
    Extra(i64),
}

/// What may be carried over.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Carry {
    /// Nobody states it.
    #[default]
    Unknown,
    /// Nothing.
    Nothing,
    /// Of these entries, so many units at most (in ten-thousandths; all where nothing is said).
    Some {
        /// Which entries.
        of: Selector,
        /// At most.
        most: Option<i64>,
    },
}

/// Whether the same activity may be counted again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Repeat {
    /// Nobody states it.
    #[default]
    Unknown,
    /// Once.
    Once,
    /// As often as it is done.
    Free,
}
