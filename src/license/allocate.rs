//! Which units fill which bucket, where one unit fills one only. Comes in: kinds of units, by the buckets they can fill, and what
//! each bucket asks. Goes out: units for each bucket, as many as can be in all, and the minimum cut. An exact maximum flow on
//! petgraph (source → kinds of units → buckets → sink; Dinic 1970), and the cut read from its residual graph (Ford and Fulkerson
//! 1956, doi:10.4153/CJM-1956-045-5).

use std::ops::Range;

use petgraph::algo::dinics;
use petgraph::graph::{DiGraph, EdgeIndex, NodeIndex};

use super::amount::Amount;

/// Units that can fill the same buckets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Kind {
    /// The buckets, ascending.
    pub(super) fills: Vec<usize>,
    pub(super) amount: Amount,
}

/// A division of units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Division {
    /// Units for each bucket.
    pub(super) filled: Vec<Amount>,
    /// Units of each kind for each of its buckets, in their order.
    pub(super) given: Vec<Vec<Amount>>,
}

/// Buckets that lack units together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Lacking {
    /// The buckets, ascending.
    pub(super) buckets: Vec<usize>,
    /// The kinds that can fill any of them: all of these go to them, and are not enough.
    pub(super) kinds: Vec<usize>,
    pub(super) lack: Amount,
}

/// Divides units: as much as can be is filled in all, and of such divisions the one that fills the first bucket most, then the
/// second, and so on, so that the same input gives the same answer. One flow where all are filled, else one for each bucket.
pub(super) fn allocate(kinds: &[Kind], asked: &[Amount]) -> Division {
    if let Some(division) = apart(kinds, asked) {
        return division;
    }
    let mut division = nothing(kinds, asked);
    let there: Amount = kinds.iter().map(|kind| kind.amount).sum();
    if there >= asked.iter().sum() {
        fill(kinds, asked, 0..asked.len(), &mut division);
        if division.filled == asked {
            return division;
        }
        division = nothing(kinds, asked);
    }
    // A bucket stays as full when a further one is added (the sets that can be filled are a gammoid): units only move.
    for bucket in 0..asked.len() {
        if division.filled.iter().sum::<Amount>() == there {
            break;
        }
        fill(kinds, asked, bucket..bucket + 1, &mut division);
    }
    division
}

fn nothing(kinds: &[Kind], asked: &[Amount]) -> Division {
    Division { filled: vec![0; asked.len()], given: kinds.iter().map(|kind| vec![0; kind.fills.len()]).collect() }
}

/// Where units that can fill one bucket only are enough, or there are no others, there is nothing to divide.
fn apart(kinds: &[Kind], asked: &[Amount]) -> Option<Division> {
    let mut filled = vec![0; asked.len()];
    let mut given: Vec<Vec<Amount>> = Vec::with_capacity(kinds.len());
    for kind in kinds {
        let mut of_kind = vec![0; kind.fills.len()];
        if let [bucket] = kind.fills[..] {
            of_kind[0] = kind.amount.min(asked[bucket] - filled[bucket]);
            filled[bucket] += of_kind[0];
        }
        given.push(of_kind);
    }
    (filled == asked || kinds.iter().all(|kind| kind.fills.len() < 2)).then_some(Division { filled, given })
}

/// Fills some buckets as far as they can be, moving units that others were given as long as these stay as full: a maximum flow in
/// the residual graph of what is given.
fn fill(kinds: &[Kind], asked: &[Amount], open: Range<usize>, division: &mut Division) {
    let mut graph: DiGraph<(), u128> = DiGraph::with_capacity(2 + asked.len() + kinds.len(), kinds.len() * 4);
    let (source, sink) = (graph.add_node(()), graph.add_node(()));
    let buckets: Vec<NodeIndex> = asked.iter().map(|_| graph.add_node(())).collect();
    for bucket in open {
        graph.add_edge(buckets[bucket], sink, (asked[bucket] - division.filled[bucket]).unsigned_abs());
    }
    let mut edges = Vec::with_capacity(kinds.len() * 2);
    for (at, kind) in kinds.iter().enumerate() {
        let node = graph.add_node(());
        let used: Amount = division.given[at].iter().sum();
        graph.add_edge(source, node, (kind.amount - used).unsigned_abs());
        for (slot, bucket) in kind.fills.iter().enumerate() {
            let given = division.given[at][slot];
            let into = graph.add_edge(node, buckets[*bucket], kind.amount.unsigned_abs());
            let back = (given > 0).then(|| graph.add_edge(buckets[*bucket], node, given.unsigned_abs()));
            edges.push((at, slot, into, back));
        }
    }
    let (_, flows) = dinics(&graph, source, sink);
    let flow = |edge: EdgeIndex| Amount::try_from(flows[edge.index()]).expect("what flows is no more than what came in");
    for (at, slot, into, back) in edges {
        let change = flow(into) - back.map_or(0, flow);
        division.given[at][slot] += change;
        division.filled[kinds[at].fills[slot]] += change;
    }
}

/// The buckets on the sink's side of the minimum cut, in parts that share no kind of units; none where all are filled. These are
/// the buckets that lack something, and those whose units they could have: from which everything flows to them alone. O(edges).
pub(super) fn cut(kinds: &[Kind], asked: &[Amount], division: &Division) -> Vec<Lacking> {
    let mut is_lacking: Vec<bool> = division.filled.iter().zip(asked).map(|(filled, asked)| filled < asked).collect();
    let mut fitting: Vec<Vec<usize>> = vec![Vec::new(); asked.len()];
    for (at, kind) in kinds.iter().enumerate() {
        kind.fills.iter().for_each(|bucket| fitting[*bucket].push(at));
    }
    let mut is_used = vec![false; kinds.len()];
    let mut queue: Vec<usize> = (0..asked.len()).filter(|bucket| is_lacking[*bucket]).collect();
    while let Some(bucket) = queue.pop() {
        for kind in &fitting[bucket] {
            if std::mem::replace(&mut is_used[*kind], true) {
                continue;
            }
            for (other, given) in kinds[*kind].fills.iter().zip(&division.given[*kind]) {
                if *given > 0 && !std::mem::replace(&mut is_lacking[*other], true) {
                    queue.push(*other);
                }
            }
        }
    }
    let mut parts = Vec::new();
    for first in 0..asked.len() {
        if !is_lacking[first] {
            continue;
        }
        let (mut buckets, mut kinds_of) = (Vec::new(), Vec::new());
        let mut queue = vec![first];
        is_lacking[first] = false;
        while let Some(bucket) = queue.pop() {
            buckets.push(bucket);
            for kind in &fitting[bucket] {
                if !std::mem::replace(&mut is_used[*kind], false) {
                    continue;
                }
                kinds_of.push(*kind);
                for other in &kinds[*kind].fills {
                    if std::mem::replace(&mut is_lacking[*other], false) {
                        queue.push(*other);
                    }
                }
            }
        }
        buckets.sort_unstable();
        kinds_of.sort_unstable();
        let need: Amount = buckets.iter().map(|bucket| asked[*bucket]).sum();
        let there: Amount = kinds_of.iter().map(|kind| kinds[*kind].amount).sum();
        parts.push(Lacking { buckets, kinds: kinds_of, lack: need - there });
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The most that can be filled, by giving each unit in turn to every bucket it can fill.
    fn by_trying(units: &[Vec<usize>], asked: &mut [Amount]) -> Amount {
        let Some((fills, rest)) = units.split_first() else { return 0 };
        let mut best = by_trying(rest, asked);
        for at in fills {
            if *at < asked.len() && asked[*at] > 0 {
                asked[*at] -= 1;
                best = best.max(1 + by_trying(rest, asked));
                asked[*at] += 1;
            }
        }
        best
    }

    fn buckets(bits: u32) -> Vec<usize> {
        (0..8).filter(|bit| bits & (1 << bit) != 0).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 100_000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn the_flow_fills_as_much_as_any_division_and_the_cut_says_why_no_more(
            units in prop::collection::vec(0_u32..8, 0..6),
            asked in prop::collection::vec(0_i128..4, 1..4),
        ) {
            let single: Vec<Vec<usize>> =
                units.iter().map(|bits| buckets(*bits).into_iter().filter(|bucket| *bucket < asked.len()).collect()).collect();
            let kinds: Vec<Kind> = single.iter().map(|fills| Kind { fills: fills.clone(), amount: 1 }).collect();
            let division = allocate(&kinds, &asked);
            // Each bucket in turn is filled as far as it can be after those before it.
            for first in 1..=asked.len() {
                let filled = division.filled[..first].iter().sum::<Amount>();
                prop_assert_eq!(filled, by_trying(&single, &mut asked[..first].to_vec()));
            }
            for (kind, given) in kinds.iter().zip(&division.given) {
                prop_assert!(given.iter().sum::<Amount>() <= kind.amount);
            }
            for bucket in 0..asked.len() {
                let into = kinds.iter().zip(&division.given).flat_map(|(kind, given)| kind.fills.iter().zip(given));
                let sum: Amount = into.filter(|(of, _)| **of == bucket).map(|(_, given)| given).sum();
                prop_assert_eq!(sum, division.filled[bucket]);
            }
            // The maximum flow is what the minimum cut lets through: buckets on the source's side, units on the sink's.
            let parts = cut(&kinds, &asked, &division);
            let through: Amount = (0..asked.len()).filter(|at| !parts.iter().any(|part| part.buckets.contains(at))).map(|at| asked[at]).sum();
            let used: Amount = parts.iter().flat_map(|part| &part.kinds).map(|kind| kinds[*kind].amount).sum();
            prop_assert_eq!(through + used, division.filled.iter().sum::<Amount>());
            let lack: Amount = parts.iter().map(|part| part.lack).sum();
            prop_assert_eq!(lack, asked.iter().sum::<Amount>() - division.filled.iter().sum::<Amount>());
            prop_assert!(parts.iter().all(|part| part.lack > 0));
        }
    }
}
