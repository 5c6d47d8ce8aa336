//! Markdown for a comment on a pull request and for the summary of a job. Comes in: a report and how long the text may be.
//! Goes out: what already works, then every finding, gravest first, until the room is used; what did not fit is counted.

use std::fmt::Write;

use super::Report;
use super::escape::{code_span, markdown};
use super::told::{Told, families};
use crate::finding::Level;
use crate::load::values::counted;

/// What fits in a comment on GitHub, which takes 65,536 characters, with room for what stands around it.
pub(super) const COMMENT: usize = 60_000;
/// How many reinforcements of one rule are listed.
const GOOD: usize = 5;
/// How many findings that follow from one are told under it.
const FOLLOWING: usize = 10;
/// Room for what closes the text.
const CLOSING: usize = 1000;

/// The levels that are told one by one, with their headings.
pub(super) const PROBLEMS: [(Level, &str); 3] =
    [(Level::Error, "Errors"), (Level::Warning, "Warnings"), (Level::Info, "For information")];

/// Renders a report in at most so many bytes.
pub fn render(report: &Report<'_>, room: usize) -> String {
    let district = report.district;
    let mut page = Page::new(room);
    page.always(&format!("### plalign: {}, checked for {}\n\n{}.\n", markdown(district.title()), district.as_of, report.tally()));
    good(&mut page, report);
    let families = families(report, &report.in_order(|level| level != Level::Good));
    for (level, heading) in PROBLEMS {
        problems(&mut page, report, heading, (level, &families));
    }
    if let Some(stale) = report.stale() {
        page.always(&format!("\n{}.\n", markdown(&stale)));
    }
    if let Some(says) = report.partial() {
        page.always(&format!("\n{says}\n"));
    }
    let hidden = report.analysis.hidden.len();
    if hidden > 0 {
        page.always(&format!("\nNot shown here: {}. Who may see them can run plalign on the plans.\n", hidden_words(hidden)));
    }
    page.close("`plalign check` lists")
}

/// The reinforcements, a few of each rule.
fn good(page: &mut Page, report: &Report<'_>) {
    let findings = report.in_order(|level| level == Level::Good);
    page.heading("Already works together", findings.len());
    let code = |at: usize| report.analysis.findings[at].kind.code;
    for of_rule in findings.chunk_by(|a, b| code(*a) == code(*b)) {
        for at in of_rule.iter().take(GOOD) {
            let told = Told::of(report, *at);
            page.finding(&format!("- **{}** {}\n", code(*at), markdown(&told.message)));
        }
        if of_rule.len() > GOOD {
            page.finding(&format!("- **{}** and {} more\n", code(of_rule[0]), of_rule.len() - GOOD));
        }
    }
}

/// The findings of a level, each with those that follow from it.
pub(super) fn problems(page: &mut Page, report: &Report<'_>, heading: &str, (level, families): (Level, &[(usize, Vec<usize>)])) {
    let of_level = families.iter().filter(|(at, _)| report.analysis.findings[*at].level == level);
    page.heading(heading, of_level.clone().count());
    for (at, following) in of_level {
        let mut text = item(report, *at);
        for follower in following.iter().take(FOLLOWING) {
            let told = Told::of(report, *follower);
            let _ = writeln!(text, "  - follows from this: **{}** {}", told.finding.kind.code, markdown(&told.message));
        }
        if following.len() > FOLLOWING {
            let _ = writeln!(text, "  - and {} more follow from this", following.len() - FOLLOWING);
        }
        page.finding(&text);
    }
}

/// A finding as an item of a list: rule, place, what is wrong, who acts and what to do.
pub(super) fn item(report: &Report<'_>, at: usize) -> String {
    let told = Told::of(report, at);
    let place = code_span(&told.place());
    let mut text = format!("- **{}** {place}\n  {}\n", told.finding.kind.code, markdown(&told.message));
    let _ = writeln!(text, "  Who: {}. Do: {}", told.who(), markdown(&told.remedy));
    text
}

/// A text that grows until its room is used.
pub(super) struct Page {
    text: String,
    room: usize,
    /// A heading that is written with the first finding below it.
    heading: Option<String>,
    left_out: usize,
}

impl Page {
    pub(super) fn new(room: usize) -> Self {
        Self { text: String::new(), room: room.saturating_sub(CLOSING), heading: None, left_out: 0 }
    }

    /// Writes what belongs on every page.
    pub(super) fn always(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Begins a section of so many findings.
    pub(super) fn heading(&mut self, title: &str, count: usize) {
        self.heading = (count > 0).then(|| format!("\n#### {title} ({count})\n\n"));
    }

    /// Writes a finding if there is room; once one did not fit, none follows it, so that the list has no holes.
    pub(super) fn finding(&mut self, text: &str) {
        let length = text.len() + self.heading.as_ref().map_or(0, String::len);
        if self.left_out > 0 || self.text.len() + length > self.room {
            self.left_out += 1;
            return;
        }
        self.text.extend(self.heading.take());
        self.text.push_str(text);
    }

    /// Says what was left out, and what lists it, and where to read more.
    pub(super) fn close(mut self, lists: &str) -> String {
        if self.left_out > 0 {
            let more = format!("\n{} did not fit here; {lists} all of them.\n", counted(self.left_out, "more line"));
            self.always(&more);
        }
        self.always("\nWhy a rule asks, and how to mend it: `plalign explain RULE`\n");
        self.text
    }
}

/// A number of findings that stand on records above the readers' class.
pub(super) fn hidden_words(hidden: usize) -> String {
    format!("{} on records that the readers of this output may not see", counted(hidden, "finding"))
}
