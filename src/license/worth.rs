//! An entry of the ledger → units. Comes in: entries, the rates and filters of a pack. Goes out: what each is worth, and why
//! it is not. What hangs on a fact that nobody gave is worth between nothing and all.

use std::cmp::Reverse;

use super::Entry;
use super::amount::{Amount, MOST, Range};
use super::answer::{Doubt, EntryAnswer, Why};
use super::case::{Case, Line};
use super::worlds::World;
use crate::load::pack::{Conversion, Filter, Known, Per, Provider, Repeat};
use crate::load::values::SCALE;

/// What an entry is worth by the first row that fits it and has what it states, and what is not known about that.
pub(super) fn rate(case: &Case<'_>, world: &World<'_>, at: usize, doubts: &mut Vec<Doubt>) -> Range {
    let entry = &case.ledger[at];
    let hour = case.pack.unit.per_hour;
    let mut possible: Option<Range> = None;
    for (row, guard) in case.pack.convert.iter().zip(&world.convert).filter(|(_, guard)| **guard != Known::No) {
        let fits = world.fit(&row.of, entry);
        let Some(worth) = (fits != Known::No).then(|| converted(row, entry, hour)).flatten() else { continue };
        possible = Some(possible.map_or(worth, |other| other.or(worth)));
        if *guard == Known::Maybe {
            doubts.extend(world.unanswered(case.pack, &row.when));
        }
        if fits == Known::Maybe {
            doubts.push(entry.unstated(&row.of, at));
        }
        if guard.and(fits) == Known::Yes {
            return told(worth, possible, at, doubts);
        }
    }
    let plain = entry.minutes.map_or(Range::default(), |minutes| by_hours(minutes, None, hour, SCALE));
    told(plain, possible, at, doubts)
}

/// Whether an entry is worth nothing because it states nothing that the pack turns into units, of a pack that asks units.
pub(super) fn is_unrated(case: &Case<'_>, world: &World<'_>, at: usize) -> bool {
    let entry = &case.ledger[at];
    let mut rows = case.pack.convert.iter().zip(&world.convert).filter(|(_, guard)| **guard != Known::No);
    let fits = |row: &Conversion| world.fit(&row.of, entry) != Known::No && converted(row, entry, None).is_some();
    let has_hours = entry.minutes.is_some_and(|minutes| minutes == 0 || case.pack.unit.per_hour != Some(0));
    !has_hours && case.lines.iter().any(Line::asks_units) && !rows.any(|(row, _)| fits(row))
}

/// The worth by a row that surely fits, or by one before it that may; and whether nobody knows what an hour is worth.
fn told(worth: Range, possible: Option<Range>, at: usize, doubts: &mut Vec<Doubt>) -> Range {
    let all = possible.map_or(worth, |other| other.or(worth));
    if all == (Range { low: 0, high: MOST }) {
        doubts.push(Doubt::Hour(at));
    }
    all
}

fn converted(row: &Conversion, entry: &Entry<'_>, hour: Option<i64>) -> Option<Range> {
    let factor = row.factor.unwrap_or(SCALE);
    let of = |count: i64, units: i64| {
        // No ledger has more credits than this.
        let count = Amount::from(count.clamp(0, SCALE.pow(3)));
        Range::just((60 * count * Amount::from(units) * Amount::from(factor)).min(MOST))
    };
    match (row.per, row.units) {
        (Some(Per::Credit), Some(units)) => Some(of(entry.credits?, units)),
        (Some(Per::Ceu), Some(units)) => Some(of(entry.ceu?, units)),
        (Some(Per::Item), Some(units)) => Some(of(SCALE, units)),
        (_, units) => Some(by_hours(entry.minutes?, units, hour, factor)),
    }
}

/// Units of minutes; between nothing and all where nobody states what an hour is worth.
fn by_hours(minutes: u32, units: Option<i64>, hour: Option<i64>, factor: i64) -> Range {
    let exact = |units: i64| Amount::from(minutes) * Amount::from(units) * Amount::from(factor) * Amount::from(SCALE);
    units.or(hour).map_or(Range { low: 0, high: MOST }, |units| Range::just(exact(units).min(MOST)))
}

/// Leaves out what fails a filter.
pub(super) fn sift(case: &Case<'_>, world: &World<'_>, entry: usize, answer: &mut EntryAnswer, valued: &mut Range) {
    let filters = case.pack.filters.iter().enumerate().zip(&world.filters);
    for ((at, filter), guard) in filters.filter(|((_, filter), guard)| **guard != Known::No && !filter.basis.is_advice) {
        let fits = world.fit(&filter.of, &case.ledger[entry]);
        let tests = if fits == Known::No { Vec::new() } else { tests(case, world, at, filter, entry) };
        for (passes, why, doubt) in tests.into_iter().filter(|(passes, ..)| *passes != Known::Yes) {
            let was_worth = std::mem::take(&mut valued.low) > 0 || valued.high > 0;
            if passes == Known::No && guard.and(fits) == Known::Yes {
                valued.high = 0;
                answer.whys.extend(why);
            } else if was_worth {
                answer.doubts.extend((passes == Known::Maybe).then_some(doubt));
                answer.doubts.extend((fits == Known::Maybe).then(|| case.unstated(&filter.of, entry)));
                answer.doubts.extend(world.unanswered(case.pack, &filter.when));
            }
        }
    }
}

/// What a filter asks of one entry, whether it is so, why the entry is worth nothing if it is not, and what is not known.
fn tests(case: &Case<'_>, world: &World<'_>, at: usize, filter: &Filter, entry: usize) -> Vec<(Known, Option<Why>, Doubt)> {
    let of = &case.ledger[entry];
    let mut tests = Vec::new();
    // What was earned in the cycle before was approved under the plan of that time.
    if let Some(key) = filter.after.as_ref().filter(|_| world.clock.is_inside(of.date)) {
        let day = case.about.answers.day(key);
        let passes = match (day, of.date) {
            (Some(day), Some(date)) => Known::of(day <= date),
            (Some(_), None) => Known::Yes,
            (None, _) => Known::Maybe,
        };
        let why = day.map(|day| Why::After(at, day));
        tests.push((passes, why, Doubt::Approval(key.clone())));
    }
    if let Some(provider) = &filter.provider {
        let passes = match provider {
            Provider::Approved => of.record.is_approved.map_or(Known::Maybe, Known::of),
            Provider::OneOf(ids) => Known::of(of.record.provider.is_some_and(|id| ids.iter().any(|one| one == id))),
        };
        tests.push((passes, Some(Why::Provider(at)), Doubt::Provider(entry)));
    }
    if !filter.has.is_empty() {
        let passes = match filter.has.iter().any(|has| of.record.has.contains(&has.as_str())) {
            false if of.record.is_partial => Known::Maybe,
            has => Known::of(has),
        };
        tests.push((passes, Some(Why::Has(at)), Doubt::Entry(entry)));
    }
    tests
}

/// The same activity again is worth nothing, or nobody knows. Of several in one cycle the one that is worth most counts, so that
/// one more never makes it less; what was counted in a cycle before stays counted there. Sessions of one activity are no
/// repetitions. O(entries log entries).
pub(super) fn repeats(case: &Case<'_>, world: &World<'_>, answers: &mut [EntryAnswer], valued: &mut [Range]) {
    if case.pack.repeat == Repeat::Free {
        return;
    }
    let titled = case.order.iter().enumerate().filter(|(_, at)| valued[**at].high > 0);
    let mut titled: Vec<Titled<'_>> = titled
        .filter_map(|(rank, at)| {
            let entry = &case.ledger[*at];
            Some(Titled {
                title: entry.title?,
                cycle: Reverse(world.clock.cycle_of(entry.date)),
                rank,
                at: *at,
                worth: valued[*at],
            })
        })
        .collect();
    titled.sort_unstable_by_key(|one| (one.title, one.cycle, one.rank));
    for same in titled.chunk_by_mut(|one, other| one.title == other.title).filter(|same| same.len() > 1) {
        let others = sessions(case, same, answers, valued);
        let same = &same[others..];
        let mut before = None;
        for cycle in same.chunk_by(|one, other| one.cycle == other.cycle) {
            once(case.pack.repeat, cycle, before, answers, valued);
            let strongest = |least: fn(Range) -> Amount| {
                cycle.iter().rev().max_by_key(move |one| least(one.worth)).filter(|one| least(one.worth) > 0)
            };
            before = before
                .filter(|one: &&Titled<'_>| one.worth.low > 0)
                .or(strongest(|worth| worth.low))
                .or(before)
                .or(strongest(|worth| worth.high));
        }
    }
}

/// Rows that name one activity and give hours are its sessions: they count up to its hours, in the order of time, and what is
/// beyond them repeats something. Puts them first, and says how many they are.
fn sessions(case: &Case<'_>, same: &mut [Titled<'_>], answers: &mut [EntryAnswer], valued: &mut [Range]) -> usize {
    let lengths = |one: &Titled<'_>| case.ledger[one.at].whole.zip(case.ledger[one.at].minutes);
    // A stable sort keeps the order of time among both.
    same.sort_by_key(|one| lengths(one).is_none());
    let count = same.iter().take_while(|one| lengths(one).is_some()).count();
    let mut used = Range::default();
    for one in &same[..count] {
        let Some((whole, minutes)) = lengths(one) else { continue };
        let (whole, minutes) = (Amount::from(whole), Amount::from(minutes).max(1));
        let part = |worth: Amount, used: Amount| worth * (whole - used).clamp(0, minutes) / minutes;
        let kept = Range { low: part(one.worth.low, used.high), high: part(one.worth.high, used.low) };
        used = used.plus(Range { low: if one.worth.low > 0 { minutes } else { 0 }, high: minutes });
        valued[one.at].low = kept.low;
        if kept.high < one.worth.high && case.pack.repeat == Repeat::Once {
            valued[one.at].high = kept.high;
            answers[one.at].whys.push(Why::Repeat(same[0].at));
        } else if kept.low < one.worth.low {
            answers[one.at].doubts.push(Doubt::Repeat(one.at));
        }
    }
    count
}

/// An entry that may repeat another.
struct Titled<'a> {
    title: &'a str,
    cycle: Reverse<i64>,
    rank: usize,
    at: usize,
    worth: Range,
}

impl Titled<'_> {
    /// Whether it counts rather than another of its cycle, where they are worth so much.
    fn is_before(&self, worth: Amount, other: &Self, other_worth: Amount) -> bool {
        worth > 0 && (worth, Reverse(self.rank)) > (other_worth, Reverse(other.rank))
    }
}

/// Lets one entry of a cycle count, if none of a cycle before does: the one that is worth most, as far as that is known.
fn once(repeat: Repeat, cycle: &[Titled<'_>], before: Option<&Titled<'_>>, answers: &mut [EntryAnswer], valued: &mut [Range]) {
    let best = |least: fn(Range) -> Amount| cycle.iter().max_by_key(move |one| (least(one.worth), Reverse(one.rank)));
    let (surest, best) = (best(|worth| worth.low), best(|worth| worth.high));
    let second = cycle.iter().filter(|one| best.is_some_and(|best| best.at != one.at));
    let second = second.max_by_key(|one| (one.worth.high, Reverse(one.rank)));
    for one in cycle {
        let rival = if best.is_some_and(|best| best.at == one.at) { second } else { best };
        let rival = before.or(rival.filter(|rival| rival.is_before(rival.worth.high, one, one.worth.low)));
        let Some(rival) = rival else { continue };
        let certain = before.filter(|before| before.worth.low > 0);
        let certain =
            certain.or(surest.filter(|other| other.at != one.at && other.is_before(other.worth.low, one, one.worth.high)));
        valued[one.at].low = 0;
        match (repeat, certain) {
            (Repeat::Once, Some(certain)) => {
                valued[one.at].high = 0;
                answers[one.at].whys.push(Why::Repeat(certain.at));
            }
            (Repeat::Once, None) => {
                let doubts = answers[rival.at].doubts.clone();
                answers[one.at].doubts.extend(doubts);
            }
            _ => answers[one.at].doubts.push(Doubt::Repeat(one.at)),
        }
    }
}
