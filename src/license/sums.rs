//! What there is for a rule. Comes in: what entries are worth, and what carries over. Goes out: sums by year (semester, week,
//! day), and how much of them is earned. Apart from the rules, which compare them with what is asked.

use std::collections::BTreeMap;

use super::amount::Range;
use super::answer::Units;
use super::clock::{Asked, Period, Reach};
use super::rules::Bench;
use crate::load::pack::{Known, Span};

/// What there is for a rule by year (semester, week, day), and how much of it is earned.
#[derive(Default)]
pub(super) struct Sums(BTreeMap<Period, Sum>);

#[derive(Clone, Copy, Default)]
struct Sum {
    have: Range,
    earned: Range,
}

impl Sums {
    /// What there is at a time, in all where a rule asks once.
    pub(super) fn have(&self, asked: Option<Asked>) -> Range {
        self.at(asked).have
    }

    fn at(&self, asked: Option<Asked>) -> Sum {
        // What was given at least and what at most are two divisions: either may be the less.
        let sorted = |sum: Range| Range { low: sum.low.min(sum.high), high: sum.low.max(sum.high) };
        let sum = self.0.get(&asked.map_or(0, |asked| asked.period)).copied().unwrap_or_default();
        Sum { have: sorted(sum.have), earned: sorted(sum.earned) }
    }

    /// The times in which there is something.
    pub(super) fn periods(&self) -> impl Iterator<Item = &Period> {
        self.0.keys()
    }

    /// What is asked at a time, and what there is.
    pub(super) fn units(&self, asked: Option<Asked>, need: Range, is_most: bool) -> Units {
        let Sum { have, earned } = self.at(asked);
        Units { need, have, earned, is_most }
    }
}

impl Bench<'_> {
    /// What there is for a line, of what it was given or of all that fits it, by year (semester, week, day).
    pub(super) fn sums(&self, line: usize, is_given: bool) -> Sums {
        self.sums_of(line, is_given, &|_| true)
    }

    /// The same, of the entries that count.
    pub(super) fn sums_of(&self, line: usize, is_given: bool, counts: &dyn Fn(usize) -> bool) -> Sums {
        let span = self.case.lines[line].rule.span;
        let mut sums = Sums::default();
        let mut add = |entry: usize, worth: Range| {
            if !counts(entry) {
                return;
            }
            let day = self.case.ledger[entry].date;
            let sum = sums.0.entry(self.world.clock.period(day, span)).or_default();
            sum.have = sum.have.plus(worth);
            if self.world.clock.is_earned(day) {
                sum.earned = sum.earned.plus(worth);
            }
        };
        if is_given {
            self.each(line, &mut add);
        } else {
            self.each_fitting(line, &mut add);
        }
        if !is_given || self.shares.is_none_or(|shares| shares.of(line).is_none()) {
            self.bound_carried(line, counts, &mut sums);
        }
        sums
    }

    /// What carries over in all is known better than what of each entry does: a line has no more of it than all that carries
    /// over but what others surely have, and no less than all but what others may have.
    fn bound_carried(&self, line: usize, counts: &dyn Fn(usize) -> bool, sums: &mut Sums) {
        let (reach, span) = (self.case.lines[line].reach(), self.case.lines[line].rule.span);
        if self.worths.from_before.is_empty() || reach != Reach::Cycle || matches!(span, Span::Week | Span::Day) {
            return;
        }
        let (mut hers, mut others) = (Range::default(), Range::default());
        let mut period = 0;
        for entry in self.worths.from_before.iter().copied() {
            let worth = self.worths.entries[entry].counts;
            period = self.world.clock.period(self.case.ledger[entry].date, span);
            let fits = if counts(entry) { self.fits(line, entry) } else { Known::No };
            let of_line = Range {
                low: if fits == Known::Yes { worth.low } else { 0 },
                high: if fits == Known::No { 0 } else { worth.high },
            };
            let of_others = Range {
                low: if fits == Known::No { worth.low } else { 0 },
                high: if fits == Known::Yes { 0 } else { worth.high },
            };
            (hers, others) = (hers.plus(of_line), others.plus(of_others));
        }
        let all = self.worths.carried;
        if let Some(sum) = sums.0.get_mut(&period) {
            // What carries over was earned.
            for range in [&mut sum.have, &mut sum.earned] {
                range.low += (all.low - others.high - hers.low).max(0);
                range.high -= (hers.high - (all.high - others.low)).max(0);
            }
        }
    }
}
