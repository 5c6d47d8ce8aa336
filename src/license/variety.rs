//! Different entries → whether there are enough, or too many. Comes in: what counts for a rule. Goes out: how many different
//! values of a field there are in the time that is worst.

use std::collections::{BTreeMap, BTreeSet};

use super::amount::{Amount, Range};
use super::answer::{Cause, Doubt, Status};
use super::clock::Period;
use super::count::{is_unstated, values};
use super::rules::{Bench, Part, keeps, reaches};
use crate::load::pack::EntryField;

/// Different values of a field.
#[derive(Default)]
struct Values<'a> {
    /// Those there surely are.
    sure: BTreeSet<&'a str>,
    /// All there may be.
    all: BTreeSet<&'a str>,
    /// Entries of which nobody says their value: each may have one of its own.
    unstated: Vec<usize>,
    /// Whether one of these counts for certain, so that there is some value.
    is_some: bool,
}

impl Values<'_> {
    fn count(&self) -> Range {
        let least = self.sure.len().max(usize::from(self.is_some));
        Range { low: least as Amount, high: (self.all.len() + self.unstated.len()) as Amount }
    }
}

impl Bench<'_> {
    /// At least or at most so many different values of a field, in each time in which a line asks. O(values).
    pub(super) fn variety(&self, line: usize, field: EntryField, count: i64, is_most: bool) -> Part {
        let all = self.different(line, field);
        let asked = Range::just(count.into());
        let at = |(period, is_part): (Period, bool)| {
            let have = all.get(&period).map_or(Range::default(), Values::count);
            let status = match if is_most { keeps(have, asked) } else { reaches(have, asked) } {
                Status::Short if is_part => Status::Unknown,
                status => status,
            };
            (status, if is_most { have.high } else { -have.low }, have, period, is_part)
        };
        let times: Vec<(Period, bool)> = if is_most {
            all.keys().map(|period| (*period, false)).collect()
        } else {
            self.asked(line).into_iter().map(|asked| asked.map_or((0, false), |asked| (asked.period, asked.is_part))).collect()
        };
        let worst = times.into_iter().map(at).reduce(|one, other| if (other.0, other.1) > (one.0, one.1) { other } else { one });
        let Some((status, _, have, period, is_part)) = worst else { return Part::default() };
        let cause = if is_most { Cause::TooVaried { most: count, have } } else { Cause::Variety { need: count, have } };
        let span = self.case.lines[line].rule.span;
        let due = (!span.is_once()).then(|| self.world.clock.ends(period, span));
        let mut part = self.judged(Part { due, causes: vec![cause], ..Part::default() }, line, status);
        let unstated = all.get(&period).filter(|_| status == Status::Unknown).map_or(&[][..], |values| &values.unstated);
        part.doubts.extend(unstated.iter().map(|entry| Doubt::Entry(*entry)));
        part.doubts.extend(due.filter(|_| is_part && status == Status::Unknown).map(Doubt::Part));
        part
    }

    /// The different values of a field among what counts for a line, by the times in which it asks.
    fn different(&self, line: usize, field: EntryField) -> BTreeMap<Period, Values<'_>> {
        let span = self.case.lines[line].rule.span;
        let mut all: BTreeMap<Period, Values<'_>> = BTreeMap::new();
        self.each_fitting(line, &mut |entry, worth| {
            let of = all.entry(self.world.clock.period(self.case.ledger[entry].date, span)).or_default();
            let values = values(self.case, field, entry);
            let is_sure = worth.low > 0 && !self.shares.is_some_and(|shares| shares.is_contested(line, entry));
            if values.is_empty() && is_unstated(self.case, field, entry) {
                of.unstated.push(entry);
                of.is_some |= is_sure;
            }
            if is_sure {
                of.sure.extend(&values);
            }
            of.all.extend(values);
        });
        all
    }
}
