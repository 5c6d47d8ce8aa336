//! Paths of the manifest → files, on disk or in a commit. Comes in: paths and patterns relative to the manifest. Goes out:
//! decoded texts, or why a file cannot be had. Nothing outside the manifest's folder is opened unless that is allowed.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use rayon::prelude::*;

use super::Format;
use super::own::is_own;
use super::pattern::{Entry, Pattern, is_open};
use super::revision::Revision;
use super::text::{Decoded, decode};

/// The folder in which a path lies; `.` for the working folder, of which a path need not say anything.
pub fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// The largest file: places count bytes in 32 bits.
const MAX_FILE: u64 = u32::MAX as u64 - 1;
/// The largest file that is no table: a reader of YAML needs several times the text.
pub(super) const MAX_YAML: u64 = 256 << 20;

/// Why a file was not read.
#[derive(Debug)]
pub(super) enum Refusal {
    Outside,
    TooLarge(u64),
    Io(io::Error),
}

/// The folder that a manifest's paths are relative to.
#[derive(Debug)]
pub(super) struct Folder<'r> {
    /// As it is printed.
    shown: PathBuf,
    /// Where it is, links followed; in a commit from its root.
    root: PathBuf,
    outside: bool,
    /// The commit it is in, where it is not on disk.
    revision: Option<&'r Revision>,
}

impl<'r> Folder<'r> {
    pub(super) fn of(manifest: &Path, outside: bool, revision: Option<&'r Revision>) -> Self {
        let shown = manifest.parent().map(Path::to_owned).unwrap_or_default();
        let root = folder_of(manifest);
        let real = revision.map_or_else(|| root.canonicalize().ok(), |revision| revision.folder(root));
        Self { shown, root: real.unwrap_or_else(|| root.to_owned()), outside, revision }
    }

    /// The files of a path or pattern, sorted by bytes. `Err` for a path that leaves the folder.
    pub(super) fn matches(&self, path: &str) -> Result<Vec<PathBuf>, Refusal> {
        let steps_out = |part: Component<'_>| !matches!(part, Component::Normal(_) | Component::CurDir);
        if !self.outside && Path::new(path).components().any(steps_out) {
            return Err(Refusal::Outside);
        }
        if !is_open(path) {
            return Ok(vec![self.shown.join(path)]);
        }
        let mut files = Pattern::of(path).files(self)?;
        files.retain(|file| !is_own(file));
        files.iter_mut().for_each(|file| *file = self.shown.join(&*file));
        files.sort_by(|a, b| a.as_os_str().as_encoded_bytes().cmp(b.as_os_str().as_encoded_bytes()));
        Ok(files)
    }

    /// Where a folder is, by its path from this one, links followed; `None` where there is none.
    pub(super) fn real(&self, path: &Path) -> Option<PathBuf> {
        match self.revision {
            Some(revision) => revision.folder(&self.shown.join(path)),
            None => self.root.join(path).canonicalize().ok(),
        }
    }

    /// Whether what is there may be read.
    pub(super) fn holds(&self, real: &Path) -> bool {
        self.outside || real.starts_with(&self.root)
    }

    /// What lies in a folder, in the order of names. Nothing where it went meanwhile; `Err` where it cannot be listed.
    pub(super) fn entries(&self, real: &Path) -> Result<Vec<(OsString, Entry)>, Refusal> {
        if let Some(revision) = self.revision {
            return Ok(revision.entries(real));
        }
        let fail = |error: io::Error| {
            let folder = real.strip_prefix(&self.root).unwrap_or(real);
            Refusal::Io(io::Error::other(format!("the folder {} cannot be listed: {error}", folder.display())))
        };
        let listed = match fs::read_dir(real) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            listed => listed.map_err(fail)?,
        };
        let mut entries = Vec::new();
        for entry in listed {
            let entry = entry.map_err(fail)?;
            if let Some(what) = what(&entry) {
                entries.push((entry.file_name(), what));
            }
        }
        entries.sort_by(|(a, _), (b, _)| a.cmp(b));
        Ok(entries)
    }

    /// Reads and decodes one file.
    pub(super) fn read(&self, path: &Path) -> Result<Decoded, Refusal> {
        self.read_all(&[path]).pop().expect("one file was asked for")
    }

    /// Reads and decodes files, in parallel; their texts in their order.
    pub(super) fn read_all<P: AsRef<Path> + Sync>(&self, paths: &[P]) -> Vec<Result<Decoded, Refusal>> {
        let Some(revision) = self.revision else {
            return paths.par_iter().map(|path| self.read_on_disk(path.as_ref())).collect();
        };
        let within = (!self.outside).then_some(self.root.as_path());
        let files: Vec<(&Path, u64)> = paths.iter().map(|path| (path.as_ref(), limit(path.as_ref()))).collect();
        revision.read(&files, within).into_par_iter().map(|bytes| bytes.and_then(decoded)).collect()
    }

    fn read_on_disk(&self, path: &Path) -> Result<Decoded, Refusal> {
        let real = path.canonicalize().map_err(Refusal::Io)?;
        if !self.outside && !real.starts_with(&self.root) {
            return Err(Refusal::Outside);
        }
        read(&real, limit(path))
    }
}

/// What an entry is; `None` for what is neither file nor folder, or went meanwhile.
fn what(entry: &fs::DirEntry) -> Option<Entry> {
    let (sort, path) = (entry.file_type().ok()?, entry.path());
    match fs::metadata(&path).ok()? {
        about if about.is_file() => Some(Entry::File),
        about if !about.is_dir() => None,
        _ if sort.is_symlink() => path.canonicalize().ok().map(Entry::Link),
        _ => Some(Entry::Folder(path)),
    }
}

/// The largest file of a kind that is read.
fn limit(path: &Path) -> u64 {
    if matches!(super::format_of(path), Some(Format::Yaml | Format::Calendar)) { MAX_YAML } else { MAX_FILE }
}

/// Reads and decodes a file of at most `limit` bytes.
pub(super) fn read(path: &Path, limit: u64) -> Result<Decoded, Refusal> {
    let about = fs::metadata(path).map_err(Refusal::Io)?;
    if !about.is_file() {
        return Err(Refusal::Io(io::Error::other("it is not a file")));
    }
    if about.len() > limit {
        return Err(Refusal::TooLarge(about.len()));
    }
    decoded(fs::read(path).map_err(Refusal::Io)?)
}

pub(super) fn decoded(bytes: Vec<u8>) -> Result<Decoded, Refusal> {
    let decoded = decode(bytes);
    // Text of another encoding grows as it becomes UTF-8.
    let bytes = decoded.text.len() as u64;
    if bytes > MAX_FILE { Err(Refusal::TooLarge(bytes)) } else { Ok(decoded) }
}

/// A path as it is printed: relative to the working folder where it lies below it, with `/`.
pub(super) fn shown(path: &Path) -> String {
    let here = std::env::current_dir().ok();
    let relative = here.as_deref().and_then(|here| path.strip_prefix(here).ok()).unwrap_or(path);
    let parts: Vec<_> =
        relative.components().filter(|part| *part != Component::CurDir).map(|part| part.as_os_str().to_string_lossy()).collect();
    let joined = parts.join("/");
    // The root is a part of its own, so an absolute path has gained a second slash.
    super::values::clean(&joined.replacen("//", "/", 1))
}

impl Refusal {
    /// Whether there is no such file.
    pub(super) fn is_absence(&self) -> bool {
        matches!(self, Self::Io(error) if error.kind() == io::ErrorKind::NotFound)
    }

    /// What happened, in words that follow the path.
    pub(super) fn why(&self) -> String {
        match self {
            Self::Outside => {
                "lies outside the folder of district.yaml; move it there, or allow it with --allow-outside".to_owned()
            }
            Self::TooLarge(bytes) => format!("has {} MiB, more than plalign reads from one file", bytes >> 20),
            Self::Io(_) if self.is_absence() => "is not there".to_owned(),
            Self::Io(error) => format!("cannot be read: {error}"),
        }
    }
}
