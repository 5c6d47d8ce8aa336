//! Whether a licence can be renewed. Comes in: a pack, an educator's answers, her goals and her ledger of earned and planned
//! units. Goes out: for each rule met, short or unknown, with the units that count, and why others do not. Exact: amounts
//! are whole parts of a unit. Not legal advice, and nothing is ever guessed: what a pack or an answer leaves open is *unknown*.

/// Which units fill which bucket, where one unit fills one only.
mod allocate;
/// Units, exactly.
mod amount;
/// What the judge says.
mod answer;
/// Alternatives → the one that comes nearest.
mod branches;
/// What stays the same whatever the answers are.
mod case;
/// Days of a licence → what counts when.
mod clock;
/// Units of entries → units that count.
mod count;
/// What a rule asks besides units.
mod facts;
/// Rules → answers.
mod judge;
/// A district → what the judge is told.
pub mod ledger;
/// Rules → those among which units are divided.
mod members;
/// One rule → an answer.
mod rules;
/// Units that fill one rule only → what each rule is given.
mod shares;
/// What entries are worth → sums for a rule.
mod sums;
/// Different entries → whether there are enough.
mod variety;
/// What nobody answered → every way in which it may be answered.
mod worlds;
/// An entry of the ledger → units.
mod worth;

use jiff::civil::Date;

use crate::load::pack::{Answers, Record, Selector};
use crate::model::earning::Layers;

pub use self::amount::{Amount, PARTS, Range, STEP, units};
pub use self::answer::{
    Answer, Branch, Cause, Cut, Doubt, EntryAnswer, Outcome, Reading, Readings, RuleAnswer, Status, Units, Why,
};
pub use self::clock::Days;
pub use self::judge::judge;

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
    /// Minutes of the activity that a credit names: its rows are sessions of it, and no repetitions, as far as these go.
    pub whole: Option<u32>,
}

impl Entry<'_> {
    /// What is not known where it is not known whether a selection fits it; `at` is its number.
    fn unstated(&self, of: &Selector, at: usize) -> Doubt {
        if self.record.is_partial && !of.hangs_on_approval(&self.record) { Doubt::Entry(at) } else { Doubt::Provider(at) }
    }
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
    /// The layers of each of her goals; none where nobody says which goals she has.
    pub goals: Option<Vec<Layers>>,
}
