//! What each command does. Comes in: what was typed. Goes out: text on a stream and an exit code.

mod check;
mod decide;
mod diff;
mod examined;
mod explain;
mod graph;
mod init;
mod lock;
mod manual;
mod output;
mod private;
mod progress;
mod replace;
mod report;
mod review;
mod rewrite;
mod schema;
mod watch;

use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;

use anstream::ColorChoice;
use anyhow::{Context, bail};

use crate::analysis;
use crate::cli::{Cli, Color, Command};
use crate::finding::{Finding, Level};
use crate::load::nearest::did_you_mean;
use crate::load::values::counted;
use crate::load::{self, Loaded};
use crate::model::District;
use crate::report::{Look, check_command, withhold};

/// How a run ended (contract §1): the highest that applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// Nothing at or above the failing level.
    Clean = 0,
    /// Findings at or above it.
    Findings = 1,
    /// The command or part of the input could not be used.
    Unusable = 2,
    /// Refused for privacy.
    Refused = 3,
}

/// What surrounds a run, read once at the edge.
#[derive(Clone, Debug)]
pub struct Surroundings {
    /// Whether `CI` is set.
    pub ci: bool,
    /// Columns of the terminal, if stdout is one.
    pub width: Option<usize>,
    /// Where a step of GitHub Actions adds to the summary of its job.
    pub job_summary: Option<PathBuf>,
}

impl Surroundings {
    /// Takes out of what is told in CI, where more people read the log than the plans, what it repeats of them (contract §7).
    /// Whatever of findings goes to a screen or into a result comes through here.
    fn withhold(&self, findings: &mut [Finding], loaded: &Loaded, district: &District) {
        if self.ci {
            withhold(findings, loaded, district);
        }
    }

    /// How a result looks here, on the screen or in a file, where no option says more.
    fn look(&self, color: Color, on_screen: bool) -> Look {
        Look {
            width: self.width.filter(|_| on_screen).unwrap_or(WIDTH).clamp(WIDTH, 200),
            colour: on_screen && wants_colour(color),
            summary: self.job_summary.is_some(),
            excerpts: !self.ci,
            ..Look::default()
        }
    }
}

/// Runs a command.
pub fn run(cli: &Cli, surroundings: &Surroundings) -> anyhow::Result<Exit> {
    match &cli.command {
        Command::Check(options) => check::run(options, surroundings),
        Command::Diff(options) => diff::run(options, surroundings),
        Command::Graph(options) => graph::run(options, surroundings),
        Command::Explain(options) => explain::run(options),
        Command::Decide(options) => decide::run(options, surroundings),
        Command::Review(options) => review::run(options),
        Command::Init(options) => init::run(options),
        Command::Report(options) => report::run(options, surroundings),
        Command::Schema(options) => schema::run(options),
        Command::Completions(options) => manual::completions(*options),
        Command::Man(options) => manual::page(options),
    }
}

/// Columns where the width of the terminal is not known.
const WIDTH: usize = 80;

/// The codes of everything that can be found.
fn codes() -> Vec<&'static str> {
    analysis::kinds().iter().map(|kind| kind.code).collect()
}

/// What is said of a name that no rule has: the nearest one, or those of which it is a word.
fn no_rule(name: &str, codes: &[&str]) -> String {
    let near = match did_you_mean(name, codes.iter().copied()) {
        hint if !hint.is_empty() => hint,
        _ => {
            let of_word: Vec<&str> = codes.iter().copied().filter(|code| code.split('-').any(|word| word == name)).collect();
            if of_word.is_empty() { String::new() } else { format!("; those about it are {}", of_word.join(", ")) }
        }
    };
    format!("there is no rule “{name}”{near} (all rules: plalign explain)")
}

/// The highest exit code that applies.
fn exit_of<'f>(findings: impl IntoIterator<Item = &'f Finding>, fails: impl Fn(Level) -> bool) -> Exit {
    let of = |finding: &Finding| {
        if load::is_refusal(finding.kind) {
            Exit::Refused
        } else if load::hides_content(finding.kind) {
            Exit::Unusable
        } else if fails(finding.level) {
            Exit::Findings
        } else {
            Exit::Clean
        }
    };
    findings.into_iter().map(of).max().unwrap_or(Exit::Clean)
}

/// Says on stderr how many faults of the input there are, where the output is no place for them: those that keep something out
/// of it also where little is to be said.
fn tell_faults<'f>(loaded: &Loaded, faults: impl IntoIterator<Item = &'f Finding>, out: &str, quiet: bool) {
    let (hiding, others): (Vec<&Finding>, Vec<&Finding>) =
        faults.into_iter().partition(|finding| load::changes_exit(finding.kind));
    let errors = others.iter().filter(|finding| finding.level == Level::Error).count();
    if !hiding.is_empty() {
        let keep = if hiding.len() == 1 { "keeps" } else { "keep" };
        let faults = counted(hiding.len() as u64, "fault");
        eprint_line(&format!("{faults} of the input {keep} something {out}; {} tells them", check_command(loaded)));
    } else if errors > 0 && !quiet {
        eprint_line(&format!("{} in the input; {} tells them", counted(errors as u64, "error"), check_command(loaded)));
    }
}

/// Whether colours are wanted on stdout.
fn wants_colour(color: Color) -> bool {
    match color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => anstream::AutoStream::choice(&io::stdout()) != ColorChoice::Never && io::stdout().is_terminal(),
    }
}

/// Writes a text to stdout. A reader that closed the pipe has had enough: that ends quietly.
fn print(text: &str) -> anyhow::Result<()> {
    let mut out = io::stdout().lock();
    quiet_pipe(out.write_all(text.as_bytes()).and_then(|()| out.flush()))
}

/// Writes a line to stderr, which says who speaks.
fn eprint_line(text: &str) {
    let _ = writeln!(io::stderr().lock(), "plalign: {text}");
}

fn quiet_pipe(result: io::Result<()>) -> anyhow::Result<()> {
    match result {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => Ok(other?),
    }
}

/// Names are not shown in CI (contract §7). Says so, and whether it is so.
fn refuse_names(surroundings: &Surroundings) -> bool {
    if surroundings.ci {
        eprint_line(
            "names are not shown in CI, where more people read the log and the results than may read the plans; run it without --names",
        );
    }
    surroundings.ci
}

fn start_threads(jobs: Option<usize>) -> anyhow::Result<()> {
    if jobs == Some(0) {
        bail!("--jobs is at least 1");
    }
    if let Some(jobs) = jobs {
        rayon::ThreadPoolBuilder::new().num_threads(jobs).build_global().context("failed to start the threads")?;
    }
    Ok(())
}
