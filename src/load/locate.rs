//! Places named by field → stretches of text. Comes in: findings that name a record and a field. Goes out: the same
//! findings with every place known. Done for all at once, so that each file is walked once, and only if it is named.

use std::collections::BTreeMap;

use super::csv::Table;
use super::entry;
use super::scan::{Found, line_breaks, record_end};
use super::yaml::{self, Node, Value};
use super::{Layout, Loaded, ics, values};
use crate::finding::{At, FieldPath, Finding};
use crate::source::{SourceId, Span};

/// A place that is wanted: an offset (of its record, unless it is a stretch), and where to put the answer.
struct Wanted<'f> {
    offset: u32,
    at: &'f At,
    slot: usize,
}

/// A place that was found, and for a table its row and column in words.
struct Answer {
    span: Span,
    cell: Option<String>,
}

/// Makes every place of the findings a known stretch, and names row and column of what stands in a table.
/// O(bytes of the files that are named).
pub fn locate(loaded: &Loaded, findings: &mut [Finding]) {
    let mut wanted: BTreeMap<SourceId, Vec<Wanted<'_>>> = BTreeMap::new();
    let labels = findings.iter().flat_map(|finding| &finding.labels);
    let mut answers: Vec<Answer> = labels.clone().map(|label| Answer { span: start(&label.at), cell: None }).collect();
    for (label, slot) in labels.zip(0..) {
        let Span { source, start, .. } = start(&label.at);
        wanted.entry(source).or_default().push(Wanted { offset: start, at: &label.at, slot });
    }
    for (source, mut wanted) in wanted {
        wanted.sort_by_key(|one| one.offset);
        match &loaded.layouts[source.0 as usize] {
            Layout::Table(table) => in_table(loaded, source, table, &wanted, &mut answers),
            Layout::Calendar => in_calendar(loaded, source, &wanted, &mut answers),
            Layout::Yaml | Layout::Empty => in_yaml(loaded, source, &wanted, &mut answers),
        }
    }
    for (label, answer) in findings.iter_mut().flat_map(|finding| &mut finding.labels).zip(answers) {
        label.at = At::Span(answer.span);
        if let Some(cell) = answer.cell {
            label.text = if label.text.is_empty() { cell } else { format!("{}: {cell}", label.text) };
        }
    }
}

/// The stretch that is known before anything is found: a span, or the start of a record.
fn start(at: &At) -> Span {
    match at {
        At::Span(span) => *span,
        At::Record(place) | At::Field(place, _) => place.span(0),
    }
}

fn in_table(loaded: &Loaded, source: SourceId, table: &Table, wanted: &[Wanted<'_>], answers: &mut [Answer]) {
    let text = loaded.sources.get(source).text();
    let mut rows = Rows { text, delimiter: table.delimiter, record: 0, end: record_end(text, 0, table.delimiter), row: 1 };
    // A record with many faults is scanned once, and so is a long list in one of its cells.
    let (mut last, mut cells) = (usize::MAX, Vec::new());
    let mut elements = Elements::default();
    for one in wanted {
        rows.seek(one.offset as usize);
        let record = if matches!(one.at, At::Span(_)) { rows.record } else { one.offset as usize };
        if record != last {
            (last, cells) = (record, table.cells(text, record));
        }
        let (column, span) = match one.at {
            At::Span(span) => (column_at(text, table, (record, &cells), one.offset as usize), Some(*span)),
            At::Record(_) => (None, cells.first().map(|cell| stretch(source, shown(*cell)))),
            At::Field(_, path) => {
                let column = table.columns_of(path.field, path.key.as_deref());
                // A cell that is missing or empty is told at the start of its row.
                let cell = column.and_then(|column| cells.get(column)).filter(|cell| cell.inner.0 < cell.inner.1);
                let mut part = |cell: &Found| path.nth.and_then(|nth| elements.find(text, *cell, nth)).unwrap_or(shown(*cell));
                (column, cell.map(|cell| stretch(source, part(cell))))
            }
        };
        let name = column.and_then(|column| Some(shown_name(table.names.get(column)?, table.is_read(column))));
        let answer = &mut answers[one.slot];
        answer.span = span.unwrap_or(answer.span);
        answer.cell = Some(name.map_or(format!("row {}", rows.row), |name| format!("row {}, column {name}", rows.row)));
    }
}

/// The name of a column, in quotes where it is no plain word or is not read: where a table has no header, names of people stand
/// there, and what is in quotes is left out of outputs for more people than the plans.
fn shown_name(name: &str, is_read: bool) -> String {
    if is_read && values::id(name).is_ok() { values::clean(name) } else { values::quote(name) }
}

fn stretch(source: SourceId, (start, end): (usize, usize)) -> Span {
    Span { source, start: start as u32, end: end as u32 }
}

/// The column in which an offset lies. Where the quotes of the record are broken, separators are counted.
fn column_at(text: &str, table: &Table, (record, cells): (usize, &[Found]), offset: usize) -> Option<usize> {
    let after = cells.partition_point(|cell| cell.outer.1 < offset);
    let within = cells.get(after).filter(|cell| cell.outer.0 <= offset).map(|_| after);
    let before = || text.as_bytes()[record..offset].iter().map(|byte| usize::from(*byte == table.delimiter)).sum();
    within.or_else(|| cells.is_empty().then(before))
}

/// A cell as it is pointed at: without blanks around it, with its quotes.
fn shown(cell: Found) -> (usize, usize) {
    let quoted = cell.inner.0 > cell.outer.0 && cell.inner.1 + 1 == cell.outer.1;
    if quoted { cell.outer } else { cell.inner }
}

/// The elements of the list cell that was asked for last.
#[derive(Default)]
struct Elements {
    cell: Option<Found>,
    stretches: Vec<(usize, usize)>,
}

impl Elements {
    /// The stretch of the `nth` element of a list cell.
    fn find(&mut self, text: &str, cell: Found, nth: u32) -> Option<(usize, usize)> {
        if self.cell != Some(cell) {
            let inner = &text[cell.inner.0..cell.inner.1];
            let start = |word: &str| cell.inner.0 + (word.as_ptr() as usize - inner.as_ptr() as usize);
            self.stretches = entry::split(inner).map(|word| (start(word), start(word) + word.len())).collect();
            self.cell = Some(cell);
        }
        self.stretches.get(nth as usize).copied()
    }
}

/// Walks a table record by record and counts rows as a spreadsheet does: line breaks inside quotes do not count, blank
/// lines do. Goes on after broken quotes where reading went on.
struct Rows<'t> {
    text: &'t str,
    delimiter: u8,
    /// Where the record begins.
    record: usize,
    /// Where it ends, without the line break.
    end: usize,
    row: u32,
}

impl Rows<'_> {
    /// Goes to the record in which an offset lies; offsets ascend from call to call.
    fn seek(&mut self, offset: usize) {
        loop {
            let end = self.end;
            let breaks = line_breaks(&self.text[end..]);
            if end + breaks > offset || breaks == 0 {
                return;
            }
            let between = &self.text.as_bytes()[end..end + breaks];
            let lone = |(at, byte): (usize, &u8)| *byte == b'\n' || between.get(at + 1) != Some(&b'\n');
            self.row += between.iter().enumerate().filter(|pair| lone(*pair)).count() as u32;
            self.record = end + breaks;
            self.end = record_end(self.text, self.record, self.delimiter);
        }
    }
}

fn in_calendar(loaded: &Loaded, source: SourceId, wanted: &[Wanted<'_>], answers: &mut [Answer]) {
    let text = loaded.sources.get(source).text();
    for one in wanted.iter().filter(|one| !matches!(one.at, At::Span(_))) {
        let path = if let At::Field(_, path) = one.at { Some(path) } else { None };
        answers[one.slot].span = ics::find((source, text), one.offset, path);
    }
}

fn in_yaml(loaded: &Loaded, source: SourceId, wanted: &[Wanted<'_>], answers: &mut [Answer]) {
    let text = loaded.sources.get(source).text();
    let lists: Vec<_> = loaded.inputs.iter().filter(|input| input.source == source).map(|input| input.list.name()).collect();
    let records: Vec<&Wanted<'_>> = wanted.iter().filter(|one| !matches!(one.at, At::Span(_))).collect();
    if records.is_empty() {
        return;
    }
    let mut next = 0;
    yaml::read(source, text, lists.first().copied().or(Some("")), &mut |node| {
        while let Some(one) = records.get(next).filter(|one| one.offset < node.span.end || one.offset == node.span.start) {
            if let Some(record) = record_at(&node, one.offset) {
                let path = if let At::Field(_, path) = one.at { Some(path) } else { None };
                answers[one.slot].span = field_of(record, path);
            }
            next += 1;
        }
    });
}

/// The mapping that begins at an offset, at any depth.
fn record_at<'n, 't>(node: &'n Node<'t>, offset: u32) -> Option<&'n Node<'t>> {
    if node.span.start == offset && matches!(node.value, Value::Map(_)) {
        return Some(node);
    }
    match &node.value {
        Value::Map(entries) => entries.iter().find_map(|(_, value)| record_at(value, offset)),
        Value::List(elements) => {
            let after = elements.partition_point(|element| element.span.start <= offset);
            record_at(elements.get(after.checked_sub(1)?)?, offset)
        }
        _ => None,
    }
}

/// The stretch of a field of a record: its value, the element or key that is named, or the record's start.
fn field_of(record: &Node<'_>, path: Option<&FieldPath>) -> Span {
    let start = Span { end: record.span.start, ..record.span };
    let Some(path) = path else {
        return record.get("id").map_or_else(|| record.entries().first().map_or(start, |(key, _)| key.span), |id| id.span);
    };
    let Some(value) = record.get(path.field) else { return start };
    let element = path.nth.and_then(|nth| value.elements().get(nth as usize)).unwrap_or(value);
    path.key.as_deref().and_then(|key| element.get(key)).unwrap_or(element).span
}
