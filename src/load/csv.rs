//! CSV text → entries. Comes in: decoded text, the manifest's mapping. Goes out: one entry a row, and every fault.
//! The csv crate reads; a scanner of our own finds the places of cells again, since the crate gives none.

use std::cell::Cell as Shared;
use std::io::{self, Read};

use csv::{ReaderBuilder, StringRecord};

use super::confidential;
use super::entry::{Cell, Entry, Written};
use super::faults;
use super::lists::{Field, ListSpec};
use super::manifest::Mapping;
use super::nearest::did_you_mean;
use super::scan::{Found, Quote, cut, delimiter_of, line_breaks, next_line, scan};
use super::values::quote;
use crate::finding::{At, Finding, Findings};
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
    columns: Vec<Vec<Column>>,
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
    /// Reads the header. `None` for a file without any text: an empty list. Faults of the header are told here, once;
    /// `Err` where it cannot be read.
    pub(super) fn open(
        source: SourceId,
        text: &str,
        spec: &ListSpec,
        mapping: &Mapping,
        path: &str,
        findings: &mut Findings,
    ) -> Result<Option<Self>, Quote> {
        let (delimiter, mut start) = delimiter_of(text);
        let (names, cells, body) = loop {
            let (cells, body) = scan(text, start, delimiter)?;
            let name = |cell: &Found| text[cell.inner.0..cell.inner.1].trim().replace("\"\"", "\"");
            let names: Vec<String> = cells.iter().map(name).collect();
            if !names.iter().all(String::is_empty) {
                break (names, cells, body);
            }
            if body == text.len() {
                return Ok(None);
            }
            start = body + line_breaks(&text[body..]);
        };
        let mut table = Self { source, delimiter, columns: Vec::new(), names, body };
        for (at, cell) in cells.iter().enumerate() {
            let span = Span { source, start: cell.outer.0 as u32, end: cell.outer.1 as u32 };
            let columns = table.columns_at(at, span, spec, mapping, findings);
            table.columns.push(columns);
        }
        if mapping.columns.is_empty() {
            table.tell_unknown(spec, &cells, findings);
        }
        table.tell_missing(spec, mapping, path, cells.first().map_or(start, |cell| cell.outer.0), findings);
        Ok(Some(table))
    }

    /// What a column is read as: one field, or every field it is mapped to.
    fn columns_at(&self, at: usize, span: Span, spec: &ListSpec, mapping: &Mapping, findings: &mut Findings) -> Vec<Column> {
        let name = self.names[at].as_str();
        if confidential::is(name) {
            findings.push(confidential::finding(span, name));
            return Vec::new();
        }
        let columns = if mapping.columns.is_empty() {
            if name.is_empty() {
                return Vec::new();
            }
            match super::field_of(name, spec) {
                Ok((field, key)) => vec![Column { field, key, format: None }],
                // What is no field is told of the whole header.
                Err(_) => return Vec::new(),
            }
        } else {
            let mapped = mapping.columns.iter().filter(|mapped| mapped.header == name);
            mapped.map(|one| Column { field: one.field, key: one.key.clone(), format: one.format.clone() }).collect()
        };
        let twice =
            |column: &Column| self.columns.iter().flatten().any(|other| other.field == column.field && other.key == column.key);
        if columns.iter().any(twice) {
            findings.push(faults::BAD_VALUE.at(span, format!("the column “{name}” stands twice; the first one is read")));
            return Vec::new();
        }
        columns
    }

    /// Tells of columns that are no fields: of each that may be a slip by itself, of the others of an export in one finding.
    fn tell_unknown(&self, spec: &ListSpec, cells: &[Found], findings: &mut Findings) {
        let span = |at: usize| Span { source: self.source, start: cells[at].outer.0 as u32, end: cells[at].outer.1 as u32 };
        let mut strange: Vec<(usize, String)> = Vec::new();
        for (at, name) in self.names.iter().enumerate().filter(|(_, name)| !name.is_empty() && !confidential::is(name)) {
            match super::field_of(name, spec) {
                Err(no) if no.is_slip => {
                    findings.push(faults::UNKNOWN_FIELD.at(span(at), no.message + " (the column is not read)"));
                }
                Err(no) => strange.push((at, no.message)),
                Ok(_) => {}
            }
        }
        match &strange[..] {
            [] => {}
            [(at, message)] => findings.push(faults::UNKNOWN_FIELD.at(span(*at), message.clone())),
            [(first, _), ..] => {
                let names: Vec<String> = strange.iter().map(|(at, _)| quote(&self.names[*at])).collect();
                let message = format!(
                    "{} columns are no fields of {} and are not read: {}; where one of them is, say so in district.yaml: \
                     columns: {{field: name in the file}}",
                    strange.len(),
                    spec.name,
                    names.join(", ")
                );
                findings.push(faults::UNKNOWN_FIELD.at(span(*first), message));
            }
        }
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
            let name = field.field.name();
            let message = format!(
                "no column “{name}”: every record of {} needs it; if the file calls it otherwise, say so in district.yaml: \
                 columns: {{{name}: its name in the file}}",
                spec.name
            );
            findings.push(faults::MISSING_FIELD.at(header, message));
        }
    }

    /// Whether rows can have this field at all.
    pub(super) fn holds(&self, field: Field, mapping: &Mapping) -> bool {
        self.columns.iter().flatten().any(|column| column.field == field) || mapping.set.iter().any(|set| set.field == field)
    }

    /// The rows in ranges of about so many bytes, each ending with a row. O(bytes).
    pub(super) fn ranges(&self, text: &str, size: usize) -> Vec<(usize, usize)> {
        let (mut ranges, mut start) = (Vec::new(), self.body);
        while text.len() - start > size {
            let end = cut(text, start, start + size, self.delimiter);
            ranges.push((start, end));
            start = end;
        }
        ranges.push((start, text.len()));
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
        let mut start = range.0;
        for _ in 0..MAX_BREAKS {
            match self.rows_from((start, range.1), text, spec, mapping, each, &mut findings) {
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
        (start, until): (usize, usize),
        text: &str,
        spec: &ListSpec,
        mapping: &Mapping,
        each: &mut dyn FnMut(&Entry<'_>),
        findings: &mut Findings,
    ) -> Option<usize> {
        let limit = Shared::new(start + MAX_RECORD);
        let bounded = Bounded { text: &text.as_bytes()[..until], at: start, limit: &limit };
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
            if text[began..end.min(until)].contains('"')
                && let Err(quote) = scan(text, began, self.delimiter)
            {
                return Some(self.broken(quote, text, findings));
            }
            let mut cells = recycle(spare);
            if self.fill(&record, mapping, &mut cells) {
                let place = Place { source: self.source, offset: began as u32 };
                let left_out = record.iter().skip(self.columns.len()).any(|extra| !extra.trim().is_empty());
                if left_out {
                    findings.push(self.too_wide(place, record.len()));
                }
                each(&Entry { list: spec.list, place, left_out, cells: &cells });
            }
            spare = recycle(cells);
        }
    }

    /// The cells of a row and the constants it does not override; false for a blank row.
    fn fill<'r>(&'r self, record: &'r StringRecord, mapping: &'r Mapping, cells: &mut Vec<Cell<'r>>) -> bool {
        for (columns, raw) in self.columns.iter().zip(record) {
            let raw = raw.trim();
            for column in columns.iter().filter(|_| !raw.is_empty()) {
                let (key, format) = (column.key.as_deref(), column.format.as_deref());
                cells.push(Cell { field: column.field, key, format, written: Written::Cell(raw) });
            }
        }
        let written = !cells.is_empty();
        mapping.complete(cells);
        written
    }

    fn too_wide(&self, place: Place, cells: usize) -> Finding {
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
        findings.push(broken(self.source, quote, "its row is left out"));
        let (Quote::Unclosed(at) | Quote::TextAfter(at)) = quote;
        next_line(text, at)
    }

    /// The cells of the record at an offset, found again by column.
    pub(super) fn cells(&self, text: &str, offset: usize) -> Vec<Found> {
        scan(text, offset, self.delimiter).map(|(cells, _)| cells).unwrap_or_default()
    }

    /// Whether a column is read as a field.
    pub(super) fn is_read(&self, column: usize) -> bool {
        self.columns.get(column).is_some_and(|fields| !fields.is_empty())
    }

    /// The columns of a field, with their keys.
    pub(super) fn columns_of(&self, field: &str, key: Option<&str>) -> Option<usize> {
        let position = |fits: &dyn Fn(&Column) -> bool| self.columns.iter().position(|columns| columns.iter().any(fits));
        let matches = |column: &Column| column.field.name() == field;
        position(&|column| matches(column) && column.key.as_deref() == key).or_else(|| position(&matches))
    }
}

/// The fault of a broken quote, with what became of it.
pub(super) fn broken(source: SourceId, quote: Quote, outcome: &str) -> Finding {
    let (at, what) = match quote {
        Quote::Unclosed(at) => (at, "the quote that opens here is never closed"),
        Quote::TextAfter(at) => (at, "the quote that opens here closes in the middle of a text"),
    };
    let span = Span { source, start: at as u32, end: at as u32 + 1 };
    faults::BAD_SYNTAX.at(span, format!("{what}; {outcome}, and a quote inside a text is written twice"))
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

    /// Rows with their offsets, and codes of findings with theirs.
    type Told = (Vec<(String, u32)>, Vec<(&'static str, u32)>);

    fn read(text: &str) -> Told {
        let whole = read_in(text, usize::MAX / 2);
        assert_eq!(read_in(text, 8), whole, "ranges change nothing");
        whole
    }

    fn read_in(text: &str, size: usize) -> Told {
        let (mut rows, mut findings) = (Vec::new(), Findings::new());
        let (spec, mapping) = (List::Providers.spec(), Mapping::default());
        if let Ok(Some(table)) = Table::open(SourceId(0), text, spec, &mapping, "a.csv", &mut findings) {
            let mut each = |entry: &Entry<'_>| {
                let words: Vec<_> =
                    entry.cells.iter().map(|cell| if let Written::Cell(raw) = cell.written { raw } else { "?" }).collect();
                if !entry.left_out {
                    rows.push((words.join("/"), entry.place.offset));
                }
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

    #[test]
    fn a_bare_cell_may_hold_a_quote() {
        let (rows, told) = read("id,name\na,5\"\nb,\"x\ny\"\nc,6\"\n");
        assert_eq!((rows, told), (vec![row("a/5\"", 8), row("b/x\ny", 13), row("c/6\"", 21)], vec![]));
    }

    #[test]
    fn lines_before_the_header_may_be_blank_or_hold_separators_alone() {
        assert_eq!(rows("\n , ,\n\"\",\nid,name\na,A\n"), [row("a/A", 18)]);
        assert_eq!(rows(" \n,,\n"), []);
    }

    #[test]
    fn a_broken_quote_in_the_header_is_told() {
        let mut findings = Findings::new();
        let (spec, mapping) = (List::Providers.spec(), Mapping::default());
        let told = Table::open(SourceId(0), "id,\"name\na,A\n", spec, &mapping, "a.csv", &mut findings);
        assert!(told.is_err_and(|quote| quote == Quote::TextAfter(3) || quote == Quote::Unclosed(3)));
    }

    #[test]
    fn only_a_separator_can_be_declared() {
        assert_eq!(delimiter_of("sep=x\nid,name\n").0, b',');
    }
}
