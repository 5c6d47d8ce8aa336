//! What is particular to an activity.

use jiff::civil::Date;

use super::District;
use super::calendar::{Day, Slot};
use super::names::Name;
use super::obligation::{ItemId, ItemKind};
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

    /// Whether it is feedback or coaching that does not count in an evaluation.
    pub fn is_support(&self) -> bool {
        !self.evaluative && (self.component == Some(Component::Feedback) || self.design == Some(Design::Coaching))
    }
}

impl District {
    /// The sessions of an activity.
    pub fn sessions(&self, id: ItemId) -> &[Slot] {
        self.links.slots.of(id)
    }

    /// The tags of an activity.
    pub fn tags(&self, id: ItemId) -> &[Name] {
        self.links.tags.of(id)
    }

    /// The activities in which an educator coaches, each behind her.
    pub fn coached_by(&self, coach: EducatorId) -> &[(EducatorId, ItemId)] {
        let first = self.links.coached.partition_point(|(other, _)| *other < coach);
        let count = self.links.coached[first..].partition_point(|(other, _)| *other == coach);
        &self.links.coached[first..first + count]
    }

    /// The school in which an activity takes place, where its record says so.
    pub fn site(&self, id: ItemId) -> Option<SchoolId> {
        let at = self.links.sites.binary_search_by_key(&id, |(item, _)| *item).ok()?;
        Some(self.links.sites[at].1)
    }

    /// Who provides an activity.
    pub fn provider_of(&self, id: ItemId) -> Option<Name> {
        let at = self.links.providers.binary_search_by_key(&id, |(item, _)| *item).ok()?;
        Some(self.links.providers[at].1)
    }

    /// Whether an activity names this one in `follow_up_of`.
    pub fn is_followed_up(&self, id: ItemId) -> bool {
        self.links.followed.contains(&id)
    }

    /// Of whom an activity is required.
    pub fn audience(&self, id: ItemId) -> &[Audience] {
        self.links.audience.of(id)
    }

    /// The activity behind an item, if it is one.
    pub fn activity(&self, id: ItemId) -> Option<&Activity> {
        let item = self.item(id);
        (item.kind == ItemKind::Activity).then(|| &self.activities[item.detail as usize])
    }

    /// Minutes and end of every activity, outside the district's breaks.
    pub(super) fn time_activities(&mut self) {
        let breaks = self.calendar.breaks();
        for (item, id) in self.items.iter().zip((0..).map(ItemId)).filter(|(item, _)| item.kind == ItemKind::Activity) {
            let activity = &mut self.activities[item.detail as usize];
            let sessions = self.links.slots.of(id);
            if sessions.is_empty() {
                (activity.minutes, activity.end) = (u64::from(item.minutes.unwrap_or(0)), item.due);
            } else {
                activity.minutes = sessions.iter().map(|slot| slot.total(breaks)).sum();
                activity.end = sessions.iter().filter_map(|slot| slot.days(breaks).last()).max().map(Day::date);
            }
        }
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
