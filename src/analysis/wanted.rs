//! What the caller wants of an analysis. Comes in: what was typed. Goes out: which rules are looked for.

use std::collections::BTreeSet;

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
    /// Whether everybody is told of by herself, and of nothing that rests on what is others' own: what she shares with others is told
    /// as if nobody shared it, and of what concerns the district as a whole only what names a record that is one person's. For pages
    /// that one person may read and no other; what all staff may know of the rest comes from an analysis of that alone.
    pub alone: bool,
}

impl<'a> Wanted<'a> {
    /// These rules, with nobody who waits.
    pub fn quietly(only: &'a [String]) -> Self {
        Self { only, progress: &|_| {}, apart: false, alone: false }
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
