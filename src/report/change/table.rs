//! What changed, in a terminal. Comes in: two versions. Goes out: text, new findings first.

use super::{Diff, IN_THE_WAY, MOVED, became, moves, prompts, some, was_and_now};
use crate::finding::Level;
use crate::report::terminal::View;
use crate::report::told::{Told, families};

/// Renders the whole view.
pub(super) fn render(diff: &Diff<'_>) -> String {
    let mut view = View::of(&diff.head);
    let (base, head) = diff.names;
    let (before, now) = (diff.base.district, diff.head.district);
    let days = if before.as_of == now.as_of { now.as_of.to_string() } else { format!("{} and {}", before.as_of, now.as_of) };
    view.wrapped("", &format!("{}, from {base} to {head}, checked for {days}", now.title()));
    for sentence in diff.opening() {
        view.wrapped("", &format!("{sentence}."));
    }
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
    new(view, diff);
    if !diff.changes.in_the_way.is_empty() {
        view.heading(&IN_THE_WAY.to_uppercase());
    }
    for at in &diff.changes.in_the_way {
        let told = Told::of(&diff.head, *at);
        view.line("");
        view.line(&format!("  {} {}", told.finding.kind.code, told.place()));
        view.wrapped("    ", &told.message);
        view.wrapped("    ", &format!("Do: {}", told.remedy));
    }
    if !diff.changes.changed.is_empty() {
        view.heading("CHANGED");
    }
    for pair in &diff.changes.changed {
        let (before, now) = diff.both(*pair);
        view.line("");
        view.line(&format!("  {} {}", now.finding.kind.code, now.place()));
        let [was, is] = was_and_now(&before, &now);
        view.wrapped("    was: ", &was);
        view.wrapped("    now: ", &is);
    }
    section(view, "FIXED", diff.gone(false).iter().map(|at| Told::of(&diff.base, *at)));
    section(view, "NEW REINFORCEMENTS", diff.added(|level| level == Level::Good).iter().map(|at| Told::of(&diff.head, *at)));
    section(view, "LOST REINFORCEMENTS", diff.gone(true).iter().map(|at| Told::of(&diff.base, *at)));
}

/// What is new, with its place, what to do, and what follows from it.
fn new(view: &mut View<'_, '_>, diff: &Diff<'_>) {
    let families = families(&diff.head, &diff.added(|level| level != Level::Good));
    for (level, title) in [(Level::Error, "NEW ERRORS"), (Level::Warning, "NEW WARNINGS"), (Level::Info, "NEW FOR INFORMATION")] {
        let of_level = |(at, _): &&(usize, Vec<usize>)| diff.head.analysis.findings[*at].level == level;
        if families.iter().any(|family| of_level(&family)) {
            view.heading(title);
        }
        for (at, following) in families.iter().filter(of_level) {
            let told = Told::of(&diff.head, *at);
            view.line("");
            view.line(&format!("  {} {}", told.finding.kind.code, told.place()));
            view.wrapped("    ", &told.message);
            view.wrapped("    ", &format!("Who: {}. Do: {}", told.who(), told.remedy));
            for follower in following {
                let told = Told::of(&diff.head, *follower);
                view.wrapped("    - follows from this: ", &format!("{}: {}", told.finding.kind.code, told.message));
            }
        }
    }
}

/// Findings under a heading, a line each.
fn section<'t>(view: &mut View<'_, '_>, title: &str, findings: impl ExactSizeIterator<Item = Told<'t>>) {
    if findings.len() > 0 {
        view.heading(title);
    }
    for told in findings {
        view.wrapped("  - ", &format!("{}: {}", told.finding.kind.code, told.message));
    }
}

fn shared(view: &mut View<'_, '_>, diff: &Diff<'_>) {
    if !diff.shared().is_empty() {
        view.heading("WHAT SEVERAL PEOPLE SHARE");
    }
    for shared in diff.shared() {
        view.wrapped("  - ", &became(shared));
        if let Some(prompts) = prompts(shared) {
            view.wrapped("    ", &prompts);
        }
    }
    let groups = diff.groups();
    if !groups.is_empty() {
        view.heading(&MOVED.to_uppercase());
    }
    for (educators, moved) in groups {
        view.wrapped("  - ", &format!("{}: {}", some(&educators, 0), moves(moved)));
    }
}
