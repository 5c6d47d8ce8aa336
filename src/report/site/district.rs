//! The page of the district, for its office: obligations and threads for each person, hours by priority, mandates that are
//! asked twice, unmet needs and stand-alone events. Of people it holds counts of ten or more, and none from which a smaller
//! one could be worked out.

use std::collections::BTreeMap;

use super::educator_time::{by_purpose, columns};
use super::school::{named, purposes, spread_of};
use super::{Page, goals, id, list, paragraph, section, text};
use crate::analysis::selection::{Selection, in_order};
use crate::analysis::{is_fault, rules};
use crate::finding::{Figure, Finding, Level};
use crate::load::values::counted;
use crate::model::focus::FocusId;
use crate::model::obligation::ItemKind;
use crate::model::people::{EducatorId, SchoolId};
use crate::report::audience::{Class, class_of};
use crate::report::document::{Block, Cell, ColumnKind, Document, Fact, PageKind, Section, Spans, Table, hours};
use crate::report::suppress::{may_show, suppress};

/// Makes the page.
pub(super) fn page(page: &Page<'_, '_>) -> Vec<Document> {
    let district = page.district();
    let everyone = in_order(district, &Selection { all: true, ..Selection::default() });
    let lines = goals::lines(page, district.goals_of_district(), &everyone);
    let mut sections = vec![section("works", "What works", works(page, &everyone))];
    if !lines.is_empty() {
        let caption = "What leads to each district goal";
        sections.push(section(
            "priorities",
            "By priority",
            vec![Block::Chart(goals::chart(page, &lines, everyone.len(), caption))],
        ));
    }
    sections.push(page.decisions(
        ("decisions", "Decisions for the district", "Nothing on record needs a decision of the district."),
        &[Level::Error, Level::Warning],
    ));
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
        title: format!("District alignment: {}", district.title()),
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

/// What alignment frees, and what hours are for.
fn works(page: &Page<'_, '_>, everyone: &[EducatorId]) -> Vec<Block> {
    let mut blocks = Vec::new();
    if may_tell(page, everyone) {
        let totals = page.known.report.analysis.figures.iter().collect::<crate::analysis::figures::Totals>();
        let freed =
            format!("Because activities serve several obligations at once, {} are not asked twice.", hours(totals.hours.freed()));
        blocks.push(paragraph(&freed));
        let minutes = purposes(page, everyone);
        let all = totals.hours.together;
        if let Some(share) = (minutes[0] * 100 + all / 2).checked_div(all) {
            blocks.push(paragraph(&format!("{share}% of all hours serve two obligations or more.")));
            blocks.push(Block::Chart(by_purpose("Hours by what they are for", &minutes)));
        }
    }
    let good: Vec<_> = page.cards(&[Level::Good]).into_iter().collect();
    if good.is_empty() && blocks.is_empty() {
        blocks.push(paragraph("The district has too few people for sums of them to be told."));
    }
    if !good.is_empty() {
        blocks.push(Block::Findings(good));
    }
    blocks
}

fn may_tell(page: &Page<'_, '_>, people: &[EducatorId]) -> bool {
    people.len() as u64 >= page.known.least()
}

/// Obligations and threads for each person, and sums of hours.
fn people(page: &Page<'_, '_>, everyone: &[EducatorId]) -> Vec<Block> {
    if !may_tell(page, everyone) {
        return vec![paragraph("The district has too few people for sums of them to be told.")];
    }
    let figures = || page.known.report.analysis.figures.iter();
    let fact = |term: &str, minutes: u64| Fact { term: term.to_owned(), is: vec![text(&hours(minutes))] };
    let mut facts: Vec<Fact> = Vec::new();
    facts.extend(spread_of(page, "Obligations for each person", figures().map(|one| u64::from(one.obligations)).collect()));
    facts.extend(spread_of(page, "Threads for each person", figures().map(|one| u64::from(one.threads)).collect()));
    let totals = figures().collect::<crate::analysis::figures::Totals>();
    facts.extend([
        fact("Required hours", totals.hours.required),
        fact("Chosen hours", totals.hours.chosen),
        fact("Hours freed by alignment", totals.hours.freed()),
    ]);
    vec![Block::Facts(facts), Block::Table(threads_by_school(page))]
}

/// How many threads people have, by the number, from none to four and more.
const THREADS: [&str; 5] = ["None", "1", "2", "3", "4 or more"];

/// People by school and number of threads. Who works in two schools stands under the first.
fn threads_by_school(page: &Page<'_, '_>) -> Table {
    let district = page.district();
    let mut rows: BTreeMap<Option<SchoolId>, Vec<u64>> = BTreeMap::new();
    for educator in district.educator_ids() {
        let threads = page.known.report.analysis.figures[educator.0 as usize].threads as usize;
        let row = rows.entry(district.schools_of(educator).first().copied()).or_insert_with(|| vec![0; THREADS.len()]);
        row[threads.min(THREADS.len() - 1)] += 1;
    }
    let counts: Vec<Vec<u64>> = rows.values().cloned().collect();
    let shown = suppress(&counts, page.known.least());
    let cell = |row: usize, column: usize, count: u64| if shown.has(row, column) { Cell::Count(count) } else { Cell::Suppressed };
    let line = |row: usize, head: Spans, counts: &[u64]| {
        let cells = counts.iter().enumerate().map(|(column, count)| cell(row, column, *count));
        let sum = cell(row, counts.len(), counts.iter().sum());
        std::iter::once(Cell::Text(head)).chain(cells).chain([sum]).collect::<Vec<Cell>>()
    };
    let head = |school: &Option<SchoolId>| school.map_or_else(|| vec![text("no school on record")], |school| named(page, school));
    let sums: Vec<u64> = (0..THREADS.len()).map(|column| counts.iter().map(|row| row[column]).sum()).collect();
    let mut names = vec![("School", ColumnKind::Text)];
    names.extend(THREADS.iter().map(|name| (*name, ColumnKind::Count)));
    names.push(("All", ColumnKind::Count));
    Table {
        caption: "People by the number of their threads".to_owned(),
        columns: columns(&names),
        rows: rows.keys().zip(&counts).enumerate().map(|(at, (school, counts))| line(at, head(school), counts)).collect(),
        foot: line(counts.len(), vec![text("District")], &sums),
    }
}

/// Mandates that are asked twice, and the hours that one for the other would free.
fn mandates(page: &Page<'_, '_>) -> Section {
    let found: Vec<&Finding> =
        page.findings().map(|(finding, _, _)| finding).filter(|one| one.kind == rules::DUPLICATE_MANDATE).collect();
    let minutes = |finding: &&Finding| {
        let freed = finding.figures.iter().find(|(key, _)| *key == "minutes_freed");
        if let Some((_, Figure::Number(minutes))) = freed { (*minutes).max(0) as u64 } else { 0 }
    };
    let block = if found.is_empty() {
        paragraph("No two required activities on record cover the same for ten people or more.")
    } else {
        let freed: u64 = found.iter().map(minutes).sum();
        paragraph(&format!(
            "{} of required activities cover much the same: {} could be freed. They are told above.",
            counted(found.len(), "pair"),
            hours(freed)
        ))
    };
    section("mandates", "Duplicated mandates", vec![block])
}

/// Focuses of findings that nothing takes up, where ten people or more have them.
fn needs(page: &Page<'_, '_>, whole: usize) -> Section {
    let district = page.district();
    let mut people: BTreeMap<FocusId, std::collections::BTreeSet<u32>> = BTreeMap::new();
    let analysis = page.known.report.analysis;
    let unserved = analysis.findings.iter().zip(&analysis.people).filter(|(finding, _)| finding.kind == rules::FINDING_UNSERVED);
    for (finding, concerned) in unserved {
        let item = finding.items.first().and_then(|id| district.find_item(id));
        let focuses =
            item.filter(|item| district.item(*item).kind == ItemKind::Finding).map_or(&[][..], |item| district.focus(item));
        focuses.iter().for_each(|focus| people.entry(*focus).or_default().extend(concerned));
    }
    let is_open = |people: &std::collections::BTreeSet<u32>| may_show(people.len() as u64, whole as u64, page.known.least());
    let mut open: Vec<(usize, FocusId)> =
        people.iter().filter(|(_, people)| is_open(people)).map(|(focus, people)| (people.len(), *focus)).collect();
    open.sort_by_key(|(count, focus)| (std::cmp::Reverse(*count), *focus));
    let row = |(count, focus): &(usize, FocusId)| {
        vec![Cell::Text(vec![id(district.names.get(district.focuses.name(*focus)))]), Cell::Count(*count as u64)]
    };
    // Which focuses few people have is theirs to tell.
    let blocks = if open.is_empty() {
        vec![paragraph("No focus of an evaluation that nothing takes up is that of so many people that it can be told.")]
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
    let told = page.known.report.analysis.findings.iter().filter(|finding| finding.kind == rules::STAND_ALONE_WORKSHOP);
    let items: Vec<_> = told.filter_map(|finding| district.find_item(finding.items.first()?)).collect();
    let funded = |item: &crate::model::obligation::ItemId| district.activity(*item).is_some_and(|activity| activity.title_ii_a);
    let all = district.item_ids().filter(funded).count();
    let paid = items.iter().filter(|item| funded(item)).count();
    let mut blocks = vec![paragraph(&format!(
        "Of {} paid from Title II-A, {paid} stand alone.",
        counted(all, "activity").replace("activitys", "activities")
    ))];
    if !items.is_empty() {
        blocks.push(list(items.iter().map(|item| goals::named(page, *item)).collect()));
    }
    section("alone", "Stand-alone events", blocks)
}

/// What was found, rule by rule, with the number of people it concerns where that may be told.
fn rules(page: &Page<'_, '_>, whole: usize) -> Section {
    let district = page.district();
    let analysis = page.known.report.analysis;
    let mut found: BTreeMap<(Level, &str), (&'static crate::finding::Kind, std::collections::BTreeSet<u32>)> = BTreeMap::new();
    for (finding, people) in analysis.findings.iter().zip(&analysis.people) {
        // Nobody but their owners is to know of licenses; faults are for whoever keeps the files.
        let licence = |id: &String| district.find_item(id).is_some_and(|item| class_of(district, item) == Class::Licence);
        if finding.kind.tells < Class::Licence && !is_fault(finding.kind) && !finding.items.iter().any(licence) {
            found
                .entry((finding.level, finding.kind.code))
                .or_insert((finding.kind, std::collections::BTreeSet::new()))
                .1
                .extend(people);
        }
    }
    let row =
        |((level, _), (kind, people)): (&(Level, &str), &(&'static crate::finding::Kind, std::collections::BTreeSet<u32>))| {
            let count = people.len() as u64;
            let open = may_show(count, whole as u64, page.known.least());
            vec![
                Cell::Text(vec![page.rule(kind)]),
                Cell::Text(vec![text(level.word())]),
                if open { Cell::Count(count) } else { Cell::Suppressed },
            ]
        };
    section(
        "rules",
        "What was found, by rule",
        // No totals of findings: what the rows leave out could be subtracted from them.
        vec![Block::Table(Table {
            caption: "People whom the findings of each rule concern".to_owned(),
            columns: columns(&[("Rule", ColumnKind::Text), ("Level", ColumnKind::Text), ("People", ColumnKind::Count)]),
            rows: found.iter().map(row).collect(),
            foot: Vec::new(),
        })],
    )
}
