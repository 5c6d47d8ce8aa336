//! Lines of sight: what leads to a goal of a school or the district. Comes in: goals and the people to look at. Goes out: of
//! each goal who has a plan linked to it, which teams have, and the hours that go into it.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::educator_time::columns;
use super::named::titled;
use super::thread::shortened;
use super::{Page, enumerated, said, text};
use crate::load::values::counted;
use crate::model::District;
use crate::model::hers::Hers;
use crate::model::obligation::{ItemId, ItemKind, Owner};
use crate::model::people::{EducatorId, TeamId};
use crate::report::Report;
use crate::report::audience::{Shown, Viewer};
use crate::report::document::{Block, Cell, Chart, ChartKind, ColumnKind, Folded, Span, Spans, Table};
use crate::report::suppress::groups;

/// What leads to a goal.
pub(super) struct Line {
    goal: ItemId,
    /// The people of whom an individual goal leads to it, each once, ascending.
    people: Vec<EducatorId>,
    teams: Vec<TeamId>,
    /// Minutes of activities of these people that serve it or what leads to it, each once a person.
    minutes: u64,
    /// The individual goals that lead to it, in natural order.
    goals: Vec<ItemId>,
    /// Everything from which links lead to it.
    pub(super) below: BTreeSet<ItemId>,
}

/// What leads to some goals, as far as it is of these people, and leads there over no goal of another. O(goals × what leads to them + people × their activities).
pub(super) fn lines(report: &Report<'_>, goals: &[ItemId], staff: &[EducatorId]) -> Vec<Line> {
    let district = report.district;
    let is_staff: BTreeSet<EducatorId> = staff.iter().copied().collect();
    let is_theirs = |item| !matches!(district.item(item).owner, Owner::Educator(one) if !is_staff.contains(&one));
    let below: Vec<BTreeSet<ItemId>> = goals.iter().map(|goal| district.below(*goal, is_theirs)).collect();
    let clock = &report.analysis.clock;
    let minutes_of = |educator: &EducatorId| -> Vec<u64> {
        let hers = Hers::of(district, *educator);
        let mut minutes = vec![0; goals.len()];
        for activity in hers.activities() {
            for at in (0..goals.len()).filter(|at| below[*at].contains(&activity)) {
                minutes[at] += clock.minutes(district, activity, *educator);
            }
        }
        minutes
    };
    let zero = || vec![0_u64; goals.len()];
    let add = |a: Vec<u64>, b: Vec<u64>| a.iter().zip(&b).map(|(a, b)| a + b).collect::<Vec<u64>>();
    let minutes = staff.par_iter().map(minutes_of).reduce(zero, add);
    let line = |((goal, below), minutes): ((&ItemId, BTreeSet<ItemId>), u64)| line(district, *goal, below, (&is_staff, minutes));
    goals.iter().zip(below).zip(minutes).map(line).collect()
}

fn line(district: &District, goal: ItemId, below: BTreeSet<ItemId>, (staff, minutes): (&BTreeSet<EducatorId>, u64)) -> Line {
    let of_staff = |item: &&ItemId| {
        let about = district.item(**item);
        about.kind == ItemKind::IndividualPlan && matches!(about.owner, Owner::Educator(one) if staff.contains(&one))
    };
    let mut goals: Vec<ItemId> = below.iter().filter(of_staff).copied().collect();
    goals.sort_unstable_by_key(|item| district.rank(*item));
    let owner = |item: &ItemId| if let Owner::Educator(one) = district.item(*item).owner { Some(one) } else { None };
    let people: BTreeSet<EducatorId> = goals.iter().filter_map(owner).collect();
    let team = |item: &ItemId| if let Owner::Team(team) = district.item(*item).owner { Some(team) } else { None };
    let has_staff = |team: &TeamId| district.members(*team).iter().any(|one| staff.contains(one));
    let teams: BTreeSet<TeamId> = below.iter().filter_map(team).filter(has_staff).collect();
    Line { goal, people: people.into_iter().collect(), teams: teams.into_iter().collect(), minutes, goals, below }
}

/// What leads to goals of the district: people with their plans are counted as a group, teams and hours as all staff may know
/// them, whoever has a plan.
pub(super) fn lines_of_groups(page: &Page<'_, '_>, goals: &[ItemId], everyone: &[EducatorId]) -> Vec<Line> {
    let shared = lines(page.known.report, goals, everyone);
    let with_plans = lines(page.known.groups, goals, everyone);
    shared.into_iter().zip(with_plans).map(|(shared, with)| Line { people: with.people, below: with.below, ..shared }).collect()
}

/// Of which lines the people may be counted out. A school's leader may see whose plans they are.
pub(super) fn counted_out(page: &Page<'_, '_>, lines: &[Line], staff: usize) -> Vec<bool> {
    if page.viewer() != Viewer::District {
        return vec![true; lines.len()];
    }
    let people: Vec<Vec<EducatorId>> = lines.iter().map(|line| line.people.clone()).collect();
    let leads = |(inner, line): (usize, &Line)| {
        let goal = line.goal;
        let outer = (0..lines.len()).filter(move |outer| lines[*outer].below.contains(&goal));
        outer.map(move |outer| (inner, outer)).collect::<Vec<_>>()
    };
    let within: Vec<(usize, usize)> = lines.iter().enumerate().flat_map(leads).collect();
    groups(&people, staff as u64, &within, page.known.least())
}

/// The lines as a chart with its table.
pub(super) fn chart(page: &Page<'_, '_>, lines: &[Line], staff: usize, caption: &str) -> Chart {
    let shown = counted_out(page, lines, staff);
    // Hours are such as all staff may know; of few people no sum is told all the same.
    let is_few = page.viewer() == Viewer::District && (staff as u64) < page.known.least();
    let row = |(line, shown): (&Line, &bool)| {
        let people = Cell::Share { part: line.people.len() as u64, whole: staff as u64 };
        vec![
            Cell::Text(named(page, line.goal)),
            if *shown { people } else { Cell::Suppressed },
            Cell::Count(line.teams.len() as u64),
            if is_few { Cell::Suppressed } else { Cell::Minutes(line.minutes) },
        ]
    };
    let told = lines.iter().zip(&shown).filter(|(line, shown)| **shown && !line.people.is_empty());
    let most = told.map(|(line, _)| line).max_by_key(|line| (line.people.len(), std::cmp::Reverse(line.goal)));
    let says = most.map_or_else(
        || match page.viewer() {
            Viewer::District => "Of no goal the number of people whose plans lead to it may be shown.".to_owned(),
            _ => "Nobody's plan leads to any of these goals.".to_owned(),
        },
        |line| {
            let goal = page.district().item_name(line.goal);
            format!("Most people have a plan that leads to {goal}: {} of {staff}.", line.people.len())
        },
    );
    Chart {
        kind: ChartKind::GoalsServed,
        says,
        table: Table {
            caption: caption.to_owned(),
            columns: columns(&[
                ("Goal", ColumnKind::Text),
                ("People with a plan linked", ColumnKind::Share),
                ("Teams", ColumnKind::Count),
                ("Hours", ColumnKind::Hours),
            ]),
            rows: lines.iter().zip(&shown).map(row).collect(),
            foot: Vec::new(),
        },
    }
}

/// A goal by its id and text.
pub(super) fn named(page: &Page<'_, '_>, goal: ItemId) -> Spans {
    titled(page.district(), goal, page.known.titles.get(&goal).map(String::as_str))
}

/// What leads to each goal, folded away: individual goals that may be named, and whose they are; the number of those that are
/// private; and teams.
pub(super) fn linked(page: &Page<'_, '_>, lines: &[Line]) -> Vec<Block> {
    let block = |line: &Line| {
        let folded = leads_to(page, line);
        let is_empty = folded.text.is_empty() && folded.items.is_empty();
        if is_empty { Block::Text(vec![said(&folded.title), text(".")]) } else { Block::Folded(folded) }
    };
    lines.iter().map(block).collect()
}

fn leads_to(page: &Page<'_, '_>, line: &Line) -> Folded {
    let district = page.district();
    let shown = |item: &&ItemId| page.sight.item(**item) == Shown::Whole;
    let whose =
        |item: &ItemId| if let Owner::Educator(one) = district.item(*item).owner { page.known.person(one) } else { Spans::new() };
    let goal = |item: &ItemId| [whose(item), vec![text(": ")], short(titled(district, *item, title(page, *item)))].concat();
    let items: Vec<Spans> = line.goals.iter().filter(shown).map(goal).collect();
    let private = line.goals.iter().filter(|item| page.sight.item(**item) == Shown::Outline).count();
    let teams: Vec<Spans> = line.teams.iter().map(|team| vec![page.known.team(*team)]).collect();
    let own = (!items.is_empty()).then(|| counted(items.len(), "individual goal"));
    let of_teams = (!teams.is_empty()).then(|| counted(teams.len(), "team"));
    let hidden = (private > 0).then(|| format!("{private} linked, private"));
    let parts: Vec<Spans> = [own, hidden, of_teams].into_iter().flatten().map(|part| vec![text(&part)]).collect();
    let says = if parts.is_empty() { vec![text("nothing leads to it")] } else { enumerated(parts) };
    let words: String = says.iter().map(super::words_of).collect();
    let name = title(page, line.goal).map_or(String::new(), |title| format!(" {}", shortened(title)));
    Folded {
        title: format!("{}{name}: {words}", district.item_name(line.goal)),
        text: if teams.is_empty() { Vec::new() } else { vec![which(teams)] },
        items,
    }
}

fn which(teams: Vec<Spans>) -> Spans {
    [vec![text("Teams: ")], enumerated(teams), vec![text(".")]].concat()
}

fn title<'p>(page: &'p Page<'_, '_>, item: ItemId) -> Option<&'p str> {
    page.known.titles.get(&item).map(String::as_str)
}

/// A record with the beginning of its text.
fn short(spans: Spans) -> Spans {
    let cut = |span| if let Span::Said(words) = span { said(&shortened(&words)) } else { span };
    spans.into_iter().map(cut).collect()
}
