//! What changed, as a comment on a pull request. Comes in: two versions and how long the text may be. Goes out: Markdown.

use std::fmt::Write;

use super::{Diff, IN_THE_WAY, MOVED, became, moves, prompts, some};
use crate::finding::Level;
use crate::report::comment::{PROBLEMS, Page, item, problems};
use crate::report::escape::markdown;
use crate::report::told::{Told, families};

/// Renders what changed in at most so many bytes.
pub fn render(diff: &Diff<'_>, room: usize) -> String {
    let mut page = Page::new(room);
    let (base, head) = diff.names;
    let title = format!("{}, from {base} to {head}", diff.head.district.title());
    page.always(&format!("### plalign: {}\n", markdown(&title)));
    for sentence in diff.opening() {
        page.always(&format!("\n{}.\n", markdown(&sentence)));
    }
    if let Some(hours) = diff.hours() {
        page.always(&format!("\n{hours}.\n"));
    }
    let families = families(&diff.head, &diff.added(|level| level != Level::Good));
    for (level, heading) in PROBLEMS {
        problems(&mut page, &diff.head, &format!("New: {}", heading.to_lowercase()), (level, &families));
    }
    page.heading(IN_THE_WAY, diff.changes.in_the_way.len());
    diff.changes.in_the_way.iter().for_each(|at| page.finding(&item(&diff.head, *at)));
    page.heading("Changed", diff.changes.changed.len());
    for pair in &diff.changes.changed {
        let (before, now) = diff.both(*pair);
        let mut text = item(&diff.head, pair.1);
        let levels = [before.finding.level, now.finding.level];
        let risen = if levels[0] == levels[1] { String::new() } else { format!(" ({}, now {})", levels[0], levels[1]) };
        let _ = writeln!(text, "  Was: {}{risen}", markdown(&before.message));
        page.finding(&text);
    }
    let gone = |at: &usize| line(&Told::of(&diff.base, *at));
    let new = |at: &usize| line(&Told::of(&diff.head, *at));
    list(&mut page, "Fixed", diff.gone(false).iter().map(gone));
    list(&mut page, "New reinforcements", diff.added(|level| level == Level::Good).iter().map(new));
    list(&mut page, "Lost reinforcements", diff.gone(true).iter().map(gone));
    let shared = diff.shared().iter().map(|shared| {
        let prompts = prompts(shared).map_or_else(String::new, |prompts| format!("\n  {}", markdown(&prompts)));
        format!("- {}{prompts}\n", markdown(&became(shared)))
    });
    list(&mut page, "What several people share", shared);
    let groups = diff.groups().into_iter();
    let moved = groups.map(|(educators, moved)| format!("- {}: {}\n", markdown(&some(&educators, 0)), markdown(&moves(moved))));
    list(&mut page, MOVED, moved);
    if let Some(hidden) = diff.hidden() {
        page.always(&format!("\n{hidden}.\n"));
    }
    page.close("`plalign diff` lists")
}

fn line(told: &Told<'_>) -> String {
    format!("- **{}** {}\n", told.finding.kind.code, markdown(&told.message))
}

fn list(page: &mut Page, heading: &str, lines: impl ExactSizeIterator<Item = String>) {
    page.heading(heading, lines.len());
    lines.for_each(|line| page.finding(&line));
}
