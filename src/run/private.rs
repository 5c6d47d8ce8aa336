//! Files and folders for their owner alone (contract §7). Comes in: nothing, or a file that is open. Goes out: how one is made,
//! or the file so that nobody else reads it. Apart from what is written, because locks, results and pages are all kept so. Where
//! the system has no modes, a file has what its folder gives it.

use std::fs::{DirBuilder, File, OpenOptions};
use std::io;

/// How a file is opened; a new one is of mode 0600.
pub(super) fn file() -> OpenOptions {
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// How a folder is made, of mode 0700.
pub(super) fn folder() -> DirBuilder {
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
}

/// Lets nobody but its owner read a file that is there.
#[cfg(unix)]
pub(super) fn keep(file: &File) -> io::Result<()> {
    file.set_permissions(std::os::unix::fs::PermissionsExt::from_mode(0o600))
}

/// Nothing can be done.
#[cfg(not(unix))]
pub(super) fn keep(_: &File) -> io::Result<()> {
    Ok(())
}
