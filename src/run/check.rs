//! `plalign check`: the pipeline, top to bottom.

use std::fs;
use std::io::{self, IsTerminal, Write};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use anyhow::{Context, anyhow, bail};
use indicatif::{ProgressBar, ProgressStyle};
use jiff::Zoned;

use super::{Exit, Surroundings, WIDTH, exit_of, output, wants_colour};
use crate::analysis::baseline::Baseline;
use crate::analysis::selection::{Selection, in_order};
use crate::analysis::{self, Analysis, Wanted};
use crate::cli::{Check, Outputs, Pairs};
use crate::load::{self, nearest::did_you_mean};
use crate::model::District;
use crate::report::{self, Format, Look, Report};

pub(super) fn run(options: &Check, surroundings: &Surroundings) -> anyhow::Result<Exit> {
    if options.names && surroundings.ci {
        eprint_line("names are not shown in CI, where more people read the log than may read the plans; run it without --names");
        return Ok(Exit::Refused);
    }
    start_threads(options.jobs)?;
    let codes: Vec<&str> = analysis::kinds().iter().map(|kind| kind.code).collect();
    refuse_unknown_rules(&options.only, &codes)?;

    let progress = Progress::new(options.quiet);
    let mut loaded = load::open(&options.district, options.allow_outside, &codes)?;
    let as_of = options.as_of.or(loaded.manifest.as_of).unwrap_or_else(|| Zoned::now().date());
    let mut findings = std::mem::take(&mut loaded.findings);
    let (district, of_meaning) = District::resolve(&loaded, as_of);
    findings.extend(of_meaning);
    let selection = Selection::of(&district, &options.educator, &options.school, &options.team).map_err(anyhow::Error::msg)?;
    progress.expect(district.educators.len() as u64);
    let wanted = Wanted { only: &options.only, progress: &|done| progress.advance(done) };
    let mut analysis = analysis::analyze(&loaded, &district, findings, &wanted);
    compare(options, &mut analysis)?;
    analysis.select(&district, &selection);
    progress.finish();

    let educators = in_order(&district, &selection);
    let Outputs(outputs) = &options.outputs;
    if outputs.iter().any(|(format, _)| *format == Format::Ics) && educators.len() != 1 {
        bail!("a calendar is of one educator: name her with --educator ID");
    }
    for (format, file) in outputs {
        let look = look(options, surroundings, file.is_none());
        let report = Report { loaded: &loaded, district: &district, analysis: &analysis, educators: &educators, look };
        output::write(file.as_deref(), |out| report::write(&report, *format, out))?;
        if let (Format::Github, Some(summary)) = (format, &surroundings.job_summary) {
            output::add_to_summary(summary, |room| report::markdown::render(&report, room))?;
        }
    }
    Ok(exit_of(analysis.findings.iter().chain(&analysis.hidden), |level| options.fail_on.fails(level)))
}

/// Takes out what the baseline knows, and writes a new one where that is wanted.
fn compare(options: &Check, analysis: &mut Analysis) -> anyhow::Result<()> {
    let new = options.write_baseline.as_ref().map(|path| (path, Baseline::of(analysis)));
    if let Some(path) = &options.baseline {
        let text = fs::read_to_string(path).with_context(|| format!("failed to read the baseline {}", path.display()))?;
        let baseline = Baseline::parse(&text).map_err(|why| anyhow!("{} is no baseline: {why}", path.display()))?;
        analysis.compare(&baseline, options.only.is_empty());
    }
    new.map_or(Ok(()), |(path, baseline)| output::replace(path, &baseline.to_json()))
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

pub(super) fn refuse_unknown_rules(only: &[String], codes: &[&str]) -> anyhow::Result<()> {
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

fn look(options: &Check, surroundings: &Surroundings, on_screen: bool) -> Look {
    Look {
        width: surroundings.width.filter(|_| on_screen).unwrap_or(WIDTH).clamp(WIDTH, 200),
        colour: on_screen && wants_colour(options.color),
        names: options.names,
        pairs: options.pairs == Pairs::All,
        whole: !options.only.is_empty(),
        years: !options.educator.is_empty(),
        fails: options.fail_on.mildest(),
        summary: surroundings.job_summary.is_some(),
    }
}

fn eprint_line(text: &str) {
    let _ = writeln!(io::stderr().lock(), "plalign: {text}");
}

/// A bar on stderr, shown on a terminal when a run takes longer than half a second.
struct Progress {
    wanted: bool,
    began: Instant,
    total: OnceLock<u64>,
    bar: OnceLock<ProgressBar>,
    done: std::sync::atomic::AtomicU64,
}

impl Progress {
    fn new(quiet: bool) -> Self {
        Self {
            wanted: !quiet && io::stderr().is_terminal(),
            began: Instant::now(),
            total: OnceLock::new(),
            bar: OnceLock::new(),
            done: std::sync::atomic::AtomicU64::new(0),
        }
    }

    fn expect(&self, total: u64) {
        let _ = self.total.set(total);
    }

    fn advance(&self, done: u64) {
        let done = self.done.fetch_add(done, std::sync::atomic::Ordering::Relaxed) + done;
        if self.wanted && self.began.elapsed() > Duration::from_millis(500) {
            let bar = self.bar.get_or_init(|| {
                let style = ProgressStyle::with_template("{bar:30} {pos} of {len} educators, {eta} to go");
                ProgressBar::new(self.total.get().copied().unwrap_or(0))
                    .with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
            });
            bar.set_position(done);
        }
    }

    fn finish(&self) {
        if let Some(bar) = self.bar.get() {
            bar.finish_and_clear();
        }
    }
}
