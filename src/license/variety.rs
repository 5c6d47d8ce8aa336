//! Different entries → whether there are enough, or too many. Comes in: what counts for a rule. Goes out: how many different values
//! of a field there are in the time that is worst.

use std::collections::{BTreeMap, BTreeSet};

use super::amount::{Amount, Range};
use super::answer::{Cause, Doubt, Status};
use super::clock::Period;
use super::count::values;
use super::rules::{Bench, Part, keeps, reaches};
use crate::load::pack::EntryField;

/// The values there surely are, and all there may be.
type Values<'a> = (BTreeSet<&'a str>, BTreeSet<&'a str>);

impl Bench<'_> {
    /// At least or at most so many different values of a field, in each time in which a line asks. O(values).
    pub(super) fn variety(&self, line: usize, field: EntryField, count: i64, is_most: bool) -> Part {
        let all = self.different(line, field);
        let asked = Range::just(count.into());
        let at = |(period, is_part): (Period, bool)| {
            let count = |(sure, all): &Values<'_>| Range { low: sure.len() as Amount, high: all.len() as Amount };
            let have = all.get(&period).map_or(Range::default(), count);
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
        part.doubts.extend(due.filter(|_| is_part && status == Status::Unknown).map(Doubt::Part));
        part
    }

    /// The different values of a field among what counts for a line, by the times in which it asks.
    fn different(&self, line: usize, field: EntryField) -> BTreeMap<Period, Values<'_>> {
        let span = self.case.lines[line].rule.span;
        let mut all: BTreeMap<Period, Values<'_>> = BTreeMap::new();
        self.each_fitting(line, &mut |entry, worth| {
            let (sure, may_be) = all.entry(self.world.clock.period(self.case.ledger[entry].date, span)).or_default();
            let values = values(self.case, field, entry);
            if worth.low > 0 && !self.shares.is_some_and(|shares| shares.is_contested(line, entry)) {
                sure.extend(&values);
            }
            may_be.extend(values);
        });
        all
    }
}
