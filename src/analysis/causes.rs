//! Root causes. Comes in: what is told, and the links that the files hold and the district does not. Goes out: for every
//! finding that follows from another one, which. One record with a slip in its id would otherwise be told thirty-three times.
//!
//! A link is *severed* if a record that links is left out, or if what it names is not there. A record that was left out is
//! known by its id and its links; an id that nothing has stands for the nearest one there is, which its finding names, and
//! where there is none, nobody knows what lies beyond it. A finding follows from the fault of a severed link if its own
//! condition would not hold were the link whole:
//!
//! - `no-line-of-sight`: a chain of at most as many links as the rule allows leads from a goal of hers over a severed one to
//!   a district goal, or to where nobody knows what lies beyond;
//! - `school-goal-unserved`: such a chain leads from an individual or team goal, one that was left out included, to it;
//! - `goal-without-learning`, `finding-unserved`, `finding-without-goal`: a severed link of an activity, of a goal or an
//!   activity, of an individual goal names it;
//! - `mandate-unbridged`: the activity's own link is severed;
//! - `disconnected-obligations`: with the severed links of her obligations made whole she has fewer threads than the rule
//!   tells of;
//! - `dangling-reference`: an earlier finding names the same missing id.
//!
//! Two more follow from a `link-cycle`: a `deadline-inversion` of two neighbors in the ring, because in a ring some date has
//! to come before another; and a `no-line-of-sight`, if her goals lead into the ring. Nothing that is good follows from a
//! fault, and no consequence is left out of counts, JSON or the exit code.

mod severed;

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use rayon::prelude::*;

use self::severed::{Node, Severed};
use super::Analysis;
use crate::config::Limits;
use crate::finding::{Cause, Finding, Level};
use crate::graph::LINE_OF_SIGHT;
use crate::load::Loaded;
use crate::model::District;
use crate::model::hers::Hers;
use crate::model::obligation::{ItemId, ItemKind};
use crate::model::people::EducatorId;

/// Rules of which a finding may follow from a fault of a link.
const CONSEQUENCES: [&str; 7] = [
    "no-line-of-sight",
    "school-goal-unserved",
    "goal-without-learning",
    "finding-unserved",
    "finding-without-goal",
    "mandate-unbridged",
    "disconnected-obligations",
];

impl Analysis {
    /// Says of every finding that is told from which other one it follows. Lists are read again only where there are both
    /// faults and findings that may follow from them. O(bytes of these lists, and findings × what lies within reach).
    pub(super) fn find_causes(&mut self, loaded: &Loaded, district: &District) {
        let may_follow = self.findings.iter().any(|finding| CONSEQUENCES.contains(&finding.kind.code));
        let severed = Severed::of(loaded, district, &self.findings, may_follow);
        let rings = rings(district, &self.findings);
        if severed.is_empty() && rings.is_empty() {
            return;
        }
        let search =
            Search { district, severed: &severed, rings: &rings, analysis: self, limits: &loaded.manifest.config.limits };
        let causes: Vec<Option<usize>> = self.findings.par_iter().map(|finding| search.cause(finding)).collect();
        for at in 0..causes.len() {
            let root = root(&causes, at);
            let of = |cause: &Finding| Cause { kind: cause.kind, hash: cause.hash(), at: cause.labels[0].at.clone() };
            self.findings[at].caused_by = (root != at).then(|| of(&self.findings[root]));
        }
    }
}

/// Where a chain of causes begins. A ring of them, which nothing makes, would end at its second visit.
fn root(causes: &[Option<usize>], at: usize) -> usize {
    let (mut root, mut seen) = (at, BTreeSet::from([at]));
    while let Some(cause) = causes[root].filter(|cause| seen.insert(*cause)) {
        root = cause;
    }
    root
}

/// For every goal in a ring that is told: the finding, and its place in the ring.
type Rings = BTreeMap<ItemId, Vec<(usize, usize, usize)>>;

fn rings(district: &District, findings: &[Finding]) -> Rings {
    let mut rings = Rings::new();
    for (at, finding) in findings.iter().enumerate().filter(|(_, finding)| finding.kind.code == "link-cycle") {
        for (place, item) in finding.items.iter().enumerate() {
            if let Some(item) = district.find_item(item) {
                rings.entry(item).or_default().push((at, place, finding.items.len()));
            }
        }
    }
    rings
}

struct Search<'a> {
    district: &'a District,
    severed: &'a Severed,
    rings: &'a Rings,
    analysis: &'a Analysis,
    limits: &'a Limits,
}

impl Search<'_> {
    /// The finding from which this one follows directly.
    fn cause(&self, finding: &Finding) -> Option<usize> {
        if finding.level == Level::Good {
            return None;
        }
        let first = finding.items.first()?;
        let item = || self.district.find_item(first);
        match finding.kind.code {
            "dangling-reference" => self.severed.first_to_name(finding),
            "no-line-of-sight" => self.no_line_of_sight(self.district.find_party(first)?.educator()?),
            "school-goal-unserved" => self.unserved(item()?),
            "goal-without-learning" => self.would_be_named(item()?, |kind| kind == ItemKind::Activity),
            "finding-unserved" => self.would_be_named(item()?, |kind| kind.is_near_goal() || kind == ItemKind::Activity),
            "finding-without-goal" => self.would_be_named(item()?, |kind| kind == ItemKind::IndividualPlan),
            "mandate-unbridged" => self.severed.of_node(&Node::Item(item()?)).next().map(|(_, cause)| cause),
            "disconnected-obligations" => self.disconnected(self.district.find_party(first)?.educator()?),
            "deadline-inversion" => self.neighbors(finding),
            _ => None,
        }
    }

    /// Breadth-first from her goals over whole and severed links; a step to the nearest id is none.
    fn no_line_of_sight(&self, educator: EducatorId) -> Option<usize> {
        let district = self.district;
        let goals = Hers::of(district, educator).obligations.into_iter();
        let goals = goals.filter(|item| district.item(*item).kind.is_near_goal() && !district.item(*item).free);
        let mut queue: VecDeque<(Node, u8, Option<usize>)> = goals.map(|goal| (Node::Item(goal), 0, None)).collect();
        let mut seen: BTreeSet<(Node, bool)> = BTreeSet::new();
        let mut ring = None;
        while let Some((node, links, cause)) = queue.pop_front() {
            if !seen.insert((node.clone(), cause.is_some())) {
                continue;
            }
            if let Node::Item(item) = node {
                let about = district.item(item);
                if cause.is_some() && about.kind == ItemKind::DistrictGoal && about.active {
                    return cause;
                }
                ring = ring.or_else(|| self.rings.get(&item)?.first().map(|(at, ..)| *at));
                let carries = about.active && about.kind.is_goal();
                if !carries || links == LINE_OF_SIGHT {
                    continue;
                }
                queue.extend(district.supports(item).iter().map(|next| (Node::Item(*next), links + 1, cause)));
            } else if self.severed.is_unknown(&node) {
                return cause;
            } else if links == LINE_OF_SIGHT {
                continue;
            }
            queue.extend(self.severed.of_node(&node).map(|(next, at)| (next.clone(), links + 1, cause.or(Some(at)))));
        }
        ring
    }

    /// Breadth-first against whole and severed links, to an individual or team goal.
    fn unserved(&self, goal: ItemId) -> Option<usize> {
        let district = self.district;
        let mut queue: VecDeque<(Node, Option<usize>)> = [(Node::Item(goal), None)].into();
        let mut seen: BTreeSet<(Node, bool)> = BTreeSet::new();
        while let Some((node, cause)) = queue.pop_front() {
            if !seen.insert((node.clone(), cause.is_some())) {
                continue;
            }
            let carries = match &node {
                Node::Item(item) => district.item(*item).active && district.item(*item).kind.is_goal(),
                Node::Missing(_) => true,
            };
            if !carries {
                continue;
            }
            if cause.is_some() && self.severed.kind(district, &node).is_some_and(ItemKind::is_near_goal) {
                return cause;
            }
            if let Node::Item(item) = &node {
                queue.extend(district.supported_by(*item).iter().map(|from| (Node::Item(*from), cause)));
            }
            queue.extend(self.severed.to_node(&node).map(|(from, at)| (from.clone(), cause.or(Some(at)))));
        }
        None
    }

    /// The first severed link from a record of some kind to this item.
    fn would_be_named(&self, item: ItemId, wanted: impl Fn(ItemKind) -> bool) -> Option<usize> {
        let mut links = self.severed.to_node(&Node::Item(item));
        links.find(|(from, _)| self.severed.kind(self.district, from).is_some_and(&wanted)).map(|(_, cause)| cause)
    }

    /// Joins her threads over the severed links of her obligations, and counts those that are left as the rule does.
    fn disconnected(&self, educator: EducatorId) -> Option<usize> {
        let district = self.district;
        let obligations = Hers::of(district, educator).obligations;
        let mut threads = self.analysis.threads_of(educator);
        let counts = |at: &usize| !district.item(obligations[*at]).free && !district.item(obligations[*at]).kind.is_ambient();
        threads.retain(|thread| thread.iter().any(counts));
        let thread_of = |node: &Node| match node {
            Node::Item(item) => threads.iter().position(|thread| thread.iter().any(|at| obligations[*at] == *item)),
            Node::Missing(_) => None,
        };
        // What is not hers joins nothing, but for records that were left out: two links to one of them meet there.
        let mut ends: BTreeMap<Node, usize> = BTreeMap::new();
        let mut joined: Vec<usize> = (0..threads.len()).collect();
        let mut first = None;
        let links = obligations.iter().flat_map(|item| self.severed.of_node(&Node::Item(*item)).map(move |link| (*item, link)));
        for (from, (to, cause)) in links {
            let Some(own) = thread_of(&Node::Item(from)) else { continue };
            let beyond = self.severed.of_node(to).map(|(next, _)| next);
            for node in std::iter::once(to).chain(beyond) {
                let other = thread_of(node).unwrap_or_else(|| *ends.entry(node.clone()).or_insert(own));
                let (one, two) = (joined[own], joined[other]);
                if one != two {
                    joined.iter_mut().filter(|thread| **thread == two).for_each(|thread| *thread = one);
                    first = first.or(Some(cause));
                }
            }
        }
        let left: BTreeSet<usize> = joined.into_iter().collect();
        first.filter(|_| left.len() < self.limits.threads_per_person as usize)
    }

    /// The ring in which the two goals of an inversion follow one another.
    fn neighbors(&self, finding: &Finding) -> Option<usize> {
        let [child, parent] = &finding.items[..] else { return None };
        let (child, parent) = (self.district.find_item(child)?, self.district.find_item(parent)?);
        let (here, there) = (self.rings.get(&child)?, self.rings.get(&parent)?);
        let follow = |(ring, place, length): &(usize, usize, usize)| there.contains(&(*ring, (place + 1) % length, *length));
        here.iter().find(|place| follow(place)).map(|(ring, ..)| *ring)
    }
}
