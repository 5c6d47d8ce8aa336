//! Which lines a picture has. Comes in: every line between nodes. Goes out: the same, with those marked that are drawn: every
//! conflict, every declared link, and of what merely goes together as many as show what hangs together. An educator with
//! fifteen obligations has thirty pairs; drawn all, nobody sees a thread for the lines.

use petgraph::unionfind::UnionFind;

use super::{Edge, Link};
use crate::graph::reason::{Reason, Reasons};

/// Beyond so many conflicts, or so many declared links, a picture draws only as many as reach every node that has one.
const MOST: usize = 60;

/// Marks the lines that are drawn. O(n log n).
pub(super) fn choose(edges: &mut [Edge], nodes: usize) {
    let is_conflict = |edge: &Edge| matches!(edge.link, Link::Pair(reasons) if conflicts_beside_time(reasons));
    pick(edges, nodes, &mut UnionFind::new(nodes), is_conflict);
    let mut together = UnionFind::new(nodes);
    let is_fixed = |edge: &Edge| edge.directed || matches!(edge.link, Link::Serves | Link::Leads(_));
    pick(edges, nodes, &mut together, |edge| is_fixed(edge) && !is_conflict(edge));
    edges.iter().filter(|edge| edge.shown && positive(edge).is_some()).for_each(|edge| _ = together.union(edge.from, edge.to));
    let mut rest: Vec<usize> = (0..edges.len()).filter(|at| !edges[*at].shown && positive(&edges[*at]).is_some()).collect();
    rest.sort_by_key(|at| std::cmp::Reverse(positive(&edges[*at])));
    for at in rest {
        edges[at].shown = together.union(edges[at].from, edges[at].to);
    }
    edges.iter_mut().filter(|edge| edge.link == Link::Strains).for_each(|edge| edge.shown = true);
}

/// Shows all lines of a kind, or, of too many, those that reach every node.
fn pick(edges: &mut [Edge], nodes: usize, reached: &mut UnionFind<usize>, is_wanted: impl Fn(&Edge) -> bool) {
    let few = edges.iter().filter(|edge| is_wanted(edge)).count() <= MOST.max(2 * nodes);
    for edge in edges.iter_mut().filter(|edge| is_wanted(edge)) {
        edge.shown = reached.union(edge.from, edge.to) || few;
    }
}

/// Whether a pair conflicts for a reason of its own. Weeks that are too full concern all that lies in them alike, so that
/// they are a node of their own and not a line between any two.
fn conflicts_beside_time(reasons: Reasons) -> bool {
    reasons.iter().any(|reason| reason.step() < 0 && reason != Reason::Time)
}

/// How strongly two nodes go together, if they do.
fn positive(edge: &Edge) -> Option<i8> {
    match edge.link {
        Link::Pair(reasons) => reasons.iter().map(Reason::step).filter(|step| *step > 0).max(),
        Link::Serves | Link::Leads(_) => Some(2),
        Link::Strains => None,
    }
}
