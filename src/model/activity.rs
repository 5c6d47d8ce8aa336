//! What is particular to an activity.

use jiff::civil::Date;

use super::names::Name;
use super::people::{EducatorId, SchoolId, TeamId};

/// Of whom an activity is required.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Audience {
    /// Everybody.
    All,
    /// One educator.
    Educator(EducatorId),
    /// Members and facilitator of a team.
    Team(TeamId),
    /// Everyone who works in a school.
    School(SchoolId),
    /// Everyone of a role.
    Role(Name),
}

/// The form of an activity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the word of that name in the contract")]
pub enum Design {
    Workshop,
    Course,
    Coaching,
    Plc,
    Seminar,
    Network,
    SelfStudy,
    Micro,
}

impl Design {
    /// The designs in the order of their words in the list table.
    pub const ALL: [Self; 8] =
        [Self::Workshop, Self::Course, Self::Coaching, Self::Plc, Self::Seminar, Self::Network, Self::SelfStudy, Self::Micro];
}

/// What an activity adds to learning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the word of that name in the contract")]
pub enum Component {
    Knowledge,
    Skill,
    Practice,
    Feedback,
}

impl Component {
    /// The components in the order of their words in the list table.
    pub const ALL: [Self; 4] = [Self::Knowledge, Self::Skill, Self::Practice, Self::Feedback];
}

/// The particulars of an activity.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a field of the contract")]
pub struct Activity {
    /// `kind: duty`: asked for, but not for learning.
    pub duty: bool,
    /// Whether it lies in the hours of the contract; true where nothing is said.
    pub in_contract: bool,
    /// Whether time is given for it.
    pub released: bool,
    /// Whether its feedback counts in an evaluation.
    pub evaluative: bool,
    /// Whether Title II-A pays for it.
    pub title_ii_a: bool,
    /// Its form.
    pub design: Option<Design>,
    /// What it adds.
    pub component: Option<Component>,
    /// Minutes of all its sessions, else of its `hours`; of a series there are none in the district's breaks.
    pub minutes: u64,
    /// The day of its last session, else the day it is due.
    pub end: Option<Date>,
}

impl Default for Activity {
    fn default() -> Self {
        Self {
            duty: false,
            in_contract: true,
            released: false,
            evaluative: false,
            title_ii_a: false,
            design: None,
            component: None,
            minutes: 0,
            end: None,
        }
    }
}

impl Activity {
    /// Whether its time is taken out of the learning time of the contract (contract §6).
    pub fn takes_capacity(&self) -> bool {
        self.in_contract && !self.released
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::lists::{COMPONENTS, DESIGNS};

    /// `SelfStudy` → `self-study`.
    fn kebab(name: &str) -> String {
        let dashed =
            |(at, letter): (usize, char)| if at > 0 && letter.is_uppercase() { format!("-{letter}") } else { letter.to_string() };
        name.char_indices().map(dashed).collect::<String>().to_lowercase()
    }

    #[test]
    fn designs_and_components_stand_in_the_order_of_their_words() {
        assert_eq!(Design::ALL.map(|design| kebab(&format!("{design:?}"))), DESIGNS);
        assert_eq!(Component::ALL.map(|component| kebab(&format!("{component:?}"))), COMPONENTS);
    }
}
