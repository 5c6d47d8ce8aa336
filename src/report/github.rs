//! Workflow commands of GitHub Actions, which become annotations beside the lines of a pull request. Comes in: a report.
//! Goes out: a command a line, worst first, no more than GitHub shows. The rest is in the summary of the job, or follows as
//! lines of the log where there is none.

use std::fmt::Write;

use super::Report;
use super::comment::{PROBLEMS, hidden_words};
use super::escape::{command_message, command_property};
use super::told::Told;
use crate::finding::Level;
use crate::load::values::counted;

/// How many annotations of one level are written. GitHub shows ten errors and ten warnings of a step and fifty annotations of a
/// job, and drops further ones without a word: with these, two steps of a job can run plalign.
fn shown(level: Level) -> usize {
    match level {
        Level::Error | Level::Warning => 10,
        Level::Info | Level::Good => 5,
    }
}

/// Renders the commands and what the log says besides.
pub(super) fn render(report: &Report<'_>) -> String {
    let mut text = String::new();
    let findings = PROBLEMS.map(|(level, _)| (level, report.in_order(|other| other == level)));
    annotations(&mut text, report, &findings);
    let hidden = &report.analysis.hidden;
    if hidden.iter().any(|finding| report.fails(finding)) {
        let _ = writeln!(text, "::error::{}", command_message(&hidden_words(hidden.len())));
    }
    let _ = writeln!(text, "{}", report.tally());
    if let Some(stale) = report.stale() {
        let _ = writeln!(text, "{stale}");
    }
    text
}

/// The findings of each level as commands, and those for which there is none.
pub(super) fn annotations(text: &mut String, report: &Report<'_>, findings: &[(Level, Vec<usize>)]) {
    for (level, findings) in findings {
        findings.iter().take(shown(*level)).for_each(|at| annotation(text, &Told::of(report, *at)));
    }
    for (level, findings) in findings.iter().filter(|(level, findings)| findings.len() > shown(*level)) {
        let rest = &findings[shown(*level)..];
        if report.look.summary {
            let _ = writeln!(text, "{} in the summary of the job", counted(rest.len(), &format!("more {}", command(*level))));
        } else {
            rest.iter().for_each(|at| plain(text, &Told::of(report, *at)));
        }
    }
}

/// The command of a level; its findings are called the same.
fn command(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Info | Level::Good => "notice",
    }
}

fn annotation(text: &mut String, told: &Told<'_>) {
    let mut properties = Vec::new();
    if let Some(spot) = told.spots.first() {
        let at = &spot.at;
        properties.push(format!("file={},line={}", command_property(spot.path), at.line));
        // Columns count only where the place is in one line.
        if at.line == at.end_line {
            properties.push(format!("col={},endColumn={}", at.column, at.end_column));
        } else {
            properties.push(format!("endLine={}", at.end_line));
        }
    }
    properties.push(format!("title={}", command_property(told.finding.kind.code)));
    let message = command_message(&format!("{}\n{}", told.message, told.remedy));
    let _ = writeln!(text, "::{} {}::{message}", command(told.finding.level), properties.join(","));
}

/// A finding as a line of the log. It begins with a word of ours, so that it is no command.
fn plain(text: &mut String, told: &Told<'_>) {
    let message = told.message.replace(['\n', '\r'], " ");
    let _ = writeln!(text, "{} {} {}: {message}", command(told.finding.level), told.finding.kind.code, told.place());
}
