//! One rule → an answer, in one world and one reading. Comes in: what entries are worth, and, where units are divided among
//! rules, what this one was given. Goes out: met, short or unknown, with units, causes and doubts.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::amount::{Amount, Range, parts, share_of};
use super::answer::{Branch, Cause, Doubt, RuleAnswer, Status, Units};
use super::case::Case;
use super::clock::{Asked, Period};
use super::count::Worths;
use super::shares::Shares;
use super::sums::Sums;
use super::worlds::{World, for_position};
use crate::load::pack::{Demand, Known, Licences, Rule, ShareOf, Span};
use crate::load::values::SCALE;
use crate::model::earning::Layers;

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
            if part.status != Status::Met && part.status == all.status {
                // Of two that are not met the one that is due first.
                all.due = all.due.into_iter().chain(part.due).min();
            } else if is_worse || (part.units.is_some() && all.units.is_none()) {
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
        let deadline = self.case.lines[line].deadline().and_then(|within| within.day(&self.world.answers));
        RuleAnswer {
            rule,
            guard: self.world.lines[line],
            binds: of.binds() && self.case.pack.rules[self.case.lines[line].top].binds(),
            status: all.status,
            units: all.units,
            due: all.due.or(deadline).unwrap_or(self.world.clock.expires),
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
            Demand::MinShare(share, ShareOf::Required) => {
                self.share(rule, *share).map_or_else(without_total, |need| self.at_least(line, need))
            }
            Demand::Max(most) => self.at_most(line, self.world.scaled(self.case, rule, Range::just(parts(*most)))),
            Demand::MaxShare(share, ShareOf::Required) => {
                self.share(rule, *share).map_or_else(without_total, |most| self.at_most(line, most))
            }
            Demand::MinShare(share, ShareOf::Earned) => self.of_earned(line, *share, false),
            Demand::MaxShare(share, ShareOf::Earned) => self.of_earned(line, *share, true),
            Demand::Different(field, least) => self.variety(line, *field, least / SCALE, false),
            Demand::FewDifferent(field, most) => self.variety(line, *field, most / SCALE, true),
            Demand::Need(key, least) => self.fact(line, key, *least),
            Demand::Goals(from, need) => self.goals(from, *need),
            Demand::Any(_) => self.alternatives(line, at),
        }
    }

    /// Goals of any of these layers, each once however many of them it leads to.
    fn goals(&self, from: &[String], need: i64) -> Part {
        let Some(goals) = &self.case.about.goals else {
            return Part { status: Status::Unknown, doubts: vec![Doubt::Goals], ..Part::default() };
        };
        let layers = Layers::of(from.iter().map(String::as_str));
        let have = goals.iter().filter(|goal| goal.meets(layers)).count();
        if i64::try_from(have).is_ok_and(|have| have >= need) {
            return Part::default();
        }
        let cause = Cause::Goals { from: from.to_vec(), need, have };
        Part { status: Status::Short, causes: vec![cause], ..Part::default() }
    }

    /// Units that a line asks, of `least` in the pack.
    pub(super) fn need(&self, line: usize, least: i64) -> Range {
        self.world.scaled(self.case, self.case.lines[line].rule, Range::just(parts(least)))
    }

    /// Units that a share of the required total is; none where there is no total.
    pub(super) fn share(&self, rule: &Rule, share: i64) -> Option<Range> {
        let of_total = self.world.required?.map(|required| share_of(required, share));
        // Who works part of the time has less of the total already.
        let of_total = if self.world.is_scaled { of_total } else { for_position(self.case, rule, of_total) };
        Some(self.world.for_licences(rule.span, of_total))
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
            let fits = self.fits(line, entry);
            if fits == Known::No {
                continue;
            }
            let worth = self.worths.of(self.case, self.world, entry, reach);
            if worth.high > 0 {
                // A worth of which it is not known that the selection fits is worth between nothing and all.
                of(entry, if fits == Known::Yes { worth } else { Range { low: 0, ..worth } });
            }
        }
    }

    /// Whether an entry fits a line, lies where it looks, and was done by when it asks.
    pub(super) fn fits(&self, line: usize, entry: usize) -> Known {
        let (rule, clock) = (self.case.lines[line].rule, &self.world.clock);
        let (fits, day) = (self.case.fit(line, entry), self.case.ledger[entry].date);
        if fits == Known::No || !clock.is_recent(&rule.of, day) {
            return Known::No;
        }
        match self.case.lines[line].deadline() {
            None => fits,
            Some(within) => within.day(&self.world.answers).map_or(Known::Maybe, |last| {
                // What has no day is planned, and not done before the day of the answer.
                if day.unwrap_or(clock.as_of) <= last { fits } else { Known::No }
            }),
        }
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
        sums.periods().map(of).collect()
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
            let fits = self.fits(line, entry);
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
                        let is_open = self.case.fit(line, entry) == Known::Maybe;
                        part.doubts.extend(is_open.then(|| self.case.unstated(&self.case.lines[line].rule.of, entry)));
                    }
                });
            }
            if self.case.lines[line].deadline().is_some_and(|within| within.day(&self.world.answers).is_none()) {
                part.doubts.push(Doubt::Question("issued".to_owned()));
            }
            let is_by_licence = !self.world.licences.is_known() && self.case.lines[line].rule.span == Span::Licence;
            if let Licences::Extra(key) = &self.case.pack.licences
                && is_by_licence
            {
                part.doubts.push(Doubt::Question(key.clone()));
            }
            if self.world.required.is_some_and(|required| !required.is_known()) {
                let rules = self.case.lines.iter().filter(|line| line.rule.of.is_all());
                part.doubts.extend(rules.flat_map(|line| self.world.unanswered(self.case.pack, &line.rule.when)));
            }
        }
        part
    }
}

/// A share of a total that nobody states.
fn without_total() -> Part {
    Part { status: Status::Unknown, doubts: vec![Doubt::Total], ..Part::default() }
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

pub(super) fn keeps(have: Range, most: Range) -> Status {
    if have.high <= most.low {
        Status::Met
    } else if have.low > most.high {
        Status::Short
    } else {
        Status::Unknown
    }
}
