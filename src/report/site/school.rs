//! The pages of a school, for its leader: lines of sight, what works, decisions, hours and threads, and a page of each team.
//! Counts are of her own staff, whose plans and findings she may see. They are worked out from a district without what she may
//! not (`views`): licenses, and what private goals say.

use std::collections::{BTreeMap, BTreeSet};

use super::educator_time::{self, ByPurpose, PURPOSES, by_purpose, by_week, columns};
use super::{Page, goals, id, paragraph, section, team, text, words_of};
use crate::analysis::{Desk, rules, work_out};
use crate::finding::Level;
use crate::load::values::{counted, duration};
use crate::model::calendar::Week;
use crate::model::hers::Hers;
use crate::model::obligation::{ItemId, ItemKind, Owner};
use crate::model::people::{EducatorId, SchoolId, TeamId};
use crate::report::Report;
use crate::report::audience::{Shown, Viewer};
use crate::report::document::{
    Block, Cell, ColumnKind, Document, Fact, PageKind, SUPPRESSED, Section, Span, Table, Target, hours,
};
use crate::report::suppress::quantile;
use crate::time::Timing;
use crate::time::spread::WeekLine;

/// Makes the school's page and those of its teams.
pub(super) fn pages(page: &Page<'_, '_>, school: SchoolId) -> Vec<Document> {
    let teams = page.known.index.teams.get(&school).map_or(&[][..], Vec::as_slice);
    let first = Document {
        at: page.path(&["index"]),
        kind: PageKind::School,
        title: format!("School alignment: {}", words_of(&page.known.school(school))),
        banner: page.banner(
            vec![text("Prepared for the leader of "), page.known.school(school)],
            &format!("Counts are of your own staff. The district sees groups of {} or more.", page.known.least()),
        ),
        sections: sections(page, school, teams),
    };
    std::iter::once(first).chain(teams.iter().map(|one| team::page(page, *one))).collect()
}

fn sections(page: &Page<'_, '_>, school: SchoolId, teams: &[TeamId]) -> Vec<Section> {
    let district = page.district();
    let staff = district.staff(school);
    let of_school = district.goals_of_school(school);
    let lines = goals::lines(page.known.report, of_school, staff);
    let most = page.known.report.loaded.manifest.config.limits.school_priorities;
    let says = format!(
        "{} with {} (at most {most} are recommended).",
        counted(staff.len(), "educator"),
        counted(of_school.len(), "school goal")
    );
    let mut sight = vec![paragraph(&says)];
    if !of_school.is_empty() {
        sight.push(Block::Chart(goals::chart(page, &lines, staff.len(), "What leads to each school goal")));
        sight.push(Block::Heading("By goal".to_owned()));
        sight.extend(goals::linked(page, &lines));
    }
    let mut sections = vec![
        section("works", "What works", works(page, staff)),
        section("line-of-sight", "Line of sight", sight),
        page.decisions(
            ("decisions", "Decisions for you", "Nothing on record needs a decision of yours."),
            &[Level::Error, Level::Warning],
        ),
        section("hours", "Threads and hours", time(page, staff)),
    ];
    if !teams.is_empty() {
        sections.push(section("teams", "Teams", vec![Block::Table(table(page, teams))]));
    }
    let latent = page.cards_of(&[Level::Info], |kind| kind == rules::LATENT_TEAM);
    let info = page.cards_of(&[Level::Info], |kind| kind != rules::LATENT_TEAM);
    if !latent.is_empty() {
        sections.push(section("latent", "Teams that could be", vec![Block::Findings(latent)]));
    }
    if !info.is_empty() {
        sections.push(section("worth-knowing", "Worth knowing", vec![Block::Findings(info)]));
    }
    sections.push(page.known.not_read());
    sections
}

/// Good news that may be told: goals that serve several purposes, and whose they are.
fn works(page: &Page<'_, '_>, staff: &[EducatorId]) -> Vec<Block> {
    let district = page.district();
    let good = page.findings().filter(|(finding, _, shown)| finding.level == Level::Good && *shown == Shown::Whole);
    let items: Vec<_> = good.flat_map(|(finding, _, _)| &finding.items).filter_map(|id| district.find_item(id)).collect();
    let own = |item: &ItemId| match district.item(*item).owner {
        Owner::Educator(one) => staff.contains(&one).then_some(one),
        _ => None,
    };
    let people: BTreeSet<EducatorId> = items.iter().filter_map(own).collect();
    let teams: BTreeSet<&ItemId> = items.iter().filter(|item| matches!(district.item(**item).owner, Owner::Team(_))).collect();
    let of_people = (!people.is_empty()).then(|| format!("individual goals of {}", counted(people.len(), "educator")));
    let of_teams = (!teams.is_empty()).then(|| counted(teams.len(), "team goal"));
    let which: Vec<String> = of_people.into_iter().chain(of_teams).collect();
    let says = if which.is_empty() {
        "No goal on record serves two purposes or more at once.".to_owned()
    } else {
        format!("Goals that serve two purposes or more at once: {}.", which.join(" and "))
    };
    let freed: u64 = staff.iter().map(|one| page.known.report.analysis.figures[one.0 as usize].hours.freed()).sum();
    let freed = format!("Because activities serve several obligations at once, {} are not asked twice.", hours(freed));
    vec![paragraph(&says), paragraph(&freed)]
}

/// Sums of hours, what they are for, and threads.
fn time(page: &Page<'_, '_>, staff: &[EducatorId]) -> Vec<Block> {
    let figures = || staff.iter().map(|one| &page.known.report.analysis.figures[one.0 as usize]);
    let sum = |of: fn(&crate::time::Hours) -> u64| figures().map(|one| of(&one.hours)).sum::<u64>();
    let fact = |term: &str, is: String| Fact { term: term.to_owned(), is: vec![text(&is)] };
    let mut facts = vec![
        fact("Required of all", hours(sum(|hours| hours.required))),
        fact("Of these outside the contract", hours(sum(|hours| hours.outside_contract))),
        fact("Chosen", hours(sum(|hours| hours.chosen))),
        fact("Together", hours(sum(|hours| hours.together))),
    ];
    // Her own staff one by one she may see; what is said of all of few people would be said of each.
    if staff.len() as u64 >= page.known.least() {
        facts.push(spread_of("Threads for each educator", figures().map(|one| u64::from(one.threads)).collect(), 1));
    }
    facts.extend(own_learning(page, staff));
    let mut blocks = vec![Block::Facts(facts), paragraph(LEFT_OUT)];
    if sum(|hours| hours.together) > 0 {
        let minutes = purposes(page.known.report, staff);
        blocks.push(Block::Chart(by_purpose("Hours of your staff by what they are for", &NAMES, &minutes)));
    }
    let weeks = weeks_of(page, staff);
    if weeks.iter().any(|week| week.asked > 0) {
        let caption = "The year of your staff week by week: hours asked and learning time there, added up";
        blocks.push(Block::Chart(by_week(caption, &weeks, None)));
    }
    blocks
}

/// The weeks of some people's years added up; learning time only where it is known of each.
fn weeks_of(page: &Page<'_, '_>, staff: &[EducatorId]) -> Vec<WeekLine> {
    let clock = &page.known.report.analysis.clock;
    let mut timing = Timing::default();
    let mut sums: BTreeMap<Week, WeekLine> = BTreeMap::new();
    for educator in staff {
        clock.look(page.district(), *educator, &mut timing);
        for line in clock.weeks(*educator, &timing).unwrap_or_default() {
            let none = WeekLine { asked: 0, there: Some(0), off: true, ..line };
            let sum = sums.entry(line.week).or_insert(none);
            sum.asked += line.asked;
            sum.there = sum.there.zip(line.there).map(|(all, one)| all + one);
            sum.off &= line.off;
        }
    }
    sums.into_values().collect()
}

/// The goals of the school's leader, and what she attends together with others, where one of the staff has that role.
fn own_learning(page: &Page<'_, '_>, staff: &[EducatorId]) -> Option<Fact> {
    let district = page.district();
    let leads = |one: &&EducatorId| district.educator(**one).role.is_some_and(|role| district.names.get(role) == "principal");
    let mut leaders = staff.iter().filter(leads);
    let (leader, None) = (*leaders.next()?, leaders.next()) else { return None };
    let hers = Hers::of(district, leader);
    let goals = hers.obligations.iter().filter(|item| district.item(**item).kind == ItemKind::IndividualPlan).count();
    let attended = |one: &EducatorId| Hers::of(district, *one).activities().collect::<BTreeSet<_>>();
    let others: BTreeSet<ItemId> = staff.iter().filter(|one| **one != leader).flat_map(attended).collect();
    let shared = hers.activities().filter(|activity| others.contains(activity)).count();
    let is = format!("{}, {} with your staff", counted(goals, "goal"), counted(shared, "activity"));
    Some(Fact { term: "Your own learning".to_owned(), is: vec![text(&is)] })
}

/// Median and ninetieth percentile of a number of each person, as far as enough people lie on either side.
pub(super) fn spread_of(term: &str, mut numbers: Vec<u64>, least: u64) -> Fact {
    numbers.sort_unstable();
    let one = |name: &str, percent: usize| {
        let told = quantile(&numbers, percent, least).map_or_else(|| SUPPRESSED.to_owned(), |number| number.to_string());
        format!("{name} {told}")
    };
    let is = format!("{}, {}", one("median", 50), one("ninetieth percentile", 90));
    Fact { term: term.to_owned(), is: vec![text(&is)] }
}

/// What hours of staff are for, in the words of her who may not see all of it.
const NAMES: [&str; PURPOSES.len()] = {
    let mut names = PURPOSES;
    names[PURPOSES.len() - 1] = "Nothing that is shown to you";
    names
};

/// What the sums here rest on.
const LEFT_OUT: &str = "Licenses, and what private goals say, are left out of all numbers on this page.";

/// Hours of some people by what they are for, as far as a report holds it. O(people).
pub(super) fn purposes(report: &Report<'_>, staff: &[EducatorId]) -> ByPurpose {
    use rayon::prelude::*;
    let of_one = |desk: &mut Desk, educator: &EducatorId| {
        let worked = work_out(report.district, &report.analysis.clock, *educator, desk);
        educator_time::purposes(report, *educator, &worked)
    };
    let add = |a: ByPurpose, b: ByPurpose| std::array::from_fn(|at| a[at] + b[at]);
    staff.par_iter().map_init(|| Desk::of(report.analysis), of_one).reduce(ByPurpose::default, add)
}

/// The teams with their meetings; a page each.
fn table(page: &Page<'_, '_>, teams: &[TeamId]) -> Table {
    let district = page.district();
    let row = |one: &TeamId| {
        let name = district.names.get(district.team(*one).name);
        let link = Span::Link { text: words_of(&page.known.team(*one)).to_owned(), to: Target::Page(team::path(page, *one)) };
        let weekly = team::weekly(page, *one);
        vec![
            Cell::Text(vec![link, text(" "), id(name)]),
            Cell::Count(district.members(*one).len() as u64),
            Cell::Count(district.goals_of_team(*one).len() as u64),
            weekly.map_or(Cell::Empty, |(minutes, _, _)| Cell::Text(vec![text(&duration(minutes))])),
            Cell::Text(vec![text(team::trained(page, *one))]),
        ]
    };
    Table {
        caption: "Teams and their time".to_owned(),
        columns: columns(&[
            ("Team", ColumnKind::Text),
            ("Members", ColumnKind::Count),
            ("Goals", ColumnKind::Count),
            ("In a week with meetings", ColumnKind::Text),
            ("Whoever leads it", ColumnKind::Text),
        ]),
        rows: teams.iter().map(row).collect(),
        foot: Vec::new(),
    }
}

/// A school by its name and id, as others name it.
pub(super) fn named(page: &Page<'_, '_>, school: SchoolId) -> Vec<Span> {
    debug_assert!(page.viewer() == Viewer::District);
    vec![page.known.school(school), text(" "), id(page.district().school_name(school))]
}
