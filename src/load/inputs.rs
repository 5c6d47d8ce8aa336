//! What on the disk is a district's own. Comes in: what was opened, and a path to which something is to be written. Goes out: why
//! it must not be: nothing that plalign writes takes the place of a plan, and none is read as one the next time. Apart from the
//! reading, which needs none of it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Component, Path, PathBuf};

use glob::{MatchOptions, Pattern};

use super::{DECISIONS, Loaded, MANIFEST, faults, folder_of, format_of, pack};
use crate::finding::{At, Finding};

/// Why nothing may be written to a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Claim {
    /// It is a file of the district, whether it could be read or not.
    File,
    /// It would be one: the manifest names this path, or this pattern takes it in.
    Named(String),
    /// It may be one: the manifest cannot be read whole, and the file is there and of a kind that is read.
    Unsure,
}

/// The files of a district, those that are there and those that would be.
#[derive(Debug)]
pub struct Inputs<'l> {
    loaded: &'l Loaded,
    files: BTreeSet<Identity>,
    named: Vec<Named<'l>>,
    /// The folder of the manifest, as it was named and where it lies.
    roots: [PathBuf; 2],
    unsure: bool,
}

/// What tells a file from others, whatever its names and the links to it.
#[cfg(unix)]
type Identity = (u64, u64);
/// Elsewhere files have no numbers: where links lead is followed.
#[cfg(not(unix))]
type Identity = PathBuf;

/// A path or pattern of the manifest.
#[derive(Debug)]
struct Named<'l> {
    text: &'l str,
    /// The folder in which it is looked for.
    base: PathBuf,
    rest: Pattern,
}

impl Loaded {
    /// The files of the district. O(files).
    pub fn inputs(&self) -> Inputs<'_> {
        let lists = self.manifest.files.iter().flat_map(|files| &files.paths);
        let packs = self.manifest.packs.iter().filter(|(name, _)| pack::is_path(name));
        let names = lists.chain(packs).chain(&self.manifest.students).map(|(name, _)| name.as_str()).chain([DECISIONS]);
        let root = folder_of(self.path(MANIFEST));
        let roots = [plain(root), real(root)];
        let of_roots = |name| roots.iter().filter_map(move |root| Named::of(root, name));
        let is_of_manifest = |at: &At| matches!(at, At::Span(span) if span.source == MANIFEST);
        let breaks = |one: &Finding| *one.kind == faults::BAD_SYNTAX && one.labels.iter().any(|label| is_of_manifest(&label.at));
        Inputs {
            loaded: self,
            files: self.files().filter_map(identity).collect(),
            named: names.flat_map(of_roots).collect(),
            unsure: self.findings.iter().any(breaks),
            roots: roots.clone(),
        }
    }

    /// Every file that was read, or that should have been.
    fn files(&self) -> impl Iterator<Item = &Path> {
        self.paths.iter().chain(&self.found).map(PathBuf::as_path)
    }
}

impl Inputs<'_> {
    /// Why nothing may be written to a path; `None` where nothing speaks against it.
    pub fn claim(&self, path: &Path) -> Option<Claim> {
        if identity(path).is_some_and(|identity| self.files.contains(&identity)) {
            return Some(Claim::File);
        }
        let spots = [plain(path), real(path)];
        if let Some(named) = self.named.iter().find(|named| spots.iter().any(|spot| named.fits(spot))) {
            return Some(Claim::Named(named.text.to_owned()));
        }
        let is_near = || self.roots.iter().any(|root| spots.iter().any(|spot| spot.starts_with(root)));
        (self.unsure && path.is_file() && format_of(path).is_some() && is_near()).then_some(Claim::Unsure)
    }

    /// A file of the district that lies in a folder, at any depth, or is what should be the folder.
    pub fn within(&self, folder: &Path) -> Option<&Path> {
        let folder = folder.canonicalize().ok()?;
        self.loaded.files().find(|file| file.canonicalize().is_ok_and(|file| file.starts_with(&folder)))
    }
}

impl<'l> Named<'l> {
    fn of(root: &Path, text: &'l str) -> Option<Self> {
        let (mut base, mut rest) = (root.to_owned(), Vec::new());
        for part in Path::new(text).components() {
            match part {
                Component::Normal(part) => rest.push(part.to_string_lossy()),
                Component::CurDir => {}
                Component::ParentDir if rest.pop().is_some() => {}
                Component::ParentDir => _ = base.pop(),
                Component::RootDir | Component::Prefix(_) => (base, rest) = (base.join(part), Vec::new()),
            }
        }
        Some(Self { text, base, rest: Pattern::new(&rest.join("/")).ok()? })
    }

    fn fits(&self, path: &Path) -> bool {
        let options = MatchOptions { require_literal_separator: true, ..MatchOptions::new() };
        path.strip_prefix(&self.base).is_ok_and(|within| self.rest.matches_path_with(within, options))
    }
}

/// Whether two paths lead to one place, also where nothing is there yet.
pub fn is_same(one: &Path, other: &Path) -> bool {
    let same = matches!((identity(one), identity(other)), (Some(one), Some(other)) if one == other);
    same || plain(one) == plain(other) || real(one) == real(other)
}

/// The numbers of a file: two names with the same ones are of one file.
#[cfg(unix)]
pub fn numbers(about: &fs::Metadata) -> (u64, u64) {
    use std::os::unix::fs::MetadataExt;
    (about.dev(), about.ino())
}

#[cfg(unix)]
fn identity(path: &Path) -> Option<Identity> {
    fs::metadata(path).ok().map(|about| numbers(&about))
}

#[cfg(not(unix))]
fn identity(path: &Path) -> Option<Identity> {
    path.canonicalize().ok()
}

/// A path from the root on, without `.` and `..`, as it is written.
fn plain(path: &Path) -> PathBuf {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    whole.components().fold(PathBuf::new(), |mut plain, part| {
        match part {
            Component::ParentDir => _ = plain.pop(),
            part => plain.push(part),
        }
        plain
    })
}

/// Where a path leads; of a file that is not there yet, where it would lie.
fn real(path: &Path) -> PathBuf {
    let there = path.canonicalize().ok();
    let beside = || Some(plain(path).parent()?.canonicalize().ok()?.join(path.file_name()?));
    there.or_else(beside).unwrap_or_else(|| plain(path))
}
