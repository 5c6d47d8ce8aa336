//! A finding as formats for other programs and for pull requests tell it. Comes in: a report and the number of a finding.
//! Goes out: its sentence, places and ids. Apart, because these outputs are read by more people than the plans: they hold
//! ids and never a name or free text, and what a file holds instead of an id is left out.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::Report;
use crate::analysis::licensed::words::NOT_ADVICE;
use crate::analysis::rules::is_of_licence;
use crate::finding::{At, Finding};
use crate::load::values;
use crate::model::names::natural;
use crate::model::people::EducatorId;
use crate::source::Position;

/// Stands for what was written where an id or a number belongs, and is neither.
const LEFT_OUT: &str = "“…”";

/// A finding without anything that only some may read.
pub(super) struct Told<'a> {
    /// The finding itself, for what needs no care: its rule, level, category and who acts.
    pub(super) finding: &'a Finding,
    /// Its stable id.
    pub(super) id: String,
    /// What is wrong or good, in one sentence.
    pub(super) message: String,
    /// What to do.
    pub(super) remedy: String,
    /// Ids it is about.
    pub(super) items: Vec<String>,
    /// Ids of the educators it concerns, in natural order.
    pub(super) educators: Vec<&'a str>,
    /// Where it points: the first is the place of the finding.
    pub(super) spots: Vec<Spot<'a>>,
}

/// A place of a finding.
#[derive(Clone)]
pub(super) struct Spot<'a> {
    /// The file, relative to the working folder, with `/`.
    pub(super) path: &'a str,
    /// Lines and columns.
    pub(super) at: Position,
    /// What stands there; may be empty.
    pub(super) label: Cow<'a, str>,
}

impl<'a> Told<'a> {
    /// The finding of this number.
    pub(super) fn of(report: &'a Report<'_>, at: usize) -> Self {
        let finding = &report.analysis.findings[at];
        Self {
            finding,
            id: finding.id(),
            message: without_free_text(&finding.message),
            remedy: without_free_text(&remedy(finding)),
            items: finding.items.iter().map(|item| id_or_left_out(item)).collect(),
            educators: educators(report, at),
            spots: spots(report, finding).into_iter().map(Spot::without_free_text).collect(),
        }
    }

    /// `path:line`, as programs that print places expect it.
    pub(super) fn place(&self) -> String {
        self.spots.first().map_or_else(String::new, |spot| format!("{}:{}", spot.path, spot.at.line))
    }

    /// Who can act, in plain words.
    pub(super) fn who(&self) -> String {
        self.finding.kind.acts.iter().map(|role| role.who()).collect::<Vec<_>>().join(", ")
    }
}

impl Spot<'_> {
    /// The place without words of a file, such as the name of a column where a table has no header.
    fn without_free_text(self) -> Self {
        Self { label: Cow::Owned(without_free_text(&self.label)), ..self }
    }
}

/// What to do; of a licence with what holds for all that is said of one, since a finding is read by itself in these formats.
pub(super) fn remedy(finding: &Finding) -> Cow<'_, str> {
    let remedy = finding.remedy();
    if is_of_licence(finding.kind) { format!("{remedy} {NOT_ADVICE}").into() } else { remedy.into() }
}

/// Takes out of findings what they repeat of a file and is no id: of their sentences, their advice and the words at their
/// places. Where the log is for more people than the plans, every format is written from what is left.
pub fn withhold(findings: &mut [Finding]) {
    for finding in findings {
        finding.message = without_free_text(&finding.message);
        finding.remedy = finding.remedy.as_deref().map(without_free_text);
        for label in &mut finding.labels {
            label.text = without_free_text(&label.text);
        }
    }
}

/// The ids a finding is about, as the readers of the output may see them.
pub(super) fn items<'a>(report: &Report<'_>, finding: &'a Finding) -> Vec<Cow<'a, str>> {
    let shown = |item: &'a String| {
        if report.look.excerpts || is_plain(item) { Cow::Borrowed(item.as_str()) } else { Cow::Borrowed(LEFT_OUT) }
    };
    finding.items.iter().map(shown).collect()
}

/// Findings of a list, each with those of the list that follow from it; direct ones first, else in the order of the list.
/// What follows from a finding that is not in the list stands by itself.
pub(super) fn families(report: &Report<'_>, findings: &[usize]) -> Vec<(usize, Vec<usize>)> {
    let finding = |at: usize| &report.analysis.findings[at];
    let mut first: BTreeMap<(&str, u64), usize> = BTreeMap::new();
    for at in findings {
        first.entry((finding(*at).kind.code, finding(*at).hash())).or_insert(*at);
    }
    let cause = |at: usize| first.get(&finding(at).caused_by.as_ref().map(|cause| (cause.kind.code, cause.hash))?).copied();
    let mut consequences: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let (direct, inherited): (Vec<usize>, Vec<usize>) = findings.iter().partition(|at| cause(**at).is_none());
    for at in inherited {
        consequences.entry(cause(at).unwrap_or(at)).or_default().push(at);
    }
    direct.into_iter().map(|at| (at, consequences.remove(&at).unwrap_or_default())).collect()
}

/// Ids of the educators a finding concerns, in natural order.
pub(super) fn educators<'a>(report: &'a Report<'_>, at: usize) -> Vec<&'a str> {
    let people = report.analysis.people[at].iter();
    let mut educators: Vec<&str> = people.map(|one| report.district.educator_name(EducatorId(*one))).collect();
    educators.sort_unstable_by(|a, b| natural(a, b));
    educators
}

/// The places of a finding.
pub(super) fn spots<'a>(report: &'a Report<'_>, finding: &'a Finding) -> Vec<Spot<'a>> {
    finding.labels.iter().filter_map(|label| spot(report, &label.at, &label.text)).collect()
}

/// A place that is known.
pub(super) fn spot<'a>(report: &'a Report<'_>, at: &At, label: &'a str) -> Option<Spot<'a>> {
    let sources = &report.loaded.sources;
    match at {
        At::Span(span) => {
            let (path, at) = (sources.get(span.source).path(), sources.position(*span));
            Some(Spot { path, at, label: Cow::Borrowed(label) })
        }
        At::Record(_) | At::Field(..) => None,
    }
}

/// An id as it is; anything else may be a name or a sentence.
fn id_or_left_out(item: &str) -> String {
    if is_plain(item) { item.to_owned() } else { LEFT_OUT.to_owned() }
}

/// Whether a text holds only what ids, days, numbers and patterns of paths are made of.
fn is_plain(text: &str) -> bool {
    !text.is_empty() && values::id(&text.replace(['@', '#', '%', '*'], "")).is_ok()
}

/// A message with what it repeats of a file left out, unless that is an id, a day or a number. Messages quote what they
/// repeat; where a quoted text holds quotes itself, everything from the first to the last of them is left out.
fn without_free_text(message: &str) -> String {
    let quotes: Vec<(usize, &str)> = message.match_indices(['“', '”']).collect();
    let (Some((first, _)), Some((last, quote))) = (quotes.first(), quotes.last()) else { return message.to_owned() };
    let in_turn = quotes.chunks(2).all(|pair| matches!(pair, [(_, "“"), (_, "”")]));
    if !in_turn {
        let after = if *quote == "”" { &message[last + quote.len()..] } else { "" };
        return format!("{}{LEFT_OUT}{after}", &message[..*first]);
    }
    let mut shown = String::with_capacity(message.len());
    let mut rest = message;
    while let Some((before, quoted)) = rest.split_once('“') {
        let (inner, after) = quoted.split_once('”').unwrap_or((quoted, ""));
        shown.push_str(before);
        if is_plain(inner) {
            shown.extend(["“", inner, "”"]);
        } else {
            shown.push_str(LEFT_OUT);
        }
        rest = after;
    }
    shown + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_days_and_numbers_are_repeated() {
        for message in [
            "supports of g-213 names “plc-hs-sciense”; did you mean “plc-hs-science”?",
            "“2026-02-31” is no day",
            "“9/15/2026” is no day",
            "“p017/3b@2026-09-15” and “role:coach”",
            "no file fits “plans/**/*.yaml”",
        ] {
            assert_eq!(without_free_text(message), message);
        }
    }

    #[test]
    fn names_and_sentences_are_left_out() {
        for (message, shown) in [
            ("educator of g1 names “Rosa Alvarez”, and", "educator of g1 names “…”, and"),
            ("“She must” is no number, “3b” is", "“…” is no number, “3b” is"),
            ("“a ” Rosa” is no id", "“…” is no id"),
            ("“Rosa “R” Alvarez” is no id", "“…” is no id"),
            ("names “Rosa Alvarez", "names “…”"),
            ("names “Alvarez,Rosa”", "names “…”"),
        ] {
            assert_eq!(without_free_text(message), shown, "{message}");
        }
    }
}
