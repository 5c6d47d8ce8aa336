//! A pattern of the manifest → the files that it takes in, on disk or in a commit. Comes in: its text and the folder of the
//! manifest. Goes out: paths. Apart from the reading, because links to folders are followed: in one place of a pattern each folder
//! is looked into once, whichever way leads to it, so that links in a ring end, and a file that two ways lead to is one file.

use std::collections::{BTreeSet, VecDeque};
use std::ffi::OsString;
use std::io;
use std::path::{Component, Path, PathBuf};

use super::files::{Folder, Refusal};

/// A path whose parts may hold `*`, `?` and `[…]`.
#[derive(Debug)]
pub(super) struct Pattern {
    /// The folders before the first such part; the last part is none of them.
    pub(super) fixed: PathBuf,
    rest: Vec<String>,
}

/// What lies in a folder.
#[derive(Debug)]
pub(super) enum Entry {
    /// A file, or a link to one.
    File,
    /// A folder, and where it is.
    Folder(PathBuf),
    /// A link to a folder, and where that is.
    Link(PathBuf),
}

/// A part of a pattern.
enum Part {
    /// Any number of folders; at the end, whatever is in them.
    Any,
    /// Names.
    Name(glob::Pattern),
}

/// A folder on the way, by its path and where it is, and the number of the part that is looked for in it.
type Stop = (PathBuf, PathBuf, usize);

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
        self.rest.len() > 1 || self.rest.iter().any(|part| part == "**")
    }

    /// The files that it takes in, in no order; a folder out of bounds to which it leads stands for those in it. `Err` where a folder
    /// cannot be listed. O(entries of the folders that it leads to, for each of its parts).
    pub(super) fn files(&self, folder: &Folder<'_>) -> Result<Vec<PathBuf>, Refusal> {
        let parts: Vec<Part> = self.rest.iter().map(|part| Part::of(part)).collect::<Result<_, _>>()?;
        let Some(start) = folder.real(&self.fixed) else { return Ok(Vec::new()) };
        if !folder.holds(&start) {
            return Ok(vec![self.fixed.clone()]);
        }
        let (mut files, mut seen) = (Vec::new(), BTreeSet::new());
        // A folder goes before links to it, so that its files have their own paths.
        let mut folders: VecDeque<Stop> = VecDeque::from([(self.fixed.clone(), start, 0)]);
        let mut links: VecDeque<Stop> = VecDeque::new();
        while let Some((path, real, nth)) = folders.pop_front().or_else(|| links.pop_front()) {
            if !seen.insert((real.clone(), nth)) {
                continue;
            }
            let (part, is_last) = (&parts[nth], nth + 1 == parts.len());
            if matches!(part, Part::Any) && !is_last {
                folders.push_front((path.clone(), real.clone(), nth + 1));
            }
            for (name, entry) in folder.entries(&real)? {
                let fits = part.fits(&name);
                let next = match part {
                    Part::Any => Some(nth),
                    Part::Name(_) => (fits && !is_last).then_some(nth + 1),
                };
                match (entry, next) {
                    (Entry::File, _) if fits && is_last => files.push(path.join(name)),
                    (Entry::Folder(real), Some(next)) => folders.push_back((path.join(name), real, next)),
                    (Entry::Link(real), Some(next)) if folder.holds(&real) => links.push_back((path.join(name), real, next)),
                    (Entry::Link(_), Some(_)) => files.push(path.join(name)),
                    _ => {}
                }
            }
        }
        Ok(files)
    }
}

impl Part {
    fn of(text: &str) -> Result<Self, Refusal> {
        let name = || glob::Pattern::new(text).map_err(|error| Refusal::Io(io::Error::other(error.msg)));
        if text == "**" { Ok(Self::Any) } else { name().map(Self::Name) }
    }

    fn fits(&self, name: &OsString) -> bool {
        match self {
            Self::Any => true,
            Self::Name(pattern) => pattern.matches(&name.to_string_lossy()),
        }
    }
}

/// Whether a text may stand for several.
pub(super) fn is_open(text: &str) -> bool {
    text.contains(['*', '?', '['])
}
