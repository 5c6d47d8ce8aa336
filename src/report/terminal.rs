//! The view in a terminal. Comes in: a report. Goes out: a summary, what already works together, what needs attention by
//! rule, and the table of educators. Good news comes first; nothing is told by colour alone.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};

use super::told::families;
use super::{Report, check_command, excerpt};
use crate::analysis::licensed::words::NOT_ADVICE;
use crate::analysis::rules::is_of_licence;
use crate::finding::{At, Finding, Level};
use crate::load::lists::List;
use crate::load::values::counted;
use crate::model::people::EducatorId;
use crate::source::Span;
use crate::time::Hours;

/// How many findings of one rule are drawn with their excerpt; the rest follow in a line each.
const DRAWN: usize = 3;
/// How many findings of one rule are shown at all, unless everything is wanted.
const SHOWN: usize = 12;
/// How many places of one finding are told.
const PLACES: usize = 6;
/// How many findings that follow from one are told under it, unless everything is wanted.
const FOLLOWING: usize = 6;
/// How many ids of educators stand in a line.
const NAMED: usize = 8;

/// Renders the whole view.
pub(super) fn render(report: &Report<'_>) -> String {
    let mut view = View::of(report);
    let problems = report.in_order(|level| level != Level::Good);
    view.families = families(report, &problems).into_iter().collect();
    view.summary();
    view.good();
    for (level, title) in [
        (Level::Error, "TO BE MENDED (errors)"),
        (Level::Warning, "NEEDS A DECISION (warnings)"),
        (Level::Info, "WORTH KNOWING (information)"),
    ] {
        view.level(level, title);
    }
    view.not_run();
    view.educators();
    view.years();
    view.licences();
    view.closing();
    view.finish()
}

pub(super) struct View<'r, 'a> {
    pub(super) report: &'r Report<'a>,
    /// Findings that are told by themselves, each with those that follow from it.
    families: BTreeMap<usize, Vec<usize>>,
    text: String,
}

impl<'r, 'a> View<'r, 'a> {
    /// A view in which nothing stands yet.
    pub(super) fn of(report: &'r Report<'a>) -> Self {
        Self { report, families: BTreeMap::new(), text: String::new() }
    }

    /// What stands in it.
    pub(super) fn finish(self) -> String {
        self.text
    }
}

impl View<'_, '_> {
    pub(super) fn line(&mut self, text: &str) {
        self.text.push_str(text.trim_end());
        self.text.push('\n');
    }

    fn styled(&self, style: Style, text: &str) -> String {
        if self.report.look.colour { format!("{style}{text}{style:#}") } else { text.to_owned() }
    }

    pub(super) fn heading(&mut self, title: &str) {
        let title = self.styled(Style::new().bold(), title);
        self.line("");
        self.line(&title);
    }

    fn count(&self, level: Level) -> usize {
        self.report.analysis.findings.iter().filter(|finding| finding.level == level).count()
    }

    fn summary(&mut self) {
        let (district, totals) = (self.report.district, self.report.totals());
        let title = format!("{}, checked for {}", district.title(), district.as_of);
        let title = self.styled(Style::new().bold(), &title);
        self.line(&title);
        self.line(&format!("{} with {}", counted(totals.educators, "educator"), counted(totals.obligations, "obligation")));
        let hours = &totals.hours;
        if hours.together > 0 {
            self.hours(hours);
        }
        let tally = self.report.tally();
        self.wrapped("", &tally);
        self.report.partial().into_iter().for_each(|says| self.wrapped("", says));
    }

    fn hours(&mut self, hours: &Hours) {
        self.wrapped(
            "",
            &format!(
                "Hours asked: {} required + {} chosen = {} together; apart they would be {}, so alignment frees {}",
                hours_of(hours.required),
                hours_of(hours.chosen),
                hours_of(hours.together),
                hours_of(hours.apart),
                hours_of(hours.freed()),
            ),
        );
    }

    /// Findings of a level by their number, a group a rule.
    fn by_rule(&self, level: Level) -> Vec<Vec<usize>> {
        let findings = &self.report.analysis.findings;
        let by_itself = |at: &usize| level == Level::Good || self.families.contains_key(at);
        let of_level: Vec<usize> = (0..findings.len()).filter(|at| findings[*at].level == level && by_itself(at)).collect();
        of_level.chunk_by(|a, b| findings[*a].kind.code == findings[*b].kind.code).map(<[_]>::to_vec).collect()
    }

    fn good(&mut self) {
        let groups = self.by_rule(Level::Good);
        if groups.is_empty() {
            return;
        }
        self.heading("ALREADY WORKS TOGETHER");
        for group in groups {
            let first = &self.report.analysis.findings[group[0]];
            self.rule_title(first, group.len());
            let shown = self.shown(group.len());
            for at in &group[..shown] {
                self.short(*at);
            }
            self.more(first.kind.code, group.len() - shown);
        }
    }

    fn level(&mut self, level: Level, title: &str) {
        let groups = self.by_rule(level);
        if groups.is_empty() {
            return;
        }
        self.heading(title);
        for group in groups {
            self.group(&group);
        }
    }

    /// The findings of one rule: the rule once, each finding, what to do once.
    fn group(&mut self, group: &[usize]) {
        let findings = &self.report.analysis.findings;
        let first = &findings[group[0]];
        self.rule_title(first, group.len());
        let shown = self.shown(group.len());
        for (nth, at) in group[..shown].iter().enumerate() {
            if nth < DRAWN || self.report.look.whole {
                self.drawn(*at, group.len() == 1);
            } else {
                self.short(*at);
            }
            self.following(*at);
        }
        self.more(first.kind.code, group.len() - shown);
        let who: Vec<&str> = first.kind.acts.iter().map(|role| role.who()).collect();
        let advice = if group.len() == 1 { first.remedy() } else { first.kind.remedy };
        let text = format!("Who: {}. Do: {advice}", who.join(", "));
        self.wrapped("  ", &text);
    }

    fn shown(&self, count: usize) -> usize {
        if self.report.look.whole { count } else { count.min(SHOWN) }
    }

    fn rule_title(&mut self, finding: &Finding, count: usize) {
        let style = match finding.level {
            Level::Error => AnsiColor::Red.on_default().bold(),
            Level::Warning => AnsiColor::Yellow.on_default().bold(),
            Level::Info => AnsiColor::Cyan.on_default().bold(),
            Level::Good => AnsiColor::Green.on_default().bold(),
        };
        let code = self.styled(style, finding.kind.code);
        let times = if count > 1 { format!(" ({count})") } else { String::new() };
        self.line("");
        self.line(&format!("  {code}{times}"));
    }

    /// A finding with its place and the line of the file; what to do as well, unless it is `alone` and that follows.
    fn drawn(&mut self, at: usize, alone: bool) {
        let finding = &self.report.analysis.findings[at];
        self.wrapped("  - ", &finding.message);
        if let Some(span) = span(finding, 0) {
            let place = self.place(span, &finding.labels[0].text);
            self.wrapped("    ", &place);
            if self.report.look.excerpts && crate::load::is_quotable(finding.kind) {
                let drawn = excerpt::draw(self.report.loaded, span, self.report.look);
                self.text.push_str(&drawn);
            }
        }
        for nth in 1..finding.labels.len().min(PLACES) {
            if let Some(span) = span(finding, nth) {
                let place = self.place(span, &finding.labels[nth].text);
                self.wrapped("    ", &format!("also {place}"));
            }
        }
        let hidden = finding.labels.len().saturating_sub(PLACES);
        if hidden > 0 {
            let places = if hidden == 1 { "1 more place".to_owned() } else { format!("{hidden} more places") };
            self.line(&format!("    and {places}"));
        }
        self.people(at);
        if let Some(remedy) = finding.remedy.as_ref().filter(|_| !alone) {
            self.wrapped("    ", remedy);
        }
    }

    /// A finding in a line or two.
    fn short(&mut self, at: usize) {
        let finding = &self.report.analysis.findings[at];
        let place = span(finding, 0).map(|span| self.place(span, "")).unwrap_or_default();
        self.wrapped("  - ", &format!("{} [{place}]", finding.message));
    }

    /// What follows from a finding, a line each.
    fn following(&mut self, at: usize) {
        let following = self.families.get(&at).cloned().unwrap_or_default();
        if following.is_empty() {
            return;
        }
        let verb = if following.len() == 1 { "follows" } else { "follow" };
        self.wrapped("    ", &format!("{} {verb} from this:", counted(following.len(), "finding")));
        let shown = if self.report.look.whole { following.len() } else { following.len().min(FOLLOWING) };
        for at in &following[..shown] {
            let finding = &self.report.analysis.findings[*at];
            let place = span(finding, 0).map(|span| self.place(span, "")).unwrap_or_default();
            self.wrapped("    - ", &format!("{}: {} [{place}]", finding.kind.code, finding.message));
        }
        if following.len() > shown {
            self.line(&format!("      and {} more", following.len() - shown));
        }
    }

    fn more(&mut self, code: &str, hidden: usize) {
        if hidden > 0 {
            let check = check_command(self.report.loaded);
            self.wrapped("    ", &format!("and {hidden} more; all of them: {check} --only {code}"));
        }
    }

    /// `path:line:column (what stands there)`.
    fn place(&self, span: Span, label: &str) -> String {
        let sources = &self.report.loaded.sources;
        let at = sources.position(span);
        let label = if label.is_empty() { String::new() } else { format!(" ({label})") };
        format!("{}:{}:{}{label}", sources.get(span.source).path(), at.line, at.column)
    }

    /// Whom a finding concerns, where the message does not say it.
    fn people(&mut self, at: usize) {
        let (people, finding) = (&self.report.analysis.people[at], &self.report.analysis.findings[at]);
        let [first, ..] = people.as_slice() else { return };
        let only = self.report.district.educator_name(EducatorId(*first));
        if people.len() == 1 && finding.message.contains(only) {
            return;
        }
        let ids: Vec<String> = people.iter().take(NAMED).map(|one| self.named(EducatorId(*one))).collect();
        let rest = people.len().saturating_sub(NAMED);
        let rest = if rest > 0 { format!(" and {rest} more") } else { String::new() };
        self.wrapped("    ", &format!("Concerns {}: {}{rest}", counted(people.len(), "educator"), ids.join(", ")));
    }

    /// An educator's id, with her name where names are wanted.
    pub(super) fn named(&self, educator: EducatorId) -> String {
        let id = self.report.district.educator_name(educator);
        self.report.full_name(educator).map_or_else(|| id.to_owned(), |name| format!("{id} {}", crate::load::values::clean(name)))
    }

    fn not_run(&mut self) {
        let there = |list: &List| self.report.district.lists.contains(list);
        let name = |list: &List| match list.name() {
            calendar if *list == List::Calendar && there(list) => format!("{calendar} with weekly_hours, and the year"),
            name => name.to_owned(),
        };
        let names = |group: &&[List]| group.iter().map(name).collect::<Vec<_>>().join(" or ");
        // Rules that lack the same lists are told together, in the order of the first of them.
        let mut told: Vec<(Vec<&str>, String)> = Vec::new();
        for (rule, groups) in &self.report.analysis.not_run {
            let needs = groups.iter().map(names).collect::<Vec<_>>().join(", ");
            match told.iter_mut().find(|(_, other)| *other == needs) {
                Some((rules, _)) => rules.push(rule),
                None => told.push((vec![rule], needs)),
            }
        }
        if told.is_empty() {
            return;
        }
        self.heading(if self.report.loaded.is_for_readers() {
            "NOT RUN (lists are missing, could not be read, or are not for the readers of this output)"
        } else {
            "NOT RUN (lists are missing or could not be read)"
        });
        for (rules, needs) in told {
            let verb = if rules.len() == 1 { "needs" } else { "need" };
            self.wrapped("  - ", &format!("{}: {verb} {needs}", rules.join(", ")));
        }
    }

    fn closing(&mut self) {
        let tally = self.report.tally();
        self.line("");
        self.wrapped("", &tally);
        if let Some(stale) = self.report.stale() {
            self.wrapped("", &stale);
        }
        if Level::ALL.iter().any(|level| *level != Level::Good && self.count(*level) > 0) {
            self.wrapped("", "Why a rule asks, and how to mend it: plalign explain RULE");
        }
        let tells_licences = self.report.analysis.findings.iter().any(|finding| is_of_licence(finding.kind));
        if tells_licences || self.shows_licences() {
            self.wrapped("", &format!("About licenses: {NOT_ADVICE}"));
        }
    }

    /// Text wrapped to the terminal's width, indented below its first line.
    pub(super) fn wrapped(&mut self, lead: &str, text: &str) {
        let room = self.report.look.width.saturating_sub(lead.len()).max(20);
        let (mut line, mut first) = (String::new(), true);
        let indent = " ".repeat(lead.len());
        for word in words(text) {
            if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > room {
                let _ = writeln!(self.text, "{}{line}", if first { lead } else { &indent });
                line.clear();
                first = false;
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        let _ = writeln!(self.text, "{}{line}", if first { lead } else { &indent });
    }
}

/// The words of a text; a number and its unit are one.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let is_unit = |word: &str| ["h", "min"].contains(&word.trim_end_matches(|c: char| c.is_ascii_punctuation()));
    let end = |text: &str| text.find(char::is_whitespace).unwrap_or(text.len());
    let mut rest = text.trim_start();
    std::iter::from_fn(move || {
        let mut length = end(rest);
        let after = rest[length..].trim_start();
        if rest[..length].ends_with(|c: char| c.is_ascii_digit()) && is_unit(&after[..end(after)]) {
            length = rest.len() - after.len() + end(after);
        }
        let (word, left) = rest.split_at(length);
        rest = left.trim_start();
        (!word.is_empty()).then_some(word)
    })
}

fn span(finding: &Finding, nth: usize) -> Option<Span> {
    match finding.labels[nth].at {
        At::Span(span) => Some(span),
        At::Record(_) | At::Field(..) => None,
    }
}

/// Minutes as hours with at most one decimal.
pub(super) fn hours_of(minutes: u64) -> String {
    let tenths = (minutes * 10 + 30) / 60;
    if tenths.is_multiple_of(10) { format!("{} h", tenths / 10) } else { format!("{}.{} h", tenths / 10, tenths % 10) }
}
