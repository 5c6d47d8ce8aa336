//! Educators, teams, schools and initiatives, as the rest asks for them.

use jiff::civil::Date;

use super::names::Name;
use super::rows::Key;
use crate::load::values::SCALE;
use crate::source::Place;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),*) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
            pub struct $name(pub u32);

            impl Key for $name {
                fn row(self) -> usize {
                    self.0 as usize
                }
            }
        )*
    };
}

ids! {
    /// An educator, by her number.
    EducatorId,
    /// A team, by its number.
    TeamId,
    /// A school, by its number.
    SchoolId,
    /// An initiative, by its number.
    InitiativeId
}

/// An educator.
#[derive(Clone, Debug)]
pub struct Educator {
    /// Her id.
    pub name: Name,
    /// Where her record begins; where she has none, where she is first named.
    pub place: Place,
    /// Her name, shown only where names are asked for.
    pub full_name: Option<Name>,
    /// Her role, one word.
    pub role: Option<Name>,
    /// Full-time equivalent in ten-thousandths.
    pub fte: i64,
    /// Who evaluates her.
    pub evaluator: Option<Name>,
    /// Who coaches her.
    pub coach: Option<Name>,
    /// Whole years of teaching, as far as they fit; `None` where nothing is said.
    pub years: Option<u8>,
}

impl Educator {
    /// An educator of whom nothing else is known.
    pub(super) fn new(name: Name, place: Place) -> Self {
        Self { name, place, full_name: None, role: None, fte: SCALE, evaluator: None, coach: None, years: None }
    }
}

/// A team.
#[derive(Clone, Debug)]
pub struct Team {
    /// Its id.
    pub name: Name,
    /// Where its record begins, or where it is first named.
    pub place: Place,
    /// Whether it reaches beyond one school.
    pub is_network: bool,
    /// Who leads its meetings.
    pub facilitator: Option<EducatorId>,
    /// Whether whoever leads them has been trained to; `None` where nothing is said.
    pub trained: Option<bool>,
    /// Whether its meetings lie in the hours of the contract; true where nothing is said.
    pub in_contract: bool,
    /// Its school.
    pub school: Option<SchoolId>,
}

/// A coach and the time there is for coaching.
#[derive(Clone, Copy, Debug)]
pub struct Coach {
    /// Who.
    pub educator: EducatorId,
    /// Where the record begins.
    pub place: Place,
    /// Minutes of coaching in a calendar week.
    pub minutes: u32,
}

/// A school.
#[derive(Clone, Debug)]
pub struct School {
    /// Its id.
    pub name: Name,
    /// Where its record begins, or where it is first named.
    pub place: Place,
    /// Share of its students in poverty, in ten-thousandths; `None` where nothing is said.
    pub need: Option<i64>,
}

/// An initiative of a school.
#[derive(Clone, Debug)]
pub struct Initiative {
    /// Its id.
    pub name: Name,
    /// Where its record begins.
    pub place: Place,
    /// The school it runs in.
    pub school: SchoolId,
    /// First day.
    pub start: Option<Date>,
    /// Last day.
    pub end: Option<Date>,
}

impl Initiative {
    /// Whether its period and another's share a day.
    pub fn overlaps(&self, other: &Self) -> bool {
        let before = |a: &Self, b: &Self| a.end.zip(b.start).is_some_and(|(end, start)| end < start);
        !before(self, other) && !before(other, self)
    }
}
