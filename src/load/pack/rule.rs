//! What a pack asks, and of what: rules, selections of the ledger, guards on answers.

use super::Confidence;

/// The time over which a rule or a cap counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Span {
    /// The whole cycle.
    #[default]
    Cycle,
    /// Each year of it.
    Year,
    /// Each licence.
    Licence,
    /// Once in a career.
    Career,
    /// Each half of a year.
    Semester,
}

impl Span {
    /// The words in packs, in their order.
    pub const WORDS: [&'static str; 5] = ["cycle", "year", "licence", "career", "semester"];
    /// All of them, in the order of their words.
    pub const ALL: [Self; 5] = [Self::Cycle, Self::Year, Self::Licence, Self::Career, Self::Semester];
}

/// Which entries of the ledger: those that have all of this, and of several values any.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selector {
    /// Field and the values it may have, in the order of the pack.
    pub fields: Vec<(SelectorField, Vec<String>)>,
    /// How many years before the licence expires entries may lie, where that is more than the cycle.
    pub lookback: Option<i16>,
    /// Only entries of the last so many years of the cycle before, in ten-thousandths.
    pub last_years: Option<i64>,
}

/// What of an entry is selected by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the field of that name in `credits`")]
pub enum SelectorField {
    Kind,
    Tag,
    Topic,
    Level,
    Has,
    Provider,
    Serves,
}

impl SelectorField {
    /// The words in packs, in their order.
    pub const WORDS: [&'static str; 7] = ["kind", "tag", "topic", "level", "has", "provider", "serves"];
    /// All of them, in the order of their words.
    pub const ALL: [Self; 7] = [Self::Kind, Self::Tag, Self::Topic, Self::Level, Self::Has, Self::Provider, Self::Serves];

    /// The word in packs.
    pub fn word(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

/// To whom something applies: all of this must be so.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Guard(pub Vec<(String, Test)>);

/// What an answer must be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Test {
    /// One of these words, numbers, or yes or no.
    OneOf(Vec<String>),
    /// A number between these, in ten-thousandths.
    Between(Option<i64>, Option<i64>),
}

/// What is asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rule {
    /// Its id within the pack.
    pub id: String,
    /// What it is, for people.
    pub name: String,
    /// To whom it applies.
    pub when: Guard,
    /// What counts for it.
    pub of: Selector,
    /// What it asks.
    pub asks: Vec<Demand>,
    /// In which time.
    pub span: Span,
    /// Who approves it.
    pub by: Option<String>,
    /// By when.
    pub within: Option<String>,
    /// Whether it binds who demands, and never the educator.
    pub limits_employer: bool,
    /// Whether it is less for who works part of the time.
    pub is_scaled: bool,
    /// Whether it is shown and never failed.
    pub is_advice: bool,
    /// How far it is to be trusted; the pack's where nothing is said.
    pub confidence: Option<Confidence>,
    /// The address that supports it.
    pub source: Option<String>,
    /// What it cannot say.
    pub note: Option<String>,
}

/// What a rule asks. Units and shares in ten-thousandths.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Demand {
    /// At least so many units.
    Min(i64),
    /// At most so many units: more is forbidden.
    Max(i64),
    /// At least so many different values of a field.
    Different(String, i64),
    /// At least this share.
    MinShare(i64, ShareOf),
    /// At most this share.
    MaxShare(i64, ShareOf),
    /// A fact of the profile.
    Need(String),
    /// So many goals that come from one of these layers.
    Goals(Vec<String>, i64),
    /// All rules of one of these branches.
    Any(Vec<Vec<Rule>>),
}

/// What a share is of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ShareOf {
    /// The total that the pack requires.
    #[default]
    Required,
    /// The total that was earned.
    Earned,
}

/// The layers that a goal or an entry may serve.
pub const LAYERS: [&str; 6] = ["individual", "team", "school", "district", "evaluation", "licence"];
