//! The pages of a coach: her capacity, who could be served together, who has no feedback planned, and the teams of those she
//! coaches. Nothing above the coaching wall: it is made from goals that are shared with her, never from threads, in which
//! findings, licenses and private goals play a part.

use std::collections::{BTreeMap, BTreeSet};

use super::educator_time::{by_week, columns};
use super::{Page, enumerated, id, list, paragraph, section, team, text, words_of};
use crate::analysis::rules;
use crate::finding::{Finding, Level};
use crate::load::values::counted;
use crate::model::focus::FocusId;
use crate::model::hers::Hers;
use crate::model::names::natural;
use crate::model::obligation::{ItemId, ItemKind};
use crate::model::people::{EducatorId, TeamId};
use crate::report::audience::Shown;
use crate::report::document::{Block, Cell, ColumnKind, Document, Fact, PageKind, Section, Span, Spans, Table, Target, hours};

/// Makes her page and those of the teams she supports.
pub(super) fn pages(page: &Page<'_, '_>, coach: EducatorId) -> Vec<Document> {
    let coached = page.known.coached(coach);
    let teams: BTreeSet<TeamId> = coached.iter().flat_map(|one| page.district().teams_of(*one)).copied().collect();
    let goals = shared(page, coached);
    let sections = vec![
        section("groups", "Groups you could serve together", groups(page, &goals, coached)),
        capacity(page, coach),
        feedback(page, coached, &goals),
        super::expertise::in_the_building(page, coached),
        section("teams", "Team support", vec![support(page, &teams)]),
        page.decisions(
            ("decisions", "Needs a decision", "Nothing on record needs a decision of yours."),
            &[Level::Error, Level::Warning],
        ),
        section("seen", "What you see here", vec![paragraph(SEEN)]),
        page.known.not_read(),
    ];
    let mut for_whom = vec![text("Prepared for ")];
    for_whom.extend(page.known.person(coach));
    for_whom.push(text(&format!(", coach of {}", counted(coached.len(), "educator"))));
    let first = Document {
        at: page.path(&["index"]),
        kind: PageKind::Coach,
        title: format!("Coaching alignment: {}", page.district().educator_name(coach)),
        banner: page.banner(for_whom, "For you alone. What people share with you here stays with you."),
        sections,
    };
    std::iter::once(first).chain(teams.iter().map(|one| team::page(page, *one))).collect()
}

const SEEN: &str = "You see goals and focuses of those who name you as their coach, unless a goal is marked private. \
                    You do not see ratings, findings of an evaluation, improvement plans or license records.";

/// The goals that those she coaches share with her.
fn shared(page: &Page<'_, '_>, coached: &[EducatorId]) -> Vec<(EducatorId, ItemId)> {
    let district = page.district();
    let is_shared =
        |item: &ItemId| district.item(*item).kind == ItemKind::IndividualPlan && page.sight.item(*item) == Shown::Whole;
    let mut goals: Vec<(EducatorId, ItemId)> = Vec::new();
    for one in coached {
        goals.extend(Hers::of(district, *one).obligations.into_iter().filter(is_shared).map(|goal| (*one, goal)));
    }
    goals.sort_by_key(|(_, item)| district.rank(*item));
    goals
}

/// People with the same focus, most of them first, and whether a team brings them together already.
fn groups(page: &Page<'_, '_>, goals: &[(EducatorId, ItemId)], coached: &[EducatorId]) -> Vec<Block> {
    let district = page.district();
    let mut by_focus: BTreeMap<FocusId, Vec<(EducatorId, ItemId)>> = BTreeMap::new();
    for (whose, item) in goals {
        district.focus(*item).iter().for_each(|focus| by_focus.entry(*focus).or_default().push((*whose, *item)));
    }
    let mut groups: Vec<(FocusId, Vec<(EducatorId, ItemId)>)> = by_focus.into_iter().collect();
    let people = |group: &[(EducatorId, ItemId)]| group.iter().map(|(whose, _)| *whose).collect::<BTreeSet<_>>();
    let name = |focus: FocusId| district.names.get(district.focuses.name(focus));
    groups.retain(|(_, group)| people(group).len() >= 2);
    groups.sort_by(|a, b| people(&b.1).len().cmp(&people(&a.1).len()).then_with(|| natural(name(a.0), name(b.0))));
    let row = |(focus, group): &(FocusId, Vec<(EducatorId, ItemId)>)| {
        let who = people(group);
        let held: BTreeMap<TeamId, usize> =
            who.iter().flat_map(|one| district.teams_of(*one)).fold(BTreeMap::new(), |mut held, team| {
                *held.entry(*team).or_default() += 1;
                held
            });
        let teams: Vec<Spans> =
            held.iter().filter(|(_, count)| **count >= 2).map(|(team, _)| vec![page.known.team(*team)]).collect();
        vec![
            Cell::Text(page.focus(*focus)),
            Cell::Count(who.len() as u64),
            Cell::Text(enumerated(who.iter().map(|one| with_goals(page, *one, group)).collect())),
            Cell::Text(if teams.is_empty() { vec![text("no team yet")] } else { enumerated(teams) }),
        ]
    };
    if groups.is_empty() {
        let says = format!("No two of the {} you coach share a focus with you.", counted(coached.len(), "educator"));
        return vec![paragraph(&says)];
    }
    vec![Block::Table(Table {
        caption: "People you coach who work on the same thing".to_owned(),
        columns: columns(&[
            ("Focus", ColumnKind::Text),
            ("People", ColumnKind::Count),
            ("Who, and with which goal", ColumnKind::Text),
            ("Brought together by", ColumnKind::Text),
        ]),
        rows: groups.iter().map(row).collect(),
        foot: Vec::new(),
    })]
}

/// One of a group, and her goals that put her there.
fn with_goals(page: &Page<'_, '_>, who: EducatorId, group: &[(EducatorId, ItemId)]) -> Spans {
    let goals = group.iter().filter(|(whose, _)| *whose == who);
    let named = goals.map(|(_, goal)| vec![id(page.district().item_name(*goal))]).collect();
    [page.known.person(who), vec![text(" (")], enumerated(named), vec![text(")")]].concat()
}

/// Hours of coaching there and asked.
fn capacity(page: &Page<'_, '_>, coach: EducatorId) -> Section {
    let district = page.district();
    let mut facts = Vec::new();
    let fact = |term: &str, is: String| Fact { term: term.to_owned(), is: vec![text(&is)] };
    let there = district.coaches.iter().find(|one| one.educator == coach).map(|one| u64::from(one.minutes));
    facts.push(fact("Hours for coaching in a week", there.map_or("not on record".to_owned(), hours)));
    let activities = district.coached_by(coach);
    let minutes = |item: ItemId| district.activity(item).map_or(0, |activity| activity.minutes);
    facts.push(fact("Asked of you in the year", hours(activities.iter().map(|(_, item)| minutes(*item)).sum())));
    let mut blocks = vec![Block::Facts(facts)];
    let is_over = |finding: &Finding| finding.kind == rules::COACH_OVERBOOKED && finding.items == [district.educator_name(coach)];
    let hers = page.known.of_person[coach.0 as usize].iter().map(|at| page.known.finding(*at));
    let over = hers.filter(|(finding, _)| is_over(finding));
    let cards: Vec<_> = over.map(|(finding, people)| page.card(finding, people, Shown::Whole).into()).collect();
    if !cards.is_empty() {
        blocks.push(Block::Findings(cards));
    }
    let clock = &page.known.report.analysis.clock;
    let year = district.coaches.iter().find(|one| one.educator == coach).and_then(|one| clock.coaching(district, one));
    if let Some((weeks, strain)) = year.filter(|(weeks, _)| weeks.iter().any(|week| week.asked > 0)) {
        let caption = "Your year week by week: coaching asked and hours for coaching";
        blocks.push(Block::Chart(by_week(caption, &weeks, strain.as_ref())));
    }
    let row =
        |(_, item): &(EducatorId, ItemId)| vec![Cell::Text(super::goals::named(page, *item)), Cell::Minutes(minutes(*item))];
    if !activities.is_empty() {
        blocks.push(Block::Table(Table {
            caption: "Where you coach".to_owned(),
            columns: columns(&[("Activity", ColumnKind::Text), ("Hours", ColumnKind::Hours)]),
            rows: activities.iter().map(row).collect(),
            foot: Vec::new(),
        }));
    }
    section("capacity", "Your capacity", blocks)
}

/// Those who share a goal with her and have no feedback planned.
fn feedback(page: &Page<'_, '_>, coached: &[EducatorId], goals: &[(EducatorId, ItemId)]) -> Section {
    let sharing: BTreeSet<EducatorId> = goals.iter().map(|(whose, _)| *whose).collect();
    let is_told = |finding: &&Finding| finding.kind == rules::NO_FEEDBACK_LOOP;
    let of = |one: &&EducatorId| {
        let theirs = page.known.of_person[one.0 as usize].iter().map(|at| page.known.finding(*at).0);
        sharing.contains(one) && theirs.filter(is_told).count() > 0
    };
    let people: Vec<Spans> = coached.iter().filter(of).map(|one| page.known.person(*one)).collect();
    let was_asked = page.known.report.analysis.ran.contains(rules::NO_FEEDBACK_LOOP.code);
    let block = match (people.is_empty(), was_asked) {
        (false, _) => list(people),
        (true, true) => paragraph("Everybody who shares a goal with you has feedback planned."),
        (true, false) => {
            paragraph("Whether feedback is planned was not asked: the rule is off, or a list that it needs is missing.")
        }
    };
    section("feedback", "A focus and no feedback planned", vec![block])
}

/// The teams of those she coaches, with their time and who leads them.
fn support(page: &Page<'_, '_>, teams: &BTreeSet<TeamId>) -> Block {
    let district = page.district();
    let asked = u64::from(page.known.report.loaded.manifest.config.limits.plc_weekly_minutes);
    let row = |one: &TeamId| {
        let name = district.names.get(district.team(*one).name);
        let link = Span::Link { text: words_of(&page.known.team(*one)).to_owned(), to: Target::Page(team::path(page, *one)) };
        let weekly = team::weekly(page, *one).map_or(0, |(minutes, _, _)| minutes);
        vec![
            Cell::Text(vec![link, text(" "), id(name)]),
            Cell::Text(vec![text(&format!("{} of {} asked for", hours(weekly), hours(asked)))]),
            Cell::Text(vec![text(team::trained(page, *one))]),
        ]
    };
    if teams.is_empty() {
        return paragraph("Those you coach are in no team.");
    }
    Block::Table(Table {
        caption: "Teams of those you coach".to_owned(),
        columns: columns(&[
            ("Team", ColumnKind::Text),
            ("Time in a week with meetings", ColumnKind::Text),
            ("Whoever leads it", ColumnKind::Text),
        ]),
        rows: teams.iter().map(row).collect(),
        foot: Vec::new(),
    })
}
