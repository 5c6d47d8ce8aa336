//! Days, breaks and sessions. Comes in: slots and calendar entries. Goes out: how often a slot takes place and for how
//! long, outside breaks and inside the year. All times are local; touching ends do not overlap.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::Party;

/// A dated session or a recurring meeting. Times in minutes since midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    /// Once.
    Dated {
        /// The day.
        date: Date,
        /// Begins.
        start: u16,
        /// Ends.
        end: u16,
    },
    /// Every so many weeks.
    Weekly {
        /// The day of the week.
        weekday: Weekday,
        /// Begins.
        start: u16,
        /// Ends.
        end: u16,
        /// Every how many calendar weeks.
        every: u32,
        /// First possible day; the year's where absent.
        from: Option<Date>,
        /// Last possible day; the year's where absent.
        until: Option<Date>,
    },
}

/// A run of days without school, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Break {
    /// First day.
    pub from: Date,
    /// Last day.
    pub until: Date,
}

impl Break {
    /// A break from its two days; of one day where it says no end. `Err` in words.
    pub(super) fn of((from, until): (Option<Date>, Option<Date>)) -> Result<Self, String> {
        let from = from.ok_or("a break needs `from`")?;
        let until = until.unwrap_or(from);
        if until < from { Err("a break ends before it begins".to_owned()) } else { Ok(Self { from, until }) }
    }
}

impl Slot {
    /// Length of one session in minutes.
    pub fn minutes(&self) -> u32 {
        let (Self::Dated { start, end, .. } | Self::Weekly { start, end, .. }) = self;
        u32::from(end - start)
    }

    /// The days on which it takes place. A recurring one is counted in calendar weeks from its first such weekday
    /// and never shifted by breaks; it is left out in them. Without a year and without bounds of its own it has none.
    pub fn days(&self, year: Option<(Date, Date)>, breaks: &[Break]) -> Vec<Date> {
        match self {
            Self::Dated { date, .. } => vec![*date],
            Self::Weekly { weekday, every, from, until, .. } => {
                let bounds = (from.or(year.map(|(start, _)| start)), until.or(year.map(|(_, end)| end)));
                let (Some(from), Some(until)) = bounds else { return Vec::new() };
                let lead = i64::from(from.weekday().until(*weekday));
                let first = from.checked_add(lead.days()).unwrap_or(Date::MAX);
                let step = (7 * i64::from((*every).max(1))).days();
                let free = |day: &Date| !breaks.iter().any(|stop| stop.from <= *day && *day <= stop.until);
                first.series(step).take_while(|day| *day <= until).filter(free).collect()
            }
        }
    }

    /// Minutes of all its sessions together.
    pub fn total(&self, year: Option<(Date, Date)>, breaks: &[Break]) -> u64 {
        u64::from(self.minutes()) * self.days(year, breaks).len() as u64
    }

    /// The day of the last session.
    pub fn last(&self, year: Option<(Date, Date)>, breaks: &[Break]) -> Option<Date> {
        self.days(year, breaks).last().copied()
    }
}

/// What the calendar says for the district or for somebody.
#[derive(Clone, Debug, Default)]
pub struct CalendarEntry {
    /// Learning time of a working week, in minutes.
    pub weekly: Option<u32>,
    /// Breaks, if it states any.
    pub breaks: Vec<Break>,
    /// Days with extra learning time, in minutes.
    pub days: Vec<(Date, u32)>,
}

/// Breaks and learning time, by whom they are for; `None` is the district.
#[derive(Debug, Default)]
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
    pub fn breaks(&self) -> &[Break] {
        self.of(None).map_or(&[], |entry| &entry.breaks)
    }

    /// Whether nobody has an entry of her own.
    pub fn is_uniform(&self) -> bool {
        self.entries.keys().all(Option::is_none)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const YEAR: Option<(Date, Date)> = Some((date(2026, 8, 17), date(2027, 6, 11)));

    fn tuesdays(every: u32, from: Option<Date>, until: Option<Date>) -> Slot {
        Slot::Weekly { weekday: Weekday::Tuesday, start: 900, end: 990, every, from, until }
    }

    #[test]
    fn a_weekly_meeting_fills_the_year() {
        let days = tuesdays(1, None, None).days(YEAR, &[]);
        assert_eq!((days.first(), days.last(), days.len()), (Some(&date(2026, 8, 18)), Some(&date(2027, 6, 8)), 43));
    }

    #[test]
    fn breaks_leave_meetings_out_and_shift_none() {
        let breaks = [Break { from: date(2026, 9, 1), until: date(2026, 9, 1) }];
        let days = tuesdays(2, Some(date(2026, 9, 1)), Some(date(2026, 10, 1))).days(YEAR, &breaks);
        assert_eq!(days, [date(2026, 9, 15), date(2026, 9, 29)]);
        assert_eq!(tuesdays(2, Some(date(2026, 9, 1)), Some(date(2026, 10, 1))).total(YEAR, &breaks), 180);
    }

    #[test]
    fn a_series_crosses_the_year_s_end_and_a_leap_day() {
        let days = tuesdays(1, Some(date(2027, 12, 28)), Some(date(2028, 3, 1))).days(None, &[]);
        assert!(days.contains(&date(2028, 1, 4)) && days.contains(&date(2028, 2, 29)));
    }

    #[test]
    fn without_a_year_a_meeting_without_bounds_is_on_no_day() {
        assert_eq!(tuesdays(1, None, None).days(None, &[]), Vec::<Date>::new());
    }
}
