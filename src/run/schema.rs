//! `plalign schema`: the JSON Schema of what is read, or of an output.

use super::{Exit, codes, print};
use crate::cli::Schema;
use crate::load::lists::List;
use crate::load::schema;
use crate::report::site::form;
use crate::report::{change, graph, json};

pub(super) fn run(options: &Schema) -> anyhow::Result<Exit> {
    print(&text(&options.of))?;
    Ok(Exit::Clean)
}

/// The schema of an output, a list, or else of `district.yaml`.
pub(super) fn text(of: &str) -> String {
    match (of, List::of(of)) {
        ("check", _) => json::schema(),
        ("report", _) => form::schema(),
        ("graph", _) => graph::json::schema(),
        ("diff", _) => change::json::schema(),
        (_, Some(list)) => format!("{:#}\n", schema::of_list(list)),
        (_, None) => format!("{:#}\n", schema::of_district(&codes())),
    }
}
