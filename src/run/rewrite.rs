//! The files of a district, edited. Comes in: what reads a district and plans what is to stand in its files. Goes out: those
//! files written, all of them or none, and what is said; nothing that somebody else wrote in between is lost. Apart from `review`
//! and `decide`, which plan and write nothing themselves.
//!
//! Who edits holds a lock beside the manifest. All new files wait beside the old ones before the first takes its place, and each
//! does so only if the old one is still what was read; otherwise everything is read again. So two at once lose nothing, and
//! neither does an editor that saves meanwhile.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

use super::lock::Held;
use super::replace::Waiting;
use super::{Exit, eprint_line, print};
use crate::load::folder_of;
use crate::load::own::LOCK;

/// How often an edit is tried when files change in between.
const TRIES: u32 = 5;

/// A file and what is to stand in it.
#[derive(Debug)]
pub(super) struct Rewrite {
    pub(super) path: PathBuf,
    /// What was read; `None` where there was no file.
    pub(super) old: Option<Vec<u8>>,
    pub(super) new: Vec<u8>,
    /// Whose permissions it gets: its own, or, where it is new, those of a file beside it.
    pub(super) like: PathBuf,
}

/// How an edit was planned.
#[derive(Debug)]
pub(super) enum Plan {
    /// These files are written, and this is said.
    Write(Vec<Rewrite>, String),
    /// Nothing is to be written, and this is said.
    Nothing(String),
    /// It cannot be done, for these reasons; in lines.
    Refused(String),
    /// A file changed since it was read.
    Stale,
}

/// Reads, plans and writes, alone; again where a file changed in between. `folder` is the district's.
pub(super) fn edit(district: &Path, quiet: bool, plan: impl FnMut() -> anyhow::Result<Plan>) -> anyhow::Result<Exit> {
    match alone(district, quiet, plan)? {
        Ok(said) => {
            if !quiet {
                print(&said)?;
            }
            Ok(Exit::Clean)
        }
        Err(why) => {
            eprint_line(&format!("nothing was written: {why}"));
            Ok(Exit::Unusable)
        }
    }
}

/// What is said of an edit, or why there is none.
fn alone(district: &Path, quiet: bool, mut plan: impl FnMut() -> anyhow::Result<Plan>) -> anyhow::Result<Result<String, String>> {
    let folder = if district.is_dir() { district } else { folder_of(district) };
    if !folder.is_dir() {
        bail!("{} is not there", district.display());
    }
    let lock = Held::take(&folder.join(LOCK), quiet).with_context(|| format!("failed to lock {}", folder.display()))?;
    let done = tried(&mut plan);
    lock.remove();
    done
}

fn tried(plan: &mut dyn FnMut() -> anyhow::Result<Plan>) -> anyhow::Result<Result<String, String>> {
    // What an earlier try wrote before a file changed stays, and is not written again.
    let mut wrote = false;
    for _ in 0..TRIES {
        let planned = plan();
        match if wrote { planned.context("a part of it was written") } else { planned.context("nothing was written") }? {
            Plan::Write(rewrites, said) => match write_all(&rewrites)? {
                Written::All => return Ok(Ok(said)),
                Written::First(count) => wrote |= count > 0,
            },
            Plan::Nothing(said) => return Ok(Ok(said)),
            Plan::Refused(why) => return Ok(Err(why)),
            Plan::Stale => {}
        }
    }
    bail!("the files of the district change while they are edited; nothing more was written, try again")
}

/// How far files were written.
#[derive(Debug, PartialEq, Eq)]
enum Written {
    All,
    /// So many, before one of them was no longer what was read.
    First(usize),
}

/// Writes files, each whole. None takes its place before all wait beside theirs, and all of those are what was read.
fn write_all(rewrites: &[Rewrite]) -> anyhow::Result<Written> {
    let fail = |one: &Rewrite| format!("nothing was written: failed to write {}", one.path.display());
    let mut waiting = Vec::new();
    for one in rewrites {
        waiting.push(Waiting::beside(&one.path, &one.like, &one.new).with_context(|| fail(one))?);
    }
    for one in rewrites {
        if read(&one.path).with_context(|| fail(one))? != one.old {
            return Ok(Written::First(0));
        }
    }
    for (nth, (one, waiting)) in rewrites.iter().zip(waiting).enumerate() {
        let before: Vec<String> = rewrites[..nth].iter().map(|one| one.path.display().to_string()).collect();
        let fail = || match &before[..] {
            [] => fail(one),
            before => format!("failed to write {}, and only {} was written", one.path.display(), before.join(", ")),
        };
        if read(&one.path).with_context(fail)? != one.old {
            return Ok(Written::First(nth));
        }
        waiting.take_place().with_context(fail)?;
    }
    Ok(Written::All)
}

/// What stands in a file; `None` where there is none.
pub(super) fn read(path: &Path) -> anyhow::Result<Option<Vec<u8>>> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("failed to read {}", path.display())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> tempfile::TempDir {
        tempfile::tempdir().expect("a temporary folder can be made")
    }

    fn rewrite(path: &Path, old: Option<&[u8]>) -> Rewrite {
        Rewrite { path: path.to_owned(), old: old.map(<[u8]>::to_vec), new: b"mine".to_vec(), like: path.to_owned() }
    }

    #[test]
    fn a_file_that_changed_is_not_written_over() {
        let folder = folder();
        let path = folder.path().join("a.yaml");
        fs::write(&path, "theirs").expect("a temporary file can be written");
        for old in [Some(&b"read"[..]), None] {
            assert_eq!(write_all(&[rewrite(&path, old)]).expect("nothing fails"), Written::First(0));
            assert_eq!(fs::read(&path).expect("it is there"), b"theirs");
        }
        assert_eq!(fs::read_dir(folder.path()).expect("it can be read").count(), 1);
    }

    #[test]
    fn one_file_that_is_stale_or_cannot_be_written_keeps_all_from_being_written() {
        let folder = folder();
        let [a, b, nowhere] = ["a", "b", "none/c"].map(|name| folder.path().join(name));
        fs::write(&a, "1").and_then(|()| fs::write(&b, "2")).expect("temporary files can be written");
        let first = || rewrite(&a, Some(b"1"));
        assert_eq!(write_all(&[first(), rewrite(&b, Some(b"other"))]).expect("nothing fails"), Written::First(0));
        let failed = write_all(&[first(), Rewrite { like: a.clone(), ..rewrite(&nowhere, None) }]);
        assert!(failed.is_err_and(|why| format!("{why:#}").starts_with("nothing was written: failed to write")));
        assert_eq!((fs::read(&a).expect("there"), fs::read(&b).expect("there")), (b"1".to_vec(), b"2".to_vec()));
        assert_eq!(fs::read_dir(folder.path()).expect("it can be read").count(), 2);
    }

    #[test]
    fn what_changes_in_between_is_tried_again_and_then_given_up() {
        let folder = folder();
        let mut tries = 0;
        let later = || {
            tries += 1;
            Ok(if tries == 3 { Plan::Nothing(tries.to_string()) } else { Plan::Stale })
        };
        assert_eq!(alone(folder.path(), true, later).expect("the third one works"), Ok("3".to_owned()));
        assert!(alone(folder.path(), true, || Ok(Plan::Stale)).is_err());
        assert_eq!(fs::read_dir(folder.path()).expect("it can be read").count(), 0, "the lock is gone");
    }
}
