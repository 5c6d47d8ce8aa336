//! What of a district is told. Comes in: ids of educators, schools and teams. Goes out: the educators and findings that
//! belong to them. Everything is analysed all the same.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::{Analysis, is_grave};
use crate::finding::Finding;
use crate::model::names::natural;
use crate::model::obligation::Owner;
use crate::model::people::{EducatorId, SchoolId};
use crate::model::{District, Party};

/// What of a district is to be told.
#[derive(Debug, Default)]
pub struct Selection {
    /// Whether everything is.
    pub all: bool,
    /// The educators, by number.
    pub educators: BTreeSet<u32>,
    /// Ids of the schools and teams that were asked for.
    pub parties: BTreeSet<String>,
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
    let hint = district.names.nearest(id, same_kind).map(|near| format!("; did you mean “{near}”?")).unwrap_or_default();
    format!("there is no {what} “{id}”{hint}")
}

impl Selection {
    /// Educators, schools and teams by id; nothing asked for means all. `Err` names an id that is none of them.
    pub fn of(district: &District, educators: &[String], schools: &[String], teams: &[String]) -> Result<Self, String> {
        let mut selection = Self { all: educators.is_empty() && schools.is_empty() && teams.is_empty(), ..Self::default() };
        for (ids, what) in [(educators, "educator"), (schools, "school"), (teams, "team")] {
            for id in ids {
                let people = match (what, district.find_party(id)) {
                    ("educator", Some(Party::Educator(educator))) => vec![educator.0],
                    ("school", Some(Party::School(school))) => district.staff(school).iter().map(|one| one.0).collect(),
                    ("team", Some(Party::Team(team))) => district.members(team).iter().map(|one| one.0).collect(),
                    (_, other) => return Err(no_such(district, what, id, other)),
                };
                selection.educators.extend(people);
                if what != "educator" {
                    selection.parties.insert(id.clone());
                }
            }
        }
        Ok(selection)
    }

    /// Whether an educator is told of.
    pub fn has(&self, educator: u32) -> bool {
        self.all || self.educators.contains(&educator)
    }
}

impl Analysis {
    /// Keeps the findings of a selection: those that concern one of its people, or name one of its schools or teams.
    /// A fault of the input that concerns nobody is kept, since nobody knows whom it hides.
    pub fn select(&mut self, district: &District, selection: &Selection) {
        if selection.all {
            return;
        }
        let belongs = |finding: &Finding, people: &[u32]| {
            let named = finding.items.iter().any(|item| {
                selection.parties.contains(item)
                    || owner_school(district, item).is_some_and(|school| selection.parties.contains(school))
            });
            named || people.iter().any(|one| selection.educators.contains(one)) || is_grave(finding.kind)
        };
        let keep: Vec<bool> = self.findings.iter().zip(&self.people).map(|(finding, people)| belongs(finding, people)).collect();
        let mut kept = keep.iter();
        self.findings.retain(|_| *kept.next().unwrap_or(&false));
        let mut kept = keep.iter();
        self.people.retain(|_| *kept.next().unwrap_or(&false));
    }
}

/// The school that an item belongs to by its owner.
fn owner_school<'d>(district: &'d District, id: &str) -> Option<&'d str> {
    let item = district.item(district.find_item(id)?);
    let school: Option<SchoolId> = match item.owner {
        Owner::School(school) => Some(school),
        Owner::Team(team) => district.team(team).school,
        _ => None,
    };
    school.map(|school| district.school_name(school))
}

/// Educators of a selection in natural order of their ids.
pub fn in_order(district: &District, selection: &Selection) -> Vec<EducatorId> {
    let mut educators: Vec<EducatorId> = district.educator_ids().filter(|one| selection.has(one.0)).collect();
    educators.par_sort_unstable_by(|a, b| natural(district.educator_name(*a), district.educator_name(*b)));
    educators
}
