//! `plalign report`: the pipeline of `check`, and then pages instead of a table.

mod writer;

use std::path::Path;

use anyhow::bail;
use rayon::prelude::*;

use self::writer::Writer;
use super::examined::{self, Resolved};
use super::progress::Progress;
use super::{Exit, Surroundings, eprint_line, output, print, refuse_names, start_threads, tell_faults};
use crate::analysis::selection::{Selection, in_order};
use crate::analysis::{Analysis, Wanted, is_fault};
use crate::cli;
use crate::load::lists::Class;
use crate::load::values::{clean, counted};
use crate::load::{self, Loaded};
use crate::model::District;
use crate::report::audience::{Audience, Viewer};
use crate::report::document::Document;
use crate::report::site::Known;
use crate::report::site::views::Views;
use crate::report::{Look, Report};

pub(super) fn run(options: &cli::Report, surroundings: &Surroundings) -> anyhow::Result<Exit> {
    if options.names && refuse_names(surroundings) {
        return Ok(Exit::Refused);
    }
    start_threads(options.reading.jobs)?;
    let loaded = examined::open(&options.district, options.reading.allow_outside)?;
    refuse_plans(&loaded, &options.out)?;
    let resolved = Resolved::of(loaded, options.reading.as_of);
    let selection = resolved.selection(&options.who)?;
    let progress = Progress::new(options.quiet, "educators");
    progress.expect(resolved.district.educators.len() as u64);
    let (loaded, district, analysis) =
        resolved.analyze(&Wanted { progress: &|done| progress.advance(done), ..Wanted::quietly(&[]) });
    progress.finish();

    let Some(audiences) = audiences(options, &selection, &loaded) else { return Ok(Exit::Refused) };
    if is_refused(&loaded, &district, &analysis, surroundings) {
        return Ok(Exit::Refused);
    }
    let educators = in_order(&district, &selection);
    let look = Look { names: options.names, whole: true, ..Look::default() };
    let report = Report { loaded: &loaded, district: &district, analysis: &analysis, educators: &educators, look };
    write(&report, options, &Choice { audiences, selection: &selection })?;
    let faults = analysis.findings.iter().chain(&analysis.hidden).filter(|finding| is_fault(finding.kind));
    tell_faults(&loaded, faults, "off the pages", options.quiet);
    if district.educators.is_empty() && !options.quiet {
        eprint_line("the district has no educators, so there is nobody to write a page for");
    }
    let hides = analysis.findings.iter().chain(&analysis.hidden).any(|finding| load::hides_content(finding.kind));
    Ok(if hides { Exit::Unusable } else { Exit::Clean })
}

/// Refuses to write pages among plans, of this district or of another: what is for one person's eyes is not told from them there.
fn refuse_plans(loaded: &Loaded, out: &Path) -> anyhow::Result<()> {
    let other = out.join(load::NAME);
    if other.exists() && loaded.inputs().within(out).is_none() {
        let [out, other] = [out, &other].map(|path| clean(&path.display().to_string()));
        bail!("{out} holds the plans of a district ({other}); pages go into a folder of their own, such as --out site");
    }
    let Some(file) = loaded.inputs().within(out).map(|file| file.display().to_string()) else { return Ok(()) };
    let out = clean(&out.display().to_string());
    bail!("{out} holds {}, a file of the district; pages go into a folder of their own, such as --out site", clean(&file))
}

/// What is written.
struct Choice<'a> {
    audiences: Vec<Audience>,
    selection: &'a Selection,
}

impl Choice<'_> {
    /// Whether pages that were written before and are not now belong to people who left.
    fn replaces(&self, path: &str) -> bool {
        let folder = path.split_once('/').map(|(folder, _)| folder);
        self.selection.all && folder.is_none_or(|folder| self.audiences.iter().any(|audience| audience.folder() == folder))
    }
}

/// The audiences that are written for: those that were asked for, else all; with some people selected those whose pages are
/// about them. `None`, with a word on stderr, where the readers of the output may not see what was asked for.
fn audiences(options: &cli::Report, selection: &Selection, loaded: &Loaded) -> Option<Vec<Audience>> {
    let readers = loaded.readers();
    // The district's pages are made from what all staff may know.
    let is_open =
        |audience: &Audience| readers == Class::Restricted || *audience == Audience::District && readers == Class::Staff;
    let default =
        Audience::ALL.into_iter().filter(|audience| is_open(audience) && (selection.all || *audience != Audience::District));
    let mut wanted: Vec<Audience> = if options.audiences.is_empty() { default.collect() } else { options.audiences.clone() };
    wanted.sort_unstable();
    wanted.dedup();
    if wanted.iter().all(is_open) && !wanted.is_empty() {
        return Some(wanted);
    }
    eprint_line(match readers {
        Class::Public => {
            "`privacy.readers` lets everybody read this output, and these pages hold what staff alone may know; none can be written"
        }
        Class::Staff | Class::Restricted => {
            "`privacy.readers` lets all staff read this output, and these pages hold plans; only `--for district` can be written"
        }
    });
    None
}

/// Whether a privacy rule forbids to write anything, with each finding on stderr.
fn is_refused(loaded: &Loaded, district: &District, analysis: &Analysis, surroundings: &Surroundings) -> bool {
    let mut refusals: Vec<_> = analysis.findings.iter().filter(|finding| load::is_refusal(finding.kind)).cloned().collect();
    surroundings.withhold(&mut refusals, loaded, district);
    for finding in &refusals {
        let place = match finding.labels[0].at {
            crate::finding::At::Span(span) => {
                let at = loaded.sources.position(span);
                format!("{}:{}:{}: ", loaded.sources.get(span.source).path(), at.line, at.column)
            }
            crate::finding::At::Record(_) | crate::finding::At::Field(..) => String::new(),
        };
        eprint_line(&format!("{place}{} [{}]; no page was written", finding.message, finding.kind.code));
    }
    !refusals.is_empty()
}

/// Writes the folders, each made and written by itself and in parallel, and puts them in place when all are whole.
fn write(report: &Report<'_>, options: &cli::Report, choice: &Choice<'_>) -> anyhow::Result<()> {
    let inputs = report.loaded.inputs();
    let views = Views::of(report, &choice.audiences);
    let reports = views.reports();
    let known: Vec<Known<'_>> = choice.audiences.iter().map(|audience| reports.known(*audience)).collect();
    let of_audience = |(known, audience): (&'_ Known<'_>, &Audience)| known.folders(*audience, choice.selection);
    let folders: Vec<(usize, Viewer)> = known
        .iter()
        .zip(&choice.audiences)
        .enumerate()
        .flat_map(|(at, one)| of_audience(one).into_iter().map(move |viewer| (at, viewer)))
        .collect();
    let writer = Writer::open(&options.out, options.quiet)?;
    let starts =
        folders.iter().map(|(at, viewer)| format!("{}.{}", known[*at].start_of(*viewer).as_str(), options.format.ending()));
    writer.refuse_foreign(starts)?;
    let progress = Progress::new(options.quiet, "folders");
    progress.expect(folders.len() as u64);
    let folder = |documents: &[Document]| {
        let page = |document| {
            let path = options.format.path(document);
            let file = options.out.join(&path);
            inputs.claim(&file).map_or(Ok(()), |claim| Err(output::refusal(report.loaded, &file, &claim)))?;
            writer.write(&path, &options.format.render(document, &documents[0]))
        };
        documents.iter().try_for_each(page)
    };
    folders.par_iter().try_for_each(|(at, viewer)| {
        folder(&known[*at].folder(*viewer))?;
        progress.advance(1);
        anyhow::Ok(())
    })?;
    if let Some(known) = known.first().filter(|_| choice.selection.all) {
        let index = |audience: Audience| format!("{}/index.{}", audience.folder(), options.format.ending());
        let is_older = |audience: &Audience| !choice.audiences.contains(audience) && writer.has_folder(audience.folder());
        let older = Audience::ALL.into_iter().filter(is_older).map(|audience| (audience, writer.has(&index(audience))));
        folder(&known.indexes(&choice.audiences, &older.collect::<Vec<_>>()))?;
    }
    progress.finish();
    let pages = writer.finish(&|path| choice.replaces(path))?;
    if !options.quiet {
        print(&format!("Wrote {} to {}\n", counted(pages, "page"), clean(&options.out.display().to_string())))?;
        let has_names = || report.educators.iter().any(|one| report.district.educator(*one).full_name.is_some());
        if !report.look.names && has_names() {
            print("People are shown by id; --names shows their names.\n")?;
        }
    }
    Ok(())
}
