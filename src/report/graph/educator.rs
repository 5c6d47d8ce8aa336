//! Educators as a drawing: obligations by kind, threads side by side, what serves them, why they interact. Comes in: a scene and
//! educators. Goes out: a drawing in which what several of them share stands once.

use std::collections::{BTreeMap, BTreeSet};

use petgraph::unionfind::UnionFind;

use super::nodes::Nodes;
use super::{Drawing, Edge, Kind, Link, Node, Scene, shown};
use crate::analysis::{Desk, Worked, work_out};
use crate::graph::reason::{Reason, Reasons};
use crate::load::values::{clean, counted, duration};
use crate::model::District;
use crate::model::hers::MAX_OBLIGATIONS;
use crate::model::names::natural;
use crate::model::obligation::ItemId;
use crate::model::people::EducatorId;
use crate::report::document::day_in_words;
use crate::time::Strain;

/// An educator as she is drawn: worked out, with the weeks that ask too much of her.
pub(super) struct Sitter<'w> {
    pub(super) educator: EducatorId,
    pub(super) worked: &'w Worked,
    pub(super) strain: Option<&'w Strain>,
}

/// Works some educators out and draws them.
pub(super) fn of(scene: &Scene<'_>, educators: &[EducatorId]) -> Drawing {
    let mut desk = Desk::default();
    let mut work = |educator: &EducatorId| {
        let worked = work_out(scene.district, scene.clock, *educator, &mut desk);
        (*educator, worked, desk.timing.strain.take())
    };
    let worked: Vec<(EducatorId, Worked, Option<Strain>)> = educators.iter().map(&mut work).collect();
    drawn(
        scene,
        worked.iter().map(|(educator, worked, strain)| Sitter { educator: *educator, worked, strain: strain.as_ref() }).collect(),
    )
}

/// Draws educators who are worked out.
pub(super) fn drawn<'s>(scene: &'s Scene<'_>, sitters: Vec<Sitter<'s>>) -> Drawing {
    let hers = |sitter: &Sitter<'_>| {
        sitter.worked.hers.obligations.iter().chain(&sitter.worked.hers.chosen).copied().collect::<Vec<_>>()
    };
    let nodes = Nodes::of(scene, sitters.iter().flat_map(hers));
    let mut canvas = Canvas { scene, nodes, edges: Lines::default(), sitters };
    canvas.pairs();
    canvas.serves();
    canvas.strains();
    canvas.words();
    canvas.finish()
}

/// What is told of how something private interacts: that it is linked. Why it goes with something would tell what it is about.
const DECLARED: [Reason; 2] = [Reason::Conflicts, Reason::Supports];

/// Lines so far, and for whom each holds.
type Lines = BTreeMap<(usize, usize, bool, Link), BTreeSet<EducatorId>>;

struct Canvas<'s, 'a> {
    scene: &'s Scene<'a>,
    nodes: Nodes,
    edges: Lines,
    sitters: Vec<Sitter<'s>>,
}

impl Canvas<'_, '_> {
    /// A line for every two nodes that interact, with all reasons of the items they stand for.
    fn pairs(&mut self) {
        for sitter in &self.sitters {
            let obligations = &sitter.worked.hers.obligations;
            let mut found: BTreeMap<(usize, usize), (Reasons, [bool; 2])> = BTreeMap::new();
            for (a, b, reasons) in sitter.worked.interplay.pairs() {
                let (a, b) = (obligations[a], obligations[b]);
                if let (Some(one), Some(other)) = (self.nodes.number(a), self.nodes.number(b)) {
                    let ((one, a), (other, b)) = if one < other { ((one, a), (other, b)) } else { ((other, b), (one, a)) };
                    let supports = self.scene.district.supports(a).contains(&b);
                    let supported = self.scene.district.supports(b).contains(&a);
                    let (all, leads) = found.entry((one, other)).or_default();
                    *all = all.and(reasons);
                    *leads = [leads[0] || supports, leads[1] || supported];
                }
            }
            for ((one, other), (mut reasons, leads)) in found {
                if [one, other].iter().any(|at| self.nodes.all[*at].private) {
                    reasons = reasons.among(&DECLARED);
                }
                if reasons == Reasons::default() {
                    continue;
                }
                let (from, to, directed) = directed(one, other, leads);
                self.edges.entry((from, to, directed, Link::Pair(reasons))).or_default().insert(sitter.educator);
            }
        }
    }

    /// A line from every chosen activity to what it serves; a required one is an obligation and has its pairs.
    fn serves(&mut self) {
        for sitter in &self.sitters {
            let hers = &sitter.worked.hers;
            for activity in &hers.chosen {
                let Some(from) = self.nodes.number(*activity) else { continue };
                let served = self.scene.district.supports(*activity).iter();
                let served = served.filter(|item| hers.position(self.scene.district, **item).is_some());
                for to in served.filter_map(|item| self.nodes.number(*item)) {
                    self.edges.entry((from, to, true, Link::Serves)).or_default().insert(sitter.educator);
                }
            }
        }
    }

    /// A node for the weeks that ask too much of an educator, and a line to it from all that conflicts for it.
    fn strains(&mut self) {
        for sitter in &self.sitters {
            let obligations = &sitter.worked.hers.obligations;
            let in_time = sitter.worked.interplay.pairs().into_iter().filter(|(_, _, reasons)| reasons.has(Reason::Time));
            let tight: BTreeSet<usize> =
                in_time.flat_map(|(a, b, _)| [a, b]).filter_map(|at| self.nodes.number(obligations[at])).collect();
            if let Some(strain) = sitter.strain.filter(|_| !tight.is_empty()) {
                let to = self.nodes.all.len();
                let id = format!("time {}", self.scene.district.educator_name(sitter.educator));
                let [from, until] = [strain.weeks.0.monday(), strain.weeks.1.sunday()].map(|day| day_in_words(day.date()));
                let says = format!("{from} to {until}: {} asked, {} there", duration(strain.asked), duration(strain.there));
                self.nodes.all.push(Node { says: Some(says), ..Node::of_item(Kind::Strain, id, None) });
                for from in tight {
                    self.edges.entry((from, to, false, Link::Strains)).or_default().insert(sitter.educator);
                }
            }
        }
    }

    /// Says of each activity whether it is required, and of each item whose it is where that is not everybody's who is drawn.
    fn words(&mut self) {
        let district = self.scene.district;
        for node in &mut self.nodes.all {
            let Some(item) = node.item else { continue };
            let has = |sitter: &&Sitter<'_>| {
                let hers = &sitter.worked.hers;
                let holds = |other: &ItemId| district.item(*other).requirement(*other) == item;
                hers.obligations.iter().chain(&hers.chosen).any(holds)
            };
            let whose: Vec<&Sitter<'_>> = self.sitters.iter().filter(has).collect();
            if whose.len() < self.sitters.len() {
                let ids: Vec<&str> = whose.iter().map(|sitter| district.educator_name(sitter.educator)).collect();
                node.of = Some(node.of.iter().cloned().chain([format!("of {}", ids.join(", "))]).collect::<Vec<_>>().join(", "));
            }
            if district.activity(item).is_some() {
                let required = whose.iter().filter(|sitter| sitter.worked.hers.required.contains(&item)).count();
                let word = match required {
                    0 => "chosen",
                    all if all == whose.len() => "required",
                    _ => "required of some",
                };
                node.how = Some(word.to_owned());
            }
        }
    }

    fn finish(mut self) -> Drawing {
        let groups = self.group();
        let everyone = self.sitters.len();
        let ids = |people: BTreeSet<EducatorId>| {
            let mut ids: Vec<String> = people.iter().map(|one| self.scene.district.educator_name(*one).to_owned()).collect();
            ids.sort_by(|a, b| natural(a, b));
            ids
        };
        let line = |((from, to, directed, link), people): ((usize, usize, bool, Link), BTreeSet<EducatorId>)| {
            let people = if people.len() < everyone { ids(people) } else { Vec::new() };
            Edge { people, ..Edge::new(from, to, directed, link) }
        };
        let mut edges: Vec<Edge> = std::mem::take(&mut self.edges).into_iter().map(line).collect();
        shown::choose(&mut edges, self.nodes.all.len());
        let names: Vec<String> = self.sitters.iter().map(|sitter| self.name(sitter.educator)).collect();
        let about = about(&groups, &self.nodes.all, &edges);
        let notes = self.notes(&edges);
        let title = format!("How the obligations of {} hang together", names.join(", "));
        Drawing { scope: "educator", title, about, groups, hidden: self.nodes.hidden, nodes: self.nodes.all, edges, notes }
    }

    fn name(&self, educator: EducatorId) -> String {
        let district = self.scene.district;
        let id = district.educator_name(educator);
        let name = district.educator(educator).full_name.filter(|_| self.scene.eyes.names);
        name.map_or_else(|| id.to_owned(), |name| format!("{id} {}", clean(district.names.get(name))))
    }

    /// Puts each node into its thread, and gives the threads; what is in none comes last.
    fn group(&mut self) -> Vec<String> {
        let count = self.nodes.all.len();
        let mut together = UnionFind::<usize>::new(count);
        let mut threaded = vec![false; count];
        for sitter in &self.sitters {
            let obligations = &sitter.worked.hers.obligations;
            for thread in &sitter.worked.threads {
                let members: Vec<usize> = thread.iter().filter_map(|at| self.nodes.number(obligations[*at])).collect();
                members.windows(2).for_each(|pair| _ = together.union(pair[0], pair[1]));
                members.into_iter().for_each(|at| threaded[at] = true);
            }
        }
        for (from, to, _, _) in self.edges.keys().filter(|(_, _, _, link)| *link == Link::Serves) {
            if threaded[*to] {
                together.union(*from, *to);
                threaded[*from] = true;
            }
        }
        let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for at in (0..count).filter(|at| threaded[*at]) {
            groups.entry(together.find_mut(at)).or_default().push(at);
        }
        let first = |members: &[usize]| members.iter().map(|at| self.nodes.all[*at].id.clone()).min_by(|a, b| natural(a, b));
        let mut groups: Vec<(Option<String>, Vec<usize>)> =
            groups.into_values().map(|members| (first(&members), members)).collect();
        groups.sort_by(|(a, _), (b, _)| natural(a.as_deref().unwrap_or_default(), b.as_deref().unwrap_or_default()));
        let mut titles = Vec::new();
        for (number, (_, members)) in groups.iter().enumerate() {
            titles.push(thread_title(self.scene.district, number + 1, members.iter().filter_map(|at| self.nodes.all[*at].item)));
            members.iter().for_each(|at| self.nodes.all[*at].group = Some(number));
        }
        let rest = self.nodes.all.iter_mut().filter(|node| node.group.is_none() && node.kind != Kind::Strain);
        if rest.map(|node| node.group = Some(titles.len())).count() > 0 {
            titles.push("In no thread".to_owned());
        }
        titles
    }

    fn notes(&self, edges: &[Edge]) -> Vec<String> {
        let mut notes = Vec::new();
        let left = edges.iter().filter(|edge| !edge.shown).count();
        if left > 0 {
            let more = if left == 1 { "1 more pair interacts".to_owned() } else { format!("{left} more pairs interact") };
            notes.push(format!(
                "{more} as follows from the lines that are drawn; the JSON and the list beside the picture name them."
            ));
        }
        if self.sitters.iter().any(|sitter| sitter.worked.interplay.too_many) {
            notes.push(format!("Of more than {MAX_OBLIGATIONS} obligations of one educator no pairs are drawn."));
        }
        notes
    }
}

/// The ends of a line in the direction of a declared link; without one, or with one either way, in the order of their nodes.
pub(super) fn directed(one: usize, other: usize, leads: [bool; 2]) -> (usize, usize, bool) {
    match leads {
        [true, false] => (one, other, true),
        [false, true] => (other, one, true),
        _ => (one, other, false),
    }
}

/// A thread is called by the focus that most of its personal obligations have.
pub(super) fn thread_title(district: &District, number: usize, items: impl Iterator<Item = ItemId>) -> String {
    let mut focuses: BTreeMap<&str, usize> = BTreeMap::new();
    for item in items.filter(|item| !district.item(*item).kind.is_ambient()) {
        for focus in district.focus(item) {
            *focuses.entry(district.names.get(district.focuses.name(*focus))).or_default() += 1;
        }
    }
    let most = focuses.iter().max_by(|(a, one), (b, other)| one.cmp(other).then_with(|| natural(b, a)));
    most.map_or_else(|| format!("Thread {number}"), |(focus, _)| format!("Thread {number}: {focus}"))
}

/// How much there is to see.
fn about(groups: &[String], nodes: &[Node], edges: &[Edge]) -> String {
    let threads = groups.iter().filter(|title| title.starts_with("Thread")).count();
    let obligations = nodes.iter().filter(|node| node.kind != Kind::Strain).count();
    let conflicts = edges.iter().filter(|edge| edge.shown && edge.link.step().is_some_and(|step| step < 0)).count();
    let tight = nodes.iter().filter(|node| node.kind == Kind::Strain).count();
    let about = format!(
        "{} and activities in {}, by kind from the district's goals down.",
        counted(obligations as u64, "obligation"),
        counted(threads as u64, "thread")
    );
    match conflicts + tight {
        0 => about,
        1 => format!("{about} 1 conflict is drawn with a broken line and the word conflict."),
        many => format!("{about} {many} conflicts are drawn with a broken line and the word conflict."),
    }
}
