//! Paths of the manifest → files on disk. Comes in: paths and patterns relative to the manifest. Goes out: decoded
//! texts, or why a file cannot be had. Nothing outside the manifest's folder is opened unless that is allowed.

use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use super::Format;
use super::text::{Decoded, decode};

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
pub(super) struct Folder {
    /// As it is printed.
    shown: PathBuf,
    root: PathBuf,
    outside: bool,
}

impl Folder {
    pub(super) fn of(manifest: &Path, outside: bool) -> Self {
        let shown = manifest.parent().map(Path::to_owned).unwrap_or_default();
        let root = if shown.as_os_str().is_empty() { PathBuf::from(".") } else { shown.clone() };
        Self { shown, root: root.canonicalize().unwrap_or(root), outside }
    }

    /// The files of a path or pattern, sorted by bytes. `Err` for a path that leaves the folder.
    pub(super) fn matches(&self, path: &str) -> Result<Vec<PathBuf>, Refusal> {
        let steps_out = |part: Component<'_>| !matches!(part, Component::Normal(_) | Component::CurDir);
        if !self.outside && Path::new(path).components().any(steps_out) {
            return Err(Refusal::Outside);
        }
        if !path.contains(['*', '?', '[']) {
            return Ok(vec![self.shown.join(path)]);
        }
        let base = glob::Pattern::escape(&self.shown.to_string_lossy());
        let pattern = Path::new(&base).join(path);
        let found = glob::glob(&pattern.to_string_lossy()).map_err(|error| Refusal::Io(io::Error::other(error.msg)))?;
        let mut files: Vec<PathBuf> = found.filter_map(Result::ok).filter(|path| path.is_file()).collect();
        files.sort_by(|a, b| a.as_os_str().as_encoded_bytes().cmp(b.as_os_str().as_encoded_bytes()));
        Ok(files)
    }

    /// Reads and decodes one file.
    pub(super) fn read(&self, path: &Path) -> Result<Decoded, Refusal> {
        let real = path.canonicalize().map_err(Refusal::Io)?;
        if !self.outside && !real.starts_with(&self.root) {
            return Err(Refusal::Outside);
        }
        read(&real, if matches!(super::format_of(path), Some(Format::Yaml | Format::Calendar)) { MAX_YAML } else { MAX_FILE })
    }
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
    let decoded = fs::read(path).map(decode).map_err(Refusal::Io)?;
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
    /// What happened, in words that follow the path.
    pub(super) fn why(&self) -> String {
        match self {
            Self::Outside => {
                "lies outside the folder of district.yaml; move it there, or allow it with --allow-outside".to_owned()
            }
            Self::TooLarge(bytes) => format!("has {} MiB, more than plalign reads from one file", bytes >> 20),
            Self::Io(error) if error.kind() == io::ErrorKind::NotFound => "is not there".to_owned(),
            Self::Io(error) => format!("cannot be read: {error}"),
        }
    }
}
