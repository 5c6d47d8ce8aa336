//! Units of entries → units that count. Comes in: the worth of each entry. Goes out: what of it counts in the cycle, after
//! filters, repetitions, floors and caps, and what of the cycle before is carried over.

use std::collections::BTreeMap;

use super::amount::{Amount, MOST, Range, parts, share_of};
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
    /// Entries of the cycle before of which something counts, and what of all of them together.
    pub(super) from_before: Vec<usize>,
    pub(super) carried: Range,
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
        if answer.worth.high == 0 && worth::is_unrated(case, world, at) {
            answer.whys.push(Why::Rate);
        }
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
    let carried = count.carry();
    count.outside();
    let is_carried = |(at, cycle): (usize, &Period)| (*cycle != 0 && count.entries[at].counts.high > 0).then_some(at);
    let from_before = count.cycles.iter().enumerate().filter_map(is_carried).collect();
    Worths { from_before, carried, entries: count.entries, valued: count.valued }
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
    /// An activity has no such field, so that nobody says to which group it belongs.
    Unknown,
}

/// An entry that a floor is asked of.
struct Grouped<'a> {
    cycle: Period,
    group: Group<'a>,
    at: usize,
    fits: Known,
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

    fn group(&self, field: Option<EntryField>, at: usize) -> Group<'a> {
        let field = field.unwrap_or(EntryField::Id);
        match values(self.case, field, at).first() {
            Some(value) if field != EntryField::Id => Group::Of(value),
            None if is_unstated(self.case, field, at) => Group::Unknown,
            _ => Group::Alone(at),
        }
    }

    /// Entries of a group that does not reach its floor are worth nothing. Groups of different cycles are apart. An entry of
    /// which nobody says its group may be one of its own, or belong to any.
    fn floor(&mut self, number: usize, filter: &Filter) {
        let Some(floor) = filter.min.map(parts) else { return };
        let fits = |at: usize| (at, self.fit(self.world.filters[number], &filter.of, at));
        let asked = (0..self.case.ledger.len()).map(fits).filter(|(_, fits)| *fits != Known::No);
        let mut asked: Vec<Grouped<'a>> =
            asked.map(|(at, fits)| Grouped { cycle: self.cycles[at], group: self.group(filter.group, at), at, fits }).collect();
        asked.sort_unstable_by_key(|one| (one.cycle, one.group, one.at));
        for cycle in asked.chunk_by(|one, other| one.cycle == other.cycle) {
            let groups = || cycle.chunk_by(|one, other| one.group == other.group);
            let is_open = |group: &&[Grouped<'a>]| group[0].group == Group::Unknown;
            let open = groups().find(is_open).unwrap_or_default();
            let may_join = self.sum(open).high;
            let largest = groups().filter(|group| !is_open(group)).map(|group| self.sum(group).high).max().unwrap_or(0);
            let sums: Vec<Range> = groups().map(|group| self.sum(group)).collect();
            let doubts: Vec<Vec<Doubt>> = groups().map(|group| self.doubts_of(group, open)).collect();
            for ((group, sum), doubts) in groups().zip(sums).zip(doubts) {
                for one in group {
                    let sum = match one.group {
                        Group::Unknown => Range { low: self.valued[one.at].low, high: sum.high + largest },
                        _ => Range { low: sum.low, high: sum.high + may_join },
                    };
                    if sum.low < floor {
                        self.below(number, filter, one, Why::Floor { filter: number, sum, floor }, &doubts);
                    }
                }
            }
        }
    }

    /// What entries are worth together.
    fn sum(&self, group: &[Grouped<'_>]) -> Range {
        let of = |one: &Grouped<'_>| {
            let worth = self.valued[one.at];
            if one.fits == Known::Yes { worth } else { Range { low: 0, ..worth } }
        };
        group.iter().map(of).fold(Range::default(), Range::plus)
    }

    /// What is not known of entries of a group, and of those that may belong to it.
    fn doubts_of(&self, group: &[Grouped<'_>], open: &[Grouped<'_>]) -> Vec<Doubt> {
        let of = |one: &Grouped<'_>| self.entries[one.at].doubts.iter().cloned();
        let unstated = open.iter().map(|one| Doubt::Entry(one.at));
        group.iter().flat_map(of).chain(unstated).take(MOST_DOUBTS).collect()
    }

    /// Takes the worth from an entry of which it is not certain that it reaches its floor.
    fn below(&mut self, number: usize, filter: &Filter, one: &Grouped<'_>, why: Why, doubts: &[Doubt]) {
        let Why::Floor { sum, floor, .. } = why else { return };
        self.valued[one.at].low = 0;
        if sum.high < floor && one.fits == Known::Yes {
            self.valued[one.at].high = 0;
            self.entries[one.at].whys.push(why);
            return;
        }
        self.doubt_with(one.at, &filter.of, &filter.when, self.world.filters[number]);
        if one.group == Group::Unknown {
            self.entries[one.at].doubts.push(Doubt::Entry(one.at));
        }
        if self.entries[one.at].doubts.is_empty() {
            self.entries[one.at].doubts = doubts.to_vec();
        }
    }

    /// Adds why it is not known that a row applies.
    fn doubt_with(&mut self, at: usize, of: &Selector, when: &Guard, guard: Known) {
        if guard == Known::Maybe {
            self.entries[at].doubts.extend(self.world.unanswered(self.case.pack, when));
        }
        if of.fit(&self.case.ledger[at].record) == Known::Maybe {
            self.entries[at].doubts.push(self.case.unstated(of, at));
        }
    }

    /// Trims what is above a cap, in the order of time, in each cycle apart.
    fn trim(&mut self, number: usize, cap: &Cap) {
        let guard = self.world.caps[number];
        let most = match (cap.units, cap.share) {
            (Some(units), _) => Range::just(parts(units)),
            (None, share) => {
                let of = |required: Range| required.map(|required| share_of(required, share.unwrap_or(0)));
                self.world.required.map_or(Range { low: 0, high: MOST }, of)
            }
        };
        let most = self.world.for_licences(cap.span, most);
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
                self.entries[at].doubts.extend((cap.units.is_none() && self.world.required.is_none()).then_some(Doubt::Total));
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

    /// Lets what is left over of the cycle before count, as far as the pack does, the latest first; and what carries over in all.
    fn carry(&mut self) -> Range {
        let (of, most) = match &self.case.pack.carry {
            Carry::Nothing => return Range::default(),
            Carry::Unknown => (None, None),
            Carry::Some { of, most } => (Some(of), most.map(parts)),
        };
        // Without a total nobody can say what is left over.
        let Some(required) = self.world.required.filter(|required| required.high > 0) else { return Range::default() };
        let before: Vec<usize> = self.case.order.iter().copied().filter(|at| self.cycles[*at] == 1).collect();
        let sum = before.iter().fold(Range::default(), |sum, at| sum.plus(self.valued[*at]));
        let cap = |left: Amount| left.clamp(0, most.unwrap_or(MOST));
        let over = Range { low: cap(sum.low - required.high), high: cap(sum.high - required.low) };
        let (mut left, mut there) = (over, Range::default());
        for at in before.iter().rev().copied() {
            let fits = of.map_or(Known::Yes, |of| self.world.fit(of, &self.case.ledger[at]));
            if fits == Known::No {
                continue;
            }
            let worth = self.valued[at];
            let certain = if fits == Known::Yes && of.is_some() { worth.low } else { 0 };
            there = there.plus(Range { low: certain, high: worth.high });
            let taken = Range { low: certain.min(left.low), high: worth.high.min(left.high) };
            // The least is left if all of these are worth most, and the other way round.
            left = Range { low: (left.low - taken.high).max(0), high: (left.high - certain.min(left.high)).max(0) };
            self.entries[at].counts = taken;
            if taken.high > 0 {
                let unstated = of.filter(|_| fits == Known::Maybe).map(|of| self.case.unstated(of, at));
                let carry = of.is_none().then_some(Doubt::Carry);
                self.entries[at].doubts.extend(unstated.into_iter().chain(carry));
            }
            if taken.high > 0 && taken.high < worth.high {
                self.entries[at].whys.push(Why::Carry);
            }
        }
        self.doubt_what_is_left(&before);
        Range { low: there.low.min(over.low), high: there.high.min(over.high) }
    }

    /// How much of an entry carries over hangs on what is not known of the others of its cycle.
    fn doubt_what_is_left(&mut self, before: &[usize]) {
        let doubts = before.iter().flat_map(|at| self.entries[*at].doubts.iter().cloned());
        let doubts: Vec<Doubt> = doubts.take(MOST_DOUBTS).collect();
        for at in before {
            let entry = &mut self.entries[*at];
            if !entry.counts.is_known() && entry.doubts.is_empty() {
                entry.doubts.clone_from(&doubts);
            }
        }
    }

    /// Says of what counts in no cycle that it lies outside, and nothing else of what could never count: no carry-over and no
    /// rule reaches it, so that what it lacks besides makes no difference.
    fn outside(&mut self) {
        for at in 0..self.entries.len() {
            if self.cycles[at] == 0 || self.entries[at].counts.high > 0 {
                continue;
            }
            if !self.is_reached(at) {
                self.entries[at].whys = vec![Why::Window];
                self.entries[at].doubts.clear();
            } else if self.valued[at].high > 0 {
                self.entries[at].whys.push(Why::Window);
            }
        }
    }

    /// Whether a rule looks as far back as an entry lies, or a carry-over that the pack states.
    fn is_reached(&self, at: usize) -> bool {
        let entry = &self.case.ledger[at];
        let carries = match &self.case.pack.carry {
            Carry::Some { of, .. } => self.cycles[at] == 1 && self.world.fit(of, entry) != Known::No,
            Carry::Nothing | Carry::Unknown => false,
        };
        let reaches = |line: usize| {
            let is_there = || self.world.clock.reaches(entry.date, self.case.lines[line].reach());
            self.world.lines[line] != Known::No && self.case.fit(line, at) != Known::No && is_there()
        };
        carries || (0..self.case.lines.len()).any(reaches)
    }
}

/// Whether it is not known what an entry has in a field: an activity has no field for its topic, and its kind only where its
/// design is stated.
pub(super) fn is_unstated(case: &Case<'_>, field: EntryField, entry: usize) -> bool {
    let record = &case.ledger[entry].record;
    record.is_partial
        && match field {
            EntryField::Topic => record.topic.is_none(),
            EntryField::Kind => record.kind.is_none(),
            EntryField::Id | EntryField::Activity | EntryField::Tag => false,
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
