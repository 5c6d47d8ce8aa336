//! `plalign check --watch`: the result once, and after each saved file what it changed. Comes in: events of the file system.
//! Goes out: new, fixed and changed findings. Apart from `check`, because it waits, and because what cannot be read for a moment,
//! or is half saved, must not look as if it were mended.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::Path;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use notify::event::{AccessKind, AccessMode, EventKind, ModifyKind};
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};

use super::examined::Examined;
use super::{Exit, Surroundings, check, eprint_line, exit_of};
use crate::analysis::change::Changes;
use crate::cli::{Check, Outputs};
use crate::load::folders::Place;
use crate::load::{Loaded, changes_exit, hides_content};
use crate::report::{self, DiffFormat, Format, change};

/// How long nothing must happen before files are read: an editor saves in several steps.
const QUIET: Duration = Duration::from_millis(15);
/// How long is waited at most, where something happens all the time.
const LONGEST: Duration = Duration::from_millis(50);
/// How long is waited for the rest of a file that looks half saved: after that it is what somebody wanted.
const SAVING: Duration = Duration::from_millis(500);

pub(super) fn run(options: &Check, surroundings: &Surroundings) -> anyhow::Result<Exit> {
    let Outputs(outputs) = &options.outputs;
    if outputs.iter().any(|(format, file)| file.is_none() && *format != Format::Table) {
        bail!("--watch tells in a terminal what changed; give every other format an --output");
    }
    let mut events = Events::start()?;
    let mut watch = Watch {
        last: check::examine(check::open(options)?, options, surroundings)?,
        exit: Exit::Clean,
        told: Vec::new(),
        options,
        surroundings,
    };
    watch.exit = check::exit(&watch.last, options);
    check::tell(&watch.last, options, surroundings, |_| true)?;
    events.follow(&watch.last.loaded, &options.district);
    if !options.quiet {
        eprint_line("watching; Ctrl-C ends it");
    }
    let mut halfway: Option<Instant> = None;
    // What was saved before the folders were watched is found by the first look.
    loop {
        let read = check::open(options);
        if let Ok(loaded) = &read
            && events.follow(loaded, &options.district)
        {
            continue;
        }
        if watch.is_halfway(&read) {
            let rest = SAVING.saturating_sub(halfway.get_or_insert_with(Instant::now).elapsed());
            if !rest.is_zero() {
                if events.wait(Some(rest)) {
                    continue;
                }
                return Ok(watch.exit);
            }
        }
        halfway = None;
        if !watch.look(read)? || !events.wait(None) {
            return Ok(watch.exit);
        }
    }
}

/// What was told last.
struct Watch<'a> {
    /// The last version that could be read.
    last: Examined,
    exit: Exit,
    /// Why the version after it cannot be read, as it was told.
    told: Vec<String>,
    options: &'a Check,
    surroundings: &'a Surroundings,
}

impl Watch<'_> {
    /// Whether somebody may be in the middle of saving what was read, so that a moment later there is more to see.
    fn is_halfway(&self, read: &anyhow::Result<Loaded>) -> bool {
        match read {
            Ok(loaded) => loaded.is_halfway(&self.last.loaded),
            // The manifest itself is aside; what was told of it once is so for longer than a moment.
            Err(_) => self.told.is_empty(),
        }
    }

    /// Tells what changed; false where nobody reads it any more.
    fn look(&mut self, read: anyhow::Result<Loaded>) -> anyhow::Result<bool> {
        let same = read.as_ref().is_ok_and(|loaded| loaded.is_same(&self.last.loaded));
        if same && self.told.is_empty() {
            return Ok(true);
        }
        let now = match read.and_then(|loaded| check::examine(loaded, self.options, self.surroundings)) {
            Ok(now) => now,
            Err(error) => return self.cannot(Exit::Unusable, vec![format!("{error:#}")]),
        };
        let hides = |examined: &Examined| examined.analysis.findings.iter().any(|finding| hides_content(finding.kind));
        if hides(&now) && !hides(&self.last) {
            let findings = now.analysis.findings.iter().chain(&now.analysis.hidden);
            let exit = exit_of(findings.filter(|finding| changes_exit(finding.kind)), |_| false);
            let report = now.report(check::look(self.options, self.surroundings, true));
            return self.cannot(exit, report::lines(&report, |finding| hides_content(finding.kind)));
        }
        self.told.clear();
        self.exit = check::exit(&now, self.options);
        check::tell(&now, self.options, self.surroundings, |file| file.is_some())?;
        let text = self.changes(&now)?;
        self.last = now;
        show(&text)
    }

    /// Says why the district cannot be read, once, and leaves everything as it was.
    fn cannot(&mut self, exit: Exit, why: Vec<String>) -> anyhow::Result<bool> {
        self.exit = exit;
        if self.told == why {
            return Ok(true);
        }
        let text =
            why.iter().fold("\nNot checked, since it cannot be read whole:\n".to_owned(), |text, why| text + "  " + why + "\n");
        self.told = why;
        show(&text)
    }

    /// What changed since the last version that could be read.
    fn changes(&self, now: &Examined) -> anyhow::Result<String> {
        let readers = self.last.loaded.readers().min(now.loaded.readers());
        let look = check::look(self.options, self.surroundings, true);
        let changes = Changes::between(self.last.version(), now.version(), readers);
        let (base, head) = (self.last.report(look), now.report(look));
        let diff = change::Diff { base, head, changes: &changes, names: ("the last run", "now") };
        let mut text = b"\n".to_vec();
        change::write(&diff, DiffFormat::Table, &mut text)?;
        String::from_utf8(text).context("the view is text")
    }
}

/// Writes to the screen; false where nobody reads it any more.
fn show(text: &str) -> anyhow::Result<bool> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(false),
        other => Ok(other.map(|()| true)?),
    }
}

/// What happened.
enum Happened {
    /// A file or a folder is another one than before, or not there.
    Moved,
    /// Something was written.
    Written,
    /// Somebody wants to end it.
    Stop,
}

/// Events of the file system, and the wish to end.
struct Events {
    happened: Receiver<Happened>,
    watcher: RecommendedWatcher,
    places: BTreeSet<Place>,
    /// Whether folders may be others than those that are watched.
    moved: bool,
}

impl Events {
    fn start() -> anyhow::Result<Self> {
        let (tell, happened) = mpsc::channel();
        let stop = tell.clone();
        // Where nobody listens any more, it has ended.
        ctrlc::set_handler(move || drop(stop.send(Happened::Stop))).context("failed to listen for Ctrl-C")?;
        let watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
            if let Some(what) = what(event.as_ref().ok()) {
                drop(tell.send(what));
            }
        });
        let watcher = watcher.context("failed to watch files")?;
        Ok(Self { happened, watcher, places: BTreeSet::new(), moved: true })
    }

    /// Watches the folders of a district; whether some are new, in which something may have happened before.
    fn follow(&mut self, loaded: &Loaded, district: &Path) -> bool {
        let places = loaded.folders(district);
        if !std::mem::take(&mut self.moved) && places == self.places {
            return false;
        }
        for Place { folder, deep } in &places {
            let mode = if *deep { RecursiveMode::Recursive } else { RecursiveMode::NonRecursive };
            // A folder that went this moment is told by the one above it.
            let _ = self.watcher.watch(folder, mode);
        }
        let new = places != self.places;
        self.places = places;
        new
    }

    /// Waits until something has happened, at most so long, and then until nothing has for a moment. False where it is to end.
    fn wait(&mut self, most: Option<Duration>) -> bool {
        let mut next = match most.map(|most| self.happened.recv_timeout(most)) {
            Some(Err(RecvTimeoutError::Timeout)) => return true,
            Some(happened) => happened.ok(),
            None => self.happened.recv().ok(),
        };
        let until = Instant::now() + LONGEST;
        loop {
            match next {
                Some(Happened::Moved) => self.moved = true,
                Some(Happened::Written) => {}
                Some(Happened::Stop) | None => return false,
            }
            let rest = QUIET.min(until.saturating_duration_since(Instant::now()));
            if rest.is_zero() {
                return true;
            }
            match self.happened.recv_timeout(rest) {
                Ok(happened) => next = Some(happened),
                Err(_) => return true,
            }
        }
    }
}

/// What an event says: reading a file is none, and where events were lost anything may have happened.
fn what(event: Option<&Event>) -> Option<Happened> {
    match event.map(|event| &event.kind) {
        Some(EventKind::Modify(ModifyKind::Name(_))) => Some(Happened::Moved),
        Some(EventKind::Modify(_) | EventKind::Access(AccessKind::Close(AccessMode::Write))) => Some(Happened::Written),
        Some(EventKind::Access(_)) => None,
        _ => Some(Happened::Moved),
    }
}
