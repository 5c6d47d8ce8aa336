//! Whom and what an id names: an educator, a team or a school; and what takes place or a finding is about. Apart, because
//! people, sessions and findings are all told by them.

use super::District;
use super::calendar::Slot;
use super::names::{Name, natural};
use super::obligation::ItemId;
use super::people::{EducatorId, SchoolId, TeamId};
use crate::source::Place;

/// Whom an id of an educator, a team or a school names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Party {
    /// An educator.
    Educator(EducatorId),
    /// A team.
    Team(TeamId),
    /// A school.
    School(SchoolId),
}

impl Party {
    /// The educator, if it is one.
    pub fn educator(self) -> Option<EducatorId> {
        if let Self::Educator(educator) = self { Some(educator) } else { None }
    }

    /// The school, if it is one.
    pub fn school(self) -> Option<SchoolId> {
        if let Self::School(school) = self { Some(school) } else { None }
    }

    /// What it is, in plain words.
    pub fn plain(self) -> &'static str {
        match self {
            Self::Educator(_) => "an educator",
            Self::Team(_) => "a team",
            Self::School(_) => "a school",
        }
    }
}

impl District {
    /// Whether an id names something of the district, or a record that was left out of it. O(log records).
    pub fn knows(&self, id: &str) -> bool {
        let named = |name: Name| {
            self.party(name).is_some()
                || self.focuses.find(name).is_some()
                // One that is made from the id of somebody who is not there may hold a name.
                || self.left_out.contains(&name) && id.split_once('/').is_none_or(|(who, _)| self.knows(who))
                || self.index.providers.contains(&name)
                || self.index.initiatives.contains_key(&name)
        };
        self.id == id || self.find_item(id).is_some() || self.names.find(id).is_some_and(named)
    }

    /// The school whose initiative an id names, if it names one. O(log initiatives).
    pub fn school_of_initiative(&self, id: &str) -> Option<SchoolId> {
        self.index.initiatives.get(&self.names.find(id)?).copied()
    }
}

/// What takes place or what a finding is about: an obligation or activity, a team with its meetings, a school.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// An obligation or activity.
    Item(ItemId),
    /// A team.
    Team(TeamId),
    /// A school.
    School(SchoolId),
}

impl Subject {
    /// Whether it is an obligation or activity.
    pub fn is_item(self) -> bool {
        matches!(self, Self::Item(_))
    }

    /// Its id, as written.
    pub fn name(self, district: &District) -> &str {
        district.names.get(match self {
            Self::Item(item) => district.item(item).name,
            Self::Team(team) => district.team(team).name,
            Self::School(school) => district.school(school).name,
        })
    }

    /// Where its record begins.
    pub fn place(self, district: &District) -> Place {
        match self {
            Self::Item(item) => district.item(item).place,
            Self::Team(team) => district.team(team).place,
            Self::School(school) => district.school(school).place,
        }
    }

    /// Its slots, and the field in which they stand.
    pub fn slots(self, district: &District) -> (&'static str, &[Slot]) {
        match self {
            Self::Item(item) => ("sessions", district.sessions(item)),
            Self::Team(team) => ("meetings", district.meetings(team)),
            Self::School(_) => ("", &[]),
        }
    }

    /// The school in which it takes place, where its record says so.
    pub fn site(self, district: &District) -> Option<SchoolId> {
        match self {
            Self::Item(item) => district.site(item),
            Self::Team(team) => district.team(team).school,
            Self::School(school) => Some(school),
        }
    }

    /// Two of them by their ids in natural order.
    pub fn in_order(self, other: Self, district: &District) -> [Self; 2] {
        if natural(self.name(district), other.name(district)).is_le() { [self, other] } else { [other, self] }
    }
}
