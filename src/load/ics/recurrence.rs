//! Rules of repetition. Comes in: the value of an `RRULE`. Goes out: the days on which an event begins. The rrule crate
//! follows the rule; what bounds it stands here, because a rule may have no end, or no day at all.

use icalendar::{Frequency, RRuleSet};
use jiff::ToSpan;
use jiff::civil::{Date, date};

use super::event::day;
use crate::finding::Finding;
use crate::load::{faults, values};
use crate::source::Span;

/// How far the rules of one file are followed, in days from occurrence to occurrence: four hundred weekly events of
/// twenty-five years, and a few seconds for a file that was made to hang its reader.
pub(super) const REACH: i64 = 4_000_000;
/// What a rule costs that runs out of days: the rrule crate looks so many steps ahead before it gives up.
const IN_VAIN: i64 = 100_000;
/// The longest rule: the rrule crate looks through its lists for each day.
const LONGEST: usize = 500;
/// For how many years a rule without an end is followed where the district says no year.
const YEARS: i64 = 10;

/// A rule of repetition and where it stands.
#[derive(Debug)]
pub(super) struct Rule {
    set: RRuleSet,
    /// The last day on which it may fall.
    until: Option<Date>,
    pub(super) span: Span,
}

/// Why the days of a rule are not known.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// It fits no day.
    NoDay,
    /// The rules of the file go too far.
    TooFar,
}

impl Stop {
    /// The finding at the rule.
    pub(super) fn told(&self, rule: Span) -> Finding {
        match self {
            Self::NoDay => faults::BAD_VALUE.at(rule, "this rule of repetition fits no day; the event is left out"),
            Self::TooFar => faults::TOO_LARGE.at(
                rule,
                "the rules of repetition go too far to be followed; this event and all behind it that repeat are left out",
            ),
        }
    }
}

impl Rule {
    /// The rule of an event that begins on `from`; or what is wrong with it, in words. Its `UNTIL` is read here, because
    /// the crate insists on a time zone; hours, minutes and seconds are ignored, as RFC 5545 has it for whole days.
    pub(super) fn of(value: &str, from: Date, span: Span) -> Result<Self, String> {
        if value.len() > LONGEST {
            return Err(format!("a rule of repetition longer than {LONGEST} characters is not followed; the event is left out"));
        }
        let (mut kept, mut until) = (Vec::new(), None);
        for part in value.split(';').map(str::trim).filter(|part| !part.is_empty()) {
            let (name, text) = part.split_once('=').unwrap_or((part, ""));
            match name.trim().to_ascii_uppercase().as_str() {
                "UNTIL" => until = Some(day(text)?.0),
                "BYHOUR" | "BYMINUTE" | "BYSECOND" => {}
                _ => kept.push(part),
            }
        }
        let lines = format!("DTSTART:{}T000000Z\nRRULE:{}", from.strftime("%Y%m%d"), kept.join(";"));
        let set: RRuleSet = lines.parse().map_err(|error| {
            values::clean(&format!("this rule of repetition cannot be followed ({error}); the event is left out"))
        })?;
        let daily = [Frequency::Daily, Frequency::Weekly, Frequency::Monthly, Frequency::Yearly];
        if set.get_rrule().iter().any(|rule| !daily.contains(&rule.get_freq())) {
            return Err("a break of whole days cannot repeat every hour, minute or second; the event is left out".to_owned());
        }
        if until.is_some_and(|until| until < from) {
            return Err("the repetition ends before the event begins; the event is left out".to_owned());
        }
        Ok(Self { set: set.limit(), until, span })
    }

    /// The days on which the event begins, as far as the year goes. `left` is what is left of [`REACH`]. O(days).
    pub(super) fn days(&self, year: Option<(Date, Date)>, left: &mut i64) -> Result<Vec<Date>, Stop> {
        if *left <= 0 {
            return Err(Stop::TooFar);
        }
        let from = of_seconds(self.set.get_dt_start().timestamp());
        let end = year.map_or_else(|| from.saturating_add(YEARS.years()), |(_, end)| end);
        let last = self.until.map_or(end, |until| until.min(end));
        let (mut days, mut before) = (Vec::new(), from);
        let mut found = 0;
        for occurrence in &self.set {
            let day = of_seconds(occurrence.timestamp());
            *left -= i64::from((day - before).get_days()).max(1);
            if *left < 0 {
                return Err(Stop::TooFar);
            }
            if day > last {
                return Ok(days);
            }
            (before, found) = (day, found + 1);
            days.push(day);
        }
        let counted = self.set.get_rrule().iter().all(|rule| rule.get_count().is_some_and(|count| count <= found));
        if !counted {
            *left -= IN_VAIN;
        }
        if days.is_empty() { Err(Stop::NoDay) } else { Ok(days) }
    }
}

/// The day of a moment in seconds since 1970.
fn of_seconds(seconds: i64) -> Date {
    date(1970, 1, 1).saturating_add(seconds.div_euclid(86_400).days())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceId;

    const NOWHERE: Span = Span { source: SourceId(0), start: 0, end: 0 };

    fn days(rule: &str, left: &mut i64) -> Result<usize, Stop> {
        let rule = Rule::of(rule, date(2026, 9, 4), NOWHERE).expect("a sound rule");
        rule.days(Some((date(2026, 8, 17), date(2027, 6, 11))), left).map(|days| days.len())
    }

    #[test]
    fn the_way_to_the_last_day_is_paid_for() {
        for (rule, paid, count) in [
            ("FREQ=WEEKLY", 1 + 41 * 7, Ok(41)),
            ("FREQ=DAILY;COUNT=3", 3, Ok(3)),
            ("FREQ=DAILY;UNTIL=20260906T000000Z", 4, Ok(3)),
            ("FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30", IN_VAIN, Err(Stop::NoDay)),
            ("FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30;COUNT=2", IN_VAIN, Err(Stop::NoDay)),
        ] {
            let mut left = IN_VAIN;
            assert_eq!((days(rule, &mut left), IN_VAIN - left), (count, paid), "{rule}");
        }
    }

    #[test]
    fn a_rule_that_goes_too_far_is_given_up() {
        assert_eq!(days("FREQ=DAILY", &mut 100), Err(Stop::TooFar));
        assert_eq!(days("FREQ=WEEKLY;INTERVAL=1000", &mut 100), Err(Stop::TooFar));
        assert_eq!(days("FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30", &mut 0), Err(Stop::TooFar), "and not tried");
    }
}
