//! Feedback and coaching for groups of people. Comes in: everybody's figures. Goes out: how many minutes of it the people of
//! schools with much need have, and those with little; and novices, and others. Apart, because a rule asks it and the
//! district's page shows it. Nothing is said of a person.

use super::figures::Figures;
use crate::model::District;
use crate::model::people::{EducatorId, SchoolId};

/// Fewer years of teaching than this make a novice.
pub const NOVICE_YEARS: u8 = 4;

/// Into how many parts the schools are divided; of fewer schools there are no such parts.
const PARTS: usize = 3;

/// Of what others have, those who need more have at least so much, in tenths.
const TENTHS: u128 = 8;

/// Some people and what they have together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Group {
    /// How many.
    pub people: u64,
    /// Minutes of feedback and coaching of all of them.
    pub minutes: u64,
}

impl Group {
    fn add(&mut self, figures: &Figures) {
        self.people += 1;
        self.minutes += u64::from(figures.support);
    }

    /// Minutes for each of them, rounded; none where there is nobody.
    pub fn each(&self) -> Option<u64> {
        (self.minutes + self.people / 2).checked_div(self.people)
    }

    /// Whether it is so small that it says something of its people.
    fn is_small(&self, least: u64) -> bool {
        (1..least).contains(&self.people)
    }
}

/// Everybody in three groups.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Division {
    /// Those who need more.
    pub needing: Group,
    /// Those they are set against.
    pub others: Group,
    /// Everybody else.
    pub rest: Group,
}

impl Division {
    /// Whether the two groups may be told, and nothing can be worked out from them of a group that is small.
    pub fn may_be_told(&self, least: u64) -> bool {
        let least = least.max(1);
        self.needing.people >= least && self.others.people >= least && !self.rest.is_small(least)
    }

    /// Whether those who need more have much less of it each.
    pub fn lags(&self) -> bool {
        let [needing, others] = [&self.needing, &self.others].map(|group| (u128::from(group.minutes), u128::from(group.people)));
        needing.0 * others.1 * 10 < TENTHS * others.0 * needing.1
    }
}

/// The schools with the highest and those with the lowest need.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thirds {
    /// A third of the schools with the highest need or, where several have the same, more; in the order of the schools list.
    pub highest: Vec<SchoolId>,
    /// A third of the schools with the lowest need or, likewise, more; in the same order.
    pub lowest: Vec<SchoolId>,
}

impl Thirds {
    /// The thirds of the schools whose need is on record; none where there are too few, or too many have the same. Schools of
    /// the same need are never parted, so that the order of their records decides nothing. O(schools log schools).
    pub fn of(district: &District) -> Option<Self> {
        let known = || (0..).map(SchoolId).zip(&district.schools).filter_map(|(id, school)| Some((school.need?, id)));
        let mut needs: Vec<i64> = known().map(|(need, _)| need).collect();
        needs.sort_unstable();
        if needs.len() < PARTS {
            return None;
        }
        let third = needs.len() / PARTS;
        let (low, high) = (needs[third - 1], needs[needs.len() - third]);
        let some = |holds: &dyn Fn(i64) -> bool| known().filter(|(need, _)| holds(*need)).map(|(_, id)| id).collect();
        (low < high).then(|| Self { highest: some(&|need| need >= high), lowest: some(&|need| need <= low) })
    }

    /// Everybody by the need of her first school. O(educators).
    pub fn divide(&self, district: &District, figures: &[Figures]) -> Division {
        divide(district, figures, |educator| {
            let school = district.schools_of(educator).first()?;
            let is_in = |schools: &[SchoolId]| schools.binary_search(school).is_ok();
            if is_in(&self.highest) { Some(true) } else { is_in(&self.lowest).then_some(false) }
        })
    }
}

/// Novices and others by their years of teaching; the rest has none on record. O(educators).
pub fn by_years(district: &District, figures: &[Figures]) -> Division {
    divide(district, figures, |educator| district.educator(educator).years.map(|years| years < NOVICE_YEARS))
}

/// Everybody by an answer: yes, no, or neither.
fn divide(district: &District, figures: &[Figures], needs_more: impl Fn(EducatorId) -> Option<bool>) -> Division {
    let mut division = Division::default();
    for (educator, figures) in district.educator_ids().zip(figures) {
        let group = match needs_more(educator) {
            Some(true) => &mut division.needing,
            Some(false) => &mut division.others,
            None => &mut division.rest,
        };
        group.add(figures);
    }
    division
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(people: u64, minutes: u64) -> Group {
        Group { people, minutes }
    }

    #[test]
    fn a_gap_begins_below_eight_tenths() {
        let lags = |minutes| Division { needing: group(10, minutes), others: group(20, 2000), rest: group(0, 0) }.lags();
        assert_eq!([0, 799, 800, 2000].map(lags), [true, true, false, false]);
        assert!(!Division::default().lags(), "where nobody has any there is no gap");
    }

    #[test]
    fn nothing_is_told_where_a_group_is_small_or_the_rest_could_be_worked_out() {
        let told = |people: [u64; 3]| {
            let [needing, others, rest] = people.map(|people| group(people, 60));
            Division { needing, others, rest }.may_be_told(10)
        };
        assert_eq!([[10, 10, 0], [10, 10, 10]].map(told), [true; 2]);
        assert_eq!([[9, 10, 0], [10, 9, 0], [10, 10, 1], [10, 10, 9], [0, 10, 0]].map(told), [false; 5]);
    }
}
