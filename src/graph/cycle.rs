//! Rings of links. Comes in: a district and a relation. Goes out: for every knot of links the shortest ring in it.

use std::collections::{BTreeMap, VecDeque};

use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};

use crate::model::District;
use crate::model::names::natural;
use crate::model::obligation::ItemId;
use crate::model::rows::Key;

/// A relation between items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// `supports` and `serves`.
    Supports,
    /// `requires`.
    Requires,
}

impl Relation {
    /// Both, in the order of their names.
    pub const ALL: [Self; 2] = [Self::Requires, Self::Supports];

    /// The field of the link.
    pub fn field(self, district: &District, from: ItemId) -> &'static str {
        match self {
            Self::Requires => "requires",
            Self::Supports if district.activity(from).is_some() => "serves",
            Self::Supports => "supports",
        }
    }

    /// What an item is linked to.
    pub fn links(self, district: &District, item: ItemId) -> &[ItemId] {
        match self {
            Self::Supports => district.supports(item),
            Self::Requires => district.requires(item),
        }
    }
}

/// The shortest ring of every strongly connected component, paused goals included: ids in link order from the
/// smallest. Of equally short rings the one with the smallest ids. O(items and links), and for each component
/// O(its nodes × its links), which are few.
pub fn rings(district: &District, relation: Relation) -> Vec<Vec<ItemId>> {
    let knotted = knotted(district, relation);
    let mut graph = DiGraph::<ItemId, ()>::new();
    let nodes: BTreeMap<ItemId, NodeIndex> = knotted.iter().map(|item| (*item, graph.add_node(*item))).collect();
    for item in &knotted {
        for target in relation.links(district, *item) {
            if let Some(target) = nodes.get(target) {
                graph.add_edge(nodes[item], *target, ());
            }
        }
    }
    let mut rings: Vec<Vec<ItemId>> = kosaraju_scc(&graph)
        .into_iter()
        .filter_map(|component| {
            shortest_ring(district, relation, &component.into_iter().map(|node| graph[node]).collect::<Vec<_>>())
        })
        .collect();
    rings.sort_by(|a, b| natural(district.item_name(a[0]), district.item_name(b[0])));
    rings
}

/// What is left when items that nothing links to are taken away until none is left: everything in a ring, and what
/// rings lead to. It is empty in a sound district, so that no graph of millions is built for nothing.
fn knotted(district: &District, relation: Relation) -> Vec<ItemId> {
    let mut incoming = vec![0_u32; district.items.len()];
    for item in district.item_ids() {
        for target in relation.links(district, item) {
            incoming[target.row()] += 1;
        }
    }
    let mut free: Vec<ItemId> = district.item_ids().filter(|item| incoming[item.row()] == 0).collect();
    while let Some(item) = free.pop() {
        for target in relation.links(district, item) {
            incoming[target.row()] -= 1;
            if incoming[target.row()] == 0 {
                free.push(*target);
            }
        }
    }
    district.item_ids().filter(|item| incoming[item.row()] > 0).collect()
}

/// The shortest ring inside a component. A component of one item is a ring only if the item is linked to itself.
fn shortest_ring(district: &District, relation: Relation, component: &[ItemId]) -> Option<Vec<ItemId>> {
    let mut members: Vec<ItemId> = component.to_vec();
    members.sort_by(|a, b| natural(district.item_name(*a), district.item_name(*b)));
    let rank: BTreeMap<ItemId, usize> = members.iter().copied().zip(0..).collect();
    let mut best: Option<Vec<ItemId>> = None;
    // No ring is shorter than two, unless an item is linked to itself.
    let to_itself = |item: &ItemId| relation.links(district, *item).contains(item);
    let least = if members.iter().any(to_itself) { 1 } else { 2 };
    let mut visited = 0;
    for start in 0..members.len() {
        if visited > MAX_VISITED || best.as_ref().is_some_and(|best| best.len() <= least) {
            break;
        }
        if let Some(ring) = ring_from(district, relation, &members, &rank, start, &mut visited)
            && best.as_ref().is_none_or(|best| ring.len() < best.len())
        {
            best = Some(ring);
        }
    }
    best
}

/// How many links are followed in one component before the search rests with the shortest ring it has. Only a knot of
/// more than a thousand items comes near it.
const MAX_VISITED: usize = 2_000_000;

/// The shortest way from an item back to itself over items that rank no lower, by breadth-first search.
fn ring_from(
    district: &District,
    relation: Relation,
    members: &[ItemId],
    rank: &BTreeMap<ItemId, usize>,
    start: usize,
    visited: &mut usize,
) -> Option<Vec<ItemId>> {
    let mut came_from: BTreeMap<usize, usize> = BTreeMap::new();
    let mut queue = VecDeque::from([start]);
    while let Some(at) = queue.pop_front() {
        let links = relation.links(district, members[at]);
        *visited += links.len();
        let mut next: Vec<usize> = links.iter().filter_map(|item| rank.get(item).copied()).collect();
        next.sort_unstable();
        for target in next {
            if target == start {
                let back = std::iter::successors(Some(at), |at| came_from.get(at).copied());
                let mut ring: Vec<ItemId> = back.map(|at| members[at]).collect();
                ring.reverse();
                return Some(ring);
            }
            if target > start && !came_from.contains_key(&target) {
                came_from.insert(target, at);
                queue.push_back(target);
            }
        }
    }
    None
}
