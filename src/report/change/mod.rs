//! What changed between two versions → text. Comes in: both reports and what changed. Goes out: bytes to a writer, in one
//! format. All of them hold ids alone, as what is written for pull requests does.

mod github;
/// JSON of `diff` and its schema.
pub mod json;
/// Markdown of `diff`.
pub mod markdown;
mod table;

use std::io::{self, Write};

use super::told::Told;
use super::{DiffFormat, Report, junit, sarif};
use crate::analysis::change::Changes;
use crate::analysis::change::moves::{Change, Moved, Shared};
use crate::finding::Level;
use crate::load::changes_exit;
use crate::load::values::counted;

/// Two versions of a district and what changed.
#[derive(Debug)]
pub struct Diff<'a> {
    /// The first version.
    pub base: Report<'a>,
    /// The second one.
    pub head: Report<'a>,
    /// What changed.
    pub changes: &'a Changes,
    /// What the versions were called when they were asked for.
    pub names: (&'a str, &'a str),
}

/// Writes what changed in a format.
pub fn write(diff: &Diff<'_>, format: DiffFormat, out: &mut dyn Write) -> io::Result<()> {
    match format {
        DiffFormat::Table => out.write_all(table::render(diff).as_bytes()),
        DiffFormat::Json => json::write(diff, out),
        DiffFormat::Markdown => out.write_all(markdown::render(diff, super::comment::COMMENT).as_bytes()),
        DiffFormat::Sarif => sarif::write_changes(diff, out),
        DiffFormat::Junit => out.write_all(junit::changes(diff).as_bytes()),
        DiffFormat::Github => out.write_all(github::render(diff).as_bytes()),
    }
}

/// Above those whose obligations moved although their own records did not.
const MOVED: &str = "For whom something changed although their own records did not";
/// Above what makes the run fail although it is as it was.
const IN_THE_WAY: &str = "As before, and in the way";
/// What is said of what is hidden, where only some people are told of.
const UNCOUNTED: &str = "What is not shown to the readers of this output is not counted for some people alone; who may see it can run \
                         plalign diff on the plans";
/// How many ids are named in a line.
const NAMED: usize = 12;

impl Diff<'_> {
    /// Findings of the second version that are new, of some levels.
    fn added(&self, wanted: impl Fn(Level) -> bool) -> Vec<usize> {
        let level = |at: &usize| wanted(self.head.analysis.findings[*at].level);
        self.changes.new.iter().copied().filter(level).collect()
    }

    /// Findings of the first version that are gone, reinforcements or others.
    fn gone(&self, good: bool) -> Vec<usize> {
        let is = |at: &usize| (self.base.analysis.findings[*at].level == Level::Good) == good;
        self.changes.fixed.iter().copied().filter(is).collect()
    }

    /// What stands first: whether a version could not be read whole, and what this change did. A sentence each.
    pub(super) fn opening(&self) -> impl Iterator<Item = String> {
        self.unread().into_iter().chain([self.tally()])
    }

    /// Which version cannot be read whole, and what therefore cannot be said.
    fn unread(&self) -> Option<String> {
        let (base, head) = self.names;
        match self.changes.unread {
            (false, false) => None,
            (false, true) => Some(format!(
                "{head} cannot be read whole: what it seems to lack may only be unread, so nothing is called fixed or, unless it is \
                 graver, changed"
            )),
            (true, false) => Some(format!(
                "{base} cannot be read whole: what seems to be new may have been there before, and nothing is called changed unless \
                 it is graver"
            )),
            (true, true) => Some(format!(
                "Neither {base} nor {head} can be read whole: what seems to be new may have been there before, and nothing is called \
                 fixed or, unless it is graver, changed"
            )),
        }
    }

    /// What this change did, in a sentence.
    fn tally(&self) -> String {
        let new = |level| self.added(|other| other == level).len();
        let things = |count: usize, thing: &str| (count > 0).then(|| counted(count, thing));
        let many = |count: usize, words: &str| (count > 0).then(|| format!("{count} {words}"));
        let parts = [
            things(new(Level::Error), "new error"),
            things(new(Level::Warning), "new warning"),
            many(new(Level::Info), "new for information"),
            many(self.gone(false).len(), "fixed"),
            self.altered(),
            things(new(Level::Good), "new reinforcement"),
            things(self.gone(true).len(), "lost reinforcement"),
            many(self.changes.settled, "settled by a decision"),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        let is_silent = parts.is_empty();
        let nothing = match self.changes.unread {
            _ if self.may_hide() => "nothing new that you may see",
            (false, false) => "nothing new, nothing fixed",
            _ => "nothing new",
        };
        let changed = if is_silent { nothing.to_owned() } else { parts.join(", ") };
        if self.begins() && is_silent {
            let shown = if self.may_hide() { " that is shown here" } else { "" };
            return format!("{} holds no district yet, so everything is new, and nothing is wrong{shown}", self.names.0);
        }
        if self.begins() {
            return format!("{} holds no district yet, so everything is new: {changed}", self.names.0);
        }
        format!("This change: {changed}; {} as before", counted(self.changes.same, "finding"))
    }

    /// How many findings changed, and how many of them are graver now: these may be why a run fails.
    fn altered(&self) -> Option<String> {
        let (changed, risen) = (self.changes.changed.len(), self.risen());
        let graver = match risen {
            0 => String::new(),
            _ if risen == changed => ", now graver".to_owned(),
            _ => format!(", {risen} of them now graver"),
        };
        (changed > 0).then(|| format!("{changed} changed{graver}"))
    }

    /// How many findings are graver than in the first version.
    pub(super) fn risen(&self) -> usize {
        self.changes.risen(self.base.analysis, self.head.analysis).count()
    }

    /// Whether a finding of both makes the run fail: it has risen to a level that does, or decides over the exit code by itself.
    pub(super) fn makes_fail(&self, (before, now): (usize, usize)) -> bool {
        let (before, now) = (&self.base.analysis.findings[before], &self.head.analysis.findings[now]);
        changes_exit(now.kind) || self.head.fails(now) && !self.head.fails(before)
    }

    /// Whether a finding that is not shown makes the run fail.
    pub(super) fn hidden_fails(&self) -> bool {
        self.changes.hidden.fails(&|level| self.head.look.fails(level))
    }

    /// Whether the first version holds no district yet.
    fn begins(&self) -> bool {
        self.base.loaded.is_blank() && !self.changes.unread.0
    }

    /// What changed of what several people share; nothing where all of it is new.
    fn shared(&self) -> &[Shared] {
        if self.begins() { &[] } else { &self.changes.shared }
    }

    /// Hours before and now, where they differ and both can be known.
    pub(super) fn hours(&self) -> Option<String> {
        if self.changes.unread != (false, false) {
            return None;
        }
        let (before, now) = (&self.changes.totals.0.hours, &self.changes.totals.1.hours);
        let same = (before.together, before.freed()) == (now.together, now.freed());
        let step = |before: u64, now: u64| {
            let by = hours(before.abs_diff(now));
            if before == now { "as before".to_owned() } else { format!("{by} {}", if now > before { "more" } else { "less" }) }
        };
        if self.begins() {
            return Some(format!("Hours asked: {}; alignment frees {}", hours(now.together), hours(now.freed())));
        }
        (!same).then(|| {
            format!(
                "Hours asked: {}, now {} ({}); alignment frees {}, now {} ({})",
                hours(before.together),
                hours(now.together),
                step(before.together, now.together),
                hours(before.freed()),
                hours(now.freed()),
                step(before.freed(), now.freed()),
            )
        })
    }

    /// Whether something changed that is not shown, or it is not told whether.
    fn may_hide(&self) -> bool {
        self.changes.hidden.count() > 0 || !self.head.counts_hidden()
    }

    /// Changes that are only counted, or not even that.
    pub(super) fn hidden(&self) -> Option<String> {
        if !self.head.counts_hidden() {
            return Some(UNCOUNTED.to_owned());
        }
        let hidden = &self.changes.hidden;
        let parts = [(hidden.new, "new"), (hidden.fixed, "fixed"), (hidden.changed, "changed")];
        let parts = parts.into_iter().filter(|(count, _)| *count > 0).map(|(count, word)| format!("{count} {word}"));
        let gravest = hidden.gravest().filter(|level| *level != Level::Good).map_or_else(String::new, |level| {
            let what = match level {
                Level::Error => "an error",
                Level::Warning => "a warning",
                Level::Info | Level::Good => "for information",
            };
            format!("; the gravest that is new, or graver than before, is {what}")
        });
        (hidden.count() > 0).then(|| {
            format!(
                "Findings not shown to the readers of this output: {}{gravest}; who may see them can run plalign diff on the plans",
                parts.collect::<Vec<_>>().join(", ")
            )
        })
    }

    /// Educators with the same moves, told once: who, and what moved. In the order of the first of each.
    fn groups(&self) -> Vec<(Vec<&str>, &Moved)> {
        let mut groups: Vec<(Vec<&str>, &Moved)> = Vec::new();
        let mut known = std::collections::BTreeMap::new();
        for moved in &self.changes.moved {
            let key = (&moved.gained, &moved.lost, &moved.changed);
            let at = *known.entry(key).or_insert(groups.len());
            if at == groups.len() {
                groups.push((Vec::new(), moved));
            }
            groups[at].0.push(self.head.district.educator_name(moved.educator));
        }
        groups
    }

    /// A finding that changed: what it said, and what it says now.
    fn both(&self, (before, now): (usize, usize)) -> (Told<'_>, Told<'_>) {
        (Told::of(&self.base, before), Told::of(&self.head, now))
    }
}

/// Minutes as hours with at most one decimal.
fn hours(minutes: u64) -> String {
    super::terminal::hours_of(minutes)
}

/// Some ids, and how many more there are.
fn some(ids: &[impl AsRef<str>], more: usize) -> String {
    let rest = ids.len().saturating_sub(NAMED) + more;
    let shown = ids.iter().take(NAMED).map(|id| id.as_ref().to_owned());
    shown.chain((rest > 0).then(|| format!("{rest} more"))).collect::<Vec<_>>().join(", ")
}

/// What became of a shared obligation, in a sentence.
fn became(shared: &Shared) -> String {
    let reach = counted(shared.educators, "educator");
    let what = format!("the {} {}", shared.kind.plain(), shared.id);
    match &shared.change {
        Change::Added => format!("{what} is new, for {reach}"),
        Change::Removed => format!("{what} is gone; it was for {reach}"),
        Change::Changed(fields) => format!("{what} changed its {}, for {reach}", fields.join(", ")),
    }
}

/// Which goals stand on the old wording of a shared obligation, in a sentence.
fn prompts(shared: &Shared) -> Option<String> {
    let count = shared.linked.len() + shared.linked_hidden;
    let (goals, were) = if count == 1 { ("goal was", "it") } else { ("goals were", "them") };
    (count > 0).then(|| {
        format!("{count} {goals} linked to the old wording; look at {were} again: {}", some(&shared.linked, shared.linked_hidden))
    })
}

/// What moved for an educator, in a clause.
fn moves(moved: &Moved) -> String {
    let part = |ids: &[String], word: &str| (!ids.is_empty()).then(|| format!("{} {word}", some(ids, 0)));
    let parts = [part(&moved.gained, "added"), part(&moved.lost, "removed"), part(&moved.changed, "changed")];
    parts.into_iter().flatten().collect::<Vec<_>>().join("; ")
}

/// What a finding that changed said, and says now; with its levels where these differ.
fn was_and_now(before: &Told<'_>, now: &Told<'_>) -> [String; 2] {
    let same = before.finding.level == now.finding.level;
    [before, now].map(|told| if same { told.message.clone() } else { format!("{} ({})", told.message, told.finding.level) })
}
