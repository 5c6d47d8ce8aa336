//! The input in parts that are read apart, in parallel, and put together in their order. Comes in: what was opened.
//! Goes out: every record of a part as an entry. How the input is cut depends on the input alone, so the result does not
//! depend on the number of processors.

use std::collections::BTreeSet;

use super::entry::{Cell, Entry, Written};
use super::lists::{LISTS, List, ListSpec};
use super::manifest::{Mapped, Mapping};
use super::yaml::{self, Node, Value};
use super::{Input, Layout, Loaded, MANIFEST, confidential, faults, hides_content, ics, unknown_field};
use crate::finding::Findings;
use crate::source::{Place, SourceId};

impl Loaded {
    /// The input in parts of a few MiB, in reading order: list after list, inline records first, then file after file.
    /// How it is cut depends on the input alone. What is kept from the readers is in none.
    pub fn parts(&self) -> Vec<Part> {
        let mut pieces = Vec::new();
        for spec in &LISTS {
            pieces.extend((!self.keeps(spec.class)).then_some((Piece { list: spec.list, input: None, range: (0, 0) }, 0)));
            let is_read = |input: &Input| input.list == spec.list && !self.keeps(self.class_of(input.source));
            for (at, input) in self.inputs.iter().enumerate().filter(|(_, input)| is_read(input)) {
                let text = self.sources.get(input.source).text();
                let ranges = match &self.layouts[input.source.0 as usize] {
                    Layout::Table(table) => table.ranges(text, PART),
                    Layout::Yaml | Layout::Empty | Layout::Calendar => vec![(0, text.len())],
                };
                pieces.extend(
                    ranges.into_iter().map(|range| (Piece { list: spec.list, input: Some(at), range }, range.1 - range.0)),
                );
            }
        }
        let mut parts = vec![Part(Vec::new())];
        let mut size = 0;
        for (piece, bytes) in pieces {
            if size + bytes > PART && size > 0 {
                parts.push(Part(Vec::new()));
                size = 0;
            }
            size += bytes;
            parts.last_mut().expect("it begins with one").0.push(piece);
        }
        parts
    }

    /// The parts of one list.
    pub fn parts_of(&self, list: List) -> impl Iterator<Item = Part> {
        let of_list = move |part: Part| Part(part.0.into_iter().filter(|piece| piece.list == list).collect());
        self.parts().into_iter().map(of_list).filter(|part| !part.0.is_empty())
    }

    /// What is known before any part is read.
    pub fn nothing_read(&self) -> Read {
        let unread = self.unread.iter().copied().chain(self.kept()).collect();
        Read { findings: Findings::new(), named: self.named.clone(), unread }
    }

    /// Hands every record of a part to `each`. O(bytes).
    pub fn entries(&self, part: &Part, each: &mut dyn FnMut(&Entry<'_>)) -> Read {
        let mut read = Read { findings: Findings::new(), named: BTreeSet::new(), unread: BTreeSet::new() };
        let mut of_students = Findings::new();
        let each = &mut |entry: &Entry<'_>| {
            self.students.look(entry, &mut of_students);
            each(entry);
        };
        for piece in &part.0 {
            let findings = match piece.input {
                Some(input) => self.file_entries(&self.inputs[input], piece.range, each),
                None => self.inline_entries(piece.list.spec(), each),
            };
            if findings.iter().any(|finding| hides_content(finding.kind)) {
                read.unread.insert(piece.list);
            }
            read.findings.extend(findings);
        }
        read.findings.append(&mut of_students);
        read
    }

    /// Records that stand in the manifest itself.
    fn inline_entries(&self, spec: &ListSpec, each: &mut dyn FnMut(&Entry<'_>)) -> Findings {
        let (mut findings, mut told) = (Findings::new(), BTreeSet::new());
        if self.inline.contains(&spec.list) {
            let mut documents = 0;
            yaml::read(MANIFEST, self.sources.get(MANIFEST).text(), None, &mut |root| {
                documents += 1;
                for record in
                    Some(&root).filter(|_| documents == 1).and_then(|root| root.get(spec.name)).map_or(&[][..], Node::elements)
                {
                    record_of(record, (spec, &Mapping::default()), &mut told, &mut findings, each);
                }
            });
        }
        findings
    }

    fn file_entries(&self, input: &Input, range: (usize, usize), each: &mut dyn FnMut(&Entry<'_>)) -> Findings {
        let (text, spec) = (self.sources.get(input.source).text(), input.list.spec());
        let mapping = &self.manifest.files[input.files].mapping;
        match &self.layouts[input.source.0 as usize] {
            Layout::Empty => Findings::new(),
            Layout::Table(table) => table.rows(text, range, spec, mapping, each),
            Layout::Calendar => ics::read((input.source, text), mapping, self.manifest.year, each),
            Layout::Yaml => {
                let (mut findings, mut told) = (Findings::new(), BTreeSet::new());
                let faults = yaml::read(input.source, text, Some(spec.name), &mut |node| {
                    record_of(&node, (spec, mapping), &mut told, &mut findings, each);
                });
                findings.extend(faults);
                findings
            }
        }
    }
}

/// How many bytes a part of the input has at least, unless it is the last: enough to make reading it apart worth while.
const PART: usize = 4 << 20;

/// A part of the input.
#[derive(Debug)]
pub struct Part(Vec<Piece>);

impl Part {
    /// What of it stands in some sources.
    pub(super) fn within(mut self, loaded: &Loaded, wanted: &dyn Fn(SourceId) -> bool) -> Self {
        self.0.retain(|piece| wanted(piece.input.map_or(MANIFEST, |input| loaded.inputs[input].source)));
        self
    }
}

/// Records of one list: those in the manifest, or those in a range of a file.
#[derive(Debug)]
struct Piece {
    list: List,
    input: Option<usize>,
    range: (usize, usize),
}

/// What became of the reading.
#[derive(Debug)]
pub struct Read {
    /// Faults of the records' form.
    pub findings: Findings,
    named: BTreeSet<List>,
    unread: BTreeSet<List>,
}

impl Read {
    /// Adds what became of a further part.
    pub fn add(&mut self, part: Self) {
        self.findings.extend(part.findings);
        self.unread.extend(part.unread);
    }

    /// Whether a list is there and was read whole; otherwise rules that need it are not run.
    pub fn has(&self, list: List) -> bool {
        self.named.contains(&list) && !self.unread.contains(&list)
    }

    /// Whether part of a list could not be read, so that an id may be defined where nobody sees it.
    pub fn hides(&self, list: List) -> bool {
        self.unread.contains(&list)
    }
}

/// A YAML node as a record. `told` are the confidential fields of the file that were told of.
fn record_of(
    node: &Node<'_>,
    (spec, mapping): (&ListSpec, &Mapping),
    told: &mut BTreeSet<String>,
    findings: &mut Findings,
    each: &mut dyn FnMut(&Entry<'_>),
) {
    if !matches!(node.value, Value::Map(_)) {
        if !matches!(node.value, Value::Null) {
            findings.push(
                faults::BAD_VALUE
                    .at(node.span, format!("a record of {} is a group of fields, not {}", spec.name, node.describe())),
            );
        }
        return;
    }
    let mut cells = Vec::with_capacity(node.entries().len());
    for (key, value) in node.entries() {
        let name = key.text().unwrap_or_default();
        // A field that lists have by design holds nothing of the kind, and most fields are such.
        let known = spec.field(name).filter(|_| mapping.columns.is_empty());
        if known.is_none() && confidential::is(name) {
            if told.insert(name.to_owned()) {
                findings.push(confidential::finding(key.span, name));
            }
            continue;
        }
        let empty = matches!(&value.value, Value::Null) || matches!(&value.value, Value::List(elements) if elements.is_empty());
        if !mapping.columns.is_empty() {
            let mapped = mapping.columns.iter().filter(|mapped| mapped.header == name && !empty);
            cells.extend(mapped.map(|mapped| mapped_cell(mapped, value)));
        } else if let Some(known) = known {
            cells.extend((!empty).then_some(Cell { field: known.field, key: None, format: None, written: Written::Node(value) }));
        } else {
            findings.push(unknown_field(key.span, name, spec));
        }
    }
    mapping.complete(&mut cells);
    let place = Place { source: node.span.source, offset: node.span.start };
    each(&Entry { list: spec.list, place, left_out: false, cells: &cells });
}

/// A field of a record under another name. A single value for a part of a map field is read as a table's cell is.
fn mapped_cell<'a>(mapped: &'a Mapped, value: &'a Node<'a>) -> Cell<'a> {
    let (key, written) = match (mapped.key.as_deref(), value.text()) {
        (Some(key), Some(text)) => (Some(key), Written::Cell(text.trim())),
        _ => (None, Written::Node(value)),
    };
    Cell { field: mapped.field, key, format: mapped.format.as_deref(), written }
}
