//! Days, breaks and sessions. Comes in: slots and calendar entries. Goes out: the days on which a slot takes
//! place, outside breaks. All times are local and nothing here knows of time zones, so that clocks that change do no harm.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday, date};

use super::Party;

/// A day, as the number of days since 1970-01-01. Local and without a time of day, so that no change of the clocks
/// touches it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub i32);

impl Day {
    /// The day of a date.
    pub fn of(day: Date) -> Self {
        Self((day.duration_since(EPOCH).as_secs() / SECONDS_A_DAY) as i32)
    }

    /// The date of a day; days beyond the calendar's end are its last.
    pub fn date(self) -> Date {
        EPOCH.checked_add(i64::from(self.0).days()).unwrap_or(Date::MAX)
    }

    /// The day of the week; Monday is 0.
    pub fn weekday(self) -> i32 {
        (self.0 + THURSDAY).rem_euclid(WEEK)
    }

    /// Whether it is a Saturday or a Sunday.
    pub fn is_weekend(self) -> bool {
        self.weekday() >= WORKING_DAYS
    }

    /// The calendar week it lies in.
    pub fn week(self) -> Week {
        Week((self.0 + THURSDAY).div_euclid(WEEK))
    }

    /// The day so many days later.
    #[must_use]
    pub fn plus(self, days: i32) -> Self {
        Self(self.0.saturating_add(days))
    }
}

/// A calendar week, Monday to Sunday, as the number of weeks since that of 1970-01-01.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Week(pub i32);

impl Week {
    /// Its Monday.
    pub fn monday(self) -> Day {
        Day(self.0.saturating_mul(WEEK).saturating_sub(THURSDAY))
    }

    /// Its Sunday.
    pub fn sunday(self) -> Day {
        self.monday().plus(WEEK - 1)
    }
}

const EPOCH: Date = date(1970, 1, 1);
const SECONDS_A_DAY: i64 = 86_400;
/// The weekday of 1970-01-01, Monday being 0.
const THURSDAY: i32 = 3;
/// Days of a week.
const WEEK: i32 = 7;
/// Mondays to Fridays of a week.
pub const WORKING_DAYS: i32 = 5;

/// A session, or the meetings of a series: a day, or every so many weeks one. Times in minutes since midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    first: Day,
    /// The last possible day; before the first where there is none at all.
    last: Day,
    /// Begins.
    pub start: u16,
    /// Ends.
    pub end: u16,
    /// Every how many calendar weeks; 0 for a single session.
    every: u8,
}

impl Slot {
    /// What stands for a session that could not be read.
    pub const FAULTY: Self = Self { first: Day(0), last: Day(-1), start: 0, end: 0, every: 0 };

    /// Whether it stands for a session that could not be read.
    pub fn is_faulty(&self) -> bool {
        *self == Self::FAULTY
    }

    /// A session on one day.
    pub fn once(day: Day, start: u16, end: u16) -> Self {
        Self { first: day, last: day, start, end, every: 0 }
    }

    /// Meetings every so many calendar weeks, counted from the first such weekday (Monday is 0) on or after the first
    /// day; never shifted by breaks.
    pub fn weekly(weekday: Weekday, every: u8, (from, until): (Day, Day), (start, end): (u16, u16)) -> Self {
        let lead = (i32::from(weekday.to_monday_zero_offset()) - from.weekday()).rem_euclid(WEEK);
        Self { first: from.plus(lead), last: until, start, end, every: every.max(1) }
    }

    /// A series that has no day, because nobody says from when until when.
    pub fn never(start: u16, end: u16) -> Self {
        Self { first: Day(0), last: Day(-1), start, end, every: 1 }
    }

    /// Whether it is a single session rather than a series.
    pub fn is_dated(&self) -> bool {
        self.every == 0
    }

    /// Length of one session in minutes.
    pub fn minutes(&self) -> u32 {
        u32::from(self.end - self.start)
    }

    /// The days on which it takes place. A series is left out in breaks; a single session is where its date says.
    pub fn days<'b>(&self, breaks: &'b Breaks) -> impl Iterator<Item = Day> + use<'b> {
        let (dated, last) = (self.is_dated(), self.last);
        let step = WEEK * i32::from(self.every.max(1));
        std::iter::successors(Some(self.first), move |day| Some(day.plus(step)))
            .take_while(move |day| *day <= last)
            .filter(move |day| dated || !breaks.has(*day))
    }

    /// Minutes of all its sessions together.
    pub fn total(&self, breaks: &Breaks) -> u64 {
        u64::from(self.minutes()) * self.days(breaks).count() as u64
    }
}

/// A run of days without school, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Break {
    /// First day.
    pub from: Day,
    /// Last day.
    pub until: Day,
}

impl Break {
    /// A break from its two days; of one day where it says no end. `Err` in words.
    pub(super) fn of((from, until): (Option<Date>, Option<Date>)) -> Result<Self, String> {
        let from = from.ok_or("a break needs `from`")?;
        let until = until.unwrap_or(from);
        if until < from {
            Err(format!("a break ends on {until}, before it begins on {from}"))
        } else {
            Ok(Self { from: Day::of(from), until: Day::of(until) })
        }
    }
}

/// Runs of days without school, in order and apart from each other.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Breaks(Vec<Break>);

/// No break at all.
pub static NO_BREAKS: Breaks = Breaks(Vec::new());

impl Breaks {
    /// Breaks that stand anyhow, those that meet joined. O(n log n).
    pub fn of(breaks: &[Break]) -> Self {
        let mut sorted = breaks.to_vec();
        sorted.sort_unstable();
        let mut apart: Vec<Break> = Vec::with_capacity(sorted.len());
        for stop in sorted {
            match apart.last_mut() {
                Some(last) if stop.from <= last.until.plus(1) => last.until = last.until.max(stop.until),
                _ => apart.push(stop),
            }
        }
        Self(apart)
    }

    /// Whether a day lies in one of them. O(log n).
    pub fn has(&self, day: Day) -> bool {
        let after = self.0.partition_point(|stop| stop.until < day);
        self.0.get(after).is_some_and(|stop| stop.from <= day)
    }
}

/// What the calendar says for the district or for somebody.
#[derive(Clone, Debug, Default)]
pub struct CalendarEntry {
    /// Learning time of a working week, in minutes.
    pub weekly: Option<u32>,
    /// Breaks, if it states any.
    pub breaks: Option<Breaks>,
    /// Days with extra learning time, in minutes, if it states any.
    pub days: Vec<(Day, u32)>,
}

/// Breaks and learning time, by whom they are for; `None` is the district.
#[derive(Clone, Debug, Default)]
pub struct Calendar {
    /// The entries, those of one party joined.
    pub entries: BTreeMap<Option<Party>, CalendarEntry>,
}

impl Calendar {
    /// The entry for a party, or for the district.
    pub fn of(&self, party: Option<Party>) -> Option<&CalendarEntry> {
        self.entries.get(&party)
    }

    /// The district's own breaks.
    pub fn breaks(&self) -> &Breaks {
        self.of(None).and_then(|entry| entry.breaks.as_ref()).unwrap_or(&NO_BREAKS)
    }

    /// Whether nobody has an entry of her own.
    pub fn is_uniform(&self) -> bool {
        self.entries.keys().all(Option::is_none)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i16, month: i8, day: i8) -> Day {
        Day::of(date(year, month, day))
    }

    fn tuesdays(every: u8, from: Day, until: Day) -> Slot {
        Slot::weekly(Weekday::Tuesday, every, (from, until), (900, 990))
    }

    fn days(slot: &Slot, breaks: &[Break]) -> Vec<Day> {
        slot.days(&Breaks::of(breaks)).collect()
    }

    #[test]
    fn a_day_is_a_date_and_back() {
        for (year, month, number) in [(1900, 1, 1), (1969, 12, 31), (1970, 1, 1), (2028, 2, 29), (2199, 12, 31)] {
            let date = date(year, month, number);
            assert_eq!(Day::of(date).date(), date);
            assert_eq!(Day::of(date).weekday(), i32::from(date.weekday().to_monday_zero_offset()), "{date}");
        }
    }

    #[test]
    fn a_week_runs_from_monday_to_sunday_across_the_year_s_end() {
        let (monday, sunday) = (day(2026, 12, 28), day(2027, 1, 3));
        assert_eq!((monday.week(), monday.week().monday(), monday.week().sunday()), (sunday.week(), monday, sunday));
        assert_eq!(day(2027, 1, 4).week(), Week(monday.week().0 + 1));
        assert!(sunday.is_weekend() && !monday.is_weekend());
    }

    #[test]
    fn a_weekly_meeting_fills_the_year() {
        let days = days(&tuesdays(1, day(2026, 8, 17), day(2027, 6, 11)), &[]);
        assert_eq!((days.first(), days.last(), days.len()), (Some(&day(2026, 8, 18)), Some(&day(2027, 6, 8)), 43));
    }

    #[test]
    fn breaks_leave_meetings_out_and_shift_none() {
        let breaks = [Break { from: day(2026, 9, 1), until: day(2026, 9, 1) }];
        let slot = tuesdays(2, day(2026, 9, 1), day(2026, 10, 1));
        assert_eq!(days(&slot, &breaks), [day(2026, 9, 15), day(2026, 9, 29)]);
        assert_eq!(slot.total(&Breaks::of(&breaks)), 180);
    }

    #[test]
    fn a_single_session_is_where_its_date_says() {
        let breaks = [Break { from: day(2026, 9, 1), until: day(2026, 9, 9) }];
        assert_eq!(days(&Slot::once(day(2026, 9, 4), 600, 660), &breaks), [day(2026, 9, 4)]);
    }

    #[test]
    fn a_series_crosses_the_year_s_end_and_a_leap_day() {
        let days = days(&tuesdays(1, day(2027, 12, 28), day(2028, 3, 1)), &[]);
        assert!(days.contains(&day(2028, 1, 4)) && days.contains(&day(2028, 2, 29)));
    }

    #[test]
    fn a_series_without_such_a_weekday_or_without_bounds_is_on_no_day() {
        assert_eq!(days(&tuesdays(1, day(2026, 9, 2), day(2026, 9, 7)), &[]), []);
        assert_eq!(days(&Slot::never(900, 990), &[]), []);
    }

    #[test]
    fn breaks_that_meet_are_one() {
        let stop = |from, until| Break { from: Day(from), until: Day(until) };
        let breaks = Breaks::of(&[stop(20, 22), stop(1, 9), stop(3, 5), stop(10, 12)]);
        assert_eq!(breaks.0, [stop(1, 12), stop(20, 22)]);
        let free: Vec<i32> = (0..25).filter(|day| !breaks.has(Day(*day))).collect();
        assert_eq!(free, [0, 13, 14, 15, 16, 17, 18, 19, 23, 24]);
    }
}
