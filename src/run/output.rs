//! Results → the screen, files, and the summary of a job. Comes in: what writes a result. Goes out: bytes, in files that only
//! their owner may read.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::Path;

use anyhow::{Context, bail};

use super::quiet_pipe;
use crate::load::Loaded;

/// What GitHub takes as the summary of one step, in bytes; a longer one is dropped whole.
const SUMMARY: usize = 1 << 20;

/// Refuses to write over what was read: plans are never changed by a result.
pub(super) fn refuse_inputs<'p>(loaded: &Loaded, mut files: impl Iterator<Item = &'p Path>) -> anyhow::Result<()> {
    match files.find(|file| loaded.reads(file)) {
        Some(file) => bail!("{} is a file of the district, and would be written over; name another file", file.display()),
        None => Ok(()),
    }
}

/// Hands a writer to `render`: stdout, or a file of mode 0600.
pub(super) fn write(file: Option<&Path>, render: impl Fn(&mut dyn Write) -> io::Result<()>) -> anyhow::Result<()> {
    let Some(path) = file else {
        let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
        return quiet_pipe(render(&mut out).and_then(|()| out.flush()));
    };
    let attempt = || -> io::Result<()> {
        let mut out = BufWriter::with_capacity(1 << 16, create_private(path)?);
        render(&mut out)?;
        out.flush()
    };
    attempt().with_context(|| format!("failed to write {}", path.display()))
}

/// Adds to the summary of a job what `render` makes of the room that is left.
pub(super) fn add_to_summary(path: &Path, render: impl Fn(usize) -> String) -> anyhow::Result<()> {
    let attempt = || -> io::Result<()> {
        let mut file = OpenOptions::new().create(true).append(true).open(path)?;
        let used = usize::try_from(file.metadata()?.len()).unwrap_or(SUMMARY);
        let text = render(SUMMARY.saturating_sub(used));
        // Where an earlier command of the step has used it up, nothing is added rather than all of it lost.
        if used + text.len() <= SUMMARY { file.write_all(text.as_bytes()) } else { Ok(()) }
    };
    attempt().with_context(|| format!("failed to add to the job summary {}", path.display()))
}

/// Writes a file beside the old one and puts it in its place, so that an interrupted run leaves the old one whole.
pub(super) fn replace(path: &Path, text: &str) -> anyhow::Result<()> {
    let attempt = || -> io::Result<()> {
        let name = path.file_name().ok_or_else(|| io::Error::other("it is no path of a file"))?;
        let beside = path.with_file_name(format!(".{}.{}", name.to_string_lossy(), std::process::id()));
        let written = create_private(&beside).and_then(|mut file| file.write_all(text.as_bytes()).and_then(|()| file.sync_all()));
        let replaced = written.and_then(|()| fs::rename(&beside, path));
        if replaced.is_err() {
            let _ = fs::remove_file(&beside);
        }
        replaced
    };
    attempt().with_context(|| format!("failed to write {}", path.display()))
}

/// A new or emptied file of mode 0600 (contract §7).
fn create_private(path: &Path) -> io::Result<File> {
    let mut open = OpenOptions::new();
    open.write(true).create(true).truncate(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
        let file = open.mode(0o600).open(path)?;
        file.set_permissions(fs::Permissions::from_mode(0o600))?;
        Ok(file)
    }
    #[cfg(not(unix))]
    open.open(path)
}
