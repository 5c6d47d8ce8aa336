//! The step between two obligations of one educator, with its reasons (contract §3; the scale is that of Nilsson,
//! Griggs and Visbeck 2016, doi:10.1038/534320a, for interactions between goals). Comes in: what is hers. Goes out:
//! every pair that interacts, and what hangs together.
//!
//! Pairs are found from what makes them (links, shared activities, focuses), never by trying all, so that the cost is
//! that of the reasons there are: some 3 µs for twelve obligations.

mod conflicts;

use std::collections::BTreeSet;
use std::collections::btree_map::{BTreeMap, Entry};

use foldhash::fast::FixedState;
use hashbrown::HashMap;
use petgraph::graph::{NodeIndex, UnGraph};

use super::reason::{Reason, Reasons};
use crate::model::District;
use crate::model::focus::FocusId;
use crate::model::hers::{Hers, MAX_OBLIGATIONS};
use crate::model::obligation::{ItemId, ItemKind};

/// Numbers of two obligations among hers, ascending, and the reasons.
type Pair = (usize, usize, Reasons);

/// Numbers of two obligations among hers, and why they conflict in time.
pub type Timed = (u32, u32, Reason);

/// The interplay of one educator's obligations: a graph over them, an edge for each pair that interacts.
#[derive(Debug)]
pub struct Interplay {
    graph: UnGraph<ItemId, Reasons>,
    /// Pairs with reasons that a decision in force was taken about, in their order, with all reasons they had.
    settled: Vec<Pair>,
    /// Whether pairs are left out because there are too many obligations.
    pub too_many: bool,
}

impl Interplay {
    /// Finds every reason; where there are too many obligations, only as many as show what hangs together, and none that
    /// conflict. `timed` are pairs of hers that conflict in time, which others work out. O(reasons log reasons). `scratch` is
    /// one for each thread of the program, reused.
    pub fn of(district: &District, hers: &Hers, timed: &[Timed], scratch: &mut Scratch) -> Self {
        let too_many = hers.obligations.len() > MAX_OBLIGATIONS;
        scratch.begin(district, hers);
        let mut search = Search { district, hers, scratch, chained: too_many };
        search.paths();
        search.fills();
        search.activities();
        search.servers();
        search.focuses();
        if !too_many {
            search.declared();
            search.same_unit();
            search.targets();
            search.order();
            timed.iter().for_each(|(a, b, reason)| search.scratch.add(*a, *b, *reason));
        }
        let (graph, settled) = assemble(district, hers, scratch);
        Self { graph, settled, too_many }
    }

    /// The pairs: numbers of the two obligations among hers, ascending, and the reasons. None where there are too many.
    pub fn pairs(&self) -> Vec<(usize, usize, Reasons)> {
        if self.too_many { Vec::new() } else { self.edges().collect() }
    }

    /// The pairs that conflict, also those about which a decision was taken: rules tell them, and what a decision settles
    /// is counted afterwards. Each pair once, with all its reasons; none where there are too many.
    pub fn conflicts(&self) -> impl Iterator<Item = (usize, usize, Reasons)> {
        let is_settled = |pair| self.settled.binary_search_by_key(&pair, |(a, b, _)| (*a, *b)).is_ok();
        let standing = self.edges().filter(move |(a, b, reasons)| reasons.step() < 0 && !is_settled((*a, *b)));
        standing.chain(self.settled.iter().copied())
    }

    /// Every edge, in the order of the pairs.
    pub(super) fn edges(&self) -> impl Iterator<Item = (usize, usize, Reasons)> {
        self.graph.raw_edges().iter().map(|edge| (edge.source().index(), edge.target().index(), edge.weight))
    }

    /// How many pairs reinforce and how many conflict.
    pub fn counts(&self) -> (u32, u32) {
        let steps = || self.edges().map(|(_, _, reasons)| reasons.step());
        if self.too_many {
            return (0, 0);
        }
        (steps().filter(|step| *step > 0).count() as u32, steps().filter(|step| *step < 0).count() as u32)
    }
}

/// Gathers reasons by pair, and drops those that a decision settled.
fn assemble(district: &District, hers: &Hers, scratch: &mut Scratch) -> (UnGraph<ItemId, Reasons>, Vec<Pair>) {
    let found = &mut scratch.found;
    found.sort_unstable();
    found.dedup();
    let mut graph = UnGraph::with_capacity(hers.obligations.len(), found.len());
    let mut settled = Vec::new();
    for item in &hers.obligations {
        graph.add_node(*item);
    }
    for pair in found.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
        let (a, b, _) = pair[0];
        let [one, other] = [a, b].map(|at| hers.obligations[at as usize]);
        let mut reasons = Reasons::default();
        pair.iter().for_each(|(_, _, reason)| reasons.insert(*reason));
        // The focus match of a pair is the best over all combinations (contract §3).
        if reasons.has(Reason::FocusExact) {
            reasons.remove(Reason::FocusNear);
        }
        let before = reasons;
        settle(district, [one, other], &mut reasons);
        if reasons != before {
            settled.push((a as usize, b as usize, before));
        }
        if reasons != Reasons::default() {
            graph.add_edge(NodeIndex::new(a as usize), NodeIndex::new(b as usize), reasons);
        }
    }
    (graph, settled)
}

/// Removes the negative reasons that a decision in force was taken about.
fn settle(district: &District, pair: [ItemId; 2], reasons: &mut Reasons) {
    let in_force = &district.in_force;
    if in_force.is_empty() || reasons.step() >= 0 {
        return;
    }
    let [a, b] = pair.map(|item| district.item_name(item));
    let settled = |rule: &str| in_force.settles(rule, &[a, b]) || in_force.settles(rule, &[b, a]);
    let about: [(&str, &[Reason]); 3] = [
        ("opposed-practice", &[Reason::Opposed, Reason::Conflicts]),
        ("contradictory-target", &[Reason::Target]),
        ("deadline-inversion", &[Reason::Order]),
    ];
    for (rule, settles) in about {
        if settles.iter().any(|reason| reasons.has(*reason)) && settled(rule) {
            settles.iter().for_each(|reason| reasons.remove(*reason));
        }
    }
}

/// Memory that is used again for each educator, so that nothing is allocated per item of the district.
#[derive(Debug, Default)]
pub struct Scratch {
    /// The number of each of her obligations among hers. A table of hers rather than one over all items: a district of
    /// millions would otherwise cost every thread a table of its size.
    position: Table,
    /// What each of them is a part of: a rule of its requirement, others of themselves.
    whole: Vec<ItemId>,
    /// The walk in which an item was last seen.
    seen: Table,
    walk: u32,
    found: Vec<(u32, u32, Reason)>,
    queue: Vec<ItemId>,
}

/// Numbers of items.
type Table = HashMap<ItemId, u32, FixedState>;

impl Scratch {
    fn begin(&mut self, district: &District, hers: &Hers) {
        self.found.clear();
        self.seen.clear();
        self.position.clear();
        self.position.extend(hers.obligations.iter().copied().zip(0..));
        self.whole.clear();
        self.whole.extend(hers.obligations.iter().map(|item| district.item(*item).requirement(*item)));
    }

    fn position(&self, item: ItemId) -> Option<u32> {
        self.position.get(&item).copied()
    }

    /// Keeps a reason, unless both are one obligation: the rules of one requirement are.
    fn add(&mut self, a: u32, b: u32, reason: Reason) {
        if self.whole[a as usize] != self.whole[b as usize] {
            self.found.push((a.min(b), a.max(b), reason));
        }
    }
}

struct Search<'d, 's> {
    district: &'d District,
    hers: &'d Hers,
    scratch: &'s mut Scratch,
    /// Whether only neighbours of a group are paired: enough to know what hangs together.
    chained: bool,
}

impl Search<'_, '_> {
    /// All pairs of a group, or of neighbours only.
    fn clique(&mut self, group: &[u32], reason: Reason) {
        for (at, a) in group.iter().enumerate() {
            let rest = &group[at + 1..];
            let rest = if self.chained { &rest[..rest.len().min(1)] } else { rest };
            for b in rest {
                self.scratch.add(*a, *b, reason);
            }
        }
    }

    /// Whether paths lead on over an item: over goals of anybody, unless what is others' own is kept apart.
    fn passes(&self, item: ItemId) -> bool {
        let is_others = || self.district.item(item).kind == ItemKind::IndividualPlan && self.scratch.position(item).is_none();
        super::carries(self.district, item) && !(self.hers.keeps_off && is_others())
    }

    /// `supports`: walks up from each obligation over active goals of anybody.
    fn paths(&mut self) {
        if self.chained {
            return self.chained_paths();
        }
        let (district, hers) = (self.district, self.hers);
        for (item, at) in hers.obligations.iter().zip(0..) {
            if district.supports(*item).is_empty() {
                continue;
            }
            self.scratch.walk += 1;
            let mut queue = std::mem::take(&mut self.scratch.queue);
            queue.clear();
            queue.push(*item);
            while let Some(from) = queue.pop() {
                for target in district.supports(from) {
                    if self.scratch.seen.insert(*target, self.scratch.walk) == Some(self.scratch.walk) {
                        continue;
                    }
                    if let Some(other) = self.scratch.position(*target) {
                        self.scratch.add(at, other, Reason::Supports);
                    }
                    if self.passes(*target) {
                        queue.push(*target);
                    }
                }
            }
            self.scratch.queue = queue;
        }
    }

    /// `supports` where only what hangs together counts. A goal of somebody else on the way between two obligations takes
    /// the name of one that it leads to; then only neighbours are paired. O(links walked), each once.
    fn chained_paths(&mut self) {
        let (district, obligations) = (self.district, &self.hers.obligations);
        let mut between: BTreeSet<ItemId> = BTreeSet::new();
        let mut queue = obligations.clone();
        while let Some(from) = queue.pop() {
            for target in district.supports(from) {
                let passes = self.scratch.position(*target).is_none() && self.passes(*target);
                if passes && between.insert(*target) {
                    queue.push(*target);
                }
            }
        }
        let mut leads_to: BTreeMap<ItemId, u32> = obligations.iter().copied().zip(0..).collect();
        let mut queue: Vec<(ItemId, u32)> = obligations.iter().copied().zip(0..).collect();
        while let Some((to, obligation)) = queue.pop() {
            for child in district.supported_by(to).iter().filter(|child| between.contains(*child)) {
                if let Entry::Vacant(unnamed) = leads_to.entry(*child) {
                    unnamed.insert(obligation);
                    queue.push((*child, obligation));
                }
            }
        }
        for (from, a) in &leads_to {
            for b in district.supports(*from).iter().filter_map(|target| leads_to.get(target)) {
                self.scratch.add(*a, *b, Reason::Supports);
            }
        }
    }

    /// `supports`: from an activity required of her to the rules that it fills.
    fn fills(&mut self) {
        for (activity, rule) in &self.hers.fills {
            if let (Some(a), Some(b)) = (self.scratch.position(*activity), self.scratch.position(*rule)) {
                self.scratch.add(a, b, Reason::Supports);
            }
        }
    }

    /// `activity`: what one activity of hers serves directly.
    fn activities(&mut self) {
        let mut served = Vec::new();
        for activity in self.hers.activities() {
            served.clear();
            served.extend(self.hers.serves(self.district, activity).filter_map(|target| self.scratch.position(target)));
            self.clique(&served, Reason::Activity);
        }
    }

    /// `indivisible`: obligations that hang on the same single server.
    fn servers(&mut self) {
        let mut servers: Vec<(u32, ItemId)> = Vec::new();
        for item in self.hers.obligations.iter().chain(&self.hers.chosen) {
            let served = self.hers.serves(self.district, *item).filter_map(|target| self.scratch.position(target));
            servers.extend(served.map(|at| (at, *item)));
        }
        servers.sort_unstable();
        servers.dedup();
        let mut single: Vec<(ItemId, u32)> =
            servers.chunk_by(|a, b| a.0 == b.0).filter(|group| group.len() == 1).map(|group| (group[0].1, group[0].0)).collect();
        single.sort_unstable();
        for group in single.chunk_by(|a, b| a.0 == b.0) {
            let server = self.scratch.position(group[0].0);
            let members: Vec<u32> = group.iter().map(|(_, at)| *at).filter(|at| Some(*at) != server).collect();
            self.clique(&members, Reason::Indivisible);
        }
    }

    /// `focus-exact`, `focus-near` and `opposed`, from the focuses she has.
    fn focuses(&mut self) {
        let (district, focuses) = (self.district, &self.district.focuses);
        let mut tagged: Vec<(FocusId, u32)> = Vec::new();
        let mut practised: Vec<(FocusId, u32)> = Vec::new();
        for (item, at) in self.hers.obligations.iter().zip(0..) {
            tagged.extend(district.focus(*item).iter().map(|focus| (*focus, at)));
            practised.extend(district.practice(*item).iter().map(|practice| (*practice, at)));
        }
        tagged.sort_unstable();
        for group in tagged.chunk_by(|a, b| a.0 == b.0) {
            let members: Vec<u32> = group.iter().map(|(_, at)| *at).collect();
            self.clique(&members, Reason::FocusExact);
            let focus = group[0].0;
            for same in focuses.same(focus).filter(|same| focus < *same) {
                self.cross(&members, &tagged, same, Reason::FocusExact);
            }
            if let Some(parent) = focuses.parent(focus).filter(|parent| !focuses.same(focus).any(|same| same == *parent)) {
                self.cross(&members, &tagged, parent, Reason::FocusNear);
            }
        }
        if self.chained {
            return;
        }
        tagged.extend(practised);
        tagged.sort_unstable();
        for (focus, at) in &tagged {
            for opposite in focuses.opposites(*focus) {
                self.cross(&[*at], &tagged, *opposite, Reason::Opposed);
            }
        }
    }

    /// Pairs of a group with everything that has another focus; in a chain one stands for all, since each is tied to the
    /// next already.
    fn cross(&mut self, members: &[u32], tagged: &[(FocusId, u32)], focus: FocusId, reason: Reason) {
        let most = if self.chained { 1 } else { usize::MAX };
        let first = tagged.partition_point(|(other, _)| *other < focus);
        for (_, other) in tagged[first..].iter().take_while(|(other, _)| *other == focus).take(most) {
            for member in members.iter().take(most) {
                self.scratch.add(*member, *other, reason);
            }
        }
    }
}
