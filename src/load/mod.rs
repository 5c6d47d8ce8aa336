//! Files → entries. Comes in: the path of a manifest. Goes out: every record of every list as it was written, and
//! every fault of the form with its place. No entry has a meaning yet; that is the model's part.

mod confidential;
mod constants;
mod csv;
/// One record as written.
pub mod entry;
/// Kinds of fault of the form.
pub mod faults;
/// The fields there are.
pub mod fields;
mod files;
/// Where a district may change.
pub mod folders;
mod format;
mod ics;
/// What on the disk is a district's own.
pub mod inputs;
/// The lists there are.
pub mod lists;
/// Places named by field → stretches of text.
pub mod locate;
/// The manifest.
pub mod manifest;
/// The nearest known name.
pub mod nearest;
/// Where records stand.
pub mod origin;
/// What plalign itself makes beside a district's files.
pub mod own;
/// Relicensure packs.
pub mod pack;
mod packs;
/// The input in parts.
pub mod parts;
mod pattern;
/// What records say, as numbers.
pub mod prints;
mod privacy;
/// What is read a second time.
pub mod reread;
/// The files of a commit.
pub mod revision;
pub(crate) mod scan;
/// What editors and programs may know of the files.
pub mod schema;
mod settings;
mod students;
pub(crate) mod text;
/// Text → days, minutes, numbers.
pub mod values;
mod words;
/// YAML nodes with places.
pub mod yaml;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use self::fields::keys_of;
pub use self::files::folder_of;
use self::files::{Folder, Refusal};
pub use self::format::is_read;
use self::format::{Format, format_of};
use self::lists::{Class, Field, List, ListSpec};
use self::manifest::Manifest;
use self::nearest::did_you_mean;
use self::pack::Pack;
pub use self::privacy::is_quotable;
use self::revision::Revision;
use self::students::Students;
use self::text::{Decoded, Flaw};
use crate::finding::{Finding, Findings, Kind};
use crate::source::{SourceId, Sources, Span};

/// Why nothing can be checked at all.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such manifest, or it cannot be opened.
    #[error("{path} {why}")]
    Manifest {
        /// The path as it was given.
        path: String,
        /// What happened.
        why: String,
    },
}

/// How a source is laid out: what is needed to read it, and to find its fields again.
#[derive(Debug)]
enum Layout {
    Yaml,
    Table(csv::Table),
    /// A table without a header: an empty list.
    Empty,
    Calendar,
}

/// A file of a list.
#[derive(Debug)]
struct Input {
    list: List,
    source: SourceId,
    /// Its entry in the manifest's files.
    files: usize,
}

/// Everything that was opened: texts, the manifest and the faults so far.
#[derive(Debug, Default)]
pub struct Loaded {
    /// The texts.
    pub sources: Sources,
    /// What the manifest says.
    pub manifest: Manifest,
    /// The packs in force, in the manifest's order.
    pub packs: Vec<Pack>,
    /// Faults of the manifest, the files and their headers.
    pub findings: Findings,
    inputs: Vec<Input>,
    layouts: Vec<Layout>,
    /// Who may read each source: the class of its files, or of the manifest's most confidential inline list.
    classes: Vec<Class>,
    /// The files of the sources.
    paths: Vec<PathBuf>,
    /// Every file that the manifest leads to, also what could not be read.
    found: Vec<PathBuf>,
    named: BTreeSet<List>,
    /// Lists with records in the manifest.
    inline: BTreeSet<List>,
    unread: BTreeSet<List>,
    /// Whether it is read again for the readers of the output alone.
    for_readers: bool,
    /// Names that must not stand in any text.
    students: Students,
}

/// The manifest among the sources.
pub const MANIFEST: SourceId = SourceId(0);

/// Opens a district: reads the manifest and every file it names, in parallel. `codes` are the rules there are.
/// Faults of the input are findings; only a manifest that is not there is an error.
pub fn open(path: &Path, allow_outside: bool, codes: &[&str]) -> Result<Loaded, Error> {
    let path = if path.is_dir() { path.join(NAME) } else { path.to_owned() };
    let folder = Folder::of(&path, allow_outside, None);
    opened(&path, &folder, files::read(&path, files::MAX_YAML), codes)
}

/// Opens a district as it was in a commit, by its manifest, relative to the working folder.
pub fn open_in(revision: &Revision, manifest: &Path, allow_outside: bool, codes: &[&str]) -> Result<Loaded, Error> {
    let folder = Folder::of(manifest, allow_outside, Some(revision));
    let read = revision.read(&[(manifest, files::MAX_YAML)], None).pop().expect("one file was asked for");
    opened(manifest, &folder, read.and_then(files::decoded), codes)
}

/// The manifest in a folder.
pub const NAME: &str = "district.yaml";
/// What can be done where there is no manifest.
const ELSEWHERE: &str = "; name the district.yaml you mean, or its folder, or begin one with: plalign init my-district";
/// The file of decisions beside a manifest that names none.
pub const DECISIONS: &str = "decisions.yaml";

fn opened(path: &Path, folder: &Folder<'_>, manifest: Result<Decoded, Refusal>, codes: &[&str]) -> Result<Loaded, Error> {
    let decoded = manifest.map_err(|refusal| Error::Manifest {
        path: files::shown(path),
        why: refusal.why() + if refusal.is_absence() { ELSEWHERE } else { "" },
    })?;
    let mut loaded = Loaded::default();
    if loaded.keep(path, decoded) {
        loaded.read_manifest(codes);
    }
    loaded.open_packs(folder);
    loaded.open_files(folder);
    Ok(loaded)
}

/// What is read where there is no district yet: a manifest without a word, and no fault of it.
pub fn nothing(path: &Path) -> Loaded {
    let mut loaded = Loaded::default();
    loaded.keep(path, Decoded::default());
    loaded
}

impl Loaded {
    /// Whether not a word stands in the manifest.
    pub fn is_blank(&self) -> bool {
        self.sources.get(MANIFEST).text().trim().is_empty()
    }

    /// Keeps a text; false, with a finding, where it is no text at all.
    fn keep(&mut self, path: &Path, decoded: Decoded) -> bool {
        let source = self.sources.add(files::shown(path), decoded.text);
        self.layouts.push(Layout::Yaml);
        self.classes.push(Class::Public);
        self.paths.push(path.to_owned());
        let Some(flaw) = decoded.flaw else { return true };
        let (finding, readable) = flawed(source, self.sources.get(source).text(), flaw);
        self.findings.push(finding);
        readable
    }

    fn read_manifest(&mut self, codes: &[&str]) {
        let text = self.sources.get(MANIFEST).text();
        let mut findings = Findings::new();
        let mut root = None;
        let mut further = None;
        findings.extend(yaml::read(MANIFEST, text, None, &mut |node| match &root {
            None => root = Some(node),
            Some(_) => further = further.or(Some(node.span)),
        }));
        if let Some(span) = further {
            findings.push(faults::BAD_VALUE.at(span, "a second document begins here; only the first one is the manifest"));
        }
        if let Some(root) = root {
            self.manifest = manifest::read(&root, codes, &mut findings);
            self.inline.extend(root.entries().iter().filter_map(|(key, _)| List::of(key.text()?)));
            self.named.extend(&self.inline);
            self.classes[MANIFEST.0 as usize] = self.inline.iter().map(|list| list.spec().class).max().unwrap_or(Class::Public);
        } else if findings.is_empty() {
            let start = Span { source: MANIFEST, start: 0, end: 0 };
            findings.push(faults::BAD_SYNTAX.at(start, "this is no district: the file is empty (begin it with `plalign: 1`)"));
        }
        self.findings.append(&mut findings);
    }

    /// Opens every file of the manifest; texts are read in parallel and kept in order.
    fn open_files(&mut self, folder: &Folder<'_>) {
        let mut wanted: Vec<(usize, PathBuf, Span)> = Vec::new();
        self.open_students(folder);
        for index in 0..self.manifest.files.len() {
            self.refuse_exposed(index);
            let files = &self.manifest.files[index];
            self.named.insert(files.list);
            for (path, span) in &files.paths {
                match folder.matches(path) {
                    Ok(found) if found.is_empty() => self.findings.push(no_match(*span, path)),
                    Ok(found) => wanted.extend(found.into_iter().map(|path| (index, path, *span))),
                    Err(refusal) => {
                        self.unread.insert(files.list);
                        self.findings.push(refused(*span, path, &refusal));
                    }
                }
            }
        }
        let mut seen = BTreeSet::new();
        wanted.retain(|(index, path, _)| seen.insert((*index, path.clone())));
        self.found.extend(wanted.iter().map(|(_, path, _)| path.clone()));
        let paths: Vec<&Path> = wanted.iter().map(|(_, path, _)| path.as_path()).collect();
        for ((index, path, span), text) in wanted.iter().zip(folder.read_all(&paths)) {
            self.open_file(*index, *span, path, format_of(path), text);
        }
    }

    fn open_file(&mut self, index: usize, span: Span, path: &Path, format: Option<Format>, text: Result<Decoded, Refusal>) {
        let list = self.manifest.files[index].list;
        let (Some(fit), Ok(_)) = (format.filter(|format| format.fits(list)), &text) else {
            self.unread.insert(list);
            let path = files::shown(path);
            self.findings.push(match text {
                Err(refusal) => refused(span, &path, &refusal),
                Ok(_) => faults::UNREADABLE_FILE.at(span, not_read(&path, format, list)),
            });
            return;
        };
        let source = SourceId(self.layouts.len() as u32);
        if !text.is_ok_and(|decoded| self.keep(path, decoded)) {
            self.unread.insert(list);
            return;
        }
        match fit {
            Format::Yaml => {}
            Format::Table => self.open_table(index, source),
            Format::Calendar => self.open_calendar(index, source),
        }
        self.classes[source.0 as usize] = self.manifest.files[index].class();
        self.inputs.push(Input { list, source, files: index });
    }

    fn open_table(&mut self, index: usize, source: SourceId) {
        let files = &self.manifest.files[index];
        let (text, path) = (self.sources.get(source).text(), self.sources.get(source).path());
        let opened = csv::Table::open(source, text, files.list.spec(), &files.mapping, path, &mut self.findings);
        let table = opened.unwrap_or_else(|quote| {
            let outcome = "the columns cannot be told apart and the file is not read";
            self.findings.push(csv::broken(source, quote, outcome));
            self.unread.insert(files.list);
            None
        });
        if let Some(table) = &table
            && files.list.spec().fields.iter().any(|field| field.required && !table.holds(field.field, &files.mapping))
        {
            self.unread.insert(files.list);
        }
        self.layouts[source.0 as usize] = table.map_or(Layout::Empty, Layout::Table);
    }

    /// A calendar file has no columns; where some are mapped, that is told once.
    fn open_calendar(&mut self, index: usize, source: SourceId) {
        if let Some(mapped) = self.manifest.files[index].mapping.columns.first() {
            let message =
                format!("{} is a calendar file and has no columns; leave `columns` out", self.sources.get(source).path());
            self.findings.push(faults::BAD_VALUE.at(mapped.span, message));
        }
        self.layouts[source.0 as usize] = Layout::Calendar;
    }
}

/// Whether a fault keeps content from being read (exit code 2).
pub fn hides_content(kind: &Kind) -> bool {
    [&faults::BAD_SYNTAX, &faults::UNREADABLE_FILE, &faults::TOO_LARGE].contains(&kind)
}

/// Whether a fault is a refusal for privacy (exit code 3).
pub fn is_refusal(kind: &Kind) -> bool {
    const REFUSALS: [&Kind; 4] =
        [&faults::CONFIDENTIAL_FIELD_EXPOSED, &faults::SMALL_CELL, &faults::STUDENT_IDENTIFIER, &faults::WALL_BREACH];
    REFUSALS.contains(&kind)
}

/// Whether a fault decides over the exit code by itself, whatever level fails.
pub fn changes_exit(kind: &Kind) -> bool {
    hides_content(kind) || is_refusal(kind)
}

fn no_match(span: Span, path: &str) -> Finding {
    faults::EMPTY_MATCH.at(span, format!("no file fits {}", values::quote(path)))
}

/// What is wrong with the bytes of a text, and whether it can be read all the same.
fn flawed(source: SourceId, text: &str, (at, flaw): (u32, Flaw)) -> (Finding, bool) {
    let width = text[at as usize..].chars().next().map_or(0, char::len_utf8) as u32;
    let span = Span { source, start: at, end: at + width };
    match flaw {
        Flaw::BadByte(0) => (faults::BAD_ENCODING.at(span, "the text is damaged here: two bytes make no character"), true),
        Flaw::BadByte(byte) => (
            faults::BAD_ENCODING.at(span, format!("the file is UTF-8 but for the byte 0x{byte:02X} here; it was read as �")),
            true,
        ),
        Flaw::Foreign(what) => {
            let message = format!("this is {what}, no text; open it in the program it is from, and save it as “CSV UTF-8”");
            (faults::BAD_SYNTAX.at(span, message), false)
        }
        Flaw::Nul => (faults::BAD_SYNTAX.at(span, "a NUL byte stands here: this is not a text file"), false),
    }
}

fn refused(span: Span, path: &str, refusal: &Refusal) -> Finding {
    let kind = if matches!(refusal, Refusal::TooLarge(_)) { &faults::TOO_LARGE } else { &faults::UNREADABLE_FILE };
    // What is called like no file may be anything that was written there.
    let shown = if is_read(Path::new(path)) { values::clean(path) } else { values::quote(path) };
    kind.at(span, format!("{shown} {}", refusal.why()))
}

/// Why a file that can be opened is not read as this list, in words.
fn not_read(path: &str, format: Option<Format>, list: List) -> String {
    if format == Some(Format::Calendar) {
        return format!("{path} is a calendar file; breaks of the list `calendar` are read from it, and no {}", list.name());
    }
    format!("{path} is of a kind that plalign does not read; it reads {}", format::proposed())
}

/// That a name is no field of a list.
struct NoField {
    message: String,
    /// Whether the message names a field that may be meant.
    is_slip: bool,
}

/// The field of a name such as `due` or `target.metric`, and the part behind the dot; or why there is none.
fn field_of(name: &str, spec: &ListSpec) -> Result<(Field, Option<String>), NoField> {
    let (field, part) = name.split_once('.').map_or((name, None), |(field, part)| (field, Some(part)));
    let known = spec.field(field).ok_or_else(|| no_field(name, spec))?;
    match (part, keys_of(known.kind)) {
        (Some(part), Some(keys)) if !keys.contains(&part) => {
            Err(NoField::with(name, spec, &did_you_mean(part, keys.iter().copied())))
        }
        _ => Ok((known.field, part.map(str::to_owned))),
    }
}

fn no_field(name: &str, spec: &ListSpec) -> NoField {
    // `hours: 2,5` in braces is a field and another one named 5.
    if !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit()) {
        return NoField::with(name, spec, "; a number is written with a point, such as 2.5");
    }
    NoField::with(name, spec, &did_you_mean(name, spec.fields.iter().map(|field| field.field.name())))
}

impl NoField {
    fn with(name: &str, spec: &ListSpec, hint: &str) -> Self {
        let message = format!("{} is no field of {}{hint}", values::quote(name), spec.name);
        Self { message, is_slip: !hint.is_empty() }
    }
}

fn unknown_field(at: Span, name: &str, spec: &ListSpec) -> Finding {
    faults::UNKNOWN_FIELD.at(at, no_field(name, spec).message)
}
