//! What the caller wants of an analysis. Comes in: what was typed. Goes out: which rules are looked for, and to whom it is told.

use std::collections::BTreeSet;

use super::shared::Circle;
use super::{NotRun, kinds};
use crate::config::Config;
use crate::finding::Kind;

/// What the caller wants of an analysis.
pub struct Wanted<'a> {
    /// Only these rules; all if empty.
    pub only: &'a [String],
    /// Told as educators are done: how many more.
    pub progress: &'a (dyn Fn(u64) + Sync),
    /// Whether what is worked out for one educator keeps off individual goals of others, over which a path may lead else
    /// (contract §3): for pages that one person may read and no other.
    pub apart: bool,
    /// Of whom everybody who looks is told together.
    pub circle: Circle,
}

impl<'a> Wanted<'a> {
    /// These rules, with nobody who waits.
    pub fn quietly(only: &'a [String]) -> Self {
        Self { only, progress: &|_| {}, apart: false, circle: Circle::All }
    }
}

impl std::fmt::Debug for Wanted<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Wanted").field("only", &self.only).finish_non_exhaustive()
    }
}

impl Wanted<'_> {
    pub(super) fn has(&self, code: &str) -> bool {
        self.only.is_empty() || self.only.iter().any(|only| only == code)
    }

    /// What was looked for: asked for, not off, and with its lists.
    pub(super) fn ran(&self, config: &Config, not_run: &NotRun) -> BTreeSet<&'static str> {
        let on = |kind: &&Kind| self.has(kind.code) && config.level(kind.code, kind.level).is_some();
        let looked = kinds().into_iter().filter(on).map(|kind| kind.code);
        looked.filter(|code| !not_run.iter().any(|(rule, _)| rule == code)).collect()
    }
}
