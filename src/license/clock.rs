//! Days of a licence → what counts when. Comes in: the day of the answer, the days of a licence, a cycle. Goes out: what lies
//! inside the cycle, which cycle and which year (semester, week, day) of it a day belongs to, and when these end.

use jiff::Span as Lapse;
use jiff::civil::{Date, date};

use super::Circumstances;
use crate::load::pack::{Cycle, Selector, Span};
use crate::load::values::SCALE;

/// Years, semesters, weeks or days: their number counts back from the one in which the licence expires, weeks and days forth
/// from an ordinary Monday.
pub(super) type Period = i64;

/// The days of a licence in one cycle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Clock {
    pub(super) as_of: Date,
    pub(super) expires: Date,
    issued: Option<Date>,
    /// How long the cycle is; none of a licence that does not expire.
    years: Option<i16>,
    /// The last day on which nothing counted yet; none where everything counts that was ever earned.
    before: Option<Date>,
}

/// The first days of a licence, where somebody says them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days {
    /// The day on which the cycle began, or that of issue if it is later.
    pub began: Option<Date>,
    /// The first day on which units count.
    pub counts_from: Option<Date>,
}

impl Days {
    /// The days of a licence in a cycle.
    pub fn of(about: &Circumstances<'_>, cycle: &Cycle) -> Self {
        let first = |cycle: &Cycle| Clock::of(about.as_of, about.answers.issued, about.answers.expires, cycle).first_day();
        Self { began: first(&Cycle { lookback: 0, is_open: false, ..cycle.clone() }), counts_from: first(cycle) }
    }
}

/// A year (semester, week, day) in which something is asked.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asked {
    pub(super) period: Period,
    /// Its last day.
    pub(super) ends: Date,
    /// Whether the licence was issued within it, so that nobody says whether all of it is asked.
    pub(super) is_part: bool,
}

/// How far back entries count for a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// The cycle.
    Cycle,
    /// So many years before the licence expires, if that is more.
    Years(i16),
    /// Ever.
    Career,
}

impl Reach {
    /// Whether another reaches at least as far.
    pub(super) fn is_within(self, other: Self) -> bool {
        match (self, other) {
            (Self::Cycle, _) | (_, Self::Career) => true,
            (Self::Years(one), Self::Years(other)) => one <= other,
            _ => false,
        }
    }
}

impl Clock {
    pub(super) fn of(as_of: Date, issued: Option<Date>, expires: Date, cycle: &Cycle) -> Self {
        let years = cycle.years.filter(|_| !cycle.is_open);
        let start = years.and_then(|years| years_before(expires, years.max(cycle.lookback)));
        // What may reach back further than the cycle may reach back before the licence was issued.
        let issue = issued.filter(|_| !cycle.is_open && cycle.lookback == 0).and_then(|issued| issued.yesterday().ok());
        Self { as_of, expires, issued, years: cycle.years, before: start.max(issue) }
    }

    /// Whether a day lies inside the cycle. What has no day is planned, and does.
    pub(super) fn is_inside(&self, day: Option<Date>) -> bool {
        day.is_none_or(|day| day <= self.expires && self.before.is_none_or(|before| before < day))
    }

    /// Whether a day outside the cycle lies as far back as a rule reaches.
    pub(super) fn reaches(&self, day: Option<Date>, reach: Reach) -> bool {
        let Some(day) = day.filter(|day| *day <= self.expires) else { return false };
        match reach {
            Reach::Cycle => false,
            Reach::Years(years) => years_before(self.expires, years).is_none_or(|first| first < day),
            Reach::Career => true,
        }
    }

    /// Whether a day lies where a selection looks, if it says so.
    pub(super) fn is_selected(&self, of: &Selector, day: Option<Date>) -> bool {
        let is_near = |years| self.is_inside(day) || self.reaches(day, Reach::Years(years));
        self.is_recent(of, day) && of.lookback.is_none_or(is_near)
    }

    /// Whether a day lies in the last years of the cycle before, if a selection wants only these.
    pub(super) fn is_recent(&self, of: &Selector, day: Option<Date>) -> bool {
        of.last_years.is_none_or(|years| self.is_shortly_before(day, years * 12 / SCALE))
    }

    /// Whether something is earned by the day of the answer.
    pub(super) fn is_earned(&self, day: Option<Date>) -> bool {
        day.is_some_and(|day| day <= self.as_of)
    }

    /// The cycle in which a day lies: 0 is that of the licence, 1 the one before; what comes after it is -1.
    pub(super) fn cycle_of(&self, day: Option<Date>) -> Period {
        let Some(day) = day else { return 0 };
        if self.is_inside(Some(day)) {
            return 0;
        }
        let (Some(before), Some(years)) = (self.before.filter(|_| day <= self.expires), self.years) else { return -1 };
        let behind = |cycles: &i16| years_before(before, cycles * years).is_none_or(|end| end < day);
        Period::from((1..100).find(behind).unwrap_or(100))
    }

    /// Whether a day lies in the last months before the cycle.
    fn is_shortly_before(&self, day: Option<Date>, months: i64) -> bool {
        let (Some(day), Some(before)) = (day, self.before) else { return false };
        day <= before && months_before(before, months).is_none_or(|first| first < day)
    }

    /// The year (semester, week, day) in which a day lies; all is one where a rule counts by the cycle. What has no day is
    /// planned, and lies in the one that is running.
    pub(super) fn period(&self, day: Option<Date>, span: Span) -> Period {
        let period = self.any_period(day, span);
        // What is carried over counts in the first of the cycle.
        self.last_back(span).map_or(period, |last| period.min(last))
    }

    /// The same, of days before the cycle too.
    pub(super) fn any_period(&self, day: Option<Date>, span: Span) -> Period {
        self.far_period(day.unwrap_or(self.as_of).min(self.expires), span)
    }

    fn far_period(&self, day: Date, span: Span) -> Period {
        match span {
            Span::Cycle | Span::Licence | Span::Career => 0,
            Span::Year => self.back(day, 12),
            Span::Semester => self.back(day, 6),
            Span::Week => days_since_monday(day).div_euclid(7),
            Span::Day => days_since_monday(day),
        }
    }

    /// How many spans of so many months lie between a day and the end of the licence.
    fn back(&self, day: Date, months: i64) -> Period {
        let months_of = |day: Date| i64::from(day.year()) * 12 + i64::from(day.month());
        let about = (months_of(self.expires) - months_of(day)) / months;
        let begins = |back: &i64| months_before(self.expires, (back + 1) * months).is_none_or(|before| before < day);
        let first = (about - 1).max(0);
        (first..first + 3).find(begins).unwrap_or(first + 3)
    }

    /// The first day on which something counts; none where everything does that was ever earned.
    pub(super) fn first_day(&self) -> Option<Date> {
        self.before.and_then(|day| day.tomorrow().ok())
    }

    /// The first year (semester) of the cycle, counted back from its end; none where nobody says how long the cycle is.
    fn last_back(&self, span: Span) -> Option<Period> {
        let years = Period::from(self.years?);
        match span {
            Span::Year => Some(years - 1),
            Span::Semester => Some(years * 2 - 1),
            _ => None,
        }
    }

    /// The years (semesters, weeks, days) that have begun by the day of the answer and since the licence was issued, the last
    /// first.
    pub(super) fn asked(&self, span: Span) -> Vec<Asked> {
        let first_day = self.issued.max(self.first_day());
        let today = self.as_of.min(self.expires).max(first_day.unwrap_or(Date::MIN).min(self.expires));
        let now = self.far_period(today, span);
        let oldest = match (span, first_day) {
            (Span::Year | Span::Semester, first) => {
                let since_issue = || first.map(|first| self.far_period(first, span).min(now + MOST_YEARS));
                self.last_back(span).or_else(since_issue).unwrap_or(now)
            }
            (Span::Week | Span::Day, Some(first)) => self.far_period(first, span).max(now - MOST_DAYS),
            _ => now,
        };
        let is_back = matches!(span, Span::Year | Span::Semester);
        let periods: Vec<Period> = if is_back { (now.min(oldest)..=oldest).collect() } else { (oldest..=now).rev().collect() };
        let of = |period: Period| {
            let ends = self.ends(period, span);
            let is_after = self.issued.is_some_and(|issued| ends < issued);
            let is_part = is_back && oldest > 0 && self.issued.is_some_and(|issued| self.begins(period, span) < issued);
            (!is_after || period == now).then_some(Asked { period, ends, is_part })
        };
        periods.into_iter().filter_map(of).collect()
    }

    /// The last day of a year (semester, week, day).
    pub(super) fn ends(&self, period: Period, span: Span) -> Date {
        let back = |months: i64| months_before(self.expires, period * months).unwrap_or(Date::MIN);
        let from_monday = |days: i64| after_monday(days).unwrap_or(self.expires).min(self.expires);
        match span {
            Span::Year => back(12),
            Span::Semester => back(6),
            Span::Week => from_monday(period * 7 + 6),
            Span::Day => from_monday(period),
            Span::Cycle | Span::Licence | Span::Career => self.expires,
        }
    }

    fn begins(&self, period: Period, span: Span) -> Date {
        self.ends(period + 1, span).tomorrow().unwrap_or(Date::MAX)
    }
}

const MONDAY: Date = date(1970, 1, 5);

/// How many years or semesters back something is asked at most: no pack's cycle is longer than fifty years.
const MOST_YEARS: Period = 100;

/// How many weeks or days back: as many as these years have days.
const MOST_DAYS: Period = 50 * 366;

fn years_before(day: Date, years: i16) -> Option<Date> {
    Lapse::new().try_years(years).ok().and_then(|years| day.checked_sub(years).ok())
}

fn months_before(day: Date, months: i64) -> Option<Date> {
    Lapse::new().try_months(months).ok().and_then(|months| day.checked_sub(months).ok())
}

fn after_monday(days: i64) -> Option<Date> {
    Lapse::new().try_days(days).ok().and_then(|days| MONDAY.checked_add(days).ok())
}

fn days_since_monday(day: Date) -> i64 {
    day.duration_since(MONDAY).as_hours() / 24
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clock(issued: Option<Date>, years: i16) -> Clock {
        Clock::of(date(2026, 8, 14), issued, date(2027, 6, 30), &Cycle { years: Some(years), ..Cycle::default() })
    }

    #[test]
    fn years_are_counted_back_from_the_day_a_licence_expires() {
        let clock = clock(None, 5);
        let year = |day: Date| clock.period(Some(day), Span::Year);
        assert_eq!(
            [year(date(2027, 6, 30)), year(date(2026, 7, 1)), year(date(2026, 6, 30)), year(date(2022, 7, 1))],
            [0, 0, 1, 4]
        );
        assert_eq!(year(date(2010, 1, 1)), 4, "what is carried over counts in the first year");
        assert_eq!(clock.period(None, Span::Year), 0, "what is planned lies in the running year");
        let asked: Vec<Date> = clock.asked(Span::Year).iter().map(|asked| asked.ends).collect();
        assert_eq!(asked, [2027, 2026, 2025, 2024, 2023].map(|year| date(year, 6, 30)));
    }

    #[test]
    fn years_before_the_licence_was_issued_are_not_asked() {
        let asked =
            |issued| clock(Some(issued), 5).asked(Span::Year).iter().map(|one| (one.period, one.is_part)).collect::<Vec<_>>();
        assert_eq!(asked(date(2024, 7, 1)), [(0, false), (1, false), (2, false)]);
        assert_eq!(
            asked(date(2025, 1, 15)),
            [(0, false), (1, false), (2, true)],
            "of the third year nobody says how much is asked"
        );
    }

    #[test]
    fn cycles_are_counted_back_too() {
        let clock = clock(None, 5);
        let of = |day: Date| clock.cycle_of(Some(day));
        assert_eq!([of(date(2027, 7, 1)), of(date(2022, 7, 1)), of(date(2022, 6, 30)), of(date(2017, 6, 30))], [-1, 0, 1, 2]);
    }

    #[test]
    fn the_ends_of_the_calendar_stop_nothing() {
        for (as_of, expires) in [(Date::MIN, Date::MIN), (Date::MAX, Date::MAX), (Date::MAX, Date::MIN), (Date::MIN, Date::MAX)] {
            for issued in [None, Some(Date::MIN), Some(Date::MAX)] {
                let clock = Clock::of(as_of, issued, expires, &Cycle { years: Some(50), lookback: 50, ..Cycle::default() });
                for span in Span::ALL {
                    clock.asked(span);
                    for day in [Date::MIN, Date::MAX, date(2026, 1, 1)] {
                        clock.period(Some(day), span);
                        clock.cycle_of(Some(day));
                    }
                }
            }
        }
    }

    #[test]
    fn weeks_begin_on_monday() {
        let clock = clock(None, 5);
        let week = |day: Date| clock.period(Some(day), Span::Week);
        assert_eq!(week(date(2026, 8, 16)) + 1, week(date(2026, 8, 17)));
        assert_eq!(clock.ends(week(date(2026, 8, 17)), Span::Week), date(2026, 8, 23));
        assert_eq!(clock.asked(Span::Week)[0].ends, date(2026, 8, 16));
    }
}
