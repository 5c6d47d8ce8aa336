//! `plalign check`: the pipeline, top to bottom.

use std::fs;
use std::io::{self, IsTerminal};
use std::path::Path;

use anyhow::{Context, anyhow, bail};

use super::examined::{self, Examined, Resolved};
use super::progress::Progress;
use super::{Exit, Surroundings, codes, exit_of, no_rule, output, refuse_names, start_threads, watch};
use crate::analysis::baseline::Baseline;
use crate::analysis::{Analysis, Wanted};
use crate::cli::{Check, Outputs, Pairs};
use crate::load::Loaded;
use crate::load::inputs::is_same;
use crate::load::text::decode;
use crate::report::{self, Format, Look, Report};

pub(super) fn run(options: &Check, surroundings: &Surroundings) -> anyhow::Result<Exit> {
    if options.names && refuse_names(surroundings) {
        return Ok(Exit::Refused);
    }
    start_threads(options.reading.jobs)?;
    refuse_unknown_rules(&options.only)?;
    if options.watch {
        return watch::run(options, surroundings);
    }
    let examined = examine(open(options)?, options, surroundings)?;
    tell(&examined, options, surroundings, |_| true)?;
    Ok(exit(&examined, options))
}

/// Opens the district.
pub(super) fn open(options: &Check) -> anyhow::Result<Loaded> {
    let loaded = examined::open(&options.district, options.reading.allow_outside)?;
    let files = || options.outputs.0.iter().filter_map(|(_, file)| file.as_deref());
    output::refuse_inputs(&loaded, files().chain(options.write_baseline.as_deref()))?;
    // A new baseline may take the place of the one it is compared with, a result may not.
    if let Some(baseline) = &options.baseline
        && files().any(|file| is_same(file, baseline))
    {
        bail!("{} is the baseline, and would be written over; name another file", baseline.display());
    }
    Ok(loaded)
}

/// What was opened → what was found, as it may be told here.
pub(super) fn examine(loaded: Loaded, options: &Check, surroundings: &Surroundings) -> anyhow::Result<Examined> {
    let progress = Progress::new(options.quiet, "educators");
    let resolved = Resolved::of(loaded, options.reading.as_of);
    // A slip is told before the work; where something is kept from the readers, also an id that only they may not see.
    let known = if resolved.keeps_something() { None } else { Some(resolved.selection(&options.who)?) };
    progress.expect(resolved.district.educators.len() as u64);
    let wanted = Wanted { progress: &|done| progress.advance(done), ..Wanted::quietly(&options.only) };
    let mut analyzed = resolved.analyze_for_readers(&wanted);
    let selection = known.map_or_else(|| examined::selection(&analyzed.1, &options.who), Ok)?;
    compare(options, &mut analyzed.2)?;
    progress.finish();
    let (loaded, district, analysis) = &mut analyzed;
    surroundings.withhold(&mut analysis.findings, loaded, district);
    Ok(Examined::new(analyzed, selection))
}

/// Writes the results that go to the screen, or to files, as `wanted` says.
pub(super) fn tell(
    examined: &Examined,
    options: &Check,
    surroundings: &Surroundings,
    wanted: impl Fn(Option<&Path>) -> bool,
) -> anyhow::Result<()> {
    let Outputs(outputs) = &options.outputs;
    if outputs.iter().any(|(format, _)| *format == Format::Ics) && examined.educators.len() != 1 {
        bail!("a calendar is of one educator: name her with --educator ID");
    }
    for (format, file) in outputs.iter().filter(|(_, file)| wanted(file.as_deref())) {
        let report = examined.report(look(options, surroundings, file.is_none()));
        if *format == Format::Xlsx {
            refuse_workbook(&report, file.as_deref())?;
        }
        output::write(file.as_deref(), |out| report::write(&report, *format, out))?;
        if let (Format::Github, Some(summary)) = (format, &surroundings.job_summary) {
            output::add_to_summary(summary, |room| report::comment::render(&report, room))?;
        }
    }
    Ok(())
}

pub(super) fn exit(examined: &Examined, options: &Check) -> Exit {
    let analysis = &examined.analysis;
    exit_of(analysis.findings.iter().chain(&analysis.hidden), |level| options.fail_on.fails(level))
}

/// Takes out what the baseline knows, and writes a new one where that is wanted.
fn compare(options: &Check, analysis: &mut Analysis) -> anyhow::Result<()> {
    let new = options.write_baseline.as_ref().map(|path| (path, Baseline::of(analysis)));
    if let Some(path) = &options.baseline {
        let bytes = fs::read(path).with_context(|| format!("failed to read the baseline {}", path.display()))?;
        // Shells write what they redirect with marks and in encodings of their own.
        let baseline = Baseline::parse(&decode(bytes).text).map_err(|why| anyhow!("{} is no baseline: {why}", path.display()))?;
        analysis.compare(&baseline, options.only.is_empty());
    }
    new.map_or(Ok(()), |(path, baseline)| output::write(Some(path), |out| out.write_all(baseline.to_json().as_bytes())))
}

pub(super) fn refuse_unknown_rules(only: &[String]) -> anyhow::Result<()> {
    let codes = codes();
    for code in only {
        if !codes.contains(&code.as_str()) {
            if code.contains(['/', '.', '\\']) {
                bail!("there is no rule “{code}”; is it the district? It goes before --only");
            }
            bail!(no_rule(code, &codes));
        }
    }
    Ok(())
}

/// A workbook is no text for a screen, and a sheet holds a million rows and no more.
fn refuse_workbook(report: &Report<'_>, file: Option<&Path>) -> anyhow::Result<()> {
    if file.is_none() && io::stdout().is_terminal() {
        bail!("a workbook is no text: name its file with --output FILE");
    }
    report::xlsx::too_large(report).map_or(Ok(()), |why| bail!(why))
}

pub(super) fn look(options: &Check, surroundings: &Surroundings, on_screen: bool) -> Look {
    Look {
        names: options.names,
        pairs: options.pairs == Pairs::All,
        whole: !options.only.is_empty(),
        years: !options.who.educator.is_empty(),
        fails: options.fail_on.mildest(),
        ..surroundings.look(options.color, on_screen)
    }
}
