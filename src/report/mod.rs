//! What is known → text. Comes in: everything known at the end. Goes out: bytes to a writer, in one format. A format adds
//! nothing; who may see what is decided in one place, before any of them.

/// Amounts and days in words.
mod amounts;
/// Who may see what.
pub mod audience;
/// What is told of a finding on a page.
mod card;
/// What changed between two versions.
pub mod change;
/// A comment on a pull request.
pub mod comment;
mod csv;
/// A page without any look.
pub mod document;
/// Tables of the view in a terminal.
mod educators;
/// Text as other languages need it.
mod escape;
/// Excerpts of the source under a finding.
mod excerpt;
mod github;
/// Pictures of how obligations hang together.
pub mod graph;
/// Pages for a browser.
pub mod html;
mod ics;
/// JSON and its schema.
pub mod json;
mod junit;
mod ledger;
/// A document as Markdown.
pub mod markdown;
/// Packs as text for a terminal.
pub mod pack;
/// Rule pages as text for a terminal.
pub mod page;
/// Where pages lie.
pub mod path;
mod plain_json;
/// Sentences without names and free text.
mod quoted;
mod sarif;
/// Facts → pages.
pub mod site;
mod strained;
mod strip;
/// Counts of few people.
pub mod suppress;
/// Rows and columns.
pub mod table;
/// The tables of a check.
pub mod tables;
/// The view in a terminal.
pub mod terminal;
/// A finding without what only some may read.
mod told;
/// Workbooks.
pub mod xlsx;

use std::io::{self, Write};

use clap::ValueEnum;

use self::told::Told;
pub use self::told::withhold;
use crate::analysis::Analysis;
use crate::analysis::baseline::Known;
use crate::analysis::figures::Totals;
use crate::finding::{Finding, Level};
use crate::load::values::counted;
use crate::load::{self, Loaded};
use crate::model::District;
use crate::model::people::EducatorId;
use crate::model::rows::Key;

/// A format of `check`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people, in a terminal.
    Table,
    /// For programs.
    Json,
    /// For spreadsheets and programs: the findings, a line each.
    Csv,
    /// For spreadsheets: educators, findings, pairs and licenses in a workbook.
    Xlsx,
    /// For a comment on a pull request.
    Markdown,
    /// For code scanning: SARIF 2.1.0.
    Sarif,
    /// For GitHub Actions: annotations, and the whole list as the job's summary.
    Github,
    /// For systems that show results of tests.
    Junit,
    /// For calendar programs: sessions and due dates of one educator.
    Ics,
}

/// A format of `diff`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum DiffFormat {
    /// For people, in a terminal.
    Table,
    /// For programs.
    Json,
    /// For a comment on a pull request.
    Markdown,
    /// For code scanning: SARIF 2.1.0, with what is new or updated.
    Sarif,
    /// For systems that show results of tests.
    Junit,
    /// For GitHub Actions: annotations of what is new, and everything as the job's summary.
    Github,
}

/// Everything known at the end.
#[derive(Debug)]
pub struct Report<'a> {
    /// What was read.
    pub loaded: &'a Loaded,
    /// What it means: of what the readers of the output may see, so that no format has anything to leave out.
    pub district: &'a District,
    /// What was found.
    pub analysis: &'a Analysis,
    /// Educators that are told of, in natural order of their ids.
    pub educators: &'a [EducatorId],
    /// How it is told.
    pub look: Look,
}

/// How a report looks.
#[derive(Clone, Copy, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a choice of its own")]
pub struct Look {
    /// Columns of the terminal.
    pub width: usize,
    /// Whether colours are wanted; the stream drops them where they do not belong.
    pub colour: bool,
    /// Whether people's names are shown beside their ids.
    pub names: bool,
    /// Whether pairs of obligations are listed.
    pub pairs: bool,
    /// Whether every finding is shown in full, or many of one rule are shortened.
    pub whole: bool,
    /// Whether the year of each educator who is told of is shown week by week, and her ledger for each licence.
    pub years: bool,
    /// The mildest level that makes the run fail, if any does.
    pub fails: Option<Level>,
    /// Whether the whole list goes to the summary of a job besides.
    pub summary: bool,
    /// Whether lines of the files are repeated under their findings: not in CI, whose log more people read than the plans.
    pub excerpts: bool,
}

impl Look {
    /// Whether a finding of this level makes the run fail.
    fn fails(&self, level: Level) -> bool {
        self.fails.is_some_and(|mildest| level <= mildest)
    }
}

impl Report<'_> {
    /// Sums over the educators that are told of.
    pub fn totals(&self) -> Totals {
        self.educators.iter().map(|educator| &self.analysis.figures[educator.row()]).collect()
    }

    /// That what is told is not everything, where something is kept from the readers.
    fn partial(&self) -> Option<&'static str> {
        const SAYS: &str = "Everything told here, hours and threads too, is worked out from the records that the readers of this \
                            output may see.";
        self.loaded.is_for_readers().then_some(SAYS)
    }

    /// The name of an educator, where names are wanted and she has one.
    pub fn full_name(&self, educator: EducatorId) -> Option<&str> {
        let name = self.district.educator(educator).full_name.filter(|_| self.look.names)?;
        Some(self.district.names.get(name))
    }

    /// Findings of some levels by their number, gravest first, and of one level those that follow from others last.
    fn in_order(&self, wanted: impl Fn(Level) -> bool) -> Vec<usize> {
        let findings = &self.analysis.findings;
        let mut numbers: Vec<usize> = (0..findings.len()).filter(|at| wanted(findings[*at].level)).collect();
        numbers.sort_by_key(|at| (findings[*at].level, findings[*at].caused_by.is_some()));
        numbers
    }

    /// Whether a finding makes the run fail.
    fn fails(&self, finding: &Finding) -> bool {
        load::changes_exit(finding.kind) || self.look.fails(finding.level)
    }

    /// Whether a rule was looked at.
    fn ran(&self, code: &str) -> bool {
        self.analysis.ran.contains(code)
    }

    /// How many findings there are of each level, and how many are not told.
    fn tally(&self) -> String {
        let [errors, warnings, info, good] = Level::ALL.map(|level| self.in_order(|other| other == level).len());
        let beside = |count: usize, words: &str| if count > 0 { format!("; {count} {words}") } else { String::new() };
        format!(
            "{}, {}, {info} for information, {} already in place{}{}{}{}{}",
            counted(errors, "error"),
            counted(warnings, "warning"),
            counted(good, "reinforcement"),
            beside(self.analysis.findings.iter().filter(|one| one.caused_by.is_some()).count(), "of them follow from others"),
            beside(self.analysis.decided.len(), "settled by a decision"),
            if self.counts_hidden() {
                beside(self.analysis.hidden.len(), "not shown to the readers of this output")
            } else {
                format!("; {UNCOUNTED}")
            },
            beside(self.analysis.known.as_ref().map_or(0, Known::count), "known from the baseline"),
            beside(self.risen().count(), "graver than in the baseline"),
        )
    }

    /// Whether it is told how much is kept from the readers: of the whole district alone.
    fn counts_hidden(&self) -> bool {
        !(self.analysis.is_of_some && self.loaded.is_for_readers())
    }

    /// Ids of findings that are graver than a baseline has them.
    fn risen(&self) -> impl Iterator<Item = String> + '_ {
        let risen = self.analysis.known.as_ref().map(|known| &known.risen);
        let is_risen = move |finding: &&Finding| risen.is_some_and(|risen| risen.contains(&(finding.kind.code, finding.hash())));
        self.analysis.findings.iter().filter(is_risen).map(Finding::id)
    }

    /// What of a baseline fits nothing any more, in a sentence.
    fn stale(&self) -> Option<String> {
        const NAMED: usize = 12;
        let Known { stale, stale_hidden, .. } = self.analysis.known.as_ref()?;
        let count = stale.len() + stale_hidden;
        let more = count - stale.len().min(NAMED);
        let named = stale.iter().take(NAMED).cloned().chain((more > 0).then(|| format!("{more} more"))).collect::<Vec<_>>();
        let (entries, fit) = if count == 1 { ("entry", "fits") } else { ("entries", "fit") };
        (count > 0).then(|| {
            format!(
                "{count} {entries} of the baseline {fit} nothing any more; write it anew with --write-baseline: {}",
                named.join(", ")
            )
        })
    }
}

/// What is said of what is hidden, where some people alone are told of.
const UNCOUNTED: &str = "what is not shown to the readers of this output is not counted";

/// The command that checks this district, as a shell takes it.
pub fn check_command(loaded: &Loaded) -> String {
    let path = loaded.sources.get(load::MANIFEST).path();
    if path.contains(char::is_whitespace) { format!("plalign check \"{path}\"") } else { format!("plalign check {path}") }
}

/// Some findings of a report as a line each, with their places.
pub fn lines(report: &Report<'_>, wanted: impl Fn(&Finding) -> bool) -> Vec<String> {
    let findings = report.analysis.findings.iter().enumerate().filter(|(_, finding)| wanted(finding));
    let line = |told: Told<'_>| format!("{}: {} ({})", told.place(), told.message, told.finding.kind.code);
    findings.map(|(at, _)| line(Told::of(report, at))).collect()
}

/// Writes a report in a format.
pub fn write(report: &Report<'_>, format: Format, out: &mut dyn Write) -> io::Result<()> {
    match format {
        Format::Table => out.write_all(terminal::render(report).as_bytes()),
        Format::Json => json::write(report, out),
        Format::Csv => csv::write(report, out),
        Format::Xlsx => xlsx::write(report, out),
        Format::Markdown => out.write_all(comment::render(report, comment::COMMENT).as_bytes()),
        Format::Sarif => sarif::write(report, out),
        Format::Github => out.write_all(github::render(report).as_bytes()),
        Format::Junit => out.write_all(junit::render(report).as_bytes()),
        Format::Ics => out.write_all(ics::render(report).as_bytes()),
    }
}
