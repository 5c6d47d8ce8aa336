//! Whether a licence can be renewed. Comes in: a pack, an educator's answers, her goals and her ledger of earned and planned
//! units. Goes out: for each rule met, short or unknown, with the units that count, and why others do not. Exact: amounts
//! are whole parts of a unit. Not legal advice, and nothing is ever guessed: what a pack or an answer leaves open is *unknown*.

/// Which units fill which rule, where one unit fills one only.
mod allocate;
/// Rules → answers.
mod judge;
/// Ledger → units.
mod worth;

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;

use crate::load::pack::{Answer as Asked, Guard, Pack, Test};
use crate::load::values::{MONTHS, decimal, flag};

pub use self::judge::{judge, units};

/// Units, in parts.
pub type Amount = i128;

/// Parts of a unit: hours are given in minutes, and worth and factor in ten-thousandths each.
pub const PARTS: Amount = 60 * 10_000 * 10_000;

/// Parts in a ten-thousandth of a unit, in which packs give their numbers.
pub const STEP: Amount = PARTS / 10_000;

/// Units in ten-thousandths as parts.
fn parts(units: i64) -> Amount {
    Amount::from(units) * STEP
}

/// A share in ten-thousandths of an amount.
fn share_of(amount: Amount, share: i64) -> Amount {
    amount * Amount::from(share) / 10_000
}

/// An amount that is known only between two bounds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Range {
    /// At least.
    pub low: Amount,
    /// At most.
    pub high: Amount,
}

impl Range {
    /// An amount that is known.
    pub fn just(amount: Amount) -> Self {
        Self { low: amount, high: amount }
    }

    fn plus(self, other: Self) -> Self {
        Self { low: self.low + other.low, high: self.high + other.high }
    }
}

/// An entry of the ledger: something earned, or planned where it has no date or a later one.
#[derive(Clone, Debug, Default)]
pub struct Entry {
    /// Its id.
    pub id: String,
    /// What was done, such as `course`.
    pub kind: Option<String>,
    /// Categories.
    pub tags: Vec<String>,
    /// The topic.
    pub topic: Option<String>,
    /// The level.
    pub level: Option<String>,
    /// What it has, such as `assessment`.
    pub has: Vec<String>,
    /// Who provided it.
    pub provider: Option<String>,
    /// Whether the provider is approved for the pack; `None` where nobody says.
    pub is_approved: Option<bool>,
    /// The layers whose goals it serves.
    pub serves: Vec<String>,
    /// Hours, in minutes.
    pub minutes: Option<u32>,
    /// Credits, in ten-thousandths.
    pub credits: Option<i64>,
    /// Continuing education units, in ten-thousandths.
    pub ceu: Option<i64>,
    /// The day.
    pub date: Option<Date>,
    /// The activity or title by which a repetition is known.
    pub title: Option<String>,
}

/// What is known of an educator and her licence.
#[derive(Clone, Debug)]
pub struct Circumstances {
    /// The day for which it is asked.
    pub as_of: Date,
    /// The day it was issued.
    pub issued: Option<Date>,
    /// The day it expires.
    pub expires: Date,
    /// Her answers.
    pub profile: BTreeMap<String, String>,
    /// Full-time equivalent in ten-thousandths.
    pub fte: i64,
    /// How many goals she has of each layer.
    pub goals: BTreeMap<String, usize>,
}

impl Circumstances {
    /// Yes, no, or `None` where it was not answered or not so.
    fn yes(&self, key: &str) -> Option<bool> {
        flag(self.profile.get(key)?).ok()
    }

    /// A day that was answered.
    fn day(&self, key: &str) -> Option<Date> {
        self.profile.get(key)?.parse().ok()
    }

    /// Whether a guard of a pack holds: all of its tests.
    fn fits(&self, pack: &Pack, guard: &Guard) -> Known {
        guard.0.iter().map(|(key, test)| self.passes(pack, key, test)).fold(Known::Yes, Known::and)
    }

    fn passes(&self, pack: &Pack, key: &str, test: &Test) -> Known {
        let built_in = match key {
            "expiry" => Some(self.expires.year().to_string()),
            "issued" => self.issued.map(|day| day.year().to_string()),
            _ => None,
        };
        let Some(answer) = self.profile.get(key).cloned().or(built_in) else { return Known::Maybe };
        // What is no answer to the question says nothing.
        if pack.asks.iter().any(|ask| ask.name == key && !is_answer(&ask.answer, &answer)) {
            return Known::Maybe;
        }
        Known::of(match test {
            Test::OneOf(words) => words.iter().any(|word| is_same(word, &answer)),
            Test::Between(least, most) => match decimal(&answer) {
                Ok(number) => least.is_none_or(|least| least <= number) && most.is_none_or(|most| number <= most),
                Err(_) => return Known::Maybe,
            },
        })
    }

    /// The day after which units count, and the first on which they may: the cycle's, and that of a later issue. A look-back is
    /// counted in years before the licence expires.
    fn window(&self, pack: &Pack, lookback: i16) -> (Option<Date>, Option<Date>) {
        let Some(years) = pack.cycle.years.filter(|_| !pack.cycle.is_open) else { return (None, None) };
        let back = years.max(pack.cycle.lookback).max(lookback);
        let after = self.expires.checked_sub(back.years()).ok();
        let reaches_back = pack.cycle.lookback > 0 || lookback > 0;
        (after, self.issued.filter(|_| !reaches_back))
    }

    /// Whether a day lies in the window. What is planned does.
    fn counts(&self, day: Option<Date>, pack: &Pack, lookback: i16) -> bool {
        let Some(day) = day else { return true };
        let (after, from) = self.window(pack, lookback);
        day <= self.expires && after.is_none_or(|after| after < day) && from.is_none_or(|from| from <= day)
    }

    /// The day of `6 months of issue`, or of `October 31` in the last year of the cycle; `None` where nobody can say.
    fn deadline(&self, within: &str) -> Option<Date> {
        let words: Vec<&str> = within.split_whitespace().collect();
        match words.as_slice() {
            [count, unit, "of", "issue"] => {
                let count = i32::from(count.parse::<u8>().ok()?);
                let span = match unit.trim_end_matches('s') {
                    "day" => count.days(),
                    "week" => count.weeks(),
                    "month" => count.months(),
                    "year" => count.years(),
                    _ => return None,
                };
                self.issued?.checked_add(span).ok()
            }
            [month, day] => {
                let month = MONTHS.iter().position(|name| name.eq_ignore_ascii_case(month))? as i8 + 1;
                let in_year = |year| Date::new(year, month, day.parse().ok()?).ok();
                in_year(self.expires.year()).filter(|day| *day <= self.expires).or_else(|| in_year(self.expires.year() - 1))
            }
            _ => None,
        }
    }

    /// The year of the cycle in which a day lies, counted back from the day it expires; what is planned lies in the last.
    fn year_of(&self, day: Option<Date>) -> i32 {
        let Some(day) = day else { return 0 };
        (0..100)
            .find(|years: &i32| self.expires.checked_sub((*years + 1).years()).is_ok_and(|before| before < day))
            .unwrap_or(100)
    }
}

/// Whether something answers a question at all.
fn is_answer(asked: &Asked, answer: &str) -> bool {
    match asked {
        Asked::YesNo => flag(answer).is_ok(),
        Asked::Choice(words) => words.iter().any(|word| is_same(word, answer)),
        Asked::Day => answer.parse::<Date>().is_ok(),
        Asked::Number => decimal(answer).is_ok(),
    }
}

/// Whether two answers are the same: words, or yes and true.
fn is_same(one: &str, other: &str) -> bool {
    one.eq_ignore_ascii_case(other) || flag(one).is_ok_and(|one| flag(other) == Ok(one))
}

/// Yes, no, or not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// It is so.
    Yes,
    /// It is not so.
    No,
    /// Nobody knows.
    Maybe,
}

impl Known {
    fn of(is: bool) -> Self {
        if is { Self::Yes } else { Self::No }
    }

    fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::No, _) | (_, Self::No) => Self::No,
            (Self::Yes, Self::Yes) => Self::Yes,
            _ => Self::Maybe,
        }
    }
}

/// The answer for a rule or a licence. The best comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// It holds, with what is earned and planned.
    Met,
    /// It hangs on what nobody knows.
    Unknown,
    /// Something is missing, whatever the unknown may be.
    Short,
}

/// The answer for one licence.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The whole.
    pub outcome: Outcome,
    /// Each rule that applies, advice too, in the order of the pack.
    pub rules: Vec<RuleAnswer>,
    /// What was not counted, or not wholly, and why: entries by number.
    pub not_counted: Vec<(usize, &'static str)>,
}

/// The answer for a licence as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing is owed.
    Exempt,
    /// Nothing is asked for the time being.
    Suspended,
    /// What the rules say together.
    Rules(Status),
}

/// The answer for one rule.
#[derive(Clone, Debug)]
pub struct RuleAnswer {
    /// Its id.
    pub id: String,
    /// Met, short or unknown.
    pub status: Status,
    /// Units it asks, where it asks units.
    pub need: Option<Amount>,
    /// Units there are for it.
    pub have: Option<Range>,
    /// Whether it counts for the whole: no advice, and no rule about the employer.
    pub binds: bool,
}
