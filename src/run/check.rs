//! `plalign check`: the pipeline, top to bottom.

use std::io::{self, BufWriter, IsTerminal, Write};

use anyhow::{Context, bail};
use jiff::Zoned;

use super::progress::Progress;
use super::{Exit, Surroundings, quiet_pipe, refuse_names, start_threads, wants_colour, write_private};
use crate::analysis::selection::{Selection, in_order};
use crate::analysis::{self, Analysis, Wanted};
use crate::cli::{Check, FailOn, Pairs};
use crate::load::{self, nearest::did_you_mean};
use crate::model::District;
use crate::report::{self, Format, Look, Report};

/// Columns where the width of the terminal is not known.
const WIDTH: usize = 80;

pub(super) fn run(options: &Check, surroundings: Surroundings) -> anyhow::Result<Exit> {
    if options.names && refuse_names(surroundings) {
        return Ok(Exit::Refused);
    }
    start_threads(options.jobs)?;
    let codes: Vec<&str> = analysis::kinds().iter().map(|kind| kind.code).collect();
    refuse_unknown_rules(&options.only, &codes)?;

    let progress = Progress::new(options.quiet, "educators");
    let mut loaded = load::open(&options.district, options.allow_outside, &codes)?;
    let as_of = options.as_of.or(loaded.manifest.as_of).unwrap_or_else(|| Zoned::now().date());
    let mut findings = std::mem::take(&mut loaded.findings);
    let (district, of_meaning) = District::resolve(&loaded, as_of);
    findings.extend(of_meaning);
    let selection = Selection::of(&district, &options.educator, &options.school, &options.team).map_err(anyhow::Error::msg)?;
    progress.expect(district.educators.len() as u64);
    let wanted = Wanted { only: &options.only, progress: &|done| progress.advance(done) };
    let mut analysis = analysis::analyze(&loaded, &district, findings, &wanted);
    analysis.select(&district, &selection);
    progress.finish();

    let educators = in_order(&district, &selection);
    if options.format == Format::Ics && educators.len() != 1 {
        bail!("a calendar is of one educator: name her with --educator ID");
    }
    let look = look(options, surroundings);
    let report = Report { loaded: &loaded, district: &district, analysis: &analysis, educators: &educators, look };
    if options.format == Format::Xlsx {
        refuse_workbook(&report, options)?;
    }
    write(&report, options)?;
    Ok(exit(&analysis, options.fail_on))
}

fn refuse_unknown_rules(only: &[String], codes: &[&str]) -> anyhow::Result<()> {
    for code in only {
        if !codes.contains(&code.as_str()) {
            let hint = if code.contains(['/', '.', '\\']) {
                "; is it the district? It goes before --only".to_owned()
            } else {
                did_you_mean(code, codes.iter().copied())
            };
            bail!("there is no rule “{code}”{hint} (all rules: plalign explain)");
        }
    }
    Ok(())
}

/// A workbook is no text for a screen, and a sheet holds a million rows and no more.
fn refuse_workbook(report: &Report<'_>, options: &Check) -> anyhow::Result<()> {
    if options.output.is_none() && io::stdout().is_terminal() {
        bail!("a workbook is no text: name its file with --output FILE");
    }
    report::xlsx::too_large(report).map_or(Ok(()), |why| bail!(why))
}

fn look(options: &Check, surroundings: Surroundings) -> Look {
    Look {
        width: surroundings.width.filter(|_| options.output.is_none()).unwrap_or(WIDTH).clamp(WIDTH, 200),
        colour: options.output.is_none() && wants_colour(options.color),
        names: options.names,
        pairs: options.pairs == Pairs::All,
        whole: !options.only.is_empty(),
        years: !options.educator.is_empty(),
    }
}

/// Writes the report to stdout, or to a file that only its owner may read.
fn write(report: &Report<'_>, options: &Check) -> anyhow::Result<()> {
    let Some(path) = &options.output else {
        let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
        return quiet_pipe(report::write(report, options.format, &mut out).and_then(|()| out.flush()));
    };
    write_private(path, &mut |out| report::write(report, options.format, out))
        .with_context(|| format!("failed to write {}", path.display()))
}

/// The highest exit code that applies.
fn exit(analysis: &Analysis, fail_on: FailOn) -> Exit {
    let of = |finding: &crate::finding::Finding| {
        if load::is_refusal(finding.kind) {
            Exit::Refused
        } else if load::hides_content(finding.kind) {
            Exit::Unusable
        } else if fail_on.fails(finding.level) {
            Exit::Findings
        } else {
            Exit::Clean
        }
    };
    analysis.findings.iter().chain(&analysis.hidden).map(of).max().unwrap_or(Exit::Clean)
}
