//! Pages → files. Comes in: pages one by one. Goes out: a folder that holds the new site whole, or, if the run fails or is
//! interrupted before its last step, the old one whole. A run that is killed in that last step, while it renames, may leave
//! folders of both; nothing is lost, and the next run brings the old site back whole before it does anything else.
//!
//! New pages are written into a folder of their own inside the site's, and only when all of them are there they are put in
//! place by renaming: whole folders where nothing in them is foreign, files where something is. What they replace is moved
//! aside first and brought back if anything fails; a run that finds it there brings it back before it does anything else. A
//! list of what plalign wrote tells its pages from everything else in the folder, which is never touched. A lock in the folder is
//! held from the first step to the last: two runs at once write one after the other.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use anyhow::{Context, bail};

// Where the new pages wait, and what they replace until all of them are in place.
use crate::load::own::{ASIDE as OLD, LOCK, WAITING as NEW};
use crate::run::lock::Held;
use crate::run::private;

/// Names the pages that plalign wrote, a line each, behind a line with its own form.
const LIST: &str = ".plalign-site";
/// The first line of the list.
const FORM: &str = "plalign/site/1";

/// A site that is being written.
pub(super) struct Writer {
    out: PathBuf,
    /// Bars every other run until this one has ended.
    lock: Held,
    /// Whether the folder is of this run.
    made: bool,
    /// What is there from before and was written by plalign.
    ours: BTreeSet<String>,
    written: Mutex<BTreeSet<String>>,
}

impl Writer {
    /// Begins a site in a folder, which is made if it is not there, for its owner alone; waits for another run that writes there.
    pub(super) fn open(out: &Path, quiet: bool) -> anyhow::Result<Self> {
        let attempt = || -> anyhow::Result<Self> {
            let (lock, made) = lock(out, quiet)?;
            let mut writer = Self { out: out.to_owned(), lock, made, ours: BTreeSet::new(), written: Mutex::default() };
            writer.ours = writer.read_list()?;
            writer.bring_back()?;
            remove_tree(&out.join(NEW))?;
            make_folder(&out.join(NEW))?;
            Ok(writer)
        };
        attempt().with_context(|| format!("failed to write to {}", out.display()))
    }

    fn read_list(&self) -> anyhow::Result<BTreeSet<String>> {
        let text = match fs::read_to_string(self.out.join(LIST)) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(BTreeSet::new()),
            text => text?,
        };
        let mut lines = text.lines();
        if lines.next() != Some(FORM) {
            bail!("{LIST} in it is of a form that this version does not know; choose another folder");
        }
        // A list that somebody changed must not lead out of the folder.
        let is_within = |path: &&str| !path.is_empty() && path.split('/').all(|part| !part.is_empty() && !part.starts_with('.'));
        Ok(lines.filter(is_within).map(str::to_owned).collect())
    }

    fn write_list(&self, paths: &BTreeSet<String>) -> io::Result<()> {
        let lines: Vec<&str> = std::iter::once(FORM).chain(paths.iter().map(String::as_str)).chain([""]).collect();
        let new = self.out.join(NEW).join(LIST);
        make_file(&new)?.write_all(lines.join("\n").as_bytes())?;
        fs::rename(new, self.out.join(LIST))
    }

    /// Whether a page is there from before.
    pub(super) fn has(&self, path: &str) -> bool {
        self.ours.contains(path)
    }

    /// Whether a folder with pages is there from before.
    pub(super) fn has_folder(&self, folder: &str) -> bool {
        self.ours.iter().any(|path| path.split_once('/').is_some_and(|(first, _)| first == folder))
    }

    /// Refuses to go on where a page would take the place of something that plalign did not write.
    pub(super) fn refuse_foreign(&self, paths: impl IntoIterator<Item = String>) -> anyhow::Result<()> {
        for path in paths {
            let mut at = self.out.clone();
            let mut parts = path.split('/').peekable();
            while let Some(part) = parts.next() {
                at.push(part);
                let Ok(there) = fs::symlink_metadata(&at) else { break };
                let is_free = if parts.peek().is_some() { there.is_dir() } else { there.is_file() && self.ours.contains(&path) };
                if !is_free {
                    bail!("{} is there already, and plalign did not write it; choose another folder", at.display());
                }
            }
        }
        Ok(())
    }

    /// Writes a page beside the site. Its path has `/`.
    pub(super) fn write(&self, path: &str, text: &str) -> anyhow::Result<()> {
        let attempt = || -> io::Result<()> {
            let file = self.out.join(NEW).join(path);
            let mut made = make_file(&file);
            if made.as_ref().is_err_and(|error| error.kind() == ErrorKind::NotFound) {
                make_folder(file.parent().unwrap_or(&self.out))?;
                made = make_file(&file);
            }
            made?.write_all(text.as_bytes())
        };
        attempt().with_context(|| format!("failed to write {path}"))?;
        self.written.lock().expect("nobody panics while it is held").insert(path.to_owned());
        Ok(())
    }

    /// Puts the new pages in place of the old ones. Old pages that `replaces` holds for and that were not written again are
    /// removed: they are of people who left. The number of new pages.
    pub(super) fn finish(self, replaces: &dyn Fn(&str) -> bool) -> anyhow::Result<usize> {
        let written = std::mem::take(&mut *self.written.lock().expect("nobody panics while it is held"));
        self.refuse_foreign(written.iter().cloned())?;
        let stays: BTreeSet<String> =
            self.ours.iter().filter(|path| !written.contains(*path) && !replaces(path)).cloned().collect();
        let goes: BTreeSet<String> = self.ours.difference(&stays).cloned().collect();
        let attempt = || -> io::Result<()> {
            self.write_list(&self.ours.union(&written).cloned().collect())?;
            make_folder(&self.out.join(OLD))?;
            let mut swap = Swap { out: &self.out, goes: &goes, moved: Vec::new() };
            if let Err(error) = swap.folder(Path::new("")) {
                swap.undo();
                return Err(error);
            }
            self.write_list(&stays.union(&written).cloned().collect())?;
            remove_tree(&self.out.join(OLD))?;
            remove_tree(&self.out.join(NEW))
        };
        attempt().with_context(|| format!("failed to put the new pages in place in {}", self.out.display()))?;
        Ok(written.len())
    }

    /// Brings back what a run moved aside that was interrupted while it put its pages in place.
    fn bring_back(&self) -> io::Result<()> {
        let old = self.out.join(OLD);
        for file in files_in(&old)? {
            let within = file.strip_prefix(&old).unwrap_or(&file);
            let to = self.out.join(within);
            make_folder(to.parent().unwrap_or(&self.out))?;
            fs::rename(&file, to)?;
        }
        remove_tree(&old)
    }
}

impl Drop for Writer {
    /// A run that fails leaves nothing behind. What cannot be removed is removed by the next run.
    fn drop(&mut self) {
        let _ = remove_tree(&self.out.join(NEW));
        self.lock.remove();
        // Fails where anything is in it.
        let _ = if self.made { fs::remove_dir(&self.out) } else { Ok(()) };
    }
}

/// The lock of a folder, and whether the folder was made for it.
fn lock(out: &Path, quiet: bool) -> io::Result<(Held, bool)> {
    loop {
        let made = !out.is_dir();
        if made {
            make_folder(out)?;
        }
        match Held::take(&out.join(LOCK), quiet) {
            // Who held it failed, and removed the folder that it had made.
            Err(error) if error.kind() == ErrorKind::NotFound && !out.is_dir() => {}
            held => return held.map(|held| (held, made)),
        }
    }
}

/// Puts new pages in place, and remembers each step.
struct Swap<'a> {
    out: &'a Path,
    /// Old pages that are replaced or removed.
    goes: &'a BTreeSet<String>,
    moved: Vec<(PathBuf, PathBuf)>,
}

impl Swap<'_> {
    fn rename(&mut self, from: PathBuf, to: PathBuf) -> io::Result<()> {
        make_folder(to.parent().unwrap_or(self.out))?;
        fs::rename(&from, &to)?;
        self.moved.push((from, to));
        Ok(())
    }

    fn undo(&mut self) {
        for (from, to) in self.moved.drain(..).rev() {
            let _ = fs::rename(to, from);
        }
    }

    /// Puts what belongs into a folder of the site in its place: entry by entry, whole where nothing in it stays.
    fn folder(&mut self, within: &Path) -> io::Result<()> {
        let (there, new) = (names_in(&self.out.join(within))?, names_in(&self.out.join(NEW).join(within))?);
        let kept = |name: &&String| !within.as_os_str().is_empty() || ![LIST, NEW, OLD].contains(&name.as_str());
        for name in there.union(&new).filter(kept) {
            let path = within.join(name);
            let at = self.out.join(&path);
            let is_there = there.contains(name);
            if is_there && !self.goes_whole(&path)? {
                if at.is_dir() && !at.is_symlink() {
                    self.folder(&path)?;
                    // Empty where all in it has left.
                    let _ = fs::remove_dir(&at);
                }
                continue;
            }
            if is_there {
                self.rename(at.clone(), self.out.join(OLD).join(&path))?;
            }
            if new.contains(name) {
                self.rename(self.out.join(NEW).join(&path), at)?;
            }
        }
        Ok(())
    }

    /// Whether everything at a path is replaced or removed.
    fn goes_whole(&self, path: &Path) -> io::Result<bool> {
        let at = self.out.join(path);
        let goes = |file: &Path| self.goes.contains(&slashed(file.strip_prefix(self.out).unwrap_or(file)));
        if at.is_symlink() || !at.is_dir() {
            return Ok(!at.is_symlink() && goes(&at));
        }
        let files = files_in(&at)?;
        Ok(!files.is_empty() && files.iter().all(|file| goes(file)))
    }
}

/// A path as the list has it.
fn slashed(path: &Path) -> String {
    path.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// The names in a folder; none where it is not there.
fn names_in(folder: &Path) -> io::Result<BTreeSet<String>> {
    match fs::read_dir(folder) {
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(BTreeSet::new()),
        entries => entries?.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned())).collect(),
    }
}

/// Everything in a folder that is no folder, at any depth. Links are not followed.
fn files_in(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let (mut files, mut folders) = (Vec::new(), vec![folder.to_owned()]);
    while let Some(folder) = folders.pop() {
        let entries = match fs::read_dir(&folder) {
            Err(error) if error.kind() == ErrorKind::NotFound => continue,
            entries => entries?,
        };
        for entry in entries {
            let entry = entry?;
            if entry.file_type()?.is_dir() { folders.push(entry.path()) } else { files.push(entry.path()) }
        }
    }
    Ok(files)
}

/// A new folder of mode 0700, with those above it.
fn make_folder(path: &Path) -> io::Result<()> {
    private::folder().recursive(true).create(path)
}

/// A new file of mode 0600; an error where one of this name is there.
fn make_file(path: &Path) -> io::Result<fs::File> {
    private::file().write(true).create_new(true).open(path)
}

/// Removes a folder of ours; nothing where it is not there.
fn remove_tree(path: &Path) -> io::Result<()> {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        done => done,
    }
}
