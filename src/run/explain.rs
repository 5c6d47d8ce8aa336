//! `plalign explain`: the page of a rule, or all rules in a line each.

use std::fmt::Write;

use anyhow::bail;

use super::{Exit, print, wants_colour};
use crate::analysis;
use crate::cli::Explain;
use crate::load::nearest::did_you_mean;
use crate::report::page;

pub(super) fn run(options: &Explain) -> anyhow::Result<Exit> {
    let kinds = analysis::kinds();
    let Some(name) = &options.name else {
        let mut text = String::new();
        for kind in kinds {
            writeln!(text, "{:<26} {:<8} {}", kind.code, kind.level.word(), kind.summary().replace('\n', " "))?;
        }
        print(&text)?;
        return Ok(Exit::Clean);
    };
    let Some(kind) = kinds.iter().find(|kind| kind.code == name) else {
        bail!("there is no rule “{name}”{} (all rules: plalign explain)", did_you_mean(name, kinds.iter().map(|kind| kind.code)));
    };
    print(&page::render(kind.page, wants_colour(options.color)))?;
    Ok(Exit::Clean)
}
