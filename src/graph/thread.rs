//! What hangs together for one educator (contract §3): connected components over pairs that reinforce. Comes in: her
//! interplay. Goes out: threads, each holding a personal obligation.

use petgraph::unionfind::UnionFind;

use super::interplay::Interplay;
use crate::model::District;
use crate::model::hers::Hers;
use crate::model::obligation::ItemId;

/// The threads: numbers of obligations among hers, ascending; threads by their first. O(pairs).
pub fn threads(district: &District, hers: &Hers, interplay: &Interplay) -> Vec<Vec<usize>> {
    let count = hers.obligations.len();
    let mut sets = UnionFind::<usize>::new(count);
    for (a, b, _) in interplay.edges().filter(|(_, _, reasons)| reasons.is_positive()) {
        sets.union(a, b);
    }
    unite_requirements(district, hers, &mut sets);
    let mut slot = vec![usize::MAX; count];
    let mut threads: Vec<Vec<usize>> = Vec::new();
    for at in 0..count {
        let root = sets.find_mut(at);
        if slot[root] == usize::MAX {
            slot[root] = threads.len();
            threads.push(Vec::new());
        }
        threads[slot[root]].push(at);
    }
    let personal = |at: &usize| !district.item(hers.obligations[*at]).kind.is_ambient();
    threads.retain(|thread| thread.iter().any(personal));
    threads
}

/// The rules of one requirement count as one obligation.
fn unite_requirements(district: &District, hers: &Hers, sets: &mut UnionFind<usize>) {
    let mut rules: Vec<(ItemId, usize)> = Vec::new();
    for (item, at) in hers.obligations.iter().zip(0..) {
        let requirement = district.item(*item).requirement(*item);
        if requirement != *item {
            rules.push((requirement, at));
        }
    }
    rules.sort_unstable();
    for pair in rules.windows(2).filter(|pair| pair[0].0 == pair[1].0) {
        sets.union(pair[0].1, pair[1].1);
    }
}
