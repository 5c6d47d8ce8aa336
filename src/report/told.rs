//! A finding as formats for other programs and for pull requests tell it. Comes in: a report and the number of a finding.
//! Goes out: its sentence, places and ids. Apart, because these outputs are read by more people than the plans: they hold
//! ids and never a name or free text, and what a file holds instead of an id is left out.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::Report;
use super::quoted::Open;
use crate::analysis::licensed::words::NOT_ADVICE;
use crate::analysis::rules::is_of_licence;
use crate::finding::{At, Finding};
use crate::load::Loaded;
use crate::model::District;
use crate::model::names::natural;
use crate::model::people::EducatorId;
use crate::source::Position;

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
        let open = Open::of(report);
        let message = open.sentence(&finding.message);
        // The name of a column stands at a place, and where a table has no header, that of a person.
        let without_names = |spot: Spot<'a>| Spot { label: Cow::Owned(open.sentence(&spot.label)), ..spot };
        Self {
            finding,
            id: finding.id(),
            remedy: open.sentence(&remedy(finding)),
            items: finding.items.iter().map(|item| open.item(item, &message).to_owned()).collect(),
            message,
            educators: educators(report, at),
            spots: spots(report, finding).into_iter().map(without_names).collect(),
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

/// What to do; of a licence with what holds for all that is said of one, since a finding is read by itself in these formats.
pub(super) fn remedy(finding: &Finding) -> Cow<'_, str> {
    let remedy = finding.remedy();
    if is_of_licence(finding.kind) { format!("{remedy} {NOT_ADVICE}").into() } else { remedy.into() }
}

/// Takes out of findings what they repeat of a file and is no id: of their sentences, their advice and the words at their
/// places. Where the log is for more people than the plans, every format is written from what is left.
pub fn withhold(findings: &mut [Finding], loaded: &Loaded, district: &District) {
    let open = Open { loaded, district };
    for finding in findings {
        finding.message = open.sentence(&finding.message);
        finding.remedy = finding.remedy.as_deref().map(|remedy| open.sentence(remedy));
        for label in &mut finding.labels {
            label.text = open.sentence(&label.text);
        }
    }
}

/// The ids a finding is about, as the readers of the output may see them.
pub(super) fn items<'a>(report: &Report<'_>, finding: &'a Finding) -> Vec<Cow<'a, str>> {
    let shown = |item: &'a String| {
        if report.look.excerpts { item } else { Open::of(report).item(item, &finding.message) }
    };
    finding.items.iter().map(|item| Cow::Borrowed(shown(item))).collect()
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
