//! Which units fill which rule, where one unit fills one only. Comes in: what each kind of unit can fill and what each rule
//! asks. Goes out: units for each rule, as many as can be in all. An exact maximum flow (Ford and Fulkerson 1956, doi:10.4153/CJM-1956-045-5)
//! on petgraph: source → units that can fill the same rules → rules → sink.

use std::collections::BTreeMap;

use petgraph::algo::ford_fulkerson;
use petgraph::graph::{DiGraph, NodeIndex};

use super::Amount;

/// How much of each rule is filled: as much as can be in all, and of such divisions the one that fills the first rule most,
/// then the second, and so on, so that the same input gives the same answer. `units` are amounts with the rules they can
/// fill, as a set of bits; `asked` is what each rule asks. O(rules × flow), with at most 2^rules kinds of units.
pub(super) fn allocate(units: &[(u32, Amount)], asked: &[Amount]) -> Vec<Amount> {
    let mut by_kind: BTreeMap<u32, Amount> = BTreeMap::new();
    for (fills, amount) in units.iter().filter(|(fills, amount)| *fills != 0 && *amount > 0) {
        *by_kind.entry(*fills).or_default() += amount;
    }
    // Rules that are filled stay so when a further one is added (the sets that can be filled are a gammoid, and what a
    // maximum flow adds for one more sink is what is left for it).
    let flows: Vec<Amount> = (0..=asked.len()).map(|rules| most(&by_kind, &asked[..rules])).collect();
    flows.windows(2).map(|pair| pair[1] - pair[0]).collect()
}

/// The maximum flow of units into rules.
fn most(by_kind: &BTreeMap<u32, Amount>, asked: &[Amount]) -> Amount {
    let mut graph: DiGraph<(), u64> = DiGraph::new();
    let (source, sink) = (graph.add_node(()), graph.add_node(()));
    let rules: Vec<NodeIndex> = asked.iter().map(|_| graph.add_node(())).collect();
    for (rule, asked) in rules.iter().zip(asked) {
        graph.add_edge(*rule, sink, edge(*asked));
    }
    for (fills, amount) in by_kind {
        let kind = graph.add_node(());
        graph.add_edge(source, kind, edge(*amount));
        for (at, rule) in rules.iter().enumerate().filter(|(at, _)| fills & (1 << at) != 0) {
            graph.add_edge(kind, *rule, edge((*amount).min(asked[at])));
        }
    }
    Amount::from(ford_fulkerson(&graph, source, sink).0)
}

/// An amount as an edge holds it. More than a hundred thousand units are as good as a hundred thousand, so that the sum over
/// all edges fits too.
fn edge(amount: Amount) -> u64 {
    const MOST: u64 = 1 << 50;
    u64::try_from(amount).map_or(MOST, |amount| amount.min(MOST))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The most that can be filled, by giving each unit in turn to every rule it can fill.
    fn by_trying(units: &[u32], asked: &mut [Amount]) -> Amount {
        let Some((fills, rest)) = units.split_first() else { return 0 };
        let mut best = by_trying(rest, asked);
        for at in 0..asked.len() {
            if fills & (1 << at) != 0 && asked[at] > 0 {
                asked[at] -= 1;
                best = best.max(1 + by_trying(rest, asked));
                asked[at] += 1;
            }
        }
        best
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 100_000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn the_flow_fills_as_much_as_any_division(
            units in prop::collection::vec(0_u32..8, 0..5),
            asked in prop::collection::vec(0_i128..4, 1..4),
        ) {
            let single: Vec<(u32, Amount)> = units.iter().map(|fills| (*fills, 1)).collect();
            let filled = allocate(&single, &asked);
            prop_assert!(filled.iter().zip(&asked).all(|(filled, asked)| filled <= asked));
            prop_assert_eq!(filled.iter().sum::<Amount>(), by_trying(&units, &mut asked.clone()));
        }
    }
}
