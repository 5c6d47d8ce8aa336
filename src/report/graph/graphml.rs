//! A drawing as `GraphML`, for graph editors. Comes in: a drawing. Goes out: XML with every node and every line, also those that
//! a picture leaves out, which say so.

use std::fmt::Write as _;

use super::xml::escape;
use super::{Drawing, Edge, Node};

/// Names and types of what nodes and lines carry.
const NODE: [(&str, &str); 9] = [
    ("id", "string"),
    ("kind", "string"),
    ("title", "string"),
    ("group", "string"),
    ("focus", "string"),
    ("facts", "string"),
    ("minutes", "long"),
    ("due", "string"),
    ("private", "boolean"),
];
const EDGE: [(&str, &str); 6] = [
    ("word", "string"),
    ("step", "int"),
    ("reasons", "string"),
    ("conflict", "boolean"),
    ("shown", "boolean"),
    ("people", "string"),
];

/// Writes the drawing.
pub(super) fn render(drawing: &Drawing) -> String {
    let mut text = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" \
         xsi:schemaLocation=\"http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd\">\n",
    );
    let about = std::iter::once(&drawing.title).chain([&drawing.about]).chain(&drawing.notes);
    let about: Vec<&str> = about.map(String::as_str).collect();
    let _ = writeln!(text, "  <desc>{}</desc>", escape(&about.join(" ")));
    for (of, keys, prefix) in [("node", NODE.as_slice(), "n"), ("edge", &EDGE, "e")] {
        for (name, kind) in keys {
            let _ = writeln!(text, "  <key id=\"{prefix}-{name}\" for=\"{of}\" attr.name=\"{name}\" attr.type=\"{kind}\"/>");
        }
    }
    text.push_str("  <graph id=\"plalign\" edgedefault=\"undirected\">\n");
    drawing.nodes.iter().enumerate().for_each(|(at, one)| node(&mut text, drawing, at, one));
    drawing.edges.iter().enumerate().for_each(|(at, one)| edge(&mut text, at, one));
    text.push_str("  </graph>\n</graphml>\n");
    text
}

fn node(text: &mut String, drawing: &Drawing, at: usize, node: &Node) {
    let values = [
        Some(node.id.clone()),
        Some(node.kind.word().to_owned()),
        node.title.clone(),
        node.group.map(|group| drawing.groups[group].clone()),
        some(node.focus.join(" ")),
        some(node.facts().join("; ")),
        node.minutes.map(|minutes| minutes.to_string()),
        node.due.map(|due| due.to_string()),
        node.private.then(|| "true".to_owned()),
    ];
    let _ = writeln!(text, "    <node id=\"n{at}\">");
    data(text, "n", &NODE, values);
    text.push_str("    </node>\n");
}

fn edge(text: &mut String, at: usize, edge: &Edge) {
    let values = [
        Some(edge.link.word().to_owned()),
        edge.link.step().map(|step| step.to_string()),
        some(edge.link.reasons().join(" ")),
        Some(edge.link.is_conflict().to_string()),
        Some(edge.shown.to_string()),
        some(edge.people.join(" ")),
    ];
    let (from, to, directed) = (edge.from, edge.to, edge.directed);
    let _ = writeln!(text, "    <edge id=\"e{at}\" source=\"n{from}\" target=\"n{to}\" directed=\"{directed}\">");
    data(text, "e", &EDGE, values);
    text.push_str("    </edge>\n");
}

fn data(text: &mut String, prefix: &str, keys: &[(&str, &str)], values: impl IntoIterator<Item = Option<String>>) {
    for ((name, _), value) in keys.iter().zip(values) {
        if let Some(value) = value {
            let _ = writeln!(text, "      <data key=\"{prefix}-{name}\">{}</data>", escape(&value));
        }
    }
}

fn some(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}
