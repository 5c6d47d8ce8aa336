//! A drawing as JSON, version 1. Comes in: a drawing. Goes out: one JSON value with every node and every line, also those that a
//! picture leaves out; and the JSON Schema of it.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Drawing, Edge, Node};
use crate::report::suppress::Count;

/// The result of `plalign graph --format json`.
#[derive(Serialize, JsonSchema)]
struct Output<'a> {
    /// Name and version of this form.
    #[schemars(extend("const" = "plalign/graph/1"))]
    schema: &'static str,
    #[schemars(extend("enum" = ["educator", "team", "school", "district"]))]
    scope: &'static str,
    title: &'a str,
    /// What there is to see, in a sentence or two.
    about: &'a str,
    /// Titles of what stands together: threads, or schools.
    groups: &'a [String],
    nodes: Vec<NodeLine<'a>>,
    edges: Vec<EdgeLine<'a>>,
    /// What is left out, and why.
    notes: &'a [String],
}

#[derive(Serialize, JsonSchema)]
struct NodeLine<'a> {
    /// Unique here; with a blank in it where it is no id of the district.
    id: &'a str,
    #[schemars(extend("enum" = [
        "individual_plan", "plc_goal", "school_improvement_goal", "district_goal", "evaluation_finding", "relicensure_requirement",
        "activity", "school", "time"
    ]))]
    kind: &'static str,
    /// The number of its group, from 0; null for what all groups share.
    group: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    focus: &'a [String],
    /// The team, school or educators it belongs to, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    of: Option<&'a str>,
    /// Of an activity, whether and of whom it is required, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    how: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    minutes: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("format" = "date"))]
    due: Option<String>,
    /// Rules of a requirement.
    rules: &'a [String],
    /// What leads to it directly and is counted instead of drawn.
    below: Vec<Below>,
    /// Educators with goals of their own that lead to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    people: Option<People>,
    /// Whether its text and id are kept from whoever looks.
    private: bool,
    /// What else is to be said of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    says: Option<&'a str>,
}

#[derive(Serialize, JsonSchema)]
struct Below {
    kind: &'static str,
    count: usize,
}

/// A number of people, or that it is not shown because it would tell of a small group.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum People {
    Exactly(u64),
    NotShown,
}

#[derive(Serialize, JsonSchema)]
struct EdgeLine<'a> {
    /// Id of a node.
    from: &'a str,
    to: &'a str,
    /// Whether a declared link leads from the one to the other.
    directed: bool,
    word: &'static str,
    /// From -3 to 3, never 0; null for what is no pair of obligations.
    #[schemars(range(min = -3, max = 3))]
    step: Option<i8>,
    reasons: Vec<&'static str>,
    conflict: bool,
    /// Whether a picture has it.
    shown: bool,
    /// For whom it holds, where several educators are drawn and it does not hold for all.
    people: &'a [String],
}

/// The JSON Schema (2020-12) of the output.
pub fn schema() -> String {
    serde_json::to_string_pretty(&schemars::schema_for!(Output<'static>)).expect("a schema is plain JSON") + "\n"
}

/// Writes the drawing as one line of JSON.
pub(super) fn render(drawing: &Drawing) -> String {
    let output = Output {
        schema: "plalign/graph/1",
        scope: drawing.scope,
        title: &drawing.title,
        about: &drawing.about,
        groups: &drawing.groups,
        nodes: drawing.nodes.iter().map(node).collect(),
        edges: drawing.edges.iter().map(|one| edge(drawing, one)).collect(),
        notes: &drawing.notes,
    };
    serde_json::to_string(&output).expect("a drawing is plain text and numbers") + "\n"
}

fn node(node: &Node) -> NodeLine<'_> {
    let people = |count| match count {
        Count::Told(count) => People::Exactly(count),
        Count::Kept => People::NotShown,
    };
    NodeLine {
        id: &node.id,
        kind: node.kind.word(),
        group: node.group,
        title: node.title.as_deref(),
        focus: &node.focus,
        of: node.of.as_deref(),
        how: node.how.as_deref(),
        minutes: node.minutes,
        due: node.due.map(|due| due.to_string()),
        rules: &node.rules,
        below: node.below.iter().map(|(kind, count)| Below { kind: kind.word(), count: *count }).collect(),
        people: node.people.map(people),
        private: node.private,
        says: node.says.as_deref(),
    }
}

fn edge<'a>(drawing: &'a Drawing, edge: &'a Edge) -> EdgeLine<'a> {
    EdgeLine {
        from: &drawing.nodes[edge.from].id,
        to: &drawing.nodes[edge.to].id,
        directed: edge.directed,
        word: edge.link.word(),
        step: edge.link.step(),
        reasons: edge.link.reasons(),
        conflict: edge.link.is_conflict(),
        shown: edge.shown,
        people: &edge.people,
    }
}
