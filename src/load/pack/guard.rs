//! Whether a guard of a pack holds for one educator. Comes in: her answers and the days of her licence. Goes out: yes, no, or
//! not known. Apart, because what binds her is asked before any ledger is.

use jiff::civil::Date;

use super::{Answer, Guard, Pack, Test};
use crate::load::values::{decimal, flag};

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
    /// Yes or no.
    pub fn of(is: bool) -> Self {
        if is { Self::Yes } else { Self::No }
    }

    /// Whether both are so.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::No, _) | (_, Self::No) => Self::No,
            (Self::Yes, Self::Yes) => Self::Yes,
            _ => Self::Maybe,
        }
    }
}

/// What an educator answered, and the days of her licence.
#[derive(Clone, Debug)]
pub struct Answers<'a> {
    /// Key and answer, as written.
    pub given: Vec<(&'a str, &'a str)>,
    /// The day it was issued.
    pub issued: Option<Date>,
    /// The day it expires.
    pub expires: Date,
}

impl<'a> Answers<'a> {
    /// The answer to a question.
    pub fn get(&self, key: &str) -> Option<&'a str> {
        self.given.iter().find(|(name, _)| *name == key).map(|(_, answer)| *answer)
    }

    /// Yes, no, or `None` where it was not answered or not so.
    pub fn yes(&self, key: &str) -> Option<bool> {
        flag(self.get(key)?).ok()
    }

    /// A day that was answered.
    pub fn day(&self, key: &str) -> Option<Date> {
        self.get(key)?.parse().ok()
    }

    /// Whether a guard of a pack holds: all of its tests.
    pub fn fit(&self, pack: &Pack, guard: &Guard) -> Known {
        guard.0.iter().map(|(key, test)| self.pass(pack, key, test)).fold(Known::Yes, Known::and)
    }

    fn pass(&self, pack: &Pack, key: &str, test: &Test) -> Known {
        let year = |day: Date| day.year().to_string();
        let answer = self.get(key).map(str::to_owned).or_else(|| match key {
            "expiry" => Some(year(self.expires)),
            "issued" => self.issued.map(year),
            _ => None,
        });
        let Some(answer) = answer else { return Known::Maybe };
        // What is no answer to the question says nothing.
        if pack.asks.iter().any(|ask| ask.name == key && !ask.answer.admits(&answer)) {
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
}

impl Answer {
    /// Whether something answers a question of this kind at all.
    pub fn admits(&self, answer: &str) -> bool {
        match self {
            Self::YesNo => flag(answer).is_ok(),
            Self::Choice(words) => words.iter().any(|word| is_same(word, answer)),
            Self::Day => answer.parse::<Date>().is_ok(),
            Self::Number => decimal(answer).is_ok(),
        }
    }
}

/// Whether two answers are the same: words, or yes and true.
fn is_same(one: &str, other: &str) -> bool {
    one.eq_ignore_ascii_case(other) || flag(one).is_ok_and(|one| flag(other) == Ok(one))
}
