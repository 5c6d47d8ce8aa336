//! The page of the district, for its office: obligations and threads for each person, hours by priority, mandates that are
//! asked twice, unmet needs and stand-alone events. Comes in: what all staff may know, for all that is told one by one and for
//! sums as far as they rest on it (`known.report`); and what may be told of groups (`known.groups`), of which nothing is told
//! that rests on few people (`suppress`). Goes out: the page. What one person plans, chooses or is found to need changes no byte of
//! it unless many others do alike, and her license never does.

use std::collections::{BTreeMap, BTreeSet};

use super::choices::{have_many_chosen, is_of_choices};
use super::educator_time::{PURPOSES, by_purpose, columns};
use super::school::{purposes, spread_of};
use super::{Page, by_school, goals, list, paragraph, section, text};
use crate::analysis::figures::{Figures, Totals};
use crate::analysis::selection::{Selection, in_order};
use crate::analysis::{is_fault, rules};
use crate::finding::{Finding, Kind, Level, People};
use crate::load::lists;
use crate::load::values::counted;
use crate::model::focus::FocusId;
use crate::model::obligation::{ItemId, ItemKind, Owner};
use crate::model::people::EducatorId;
use crate::report::audience::{Class, Shown, class_of};
use crate::report::document::{
    Block, Cell, ColumnKind, Document, Fact, FindingGroup, PageKind, SUPPRESSED, Section, Table, hours,
};
use crate::report::suppress::{Sum, groups};

/// Makes the page.
pub(super) fn page(page: &Page<'_, '_>) -> Vec<Document> {
    let district = page.district();
    let everyone = in_order(district, &Selection { all: true, ..Selection::default() });
    let lines = goals::lines_of_groups(page, district.goals_of_district(), &everyone);
    let mut sections = vec![section("works", "What works", works(page, &everyone))];
    if !lines.is_empty() {
        let caption = "What leads to each district goal";
        sections.push(section(
            "priorities",
            "By priority",
            vec![Block::Chart(goals::chart(page, &lines, everyone.len(), caption))],
        ));
    }
    sections.extend(super::priority::money(page, &lines));
    let decisions = cards(page, &[Level::Error, Level::Warning]);
    let none = "Nothing on record needs a decision of the district.";
    let decisions = if decisions.is_empty() { paragraph(none) } else { Block::Findings(decisions) };
    sections.push(section("decisions", "Decisions for the district", vec![decisions]));
    let known = cards(page, &[Level::Info]);
    if !known.is_empty() {
        sections.push(section("info", "Worth knowing", vec![Block::Findings(known)]));
    }
    sections.push(super::need::support(page));
    sections.push(mandates(page));
    sections.push(section("obligations", "Obligations, threads and hours", people(page, &everyone)));
    sections.push(needs(page, everyone.len()));
    sections.push(alone(page));
    sections.push(rules(page, everyone.len()));
    sections.push(page.known.not_read());
    let schools = district.schools.len();
    vec![Document {
        at: page.path(&["index"]),
        kind: PageKind::District,
        title: format!("District alignment: {}", page.known.title()),
        banner: page.banner(
            vec![text(&format!("{} and {}", counted(schools, "school"), counted(everyone.len(), "educator")))],
            &format!(
                "Counts of fewer than {} people are not shown, nor others from which they could be worked out.",
                page.known.least()
            ),
        ),
        sections,
    }]
}

/// Whether it tells of an event that stands alone: told are those that are required, and those that many have chosen.
fn is_alone(finding: &Finding) -> bool {
    finding.kind == rules::STAND_ALONE_WORKSHOP
}

/// The findings that the district may be told: those that hold whoever plans and chooses what, and those of groups.
fn told<'a>(page: &Page<'_, 'a>) -> Vec<(&'a Finding, &'a [u32], Shown)> {
    let single: Vec<_> = page.findings().filter(|(finding, _, _)| !is_of_choices(finding)).collect();
    let is_told = |finding: &Finding| single.iter().any(|(other, _, _)| is_alone(other) && other.items == finding.items);
    let is_of_group = |finding: &Finding, people: &[u32]| {
        let is_chosen = || is_alone(finding) && !is_told(finding) && people.len() as u64 >= page.known.least();
        is_of_choices(finding) && have_many_chosen(page, people) || is_chosen()
    };
    let analysis = page.known.groups.analysis;
    let of_groups = analysis.findings.iter().zip(&analysis.people).filter(|(finding, people)| is_of_group(finding, people));
    let of_groups = of_groups.map(|(finding, people)| (finding, people.as_slice(), page.sight.finding(finding, people)));
    let of_groups: Vec<_> = of_groups.filter(|(_, _, shown)| *shown != Shown::Not).collect();
    let mut told = [single, of_groups].concat();
    told.sort_by_key(|(finding, _, _)| finding.level);
    told
}

/// Of these what the district can act on, as cards.
fn cards(page: &Page<'_, '_>, levels: &[Level]) -> Vec<FindingGroup> {
    let role = page.viewer().audience().role();
    let wanted =
        |finding: &Finding| finding.kind.acts.contains(&role) && levels.contains(&finding.level) && !is_fault(finding.kind);
    let wanted: Vec<_> = told(page).into_iter().filter(|(finding, _, _)| wanted(finding)).collect();
    page.grouped(wanted)
}

/// What hours of the district are for, as far as all staff may know.
const SHARED: [&str; PURPOSES.len()] = [
    "Several of these goals at once",
    "Individual goals",
    "Team goals and meetings",
    "School and district goals",
    "License",
    "None of these goals",
];

/// What shared goals free, and what hours are for.
fn works(page: &Page<'_, '_>, everyone: &[EducatorId]) -> Vec<Block> {
    let mut blocks = Vec::new();
    if may_tell(page, everyone) {
        let totals = page.known.report.analysis.figures.iter().collect::<Totals>();
        let freed = hours(totals.hours.freed());
        let says = "Because activities serve several goals of teams, schools and the district at once";
        blocks.push(paragraph(&format!("{says}, {freed} are not asked twice.")));
        let minutes = purposes(page.known.report, everyone);
        let all = totals.hours.together;
        if let Some(share) = (minutes[0] * 100 + all / 2).checked_div(all) {
            let of = "of the hours that are required of people, or serve goals of their teams, serve two of these goals or more";
            blocks.push(paragraph(&format!("{share}% {of}.")));
            let caption = "Hours that are required or serve team goals, by what they are for";
            blocks.push(Block::Chart(by_purpose(caption, &SHARED, &minutes)));
        }
    }
    let good = cards(page, &[Level::Good]);
    if good.is_empty() && blocks.is_empty() {
        blocks.push(paragraph(TOO_FEW));
    }
    if !good.is_empty() {
        blocks.push(Block::Findings(good));
    }
    blocks
}

const TOO_FEW: &str = "The district has too few people for sums of them to be told.";

fn may_tell(page: &Page<'_, '_>, people: &[EducatorId]) -> bool {
    people.len() as u64 >= page.known.least()
}

/// Obligations and threads for each person, and sums of hours. What is asked of people alike, and what is their own, stand apart
/// and are not added up, so that neither can be subtracted.
fn people(page: &Page<'_, '_>, everyone: &[EducatorId]) -> Vec<Block> {
    if !may_tell(page, everyone) {
        return vec![paragraph(TOO_FEW)];
    }
    let least = page.known.least();
    let (shared, with_own) = (&page.known.report.analysis.figures, &page.known.groups.analysis.figures);
    let differs =
        |(shared, with): &(&Figures, &Figures)| (shared.obligations, shared.threads) != (with.obligations, with.threads);
    let own = shared.iter().zip(with_own).filter(differs).count() as u64;
    let (figures, which) = if own >= least { (with_own, "") } else { (shared, "shared ") };
    let spread = |what: &str, of: fn(&Figures) -> u32| {
        let term = format!("{which}{what} for each person");
        let term = term[..1].to_uppercase() + &term[1..];
        spread_of(&term, figures.iter().map(|one| u64::from(of(one))).collect(), least)
    };
    let fact = |term: &str, is: String| Fact { term: term.to_owned(), is: vec![text(&is)] };
    let sum = |term: &str, of: fn(&Figures, &Figures) -> (u64, bool)| {
        let sum: Sum = shared.iter().zip(with_own).map(|(shared, with)| of(shared, with)).collect();
        fact(term, sum.told(least).map_or_else(|| SUPPRESSED.to_owned(), hours))
    };
    let totals = shared.iter().collect::<Totals>();
    let facts = vec![
        spread("obligations", |one| one.obligations),
        spread("threads", |one| one.threads),
        fact("Required hours, without those of individual goals", hours(totals.hours.required)),
        sum("Own hours of individual goals", |a, b| more(a.hours.required, b.hours.required)),
        sum("Chosen hours", |a, b| (b.hours.chosen, b.hours.chosen > a.hours.chosen)),
        fact("Hours freed by goals of teams, schools and the district", hours(totals.hours.freed())),
        sum("Freed by individual goals and evaluation focus besides", |a, b| more(a.hours.freed(), b.hours.freed())),
    ];
    let says = format!(
        "Individual goals, evaluation focuses and what people have chosen are counted where {least} people or more have a part in \
         the number. Licenses, and what private goals say, are never counted."
    );
    let mut blocks = vec![paragraph(&says), paragraph(LESS), Block::Facts(facts)];
    blocks.extend(by_school::threads(page, figures, which));
    blocks
}

const LESS: &str = "So these sums are smaller than those of plalign check, which counts everything.";

/// What a number of one person is more than all staff may know, and whether it is.
fn more(shared: u64, with_own: u64) -> (u64, bool) {
    (with_own.saturating_sub(shared), with_own > shared)
}

/// Mandates that are asked twice, and the hours that one for the other would free.
fn mandates(page: &Page<'_, '_>) -> Section {
    let found: Vec<&Finding> =
        page.findings().map(|(finding, _, _)| finding).filter(|one| one.kind == rules::DUPLICATE_MANDATE).collect();
    let freed = || hours(found.iter().filter_map(|finding| finding.minutes_of("minutes_freed")).sum());
    let says = match found.len() {
        0 => "No two required activities on record cover the same for many people.".to_owned(),
        1 => format!("Two required activities cover much the same: {} could be freed. They are told above.", freed()),
        pairs => {
            format!("{pairs} pairs of required activities cover much the same: {} could be freed. They are told above.", freed())
        }
    };
    section("mandates", "Duplicated mandates", vec![paragraph(&says)])
}

/// Whether more people read this than the district's office, so that findings on plans and evaluations are left out.
fn is_for_more(page: &Page<'_, '_>) -> bool {
    page.known.report.loaded.readers() < lists::Class::Restricted
}

/// Focuses of findings that nothing takes up, where so many people have them that it may be told.
fn needs(page: &Page<'_, '_>, whole: usize) -> Section {
    let district = page.known.groups.district;
    let analysis = page.known.groups.analysis;
    let mut people: BTreeMap<FocusId, BTreeSet<u32>> = BTreeMap::new();
    let unserved = analysis.findings.iter().zip(&analysis.people).filter(|(finding, _)| finding.kind == rules::FINDING_UNSERVED);
    for (finding, concerned) in unserved {
        let item = finding.items.first().and_then(|id| district.find_item(id));
        let focuses =
            item.filter(|item| district.item(*item).kind == ItemKind::Finding).map_or(&[][..], |item| district.focus(item));
        focuses.iter().for_each(|focus| people.entry(*focus).or_default().extend(concerned));
    }
    let sets: Vec<Vec<u32>> = people.values().map(|people| people.iter().copied().collect()).collect();
    let shown = groups(&sets, whole as u64, &[], page.known.least());
    let mut open: Vec<(usize, FocusId)> = people
        .keys()
        .zip(&sets)
        .zip(shown)
        .filter(|(_, shown)| *shown)
        .map(|((focus, people), _)| (people.len(), *focus))
        .collect();
    open.sort_by_key(|(count, focus)| (std::cmp::Reverse(*count), *focus));
    let row = |(count, focus): &(usize, FocusId)| vec![Cell::Text(page.focus(*focus)), Cell::Count(*count as u64)];
    // Which focuses few people have is theirs to tell.
    let blocks = if is_for_more(page) {
        vec![paragraph(
            "Not told here: evaluations are not looked at, because `privacy.readers` of district.yaml lets more people read this.",
        )]
    } else if open.is_empty() {
        vec![paragraph(&format!(
            "There is no evaluation focus that {} people or more share and that no goal and no activity takes up.",
            page.known.least()
        ))]
    } else {
        vec![Block::Table(Table {
            caption: "Focuses of evaluations that no goal and no activity takes up".to_owned(),
            columns: columns(&[("Focus", ColumnKind::Text), ("People", ColumnKind::Count)]),
            rows: open.iter().map(row).collect(),
            foot: Vec::new(),
        })]
    };
    section("needs", "Unmet needs", blocks)
}

/// One-day events that nothing follows, and how many of them Title II-A pays for.
fn alone(page: &Page<'_, '_>) -> Section {
    let district = page.district();
    let found = told(page).into_iter().filter(|(finding, _, _)| is_alone(finding));
    let items: Vec<ItemId> = found.filter_map(|(finding, _, _)| district.find_item(finding.items.first()?)).collect();
    let funded = |item: &ItemId| district.activity(*item).is_some_and(|activity| activity.title_ii_a);
    let paid = items.iter().filter(|item| funded(item)).count();
    let all = match district.item_ids().filter(funded).count() {
        0 => "No activity on record is paid from Title II-A.".to_owned(),
        1 => "1 activity on record is paid from Title II-A.".to_owned(),
        all => format!("{} on record are paid from Title II-A.", counted(all, "activity")),
    };
    let least = page.known.least();
    let alone = match paid {
        0 => "none stands alone".to_owned(),
        1 => "1 stands alone".to_owned(),
        paid => format!("{paid} stand alone"),
    };
    let says = format!("{all} Of those that are required, or that {least} people or more have chosen, {alone}.");
    let mut blocks = vec![paragraph(&says)];
    if !items.is_empty() {
        blocks.push(list(items.iter().map(|item| goals::named(page, *item)).collect()));
    }
    section("alone", "Stand-alone events", blocks)
}

/// Whether the people whom a finding concerns are those on whom it rests, so that their number says how many these are: each has
/// it by herself, or it holds whoever plans what. Else one plan of somebody may be what all people of a school are counted for.
/// Nobody but their owners is to know of private goals, whoever counts. That nobody's plan leads to a goal is told by its rule: nobody
/// is a small group, however many have the goal.
fn is_countable(page: &Page<'_, '_>, (finding, people): (&Finding, &[u32]), shared: &BTreeSet<String>) -> bool {
    if is_of_choices(finding) {
        return have_many_chosen(page, people);
    }
    let district = page.known.groups.district;
    let items: Vec<ItemId> = finding.items.iter().filter_map(|id| district.find_item(id)).collect();
    let own = |item: &ItemId| matches!(district.item(*item).owner, Owner::Educator(_));
    // One person's own hours may make a school's load one that is told.
    let of_school = finding.kind == rules::OFF_CONTRACT_LOAD;
    let of_each = matches!(finding.people, People::These(_)) && !of_school || !items.is_empty() && items.iter().all(own);
    let is_private = |item: &ItemId| class_of(district, *item) == Class::Private;
    let of_all = || finding.kind != rules::SCHOOL_GOAL_UNSERVED && shared.contains(&finding.id());
    (of_each || of_all()) && !items.iter().any(is_private)
}

/// Whom the findings of a rule concern.
#[derive(Default)]
struct Concerned {
    /// By what all staff may know: these can be counted from the cards as well.
    shared: BTreeSet<u32>,
    /// By what is one person's.
    own: BTreeSet<u32>,
}

impl Concerned {
    fn add(&mut self, people: &[u32], is_shared: bool) {
        if is_shared { self.shared.extend(people) } else { self.own.extend(people) }
    }

    /// Those who are counted, ascending: who is concerned by what is her own is so only among many.
    fn told(mut self, least: u64) -> Vec<u32> {
        if self.own.difference(&self.shared).count() as u64 >= least {
            self.shared.append(&mut self.own);
        }
        self.shared.into_iter().collect()
    }
}

/// What was found, rule by rule, with the number of people it concerns, where that may be told. Rules of which it may not are not
/// listed either: that one found something is no less than that it concerns somebody.
fn rules(page: &Page<'_, '_>, whole: usize) -> Section {
    let (analysis, least) = (page.known.groups.analysis, page.known.least());
    let shared: BTreeSet<String> = page.known.report.analysis.findings.iter().map(Finding::id).collect();
    let mut found: BTreeMap<(Level, &str), (&'static Kind, Concerned)> = BTreeMap::new();
    for (finding, people) in analysis.findings.iter().zip(&analysis.people) {
        if finding.kind.tells < Class::Licence && !is_fault(finding.kind) && is_countable(page, (finding, people), &shared) {
            let of_rule = found.entry((finding.level, finding.kind.code)).or_insert((finding.kind, Concerned::default()));
            of_rule.1.add(people, shared.contains(&finding.id()));
        }
    }
    let told = found.into_iter().map(|((level, _), (kind, concerned))| (level, kind, concerned.told(least)));
    let found: Vec<(Level, &'static Kind, Vec<u32>)> = told.filter(|(_, _, people)| !people.is_empty()).collect();
    let sets: Vec<Vec<u32>> = found.iter().map(|(_, _, people)| people.clone()).collect();
    // No rule concerns all whom another concerns, as rules go.
    let shown = groups(&sets, whole as u64, &[], least);
    let row = |(level, kind, people): &(Level, &'static Kind, Vec<u32>)| {
        vec![Cell::Text(vec![page.rule(kind)]), Cell::Text(vec![text(level.word())]), Cell::Count(people.len() as u64)]
    };
    let rows: Vec<Vec<Cell>> = found.iter().zip(shown).filter(|(_, shown)| *shown).map(|(found, _)| row(found)).collect();
    let says = "Rules that concern few people, or nearly everybody, are not listed.";
    let mut blocks = vec![paragraph(says)];
    if is_for_more(page) {
        blocks.push(paragraph(
            "Findings on individual plans and evaluations are not counted here, because `privacy.readers` of district.yaml lets more \
             people read this; where only the district's office does, it is told of them.",
        ));
    }
    if !rows.is_empty() {
        blocks.push(Block::Table(Table {
            caption: "People whom the findings of each rule concern".to_owned(),
            columns: columns(&[("Rule", ColumnKind::Text), ("Level", ColumnKind::Text), ("People", ColumnKind::Count)]),
            rows,
            foot: Vec::new(),
        }));
    }
    section("rules", "What was found, by rule", blocks)
}
