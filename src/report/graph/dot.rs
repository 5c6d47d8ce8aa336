//! A drawing for Graphviz. Comes in: a drawing. Goes out: a `digraph` with a cluster for each group and a rank for each row.
//! Conflicts are dashed and say so; what a picture leaves out is left out.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::measure::Face;
use super::{Drawing, Edge, Kind, Link, Node};
use crate::load::values::clean;
use crate::model::obligation::ItemKind;

/// Lines of labels are broken as wide as this.
const ROOM: f64 = 180.0;
const FACE: Face = Face::plain(11.0);

/// Writes the drawing.
pub(super) fn render(drawing: &Drawing) -> String {
    let mut text = String::from("digraph plalign {\n");
    let about = std::iter::once(&drawing.about).chain(&drawing.notes);
    about.for_each(|note| _ = writeln!(text, "  // {}", clean(note)));
    let _ = writeln!(
        text,
        "  graph [label={}, labelloc=t, rankdir=BT, newrank=true, fontname=\"sans-serif\"];",
        quote(&drawing.title)
    );
    text.push_str("  node [fontname=\"sans-serif\", fontsize=11];\n  edge [fontname=\"sans-serif\", fontsize=10];\n");
    for (group, title) in drawing.groups.iter().enumerate() {
        let _ = writeln!(text, "  subgraph cluster_{group} {{\n    label={};", quote(title));
        drawing.nodes.iter().filter(|node| node.group == Some(group)).for_each(|one| node(&mut text, "    ", one));
        text.push_str("  }\n");
    }
    drawing.nodes.iter().filter(|node| node.group.is_none()).for_each(|one| node(&mut text, "  ", one));
    let mut rows: BTreeMap<usize, String> = BTreeMap::new();
    for node in &drawing.nodes {
        let _ = write!(rows.entry(node.kind.row()).or_default(), "{}; ", quote(&node.id));
    }
    rows.values().for_each(|row| _ = writeln!(text, "  {{rank=same; {}}}", row.trim_end()));
    drawing.edges.iter().filter(|edge| edge.shown).for_each(|one| edge(&mut text, drawing, one));
    text.push_str("}\n");
    text
}

fn node(text: &mut String, indent: &str, node: &Node) {
    let shape = match node.kind {
        Kind::Item(ItemKind::DistrictGoal | ItemKind::SchoolGoal) | Kind::School => "shape=box",
        Kind::Item(ItemKind::PlcGoal | ItemKind::IndividualPlan) => "shape=box, style=rounded",
        Kind::Item(ItemKind::Finding) => "shape=note",
        Kind::Item(ItemKind::Requirement) => "shape=box, peripheries=2",
        Kind::Item(ItemKind::Activity) if node.how.as_deref() == Some("chosen") => "shape=oval, style=dashed",
        Kind::Item(ItemKind::Activity) => "shape=oval",
        Kind::Strain => "shape=octagon, style=dashed, color=\"#d03d33\"",
    };
    let mut lines = vec![node.kind.plain().to_owned(), node.id.clone()];
    lines.extend(node.title.clone());
    lines.extend(node.facts());
    let _ = writeln!(text, "{indent}{} [{shape}, label={}];", quote(&node.id), label(&lines));
}

fn edge(text: &mut String, drawing: &Drawing, edge: &Edge) {
    let [from, to] = [edge.from, edge.to].map(|at| quote(&drawing.nodes[at].id));
    let mut lines = Vec::new();
    if let Some((word, why)) = edge.link.label() {
        lines.push(word);
        lines.extend((!why.is_empty()).then_some(why));
    } else {
        lines.push(edge.link.word().to_owned());
    }
    lines.extend((!edge.people.is_empty()).then(|| format!("for {}", edge.people.join(", "))));
    let style = if edge.link.is_conflict() { ", style=dashed, color=\"#d03d33\", penwidth=2" } else { "" };
    let way = if edge.directed { "" } else { ", dir=none" };
    let rank = if edge.link == Link::Strains { ", constraint=false" } else { "" };
    let _ = writeln!(text, "  {from} -> {to} [label={}{style}{way}{rank}];", label(&lines));
}

/// A text in quotes. Graphviz reads entities and backslashes in labels.
fn quote(text: &str) -> String {
    format!("\"{}\"", inside(text))
}

/// Several lines in quotes, long ones broken, which Graphviz does not do.
fn label(lines: &[String]) -> String {
    let broken = lines.iter().flat_map(|line| FACE.wrap(line, ROOM, usize::MAX));
    format!("\"{}\"", broken.map(|line| inside(&line)).collect::<Vec<_>>().join("\\n"))
}

fn inside(text: &str) -> String {
    clean(text).replace('&', "&amp;").replace('\\', "\\\\").replace('"', "\\\"")
}
