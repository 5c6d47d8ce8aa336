//! Chains of `requires` that cannot be finished in order. Comes in: an educator's obligations, what they require first, and
//! her capacity by week. Goes out: the first step of each chain that comes too late, with the hours asked and there.
//!
//! On a machine of even speed a step can be done when all before it are, so that its earliest finish is the latest of its
//! own release and their finishes, plus its work (the critical path; the release dates made consistent with precedence
//! in Błażewicz 1976, *Modelling and Performance Evaluation of Computer Systems*, 57–65). Weeks of uneven
//! capacity are the same machine with time measured in capacity. It is a bound from below: other work of hers makes
//! it later still, which the processor demand criterion tells.

use std::collections::BTreeMap;

use petgraph::graphmap::DiGraphMap;

use super::PARTS;
use super::work::{Weeks, week_of};
use crate::model::District;
use crate::model::calendar::{Day, Week};
use crate::model::hers::Hers;
use crate::model::obligation::ItemId;

/// A step that cannot be done in time, because those before it take too long.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Late {
    /// The step.
    pub successor: ItemId,
    /// What it requires first, and waits for.
    pub predecessor: ItemId,
    /// Minutes of all steps that wait for each other, up to this one; those with sessions are done on their days and ask none.
    pub asked: u64,
    /// Minutes there are from the first of them to the step's due date, rounded down.
    pub there: u64,
    /// The first week and the last.
    pub weeks: (Week, Week),
    /// The steps that wait for each other, first to last.
    pub chain: Vec<ItemId>,
}

impl Late {
    /// Minutes that are missing, rounded up.
    pub fn short(&self) -> u64 {
        self.asked.saturating_sub(self.there)
    }
}

/// A step of a chain, on the axis of capacity.
#[derive(Clone, Copy, Debug)]
struct Step {
    weeks: (u32, u32),
    minutes: u64,
    /// The earliest it can be done, and the step it waits for.
    finish: u64,
    after: Option<ItemId>,
    /// Whether it is in time, and all before it.
    in_time: bool,
}

/// The first late step of each chain; `minutes` are those that required work without sessions takes of the capacity. What
/// hangs on a ring of links has no order and is left to the rule about rings. O(links log links + steps of late chains).
pub(super) fn late(hers: &Hers, weeks: Weeks<'_>, capacity: &[u64], minutes: &BTreeMap<ItemId, u64>) -> Vec<Late> {
    let district = weeks.district;
    let required = hers.obligations.iter().flat_map(|item| district.requires(*item).iter().map(|first| (*first, *item)));
    let links: DiGraphMap<ItemId, ()> = DiGraphMap::from_edges(required.filter(|(first, _)| is_hers(district, hers, *first)));
    // Components come last first; one of several items, or one that requires itself, is a ring.
    let components = petgraph::algo::tarjan_scc(&links).into_iter().rev();
    let order = components.filter_map(|ring| if let [item] = ring[..] { Some(item) } else { None });
    let order = order.filter(|item| !links.contains_edge(*item, *item));
    let until: Vec<u64> = std::iter::once(0)
        .chain(capacity.iter().scan(0_u64, |sum, week| {
            *sum = sum.saturating_add(*week);
            Some(*sum)
        }))
        .collect();
    let year = weeks.year;
    let mut steps: BTreeMap<ItemId, Step> = BTreeMap::new();
    let mut late = Vec::new();
    for item in order {
        let Some((weeks, minutes)) = span(weeks, item, minutes) else { continue };
        let before = links.neighbors_directed(item, petgraph::Incoming).filter_map(|first| Some((first, *steps.get(&first)?)));
        let before: Vec<(ItemId, Step)> = before.collect();
        let release = until[weeks.0 as usize];
        let waits = before.iter().filter(|(_, step)| step.finish > release).max_by_key(|(first, step)| (step.finish, *first));
        let begin = waits.map_or(release, |(_, step)| step.finish);
        let (work, due) = (minutes.saturating_mul(PARTS), until[weeks.1 as usize + 1]);
        let finish = begin.saturating_add(work);
        let fits = finish <= due;
        let step = Step {
            weeks,
            minutes,
            finish,
            after: waits.map(|(first, _)| *first),
            in_time: fits && before.iter().all(|(_, one)| one.in_time),
        };
        steps.insert(item, step);
        let alone = release.saturating_add(work) <= due;
        if let Some(predecessor) = step.after
            && !fits
            && alone
            && before.iter().all(|(_, one)| one.in_time)
        {
            late.push(told(&steps, [item, predecessor], &until, year));
        }
    }
    late
}

/// The finding of a late step: back along what it waits for to the one that waits for nothing.
fn told(steps: &BTreeMap<ItemId, Step>, [successor, predecessor]: [ItemId; 2], until: &[u64], year: (Day, Day)) -> Late {
    let mut chain: Vec<ItemId> = std::iter::successors(Some(successor), |item| steps[item].after).collect();
    chain.reverse();
    let weeks = (steps[&chain[0]].weeks.0, steps[&successor].weeks.1);
    let there = until[weeks.1 as usize + 1].saturating_sub(until[weeks.0 as usize]);
    let asked = chain.iter().map(|item| steps[item].minutes).sum();
    let weeks = (week_of(year, weeks.0), week_of(year, weeks.1));
    Late { successor, predecessor, asked, there: there / PARTS, weeks, chain }
}

/// Whether an item is an obligation of hers or an activity that she has chosen.
fn is_hers(district: &District, hers: &Hers, item: ItemId) -> bool {
    hers.position(district, item).is_some() || hers.chosen.binary_search(&item).is_ok()
}

/// The weeks in which a step may be done and its minutes. Sessions are done on their days, and the step with the last.
fn span(weeks: Weeks<'_>, item: ItemId, minutes: &BTreeMap<ItemId, u64>) -> Option<((u32, u32), u64)> {
    if weeks.district.sessions(item).is_empty() {
        return Some((weeks.of(item)?, minutes.get(&item).copied().unwrap_or(0)));
    }
    let last = weeks.district.activity(item)?.end.map(Day::of)?;
    let week = weeks.number(last)?;
    Some(((week, week), 0))
}
