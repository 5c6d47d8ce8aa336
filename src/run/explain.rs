//! `plalign explain`: the page of a rule, a pack in plain English, or all rules in a line each.

use std::fmt::Write;
use std::path::Path;

use anyhow::bail;

use super::{Exit, codes, eprint_line, no_rule, print, wants_colour};
use crate::analysis;
use crate::cli::Explain;
use crate::finding::{Finding, Level};
use crate::load;
use crate::load::nearest::did_you_mean;
use crate::load::pack::{self, shipped};
use crate::report;
use crate::report::page;

pub(super) fn run(options: &Explain) -> anyhow::Result<Exit> {
    let kinds = analysis::kinds();
    let Some(name) = &options.name else {
        let mut text = String::new();
        for kind in kinds {
            writeln!(text, "{:<26} {:<8} {}", kind.code, kind.level.word(), kind.summary())?;
        }
        print(&text)?;
        return Ok(Exit::Clean);
    };
    if pack::is_path(name) {
        return explain_file(Path::new(name));
    }
    if name.contains('/') {
        return explain_pack(name);
    }
    let Some(kind) = kinds.iter().find(|kind| kind.code == name) else {
        bail!(no_rule(name, &codes()));
    };
    print(&page::render(kind.page, wants_colour(options.color)))?;
    Ok(Exit::Clean)
}

fn explain_pack(id: &str) -> anyhow::Result<Exit> {
    let Some(shipped) = shipped::pack(id) else {
        let hint = did_you_mean(id, shipped::SHIPPED.iter().map(|(id, _)| *id));
        bail!("there is no pack “{id}”{hint} (one a state, such as us-ma/teacher; of your own the path, such as ./local.yaml)");
    };
    print(&report::pack::render(&shipped))?;
    Ok(Exit::Clean)
}

/// A district's own pack, with what is wrong in it on stderr.
fn explain_file(path: &Path) -> anyhow::Result<Exit> {
    let opened = pack::open(path)?;
    for finding in &opened.findings {
        eprint_line(&report::pack::fault(&opened.sources, finding));
    }
    let Some(pack) = &opened.pack else { return Ok(Exit::Unusable) };
    print(&report::pack::render(pack))?;
    let has = |is: &dyn Fn(&Finding) -> bool| opened.findings.iter().any(is);
    Ok(match (has(&|finding| load::hides_content(finding.kind)), has(&|finding| finding.level == Level::Error)) {
        (true, _) => Exit::Unusable,
        (false, true) => Exit::Findings,
        (false, false) => Exit::Clean,
    })
}
