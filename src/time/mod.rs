//! What time obligations take. Comes in: what is one educator's. Goes out: her hours (contract §3) and the learning
//! time of her year. Minutes throughout; exact integers.

use crate::load::values::SCALE;
use crate::model::District;
use crate::model::calendar::{Break, CalendarEntry};
use crate::model::hers::{Hers, teams_met};
use crate::model::obligation::{ItemId, ItemKind};
use crate::model::people::{EducatorId, TeamId};
use crate::model::{Party, obligation};

/// The hours of one educator, in minutes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hours {
    /// Required activities, team meetings, and own hours of goals that no activity serves.
    pub required: u64,
    /// Chosen activities, and own hours of free goals.
    pub chosen: u64,
    /// If every obligation were served by itself.
    pub apart: u64,
    /// Everything once.
    pub together: u64,
    /// Learning time of the year; none without a calendar.
    pub capacity: Option<u64>,
}

impl Hours {
    /// What alignment frees.
    pub fn freed(&self) -> u64 {
        self.apart - self.together
    }
}

/// Minutes of every team's meetings in the district's own calendar, worked out once.
#[derive(Debug)]
pub struct Clock {
    meetings: Vec<u64>,
    year: Year,
}

/// Learning time of a full-time year, in fifths of a minute.
#[derive(Clone, Copy, Debug)]
enum Year {
    /// One calendar holds for all; `None` without weekly hours.
    Same(Option<u64>),
    /// Somebody has a calendar of her own.
    Differs,
}

impl Clock {
    /// O(meetings × weeks).
    pub fn of(district: &District) -> Self {
        let breaks = district.calendar.breaks();
        let teams = (0..district.teams.len() as u32).map(TeamId);
        let year = if district.calendar.is_uniform() { Year::Same(year_fifths(district, None)) } else { Year::Differs };
        Self { meetings: teams.map(|team| meeting_minutes(district, team, breaks)).collect(), year }
    }

    /// The hours of one educator. O(her activities, goals and teams; with a calendar of her own also the days of the year).
    pub fn hours(&self, district: &District, educator: EducatorId, hers: &Hers) -> Hours {
        let own_breaks = own_breaks(district, educator);
        let minutes = |activity: ItemId| activity_minutes(district, activity, own_breaks);
        let mut hours = Hours { capacity: self.capacity(district, educator), ..Hours::default() };
        hours.required = hers.required.iter().map(|activity| minutes(*activity)).sum();
        hours.chosen = hers.chosen.iter().map(|activity| minutes(*activity)).sum();
        hours.required += teams_met(district, educator)
            .map(|team| own_breaks.map_or(self.meetings[team.0 as usize], |breaks| meeting_minutes(district, team, breaks)))
            .sum::<u64>();
        for goal in unserved_goals(district, hers) {
            let item = district.item(goal);
            let own = u64::from(item.minutes.unwrap_or(0));
            if item.free { hours.chosen += own } else { hours.required += own }
        }
        hours.together = hours.required + hours.chosen;
        let again = |activity: ItemId| minutes(activity) * (served(district, hers, activity).max(1) as u64 - 1);
        hours.apart = hours.together + hers.activities().map(again).sum::<u64>();
        hours
    }

    /// Learning time of an educator's year in minutes, rounded down (contract §6, for the window of the whole year).
    fn capacity(&self, district: &District, educator: EducatorId) -> Option<u64> {
        let fifths = match self.year {
            Year::Same(fifths) => fifths,
            Year::Differs => year_fifths(district, Some(educator)),
        }?;
        Some(district.educator(educator).fte as u64 * fifths / (5 * SCALE as u64))
    }
}

/// How many obligations of hers an activity serves directly, the rules of one requirement as one.
pub fn served(district: &District, hers: &Hers, activity: ItemId) -> usize {
    let hers_too = district.supports(activity).iter().filter(|target| hers.position(district, **target).is_some());
    let mut served: Vec<ItemId> = hers_too.map(|target| district.item(*target).requirement(*target)).collect();
    served.sort_unstable();
    served.dedup();
    served.len()
}

/// Active goals of hers with hours of their own that no activity of hers serves.
fn unserved_goals(district: &District, hers: &Hers) -> impl Iterator<Item = ItemId> {
    hers.obligations.iter().copied().filter(move |goal| {
        let item: &obligation::Item = district.item(*goal);
        let serves =
            |activity: &ItemId| hers.required.binary_search(activity).is_ok() || hers.chosen.binary_search(activity).is_ok();
        item.kind.is_goal() && item.minutes.is_some() && !district.supported_by(*goal).iter().any(serves)
    })
}

fn meeting_minutes(district: &District, team: TeamId, breaks: &[Break]) -> u64 {
    district.meetings(team).iter().map(|slot| slot.total(district.year, breaks)).sum()
}

fn activity_minutes(district: &District, activity: ItemId, own_breaks: Option<&[Break]>) -> u64 {
    debug_assert_eq!(district.item(activity).kind, ItemKind::Activity, "hers are activities");
    let sessions = district.sessions(activity);
    match own_breaks {
        Some(breaks) if !sessions.is_empty() => sessions.iter().map(|slot| slot.total(district.year, breaks)).sum(),
        _ => district.activity(activity).map_or(0, |activity| activity.minutes),
    }
}

/// An educator's breaks, where they are not the district's.
fn own_breaks(district: &District, educator: EducatorId) -> Option<&[Break]> {
    if district.calendar.is_uniform() {
        return None;
    }
    let breaks = nearest(district, Some(educator), |entry| !entry.breaks.is_empty())?.breaks.as_slice();
    (breaks != district.calendar.breaks()).then_some(breaks)
}

/// The nearest calendar entry that states something, for an educator or for nobody in particular: hers, her teams',
/// her schools', the district's.
fn nearest(district: &District, educator: Option<EducatorId>, states: impl Fn(&CalendarEntry) -> bool) -> Option<&CalendarEntry> {
    let own = educator.into_iter().flat_map(|educator| {
        let teams = district.teams_of(educator).iter().map(|team| Some(Party::Team(*team)));
        let schools = district.schools_of(educator).iter().map(|school| Some(Party::School(*school)));
        std::iter::once(Some(Party::Educator(educator))).chain(teams).chain(schools)
    });
    own.chain([None]).filter_map(|party| district.calendar.of(party)).find(|entry| states(entry))
}

/// Learning time of a full-time year in fifths of a minute: weekly × working weekdays + 5 × extra days. `None`
/// without a year or without weekly hours for the educator.
fn year_fifths(district: &District, educator: Option<EducatorId>) -> Option<u64> {
    let (start, end) = district.year?;
    let weekly = u64::from(nearest(district, educator, |entry| entry.weekly.is_some())?.weekly?);
    let breaks = nearest(district, educator, |entry| !entry.breaks.is_empty()).map_or(&[][..], |entry| &entry.breaks);
    let extra = nearest(district, educator, |entry| !entry.days.is_empty()).map_or(0, |entry| {
        entry.days.iter().filter(|(day, _)| start <= *day && *day <= end).map(|(_, minutes)| u64::from(*minutes)).sum::<u64>()
    });
    Some(weekly * working_days(start, end, breaks) + 5 * extra)
}

/// Mondays to Fridays from one day to another that lie in no break.
fn working_days(start: jiff::civil::Date, end: jiff::civil::Date, breaks: &[Break]) -> u64 {
    let weekday = |day: &jiff::civil::Date| day.weekday().to_monday_zero_offset() < 5;
    let free = |day: &jiff::civil::Date| !breaks.iter().any(|stop| stop.from <= *day && *day <= stop.until);
    std::iter::successors(Some(start), |day| day.tomorrow().ok())
        .take_while(|day| *day <= end)
        .filter(|day| weekday(day) && free(day))
        .count() as u64
}
