//! `plalign schema`: the JSON Schema of an output.

use super::{Exit, print};
use crate::cli::{Schema, SchemaOf};
use crate::report::json;
use crate::report::site::form;

pub(super) fn run(options: Schema) -> anyhow::Result<Exit> {
    match options.of {
        SchemaOf::Check => print(&json::schema())?,
        SchemaOf::Report => print(&form::schema())?,
    }
    Ok(Exit::Clean)
}
