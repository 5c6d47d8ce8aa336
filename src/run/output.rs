//! Results → the screen, files, and the summary of a job. Comes in: what writes a result. Goes out: bytes, in files that only
//! their owner may read.

use std::fs::{self, OpenOptions};
use std::io::{self, BufWriter, IntoInnerError, Write};
use std::path::Path;

use anyhow::{Context, anyhow, bail};

use super::quiet_pipe;
use super::replace::Waiting;
use crate::load::inputs::{Claim, is_same};
use crate::load::{Loaded, MANIFEST};

/// What GitHub takes as the summary of one step, in bytes; a longer one is dropped whole.
const SUMMARY: usize = 1 << 20;

/// Refuses to write over what is read, or where it would be read: plans are never changed by a result, and none becomes one.
pub(super) fn refuse_inputs<'p>(loaded: &Loaded, files: impl Iterator<Item = &'p Path>) -> anyhow::Result<()> {
    let files: Vec<&Path> = files.collect();
    for (nth, file) in files.iter().enumerate() {
        if files[..nth].iter().any(|other| is_same(other, file)) {
            bail!("{} is named for two results", file.display());
        }
    }
    // Whoever writes to the screen needs no list of files.
    let inputs = if files.is_empty() { return Ok(()) } else { loaded.inputs() };
    files.into_iter().try_for_each(|file| inputs.claim(file).map_or(Ok(()), |claim| Err(refusal(loaded, file, &claim))))
}

/// Why a result is not written to a file.
pub(super) fn refusal(loaded: &Loaded, file: &Path, claim: &Claim) -> anyhow::Error {
    let file = file.display();
    match claim {
        Claim::File => anyhow!("{file} is a file of the district, and would be written over; name another file"),
        Claim::Named(name) => anyhow!("{file} would be read as a file of the district (“{name}”); name another file"),
        Claim::Unsure => anyhow!(
            "{} cannot be read whole, so that nobody can say whether {file} is a file of the district and would be written over; \
             name one that is not there yet",
            loaded.sources.get(MANIFEST).path()
        ),
    }
}

/// Hands a writer to `render`: stdout, or a file of mode 0600 that takes its place once it is whole (contract §7).
pub(super) fn write(file: Option<&Path>, render: impl Fn(&mut dyn Write) -> io::Result<()>) -> anyhow::Result<()> {
    let Some(path) = file else { return quiet_pipe(buffered(io::stdout().lock(), render).map(drop)) };
    let placed = if is_stream(path) {
        // Behind what is there: a stream may lead to a file into which others write.
        OpenOptions::new().append(true).open(path).and_then(|stream| buffered(stream, render)).map(drop)
    } else {
        Waiting::open(path).and_then(|waiting| buffered(waiting, render)).and_then(Waiting::take_place)
    };
    placed.with_context(|| format!("failed to write {}", path.display()))
}

/// Writes in pieces large enough that files and pipes are quick.
fn buffered<W: Write>(into: W, render: impl Fn(&mut dyn Write) -> io::Result<()>) -> io::Result<W> {
    let mut out = BufWriter::with_capacity(1 << 16, into);
    render(&mut out)?;
    out.into_inner().map_err(IntoInnerError::into_error)
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

/// Whether something is a device, a pipe, or a stream that is open already: it is written into, and neither emptied, nor
/// replaced, nor are its permissions changed, because others have it too.
fn is_stream(path: &Path) -> bool {
    let is_open = ["/dev/stdout", "/dev/stderr"].iter().any(|name| path == Path::new(name))
        || path.parent().is_some_and(|folder| ["/dev/fd", "/proc/self/fd"].iter().any(|name| folder == Path::new(name)));
    is_open || fs::metadata(path).is_ok_and(|there| !there.is_file())
}
