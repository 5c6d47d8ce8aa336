//! Findings → cards. Comes in: a finding and how it may be shown. Goes out: a card with its reason, who acts, the next step
//! and its places; in outline without what concerns others.

use super::{Page, enumerated, id, text};
use crate::analysis::is_fault;
use crate::finding::{At, Finding, Kind, Level};
use crate::load::values::counted;
use crate::model::people::EducatorId;
use crate::report::audience::{Class, Shown, Viewer, beyond};
use crate::report::document::{Block, FilePlace, FindingCard, Section, Span, Spans, Target};

/// How many places of a finding are told.
const PLACES: usize = 4;

impl Page<'_, '_> {
    /// The findings of some levels that this viewer can act on, as cards; a learner is told of all that concern her.
    pub(super) fn cards(&self, levels: &[Level]) -> Vec<FindingCard> {
        let role = self.viewer().audience().role();
        let is_hers = matches!(self.viewer(), Viewer::Learner(_));
        let wanted = |finding: &Finding| {
            levels.contains(&finding.level) && (is_hers || finding.kind.acts.contains(&role) && !is_fault(finding.kind))
        };
        let told = self.findings().filter(|(finding, _, _)| wanted(finding));
        told.map(|(finding, people, shown)| self.card(finding, people, shown)).collect()
    }

    /// The card of a finding.
    pub(super) fn card(&self, finding: &Finding, people: &[u32], shown: Shown) -> FindingCard {
        let is_whole = shown == Shown::Whole && !self.counts_few(finding, people);
        let message = if is_whole { vec![text(&sentence(&finding.message))] } else { self.outline(finding, people) };
        let next = if is_whole { finding.remedy() } else { finding.kind.remedy };
        FindingCard {
            level: finding.level,
            rule: self.rule(finding.kind),
            message,
            why: vec![text(&one_line(finding.kind.summary()))],
            acts: finding.kind.acts.to_vec(),
            next: vec![text(next)],
            places: self.places(finding),
        }
    }

    /// Whether a finding says of how few people it is, and that is not for the district.
    fn counts_few(&self, finding: &Finding, people: &[u32]) -> bool {
        let few = (people.len() as u64) < self.known.least();
        self.viewer() == Viewer::District && few && finding.message.contains(&format!("{} educator", people.len()))
    }

    /// A finding without what concerns others: what the rule says, the records that may be named, and how many people of
    /// hers it concerns.
    fn outline(&self, finding: &Finding, people: &[u32]) -> Spans {
        let mut line = vec![text(&one_line(finding.kind.summary()))];
        let seen = |id: &String| self.district().find_item(id).is_some_and(|item| self.sight.item(item) == Shown::Whole);
        let named: Vec<Spans> = finding.items.iter().filter(|id| seen(id)).map(|word| vec![id(word)]).collect();
        if !named.is_empty() {
            line.push(text(" This is about "));
            line.extend(enumerated(named));
            line.push(text("."));
        }
        match self.viewer() {
            Viewer::School(school) => {
                let own = people.iter().filter(|one| self.district().schools_of(EducatorId(**one)).contains(&school)).count();
                line.push(text(&format!(" It concerns {} of yours.", counted(own, "educator"))));
            }
            Viewer::District => {
                line.push(text(&format!(" It concerns fewer than {} people.", self.known.least())));
            }
            Viewer::Learner(_) | Viewer::Coach(_) => {}
        }
        line
    }

    /// Where a finding stands, as far as these records may be seen. What is said of a place may tell of other records, so
    /// that it is for the learner alone.
    fn places(&self, finding: &Finding) -> Vec<FilePlace> {
        let is_hers = matches!(self.viewer(), Viewer::Learner(_));
        let sources = &self.known.report.loaded.sources;
        let labels = finding.labels.iter().filter(|label| self.sight.place(&label.at)).take(PLACES);
        labels
            .filter_map(|label| {
                let At::Span(span) = label.at else { return None };
                let at = sources.position(span);
                let told = is_hers && beyond(finding.kind) <= Class::Licence;
                Some(FilePlace {
                    path: sources.get(span.source).path().to_owned(),
                    line: at.line,
                    column: at.column,
                    label: if told { label.text.clone() } else { String::new() },
                })
            })
            .collect()
    }

    /// A rule as a link: to its page, which is in every folder but a learner's; her page says itself what a rule asks.
    pub(super) fn rule(&self, kind: &Kind) -> Span {
        let to = match self.viewer() {
            Viewer::Learner(_) => Target::Section("rules".to_owned()),
            Viewer::Coach(_) | Viewer::School(_) | Viewer::District => Target::Page(self.path(&["rules", kind.code])),
        };
        Span::Link { text: kind.code.to_owned(), to }
    }

    /// A section of cards, or a sentence where there are none.
    pub(super) fn decisions(&self, words: (&str, &str, &str), levels: &[Level]) -> Section {
        let (id, title, none) = words;
        let cards = self.cards(levels);
        let block = if cards.is_empty() { super::paragraph(none) } else { Block::Findings(cards) };
        super::section(id, title, vec![block])
    }
}

/// A message as a sentence: begun with a capital unless it begins with an id, and ended.
pub(super) fn sentence(message: &str) -> String {
    let ends = message.ends_with(['.', '?', '!']);
    format!("{message}{}", if ends { "" } else { "." })
}

/// A paragraph of a page on one line.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
