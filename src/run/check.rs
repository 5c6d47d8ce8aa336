//! `plalign check`: the pipeline, top to bottom.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::Path;

use anyhow::{Context, bail};
use jiff::Zoned;

use super::progress::Progress;
use super::{Exit, Surroundings, eprint_line, quiet_pipe, wants_colour};
use crate::analysis::selection::{Selection, in_order};
use crate::analysis::{self, Analysis, Wanted};
use crate::cli::{Check, FailOn, Pairs};
use crate::load::{self, nearest::did_you_mean};
use crate::model::District;
use crate::report::{self, Format, Look, Report};

/// Columns where the width of the terminal is not known.
const WIDTH: usize = 80;

pub(super) fn run(options: &Check, surroundings: Surroundings) -> anyhow::Result<Exit> {
    if options.names && surroundings.ci {
        eprint_line("names are not shown in CI, where more people read the log than may read the plans; run it without --names");
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
    write(&report, options)?;
    Ok(exit(&analysis, options.fail_on))
}

pub(super) fn start_threads(jobs: Option<usize>) -> anyhow::Result<()> {
    if jobs == Some(0) {
        bail!("--jobs is at least 1");
    }
    if let Some(jobs) = jobs {
        rayon::ThreadPoolBuilder::new().num_threads(jobs).build_global().context("failed to start the threads")?;
    }
    Ok(())
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
    let attempt = || -> io::Result<()> {
        let mut out = BufWriter::with_capacity(1 << 16, create_private(path)?);
        report::write(report, options.format, &mut out)?;
        out.flush()
    };
    attempt().with_context(|| format!("failed to write {}", path.display()))
}

/// A new or emptied file of mode 0600 (contract §7).
pub(super) fn create_private(path: &Path) -> io::Result<File> {
    let mut open = OpenOptions::new();
    open.write(true).create(true).truncate(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
        let file = open.mode(0o600).open(path)?;
        file.set_permissions(fs::Permissions::from_mode(0o600))?;
        Ok(file)
    }
    #[cfg(not(unix))]
    open.open(path)
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
