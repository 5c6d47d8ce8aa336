//! Facts → pages. Comes in: everything known at the end, and whose eyes a folder is for. Goes out: the documents of that
//! folder, complete in themselves, so that it can be handed over as it is: no link leads out of it. Each folder is made apart
//! and in parallel, so that the site of a large district needs no more memory than its largest folders.

mod belonging;
mod by_school;
mod cards;
mod choices;
mod coach;
mod district;
mod educator;
mod educator_time;
mod expertise;
/// The formats of a site.
pub mod form;
mod goals;
mod index;
mod licence;
mod named;
mod need;
mod plain;
mod priority;
mod questions;
mod rule;
mod school;
mod team;
mod thread;
mod together;
/// What each audience's pages are worked out from.
pub mod views;
mod voice;

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use self::belonging::Index;
use super::Report;
use super::audience::{Audience, Records, Shown, Sight, Viewer};
use super::document::{Banner, Block, Document, FilePlace, Folded, List, PagePath, Section, Span, Spans};
use crate::analysis::selection::Selection;
use crate::finding::Finding;
use crate::load;
use crate::load::lists::{Field, List as Listed};
use crate::model::names::natural;
use crate::model::obligation::{ItemId, ItemKind};
use crate::model::people::{EducatorId, SchoolId, TeamId};
use crate::model::{District, Party};
use crate::source::Place;

/// Everything that pages are made from.
#[derive(Debug)]
pub struct Known<'a> {
    /// What may be told, one by one.
    report: &'a Report<'a>,
    /// What may be told of groups: for the district, more than what it may be told one by one.
    groups: &'a Report<'a>,
    records: Records,
    /// Texts of goals and findings, titles of activities, as written.
    titles: BTreeMap<ItemId, String>,
    /// Names of teams and schools, as written, by their place.
    names: BTreeMap<Place, String>,
    /// Labels of focuses, by their id.
    labels: BTreeMap<String, String>,
    /// The findings that concern each educator, by number.
    of_person: Vec<Vec<u32>>,
    index: Index,
    /// How many have chosen something.
    choosers: usize,
}

impl<'a> Known<'a> {
    /// Collects what pages share. O(bytes of the lists with texts + findings × their people).
    fn of(report: &'a Report<'a>, groups: &'a Report<'a>) -> Self {
        let district = report.district;
        let mut of_person = vec![Vec::new(); district.educators.len()];
        for (people, at) in report.analysis.people.iter().zip(0..) {
            people.iter().for_each(|one| of_person[*one as usize].push(at));
        }
        let teams = district.teams.iter().map(|team| team.place).collect();
        let schools = district.schools.iter().map(|school| school.place).collect();
        let mut names = report.loaded.written(Listed::Teams, Field::Name, &teams);
        names.extend(report.loaded.written(Listed::Schools, Field::Name, &schools));
        let (records, index) = (Records::of(district), Index::of(district));
        let labels = report.loaded.by_id(Listed::Focuses, Field::Label);
        let choosers = groups.analysis.figures.iter().filter(|figures| choices::has_chosen(figures)).count();
        Self { report, groups, records, titles: titles(report), names, labels, of_person, index, choosers }
    }

    fn district(&self) -> &'a District {
        self.report.district
    }

    /// The hand-over folders of an audience, as far as they were selected, in natural order of their ids.
    pub fn folders(&self, audience: Audience, selection: &Selection) -> Vec<Viewer> {
        match audience {
            Audience::Learner => self.report.educators.iter().map(|one| Viewer::Learner(*one)).collect(),
            Audience::Coach => self.coaches().into_iter().map(Viewer::Coach).collect(),
            Audience::School => self.schools(selection).into_iter().map(Viewer::School).collect(),
            Audience::District => vec![Viewer::District],
        }
    }

    /// Those who coach: named in the list of coaches or by somebody they coach, and of those who are told of.
    fn coaches(&self) -> Vec<EducatorId> {
        let district = self.district();
        let named = self.index.coached.keys().copied();
        let coaches: BTreeSet<EducatorId> = named.chain(district.coaches.iter().map(|coach| coach.educator)).collect();
        self.report.educators.iter().copied().filter(|one| coaches.contains(one)).collect()
    }

    /// The schools that were selected.
    fn schools(&self, selection: &Selection) -> Vec<SchoolId> {
        let district = self.district();
        let all = (0..district.schools.len() as u32).map(SchoolId);
        let chosen = |school: &SchoolId| selection.all || selection.parties.contains(&Party::School(*school));
        let mut schools: Vec<SchoolId> = all.filter(chosen).collect();
        schools.sort_by(|a, b| natural(district.school_name(*a), district.school_name(*b)));
        schools
    }

    /// The documents of a folder, its first page first.
    pub fn folder(&self, viewer: Viewer) -> Vec<Document> {
        let site = Page { known: self, sight: Sight::of(self.district(), &self.records, viewer) };
        match viewer {
            Viewer::Learner(educator) => vec![educator::page(&site, educator)],
            Viewer::Coach(coach) => rule::with_rules(&site, coach::pages(&site, coach)),
            Viewer::School(school) => rule::with_rules(&site, school::pages(&site, school)),
            Viewer::District => rule::with_all_rules(&site, district::page(&site)),
        }
    }

    /// The pages above the folders: what there is to hand over, and to whom; and audiences whose folders stay from an earlier
    /// run, with whether their own page is there to be linked to.
    pub fn indexes(&self, audiences: &[Audience], older: &[(Audience, bool)]) -> Vec<Document> {
        index::pages(self, audiences, older)
    }

    /// Where the first page of a folder lies.
    pub fn start_of(&self, viewer: Viewer) -> PagePath {
        self.path(viewer, &["index"])
    }

    /// A page in a folder.
    fn path(&self, viewer: Viewer, rest: &[&str]) -> PagePath {
        let district = self.district();
        let id = match viewer {
            Viewer::Learner(educator) | Viewer::Coach(educator) => Some(district.educator_name(educator)),
            Viewer::School(school) => Some(district.school_name(school)),
            Viewer::District => None,
        };
        let parts: Vec<&str> = std::iter::once(viewer.audience().folder()).chain(id).chain(rest.iter().copied()).collect();
        PagePath::of(&parts)
    }

    /// Those who name somebody as their coach.
    fn coached(&self, coach: EducatorId) -> &[EducatorId] {
        self.index.coached.get(&coach).map_or(&[], Vec::as_slice)
    }

    /// An educator: her id, and her name where names are wanted.
    fn person(&self, educator: EducatorId) -> Spans {
        let mut spans = vec![id(self.district().educator_name(educator))];
        if let Some(name) = self.report.full_name(educator) {
            spans.extend([text(" "), said(name)]);
        }
        spans
    }

    /// A team: its name, or its id where it has none.
    fn team(&self, team: TeamId) -> Span {
        let about = self.district().team(team);
        self.names.get(&about.place).map_or_else(|| id(self.district().names.get(about.name)), |name| said(name))
    }

    /// A school: its name, or its id where it has none.
    fn school(&self, school: SchoolId) -> Span {
        let about = self.district().school(school);
        self.names.get(&about.place).map_or_else(|| id(self.district().school_name(school)), |name| said(name))
    }

    /// Groups of fewer people than this are not counted for others than their own leaders.
    fn least(&self) -> u64 {
        u64::from(self.report.loaded.manifest.config.limits.aggregate_min)
    }

    fn finding(&self, at: u32) -> (&'a Finding, &'a [u32]) {
        let analysis = self.report.analysis;
        (&analysis.findings[at as usize], &analysis.people[at as usize])
    }
}

/// Texts of all records that have one, as written.
fn titles(report: &Report<'_>) -> BTreeMap<ItemId, String> {
    let district = report.district;
    let of_kind = |kind: &ItemKind| {
        let Some(field) = kind.says() else { return Vec::new() };
        let items: BTreeMap<Place, ItemId> = district
            .item_ids()
            .filter(|item| district.item(*item).kind == *kind)
            .map(|item| (district.item(item).place, item))
            .collect();
        let texts = report.loaded.written(kind.list(), field, &items.keys().copied().collect());
        texts.into_iter().filter_map(|(place, text)| Some((*items.get(&place)?, text))).collect::<Vec<_>>()
    };
    ItemKind::ALL.par_iter().flat_map_iter(of_kind).collect()
}

/// What a page is made with: all that is known, and what of it may be seen.
struct Page<'s, 'a> {
    known: &'s Known<'a>,
    sight: Sight<'s>,
}

impl<'a> Page<'_, 'a> {
    fn district(&self) -> &'a District {
        self.known.district()
    }

    fn viewer(&self) -> Viewer {
        self.sight.viewer
    }

    /// A page of this folder.
    fn path(&self, rest: &[&str]) -> PagePath {
        self.known.path(self.viewer(), rest)
    }

    /// The head of a page of this folder.
    fn banner(&self, for_whom: Spans, handling: &str) -> Banner {
        self.known.banner(Some(self.viewer().audience()), for_whom, handling)
    }

    /// Where a record stands in the files.
    fn place(&self, place: Place) -> Span {
        let sources = &self.known.report.loaded.sources;
        let at = sources.position(place.span(0));
        let path = sources.get(place.source).path().to_owned();
        Span::Place(FilePlace { path, line: at.line, column: at.column, label: String::new() })
    }

    /// The findings that this viewer is told of, in their order: a good one is told first by who calls.
    fn findings(&self) -> impl Iterator<Item = (&'a Finding, &'a [u32], Shown)> {
        let all: Vec<u32> = match self.viewer() {
            Viewer::Learner(educator) => self.known.of_person[educator.0 as usize].clone(),
            Viewer::School(school) => self.of_people(self.district().staff(school)),
            Viewer::Coach(coach) => self.of_people(self.known.coached(coach)),
            Viewer::District => (0..self.known.report.analysis.findings.len() as u32).collect(),
        };
        let told = |at| {
            let (finding, people) = self.known.finding(at);
            (finding, people, self.sight.finding(finding, people))
        };
        let is_of_few = |finding: &Finding, people: &[u32]| {
            matches!(self.viewer(), Viewer::School(_))
                && choices::is_of_choices(finding)
                && !choices::have_many_chosen(self, people)
        };
        all.into_iter().map(told).filter(move |(finding, people, shown)| *shown != Shown::Not && !is_of_few(finding, people))
    }

    fn of_people(&self, people: &[EducatorId]) -> Vec<u32> {
        let mut all: Vec<u32> = people.iter().flat_map(|one| &self.known.of_person[one.0 as usize]).copied().collect();
        all.sort_unstable();
        all.dedup();
        all
    }
}

impl Known<'_> {
    fn banner(&self, audience: Option<Audience>, for_whom: Spans, handling: &str) -> Banner {
        let district = self.district();
        Banner {
            district: self.title().to_owned(),
            day: district.as_of,
            role: audience.map(Audience::role),
            for_whom,
            handling: handling.to_owned(),
        }
    }

    /// What people call the district; its id where nobody says.
    fn title(&self) -> &str {
        self.report.loaded.manifest.name.as_deref().unwrap_or_else(|| self.district().title())
    }

    /// What was not read, and why something may be missing from a page.
    fn not_read(&self) -> Section {
        let mut lines = vec![vec![text("Ratings, coaching notes, and anything that is not in the district's files.")]];
        let not_run = &self.report.analysis.not_run;
        if !not_run.is_empty() {
            let mut lists: Vec<&str> =
                not_run.iter().flat_map(|(_, groups)| groups.iter().copied().flatten()).map(|list| list.name()).collect();
            lists.sort_unstable();
            lists.dedup();
            let lists = lists.join(", ").replace('_', " ");
            lines.push(vec![text("Lists that are missing or could not be read: "), text(&lists), text(".")]);
        }
        let faults = &self.report.analysis.findings;
        if faults.iter().any(|finding| load::hides_content(finding.kind)) {
            lines.push(vec![text("Part of a file could not be read, so that something may be missing here.")]);
        }
        let rule = |(code, _): &(&str, _)| vec![text(&rule::in_words(code)), text(" "), id(code)];
        let rules: Vec<Spans> = not_run.iter().map(rule).collect();
        let title = match rules.len() {
            1 => "So one rule was not asked".to_owned(),
            count => format!("So {count} rules were not asked"),
        };
        let folded =
            (!rules.is_empty()).then(|| Block::Folded(Folded { title, text: vec![enumerated(rules)], items: Vec::new() }));
        section("not-read", "What was not read", std::iter::once(list(lines)).chain(folded).collect())
    }
}

fn section(id: &str, title: &str, blocks: Vec<Block>) -> Section {
    Section { id: id.to_owned(), title: title.to_owned(), blocks }
}

fn list(items: Vec<Spans>) -> Block {
    Block::List(List { ordered: false, items })
}

fn paragraph(words: &str) -> Block {
    Block::Text(vec![text(words)])
}

fn text(words: &str) -> Span {
    Span::Text(words.to_owned())
}

fn strong(words: &str) -> Span {
    Span::Strong(words.to_owned())
}

fn said(words: &str) -> Span {
    Span::Said(words.to_owned())
}

/// The words of a name or id without any look, for a title.
fn words_of(span: &Span) -> &str {
    match span {
        Span::Text(words) | Span::Strong(words) | Span::Said(words) | Span::Id(words) | Span::Link { text: words, .. } => words,
        Span::Place(place) => &place.path,
    }
}

fn id(word: &str) -> Span {
    Span::Id(word.to_owned())
}

/// Lines joined into one: `a, b and c`.
fn enumerated(parts: Vec<Spans>) -> Spans {
    let last = parts.len().saturating_sub(1);
    let mut line = Spans::new();
    for (at, part) in parts.into_iter().enumerate() {
        match at {
            0 => {}
            at if at == last => line.push(text(" and ")),
            _ => line.push(text(", ")),
        }
        line.extend(part);
    }
    line
}
