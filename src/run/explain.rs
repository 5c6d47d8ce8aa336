//! `plalign explain`: the page of a rule, a pack in plain English, or all rules in a line each.

use std::fmt::Write;

use anyhow::bail;

use super::{Exit, print, wants_colour};
use crate::analysis;
use crate::cli::Explain;
use crate::finding::Findings;
use crate::load::nearest::did_you_mean;
use crate::load::pack::{self, shipped};
use crate::report;
use crate::report::page;
use crate::source::SourceId;

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
    if name.contains('/') {
        return explain_pack(name);
    }
    let Some(kind) = kinds.iter().find(|kind| kind.code == name) else {
        bail!("there is no rule “{name}”{} (all rules: plalign explain)", did_you_mean(name, kinds.iter().map(|kind| kind.code)));
    };
    print(&page::render(kind.page, wants_colour(options.color)))?;
    Ok(Exit::Clean)
}

fn explain_pack(id: &str) -> anyhow::Result<Exit> {
    let Some(text) = shipped::text(id) else {
        let hint = did_you_mean(id, shipped::SHIPPED.iter().map(|(id, _)| *id));
        bail!("there is no pack “{id}”{hint} (one a state, such as us-ma/teacher)");
    };
    let read = pack::read(SourceId(0), text, &mut Findings::new());
    let shipped = read.expect("packs that are compiled in are sound, which a test proves");
    print(&report::pack::render(&shipped))?;
    Ok(Exit::Clean)
}
