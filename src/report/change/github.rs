//! What is new, as workflow commands of GitHub Actions. Comes in: two versions. Goes out: a command a line, and what the
//! change did in a sentence; everything else is in the summary of the job, or follows as lines of the log where there is none.

use std::fmt::Write;

use super::{Diff, became, moves, prompts, some, was_and_now};
use crate::finding::Level;
use crate::load::values::counted;
use crate::report::Report;
use crate::report::comment::PROBLEMS;
use crate::report::escape::command_message;
use crate::report::github::annotations;
use crate::report::told::Told;

/// Renders the commands and what the log says besides.
pub(super) fn render(diff: &Diff<'_>) -> String {
    let mut text = String::new();
    let level = |at: usize| diff.head.analysis.findings[at].level;
    let of_level = |wanted: Level| {
        // An error that only says something else fails no run, and is told in words.
        let tells = |pair: &&(usize, usize)| !diff.head.fails(&diff.head.analysis.findings[pair.1]) || diff.makes_fail(**pair);
        let changed = diff.changes.changed.iter().filter(tells).map(|(_, now)| now);
        let others = changed.chain(&diff.changes.in_the_way).copied().filter(|at| level(*at) == wanted);
        (wanted, diff.added(|other| other == wanted).into_iter().chain(others).collect())
    };
    annotations(&mut text, &diff.head, &PROBLEMS.map(|(level, _)| of_level(level)));
    for line in diff.opening().chain(diff.hours()) {
        let _ = writeln!(text, "{line}");
    }
    if let Some(hidden) = diff.hidden() {
        let _ = if diff.hidden_fails() {
            writeln!(text, "::error::{}", command_message(&hidden))
        } else {
            writeln!(text, "{hidden}")
        };
    }
    let besides = if diff.head.look.summary { pointer(diff).into_iter().collect() } else { besides(diff) };
    for line in besides {
        let _ = writeln!(text, "{}", line.replace(['\n', '\r'], " "));
    }
    text
}

/// What of the change is no annotation, counted, and where it stands.
fn pointer(diff: &Diff<'_>) -> Option<String> {
    let (shared, moved) = (diff.shared().len(), diff.changes.moved.len());
    let of_shared = (shared > 0).then(|| format!("{} that several people share", counted(shared, "change")));
    let of_moved = (moved > 0).then(|| format!("changes for {} whose own records did not change", counted(moved, "educator")));
    let parts: Vec<String> = of_shared.into_iter().chain(of_moved).collect();
    (!parts.is_empty()).then(|| format!("In the summary of the job: {}", parts.join("; ")))
}

/// What of the change is no annotation, a line each. A line begins with a word of ours, so that it is no command.
fn besides(diff: &Diff<'_>) -> Vec<String> {
    let line = |word: &str, report: &Report<'_>, at: usize| {
        let told = Told::of(report, at);
        format!("{word} {} {}: {}", told.finding.kind.code, told.place(), told.message)
    };
    let mut lines: Vec<String> = Vec::new();
    for pair in &diff.changes.changed {
        let (before, now) = diff.both(*pair);
        let [was, is] = was_and_now(&before, &now);
        lines.push(format!("changed {} {}: was: {was}; now: {is}", now.finding.kind.code, now.place()));
    }
    lines.extend(diff.gone(false).into_iter().map(|at| line("fixed", &diff.base, at)));
    lines.extend(diff.added(|level| level == Level::Good).into_iter().map(|at| line("new reinforcement", &diff.head, at)));
    lines.extend(diff.gone(true).into_iter().map(|at| line("lost reinforcement", &diff.base, at)));
    for shared in diff.shared() {
        let prompts = prompts(shared).map_or_else(String::new, |prompts| format!("; {prompts}"));
        lines.push(format!("shared: {}{prompts}", became(shared)));
    }
    let groups = diff.groups().into_iter();
    let moved = |(educators, moved): (Vec<&str>, _)| format!("own records as before, {}: {}", some(&educators, 0), moves(moved));
    lines.extend(groups.map(moved));
    lines
}
