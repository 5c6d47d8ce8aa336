//! What is new, as workflow commands of GitHub Actions. Comes in: two versions. Goes out: a command a line, and what the
//! change did in a sentence; everything else is in the summary of the job.

use std::fmt::Write;

use super::Diff;
use crate::finding::Level;
use crate::report::comment::PROBLEMS;
use crate::report::github::annotations;

/// Renders the commands.
pub(super) fn render(diff: &Diff<'_>) -> String {
    let mut text = String::new();
    let level = |at: usize| diff.head.analysis.findings[at].level;
    let of_level = |wanted: Level| {
        let changed = diff.changes.changed.iter().map(|(_, now)| *now).filter(|at| level(*at) == wanted);
        (wanted, diff.added(|other| other == wanted).into_iter().chain(changed).collect())
    };
    annotations(&mut text, &diff.head, &PROBLEMS.map(|(level, _)| of_level(level)));
    let _ = writeln!(text, "{}", diff.tally());
    for line in diff.hours().into_iter().chain(diff.hidden()) {
        let _ = writeln!(text, "{line}");
    }
    text
}
