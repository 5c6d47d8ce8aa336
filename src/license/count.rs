//! Units of entries → units that count. Comes in: the worth of each entry. Goes out: what of it counts in the cycle, after
//! filters, repetitions, floors and caps, and what of the cycle before is carried over.

use std::collections::BTreeMap;

use super::amount::{Range, parts, share_of};
use super::answer::{Doubt, EntryAnswer, Why};
use super::case::Case;
use super::clock::{Period, Reach};
use super::worlds::World;
use super::worth;
use crate::load::pack::{Cap, Carry, EntryField, Filter, Guard, Known, Selector, Span};

/// What every entry is worth.
pub(super) struct Worths {
    /// The answer for each, without what rules get of it.
    pub(super) entries: Vec<EntryAnswer>,
    /// What each is worth in whatever cycle it lies, for rules that reach further back.
    valued: Vec<Range>,
}

impl Worths {
    /// Whether every amount is known.
    pub(super) fn are_known(&self) -> bool {
        self.entries.iter().all(|entry| entry.counts.is_known()) && self.valued.iter().all(|worth| worth.is_known())
    }

    /// What an entry is worth to a rule that reaches so far back.
    pub(super) fn of(&self, case: &Case<'_>, world: &World<'_>, entry: usize, reach: Reach) -> Range {
        let day = case.ledger[entry].date;
        if world.clock.is_inside(day) || !world.clock.reaches(day, reach) {
            self.entries[entry].counts
        } else {
            self.valued[entry]
        }
    }
}

/// Works out every entry. O(entries × rows of the pack), and sorting for caps.
pub(super) fn worths(case: &Case<'_>, world: &World<'_>) -> Worths {
    let mut entries: Vec<EntryAnswer> = Vec::with_capacity(case.ledger.len());
    let mut valued: Vec<Range> = Vec::with_capacity(case.ledger.len());
    for (at, entry) in case.ledger.iter().enumerate() {
        let mut answer = EntryAnswer { is_planned: !world.clock.is_earned(entry.date), ..EntryAnswer::default() };
        answer.worth = worth::rate(case, world, at, &mut answer.doubts);
        let mut worth = answer.worth;
        worth::sift(case, world, at, &mut answer, &mut worth);
        entries.push(answer);
        valued.push(worth);
    }
    worth::repeats(case, world, &mut entries, &mut valued);
    let cycles: Vec<Period> = case.ledger.iter().map(|entry| world.clock.cycle_of(entry.date)).collect();
    let mut count = Count { case, world, cycles, entries, valued };
    for (at, filter) in case.pack.filters.iter().enumerate().filter(|(_, filter)| !filter.basis.is_advice) {
        count.floor(at, filter);
    }
    for (at, cap) in case.pack.caps.iter().enumerate().filter(|(_, cap)| !cap.basis.is_advice) {
        count.trim(at, cap);
    }
    count.cycle();
    count.carry();
    Worths { entries: count.entries, valued: count.valued }
}

struct Count<'a> {
    case: &'a Case<'a>,
    world: &'a World<'a>,
    cycles: Vec<Period>,
    entries: Vec<EntryAnswer>,
    valued: Vec<Range>,
}

/// So many doubts of others in its group make an entry doubtful; more are told of the others themselves.
const MOST_DOUBTS: usize = 20;

/// What entries have in common that are taken together.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Group<'a> {
    Of(&'a str),
    /// An entry without the field is a group of its own.
    Alone(usize),
}

impl<'a> Count<'a> {
    /// Whether a row applies to an entry that is worth something.
    fn fit(&self, guard: Known, of: &Selector, at: usize) -> Known {
        if guard == Known::No || self.valued[at].high == 0 {
            Known::No
        } else {
            guard.and(self.world.fit(of, &self.case.ledger[at]))
        }
    }

    fn groups(&self, field: Option<EntryField>, at: usize) -> Vec<Group<'a>> {
        let groups: Vec<Group<'a>> = values(self.case, field.unwrap_or(EntryField::Id), at).into_iter().map(Group::Of).collect();
        if groups.is_empty() || field.is_none_or(|field| field == EntryField::Id) { vec![Group::Alone(at)] } else { groups }
    }

    /// Entries of a group that does not reach its floor are worth nothing. Groups of different cycles are apart.
    fn floor(&mut self, number: usize, filter: &Filter) {
        let Some(floor) = filter.min.map(parts) else { return };
        let mut sums: BTreeMap<(Group<'a>, Period), Range> = BTreeMap::new();
        let mut doubts: BTreeMap<(Group<'a>, Period), Vec<Doubt>> = BTreeMap::new();
        let mut asked = Vec::new();
        for at in 0..self.case.ledger.len() {
            let fits = self.fit(self.world.filters[number], &filter.of, at);
            if fits == Known::No {
                continue;
            }
            let groups = self.groups(filter.group, at);
            for group in &groups {
                let worth = self.valued[at];
                let sum = sums.entry((*group, self.cycles[at])).or_default();
                *sum = sum.plus(if fits == Known::Yes { worth } else { Range { low: 0, ..worth } });
                if !self.entries[at].doubts.is_empty() {
                    doubts.entry((*group, self.cycles[at])).or_default().extend(self.entries[at].doubts.iter().cloned());
                }
            }
            asked.push((at, fits, groups));
        }
        for (at, fits, groups) in asked {
            let sum = |group: &Group<'a>| sums[&(*group, self.cycles[at])];
            let best = groups.iter().map(sum).max_by_key(|sum| (sum.low, sum.high)).unwrap_or_default();
            if best.low >= floor {
                continue;
            }
            self.valued[at].low = 0;
            if groups.iter().all(|group| sum(group).high < floor) && fits == Known::Yes {
                self.valued[at].high = 0;
                self.entries[at].whys.push(Why::Floor { filter: number, sum: best, floor });
            } else {
                self.doubt_with(at, &filter.of, &filter.when, self.world.filters[number]);
                if self.entries[at].doubts.is_empty() {
                    let of_groups = groups.iter().filter_map(|group| doubts.get(&(*group, self.cycles[at])));
                    self.entries[at].doubts = of_groups.flatten().take(MOST_DOUBTS).cloned().collect();
                }
            }
        }
    }

    /// Adds why it is not known that a row applies.
    fn doubt_with(&mut self, at: usize, of: &Selector, when: &Guard, guard: Known) {
        if guard == Known::Maybe {
            self.entries[at].doubts.extend(self.world.unanswered(self.case.pack, when));
        }
        if of.fit(&self.case.ledger[at].record) == Known::Maybe {
            self.entries[at].doubts.push(self.case.ledger[at].unstated(at));
        }
    }

    /// Trims what is above a cap, in the order of time, in each cycle apart.
    fn trim(&mut self, number: usize, cap: &Cap) {
        let guard = self.world.caps[number];
        let required = self.world.required;
        let most = match (cap.units, cap.share) {
            (Some(units), _) => Range::just(parts(units)),
            (None, share) => required.map(|required| share_of(required, share.unwrap_or(0))),
        };
        let mut used: BTreeMap<(Period, Period, usize), Range> = BTreeMap::new();
        let mut unsure: BTreeMap<(Period, Period, usize), Vec<Doubt>> = BTreeMap::new();
        for at in self.case.order.iter().copied() {
            let fits = self.fit(guard, &cap.of, at);
            if fits == Known::No {
                continue;
            }
            let worth = self.valued[at];
            let span = self.span_of(cap.span, at);
            let used = used.entry(span).or_default();
            // The least of it counts if all before it is worth most, and the other way round.
            let least = worth.low.min((most.low - used.high).max(0));
            let room = (most.high - used.low).max(0);
            let kept = Range { low: least, high: if fits == Known::Yes { worth.high.min(room) } else { worth.high } };
            let certain = if fits == Known::Yes { kept.low } else { 0 };
            *used = Range { low: (used.low + certain).min(most.high), high: (used.high + worth.high).min(most.high) };
            self.valued[at] = kept;
            if kept.high < worth.high {
                let cut = Range { low: worth.high - kept.high, high: worth.high - kept.low.min(kept.high) };
                self.entries[at].whys.push(Why::Cap { cap: number, most, cut });
            }
            if kept.low < worth.low && kept.low < kept.high {
                self.doubt_with(at, &cap.of, &cap.when, guard);
                // What is not known of those before it leaves more or less room.
                self.entries[at].doubts.extend(unsure.get(&span).into_iter().flatten().cloned());
            }
            let before = unsure.entry(span).or_default();
            let room = MOST_DOUBTS.saturating_sub(before.len());
            before.extend(self.entries[at].doubts.iter().take(room).cloned());
        }
    }

    /// The time over which a cap counts an entry. What is planned lies on a day that nobody knows, apart from others.
    fn span_of(&self, span: Span, at: usize) -> (Period, Period, usize) {
        let day = self.case.ledger[at].date;
        match span {
            Span::Career => (0, 0, 0),
            Span::Week | Span::Day if day.is_none() => (self.cycles[at], 0, at + 1),
            Span::Cycle | Span::Licence => (self.cycles[at], 0, 0),
            _ => (self.cycles[at], self.world.clock.any_period(day, span), 0),
        }
    }

    /// Lets only what lies inside the cycle count.
    fn cycle(&mut self) {
        for at in 0..self.entries.len() {
            if self.cycles[at] == 0 {
                self.entries[at].counts = self.valued[at];
            }
        }
    }

    /// Lets what is left over of the cycle before count, as far as the pack does, the latest first.
    fn carry(&mut self) {
        let (of, most) = match &self.case.pack.carry {
            Carry::Nothing => (None, None),
            Carry::Unknown => (Some(Selector::default()), None),
            Carry::Some { of, most } => (Some(of.clone()), most.map(parts)),
        };
        let before: Vec<usize> = self.case.order.iter().copied().filter(|at| self.cycles[*at] == 1).collect();
        let sum = before.iter().fold(Range::default(), |sum, at| sum.plus(self.valued[*at]));
        let required = self.world.required;
        // Without a total nobody can say what is left over.
        let is_over = required.high > 0 && of.is_some();
        let cap = |left: i128| if is_over { left.clamp(0, most.unwrap_or(i128::MAX)) } else { 0 };
        let mut left = Range { low: cap(sum.low - required.high), high: cap(sum.high - required.low) };
        let is_known = self.case.pack.carry != Carry::Unknown;
        for at in before.into_iter().rev() {
            let Some(of) = &of else { continue };
            let fits = self.world.fit(of, &self.case.ledger[at]);
            if fits == Known::No {
                continue;
            }
            let worth = self.valued[at];
            let taken = Range { low: worth.low.min(left.low), high: worth.high.min(left.high) };
            left = Range { low: left.low - if fits == Known::Yes { taken.low } else { 0 }, high: left.high - taken.low };
            let is_sure = is_known && fits == Known::Yes;
            self.entries[at].counts = Range { low: if is_sure { taken.low.min(taken.high) } else { 0 }, high: taken.high };
            if !is_known && taken.high > 0 {
                self.entries[at].doubts.push(Doubt::Carry);
            }
            if taken.high > 0 && taken.high < worth.high {
                self.entries[at].whys.push(Why::Carry);
            }
        }
        for at in 0..self.entries.len() {
            if self.cycles[at] != 0 && self.entries[at].counts.high == 0 && self.valued[at].high > 0 {
                self.entries[at].whys.push(Why::Window);
            }
        }
    }
}

/// The values of a field of an entry.
pub(super) fn values<'a>(case: &'a Case<'_>, field: EntryField, entry: usize) -> Vec<&'a str> {
    let entry = &case.ledger[entry];
    match field {
        EntryField::Id => vec![entry.id],
        EntryField::Activity => entry.title.into_iter().collect(),
        EntryField::Kind => entry.record.kind.into_iter().collect(),
        EntryField::Topic => entry.record.topic.into_iter().collect(),
        EntryField::Tag => entry.record.tags.clone(),
    }
}
