//! The page of a team: its goals and what they lead to, its people, its meetings, and what is required of it. It holds what
//! all staff may know, and nothing of any one's own plan.

use super::educator_time::columns;
use super::{Page, enumerated, goals, id, list, paragraph, section, text, words_of};
use crate::finding::Level;
use crate::model::obligation::ItemId;
use crate::model::people::TeamId;
use crate::report::audience::{Class, Viewer, class_of};
use crate::report::document::{Block, Cell, ColumnKind, Document, Fact, FindingGroup, PageKind, PagePath, Spans, Table, hours};
use crate::time::Clock;

/// Where the page of a team lies in this folder.
pub(super) fn path(page: &Page<'_, '_>, team: TeamId) -> PagePath {
    page.path(&["teams", page.district().names.get(page.district().team(team).name)])
}

/// Makes the page.
pub(super) fn page(page: &Page<'_, '_>, team: TeamId) -> Document {
    let district = page.district();
    let (about, name) = (district.team(team), district.names.get(district.team(team).name));
    let goals = district.goals_of_team(team);
    let mut sections = vec![section("goals", "Goals and what they lead to", vec![leads(page, goals)])];
    let cards = cards(page, team);
    let none = "Nothing on record needs a decision about this team.";
    sections.push(section(
        "decisions",
        "Needs a decision",
        vec![if cards.is_empty() { paragraph(none) } else { Block::Findings(cards) }],
    ));
    sections.push(section("time", "Time together", time(page, team)));
    let people = || district.members(team).iter().map(|one| page.known.person(*one)).collect::<Vec<Spans>>();
    let mut who = vec![Fact { term: "Members".to_owned(), is: enumerated(people()) }];
    if let Some(one) = about.facilitator {
        who.push(Fact { term: "Led by".to_owned(), is: page.known.person(one) });
    }
    who.push(Fact { term: "Whoever leads it".to_owned(), is: vec![text(trained(page, team))] });
    sections.push(section("people", "People", vec![Block::Facts(who)]));
    let mut for_whom = vec![text("The team "), page.known.team(team)];
    for_whom.extend([text(" ("), id(name), text(")")]);
    let handling = match page.viewer() {
        Viewer::Coach(_) => "For you, who coach here: it counts those whom you coach. It holds nothing of anybody's own plan.",
        Viewer::Learner(_) | Viewer::School(_) | Viewer::District => "For the staff. It holds nothing of anybody's own plan.",
    };
    Document {
        at: path(page, team),
        kind: PageKind::Team,
        title: format!("Team: {}", words_of(&page.known.team(team))),
        banner: page.banner(for_whom, handling),
        sections,
    }
}

/// Each goal of the team with the goals above it.
fn leads(page: &Page<'_, '_>, of_team: &[ItemId]) -> Block {
    let district = page.district();
    let line = |goal: &ItemId| {
        let mut line = goals::named(page, *goal);
        let open = |up: &&ItemId| class_of(district, **up) <= Class::Staff;
        let above: Vec<Spans> =
            district.supports(*goal).iter().filter(open).map(|up| vec![id(district.item_name(*up))]).collect();
        line.push(text(if above.is_empty() { " – leads to no other goal" } else { " – leads to " }));
        line.extend(enumerated(above));
        let served = district.supported_by(*goal).iter().filter(|item| district.activity(**item).is_some());
        let served: Vec<Spans> = served.map(|item| page.called(district.item_name(*item))).collect();
        line.push(text(if served.is_empty() { "; no activity serves it" } else { "; served by " }));
        line.extend(enumerated(served));
        line
    };
    if of_team.is_empty() { paragraph("The team has no active goal.") } else { list(of_team.iter().map(line).collect()) }
}

/// Findings about the team, its goals and its meetings, as far as all staff may know them.
fn cards(page: &Page<'_, '_>, team: TeamId) -> Vec<FindingGroup> {
    let district = page.district();
    let name = district.names.get(district.team(team).name);
    let goals: Vec<&str> = district.goals_of_team(team).iter().map(|goal| district.item_name(*goal)).collect();
    let is_staff = |id: &String| district.find_item(id).is_none_or(|item| class_of(district, item) <= Class::Staff);
    let about =
        |items: &[String]| items.iter().any(|id| id == name || goals.contains(&id.as_str())) && items.iter().all(is_staff);
    let told = page
        .findings()
        .filter(|(finding, _, _)| finding.level != Level::Good && finding.kind.tells <= Class::Staff && about(&finding.items));
    page.grouped(told.collect())
}

/// Meetings in figures, and what is required of the team.
fn time(page: &Page<'_, '_>, team: TeamId) -> Vec<Block> {
    let district = page.district();
    let mut facts = Vec::new();
    let fact = |term: &str, is: String| Fact { term: term.to_owned(), is: vec![text(&is)] };
    match weekly(page, team) {
        Some((minutes, weeks, all)) => {
            facts.push(fact("In a week with meetings, on average", hours(minutes)));
            facts.push(fact("Weeks with meetings", weeks.to_string()));
            facts.push(fact("In the year", hours(all)));
        }
        None => facts.push(fact("Meetings", "none on record".to_owned())),
    }
    let required = page.known.index.required.get(&team).map_or(&[][..], Vec::as_slice);
    let row = |item: &ItemId| {
        let minutes = district.activity(*item).map_or(0, |activity| activity.minutes);
        vec![Cell::Text(goals::named(page, *item)), Cell::Minutes(minutes)]
    };
    let mut blocks = vec![Block::Facts(facts)];
    if !required.is_empty() {
        blocks.push(Block::Table(Table {
            caption: "Required of this team".to_owned(),
            columns: columns(&[("Activity", ColumnKind::Text), ("Hours", ColumnKind::Hours)]),
            rows: required.iter().map(row).collect(),
            foot: Vec::new(),
        }));
    }
    blocks
}

/// Whether whoever leads a team is trained for it, in words.
pub(super) fn trained(page: &Page<'_, '_>, team: TeamId) -> &'static str {
    match page.district().team(team).trained {
        Some(true) => "trained to lead a team",
        Some(false) => "not trained to lead a team",
        None => "training not on record",
    }
}

/// Minutes in the mean of its weeks with meetings, how many of these there are, and minutes of the year.
pub(super) fn weekly(page: &Page<'_, '_>, team: TeamId) -> Option<(u64, usize, u64)> {
    let sessions = Clock::meetings(page.district(), team);
    let mut weeks: Vec<_> = sessions.iter().map(|session| session.day.week()).collect();
    weeks.sort_unstable();
    weeks.dedup();
    let all: u64 = sessions.iter().map(|session| u64::from(session.minutes())).sum();
    (!weeks.is_empty()).then(|| (all / weeks.len() as u64, weeks.len(), all))
}
