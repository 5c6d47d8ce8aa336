//! Findings → cards. Comes in: a finding and how it may be shown. Goes out: a card with its reason, who acts, the next step
//! and its places; in outline without what concerns others.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::rule::{MEANINGS, in_words, inline};
use super::{Page, enumerated, text};
use crate::analysis::is_fault;
use crate::finding::{At, Figure, Finding, Kind, Level, Role};
use crate::load::values::counted;
use crate::model::Party;
use crate::model::obligation::ItemId;
use crate::model::people::EducatorId;
use crate::report::audience::{Class, Shown, Viewer};
use crate::report::document::{Block, FilePlace, FindingCard, FindingGroup, Section, Span, Spans, Target};

/// How many places of a finding are told.
const PLACES: usize = 6;

impl Page<'_, '_> {
    /// The findings of some levels that this viewer can act on, as cards; a learner is told of all that concern her.
    pub(super) fn cards(&self, levels: &[Level]) -> Vec<FindingGroup> {
        self.cards_of(levels, |_| true)
    }

    /// Those of them that are of some rules.
    pub(super) fn cards_of(&self, levels: &[Level], of: impl Fn(&Kind) -> bool) -> Vec<FindingGroup> {
        let role = self.viewer().audience().role();
        let is_hers = matches!(self.viewer(), Viewer::Learner(_));
        let acts = |finding: &Finding| finding.kind.acts.contains(&role);
        let wanted = |finding: &Finding, people: &[u32]| {
            let told =
                if is_hers { acts(finding) || self.touches(finding, people) } else { acts(finding) && !is_fault(finding.kind) };
            told && levels.contains(&finding.level) && of(finding.kind)
        };
        let told: Vec<_> = self.findings().filter(|(finding, people, _)| wanted(finding, people)).collect();
        self.grouped(told)
    }

    /// Findings as cards, those first that weigh most. Those of one level about one activity, and no other, stand together where
    /// the first of them stands.
    pub(super) fn grouped(&self, told: Vec<(&Finding, &[u32], Shown)>) -> Vec<FindingGroup> {
        let mut groups: Vec<FindingGroup> = Vec::new();
        let mut places: BTreeMap<(Level, ItemId), usize> = BTreeMap::new();
        for (finding, people, shown) in self.by_weight(told) {
            let card = self.card(finding, people, shown);
            let Some(activity) = self.activity(finding) else {
                groups.push(card.into());
                continue;
            };
            match places.entry((finding.level, activity)) {
                Entry::Vacant(place) => {
                    place.insert(groups.len());
                    groups.push(card.into());
                }
                Entry::Occupied(place) => {
                    let group = &mut groups[*place.get()];
                    group.about = self.called(self.district().item_name(activity));
                    group.cards.push(card);
                }
            }
        }
        groups
    }

    /// The only activity that a finding is about, if this viewer may see it.
    fn activity(&self, finding: &Finding) -> Option<ItemId> {
        let is_seen = |item: &ItemId| self.sight.item(*item) == Shown::Whole;
        let items = finding.items.iter().filter_map(|id| self.district().find_item(id));
        let mut activities = items.filter(|item| self.district().activity(*item).is_some()).filter(is_seen);
        activities.next().filter(|_| activities.next().is_none())
    }

    /// Findings as whoever leads decides them: of one level those first that concern most of her people, then most hours. What is
    /// told in outline to others than her own leaders weighs nothing: its place would tell how many it concerns.
    fn by_weight<'f>(&self, mut told: Vec<(&'f Finding, &'f [u32], Shown)>) -> Vec<(&'f Finding, &'f [u32], Shown)> {
        let staff = |school| move |one: &&u32| self.district().schools_of(EducatorId(**one)).contains(&school);
        let concerned = |finding: &Finding, people: &[u32], shown: Shown| match self.viewer() {
            Viewer::School(school) => people.iter().filter(staff(school)).count(),
            Viewer::District if shown == Shown::Whole && !self.counts_few(finding) => people.len(),
            Viewer::District | Viewer::Learner(_) | Viewer::Coach(_) => 0,
        };
        let minutes = |finding: &Finding| {
            let of_figure = |(key, figure): &(&str, Figure)| match figure {
                Figure::Number(minutes) if key.starts_with("minutes") => *minutes,
                _ => 0,
            };
            finding.figures.iter().map(of_figure).max().unwrap_or(0)
        };
        told.sort_by_key(|(finding, people, shown)| {
            let people = concerned(finding, people, *shown);
            (finding.level, Reverse(people), Reverse(if people > 0 { minutes(finding) } else { 0 }))
        });
        told
    }

    /// Whether a finding is about what is a learner's own: more than the goals and initiatives of her school.
    fn touches(&self, finding: &Finding, people: &[u32]) -> bool {
        let Viewer::Learner(me) = self.viewer() else { return false };
        let (district, alone) = (self.district(), people == [me.0]);
        let item = |id: &String| district.find_item(id).is_some_and(|item| !district.item(item).kind.is_ambient());
        let team = |id: &String| matches!(district.find_party(id), Some(Party::Team(_)));
        alone || finding.items.iter().any(|id| item(id) || team(id))
    }

    /// The card of a finding.
    pub(super) fn card(&self, finding: &Finding, people: &[u32], shown: Shown) -> FindingCard {
        let is_whole = shown == Shown::Whole && !self.counts_few(finding);
        let message = match self.must_attend(finding) {
            Some(line) => line,
            None if is_whole => self.told(finding, people),
            None => self.outline(finding, people),
        };
        let next = if is_whole { finding.remedy() } else { finding.kind.remedy };
        let next = self.hers_to_ask(finding).unwrap_or(next);
        let (places, more_places) = self.places(finding, people);
        FindingCard {
            level: finding.level,
            rule: self.rule(finding.kind),
            code: finding.kind.code.to_owned(),
            message,
            // An outline says it already.
            why: if is_whole { inline(&finding.kind.summary()) } else { Spans::new() },
            acts: finding.kind.acts.to_vec(),
            who: self.who(finding.kind.acts),
            next: self.with_names(inline(&self.plain(next, people)), finding),
            table: self.work(finding).filter(|_| is_whole),
            places,
            more_places,
        }
    }

    /// Who can act, in words: whose page it is first, as “you”.
    fn who(&self, acts: &[Role]) -> String {
        let own = Some(self.viewer().audience().role()).filter(|role| matches!(role, Role::Learner | Role::Coach));
        let you = acts.iter().filter(|role| Some(**role) == own).map(|_| "you");
        let others = acts.iter().filter(|role| Some(**role) != own).map(|role| role.who());
        you.chain(others).collect::<Vec<_>>().join(", ")
    }

    /// Whether a finding tells a number of people that is not for the district.
    fn counts_few(&self, finding: &Finding) -> bool {
        self.viewer() == Viewer::District && finding.counts.is_some_and(|people| (people as u64) < self.known.least())
    }

    /// A finding without what concerns others: what the rule says, the records that may be named, and how many people of
    /// hers it concerns.
    fn outline(&self, finding: &Finding, people: &[u32]) -> Spans {
        let mut line = vec![text(&finding.kind.summary())];
        let is_team = |id: &String| matches!(self.district().find_party(id), Some(Party::Team(_) | Party::School(_)));
        let is_seen = |id: &String| self.district().find_item(id).is_some_and(|item| self.sight.item(item) == Shown::Whole);
        let seen = |id: &String| is_seen(id) || is_team(id);
        let named: Vec<Spans> = finding.items.iter().filter(|id| seen(id)).map(|word| self.called(word)).collect();
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
    /// that it is for the learner alone. And how many places more there are.
    fn places(&self, finding: &Finding, people: &[u32]) -> (Vec<FilePlace>, usize) {
        let is_hers = matches!(self.viewer(), Viewer::Learner(_));
        let sources = &self.known.report.loaded.sources;
        let labels = finding.labels.iter().filter(|label| self.sight.place(&label.at));
        let mut places: Vec<FilePlace> = labels
            .filter_map(|label| {
                let At::Span(span) = label.at else { return None };
                let at = sources.position(span);
                let told = is_hers && finding.kind.tells <= Class::Licence;
                Some(FilePlace {
                    path: sources.get(span.source).path().to_owned(),
                    line: at.line,
                    column: at.column,
                    label: if told { self.plain(&label.text, people) } else { String::new() },
                })
            })
            .collect();
        places.dedup_by(|next, last| (&next.path, next.line, &next.label) == (&last.path, last.line, &last.label));
        let more = places.len().saturating_sub(PLACES);
        places.truncate(PLACES);
        (places, more)
    }

    /// A rule by its name: as a link to its page, or on a learner's, which is one page alone, to what it says of its rules.
    pub(super) fn rule(&self, kind: &Kind) -> Span {
        let name = in_words(kind.code);
        match self.viewer() {
            Viewer::Learner(_) => Span::Link { text: name, to: Target::Section(MEANINGS.to_owned()) },
            Viewer::Coach(_) | Viewer::School(_) | Viewer::District => {
                Span::Link { text: name, to: Target::Page(self.path(&["rules", kind.code])) }
            }
        }
    }

    /// A section of cards, or a sentence where there are none.
    pub(super) fn decisions(&self, words: (&str, &str, &str), levels: &[Level]) -> Section {
        let (id, title, none) = words;
        let cards = self.cards(levels);
        let block = if cards.is_empty() { super::paragraph(none) } else { Block::Findings(cards) };
        super::section(id, title, vec![block])
    }
}
