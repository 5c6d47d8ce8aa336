//! Places named by field → stretches of text. Comes in: findings that name a record and a field. Goes out: the same
//! findings with every place known. Done for all at once, so that each file is walked once, and only if it is named.

use std::collections::BTreeMap;

use super::csv::{Found, Table};
use super::entry;
use super::yaml::{self, Node, Value};
use super::{Layout, Loaded};
use crate::finding::{At, FieldPath, Finding};
use crate::source::{Place, SourceId, Span};

/// A place that is wanted: its record's offset, the path below it, and where to put the answer.
struct Wanted<'f> {
    offset: u32,
    path: Option<&'f FieldPath>,
    slot: usize,
}

/// A place that was found, and for a table its row and column in words.
struct Answer {
    span: Span,
    cell: Option<String>,
}

/// Makes every place of the findings a known stretch. O(bytes of the files that are named).
pub fn locate(loaded: &Loaded, findings: &mut [Finding]) {
    let mut answers: Vec<Option<Answer>> = Vec::new();
    let mut wanted: BTreeMap<SourceId, Vec<Wanted<'_>>> = BTreeMap::new();
    for label in findings.iter().flat_map(|finding| &finding.labels) {
        let (place, path) = match &label.at {
            At::Span(_) => continue,
            At::Record(place) => (place, None),
            At::Field(place, path) => (place, Some(path)),
        };
        wanted.entry(place.source).or_default().push(Wanted { offset: place.offset, path, slot: answers.len() });
        answers.push(None);
    }
    for (source, mut wanted) in wanted {
        wanted.sort_by_key(|one| one.offset);
        match &loaded.layouts[source.0 as usize] {
            Layout::Table(table) => in_table(loaded, source, table, &wanted, &mut answers),
            _ => in_yaml(loaded, source, &wanted, &mut answers),
        }
    }
    let mut answers = answers.into_iter();
    for label in findings.iter_mut().flat_map(|finding| &mut finding.labels) {
        let place = match &label.at {
            At::Span(_) => continue,
            At::Record(place) | At::Field(place, _) => *place,
        };
        let answer = answers.next().flatten().unwrap_or(Answer { span: place.span(0), cell: None });
        label.at = At::Span(answer.span);
        if let Some(cell) = answer.cell {
            label.text = if label.text.is_empty() { cell } else { format!("{}: {cell}", label.text) };
        }
    }
}

fn in_table(loaded: &Loaded, source: SourceId, table: &Table, wanted: &[Wanted<'_>], answers: &mut [Option<Answer>]) {
    let text = loaded.sources.get(source).text();
    let mut rows = Rows { bytes: text.as_bytes(), at: 0, row: 1 };
    for one in wanted {
        let cells = table.cells(text, one.offset as usize);
        let row = rows.at(one.offset as usize);
        let found = match one.path {
            None => cells.first().map(|cell| (0, *cell)),
            Some(path) => table.columns_of(path.field, path.key).and_then(|column| Some((column, *cells.get(column)?))),
        };
        let (span, cell) = match found {
            Some((column, cell)) => {
                let (start, end) =
                    one.path.and_then(|path| path.nth).and_then(|nth| element(text, cell, nth)).unwrap_or(shown(cell));
                let name = table.names.get(column).map_or("", String::as_str);
                let words = if one.path.is_some() {
                    format!("row {row}, column {}", super::values::clean(name))
                } else {
                    format!("row {row}")
                };
                (Span { source, start: start as u32, end: end as u32 }, words)
            }
            None => (Place { source, offset: one.offset }.span(0), format!("row {row}")),
        };
        answers[one.slot] = Some(Answer { span, cell: Some(cell) });
    }
}

/// A cell as it is pointed at: without blanks around it, with its quotes.
fn shown(cell: Found) -> (usize, usize) {
    let quoted = cell.inner.0 > cell.outer.0 && cell.inner.1 + 1 == cell.outer.1;
    if quoted { cell.outer } else { cell.inner }
}

/// The stretch of the `nth` element of a list cell.
fn element(text: &str, cell: Found, nth: u32) -> Option<(usize, usize)> {
    let inner = &text[cell.inner.0..cell.inner.1];
    let word = entry::split(inner).nth(nth as usize)?;
    let start = cell.inner.0 + (word.as_ptr() as usize - inner.as_ptr() as usize);
    Some((start, start + word.len()))
}

/// Counts rows as a spreadsheet does: line breaks inside quotes do not count, blank lines do.
struct Rows<'t> {
    bytes: &'t [u8],
    at: usize,
    row: u32,
}

impl Rows<'_> {
    /// The row at an offset; offsets ascend from call to call.
    fn at(&mut self, offset: usize) -> u32 {
        let mut quoted = false;
        while self.at < offset {
            match self.bytes[self.at] {
                b'"' => quoted = !quoted,
                b'\n' if !quoted => self.row += 1,
                b'\r' if !quoted && self.bytes.get(self.at + 1) != Some(&b'\n') => self.row += 1,
                _ => {}
            }
            self.at += 1;
        }
        self.row
    }
}

fn in_yaml(loaded: &Loaded, source: SourceId, wanted: &[Wanted<'_>], answers: &mut [Option<Answer>]) {
    let text = loaded.sources.get(source).text();
    let lists: Vec<_> = loaded.inputs.iter().filter(|input| input.source == source).map(|input| input.list.name()).collect();
    let mut next = 0;
    yaml::read(source, text, lists.first().copied().or(Some("")), &mut |node| {
        while let Some(one) = wanted.get(next).filter(|one| one.offset < node.span.end || one.offset == node.span.start) {
            answers[one.slot] =
                record_at(&node, one.offset).map(|record| Answer { span: field_of(record, one.path), cell: None });
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
    path.key.and_then(|key| element.get(key)).unwrap_or(element).span
}
