//! The tables of a check: educators with their figures, findings, pairs of obligations, licences by category. Comes in: a report.
//! Goes out: tables for a terminal, a CSV file or a workbook. Apart from their form, which knows nothing of educators.

mod licences;

use std::fmt::Write as _;

use rayon::prelude::*;

use super::Report;
use super::table::{Cell, Column, Kind, Row, Rows, Table};
use super::told;
use crate::analysis::{Desk, work_out};
use crate::finding::{At, Figure, Finding, Role};
use crate::graph::reason::{Reason, word};
use crate::load::values::{clean, number};
use crate::model::names::natural;
use crate::model::people::EducatorId;
use crate::model::rows::Key;
use crate::source::Span;
use crate::time::PARTS;

/// Between the ids of one cell.
const BETWEEN: &str = "; ";
/// How many rows of pairs are in memory at once: those of so many educators.
const BATCH: usize = 2048;

/// The tables of a workbook, in the order of its sheets.
pub fn workbook<'a>(report: &'a Report<'_>) -> Vec<Table<'a>> {
    let pairs = report.look.pairs.then(|| pairs(report));
    let licences = licences::table(report);
    [educators(report), findings(report)].into_iter().chain(pairs).chain([licences]).collect()
}

/// Each educator who is told of, with her figures.
pub fn educators<'a>(report: &'a Report<'_>) -> Table<'a> {
    let figures = move |educator: EducatorId| &report.analysis.figures[educator.row()];
    let timed = report.educators.iter().any(|educator| figures(*educator).hours.capacity.is_some());
    let count = |head| Column::of(head, Kind::Count, 11);
    let hours = |head| Column::of(head, Kind::Hours, 10);
    let mut columns = who(report, "educator");
    columns.extend(["obligations", "threads", "reinforce", "conflict"].map(count));
    columns.extend(["required", "chosen", "apart", "together", "freed"].map(hours));
    columns.extend(timed.then(|| hours("there")));
    let row = move |educator: EducatorId| {
        let figures = figures(educator);
        let counts = [figures.obligations, figures.threads, figures.reinforcing, figures.conflicting].map(Cell::count);
        let hours = &figures.hours;
        let spent = [hours.required, hours.chosen, hours.apart, hours.together, hours.freed()].map(Cell::minutes);
        let there = timed.then(|| hours.capacity.map_or(Cell::Empty, |time| Cell::Hours { time, parts: PARTS }));
        name(report, educator).into_iter().chain(counts).chain(spent).chain(there).collect()
    };
    let rows: Rows<'a> = Box::new(move |take| report.educators.iter().try_for_each(|educator| take(row(*educator))));
    let there = if timed { ", there what the calendar gives for it in the year" } else { "" };
    let hours = "Hours: apart if every obligation were served by itself, together as planned, freed the difference";
    Table { name: "educators", caption: format!("{hours}{there}."), columns, length: report.educators.len(), rows }
}

/// The column of an educator's id, and that of her name where names are wanted.
fn who(report: &Report<'_>, head: &'static str) -> Vec<Column> {
    let name = report.look.names.then(|| Column::of("name", Kind::Text, 24));
    std::iter::once(Column::of(head, Kind::Text, 14)).chain(name).collect()
}

/// The cells of these columns.
fn name<'a>(report: &'a Report<'_>, educator: EducatorId) -> Row<'a> {
    let name = || report.full_name(educator).map_or(Cell::Empty, |name| Cell::text(clean(name)));
    let id = Cell::text(report.district.educator_name(educator));
    std::iter::once(id).chain(report.look.names.then(name)).collect()
}

/// Every finding that is told, in its order.
pub fn findings<'a>(report: &'a Report<'_>) -> Table<'a> {
    let text = |head, width| Column::of(head, Kind::Text, width);
    let mut columns = vec![text("id", 24), text("rule", 22), text("category", 14), text("level", 9), text("message", 60)];
    columns.extend([text("items", 28), text("educators", 20)]);
    columns.extend(report.look.names.then(|| text("names", 28)));
    columns.extend([text("acts", 18), text("remedy", 50), text("path", 34)]);
    columns.extend([Column::of("line", Kind::Count, 7), Column::of("column", Kind::Count, 8)]);
    columns.extend([text("also", 40), text("figures", 40)]);
    let length = report.analysis.findings.len();
    let rows: Rows<'a> = Box::new(move |take| (0..length).try_for_each(|at| take(finding(report, at))));
    let caption = "A row for each finding; lists in a cell are parted by semicolons.".to_owned();
    Table { name: "findings", caption, columns, length, rows }
}

fn finding<'a>(report: &'a Report<'_>, at: usize) -> Row<'a> {
    let finding = &report.analysis.findings[at];
    let mut people: Vec<EducatorId> = report.analysis.people[at].iter().copied().map(EducatorId).collect();
    let id = |educator: &EducatorId| report.district.educator_name(*educator);
    people.sort_unstable_by(|a, b| natural(id(a), id(b)));
    let ids: Vec<&str> = people.iter().map(id).collect();
    let names = || joined(people.iter().map(|one| report.full_name(*one).map_or_else(String::new, clean)));
    let kind = finding.kind;
    let words = [kind.code, kind.category.word(), finding.level.word()].map(Cell::text);
    let mut row = vec![Cell::text(finding.id())];
    row.extend(words);
    row.extend([Cell::text(finding.message.as_str()), joined(told::items(report, finding)), joined(ids)]);
    row.extend(report.look.names.then(names));
    row.extend([joined(kind.acts.iter().copied().map(Role::word)), Cell::text(told::remedy(finding))]);
    row.extend(places(report, finding));
    row.push(figures(finding));
    row
}

/// Path, line and column of the place of a finding, and its further places in one cell.
fn places<'a>(report: &'a Report<'_>, finding: &Finding) -> [Cell<'a>; 4] {
    let sources = &report.loaded.sources;
    let mut known = finding.labels.iter().filter_map(|label| match label.at {
        At::Span(span) => Some((span, label.text.as_str())),
        At::Record(_) | At::Field(..) => None,
    });
    let path = |span: Span| sources.get(span.source).path();
    let [first, line, column] = known.next().map_or([const { Cell::Empty }; 3], |(span, _)| {
        let at = sources.position(span);
        [Cell::text(path(span)), Cell::count(at.line), Cell::count(at.column)]
    });
    let further = known.map(|(span, label)| {
        let at = sources.position(span);
        let label = if label.is_empty() { String::new() } else { format!(" ({label})") };
        format!("{}:{}:{}{label}", path(span), at.line, at.column)
    });
    [first, line, column, joined(further)]
}

/// `minutes=60; work=a, b`, by their keys.
fn figures<'a>(finding: &Finding) -> Cell<'a> {
    let mut sorted: Vec<&(&str, Figure)> = finding.figures.iter().collect();
    sorted.sort_by_key(|(key, _)| *key);
    joined(sorted.iter().map(|(key, figure)| match figure {
        Figure::Number(whole) => format!("{key}={whole}"),
        Figure::Decimal(scaled) => format!("{key}={}", number(*scaled)),
        Figure::Numbers(numbers) => format!("{key}={}", numbers.iter().map(i64::to_string).collect::<Vec<_>>().join(", ")),
        Figure::Word(word) => format!("{key}={word}"),
        Figure::Words(words) => format!("{key}={}", words.join(", ")),
    }))
}

fn joined<'a, T: AsRef<str>>(parts: impl IntoIterator<Item = T>) -> Cell<'a> {
    let mut text = String::new();
    for (nth, part) in parts.into_iter().enumerate() {
        let _ = write!(text, "{}{}", if nth == 0 { "" } else { BETWEEN }, part.as_ref());
    }
    Cell::text(text)
}

/// Every pair of obligations that interact, educator by educator.
pub fn pairs<'a>(report: &'a Report<'_>) -> Table<'a> {
    let text = |head, width| Column::of(head, Kind::Text, width);
    let mut columns = who(report, "educator");
    columns.extend([text("a", 24), text("b", 24), Column::of("step", Kind::Count, 6), text("word", 14), text("reasons", 34)]);
    let of = |educator: &EducatorId| {
        let figures = &report.analysis.figures[educator.row()];
        (figures.reinforcing + figures.conflicting) as usize
    };
    let length = report.educators.iter().map(of).sum();
    let rows = by_educator(report, move |desk, educator| pairs_of(report, educator, desk));
    let caption = "A row for each two obligations of one educator that reinforce each other or conflict.".to_owned();
    Table { name: "pairs", caption, columns, length, rows }
}

/// Rows that are made in parallel, educator by educator, of which few are in memory at once.
fn by_educator<'a>(report: &'a Report<'_>, of: impl Fn(&mut Desk, EducatorId) -> Vec<Row<'a>> + Sync + 'a) -> Rows<'a> {
    Box::new(move |take| {
        for batch in report.educators.chunks(BATCH) {
            let made: Vec<Vec<Row<'a>>> =
                batch.par_iter().map_init(|| Desk::of(report.analysis), |desk, educator| of(desk, *educator)).collect();
            made.into_iter().flatten().try_for_each(&mut *take)?;
        }
        Ok(())
    })
}

fn pairs_of<'a>(report: &'a Report<'_>, educator: EducatorId, desk: &mut Desk) -> Vec<Row<'a>> {
    let worked = work_out(report.district, &report.analysis.clock, educator, desk);
    let id = |at: usize| Cell::text(report.district.item_name(worked.hers.obligations[at]));
    let pairs = worked.interplay.pairs().into_iter().map(|(a, b, reasons)| {
        let step = reasons.step();
        let reasons = joined(reasons.iter().map(Reason::word));
        let cells = [id(a), id(b), Cell::count(step), Cell::text(word(step)), reasons];
        name(report, educator).into_iter().chain(cells).collect()
    });
    pairs.collect()
}
