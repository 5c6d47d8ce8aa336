//! How the obligations of one educator hang together: the picture of her goal graph, and the same facts as lists. Comes in: her
//! work, worked out. Goes out: a section.

use super::thread::{Hers, shortened};
use super::{enumerated, id, paragraph, said, section, strong, text};
use crate::load::values::counted;
use crate::report::document::{Block, Group, Picture, Section, Spans};
use crate::report::graph::{self, Drawing, Edge, Eyes, KEY, Kind, Link, Node, Scene};
use crate::time::Strain;

/// The most boxes of a picture that can be read.
const DRAWN: usize = 80;

/// Makes the section, with the weeks that ask too much of her.
pub(super) fn section_of(hers: &Hers<'_, '_, '_>, strain: Option<&Strain>) -> Section {
    let drawing = drawn(hers, strain);
    let too_many = hers.worked.interplay.too_many;
    let block = if drawing.nodes.is_empty() {
        paragraph("Nothing on record is asked of you.")
    } else if drawing.nodes.len() > DRAWN {
        let picture = Picture { says: says(&drawing, too_many), key: String::new(), svg: String::new(), list: lists(&drawing) };
        Block::Picture(picture)
    } else {
        let (key, svg) = (KEY.to_owned(), graph::inset(&drawing));
        Block::Picture(Picture { says: says(&drawing, too_many), key, svg, list: lists(&drawing) })
    };
    section("graph", "How it hangs together", vec![block])
}

fn drawn(hers: &Hers<'_, '_, '_>, strain: Option<&Strain>) -> Drawing {
    let report = hers.page.known.report;
    let scene = Scene {
        loaded: report.loaded,
        district: report.district,
        clock: &report.analysis.clock,
        eyes: Eyes { names: report.look.names, learner: true },
        titles: Some(&hers.page.known.titles),
        hidden: Some(0),
    };
    graph::of_educator(&scene, hers.educator, hers.worked, strain)
}

/// What there is to see, in sentences.
fn says(drawing: &Drawing, too_many: bool) -> String {
    let items = drawing.nodes.iter().filter(|node| node.kind != Kind::Strain).count();
    let pairs = drawing.edges.iter().filter(|edge| !edge.link.is_conflict()).count();
    let conflicts = drawing.edges.iter().filter(|edge| edge.link.step().is_some_and(|step| step < 0)).count();
    let with = match (pairs, too_many) {
        (_, true) => "There are more than a thousand, so that what goes together is not listed.".to_owned(),
        (0, false) => "No two of them are linked.".to_owned(),
        (1, false) => "Two of them go together.".to_owned(),
        (pairs, false) => format!("{pairs} links between them say what goes together."),
    };
    let against = match conflicts {
        0 => "Nothing is in conflict.".to_owned(),
        1 => "1 pair is in conflict.".to_owned(),
        conflicts => format!("{conflicts} pairs are in conflict."),
    };
    format!("{} and activities. {with} {against}", counted(items, "obligation"))
}

/// Every box and every line of the picture, and the lines that follow from these and are not drawn.
fn lists(drawing: &Drawing) -> Vec<Group> {
    let in_group = |at: usize| drawing.nodes.iter().filter(move |node| node.group == Some(at));
    let threads = drawing
        .groups
        .iter()
        .enumerate()
        .map(|(at, name)| Group { is_told: true, ..group(name, in_group(at).map(node).collect()) });
    let conflicts = group("In conflict", conflicts(drawing));
    let with = group("What goes together, and why", with(drawing));
    std::iter::once(conflicts).chain(threads).chain([with]).filter(|group| !group.items.is_empty()).collect()
}

fn group(name: &str, items: Vec<Spans>) -> Group {
    Group { name: name.to_owned(), items, is_told: false }
}

fn node(node: &Node) -> Spans {
    let mut line = vec![text(&format!("{} ", node.kind.plain())), id(&node.id)];
    line.extend(node.title.iter().flat_map(|title| [text(" "), said(&shortened(title))]));
    let facts = node.facts();
    line.extend((!facts.is_empty()).then(|| text(&format!(" ({})", facts.join("; ")))));
    line
}

/// Pairs in conflict, the worst first, and weeks that ask too much.
fn conflicts(drawing: &Drawing) -> Vec<Spans> {
    let name = |at: usize| id(&drawing.nodes[at].id);
    let pair = |edge: &&Edge| edge.link.step().filter(|step| *step < 0);
    let mut pairs: Vec<&Edge> = drawing.edges.iter().filter(|edge| pair(edge).is_some()).collect();
    pairs.sort_by_key(pair);
    let of_pair = |edge: &&Edge| {
        let why = format!(": {} it ({}).", edge.link.plain(), edge.link.why());
        vec![name(edge.from), strong(" works against "), name(edge.to), text(&why)]
    };
    let mut lines: Vec<Spans> = pairs.iter().map(of_pair).collect();
    for (at, node) in drawing.nodes.iter().enumerate().filter(|(_, node)| node.kind == Kind::Strain) {
        let work = drawing.edges.iter().filter(|edge| edge.link == Link::Strains && edge.to == at);
        let work: Vec<Spans> = work.map(|edge| vec![name(edge.from)]).collect();
        let when = node.says.as_deref().unwrap_or_default();
        let mut line = vec![strong("Not enough time "), text(&format!("({when}) for "))];
        line.extend(enumerated(work));
        line.push(text("."));
        lines.push(line);
    }
    lines
}

/// What goes together: all that one obligation goes with, leads to or serves in one line each.
fn with(drawing: &Drawing) -> Vec<Spans> {
    let name = |at: usize| id(&drawing.nodes[at].id);
    let verb = |edge: &Edge| match edge.link {
        Link::Serves => " serves ",
        _ if edge.directed => " leads to ",
        _ => " goes with ",
    };
    let mut edges: Vec<&Edge> = drawing.edges.iter().filter(|edge| !edge.link.is_conflict()).collect();
    edges.sort_by_key(|edge| (edge.from, verb(edge), edge.to));
    let other = |edge: &&Edge| {
        let mut other = vec![name(edge.to)];
        other.extend(edge.link.step().map(|_| text(&format!(" ({}: {})", edge.link.plain(), edge.link.why()))));
        other
    };
    let line = |edges: &[&Edge]| {
        let mut line = vec![name(edges[0].from), text(verb(edges[0]))];
        line.extend(enumerated(edges.iter().map(other).collect()));
        line.push(text("."));
        line
    };
    edges.chunk_by(|a, b| a.from == b.from && verb(a) == verb(b)).map(line).collect()
}
