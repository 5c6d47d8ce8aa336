//! What changed, in a terminal. Comes in: two versions. Goes out: text, new findings first.

use super::{Diff, became, moves, prompts, some};
use crate::finding::Level;
use crate::report::terminal::View;
use crate::report::told::Told;

/// Renders the whole view.
pub(super) fn render(diff: &Diff<'_>) -> String {
    let mut view = View::of(&diff.head);
    let (base, head) = diff.names;
    let (before, now) = (diff.base.district, diff.head.district);
    let days = if before.as_of == now.as_of { now.as_of.to_string() } else { format!("{} and {}", before.as_of, now.as_of) };
    view.wrapped("", &format!("{}, from {base} to {head}, checked for {days}", now.id));
    view.wrapped("", &format!("{}.", diff.tally()));
    if let Some(hours) = diff.hours() {
        view.wrapped("", &hours);
    }
    findings(&mut view, diff);
    shared(&mut view, diff);
    if let Some(hidden) = diff.hidden() {
        view.line("");
        view.wrapped("", &hidden);
    }
    view.line("");
    view.wrapped("", "Why a rule asks, and how to mend it: plalign explain RULE");
    view.finish()
}

fn findings(view: &mut View<'_, '_>, diff: &Diff<'_>) {
    for (level, title) in [(Level::Error, "NEW ERRORS"), (Level::Warning, "NEW WARNINGS"), (Level::Info, "NEW FOR INFORMATION")] {
        let new = diff.new(|other| other == level);
        section(view, title, new.iter().map(|at| Told::of(&diff.head, *at)), true);
    }
    if !diff.changes.changed.is_empty() {
        view.heading("CHANGED");
    }
    for pair in &diff.changes.changed {
        let (before, now) = diff.both(*pair);
        view.line("");
        view.line(&format!("  {} {}", now.finding.kind.code, now.place()));
        view.wrapped("    was: ", &format!("{} ({})", before.message, before.finding.level));
        view.wrapped("    now: ", &format!("{} ({})", now.message, now.finding.level));
    }
    section(view, "FIXED", diff.gone(false).iter().map(|at| Told::of(&diff.base, *at)), false);
    section(view, "NEW REINFORCEMENTS", diff.new(|level| level == Level::Good).iter().map(|at| Told::of(&diff.head, *at)), false);
    section(view, "LOST REINFORCEMENTS", diff.gone(true).iter().map(|at| Told::of(&diff.base, *at)), false);
}

/// Findings under a heading; what is new with its place and what to do.
fn section<'t>(view: &mut View<'_, '_>, title: &str, findings: impl ExactSizeIterator<Item = Told<'t>>, is_new: bool) {
    if findings.len() == 0 {
        return;
    }
    view.heading(title);
    for told in findings {
        if is_new {
            view.line("");
            view.line(&format!("  {} {}", told.finding.kind.code, told.place()));
            view.wrapped("    ", &told.message);
            view.wrapped("    ", &format!("Who: {}. Do: {}", told.who(), told.remedy));
        } else {
            view.wrapped("  - ", &format!("{}: {}", told.finding.kind.code, told.message));
        }
    }
}

fn shared(view: &mut View<'_, '_>, diff: &Diff<'_>) {
    if !diff.changes.shared.is_empty() {
        view.heading("WHAT SEVERAL PEOPLE SHARE");
    }
    for shared in &diff.changes.shared {
        view.wrapped("  - ", &became(shared));
        if let Some(prompts) = prompts(shared) {
            view.wrapped("    ", &prompts);
        }
    }
    let groups = diff.groups();
    if !groups.is_empty() {
        view.heading("OBLIGATIONS MOVED, AND HER OWN RECORDS DID NOT CHANGE");
    }
    for (educators, moved) in groups {
        view.wrapped("  - ", &format!("{}: {}", some(&educators, 0), moves(moved)));
    }
}
