//! What a pack must be told about an educator: its questions, and what answers them.

use jiff::civil::Date;

use crate::load::values::{SCALE, decimal, flag};

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
    /// How many of something: a whole number, where yes is one and no is none.
    Count,
}

impl Answer {
    /// The words in packs, in the order of the kinds.
    pub const WORDS: [&'static str; 5] = ["yes-no", "choice", "date", "number", "count"];

    /// Whether something answers a question of this kind at all.
    pub fn admits(&self, answer: &str) -> bool {
        match self {
            Self::YesNo => flag(answer).is_ok(),
            Self::Choice(words) => words.iter().any(|word| is_same(word, answer)),
            Self::Day => answer.parse::<Date>().is_ok(),
            Self::Number => decimal(answer).is_ok(),
            Self::Count => count(answer).is_some(),
        }
    }

    /// What it asks for, in words.
    pub fn describe(&self) -> String {
        match self {
            Self::YesNo => "yes or no".to_owned(),
            Self::Choice(words) => words.join(", "),
            Self::Day => "a date".to_owned(),
            Self::Number => "a number".to_owned(),
            Self::Count => "how many; yes is 1".to_owned(),
        }
    }
}

/// How many an answer says, in ten-thousandths: `2`, and yes is one.
pub(super) fn count(answer: &str) -> Option<i64> {
    let whole = decimal(answer).ok().filter(|number| *number >= 0 && number % SCALE == 0);
    whole.or_else(|| flag(answer).ok().map(|is| if is { SCALE } else { 0 }))
}

/// Whether two answers are the same: words, numbers, or yes and true.
pub(super) fn is_same(one: &str, other: &str) -> bool {
    one.eq_ignore_ascii_case(other)
        || flag(one).is_ok_and(|one| flag(other) == Ok(one))
        || decimal(one).is_ok_and(|one| decimal(other) == Ok(one))
}
