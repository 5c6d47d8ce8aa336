//! How far a long run is. Comes in: how many there are and how many more are done. Goes out: a bar on stderr.

use std::io::{self, IsTerminal};
use std::sync::OnceLock;
use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering::Relaxed;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

/// A bar on stderr, shown on a terminal when a run takes longer than half a second.
pub(super) struct Progress {
    wanted: bool,
    /// What is counted.
    what: &'static str,
    began: Instant,
    total: OnceLock<u64>,
    bar: OnceLock<ProgressBar>,
    done: AtomicU64,
}

impl Progress {
    /// A bar that counts something; none where nothing is to be said or nobody looks.
    pub(super) fn new(quiet: bool, what: &'static str) -> Self {
        Self {
            wanted: !quiet && io::stderr().is_terminal(),
            what,
            began: Instant::now(),
            total: OnceLock::new(),
            bar: OnceLock::new(),
            done: AtomicU64::new(0),
        }
    }

    /// How many there will be.
    pub(super) fn expect(&self, total: u64) {
        let _ = self.total.set(total);
    }

    /// So many more are done.
    pub(super) fn advance(&self, done: u64) {
        let done = self.done.fetch_add(done, Relaxed) + done;
        if self.wanted && self.began.elapsed() > Duration::from_millis(500) {
            let bar = self.bar.get_or_init(|| {
                let style = ProgressStyle::with_template(&format!("{{bar:30}} {{pos}} of {{len}} {}, {{eta}} to go", self.what));
                ProgressBar::new(self.total.get().copied().unwrap_or(0))
                    .with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
            });
            bar.set_position(done);
        }
    }

    /// Takes the bar away.
    pub(super) fn finish(&self) {
        if let Some(bar) = self.bar.get() {
            bar.finish_and_clear();
        }
    }
}
