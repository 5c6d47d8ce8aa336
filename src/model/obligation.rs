//! Obligations of every kind, in one table with the activities, because all share one namespace of ids and link to
//! each other. Comes in: goal, finding and requirement records. Goes out: [`Item`]s.

use jiff::civil::Date;

use super::calendar::Day;
use super::names::Name;
use super::people::{EducatorId, SchoolId, TeamId};
use super::rows::Key;
use crate::load::lists::{Field, List};
use crate::source::Place;

/// An obligation or activity, by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ItemId(pub u32);

impl Key for ItemId {
    fn row(self) -> usize {
        self.0 as usize
    }
}

/// What an item is. The words are those of the JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ItemKind {
    /// A goal of an individual learning plan.
    IndividualPlan,
    /// A goal of a team.
    PlcGoal,
    /// A goal of a school.
    SchoolGoal,
    /// A goal of the district.
    DistrictGoal,
    /// A finding of an evaluation.
    Finding,
    /// A licence requirement, or one of its rules.
    Requirement,
    /// An activity.
    Activity,
}

impl ItemKind {
    /// Every kind, in the order of their lists.
    pub const ALL: [Self; 7] = [
        Self::IndividualPlan,
        Self::PlcGoal,
        Self::SchoolGoal,
        Self::DistrictGoal,
        Self::Finding,
        Self::Requirement,
        Self::Activity,
    ];

    /// The list that holds its records.
    pub fn list(self) -> List {
        match self {
            Self::IndividualPlan => List::IndividualPlans,
            Self::PlcGoal => List::PlcGoals,
            Self::SchoolGoal => List::SchoolImprovementGoals,
            Self::DistrictGoal => List::DistrictGoals,
            Self::Finding => List::EvaluationFindings,
            Self::Requirement => List::RelicensureRequirements,
            Self::Activity => List::Activities,
        }
    }

    /// The field in which its records say what they are in words of their own; a licence requirement has none.
    pub fn says(self) -> Option<Field> {
        match self {
            Self::Activity => Some(Field::Title),
            Self::Requirement => None,
            Self::IndividualPlan | Self::PlcGoal | Self::SchoolGoal | Self::DistrictGoal | Self::Finding => Some(Field::Text),
        }
    }

    /// The word in output.
    pub fn word(self) -> &'static str {
        match self {
            Self::IndividualPlan => "individual_plan",
            Self::PlcGoal => "plc_goal",
            Self::SchoolGoal => "school_improvement_goal",
            Self::DistrictGoal => "district_goal",
            Self::Finding => "evaluation_finding",
            Self::Requirement => "relicensure_requirement",
            Self::Activity => "activity",
        }
    }

    /// In plain words, for people.
    pub fn plain(self) -> &'static str {
        match self {
            Self::IndividualPlan => "individual goal",
            Self::PlcGoal => "team goal",
            Self::SchoolGoal => "school goal",
            Self::DistrictGoal => "district goal",
            Self::Finding => "evaluation finding",
            Self::Requirement => "license requirement",
            Self::Activity => "activity",
        }
    }

    /// Whether it is a goal of anybody.
    pub fn is_goal(self) -> bool {
        matches!(self, Self::IndividualPlan | Self::PlcGoal | Self::SchoolGoal | Self::DistrictGoal)
    }

    /// Whether it is a goal of one educator or of a team.
    pub fn is_near_goal(self) -> bool {
        matches!(self, Self::IndividualPlan | Self::PlcGoal)
    }

    /// Whether everyone of a school or the district has it.
    pub fn is_ambient(self) -> bool {
        matches!(self, Self::SchoolGoal | Self::DistrictGoal)
    }
}

/// What a goal is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Purpose {
    /// Growth of one educator.
    Growth,
    /// Work of a team.
    Team,
    /// Putting a programme into practice.
    Implementation,
    /// Meeting a rule.
    Compliance,
}

impl Purpose {
    /// The purposes in the order of their words in the list table.
    pub const ALL: [Self; 4] = [Self::Growth, Self::Team, Self::Implementation, Self::Compliance];
}

/// Whose an item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// One educator.
    Educator(EducatorId),
    /// A team.
    Team(TeamId),
    /// A school.
    School(SchoolId),
    /// The district; activities too.
    District,
}

/// An obligation or activity.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a field of the contract")]
pub struct Item {
    /// Its id.
    pub name: Name,
    /// Where its record begins.
    pub place: Place,
    /// What it is.
    pub kind: ItemKind,
    /// Whose it is.
    pub owner: Owner,
    /// `status` absent or active.
    pub active: bool,
    /// Deliberately unaligned.
    pub free: bool,
    /// `private: true`, or part of a corrective plan: nobody else's business.
    pub private: bool,
    /// Part of a corrective plan.
    pub corrective: bool,
    /// Deliberately the same as last year.
    pub continued: bool,
    /// What it is for, where its record says so.
    pub purpose: Option<Purpose>,
    /// Fields that are blank and should not be.
    pub blank: Blank,
    /// First day.
    pub start: Option<Date>,
    /// Last day; of a requirement, the day it expires.
    pub due: Option<Date>,
    /// Its own `hours`, in minutes.
    pub minutes: Option<u32>,
    /// Of an activity, its number among activities; of a requirement, its number among requirements; of a rule, the number of
    /// its requirement's item, marked with [`RULE`]; of an evaluation finding, its day as [`observed`] has it.
    pub(super) detail: u32,
}

/// Which of the fields that `blank-plan-field` asks for a record leaves blank.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Blank {
    /// No `text`.
    pub text: bool,
    /// No `due`.
    pub due: bool,
    /// No `why`.
    pub why: bool,
}

impl Item {
    /// An active item of the district that says nothing yet.
    pub(super) fn blank(name: Name, place: Place, kind: ItemKind) -> Self {
        Self {
            name,
            place,
            kind,
            owner: Owner::District,
            active: true,
            free: false,
            private: false,
            corrective: false,
            continued: false,
            purpose: None,
            blank: Blank::default(),
            start: None,
            due: None,
            minutes: None,
            detail: 0,
        }
    }

    /// First and last day on which it may be done: its own, and those of the year for what it does not say. `None` where
    /// neither says one.
    pub fn period(&self, year: Option<(Day, Day)>) -> Option<(Day, Day)> {
        let start = self.start.map(Day::of).or(year.map(|(start, _)| start))?;
        let due = self.due.map(Day::of).or(year.map(|(_, end)| end))?;
        Some((start, due))
    }

    /// The day of an evaluation finding.
    pub fn observed(&self) -> Option<Day> {
        let is_dated = self.kind == ItemKind::Finding && self.detail != 0;
        is_dated.then(|| Day(i64::from(self.detail).saturating_sub(DAYS_BEFORE) as i32))
    }

    /// What it is for: as its record says, else by its list.
    pub fn purpose(&self) -> Option<Purpose> {
        self.purpose.or(match self.kind {
            ItemKind::IndividualPlan => Some(Purpose::Growth),
            ItemKind::PlcGoal => Some(Purpose::Team),
            ItemKind::SchoolGoal | ItemKind::DistrictGoal => Some(Purpose::Implementation),
            _ => None,
        })
    }

    /// Whether a link to it carries anything on: only active goals do.
    pub fn carries(&self) -> bool {
        self.kind.is_goal() && self.active
    }

    /// The requirement that a rule belongs to; of a requirement without rules itself.
    pub fn requirement(&self, own: ItemId) -> ItemId {
        if self.is_rule() { ItemId(self.detail & !RULE) } else { own }
    }

    /// Moves the number of an activity when this item is put behind others.
    pub(super) fn shift(&mut self, activities: u32) {
        if self.kind == ItemKind::Activity {
            self.detail += activities;
        }
    }

    /// Whether it is a rule of a requirement.
    pub fn is_rule(&self) -> bool {
        self.kind == ItemKind::Requirement && self.detail & RULE != 0
    }
}

/// Marks `detail` of a rule: the rest is the number of its requirement.
pub(super) const RULE: u32 = 1 << 31;

/// Added to days, so that the first of the calendar, in the year -9999, is above 0, which is no day.
const DAYS_BEFORE: i64 = 5_000_000;

/// A day as `detail` has it.
pub(super) fn observed(day: Date) -> u32 {
    u32::try_from(i64::from(Day::of(day).0) + DAYS_BEFORE).unwrap_or(0)
}

/// The target of a goal: a range of a metric for a group by a day. Numbers in ten-thousandths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Target {
    /// What is measured.
    pub metric: Option<Name>,
    /// Of whom.
    pub group: Option<Name>,
    /// At least.
    pub min: Option<i64>,
    /// At most.
    pub max: Option<i64>,
    /// By when.
    pub by: Option<Date>,
}

impl Target {
    /// Where two ranges do not meet: the highest value of the lower one and the lowest of the higher one.
    pub fn gap(&self, other: &Self) -> Option<(i64, i64)> {
        let below = |a: &Self, b: &Self| a.max.zip(b.min).filter(|(max, min)| max < min);
        below(self, other).or_else(|| below(other, self))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(min: Option<i64>, max: Option<i64>) -> Target {
        Target { metric: None, group: None, min, max, by: None }
    }

    #[test]
    fn ranges_that_touch_meet() {
        assert_eq!(range(Some(5), None).gap(&range(None, Some(5))), None);
        assert_eq!(range(Some(6), None).gap(&range(None, Some(5))), Some((5, 6)));
        assert_eq!(range(None, Some(5)).gap(&range(Some(6), Some(9))), Some((5, 6)));
        assert_eq!(range(None, None).gap(&range(Some(6), Some(9))), None);
    }
}
