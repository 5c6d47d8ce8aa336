//! CSV text → entries. Comes in: decoded text, the manifest's mapping. Goes out: one entry a row, and every fault.
//! The csv crate reads; a scanner of our own finds the places of cells again, since the crate gives none.

use std::cell::Cell as Shared;
use std::io::{self, Read};

use csv::{ReaderBuilder, StringRecord};

use super::confidential;
use super::entry::{Cell, Entry, Written};
use super::faults;
use super::lists::{Field, FieldKind, ListSpec};
use super::manifest::Mapping;
use super::nearest::did_you_mean;
use super::scan::{Found, Quote, count_quotes, delimiter_of, line_breaks, next_line, scan};
use crate::finding::{At, Findings};
use crate::source::{Place, SourceId, Span};

/// The longest record that is read. The longest real plan seen is below 100 KiB.
const MAX_RECORD: usize = 1 << 20;
/// How many broken quotes a file may have before the rest of it is given up.
const MAX_BREAKS: usize = 100;

/// How a table is laid out: enough to read it and to find its cells again.
#[derive(Debug)]
pub(super) struct Table {
    source: SourceId,
    pub(super) delimiter: u8,
    /// For each column, what it is read as.
    columns: Vec<Option<Column>>,
    pub(super) names: Vec<String>,
    body: usize,
}

#[derive(Debug)]
struct Column {
    field: Field,
    key: Option<String>,
    format: Option<String>,
}

impl Table {
    /// Reads the header. `None` for a file without one: an empty list. Faults of the header are told here, once.
    pub(super) fn open(
        source: SourceId,
        text: &str,
        spec: &ListSpec,
        mapping: &Mapping,
        path: &str,
        findings: &mut Findings,
    ) -> Option<Self> {
        let (delimiter, start) = delimiter_of(text);
        let (cells, body) = scan(text, start, delimiter).unwrap_or_else(|_| (Vec::new(), text.len()));
        let names: Vec<String> = cells.iter().map(|cell| text[cell.inner.0..cell.inner.1].trim().replace("\"\"", "\"")).collect();
        if names.iter().all(String::is_empty) {
            return None;
        }
        let mut table = Self { source, delimiter, columns: Vec::new(), names, body };
        for (at, cell) in cells.iter().enumerate() {
            let span = Span { source, start: cell.outer.0 as u32, end: cell.outer.1 as u32 };
            let column = table.column(at, span, spec, mapping, findings);
            table.columns.push(column);
        }
        table.tell_missing(spec, mapping, path, cells.first().map_or(start, |cell| cell.outer.0), findings);
        Some(table)
    }

    fn column(&self, at: usize, span: Span, spec: &ListSpec, mapping: &Mapping, findings: &mut Findings) -> Option<Column> {
        let name = self.names[at].as_str();
        if confidential::is(name) {
            findings.push(confidential::finding(span, name));
            return None;
        }
        let column = if mapping.columns.is_empty() {
            if name.is_empty() {
                return None;
            }
            let (field, key) = name.split_once('.').map_or((name, None), |(field, key)| (field, Some(key)));
            let Some(known) = spec.field(field) else {
                findings.push(super::unknown_field(span, name, spec));
                return None;
            };
            if let (Some(key), Some(keys)) = (key, keys_of(known.kind))
                && !keys.contains(&key)
            {
                let hint = did_you_mean(key, keys.iter().copied());
                findings.push(faults::UNKNOWN_FIELD.at(span, format!("“{name}” is no field of {}{hint}", spec.name)));
                return None;
            }
            Column { field: known.field, key: key.map(str::to_owned), format: None }
        } else {
            let mapped = mapping.columns.iter().find(|mapped| mapped.header == name)?;
            Column { field: mapped.field, key: mapped.key.clone(), format: mapped.format.clone() }
        };
        let twice = self.columns.iter().flatten().any(|other| other.field == column.field && other.key == column.key);
        if twice {
            findings.push(faults::BAD_VALUE.at(span, format!("the column “{name}” stands twice; the first one is read")));
            return None;
        }
        Some(column)
    }

    /// Tells of mapped columns and required fields that the header lacks, once instead of once a row.
    fn tell_missing(&self, spec: &ListSpec, mapping: &Mapping, path: &str, start: usize, findings: &mut Findings) {
        for mapped in &mapping.columns {
            if !self.names.contains(&mapped.header) && !confidential::is(&mapped.header) {
                let hint = did_you_mean(&mapped.header, self.names.iter().map(String::as_str));
                let message = format!("{path} has no column “{}”{hint}", mapped.header);
                findings.push(faults::BAD_VALUE.at(mapped.span, message));
            }
        }
        for field in spec.fields.iter().filter(|field| field.required && !self.holds(field.field, mapping)) {
            let header = Span { source: self.source, start: start as u32, end: start as u32 };
            let message = format!("no column “{}”: every record of {} needs it", field.field.name(), spec.name);
            findings.push(faults::MISSING_FIELD.at(header, message));
        }
    }

    /// Whether rows can have this field at all.
    pub(super) fn holds(&self, field: Field, mapping: &Mapping) -> bool {
        self.columns.iter().flatten().any(|column| column.field == field) || mapping.set.iter().any(|(set, _)| *set == field)
    }

    /// The rows in ranges of about so many bytes, each ending with a row. A table whose quotes do not pair is one range,
    /// since nobody knows where its rows end.
    pub(super) fn ranges(&self, text: &str, size: usize) -> Vec<(usize, usize)> {
        let bytes = text.as_bytes();
        let (mut ranges, mut start, mut at, mut quotes) = (Vec::new(), self.body, self.body, 0);
        while start + size < bytes.len() {
            let wanted = start + size;
            quotes += count_quotes(&bytes[at..wanted]);
            at = wanted;
            let end = bytes[wanted..].iter().position(|byte| {
                quotes += usize::from(*byte == b'"');
                at += 1;
                *byte == b'\n' && quotes % 2 == 0
            });
            let Some(end) = end else { break };
            ranges.push((start, wanted + end + 1));
            start = wanted + end + 1;
        }
        quotes += count_quotes(&bytes[at..]);
        if quotes % 2 == 1 {
            return vec![(self.body, bytes.len())];
        }
        ranges.push((start, bytes.len()));
        ranges
    }

    /// Hands every row of a range to `each`. O(bytes).
    pub(super) fn rows(
        &self,
        text: &str,
        range: (usize, usize),
        spec: &ListSpec,
        mapping: &Mapping,
        each: &mut dyn FnMut(&Entry<'_>),
    ) -> Findings {
        let mut findings = Findings::new();
        if spec.fields.iter().any(|field| field.required && !self.holds(field.field, mapping)) {
            return findings;
        }
        let (mut start, text) = (range.0, &text[..range.1]);
        for _ in 0..MAX_BREAKS {
            match self.rows_from(start, text, spec, mapping, each, &mut findings) {
                Some(next) => start = next,
                None => return findings,
            }
        }
        let span = Span { source: self.source, start: start as u32, end: start as u32 };
        findings.push(faults::TOO_LARGE.at(span, format!("{MAX_BREAKS} broken quotes; the rest of the file is not read")));
        findings
    }

    /// Rows from an offset on; the offset to go on from where a quote is broken.
    fn rows_from(
        &self,
        start: usize,
        text: &str,
        spec: &ListSpec,
        mapping: &Mapping,
        each: &mut dyn FnMut(&Entry<'_>),
        findings: &mut Findings,
    ) -> Option<usize> {
        let limit = Shared::new(start + MAX_RECORD);
        let bounded = Bounded { text: text.as_bytes(), at: start, limit: &limit };
        let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).delimiter(self.delimiter).from_reader(bounded);
        let mut record = StringRecord::new();
        let mut spare: Vec<Cell<'static>> = Vec::new();
        let mut end = start;
        loop {
            let began = end + line_breaks(&text[end..]);
            limit.set(began + MAX_RECORD);
            let more = reader.read_record(&mut record);
            end = start + reader.position().byte() as usize;
            if !matches!(more, Ok(true | false)) {
                return Some(self.too_large(began, text, findings));
            }
            if matches!(more, Ok(false)) {
                return None;
            }
            if text[began..end.min(text.len())].contains('"')
                && let Err(quote) = scan(text, began, self.delimiter)
            {
                return Some(self.broken(quote, text, findings));
            }
            let mut cells = recycle(spare);
            if self.fill(&record, mapping, &mut cells) {
                let place = Place { source: self.source, offset: began as u32 };
                if record.iter().skip(self.columns.len()).any(|extra| !extra.trim().is_empty()) {
                    findings.push(self.too_wide(place, record.len()));
                } else {
                    each(&Entry { list: spec.list, place, cells: &cells, left_out: false });
                }
            }
            spare = recycle(cells);
        }
    }

    /// The cells of a row and the constants it does not override; false for a blank row.
    fn fill<'r>(&'r self, record: &'r StringRecord, mapping: &'r Mapping, cells: &mut Vec<Cell<'r>>) -> bool {
        for (column, raw) in self.columns.iter().zip(record) {
            let raw = raw.trim();
            if let (Some(column), false) = (column, raw.is_empty()) {
                let (key, format) = (column.key.as_deref(), column.format.as_deref());
                cells.push(Cell { field: column.field, key, format, written: Written::Cell(raw) });
            }
        }
        let written = !cells.is_empty();
        mapping.complete(cells);
        written
    }

    fn too_wide(&self, place: Place, cells: usize) -> crate::finding::Finding {
        let message = format!(
            "this row has {cells} cells and the header {}: a text with the separator in it needs quotes; the row is left out",
            self.names.len()
        );
        faults::BAD_VALUE.at(At::Record(place), message)
    }

    fn too_large(&self, began: usize, text: &str, findings: &mut Findings) -> usize {
        let next = match scan(text, began, self.delimiter) {
            Ok((_, end)) => end,
            Err(quote) => return self.broken(quote, text, findings),
        };
        let quote = text[began..next].find('"').map_or(began, |at| began + at);
        let span = Span { source: self.source, start: quote as u32, end: quote as u32 + 1 };
        let message = format!("a row longer than {} KiB stands here; it is left out", MAX_RECORD / 1024);
        findings.push(faults::TOO_LARGE.at(span, message));
        next
    }

    fn broken(&self, quote: Quote, text: &str, findings: &mut Findings) -> usize {
        let (at, what) = match quote {
            Quote::Unclosed(at) => (at, "the quote that opens here is never closed"),
            Quote::TextAfter(at) => (at, "the quote that opens here closes in the middle of a text"),
        };
        let span = Span { source: self.source, start: at as u32, end: at as u32 + 1 };
        findings.push(
            faults::BAD_SYNTAX.at(span, format!("{what}; its row is left out, and a quote inside a text is written twice")),
        );
        next_line(text, at)
    }

    /// The cells of the record at an offset, found again by column.
    pub(super) fn cells(&self, text: &str, offset: usize) -> Vec<Found> {
        scan(text, offset, self.delimiter).map(|(cells, _)| cells).unwrap_or_default()
    }

    /// The columns of a field, with their keys.
    pub(super) fn columns_of(&self, field: &str, key: Option<&str>) -> Option<usize> {
        let matches = |column: &Column| column.field.name() == field;
        let exact = self.columns.iter().position(|c| c.as_ref().is_some_and(|c| matches(c) && c.key.as_deref() == key));
        exact.or_else(|| self.columns.iter().position(|column| column.as_ref().is_some_and(matches)))
    }
}

/// The keys that a map field can have in a column's name; `None` where any will do or the field is no map.
fn keys_of(kind: FieldKind) -> Option<&'static [&'static str]> {
    match kind {
        FieldKind::Target => Some(&["metric", "group", "min", "max", "by"]),
        FieldKind::Breaks => Some(&["from", "until", "label"]),
        FieldKind::Days => Some(&["date", "hours", "label"]),
        FieldKind::Answers => None,
        _ => Some(&[]),
    }
}

/// An empty vector with the other's memory; all elements are gone, so no lifetime is stretched.
fn recycle<'b>(mut cells: Vec<Cell<'_>>) -> Vec<Cell<'b>> {
    cells.clear();
    cells.into_iter().map(|_| unreachable!("cleared")).collect()
}

/// A reader that ends with an error where a record grows past its limit, so that a lost quote costs no memory.
struct Bounded<'t> {
    text: &'t [u8],
    at: usize,
    limit: &'t Shared<usize>,
}

impl Read for Bounded<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        // One full buffer beyond the limit is the reader's own look-ahead.
        if self.at > self.limit.get() + buffer.len() {
            return Err(io::Error::other("record too large"));
        }
        let end = (self.at + buffer.len()).min(self.text.len());
        let count = end - self.at;
        buffer[..count].copy_from_slice(&self.text[self.at..end]);
        self.at = end;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::lists::List;

    fn read(text: &str) -> (Vec<(String, u32)>, Vec<(&'static str, u32)>) {
        let whole = read_in(text, usize::MAX / 2);
        assert_eq!(read_in(text, 8), whole, "ranges change nothing");
        whole
    }

    fn read_in(text: &str, size: usize) -> (Vec<(String, u32)>, Vec<(&'static str, u32)>) {
        let (mut rows, mut findings) = (Vec::new(), Findings::new());
        let (spec, mapping) = (List::Providers.spec(), Mapping::default());
        if let Some(table) = Table::open(SourceId(0), text, spec, &mapping, "a.csv", &mut findings) {
            let mut each = |entry: &Entry<'_>| {
                let words: Vec<_> =
                    entry.cells.iter().map(|cell| if let Written::Cell(raw) = cell.written { raw } else { "?" }).collect();
                rows.push((words.join("/"), entry.place.offset));
            };
            for range in table.ranges(text, size) {
                findings.extend(table.rows(text, range, spec, &mapping, &mut each));
            }
        }
        let start = |at: &At| match at {
            At::Span(span) => span.start,
            At::Record(place) | At::Field(place, _) => place.offset,
        };
        (rows, findings.iter().map(|finding| (finding.kind.code, start(&finding.labels[0].at))).collect())
    }

    fn rows(text: &str) -> Vec<(String, u32)> {
        let (rows, told) = read(text);
        assert_eq!(told, [], "{text}");
        rows
    }

    fn row(words: &str, offset: u32) -> (String, u32) {
        (words.to_owned(), offset)
    }

    #[test]
    fn records_have_their_own_offset_after_crlf_and_blank_lines() {
        assert_eq!(rows("id,name\r\na,A\r\n\r\nb,B"), [row("a/A", 9), row("b/B", 16)]);
        assert_eq!(rows("id,name\ra,A\rb,B\r"), [row("a/A", 8), row("b/B", 12)]);
    }

    #[test]
    fn the_separator_is_found_or_declared() {
        assert_eq!(rows("id;name\na;A, B\n"), [row("a/A, B", 8)]);
        assert_eq!(rows("sep=;\r\nid;name\na;A\n"), [row("a/A", 15)]);
        assert_eq!(rows("id\tname\na\tA\n"), [row("a/A", 8)]);
        assert_eq!(rows("id|name\na|A\n"), [row("a/A", 8)]);
    }

    #[test]
    fn a_quoted_cell_may_hold_separators_quotes_and_line_breaks() {
        assert_eq!(rows("id,name\na,\"A, \"\"B\"\"\nC\"\nb,B\n"), [row("a/A, \"B\"\nC", 8), row("b/B", 23)]);
    }

    #[test]
    fn an_unclosed_quote_loses_its_row_and_no_other() {
        let (rows, told) = read("id,name\na,\"A\nb,B\nc,C\n");
        assert_eq!((rows, told), (vec![row("b/B", 13), row("c/C", 17)], vec![("bad-syntax", 10)]));
    }

    #[test]
    fn a_quote_that_closes_in_a_text_is_told_where_it_opens() {
        let (rows, told) = read("id,name\na,\"A\nb,\"B\"\nc,C\n");
        assert_eq!((rows, told), (vec![row("b/B", 13), row("c/C", 19)], vec![("bad-syntax", 10)]));
    }

    #[test]
    fn a_row_that_is_too_wide_is_left_out() {
        let (rows, told) = read("id,name\na,A,B\nb,B,\n");
        assert_eq!((rows, told), (vec![row("b/B", 14)], vec![("bad-value", 8)]));
    }

    #[test]
    fn a_giant_cell_is_refused_and_the_next_row_is_read() {
        let (rows, told) = read(&format!("id,name\na,\"{}\"\nb,B\n", "x\n".repeat(1 << 20)));
        assert_eq!((rows.len(), told), (1, vec![("too-large", 10)]));
        let (rows, told) = read(&format!("id,name\na,{}\nb,B\n", "x".repeat(3 << 20)));
        assert_eq!((rows.len(), told.len(), told[0].0), (1, 1, "too-large"));
    }
}
