//! A path or pattern of the manifest → the files it takes in, on disk or in a commit. Comes in: its text and a folder. Goes out:
//! paths from that folder. Apart from the reading, because links to folders are followed: each folder is looked into once,
//! whichever way leads to it, so that links in a ring end, and a file that two ways lead to is one file.

use std::collections::{BTreeSet, VecDeque};
use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};

use glob::MatchOptions;
use walkdir::{DirEntry, WalkDir};

use super::files::Refusal;
use super::revision::Revision;

/// A path whose parts may hold `*`, `?` and `[…]`.
#[derive(Debug)]
pub(super) struct Pattern {
    /// The folders before the first such part; the last part is none of them.
    pub(super) fixed: PathBuf,
    rest: Vec<String>,
}

impl Pattern {
    pub(super) fn of(text: &str) -> Self {
        let mut parts: Vec<_> = Path::new(text).components().filter(|part| *part != Component::CurDir).collect();
        let is_fixed = |part: &&Component<'_>| !is_open(&part.as_os_str().to_string_lossy());
        let fixed = parts.iter().take_while(is_fixed).count().min(parts.len().saturating_sub(1));
        let rest = parts.split_off(fixed).iter().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
        Self { fixed: parts.iter().collect(), rest }
    }

    /// Whether it takes in files of folders below its fixed ones.
    pub(super) fn is_deep(&self) -> bool {
        self.rest.len() > 1
    }

    /// The files of a folder that it takes in, in no order. O(entries below its fixed folders).
    pub(super) fn files(&self, folder: &Path, revision: Option<&Revision>) -> Result<Vec<PathBuf>, Refusal> {
        let error = |error: glob::PatternError| Refusal::Io(std::io::Error::other(error.msg));
        let pattern = glob::Pattern::new(&self.rest.join("/")).map_err(error)?;
        let options = MatchOptions { require_literal_separator: true, ..MatchOptions::new() };
        let depth = if self.rest.iter().any(|part| part == "**") { usize::MAX } else { self.rest.len() };
        let root = folder.join(&self.fixed);
        let below = match revision {
            Some(revision) => revision.below(&root, depth).into_iter().map(PathBuf::from).collect(),
            None => below(&root, depth)?,
        };
        let fitting = below.into_iter().filter(|path| pattern.matches_path_with(path, options));
        Ok(fitting.map(|path| root.join(path)).collect())
    }
}

/// The files below a folder, so many parts deep at most, as paths from it. What goes meanwhile is not there.
fn below(folder: &Path, depth: usize) -> Result<Vec<PathBuf>, Refusal> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let (mut files, mut seen) = (Vec::new(), BTreeSet::new());
    let mut starts = VecDeque::from([PathBuf::new()]);
    while let Some(start) = starts.pop_front() {
        let Ok(real) = folder.join(&start).canonicalize() else { continue };
        let depth = depth.saturating_sub(start.components().count());
        let is_new =
            |entry: &DirEntry| !entry.file_type().is_dir() || entry.depth() == depth || seen.insert(entry.path().to_owned());
        for entry in WalkDir::new(&real).max_depth(depth).sort_by_file_name().into_iter().filter_entry(is_new) {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) if error.io_error().is_some_and(|error| error.kind() == ErrorKind::NotFound) => continue,
                Err(error) => return Err(Refusal::Io(error.into())),
            };
            let path = start.join(entry.path().strip_prefix(&real).unwrap_or(entry.path()));
            let is_link = entry.file_type().is_symlink();
            if entry.file_type().is_file() || is_link && entry.path().is_file() {
                files.push(path);
            } else if is_link {
                starts.push_back(path);
            }
        }
    }
    Ok(files)
}

/// Whether a text may stand for several.
pub(super) fn is_open(text: &str) -> bool {
    text.contains(['*', '?', '['])
}
