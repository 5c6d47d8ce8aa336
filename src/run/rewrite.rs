//! Files of a district, written anew. Comes in: paths, what stood there, what is to stand there. Goes out: files that are
//! whole at every moment, the old ones or the new ones, and nothing that somebody else wrote in between.
//!
//! Who edits holds a lock beside the manifest, which the system gives back when a process ends, however it ends. A new
//! text is written into a file of its own, brought to the disk, and renamed over the old one only if that is still what
//! was read; otherwise everything is read again. So two at once lose nothing, and neither does an editor that saves
//! meanwhile.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

/// The name of the lock, beside the manifest, while somebody edits.
const LOCK: &str = ".plalign.lock";
/// How often an edit is tried when files change in between.
const TRIES: u32 = 5;

/// A file and what is to stand in it.
#[derive(Debug)]
pub(super) struct Rewrite {
    pub(super) path: PathBuf,
    /// What was read; `None` where there was no file.
    pub(super) old: Option<Vec<u8>>,
    pub(super) new: Vec<u8>,
}

/// Does what reads files, plans and writes, alone, again where a file changed in between: `attempt` gives `None` then.
pub(super) fn alone<T>(district: &Path, mut attempt: impl FnMut() -> anyhow::Result<Option<T>>) -> anyhow::Result<T> {
    let folder = if district.is_dir() { district } else { district.parent().unwrap_or(Path::new("")) };
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    if !folder.is_dir() {
        bail!("{} is not there", district.display());
    }
    let _lock = Lock::take(folder).with_context(|| format!("failed to lock {}", folder.display()))?;
    for _ in 0..TRIES {
        if let Some(done) = attempt()? {
            return Ok(done);
        }
    }
    bail!("the files of the district change while they are edited; nothing more was written, try again")
}

/// Writes files, each whole; false where one of them is no longer what was read. Nothing is written before all are known
/// to be.
pub(super) fn write_all(rewrites: &[Rewrite]) -> anyhow::Result<bool> {
    for one in rewrites {
        if read(&one.path)? != one.old {
            return Ok(false);
        }
    }
    for one in rewrites {
        if !write(one).with_context(|| format!("failed to write {}", one.path.display()))? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// What stands in a file; `None` where there is none.
pub(super) fn read(path: &Path) -> anyhow::Result<Option<Vec<u8>>> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("failed to read {}", path.display())),
    }
}

/// Writes a file beside the old one and puts it in its place. What a link leads to is written, and the link stays.
fn write(one: &Rewrite) -> io::Result<bool> {
    let path = if one.old.is_some() { one.path.canonicalize()? } else { one.path.clone() };
    let name = path.file_name().ok_or(ErrorKind::InvalidInput)?.to_string_lossy();
    let folder = path.parent().unwrap_or(Path::new(""));
    let beside = folder.join(format!(".{name}.plalign-new"));
    let attempt = || -> io::Result<bool> {
        let mut file = create(&beside)?;
        file.write_all(&one.new)?;
        like(&path, &one.path, &beside)?;
        file.sync_all()?;
        let now = match fs::read(&path) {
            Ok(bytes) => Some(bytes),
            Err(error) if error.kind() == ErrorKind::NotFound => None,
            Err(error) => return Err(error),
        };
        if now != one.old {
            return Ok(false);
        }
        fs::rename(&beside, &path)?;
        sync(folder);
        Ok(true)
    };
    let done = attempt();
    if !matches!(done, Ok(true)) {
        // The next edit of this file would write over it in any case.
        let _ = fs::remove_file(&beside);
    }
    done
}

/// A new file that only its owner may read until it has the permissions of the old one.
fn create(path: &Path) -> io::Result<File> {
    let _ = fs::remove_file(path);
    let mut open = OpenOptions::new();
    open.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut open, 0o600);
    open.open(path)
}

/// Gives a file the permissions, and where that is allowed the owner, of the one whose place it takes; a file that is new
/// those of the manifest beside it. A file that nobody may write is not written around.
fn like(path: &Path, named: &Path, beside: &Path) -> io::Result<()> {
    let model = fs::metadata(path).or_else(|_| {
        let folder = named.parent().unwrap_or(Path::new(""));
        fs::metadata(folder.join("district.yaml"))
    });
    let Ok(model) = model else { return Ok(()) };
    if model.permissions().readonly() {
        return Err(io::Error::new(ErrorKind::PermissionDenied, "it may not be written to"));
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        // Only the superuser may give a file away; everybody else's files are their own anyway.
        let _ = std::os::unix::fs::chown(beside, Some(model.uid()), Some(model.gid()));
    }
    fs::set_permissions(beside, model.permissions())
}

/// Brings a folder's list of names to the disk, where the system can.
fn sync(folder: &Path) {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    if cfg!(unix) {
        let _ = File::open(folder).and_then(|folder| folder.sync_all());
    }
}

/// A lock that others wait for.
struct Lock {
    path: PathBuf,
    _file: File,
}

impl Lock {
    fn take(folder: &Path) -> io::Result<Self> {
        let path = folder.join(LOCK);
        loop {
            let mut open = OpenOptions::new();
            open.write(true).create(true).truncate(false);
            #[cfg(unix)]
            std::os::unix::fs::OpenOptionsExt::mode(&mut open, 0o600);
            let file = open.open(&path)?;
            file.lock()?;
            // Who held it before removed it; then the name is free, or somebody else's.
            if is_at(&file, &path) {
                return Ok(Self { path, _file: file });
            }
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        if cfg!(unix) {
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// Whether a file that is open is still the one of this name.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let same = |a: fs::Metadata, b: fs::Metadata| (a.dev(), a.ino()) == (b.dev(), b.ino());
    matches!((file.metadata(), fs::metadata(path)), (Ok(a), Ok(b)) if same(a.clone(), b.clone()))
}

/// Elsewhere the lock stays where it is.
#[cfg(not(unix))]
fn is_at(_: &File, _: &Path) -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> tempfile::TempDir {
        tempfile::tempdir().expect("a temporary folder can be made")
    }

    #[test]
    fn a_file_that_changed_is_not_written_over() {
        let folder = folder();
        let path = folder.path().join("a.yaml");
        fs::write(&path, "theirs").expect("a temporary file can be written");
        let stale = Rewrite { path: path.clone(), old: Some(b"read".to_vec()), new: b"mine".to_vec() };
        assert!(!write_all(&[stale]).expect("nothing fails"));
        assert_eq!(fs::read(&path).expect("it is there"), b"theirs");
        let new = Rewrite { path: path.clone(), old: None, new: b"mine".to_vec() };
        assert!(!write(&new).expect("nothing fails"));
        assert_eq!(fs::read_dir(folder.path()).expect("it can be read").count(), 1);
    }

    #[test]
    fn one_stale_file_keeps_all_from_being_written() {
        let folder = folder();
        let [a, b] = ["a", "b"].map(|name| folder.path().join(name));
        fs::write(&a, "1").and_then(|()| fs::write(&b, "2")).expect("temporary files can be written");
        let rewrite = |path: &PathBuf, old: &[u8]| Rewrite { path: path.clone(), old: Some(old.to_vec()), new: b"9".to_vec() };
        assert!(!write_all(&[rewrite(&a, b"1"), rewrite(&b, b"other")]).expect("nothing fails"));
        assert_eq!((fs::read(&a).expect("there"), fs::read(&b).expect("there")), (b"1".to_vec(), b"2".to_vec()));
    }

    #[test]
    fn what_changes_in_between_is_tried_again_and_then_given_up() {
        let folder = folder();
        let mut tries = 0;
        let mut later = || {
            tries += 1;
            Ok((tries == 3).then_some(tries))
        };
        assert_eq!(alone(folder.path(), &mut later).expect("the third one works"), 3);
        assert!(alone::<()>(folder.path(), || Ok(None)).is_err());
        assert_eq!(fs::read_dir(folder.path()).expect("it can be read").count(), 0, "the lock is gone");
    }
}
