//! Who in the building could help those a coach coaches. Comes in: the people she coaches, and what everybody offers. Goes out:
//! a table of their open needs and the colleagues who offer just that. It is made from goals that are shared with her; what
//! people offer all staff may know.

use std::collections::{BTreeMap, BTreeSet};

use super::educator_time::columns;
use super::{Page, enumerated, paragraph, section, text};
use crate::analysis::expertise::{Need, Offer};
use crate::load::lists::List;
use crate::load::values::duration;
use crate::model::focus::FocusId;
use crate::model::hers::Hers;
use crate::model::names::natural;
use crate::model::people::{EducatorId, TeamId};
use crate::report::audience::Shown;
use crate::report::document::{Block, Cell, ColumnKind, Section, Spans, Table};

/// The section.
pub(super) fn in_the_building(page: &Page<'_, '_>, coached: &[EducatorId]) -> Section {
    let district = page.district();
    let is_there = |list| district.lists.contains(&list);
    let block = if !is_there(List::Expertise) || !is_there(List::Activities) {
        paragraph("There is no list of what people offer to colleagues, or none of activities.")
    } else {
        let needs = needs(page, coached);
        if needs.is_empty() {
            paragraph("Every focus of a goal that is shared with you is met by an activity.")
        } else {
            Block::Table(table(page, needs))
        }
    };
    section("expertise", "Expertise in the building for open needs", vec![block])
}

/// What those she coaches work on and no activity of theirs is about, as far as they share the goal with her.
fn needs(page: &Page<'_, '_>, coached: &[EducatorId]) -> BTreeMap<FocusId, Vec<Need>> {
    let district = page.district();
    let mut by_focus: BTreeMap<FocusId, Vec<Need>> = BTreeMap::new();
    for one in coached {
        let needs = page.known.index.offers.needs_of(district, *one, &Hers::of(district, *one));
        for need in needs.into_iter().filter(|need| page.sight.item(need.goal) == Shown::Whole) {
            by_focus.entry(need.focus).or_default().push(need);
        }
    }
    by_focus
}

fn table(page: &Page<'_, '_>, needs: BTreeMap<FocusId, Vec<Need>>) -> Table {
    let district = page.district();
    let name = |focus: FocusId| district.names.get(district.focuses.name(focus));
    let mut needs: Vec<(FocusId, Vec<Need>)> = needs.into_iter().collect();
    needs.sort_by(|a, b| b.1.len().cmp(&a.1.len()).then_with(|| natural(name(a.0), name(b.0))));
    let row = |(focus, needs): &(FocusId, Vec<Need>)| {
        vec![
            Cell::Text(page.focus(*focus)),
            Cell::Text(enumerated(needs.iter().map(|need| page.known.person(need.educator)).collect())),
            Cell::Text(helpers(page, *focus, needs)),
        ]
    };
    Table {
        caption: "What nothing is planned for, and who offers it".to_owned(),
        columns: columns(&[("Focus", ColumnKind::Text), ("For whom", ColumnKind::Text), ("Who could help", ColumnKind::Text)]),
        rows: needs.iter().map(row).collect(),
        foot: Vec::new(),
    }
}

/// Colleagues of any of these people, with the time they have, else networks that work on it.
fn helpers(page: &Page<'_, '_>, focus: FocusId, needs: &[Need]) -> Spans {
    let district = page.district();
    let offers: Vec<&Offer> =
        needs.iter().flat_map(|need| page.known.index.offers.of_colleagues(district, need.educator, focus)).collect();
    let mut seen = BTreeSet::new();
    let offers = offers.into_iter().filter(|offer| seen.insert((offer.educator, offer.focus)));
    let offer = |offer: &Offer| {
        let time =
            offer.minutes.map_or_else(|| " (no limit said)".to_owned(), |minutes| format!(" ({})", duration(u64::from(minutes))));
        page.known.person(offer.educator).into_iter().chain([text(&time)]).collect()
    };
    let colleagues: Vec<Spans> = offers.map(offer).collect();
    if !colleagues.is_empty() {
        return enumerated(colleagues);
    }
    let networks: Vec<Spans> = networks(page, focus).map(|team| vec![page.known.team(team)]).collect();
    if networks.is_empty() {
        return vec![text("none here")];
    }
    [vec![text("none here; of the networks: ")], enumerated(networks)].concat()
}

/// The networks with a goal on a focus or near it.
fn networks<'p>(page: &'p Page<'_, '_>, focus: FocusId) -> impl Iterator<Item = TeamId> + 'p {
    let district = page.district();
    let is_about = move |team: &TeamId| {
        let goals = district.goals_of_team(*team).iter();
        district.team(*team).is_network && goals.into_iter().any(|goal| district.focuses.meet(district.focus(*goal), &[focus]))
    };
    (0..district.teams.len() as u32).map(TeamId).filter(is_about)
}
