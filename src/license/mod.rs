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

use crate::load::pack::{Answers, Pack, Record};
use crate::load::values::MONTHS;

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
pub struct Entry<'a> {
    /// Its id.
    pub id: &'a str,
    /// What packs select it by.
    pub record: Record<'a>,
    /// Hours, in minutes.
    pub minutes: Option<u32>,
    /// Credits, in ten-thousandths.
    pub credits: Option<i64>,
    /// Continuing education units, in ten-thousandths.
    pub ceu: Option<i64>,
    /// The day.
    pub date: Option<Date>,
    /// The activity or title by which a repetition is known.
    pub title: Option<&'a str>,
}

/// What is known of an educator and her licence.
#[derive(Clone, Debug)]
pub struct Circumstances<'a> {
    /// The day for which it is asked.
    pub as_of: Date,
    /// Her answers and the days of her licence.
    pub answers: Answers<'a>,
    /// Full-time equivalent in ten-thousandths.
    pub fte: i64,
    /// How many goals she has of each layer.
    pub goals: BTreeMap<String, usize>,
}

impl Circumstances<'_> {
    /// The day after which units count, and the first on which they may: the cycle's, and that of a later issue. A look-back is
    /// counted in years before the licence expires.
    fn window(&self, pack: &Pack, lookback: i16) -> (Option<Date>, Option<Date>) {
        let Some(years) = pack.cycle.years.filter(|_| !pack.cycle.is_open) else { return (None, None) };
        let back = years.max(pack.cycle.lookback).max(lookback);
        let after = self.answers.expires.checked_sub(back.years()).ok();
        let reaches_back = pack.cycle.lookback > 0 || lookback > 0;
        (after, self.answers.issued.filter(|_| !reaches_back))
    }

    /// Whether a day lies in the window. What is planned does.
    fn counts(&self, day: Option<Date>, pack: &Pack, lookback: i16) -> bool {
        let Some(day) = day else { return true };
        let (after, from) = self.window(pack, lookback);
        day <= self.answers.expires && after.is_none_or(|after| after < day) && from.is_none_or(|from| from <= day)
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
                self.answers.issued?.checked_add(span).ok()
            }
            [month, day] => {
                let month = MONTHS.iter().position(|name| name.eq_ignore_ascii_case(month))? as i8 + 1;
                let in_year = |year| Date::new(year, month, day.parse().ok()?).ok();
                in_year(self.answers.expires.year())
                    .filter(|day| *day <= self.answers.expires)
                    .or_else(|| in_year(self.answers.expires.year() - 1))
            }
            _ => None,
        }
    }

    /// The year of the cycle in which a day lies, counted back from the day it expires; what is planned lies in the last.
    fn year_of(&self, day: Option<Date>) -> i32 {
        let Some(day) = day else { return 0 };
        (0..100)
            .find(|years: &i32| self.answers.expires.checked_sub((*years + 1).years()).is_ok_and(|before| before < day))
            .unwrap_or(100)
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
