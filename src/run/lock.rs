//! One plalign at a time. Comes in: the path of a file that stands for what only one may write. Goes out: that file, held until
//! it is closed; the system gives it back when a process ends, however it ends, so that a run that is killed bars nobody. Apart
//! from what is written, because edits of a district, folders of pages and single files are held alike.

use std::fs::{self, File, TryLockError};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use super::{eprint_line, private};
#[cfg(unix)]
use crate::load::inputs::numbers;

/// How long is waited for another plalign: it reads a district and writes a few files.
const LONGEST: Duration = Duration::from_mins(1);
/// How long is waited without a word.
const SILENT: Duration = Duration::from_millis(300);
/// How often is looked whether the other one has ended.
const PAUSE: Duration = Duration::from_millis(20);

/// A file that no other plalign holds.
#[derive(Debug)]
pub(super) struct Held {
    pub(super) file: File,
    pub(super) path: PathBuf,
}

impl Held {
    /// Opens a file, which is made where it is not there, and waits until nobody else holds it; a line on stderr says so unless
    /// `quiet`. What it holds from a run that was killed stays in it.
    pub(super) fn take(path: &Path, quiet: bool) -> io::Result<Self> {
        Self::take_within(path, LONGEST, &mut || {
            if !quiet {
                eprint_line("waiting for another plalign that writes in this folder");
            }
        })
    }

    /// Waits at most so long, and says once that it does.
    fn take_within(path: &Path, longest: Duration, say: &mut dyn FnMut()) -> io::Result<Self> {
        let mut patience = Patience { began: Instant::now(), longest, say: Some(say) };
        loop {
            let file = open(path)?;
            patience.wait_for(&file)?;
            // Who held it before removed it, or put it in another's place; then the name is free, or somebody else's.
            let held = Self { file, path: path.to_owned() };
            if held.is_there() {
                return Ok(held);
            }
        }
    }

    /// Whether it still has its name, and is a file of its own under it: nothing is written through a link.
    #[cfg(unix)]
    pub(super) fn is_there(&self) -> bool {
        matches!((self.file.metadata(), fs::symlink_metadata(&self.path)), (Ok(a), Ok(b)) if numbers(&a) == numbers(&b))
    }

    /// Elsewhere a file that is open keeps its name.
    #[cfg(not(unix))]
    pub(super) fn is_there(&self) -> bool {
        fs::symlink_metadata(&self.path).is_ok_and(|there| there.is_file())
    }

    /// Removes it while nobody else can hold it.
    pub(super) fn remove(&self) {
        // Elsewhere a file that is open stays; it is taken again under the same name.
        if cfg!(unix) && self.is_there() {
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// How long is waited still, however many files take the place of one another in that time.
struct Patience<'s> {
    began: Instant,
    longest: Duration,
    /// Says that it is waited, if that was not said.
    say: Option<&'s mut dyn FnMut()>,
}

impl Patience<'_> {
    /// Waits until nobody else holds a file.
    fn wait_for(&mut self, file: &File) -> io::Result<()> {
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(()),
                Err(TryLockError::Error(error)) => return Err(error),
                Err(TryLockError::WouldBlock) => {}
            }
            let waited = self.began.elapsed();
            if waited >= SILENT.min(self.longest)
                && let Some(say) = self.say.take()
            {
                say();
            }
            if waited >= self.longest {
                return Err(io::Error::new(ErrorKind::TimedOut, too_long(self.longest)));
            }
            thread::sleep(PAUSE.min(self.longest));
        }
    }
}

fn too_long(longest: Duration) -> String {
    format!(
        "another plalign has been writing in this folder for more than {} seconds; wait until it has ended, and try again",
        longest.as_secs()
    )
}

/// A file that is there, or a new one for its owner alone. A link under this name is nobody's lock, and is removed.
fn open(path: &Path) -> io::Result<File> {
    if fs::symlink_metadata(path).is_ok_and(|there| there.is_symlink()) {
        fs::remove_file(path)?;
    }
    private::file().write(true).create(true).truncate(false).open(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> tempfile::TempDir {
        tempfile::tempdir().expect("a temporary folder can be made")
    }

    #[test]
    fn who_waits_says_so_once_and_ends_with_an_error_after_the_longest_time() {
        let folder = folder();
        let path = folder.path().join("lock");
        let first = Held::take(&path, true).expect("nobody holds it");
        let mut said = 0;
        let waited = Held::take_within(&path, Duration::from_millis(60), &mut || said += 1);
        let why = waited.expect_err("it is held");
        assert_eq!((why.kind(), said), (ErrorKind::TimedOut, 1));
        assert!(why.to_string().contains("another plalign has been writing in this folder"), "{why}");
        first.remove();
        drop(first);
        assert!(Held::take_within(&path, Duration::from_millis(60), &mut || {}).is_ok());
    }

    #[test]
    fn what_a_killed_run_left_is_taken_as_it_is() {
        let folder = folder();
        let path = folder.path().join("lock");
        fs::write(&path, "left").expect("a temporary file can be written");
        let held = Held::take(&path, true).expect("nobody holds it");
        assert!(held.is_there());
        assert_eq!(fs::read(&path).expect("it is there"), b"left");
    }

    #[cfg(unix)]
    #[test]
    fn nothing_is_held_or_made_through_a_link() {
        let folder = folder();
        let (path, away) = (folder.path().join("lock"), folder.path().join("away"));
        std::os::unix::fs::symlink(&away, &path).expect("links can be made");
        let held = Held::take(&path, true).expect("nobody holds it");
        assert!(held.is_there() && !away.exists());
    }
}
