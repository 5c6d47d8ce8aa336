//! A drawing for Mermaid, which Markdown pages on many sites draw. Comes in: a drawing. Goes out: a flowchart with a subgraph
//! for each group. Every sign that Mermaid or HTML would read is written by its number.

use std::fmt::Write as _;

use super::{Drawing, Edge, Kind, Node};
use crate::load::values::clean;
use crate::model::obligation::ItemKind;

/// Writes the drawing.
pub(super) fn render(drawing: &Drawing) -> String {
    let mut text = format!("flowchart BT\n  accTitle: {}\n  accDescr: {}\n", line(&drawing.title), line(&drawing.about));
    drawing.notes.iter().for_each(|note| _ = writeln!(text, "  %% {}", line(note)));
    for (group, title) in drawing.groups.iter().enumerate() {
        let _ = writeln!(text, "  subgraph g{group} [\"{}\"]", plain(title));
        nodes(&mut text, drawing, Some(group));
        text.push_str("  end\n");
    }
    nodes(&mut text, drawing, None);
    let mut conflicts = Vec::new();
    for (nth, edge) in drawing.edges.iter().filter(|edge| edge.shown).enumerate() {
        let _ = writeln!(text, "  {}", link(edge));
        conflicts.extend(edge.link.is_conflict().then(|| nth.to_string()));
    }
    if !conflicts.is_empty() {
        let _ = writeln!(text, "  linkStyle {} stroke:#d03d33,stroke-width:2px", conflicts.join(","));
    }
    text
}

fn nodes(text: &mut String, drawing: &Drawing, group: Option<usize>) {
    for (at, node) in drawing.nodes.iter().enumerate().filter(|(_, node)| node.group == group) {
        let (open, close) = match node.kind {
            Kind::Item(ItemKind::DistrictGoal | ItemKind::SchoolGoal) | Kind::School => ("[", "]"),
            Kind::Item(ItemKind::PlcGoal | ItemKind::IndividualPlan) => ("(", ")"),
            Kind::Item(ItemKind::Finding) => (">", "]"),
            Kind::Item(ItemKind::Requirement) => ("[[", "]]"),
            Kind::Item(ItemKind::Activity) => ("([", "])"),
            Kind::Strain => ("{{", "}}"),
        };
        let _ = writeln!(text, "  n{at}{open}\"{}\"{close}", words(node));
    }
}

fn words(node: &Node) -> String {
    let first = [node.kind.plain(), &node.id].map(plain);
    let rest = node.title.iter().cloned().chain(node.facts());
    first.into_iter().chain(rest.map(|fact| plain(&fact))).collect::<Vec<_>>().join("<br>")
}

fn link(edge: &Edge) -> String {
    let (word, why) = edge.link.label().unwrap_or_else(|| (edge.link.word().to_owned(), String::new()));
    let people = if edge.people.is_empty() { String::new() } else { format!("for {}", edge.people.join(", ")) };
    let lines: Vec<String> = [word, why, people].iter().filter(|line| !line.is_empty()).map(|line| plain(line)).collect();
    let arrow = match (edge.link.is_conflict(), edge.directed) {
        (true, true) => "-.->",
        (true, false) => "-.-",
        (false, true) => "-->",
        (false, false) => "---",
    };
    format!("n{} {arrow}|\"{}\"| n{}", edge.from, lines.join("<br>"), edge.to)
}

/// A text inside quotes: letters of all alphabets, digits, blanks and harmless signs stand for themselves.
fn plain(text: &str) -> String {
    let mut plain = String::new();
    for c in clean(text).chars() {
        if c.is_alphanumeric() || " .,:-_/()+'’“”…".contains(c) {
            plain.push(c);
        } else {
            let _ = write!(plain, "#{};", u32::from(c));
        }
    }
    plain
}

/// A text outside quotes, up to the end of its line.
fn line(text: &str) -> String {
    clean(text).chars().map(|c| if "{}#;%<>`\"".contains(c) { ' ' } else { c }).collect()
}
