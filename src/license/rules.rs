//! One rule → an answer, in one world and one reading. Comes in: what entries are worth, and, where units are divided among
//! rules, what this one was given. Goes out: met, short or unknown, with units, causes and doubts.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::amount::{Amount, Range, parts, share_of};
use super::answer::{Branch, Cause, Doubt, RuleAnswer, Status, Units};
use super::case::Case;
use super::clock::{Asked, Period};
use super::count::{Worths, values};
use super::shares::Shares;
use super::worlds::World;
use crate::load::pack::{Demand, EntryField, Known, Licences, Rule, ShareOf, Span};
use crate::load::values::SCALE;

/// Everything a rule is judged by.
#[derive(Clone, Copy)]
pub(super) struct Bench<'a> {
    pub(super) case: &'a Case<'a>,
    pub(super) world: &'a World<'a>,
    pub(super) worths: &'a Worths,
    /// What rules were given among which units are divided; none where each has all that fits it.
    pub(super) shares: Option<&'a Shares>,
}

/// The answer for one thing that a rule asks.
#[derive(Default)]
pub(super) struct Part {
    pub(super) status: Status,
    pub(super) units: Option<Units>,
    pub(super) due: Option<Date>,
    pub(super) causes: Vec<Cause>,
    pub(super) doubts: Vec<Doubt>,
    pub(super) branch: Option<Box<Branch>>,
}

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

    fn units(&self, asked: Option<Asked>, need: Range, is_most: bool) -> Units {
        let Sum { have, earned } = self.at(asked);
        Units { need, have, earned, is_most }
    }
}

/// A year (semester, week, day) of a rule, or all where it asks once.
struct Time {
    status: Status,
    /// By how much it is worse than another of the same status.
    off: Amount,
    asked: Option<Asked>,
    units: Units,
}

impl Bench<'_> {
    /// The answer for a line whose guard is not no; `rule` is its index where it stands. O(entries × what it asks).
    pub(super) fn line(&self, line: usize, rule: usize) -> RuleAnswer {
        let of = self.case.lines[line].rule;
        let mut all = Part::default();
        for (at, ask) in of.asks.iter().enumerate() {
            let part = self.demand(line, at, ask);
            let is_worse = part.status > all.status;
            if (part.units.is_some() && (is_worse || all.units.is_none())) || (is_worse && part.due.is_some()) {
                all.due = part.due;
            }
            if part.units.is_some() && (is_worse || all.units.is_none()) {
                all.units = part.units;
            }
            if part.branch.is_some() && (is_worse || all.branch.is_none()) {
                all.branch = part.branch;
            }
            all.status = all.status.max(part.status);
            all.causes.extend(part.causes);
            all.doubts.extend(part.doubts);
        }
        all.doubts.sort_unstable();
        all.doubts.dedup();
        RuleAnswer {
            rule,
            guard: self.world.lines[line],
            binds: of.binds() && self.case.pack.rules[self.case.lines[line].top].binds(),
            status: all.status,
            units: all.units,
            due: all.due.unwrap_or(self.world.clock.expires),
            readings: None,
            doubts: all.doubts,
            causes: all.causes,
            branch: all.branch,
        }
    }

    fn demand(&self, line: usize, at: usize, ask: &Demand) -> Part {
        let rule = self.case.lines[line].rule;
        match ask {
            Demand::Min(least) => self.at_least(line, self.need(line, *least)),
            Demand::MinShare(share, ShareOf::Required) => self.at_least(line, self.share(rule, *share)),
            Demand::Max(most) => self.at_most(line, self.world.scaled(self.case, rule, Range::just(parts(*most)))),
            Demand::MaxShare(share, ShareOf::Required) => self.at_most(line, self.share(rule, *share)),
            Demand::MinShare(share, ShareOf::Earned) => self.of_earned(line, *share, false),
            Demand::MaxShare(share, ShareOf::Earned) => self.of_earned(line, *share, true),
            Demand::Different(field, least) => {
                let (need, have) = (least / SCALE, self.different(line, *field));
                let part = Part { causes: vec![Cause::Variety { need, have }], ..Part::default() };
                self.judged(part, line, reaches(have, Range::just(need.into())))
            }
            Demand::FewDifferent(field, most) => {
                let (most, have) = (most / SCALE, self.different(line, *field));
                let part = Part { causes: vec![Cause::TooVaried { most, have }], ..Part::default() };
                self.judged(part, line, keeps(have, Range::just(most.into())))
            }
            Demand::Need(key, least) => self.fact(line, key, *least),
            Demand::Goals(from, need) => {
                let have: usize = from.iter().map(|layer| self.case.about.goals.get(layer).copied().unwrap_or(0)).sum();
                let is_met = i64::try_from(have).is_ok_and(|have| have >= *need);
                let cause = Cause::Goals { from: from.clone(), need: *need, have };
                if is_met { Part::default() } else { Part { status: Status::Short, causes: vec![cause], ..Part::default() } }
            }
            Demand::Any(_) => self.alternatives(line, at),
        }
    }

    /// Units that a line asks, of `least` in the pack.
    pub(super) fn need(&self, line: usize, least: i64) -> Range {
        self.world.scaled(self.case, self.case.lines[line].rule, Range::just(parts(least)))
    }

    /// Units that a share of the required total is.
    pub(super) fn share(&self, rule: &Rule, share: i64) -> Range {
        let of_total = self.world.required.map(|required| share_of(required, share));
        // Who works part of the time has less of the total already.
        let of_total = if self.world.is_scaled { of_total } else { self.world.for_position(self.case, rule, of_total) };
        self.world.for_licences(rule, of_total)
    }

    /// Calls `of` with each entry that counts for a line, and what of it does. Where units are divided, that is what the line
    /// was given.
    pub(super) fn each(&self, line: usize, of: &mut dyn FnMut(usize, Range)) {
        if let Some(given) = self.shares.and_then(|shares| shares.of(line)) {
            given.iter().for_each(|(entry, worth)| of(*entry, *worth));
        } else {
            self.each_fitting(line, of);
        }
    }

    /// The same, of all that fits a line, whatever it was given.
    pub(super) fn each_fitting(&self, line: usize, of: &mut dyn FnMut(usize, Range)) {
        let reach = self.case.lines[line].reach();
        for entry in 0..self.case.ledger.len() {
            let fits = self.case.fit(line, entry);
            if fits == Known::No || !self.is_recent(line, entry) {
                continue;
            }
            let worth = self.worths.of(self.case, self.world, entry, reach);
            if worth.high > 0 {
                // A worth of which it is not known that the selection fits is worth between nothing and all.
                of(entry, if fits == Known::Yes { worth } else { Range { low: 0, ..worth } });
            }
        }
    }

    /// Whether an entry lies in the last years of the cycle before, where a line wants only these.
    fn is_recent(&self, line: usize, entry: usize) -> bool {
        let last = self.case.lines[line].rule.of.last_years;
        last.is_none_or(|years| self.world.clock.is_shortly_before(self.case.ledger[entry].date, years * 12 / SCALE))
    }

    /// What there is for a line, of what it was given or of all that fits it, by year (semester, week, day).
    pub(super) fn sums(&self, line: usize, is_given: bool) -> Sums {
        let span = self.case.lines[line].rule.span;
        let mut sums = Sums::default();
        let mut add = |entry: usize, worth: Range| {
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
        sums
    }

    /// When at least something is asked: once, or in each year (semester, week, day) that has begun.
    pub(super) fn asked(&self, line: usize) -> Vec<Option<Asked>> {
        match self.case.lines[line].rule.span {
            span if span.is_once() => vec![None],
            span => self.world.clock.asked(span).into_iter().map(Some).collect(),
        }
    }

    /// When at most something may be: in all, or in each year (semester, week, day) in which there is something.
    fn watched(&self, line: usize, sums: &Sums) -> Vec<Option<Asked>> {
        let span = self.case.lines[line].rule.span;
        if span.is_once() {
            return vec![None];
        }
        let of = |period: &Period| Some(Asked { period: *period, ends: self.world.clock.ends(*period, span), is_part: false });
        sums.0.keys().map(of).collect()
    }

    /// The least of all years (semesters, weeks, days) in which it is asked.
    fn at_least(&self, line: usize, need: Range) -> Part {
        let sums = self.sums(line, true);
        let at = |asked: Option<Asked>| {
            let units = sums.units(asked, need, false);
            let status = match reaches(units.have, need) {
                Status::Short if asked.is_some_and(|asked| asked.is_part) => Status::Unknown,
                status => status,
            };
            Time { status, off: units.lack().high, asked, units }
        };
        self.worst(line, self.asked(line).into_iter().map(at))
    }

    /// The most of all years (semesters, weeks, days) in which there is something. What is forbidden above an amount is so
    /// whatever rule it fills.
    fn at_most(&self, line: usize, most: Range) -> Part {
        let sums = self.sums(line, false);
        let at = |asked: Option<Asked>| {
            let units = sums.units(asked, most, true);
            Time { status: keeps(units.have, most), off: units.have.high, asked, units }
        };
        self.worst(line, self.watched(line, &sums).into_iter().map(at))
    }

    /// A share of everything that was earned. What counts for the share is part of the whole, so that the difference is exact.
    fn of_earned(&self, line: usize, share: i64, is_most: bool) -> Part {
        let sums = self.sums(line, !is_most);
        let (scale, share) = (Amount::from(SCALE), Amount::from(share));
        let all = self.all_with_over(line, share);
        let at = |asked: Option<Asked>| {
            let (base, over) = all.get(&asked.map_or(0, |asked| asked.period)).copied().unwrap_or_default();
            let units = sums.units(asked, base.map(|base| base * share / scale), is_most);
            let nothing = Range::default();
            let status = if is_most { keeps(over, nothing) } else { reaches(over, nothing) };
            Time { status, off: if is_most { over.high } else { -over.low }, asked, units }
        };
        let times = if is_most { self.watched(line, &sums) } else { self.asked(line) };
        self.worst(line, times.into_iter().map(at))
    }

    /// Everything that counts in each time of a line, and by how much more of it fits than its share, times the scale of shares.
    fn all_with_over(&self, line: usize, share: Amount) -> BTreeMap<Period, (Range, Range)> {
        let (reach, span) = (self.case.lines[line].reach(), self.case.lines[line].rule.span);
        let mut all: BTreeMap<Period, (Range, Range)> = BTreeMap::new();
        for entry in 0..self.case.ledger.len() {
            let worth = self.worths.of(self.case, self.world, entry, reach);
            let fits = if self.is_recent(line, entry) { self.case.fit(line, entry) } else { Known::No };
            // Of what fits, all but its share of the whole is over; of the rest its share is missing.
            let over_if_it_fits = worth.times(Amount::from(SCALE) - share);
            let missing_if_not = worth.times(-share);
            let (base, over) = all.entry(self.world.clock.period(self.case.ledger[entry].date, span)).or_default();
            *base = base.plus(worth);
            *over = over.plus(match fits {
                Known::Yes => over_if_it_fits,
                Known::No => missing_if_not,
                Known::Maybe => over_if_it_fits.or(missing_if_not),
            });
        }
        all
    }

    /// What is told of the time that is worst: short before unknown before met, and then by how much.
    fn worst(&self, line: usize, times: impl Iterator<Item = Time>) -> Part {
        let worse = |one: Time, other: Time| if (other.status, other.off) > (one.status, one.off) { other } else { one };
        let Some(Time { status, asked, units, .. }) = times.reduce(worse) else { return Part::default() };
        let cause = if units.is_most { Cause::TooMuch } else { Cause::Units };
        let part = Part { units: Some(units), due: asked.map(|asked| asked.ends), causes: vec![cause], ..Part::default() };
        let mut part = self.judged(part, line, status);
        if status == Status::Unknown && !units.is_most {
            part.doubts.extend(asked.filter(|asked| asked.is_part).map(|asked| Doubt::Part(asked.ends)));
        }
        part
    }

    /// How many different values of a field there are among what counts for a line.
    fn different(&self, line: usize, field: EntryField) -> Range {
        let (mut sure, mut all): (Vec<&str>, Vec<&str>) = (Vec::new(), Vec::new());
        self.each_fitting(line, &mut |entry, worth| {
            let of = values(self.case, field, entry);
            if worth.low > 0 && !self.shares.is_some_and(|shares| shares.is_contested(line, entry)) {
                sure.extend(&of);
            }
            all.extend(of);
        });
        let count = |mut values: Vec<&str>| {
            values.sort_unstable();
            values.dedup();
            values.len() as Amount
        };
        Range { low: count(sure), high: count(all) }
    }

    /// Fills in what a part is by its status: nothing is missing from what is met, and doubts belong to what is unknown.
    pub(super) fn judged(&self, mut part: Part, line: usize, status: Status) -> Part {
        part.status = status;
        if status == Status::Met {
            part.causes.clear();
        }
        if status == Status::Unknown {
            // What a rule is given hangs on what others among which units are divided can have.
            let rivals = self.shares.filter(|shares| shares.of(line).is_some());
            for line in rivals.map_or_else(|| vec![line], Shares::lines) {
                self.each_fitting(line, &mut |entry, worth| {
                    if !worth.is_known() {
                        part.doubts.extend(self.worths.entries[entry].doubts.iter().cloned());
                        part.doubts.extend(
                            (self.case.fit(line, entry) == Known::Maybe).then(|| self.case.ledger[entry].unstated(entry)),
                        );
                    }
                });
            }
            let is_by_licence = !self.world.licences.is_known() && self.case.lines[line].rule.span == Span::Licence;
            if let Licences::Extra(key) = &self.case.pack.licences
                && is_by_licence
            {
                part.doubts.push(Doubt::Question(key.clone()));
            }
            if !self.world.required.is_known() {
                let rules = self.case.lines.iter().filter(|line| line.rule.of.is_all());
                part.doubts.extend(rules.flat_map(|line| self.world.unanswered(self.case.pack, &line.rule.when)));
            }
        }
        part
    }
}

pub(super) fn reaches(have: Range, least: Range) -> Status {
    if have.low >= least.high {
        Status::Met
    } else if have.high < least.low {
        Status::Short
    } else {
        Status::Unknown
    }
}

fn keeps(have: Range, most: Range) -> Status {
    if have.high <= most.low {
        Status::Met
    } else if have.low > most.high {
        Status::Short
    } else {
        Status::Unknown
    }
}
