//! Whether a guard of a pack holds for one educator. Comes in: her answers and the days of her licence. Goes out: yes, no, or
//! not known. Apart, because what binds her is asked before any ledger is.

use jiff::civil::Date;

use super::ask::{count, is_same};
use super::{Answer, Cycle, Guard, Pack, Test};
use crate::load::values::{SCALE, decimal, flag};

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

    /// The contrary: what is not known stays so.
    #[must_use]
    pub fn contrary(self) -> Self {
        match self {
            Self::Yes => Self::No,
            Self::No => Self::Yes,
            Self::Maybe => Self::Maybe,
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

    /// A number that was answered, in ten-thousandths; to a question how many, yes is one.
    pub fn number(&self, pack: &Pack, key: &str) -> Option<i64> {
        let given = self.get(key)?;
        let question = pack.ask(key).map(|ask| &ask.answer);
        if question == Some(&Answer::Count) { count(given) } else { decimal(given).ok() }
    }

    /// A day that was answered.
    pub fn day(&self, key: &str) -> Option<Date> {
        self.get(key)?.parse().ok()
    }

    /// Whether a guard of a pack holds: all of its tests.
    pub fn fit(&self, pack: &Pack, guard: &Guard) -> Known {
        guard.0.iter().map(|(key, test)| self.pass(pack, key, test)).fold(Known::Yes, Known::and)
    }

    /// Whether one test of a guard passes.
    pub fn pass(&self, pack: &Pack, key: &str, test: &Test) -> Known {
        match (self.get(key), key) {
            (Some(given), _) => said(pack.ask(key).map(|ask| &ask.answer), given, test),
            (None, "expiry") => on(self.expires, test),
            (None, "issued") => self.issued.map_or(Known::Maybe, |day| on(day, test)),
            (None, _) => Known::Maybe,
        }
    }
}

/// Whether what was answered passes. What is no answer to the question says nothing.
fn said(question: Option<&Answer>, given: &str, test: &Test) -> Known {
    if question.is_some_and(|question| !question.admits(given)) {
        return Known::Maybe;
    }
    let given_count = count(given).filter(|_| question == Some(&Answer::Count));
    match (test, given_count) {
        // Two of something are some of it.
        (Test::OneOf(words), Some(count)) => Known::of(words.iter().any(|word| match (decimal(word), flag(word)) {
            (Ok(number), _) => number == count,
            (Err(_), Ok(some)) => some == (count >= SCALE),
            _ => false,
        })),
        (Test::OneOf(words), None) => Known::of(words.iter().any(|word| is_same(word, given))),
        (Test::Between(least, most), Some(count)) => between(count, *least, *most),
        (Test::Between(least, most), None) => match (decimal(given), given.parse::<Date>()) {
            (Ok(number), _) => between(number, *least, *most),
            (_, Ok(day)) => on(day, test),
            _ => Known::Maybe,
        },
        (Test::Days(..), _) => given.parse().map_or(Known::Maybe, |day| on(day, test)),
    }
}

/// Whether a day passes, or its year.
fn on(day: Date, test: &Test) -> Known {
    match test {
        Test::OneOf(words) => Known::of(
            words.iter().any(|word| *word == day.year().to_string() || word.parse::<Date>().is_ok_and(|word| word == day)),
        ),
        Test::Between(least, most) => between(i64::from(day.year()) * SCALE, *least, *most),
        Test::Days(from, until) => Known::of(from.is_none_or(|from| from <= day) && until.is_none_or(|until| day <= until)),
    }
}

fn between(number: i64, least: Option<i64>, most: Option<i64>) -> Known {
    Known::of(least.is_none_or(|least| least <= number) && most.is_none_or(|most| number <= most))
}

impl Pack {
    /// The question of this name.
    pub fn ask(&self, name: &str) -> Option<&super::Ask> {
        self.asks.iter().find(|ask| ask.name == name)
    }

    /// The cycles that may be hers: one where her answers say which, several where they leave it open, none where the pack has
    /// none for her.
    pub fn cycles_of(&self, answers: &Answers<'_>) -> Vec<&Cycle> {
        let mut open = Vec::new();
        for cycle in &self.cycles {
            match answers.fit(self, &cycle.when) {
                Known::No => {}
                Known::Maybe => open.push(cycle),
                Known::Yes => {
                    open.push(cycle);
                    break;
                }
            }
        }
        open
    }
}
