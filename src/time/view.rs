//! The school year as one educator has it: her breaks, her days of extra learning time, and how much learning time each
//! week holds. Comes in: the calendar. Goes out: one view for each calendar that anybody has, shared by all who have it.

use crate::model::calendar::{Breaks, CalendarEntry, Day, WORKING_DAYS, Week};
use crate::model::people::{EducatorId, TeamId};
use crate::model::{District, Party};

/// Parts of a minute in which full-time capacity is counted: fifths, because a week of learning time is spread over five
/// working days and any of them may be in a break.
const FIFTHS: u64 = WORKING_DAYS as u64;

/// A school year as somebody has it.
#[derive(Clone, Debug, Default)]
pub(super) struct View {
    /// Days without school.
    pub(super) breaks: Breaks,
    /// Days with extra learning time, ascending.
    extra: Vec<Day>,
    /// Learning time of each week of the year for a full-time educator, in fifths of a minute; `None` without a year or
    /// without weekly hours.
    pub(super) weeks: Option<Vec<u64>>,
}

/// Which calendar entries a view is made of: whose weekly hours, whose breaks, whose extra days.
pub(super) type Made = [Option<Option<Party>>; 3];

impl View {
    /// Whether there is no school on a day, nor learning for the staff.
    pub(super) fn is_off(&self, day: Day) -> bool {
        self.breaks.has(day) && !self.is_extra(day)
    }

    /// Whether a week has no working day.
    pub(super) fn is_off_all(&self, week: Week) -> bool {
        (0..WORKING_DAYS).all(|day| self.is_off(week.monday().plus(day)))
    }

    /// Whether a day has extra learning time, for which people come on a weekend or in a break too.
    pub(super) fn is_extra(&self, day: Day) -> bool {
        self.extra.binary_search(&day).is_ok()
    }

    /// The view that these entries make. O(weeks + extra days).
    pub(super) fn of(district: &District, made: &Made) -> Self {
        let [weekly, breaks, days] = made.map(|party| party.and_then(|party| district.calendar.of(party)));
        let breaks = breaks.and_then(|entry| entry.breaks.clone()).unwrap_or_default();
        let days = days.map_or(&[][..], |entry| &entry.days);
        let weekly = weekly.and_then(|entry| entry.weekly);
        let weeks = district.year.zip(weekly).map(|(year, weekly)| capacity_by_week(year, weekly, &breaks, days));
        let mut extra: Vec<Day> = days.iter().map(|(day, _)| *day).collect();
        extra.sort_unstable();
        Self { breaks, extra, weeks }
    }
}

/// The entries that make an educator's view. Hers win, then those of her teams in the order of the teams list, then those
/// of her schools in the order of her record, then the district's, each field by itself (contract §6).
pub(super) fn made_for(district: &District, educator: Option<EducatorId>) -> Made {
    let own = educator.into_iter().flat_map(|educator| {
        let teams = district.teams_of(educator).iter().map(|team| Party::Team(*team));
        let schools = district.schools_of(educator).iter().map(|school| Party::School(*school));
        std::iter::once(Party::Educator(educator)).chain(teams).chain(schools)
    });
    made_of(district, own)
}

/// The entries that make a team's view: its own, its school's, the district's.
pub(super) fn made_for_team(district: &District, team: TeamId) -> Made {
    let school = district.team(team).school.map(Party::School);
    made_of(district, std::iter::once(Party::Team(team)).chain(school))
}

/// Of parties in their order, the first that states a field.
fn made_of(district: &District, parties: impl Iterator<Item = Party>) -> Made {
    let states: [fn(&CalendarEntry) -> bool; 3] =
        [|entry| entry.weekly.is_some(), |entry| entry.breaks.is_some(), |entry| !entry.days.is_empty()];
    let mut made = [None; 3];
    for party in parties.map(Some).chain([None]) {
        let Some(entry) = district.calendar.of(party) else { continue };
        for (slot, states) in made.iter_mut().zip(states) {
            if slot.is_none() && states(entry) {
                *slot = Some(party);
            }
        }
    }
    made
}

/// Fifths of a minute in each week of the year: weekly minutes × working days of the year outside breaks + 5 × extra
/// minutes of days in the year.
fn capacity_by_week((start, end): (Day, Day), weekly: u32, breaks: &Breaks, extra: &[(Day, u32)]) -> Vec<u64> {
    let first = start.week();
    let mut weeks: Vec<u64> = (first.0..=end.week().0)
        .map(|week| {
            let monday = Week(week).monday();
            let working = (0..WORKING_DAYS).map(|day| monday.plus(day)).filter(|day| start <= *day && *day <= end);
            u64::from(weekly) * working.filter(|day| !breaks.has(*day)).count() as u64
        })
        .collect();
    for (day, minutes) in extra.iter().filter(|(day, _)| start <= *day && *day <= end) {
        let week = &mut weeks[(day.week().0 - first.0) as usize];
        *week = week.saturating_add(FIFTHS * u64::from(*minutes));
    }
    weeks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::calendar::Break;
    use jiff::civil::date;

    fn day(month: i8, number: i8) -> Day {
        Day::of(date(2026, month, number))
    }

    #[test]
    fn a_week_loses_the_days_before_the_year_and_in_breaks_and_gains_extra_hours() {
        let year = (day(9, 2), day(9, 25));
        let breaks = Breaks::of(&[Break { from: day(9, 7), until: day(9, 8) }]);
        let extra = [(day(9, 19), 60), (day(9, 26), 600), (day(9, 7), 30)];
        let minutes: Vec<u64> = capacity_by_week(year, 100, &breaks, &extra).iter().map(|fifths| fifths / FIFTHS).collect();
        assert_eq!(minutes, [60, 60 + 30, 100 + 60, 100]);
    }

    #[test]
    fn a_year_s_end_in_the_middle_of_a_week_and_across_new_year() {
        let year = (Day::of(date(2026, 12, 31)), Day::of(date(2027, 1, 5)));
        assert_eq!(capacity_by_week(year, 50, &Breaks::default(), &[]), [100, 100]);
    }

    #[test]
    fn a_working_day_of_the_staff_in_a_break_is_not_off() {
        let view = View { breaks: Breaks::of(&[Break { from: Day(1), until: Day(3) }]), extra: vec![Day(2)], weeks: None };
        assert_eq!([1, 2, 3, 4].map(|day| view.is_off(Day(day))), [true, false, true, false]);
    }
}
