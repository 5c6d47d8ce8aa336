//! What of a district is told. Comes in: ids of educators, schools and teams. Goes out: the educators and findings that
//! belong to them. Everything is analysed all the same.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::rule::Rule;
use super::rules::{OF_INITIATIVES, OF_PARTIES, OF_SESSIONS};
use super::{Analysis, Named, concerned, is_fault, named_by};
use crate::finding::{Finding, People};
use crate::load::changes_exit;
use crate::model::hers::people_of;
use crate::model::names::natural;
use crate::model::obligation::{ItemId, Owner};
use crate::model::people::{EducatorId, TeamId};
use crate::model::{District, Party};

/// What of a district is to be told.
#[derive(Debug, Default)]
pub struct Selection {
    /// Whether everything is.
    pub all: bool,
    /// The educators, by number.
    pub educators: BTreeSet<u32>,
    /// The schools and teams that were asked for.
    pub parties: BTreeSet<Party>,
}

/// Why an id cannot be selected: it is something else, or nothing.
fn no_such(district: &District, what: &str, id: &str, other: Option<Party>) -> String {
    if let Some(other) = other {
        return format!(
            "“{id}” is {}, not {}",
            other.plain(),
            if what == "educator" { "an educator".to_owned() } else { format!("a {what}") }
        );
    }
    let same_kind = |name| district.party(name).is_some_and(|party| party.plain().ends_with(what));
    let hint = match district.names.nearest(id, same_kind) {
        Some(near) => format!("; did you mean “{near}”?"),
        None => format!("; {what}s are named by their ids, as the list `{what}s` has them"),
    };
    format!("there is no {what} “{id}”{hint}")
}

/// What was asked for, each id with what it should be.
fn asked<'i>(
    educators: &'i [String],
    schools: &'i [String],
    teams: &'i [String],
) -> impl Iterator<Item = (&'static str, &'i String)> {
    let of = [("educator", educators), ("school", schools), ("team", teams)];
    of.into_iter().flat_map(|(what, ids)| ids.iter().map(move |id| (what, id)))
}

impl Selection {
    /// Educators, schools and teams by id; nothing asked for means all. `Err` names an id that is none of them.
    pub fn of(district: &District, educators: &[String], schools: &[String], teams: &[String]) -> Result<Self, String> {
        let mut selection = Self { all: educators.is_empty() && schools.is_empty() && teams.is_empty(), ..Self::default() };
        for (what, id) in asked(educators, schools, teams) {
            selection.add(district, what, id)?;
        }
        Ok(selection)
    }

    /// The same in two versions of a district, in one of which an id may not be there. `Err` names one that neither has.
    pub fn of_both(
        (base, head): (&District, &District),
        educators: &[String],
        schools: &[String],
        teams: &[String],
    ) -> Result<(Self, Self), String> {
        let all = educators.is_empty() && schools.is_empty() && teams.is_empty();
        let mut both = (Self { all, ..Self::default() }, Self { all, ..Self::default() });
        for (what, id) in asked(educators, schools, teams) {
            let before = both.0.add(base, what, id);
            both.1.add(head, what, id).or_else(|why| before.map_err(|_| why))?;
        }
        Ok(both)
    }

    fn add(&mut self, district: &District, what: &str, id: &str) -> Result<(), String> {
        let found = district.find_party(id);
        let people = match (what, found) {
            ("educator", Some(Party::Educator(educator))) => vec![educator.0],
            ("school", Some(Party::School(school))) => district.staff(school).iter().map(|one| one.0).collect(),
            ("team", Some(Party::Team(team))) => district.members(team).iter().map(|one| one.0).collect(),
            (_, other) => return Err(no_such(district, what, id, other)),
        };
        self.educators.extend(people);
        self.parties.extend(found.filter(|_| what != "educator"));
        Ok(())
    }

    /// Whether an item is told of: it is an obligation of one of its people, or belongs to one of its schools or teams.
    pub fn has_item(&self, district: &District, item: ItemId) -> bool {
        let is_theirs = || match district.item(item).owner {
            Owner::Educator(educator) => self.has(educator.0),
            Owner::Team(team) => self.parties.contains(&Party::Team(team)),
            Owner::School(school) => self.parties.contains(&Party::School(school)),
            Owner::District => false,
        };
        self.all || is_theirs() || people_of(district, item).iter().any(|one| self.has(*one))
    }

    /// Whether an educator is told of.
    pub fn has(&self, educator: u32) -> bool {
        self.all || self.educators.contains(&educator)
    }

    /// Whether an educator, school or team is told of.
    fn holds(&self, owner: Party) -> bool {
        match owner {
            Party::Educator(educator) => self.has(educator.0),
            owner => self.parties.contains(&owner),
        }
    }
}

impl Analysis {
    /// Keeps the findings of a selection, also among those that are only counted: those that concern one of its people, or
    /// belong to one of its schools or teams. A fault of the input that belongs to nobody known is kept, since nobody knows
    /// whom it hides. What is hidden is not kept: that there is something of a person would tell of her.
    pub fn select(&mut self, district: &District, selection: &Selection) {
        if selection.all {
            return;
        }
        let belongs = |finding: &Finding, people: &[u32]| {
            let owners = owners(district, finding);
            let is_everybodys = || is_fault(finding.kind) && people.is_empty() && owners.is_empty();
            people.iter().any(|one| selection.educators.contains(one))
                || owners.iter().any(|owner| selection.holds(*owner))
                || is_everybodys()
                || changes_exit(finding.kind)
        };
        let keep: Vec<bool> = self.findings.iter().zip(&self.people).map(|(finding, people)| belongs(finding, people)).collect();
        let mut kept = keep.iter();
        self.findings.retain(|_| *kept.next().unwrap_or(&false));
        let mut kept = keep.iter();
        self.people.retain(|_| *kept.next().unwrap_or(&false));
        let known = self.known.as_mut().map(|known| &mut known.findings);
        for counted in [&mut self.decided].into_iter().chain(known) {
            counted.retain(|finding| belongs(finding, &concerned(district, finding)));
        }
        self.is_of_some = true;
        let known = self.known.as_mut().map(|known| &mut known.hidden);
        for hidden in [&mut self.hidden].into_iter().chain(known) {
            hidden.retain(|finding| changes_exit(finding.kind));
        }
    }
}

/// Whose a finding is, besides the people it concerns: the owners of its items and the schools of these, also of goals
/// that are nobody's obligation because they are paused.
fn owners(district: &District, finding: &Finding) -> Vec<Party> {
    let is = |rule: &Rule| rule.kind == *finding.kind;
    let school_of_team = |team: TeamId| district.team(team).school.map(Party::School);
    if OF_PARTIES.iter().any(|rule| is(rule)) {
        let Some(party) = finding.items.first().and_then(|id| district.find_party(id)) else { return Vec::new() };
        let school = if let Party::Team(team) = party { school_of_team(team) } else { None };
        return std::iter::once(party).chain(school).collect();
    }
    if OF_INITIATIVES.iter().any(|rule| is(rule)) {
        let schools = finding.items.iter().filter_map(|id| district.school_of_initiative(id));
        let named = finding.items.iter().filter_map(|id| district.find_party(id)?.school());
        return schools.chain(named).map(Party::School).collect();
    }
    if is(OF_SESSIONS) {
        let teams = finding.items.iter().filter_map(|id| district.find_party(id));
        let of = |party| [Some(party), if let Party::Team(team) = party { school_of_team(team) } else { None }];
        return teams.flat_map(of).flatten().chain(sites(district, finding)).collect();
    }
    if finding.people != People::OfItems {
        return sites(district, finding).collect();
    }
    let of = |named| match named {
        Named::Party(Party::Team(team)) => [Some(Party::Team(team)), school_of_team(team)],
        Named::Party(party) => [Some(party), None],
        Named::Item(item) => match district.item(item).owner {
            Owner::Educator(educator) => [Some(Party::Educator(educator)), None],
            Owner::Team(team) => [Some(Party::Team(team)), school_of_team(team)],
            Owner::School(school) => [Some(Party::School(school)), None],
            Owner::District => [None, None],
        },
    };
    named_by(district, finding).flat_map(of).flatten().collect()
}

/// The schools in which activities of a finding take place.
fn sites(district: &District, finding: &Finding) -> impl Iterator<Item = Party> {
    let items = finding.items.iter().filter(|_| !is_fault(finding.kind)).filter_map(|id| district.find_item(id));
    items.filter_map(|item| district.site(item)).map(Party::School)
}

/// Educators of a selection in natural order of their ids.
pub fn in_order(district: &District, selection: &Selection) -> Vec<EducatorId> {
    let mut educators: Vec<EducatorId> = district.educator_ids().filter(|one| selection.has(one.0)).collect();
    educators.par_sort_unstable_by(|a, b| natural(district.educator_name(*a), district.educator_name(*b)));
    educators
}
