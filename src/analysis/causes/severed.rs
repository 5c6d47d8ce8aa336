//! Links that stand in the files and lead nowhere. Comes in: the goals and activities as written, and what became of them.
//! Goes out: every severed link with the finding that tells of it.

use std::collections::BTreeMap;

use crate::finding::Finding;
use crate::load::Loaded;
use crate::load::lists::List;
use crate::load::reread::Linking;
use crate::model::District;
use crate::model::obligation::{ItemId, ItemKind};

/// Faults that leave a record out.
const LEAVE_OUT: [&str; 4] = ["bad-value", "dangling-reference", "duplicate-id", "missing-field"];
/// How many missing ids are looked for among those there are; nobody mends so many by hints.
const MOST: usize = 1000;

/// An end of a link.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(super) enum Node {
    /// What is there.
    Item(ItemId),
    /// An id that nothing has, or only a record that was left out.
    Missing(String),
}

/// Ends of links with the number of the finding that tells why they are severed.
type Ends = BTreeMap<Node, Vec<(Node, usize)>>;

/// Every severed link whose fault is told.
#[derive(Debug, Default)]
pub(super) struct Severed {
    from: Ends,
    to: Ends,
    /// What a record was that was left out.
    left_out: BTreeMap<String, ItemKind>,
    /// The first finding that names a missing id of a kind, by what it says of it.
    first: BTreeMap<String, usize>,
}

impl Severed {
    /// Reads the lists again if a finding `may_follow` from one of the faults.
    pub(super) fn of(loaded: &Loaded, district: &District, findings: &[Finding], may_follow: bool) -> Self {
        let mut severed = Self::default();
        let faults = || findings.iter().enumerate().filter(|(_, finding)| LEAVE_OUT.contains(&finding.kind.code));
        let (mut of_links, mut of_records) = (BTreeMap::new(), BTreeMap::new());
        for (at, finding) in faults() {
            if let ("dangling-reference", Some(missing)) = (finding.kind.code, finding.items.last()) {
                severed.first.entry(what_is_missing(finding).to_owned()).or_insert(at);
                of_links.entry((finding.items[0].clone(), missing.clone())).or_insert(at);
            }
            if let Some(id) = finding.items.first() {
                of_records.entry(id.clone()).or_insert(at);
            }
        }
        if !may_follow || of_records.is_empty() {
            return severed;
        }
        let kept = |id: &str, place| district.find_item(id).is_some_and(|item| district.item(item).place == place);
        let broken = loaded.broken_links(&kept, &|id| district.find_item(id).is_some());
        severed.left_out = broken.iter().filter(|one| one.left_out).map(|one| (one.id.clone(), kind(one.list))).collect();
        for Linking { id, links, left_out, .. } in &broken {
            for link in links {
                // A record that was left out is told by its own fault; a link of one that is kept by the link's, or else
                // by the fault of the record it names.
                let of_link = of_links.get(&(id.clone(), link.clone()));
                let of_record = of_records.get(if *left_out { id } else { link });
                let cause = if *left_out { of_record } else { of_link.or(of_record) };
                if let Some(cause) = cause {
                    severed.add(node(district, id, *left_out), node(district, link, false), *cause);
                }
            }
        }
        severed.add_nearest(district);
        severed
    }

    fn add(&mut self, from: Node, to: Node, cause: usize) {
        self.from.entry(from.clone()).or_default().push((to.clone(), cause));
        self.to.entry(to).or_default().push((from, cause));
    }

    /// Links to an id that nothing has become links to the nearest that there is.
    fn add_nearest(&mut self, district: &District) {
        let missing = |node: &Node| if let Node::Missing(id) = node { Some(id.clone()) } else { None };
        let unknown = self.to.keys().filter_map(missing).filter(|id| !self.left_out.contains_key(id));
        let unknown: Vec<String> = unknown.take(MOST).collect();
        for id in unknown {
            let is_item = |name| district.find_item(district.names.get(name)).is_some();
            let Some(near) = district.names.nearest(&id, is_item).and_then(|near| district.find_item(near)) else { continue };
            let old = Node::Missing(id);
            for (from, cause) in self.to.remove(&old).unwrap_or_default() {
                if let Some(links) = self.from.get_mut(&from) {
                    links.retain(|link| *link != (old.clone(), cause));
                }
                self.add(from, Node::Item(near), cause);
            }
        }
    }

    /// Whether no fault of a link is told.
    pub(super) fn is_empty(&self) -> bool {
        self.first.is_empty() && self.from.is_empty()
    }

    /// Where the severed links of a record lead, with their faults.
    pub(super) fn of_node<'s>(&'s self, node: &Node) -> impl Iterator<Item = (&'s Node, usize)> + use<'s> {
        self.from.get(node).into_iter().flatten().map(|(to, cause)| (to, *cause))
    }

    /// Where severed links to a record come from, with their faults.
    pub(super) fn to_node<'s>(&'s self, node: &Node) -> impl Iterator<Item = (&'s Node, usize)> + use<'s> {
        self.to.get(node).into_iter().flatten().map(|(from, cause)| (from, *cause))
    }

    /// Whether nobody knows what a missing id stands for.
    pub(super) fn is_unknown(&self, node: &Node) -> bool {
        matches!(node, Node::Missing(id) if !self.left_out.contains_key(id))
    }

    /// What a record is or, where it was left out, was.
    pub(super) fn kind(&self, district: &District, node: &Node) -> Option<ItemKind> {
        match node {
            Node::Item(item) => Some(district.item(*item).kind),
            Node::Missing(id) => self.left_out.get(id).copied(),
        }
    }

    /// The finding before this one that names the same missing id.
    pub(super) fn first_to_name(&self, finding: &Finding) -> Option<usize> {
        self.first.get(what_is_missing(finding)).copied()
    }
}

/// What a dangling link names and what that should be: everything its message says behind the record it stands in.
fn what_is_missing(finding: &Finding) -> &str {
    finding.message.split_once(" names ").map_or(&finding.message, |(_, missing)| missing)
}

/// The end of a link that an id names. A record that was left out is not the one that has its id.
fn node(district: &District, id: &str, left_out: bool) -> Node {
    match district.find_item(id) {
        Some(item) if !left_out => Node::Item(item),
        _ => Node::Missing(id.to_owned()),
    }
}

fn kind(list: List) -> ItemKind {
    match list {
        List::IndividualPlans => ItemKind::IndividualPlan,
        List::PlcGoals => ItemKind::PlcGoal,
        List::SchoolImprovementGoals => ItemKind::SchoolGoal,
        List::DistrictGoals => ItemKind::DistrictGoal,
        _ => ItemKind::Activity,
    }
}
