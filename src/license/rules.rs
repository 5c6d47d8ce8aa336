//! One rule → an answer, in one world and one reading. Comes in: what entries are worth, and, where units are divided among
//! rules, what this one was given. Goes out: met, short or unknown, with units, causes and doubts.

use jiff::civil::Date;

use super::amount::{Amount, Range, parts, share_of};
use super::answer::{Branch, Cause, Doubt, RuleAnswer, Status, Units};
use super::case::Case;
use super::clock::Asked;
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

/// What there is for a rule, and how much of it is earned.
#[derive(Clone, Copy, Default)]
pub(super) struct Sum {
    pub(super) have: Range,
    pub(super) earned: Range,
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
        if self.world.is_scaled { of_total } else { self.world.scaled(self.case, rule, of_total) }
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

    /// What there is for a line, of what it was given or of all that fits it, in one year (semester, week, day) of it.
    pub(super) fn sum(&self, line: usize, asked: Option<Asked>, is_given: bool) -> Sum {
        let span = self.case.lines[line].rule.span;
        let mut sum = Sum::default();
        let mut add = |entry: usize, worth: Range| {
            let day = self.case.ledger[entry].date;
            if asked.is_none_or(|asked| self.world.clock.period(day, span) == asked.period) {
                sum.have = sum.have.plus(worth);
                if self.world.clock.is_earned(day) {
                    sum.earned = sum.earned.plus(worth);
                }
            }
        };
        if is_given {
            self.each(line, &mut add)
        } else {
            self.each_fitting(line, &mut add)
        }
        sum
    }

    /// When at least something is asked: once, or in each year (semester, week, day) that has begun.
    pub(super) fn asked(&self, line: usize) -> Vec<Option<Asked>> {
        match self.case.lines[line].rule.span {
            Span::Cycle | Span::Licence | Span::Career => vec![None],
            span => self.world.clock.asked(span).into_iter().map(Some).collect(),
        }
    }

    /// When at most something may be: in all, or in each year (semester, week, day) in which there is something.
    fn watched(&self, line: usize) -> Vec<Option<Asked>> {
        let span = self.case.lines[line].rule.span;
        if matches!(span, Span::Cycle | Span::Licence | Span::Career) {
            return vec![None];
        }
        let mut periods = Vec::new();
        self.each_fitting(line, &mut |entry, _| periods.push(self.world.clock.period(self.case.ledger[entry].date, span)));
        periods.sort_unstable();
        periods.dedup();
        let of = |period| Some(Asked { period, ends: self.world.clock.ends(period, span), is_part: false });
        periods.into_iter().map(of).collect()
    }

    /// The least of all years (semesters, weeks, days) in which it is asked.
    fn at_least(&self, line: usize, need: Range) -> Part {
        let mut worst: Option<(Amount, Part)> = None;
        for asked in self.asked(line) {
            let sum = self.sum(line, asked, true);
            let units = Units { need, have: sum.have, earned: sum.earned, is_most: false };
            let due = asked.map(|asked| asked.ends);
            let mut part = self.judged(
                Part { units: Some(units), due, causes: vec![Cause::Units], ..Part::default() },
                line,
                reaches(sum.have, need),
            );
            if let Some(asked) = asked.filter(|asked| asked.is_part && part.status == Status::Short) {
                part.status = Status::Unknown;
                part.doubts.push(Doubt::Part(asked.ends));
            }
            let lack = units.lack().high;
            if worst.as_ref().is_none_or(|(most, other)| (part.status, lack) > (other.status, *most)) {
                worst = Some((lack, part));
            }
        }
        worst.map(|(_, part)| part).unwrap_or_default()
    }

    /// The most of all years (semesters, weeks, days) in which there is something. What is forbidden above an amount is so
    /// whatever rule it fills.
    fn at_most(&self, line: usize, most: Range) -> Part {
        let mut worst: Option<(Range, Part)> = None;
        for asked in self.watched(line) {
            let sum = self.sum(line, asked, false);
            let units = Units { need: most, have: sum.have, earned: sum.earned, is_most: true };
            let part =
                Part { units: Some(units), due: asked.map(|asked| asked.ends), causes: vec![Cause::TooMuch], ..Part::default() };
            let part = self.judged(part, line, keeps(sum.have, most));
            let order = |have: Range, part: &Part| (part.status, have.high, have.low);
            if worst.as_ref().is_none_or(|(have, other)| order(sum.have, &part) > order(*have, other)) {
                worst = Some((sum.have, part));
            }
        }
        worst.map(|(_, part)| part).unwrap_or_default()
    }

    /// A share of everything that was earned. What counts for the share is part of the whole: the difference is exact.
    fn of_earned(&self, line: usize, share: i64, is_most: bool) -> Part {
        let (scale, share) = (Amount::from(SCALE), Amount::from(share));
        let mut worst: Option<(Amount, Part)> = None;
        for asked in if is_most { self.watched(line) } else { self.asked(line) } {
            let sum = self.sum(line, asked, !is_most);
            let (mut base, mut over) = (Range::default(), Range::default());
            self.each_counted(line, asked, &mut |fits, worth| {
                base = base.plus(worth);
                // Of what fits, all but its share of the whole is over; of the rest its share is missing.
                over.low += match fits {
                    Known::Yes => worth.low * (scale - share),
                    _ => -worth.high * share,
                };
                over.high += match fits {
                    Known::No => -worth.low * share,
                    _ => worth.high * (scale - share),
                };
            });
            let need = base.map(|base| base * share / scale);
            let units = Units { need, have: sum.have, earned: sum.earned, is_most };
            let status = if is_most { keeps(over, Range::default()) } else { reaches(over, Range::default()) };
            let cause = if is_most { Cause::TooMuch } else { Cause::Units };
            let due = asked.map(|asked| asked.ends);
            let part = self.judged(Part { units: Some(units), due, causes: vec![cause], ..Part::default() }, line, status);
            let off = if is_most { over.high } else { -over.low };
            if worst.as_ref().is_none_or(|(most, other)| (part.status, off) > (other.status, *most)) {
                worst = Some((off, part));
            }
        }
        worst.map(|(_, part)| part).unwrap_or_default()
    }

    /// Calls `of` with everything that counts in the time of a line, and whether it fits.
    fn each_counted(&self, line: usize, asked: Option<Asked>, of: &mut dyn FnMut(Known, Range)) {
        let (reach, span) = (self.case.lines[line].reach(), self.case.lines[line].rule.span);
        for entry in 0..self.case.ledger.len() {
            let is_then = asked.is_none_or(|asked| self.world.clock.period(self.case.ledger[entry].date, span) == asked.period);
            let worth = self.worths.of(self.case, self.world, entry, reach);
            if is_then && worth.high > 0 {
                of(self.case.fit(line, entry), worth);
            }
        }
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
                        part.doubts.extend((self.case.fit(line, entry) == Known::Maybe).then_some(Doubt::Provider(entry)));
                    }
                });
            }
            if self.world.licences.low != self.world.licences.high && self.case.lines[line].rule.span == Span::Licence {
                if let Licences::Extra(key) = &self.case.pack.licences {
                    part.doubts.push(Doubt::Question(key.clone()));
                }
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
