//! A file that takes another's place. Comes in: a path, bytes, and whose permissions they are to have. Goes out: the new file
//! whole or the old one whole, at every moment and however the run ends. Apart from `rewrite`, which edits a district, and from
//! `output`, which writes results: both put files in the place of others, and only here.
//!
//! A new file waits beside the old one under a name of plalign's own. It is brought to the disk before it is renamed, and it is
//! held while it is written, so that two at once cannot write into one. What a killed run left there is written over.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use super::lock::Held;
use super::private;
use crate::load::folder_of;
use crate::load::own::WAITING;

/// A file that waits beside the one whose place it is to take. It goes where it is dropped before that.
#[derive(Debug)]
pub(super) struct Waiting {
    held: Held,
    /// The file whose place it takes.
    place: PathBuf,
    placed: bool,
}

impl Waiting {
    /// Opens an empty file beside the one at `path`; where that is a link, beside what it leads to. It is for its owner alone. A
    /// file that nobody may write is not written around.
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        let place = if path.exists() { path.canonicalize()? } else { path.to_owned() };
        if fs::metadata(&place).is_ok_and(|there| there.permissions().readonly()) {
            return Err(io::Error::new(ErrorKind::PermissionDenied, "it may not be written to"));
        }
        let name = place.file_name().ok_or_else(|| io::Error::new(ErrorKind::InvalidInput, "it is no path of a file"))?;
        let waits = place.with_file_name(format!(".{}{WAITING}", name.to_string_lossy()));
        let waiting = Self { held: held(&waits)?, place, placed: false };
        private::keep(&waiting.held.file)?;
        waiting.held.file.set_len(0)?;
        Ok(waiting)
    }

    /// Writes a whole file beside the one at `path`, with the permissions of the file at `like`.
    pub(super) fn beside(path: &Path, like: &Path, bytes: &[u8]) -> io::Result<Self> {
        let mut waiting = Self::open(path)?;
        waiting.write_all(bytes)?;
        waiting.like(like)?;
        waiting.held.file.sync_all()?;
        Ok(waiting)
    }

    /// Puts it in its place, once all that was written is on the disk.
    pub(super) fn take_place(mut self) -> io::Result<()> {
        self.held.file.sync_all()?;
        if !self.held.is_there() {
            return Err(io::Error::other("the new file beside it is gone"));
        }
        fs::rename(&self.held.path, &self.place)?;
        self.placed = true;
        sync(folder_of(&self.place));
        Ok(())
    }

    /// Gives it the permissions of another file, and where that is allowed the owner.
    fn like(&self, like: &Path) -> io::Result<()> {
        let model = fs::metadata(like)?;
        #[cfg(unix)]
        {
            use std::os::unix::fs::{MetadataExt, fchown};
            // Only the superuser may give a file away; everybody else's files are their own anyway.
            let _ = fchown(&self.held.file, Some(model.uid()), Some(model.gid()));
        }
        self.held.file.set_permissions(model.permissions())
    }
}

impl Write for Waiting {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.held.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.held.file.flush()
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        if !self.placed {
            // Held, so that it is nobody else's; where it stays, the next one writes over it.
            let _ = fs::remove_file(&self.held.path);
        }
    }
}

/// Holds the file that waits. One that somebody else left and that may not be written is removed.
fn held(path: &Path) -> io::Result<Held> {
    match Held::take(path, true) {
        Err(error) if error.kind() == ErrorKind::PermissionDenied => {
            fs::remove_file(path).map_err(|_| error)?;
            Held::take(path, true)
        }
        held => held,
    }
}

/// Brings a folder's list of names to the disk, where the system can.
fn sync(folder: &Path) {
    if cfg!(unix) {
        let _ = File::open(folder).and_then(|folder| folder.sync_all());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> usize {
        fs::read_dir(folder).expect("it can be read").count()
    }

    /// Writes a file beside another one.
    fn put(path: &Path, text: &str) -> io::Result<Waiting> {
        let mut waiting = Waiting::open(path)?;
        waiting.write_all(text.as_bytes())?;
        Ok(waiting)
    }

    #[test]
    fn a_file_takes_the_place_of_another_and_of_none() {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let path = folder.path().join("a.yaml");
        for text in ["one", "two and more", "3"] {
            put(&path, text).and_then(Waiting::take_place).expect("nothing fails");
            assert_eq!((fs::read_to_string(&path).ok().as_deref(), names(folder.path())), (Some(text), 1));
        }
        drop(put(&path, "never").expect("nothing fails"));
        assert_eq!((fs::read_to_string(&path).ok().as_deref(), names(folder.path())), (Some("3"), 1));
    }

    #[test]
    fn what_a_killed_run_left_is_written_over() {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let path = folder.path().join("a.yaml");
        fs::write(folder.path().join(".a.yaml.plalign-new"), "half of something longer").expect("it can be written");
        put(&path, "new").and_then(Waiting::take_place).expect("nothing fails");
        assert_eq!((fs::read(&path).ok(), names(folder.path())), (Some(b"new".to_vec()), 1));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_beside_leads_nowhere_and_nobody_else_may_read_what_waits() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let [path, away, waits] = ["a.yaml", "away", ".a.yaml.plalign-new"].map(|name| folder.path().join(name));
        fs::write(&away, "theirs").and_then(|()| symlink(&away, &waits)).expect("links can be made");
        let waiting = put(&path, "new").expect("nothing fails");
        assert_eq!(fs::metadata(&waits).expect("it waits").permissions().mode() & 0o777, 0o600);
        waiting.take_place().expect("nothing fails");
        assert_eq!((fs::read(&away).ok(), fs::read(&path).ok()), (Some(b"theirs".to_vec()), Some(b"new".to_vec())));
    }
}
