//! `district.yaml` → what to read and how. Comes in: the manifest's nodes. Goes out: settings, files with their
//! mappings, inline lists, and every fault with its place.

use jiff::ToSpan;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::constants::{can_stand, sample_day};
use super::entry::Cell;
use super::entry::Written;
use super::lists::{Class, Field, LISTS, List, ListSpec};
use super::nearest::did_you_mean;
use super::values;
use super::yaml::{Node, Value};
use super::{NoField, confidential, faults, field_of};
use crate::config::Config;
use crate::finding::Findings;
use crate::source::Span;

/// What the manifest says, but for its inline lists.
#[derive(Debug, Default)]
pub struct Manifest {
    /// The district's id.
    pub id: String,
    /// What people call it; pages are headed by it.
    pub name: Option<String>,
    /// First and last day of the school year.
    pub year: Option<(Date, Date)>,
    /// The day for which the district is checked.
    pub as_of: Option<Date>,
    /// Packs that are to be in force, as ids or paths, and where they are written.
    pub packs: Vec<(String, Span)>,
    /// Who can read the output, where it is said ([`Loaded::readers`](super::Loaded::readers) answers for every manifest).
    pub readers: Option<Class>,
    /// A file with names of students, and where it is named.
    pub students: Option<(String, Span)>,
    /// Limits and rules.
    pub config: Config,
    /// The files of the lists, in the order of the manifest.
    pub files: Vec<ListFiles>,
}

/// One entry under `files:`.
#[derive(Debug)]
pub struct ListFiles {
    /// The list they hold.
    pub list: List,
    /// Paths or patterns, and where they are written.
    pub paths: Vec<(String, Span)>,
    /// Who may read them, if the manifest says so.
    pub class: Option<(Class, Span)>,
    /// How their columns are named.
    pub mapping: Mapping,
}

impl ListFiles {
    /// Who may read them.
    pub fn class(&self) -> Class {
        self.class.map_or(self.list.spec().class, |(class, _)| class)
    }
}

/// How the columns of a file are named, and what every row of it has.
#[derive(Debug, Default)]
pub struct Mapping {
    pub(super) columns: Vec<Mapped>,
    pub(super) set: Vec<Constant>,
}

/// One value under `set:`.
#[derive(Debug)]
pub(super) struct Constant {
    pub(super) field: Field,
    key: Option<String>,
    pub(super) text: String,
}

/// One column under `columns:`.
#[derive(Debug)]
pub(super) struct Mapped {
    pub(super) field: Field,
    pub(super) key: Option<String>,
    pub(super) header: String,
    pub(super) format: Option<String>,
    pub(super) span: Span,
}

impl Mapping {
    /// Adds the constants that a row does not override.
    pub(super) fn complete<'r>(&'r self, cells: &mut Vec<Cell<'r>>) {
        if cells.is_empty() {
            return;
        }
        for Constant { field, key, text } in &self.set {
            let overrides = |cell: &Cell<'_>| cell.field == *field && (cell.key.is_none() || cell.key == key.as_deref());
            if !cells.iter().any(overrides) {
                cells.push(Cell { field: *field, key: key.as_deref(), format: None, written: Written::Cell(text) });
            }
        }
    }
}

/// How many years a school year may span: more is a slip, and would be counted week by week.
const MAX_YEARS: i16 = 5;

const KEYS: [&str; 9] = ["plalign", "district", "year", "as_of", "packs", "files", "limits", "rules", "privacy"];

/// Reads the manifest's mapping. `codes` are the rules there are, for `rules:`.
pub(super) fn read(root: &Node<'_>, codes: &[&str], findings: &mut Findings) -> Manifest {
    let mut reader = Reader { codes, findings };
    let mut manifest = Manifest::default();
    if !reader.is_manifest(root) {
        return manifest;
    }
    for (key, value) in root.entries() {
        let name = key.text().unwrap_or_default();
        match name {
            "plalign" => reader.version(value),
            "district" => {
                manifest.id = reader.district(value);
                let name = value.get("name").and_then(Node::text).map(values::clean);
                manifest.name = name.filter(|name| !name.trim().is_empty());
            }
            "year" => manifest.year = reader.year(value),
            "as_of" => manifest.as_of = reader.day(value),
            "packs" => manifest.packs = reader.words(value),
            "files" => manifest.files = reader.files(value),
            "limits" => manifest.config.limits = reader.limits(value),
            "rules" => reader.rules(value, &mut manifest.config),
            "privacy" => (manifest.readers, manifest.students) = reader.privacy(value),
            _ if List::of(name).is_some() => {}
            _ => reader.unknown(key, name, "district.yaml", KEYS.into_iter().chain(LISTS.iter().map(|spec| spec.name))),
        }
    }
    for required in ["plalign", "district"] {
        if root.get(required).is_none() {
            let start = Span { end: root.span.start, ..root.span };
            let message =
                format!("the field “{required}” is missing: a manifest begins with `plalign: 1` and says `district: {{id: …}}`");
            reader.findings.push(faults::MISSING_FIELD.at(start, message));
        }
    }
    manifest
}

pub(super) struct Reader<'f> {
    pub(super) codes: &'f [&'f str],
    pub(super) findings: &'f mut Findings,
}

impl Reader<'_> {
    /// Whether this can be the manifest of a district at all. What can not is told, and nothing of it is looked at.
    fn is_manifest(&mut self, root: &Node<'_>) -> bool {
        let is_known = |key: &Node<'_>| key.text().is_some_and(|name| KEYS.contains(&name) || List::of(name).is_some());
        let what = match &root.value {
            Value::Map(_) if root.entries().iter().any(|(key, _)| is_known(key)) => return true,
            Value::Map(_) => "and none of these fields is one of a district's".to_owned(),
            _ => format!("not {}", root.describe()),
        };
        let message = format!("this is no district: a district is a group of fields such as `district:` and `files:`, {what}");
        let help = "Name the district.yaml, or the folder that holds it; a list is named in it under `files`.";
        self.findings.push(faults::BAD_SYNTAX.at(root.span, message).help(help));
        false
    }

    pub(super) fn wrong(&mut self, node: &Node<'_>, message: impl Into<String>) {
        self.findings.push(faults::BAD_VALUE.at(node.span, message));
    }

    pub(super) fn unknown<'k>(&mut self, key: &Node<'_>, name: &str, of: &str, known: impl Iterator<Item = &'k str>) {
        let message = format!("“{}” is no field of {of}{}", values::clean(name), did_you_mean(name, known));
        self.findings.push(faults::UNKNOWN_FIELD.at(key.span, message));
    }

    /// The entries of a group of fields; none, with a finding, of anything else but nothing.
    pub(super) fn group<'n, 't>(&mut self, node: &'n Node<'t>, of: &str) -> &'n [(Node<'t>, Node<'t>)] {
        if !matches!(node.value, Value::Map(_) | Value::Null) {
            self.wrong(node, format!("{of} is a group of fields, not {}", node.describe()));
        }
        node.entries()
    }

    pub(super) fn word(&mut self, node: &Node<'_>) -> Option<String> {
        match node.text() {
            Some(text) => Some(text.trim().to_owned()),
            None if matches!(node.value, Value::Null) => None,
            None => {
                self.wrong(node, format!("a single value belongs here, not {}", node.describe()));
                None
            }
        }
    }

    fn words(&mut self, node: &Node<'_>) -> Vec<(String, Span)> {
        node.elements().iter().filter_map(|element| Some((self.word(element)?, element.span))).collect()
    }

    pub(super) fn parsed<T>(&mut self, node: &Node<'_>, parse: impl Fn(&str) -> Result<T, String>) -> Option<T> {
        let word = self.word(node)?;
        parse(&word).map_err(|why| self.wrong(node, why)).ok()
    }

    fn day(&mut self, node: &Node<'_>) -> Option<Date> {
        self.parsed(node, |text| values::day(text, None))
    }

    fn version(&mut self, node: &Node<'_>) {
        self.parsed(node, |text| {
            if text == "1" {
                Ok(())
            } else {
                Err(format!("{} is a version of the format that this plalign does not know; it reads 1", values::quote(text)))
            }
        });
    }

    /// The id of the district; none, with a finding, where it is no id.
    fn district(&mut self, node: &Node<'_>) -> String {
        let id = |text: &str| values::id(text).map(|()| text.to_owned());
        if node.text().is_some() {
            return self.parsed(node, id).unwrap_or_default();
        }
        for (key, _) in node.entries() {
            let name = key.text().unwrap_or_default();
            if !["id", "name"].contains(&name) {
                self.unknown(key, name, "district", ["id", "name"].into_iter());
            }
        }
        let written = node.get("id").filter(|written| !matches!(written.value, Value::Null));
        if written.is_none() {
            self.findings.push(faults::MISSING_FIELD.at(node.span, "the district has no “id”"));
        }
        written.and_then(|written| self.parsed(written, id)).unwrap_or_default()
    }

    fn year(&mut self, node: &Node<'_>) -> Option<(Date, Date)> {
        let start = node.get("start").and_then(|day| self.day(day));
        let end = node.get("end").and_then(|day| self.day(day));
        match (start, end) {
            (Some(start), Some(end)) if start.checked_add(MAX_YEARS.years()).is_ok_and(|most| most < end) => {
                self.wrong(node, format!("a school year of more than {MAX_YEARS} years is a slip of the pen"));
                None
            }
            (Some(start), Some(end)) if start <= end => Some((start, end)),
            (Some(_), Some(_)) => {
                self.wrong(node, "the year ends before it starts");
                None
            }
            _ => {
                self.wrong(node, "a year is written {start: 2026-08-17, end: 2027-06-11}");
                None
            }
        }
    }

    fn files(&mut self, node: &Node<'_>) -> Vec<ListFiles> {
        let mut files = Vec::new();
        for (key, value) in self.group(node, "`files`") {
            let name = key.text().unwrap_or_default();
            let Some(list) = List::of(name) else {
                self.unknown(key, name, "files", LISTS.iter().map(|spec| spec.name));
                continue;
            };
            let several =
                matches!(&value.value, Value::List(items) if items.iter().any(|item| matches!(item.value, Value::Map(_))));
            let entries = if several { value.elements() } else { std::slice::from_ref(value) };
            files.extend(entries.iter().filter_map(|entry| self.list_files(list, entry)));
        }
        files
    }

    fn list_files(&mut self, list: List, node: &Node<'_>) -> Option<ListFiles> {
        let mut files = ListFiles { list, paths: Vec::new(), class: None, mapping: Mapping::default() };
        if !matches!(node.value, Value::Map(_)) {
            files.paths = self.words(node);
            return (!files.paths.is_empty()).then_some(files);
        }
        for (key, value) in node.entries() {
            match key.text().unwrap_or_default() {
                "path" => files.paths = self.words(value),
                "class" => files.class = self.class(value).map(|class| (class, value.span)),
                "columns" => files.mapping.columns = self.columns(list.spec(), value),
                "set" => files.mapping.set = self.constants(list.spec(), value),
                name => self.unknown(key, name, "files", ["path", "class", "columns", "set"].into_iter()),
            }
        }
        if files.paths.is_empty() {
            self.findings.push(faults::MISSING_FIELD.at(node.span, format!("the files of {} have no “path”", list.name())));
            return None;
        }
        Some(files)
    }

    fn class(&mut self, node: &Node<'_>) -> Option<Class> {
        self.parsed(node, |text| {
            Class::of(text).ok_or_else(|| {
                format!(
                    "{} is no class{}; it is public, staff or restricted",
                    values::quote(text),
                    did_you_mean(text, Class::WORDS.into_iter())
                )
            })
        })
    }

    fn field(&mut self, spec: &ListSpec, key: &Node<'_>) -> Option<(Field, Option<String>)> {
        let told = |no: NoField| self.findings.push(faults::UNKNOWN_FIELD.at(key.span, no.message));
        field_of(key.text().unwrap_or_default(), spec).map_err(told).ok()
    }

    fn columns(&mut self, spec: &ListSpec, node: &Node<'_>) -> Vec<Mapped> {
        let mut columns = Vec::new();
        for (key, value) in self.group(node, "`columns`") {
            let Some((field, part)) = self.field(spec, key) else { continue };
            let from = if matches!(value.value, Value::Map(_)) { value.get("from") } else { Some(value) };
            let Some(header) = from.and_then(|from| self.word(from)) else {
                self.wrong(value, "a column is its header, or {from: header, format: \"%m/%d/%Y\"}");
                continue;
            };
            let format = match value.get("format").map(|format| self.format(format)) {
                // Told here once: without it every row would be wrong.
                Some(None) => continue,
                format => format.flatten(),
            };
            let span = from.map_or(value.span, |from| from.span);
            if confidential::is(&header) {
                self.findings.push(confidential::finding(span, &header));
                continue;
            }
            columns.push(Mapped { field, key: part, header, format, span });
        }
        columns
    }

    /// How days are written, as `strptime` has it; told and dropped where no day can be written so.
    fn format(&mut self, node: &Node<'_>) -> Option<String> {
        self.parsed(node, |text| {
            let sample = jiff::civil::date(2026, 9, 15).to_zoned(TimeZone::UTC).map_err(|error| error.to_string())?;
            match sample_day(text, &sample) {
                Ok(_) => Ok(text.to_owned()),
                Err(_) => Err(format!("{} is no form of a day; write it like %m/%d/%Y", values::quote(text))),
            }
        })
    }

    fn constants(&mut self, spec: &ListSpec, node: &Node<'_>) -> Vec<Constant> {
        let mut constants = Vec::new();
        for (key, value) in self.group(node, "`set`") {
            let Some((field, part)) = self.field(spec, key) else { continue };
            let kind = spec.fields.iter().find(|known| known.field == field).map(|known| known.kind);
            let stands =
                |text: &str| kind.map_or(Ok(()), |kind| can_stand(kind, part.as_deref(), text)).map(|()| text.to_owned());
            if let Some(text) = self.parsed(value, stands) {
                constants.push(Constant { field, key: part, text });
            }
        }
        constants
    }

    /// Who can read the output, and the file with names of students. Where readers were not understood, the strictest class.
    fn privacy(&mut self, node: &Node<'_>) -> (Option<Class>, Option<(String, Span)>) {
        let entries = self.group(node, "`privacy`");
        let mut understood = matches!(node.value, Value::Map(_) | Value::Null);
        let (mut readers, mut students) = (None, None);
        for (key, value) in entries {
            match key.text().unwrap_or_default() {
                "readers" => {
                    readers = self.class(value);
                    understood &= readers.is_some();
                }
                "students" => students = self.word(value).map(|path| (path, value.span)),
                name => {
                    self.unknown(key, name, "privacy", ["readers", "students"].into_iter());
                    understood = false;
                }
            }
        }
        (if understood { readers } else { Some(Class::Public) }, students)
    }
}
