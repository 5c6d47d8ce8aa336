//! What is known → text. Comes in: everything known at the end. Goes out: bytes to a writer, in one format. A format adds
//! nothing; who may see what is decided in one place, before any of them.

/// Who may see what.
pub mod audience;
mod csv;
/// A page without any look.
pub mod document;
/// Tables of the view in a terminal.
mod educators;
/// Excerpts of the source under a finding.
mod excerpt;
/// Pictures of how obligations hang together.
pub mod graph;
/// Pages for a browser.
pub mod html;
mod ics;
/// JSON and its schema.
pub mod json;
mod ledger;
/// A document as Markdown.
pub mod markdown;
/// Packs as text for a terminal.
pub mod pack;
/// Rule pages as text for a terminal.
pub mod page;
/// Where pages lie.
pub mod path;
/// Facts → pages.
pub mod site;
mod strip;
/// Counts of few people.
pub mod suppress;
/// Rows and columns.
pub mod table;
/// The tables of a check.
pub mod tables;
/// The view in a terminal.
pub mod terminal;
/// Workbooks.
pub mod xlsx;

use std::io::{self, Write};

use clap::ValueEnum;

use crate::analysis::Analysis;
use crate::analysis::figures::Totals;
use crate::load::Loaded;
use crate::model::District;
use crate::model::people::EducatorId;
use crate::model::requirement::RequirementId;

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
    /// For calendar programs: sessions and due dates of one educator.
    Ics,
}

/// Everything known at the end.
#[derive(Debug)]
pub struct Report<'a> {
    /// What was read.
    pub loaded: &'a Loaded,
    /// What it means.
    pub district: &'a District,
    /// What was found.
    pub analysis: &'a Analysis,
    /// Educators that are told of, in natural order of their ids.
    pub educators: &'a [EducatorId],
    /// How it is told.
    pub look: Look,
}

/// How a report looks.
#[derive(Clone, Copy, Debug)]
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
}

impl Report<'_> {
    /// Sums over the educators that are told of.
    pub fn totals(&self) -> Totals {
        self.educators.iter().map(|educator| &self.analysis.figures[educator.0 as usize]).collect()
    }

    /// The name of an educator, where names are wanted and she has one.
    pub fn full_name(&self, educator: EducatorId) -> Option<&str> {
        let name = self.district.educator(educator).full_name.filter(|_| self.look.names)?;
        Some(self.district.names.get(name))
    }
}

impl Report<'_> {
    /// Whether the readers of the output may see a licence, which stands on its requirement.
    pub fn may_see_licence(&self, requirement: RequirementId) -> bool {
        let item = self.district.requirements[requirement.0 as usize].item;
        let class = || self.loaded.class_of(self.district.item(item).place.source);
        self.loaded.manifest.readers.is_none_or(|readers| class() <= readers)
    }
}

/// Writes a report in a format.
pub fn write(report: &Report<'_>, format: Format, out: &mut dyn Write) -> io::Result<()> {
    match format {
        Format::Table => out.write_all(terminal::render(report).as_bytes()),
        Format::Json => json::write(report, out),
        Format::Csv => csv::write(report, out),
        Format::Xlsx => xlsx::write(report, out),
        Format::Ics => out.write_all(ics::render(report).as_bytes()),
    }
}
