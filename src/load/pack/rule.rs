//! What a pack asks, and of what: rules, selections of the ledger, guards on answers.

use jiff::ToSpan;
use jiff::civil::Date;

use super::{Answers, Basis, EntryField};
use crate::load::values::{MONTHS, counted, quote};

/// The time over which a rule or a cap counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Span {
    /// The whole cycle.
    #[default]
    Cycle,
    /// Each year of it.
    Year,
    /// Each further licence, of which `licences` says how many; without that the one that is renewed.
    Licence,
    /// Once in a career.
    Career,
    /// Each half of a year.
    Semester,
    /// Each calendar week.
    Week,
    /// Each day.
    Day,
}

impl Span {
    /// The words in packs, in their order.
    pub const WORDS: [&'static str; 7] = ["cycle", "year", "licence", "career", "semester", "week", "day"];
    /// All of them, in the order of their words.
    pub const ALL: [Self; 7] = [Self::Cycle, Self::Year, Self::Licence, Self::Career, Self::Semester, Self::Week, Self::Day];

    /// Whether a rule asks once, and not in each of several times.
    pub fn is_once(self) -> bool {
        matches!(self, Self::Cycle | Self::Licence | Self::Career)
    }
}

/// Which entries of the ledger: those that have all of this, and of several values any.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selector {
    /// Field and the values it may have, in the order of the pack.
    pub fields: Vec<(SelectorField, Vec<String>)>,
    /// And not what this selects.
    pub not: Option<Box<Self>>,
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
    /// A number between these, in ten-thousandths; of a day its year.
    Between(Option<i64>, Option<i64>),
    /// A day between these, inclusive.
    Days(Option<Date>, Option<Date>),
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
    pub within: Option<Within>,
    /// Whether it binds who demands, and never the educator.
    pub limits_employer: bool,
    /// Whether it is less for who works part of the time.
    pub is_scaled: bool,
    /// How far it is to be trusted, and whether it is more than advice.
    pub basis: Basis,
}

/// By when something must be approved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Within {
    /// So long after the licence was issued: `6 months of issue`.
    Issue(u16, Lapse),
    /// This month and day, the last before the licence expires: `October 31`.
    Yearly(i8, i8),
}

/// In what time is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the words say it")]
pub enum Lapse {
    Day,
    Week,
    Month,
    Year,
}

impl Lapse {
    const ALL: [Self; 4] = [Self::Day, Self::Week, Self::Month, Self::Year];

    fn word(self) -> &'static str {
        ["day", "week", "month", "year"][self as usize]
    }
}

/// What a rule asks. Units and shares in ten-thousandths.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Demand {
    /// At least so many units.
    Min(i64),
    /// At most so many units: more is forbidden.
    Max(i64),
    /// At least so many different values of a field.
    Different(EntryField, i64),
    /// At most so many different values of a field.
    FewDifferent(EntryField, i64),
    /// At least this share.
    MinShare(i64, ShareOf),
    /// At most this share.
    MaxShare(i64, ShareOf),
    /// A fact of the profile: yes, a day on which it was approved, or a number of at least so many. Where the rule selects
    /// entries they show it as well, those that are worth at least so many units together.
    Need(String, Option<i64>),
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

/// The longest time in which to do something, in whatever it is counted: more is a slip of the pen.
const MOST_LAPSE: u16 = 1000;

impl std::fmt::Display for Within {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Issue(count, lapse) => write!(f, "within {} of the day of issue", counted(*count, lapse.word())),
            Self::Yearly(month, day) => write!(f, "by {} {day}", MONTHS[*month as usize - 1]),
        }
    }
}

impl Within {
    /// Reads `6 months of issue` or `October 31`.
    pub fn of(text: &str) -> Result<Self, String> {
        let wrong =
            || format!("{} is no time in which to do something; write it like `6 months of issue` or `October 31`", quote(text));
        match text.split_whitespace().collect::<Vec<_>>().as_slice() {
            [count, unit, "of", "issue"] => {
                let unit = unit.strip_suffix('s').unwrap_or(unit);
                let lapse = Lapse::ALL.into_iter().find(|lapse| lapse.word() == unit).ok_or_else(wrong)?;
                let count = count.parse().ok().filter(|count| *count <= MOST_LAPSE).ok_or_else(wrong)?;
                Ok(Self::Issue(count, lapse))
            }
            [month, day] => {
                let month = MONTHS.iter().position(|name| name.eq_ignore_ascii_case(month)).ok_or_else(wrong)? as i8 + 1;
                let day = day.parse().map_err(|_| wrong())?;
                // A leap year has every day that some year has.
                Date::new(2024, month, day).map(|_| Self::Yearly(month, day)).map_err(|_| wrong())
            }
            _ => Err(wrong()),
        }
    }

    /// The day by which it must be done; `None` where the day of issue is not known.
    pub fn day(self, answers: &Answers<'_>) -> Option<Date> {
        match self {
            Self::Issue(count, lapse) => {
                let count = i32::from(count);
                let lapse = match lapse {
                    Lapse::Day => count.days(),
                    Lapse::Week => count.weeks(),
                    Lapse::Month => count.months(),
                    Lapse::Year => count.years(),
                };
                answers.issued?.checked_add(lapse).ok()
            }
            Self::Yearly(month, day) => {
                let expires = answers.expires;
                let in_year = |year| Date::new(year, month, day).ok();
                in_year(expires.year()).filter(|day| *day <= expires).or_else(|| in_year(expires.year() - 1))
            }
        }
    }
}
