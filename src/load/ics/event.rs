//! The lines of an event → its days. Comes in: the lines of one event. Goes out: first and last day and what repeats, or
//! every fault with its place.

use std::collections::BTreeSet;

use icalendar::parser;
use jiff::civil::{Date, date};
use jiff::{Span as Length, ToSpan};

use super::lines::{Block, Line};
use super::recurrence::Rule;
use crate::finding::Findings;
use crate::load::faults::{BAD_VALUE, MISSING_FIELD};
use crate::load::values;
use crate::source::{SourceId, Span};

/// The properties that are read: those that stand once in an event, and those that may stand again.
const NAMES: [&str; 11] =
    ["DTSTART", "DTEND", "DURATION", "RECURRENCE-ID", "STATUS", "SUMMARY", "UID", ALL_DAY, "RRULE", "RDATE", "EXDATE"];
const ONCE: usize = 8;
/// What Outlook writes beside days that it writes as midnights.
const ALL_DAY: &str = "X-MICROSOFT-CDO-ALLDAYEVENT";

/// A property, such as `DTSTART;VALUE=DATE:20261125`.
#[derive(Debug)]
struct Property {
    name: &'static str,
    value: String,
    parameters: Vec<(String, String)>,
    /// Where its value stands.
    span: Span,
}

/// What is wrong with a value, and where.
type Fault = (Span, String);

/// What an event is to a reader of breaks.
#[derive(Debug)]
pub(super) enum Event {
    /// Whole days.
    Days(Box<Days>),
    /// An event with a time of day, and where that stands.
    Timed(Span),
}

/// An event of whole days.
#[derive(Debug)]
pub(super) struct Days {
    /// First day.
    pub(super) from: Date,
    /// Last day.
    pub(super) until: Date,
    /// Where the first day stands.
    pub(super) span: Span,
    /// What it is called.
    pub(super) label: String,
    pub(super) rules: Vec<Rule>,
    /// Further days on which it begins.
    pub(super) extra: BTreeSet<Date>,
    /// Days on which it does not begin.
    pub(super) except: BTreeSet<Date>,
    /// What it is known by, where it repeats; none of one that stands for an occurrence of another.
    pub(super) uid: Option<String>,
}

/// Whether a line is read.
pub(super) fn is_read(line: &str) -> bool {
    name_of(line).is_some()
}

fn name_of(line: &str) -> Option<&'static str> {
    let name = line.split([':', ';']).next()?.trim();
    NAMES.into_iter().find(|known| known.eq_ignore_ascii_case(name))
}

/// The properties of an event.
pub(super) struct Properties(Vec<Property>);

impl Properties {
    /// Reads the lines of an event. A line that is broken is told, and so is one that stands twice; `None` where the
    /// event cannot be trusted any more.
    pub(super) fn of(source: SourceId, block: &Block<'_>, findings: &mut Findings) -> Option<Self> {
        let (mut properties, mut sound) = (Self(Vec::new()), true);
        for line in &block.lines {
            let property = match property(source, line) {
                Ok(property) => property,
                Err((span, why)) => {
                    findings.push(BAD_VALUE.at(span, why));
                    sound = false;
                    continue;
                }
            };
            let earlier = if NAMES[..ONCE].contains(&property.name) { properties.find(property.name) } else { None };
            match earlier {
                Some(earlier) => {
                    let message = format!("{} stands twice in one event; the first one is read", property.name);
                    findings.push(BAD_VALUE.at(property.span, message).also(earlier.span, "read"));
                }
                None => properties.0.push(property),
            }
        }
        sound.then_some(properties)
    }

    fn find(&self, name: &str) -> Option<&Property> {
        self.0.iter().find(|property| property.name == name)
    }

    fn all(&self, name: &str) -> impl Iterator<Item = &Property> {
        self.0.iter().filter(move |property| property.name == name)
    }

    /// Whether it was called off.
    pub(super) fn is_cancelled(&self) -> bool {
        self.find("STATUS").is_some_and(|status| status.value.eq_ignore_ascii_case("CANCELLED"))
    }

    /// The occurrence of another event that it stands for: the event's name and the day.
    pub(super) fn replaced(&self) -> Option<(&str, Date)> {
        let (uid, id) = (self.find("UID")?, self.find("RECURRENCE-ID")?);
        Some((&uid.value, day(&id.value).ok()?.0))
    }

    /// Where something that is named as in a list of breaks stands: `from`, `until` or `label`.
    pub(super) fn place(&self, key: Option<&str>) -> Option<Span> {
        let found = match key {
            Some("until") => self.find("DTEND").or_else(|| self.find("DURATION")),
            Some("label") => self.find("SUMMARY"),
            _ => None,
        };
        found.or_else(|| self.find("DTSTART")).map(|property| property.span)
    }

    /// What the event says of its days; `None` with every fault told. `start` is told of where the first day is missing.
    pub(super) fn event(&self, begin: Span, findings: &mut Findings) -> Option<Event> {
        let Some(start) = self.find("DTSTART") else {
            let message = "this event has no DTSTART, the day on which it begins; it is left out";
            findings.push(MISSING_FIELD.at(begin, message));
            return None;
        };
        let mut faults: Vec<Fault> = Vec::new();
        let from = start.told(day(&start.value), &mut faults);
        if let Some((_, Some(time))) = from
            && !(is_midnight(time) && self.is_whole_day(start))
        {
            return Some(Event::Timed(start.span));
        }
        let days = self.days(from.map(|(from, _)| from), start.span, &mut faults);
        findings.extend(faults.into_iter().map(|(span, why)| BAD_VALUE.at(span, why)));
        days.map(|days| Event::Days(Box::new(days)))
    }

    /// Whether a midnight means a day.
    fn is_whole_day(&self, start: &Property) -> bool {
        let outlook = self.find(ALL_DAY).is_some_and(|flag| flag.value.eq_ignore_ascii_case("TRUE"));
        outlook || start.parameter("VALUE").is_some_and(|kind| kind.eq_ignore_ascii_case("DATE"))
    }

    /// The days, once all parts are known; every part is looked at, whatever is wrong with another.
    fn days(&self, from: Option<Date>, span: Span, faults: &mut Vec<Fault>) -> Option<Days> {
        // Where the first day is wrong, the parts that hang on it are checked with one before all others.
        let begins = from.unwrap_or(date(1, 1, 1));
        let until = self.until(begins, faults);
        let rules = self.all("RRULE").filter_map(|rule| rule.told(Rule::of(&rule.value, begins, rule.span), faults)).collect();
        let extra = self.all("RDATE").flat_map(|line| line.days(faults)).collect();
        let except = self.all("EXDATE").flat_map(|line| line.days(faults)).collect();
        if let Some(id) = self.find("RECURRENCE-ID") {
            id.told(day(&id.value), faults);
            if id.parameter("RANGE").is_some() {
                let message = "this event stands for all later ones of a repetition, which plalign does not read; write them as \
                               an event of their own";
                faults.push((id.span, message.to_owned()));
            }
        }
        let text = |name: &str| self.find(name).map(|property| property.value.clone());
        let uid = text("UID").filter(|_| self.find("RECURRENCE-ID").is_none());
        let label = text("SUMMARY").unwrap_or_default();
        let (from, until) = (from?, until?);
        faults.is_empty().then_some(Days { from, until, span, label, rules, extra, except, uid })
    }

    /// The last day. DTEND is the day behind it; some programs write the first day there for an event of one day.
    fn until(&self, from: Date, faults: &mut Vec<Fault>) -> Option<Date> {
        if let Some(end) = self.find("DTEND") {
            let until = match end.told(day(&end.value), faults)? {
                (_, Some(time)) if !is_midnight(time) => Err("DTEND has a time of day, and DTSTART has none".to_owned()),
                (end, _) if end < from => Err("the break ends before it begins".to_owned()),
                (end, _) if end <= from => Ok(from),
                (end, _) => Ok(end.yesterday().unwrap_or(from)),
            };
            return end.told(until, faults);
        }
        let Some(duration) = self.find("DURATION") else { return Some(from) };
        let days = duration.told(whole_days(&duration.value), faults)?;
        let beyond = |_| "the break ends beyond all calendars".to_owned();
        duration.told(from.checked_add((days - 1).max(0).days()).map_err(beyond), faults)
    }
}

impl Property {
    fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// The value that was read, or nothing, and the fault is told at this property.
    fn told<T>(&self, read: Result<T, String>, faults: &mut Vec<Fault>) -> Option<T> {
        read.map_err(|why| faults.push((self.span, why))).ok()
    }

    /// The days of a list of days.
    fn days(&self, faults: &mut Vec<Fault>) -> Vec<Date> {
        let words = self.value.split(',').map(str::trim).filter(|word| !word.is_empty());
        words.filter_map(|word| self.told(day(word), faults)).map(|(day, _)| day).collect()
    }
}

/// A line as a property, read by the icalendar crate.
fn property(source: SourceId, line: &Line<'_>) -> Result<Property, Fault> {
    let text = line.unfolded();
    let span = |(start, end): (usize, usize)| Span { source, start: start as u32, end: end as u32 };
    let name = name_of(&text).unwrap_or_default();
    let read = parser::Property::try_from(text.as_ref())
        .map_err(|_| (span(line.whole()), format!("the line of {name} is broken: it is written {name}:VALUE")))?;
    let value = read.val.as_str().trim();
    // A text whose escapes were taken out stands no more in the line; its place is the whole of what follows the name.
    let start = text.rfind(value).filter(|_| !value.is_empty()).unwrap_or(0);
    let stretch = if start == 0 { line.whole() } else { line.stretch((start, start + value.len())) };
    let word = |text: &parser::ParseString<'_>| text.as_str().to_owned();
    let parameters = read.params.iter().map(|one| (word(&one.key), one.val.as_ref().map(word).unwrap_or_default())).collect();
    Ok(Property { name, value: value.to_owned(), parameters, span: span(stretch) })
}

/// A day as calendars write it, `20260915`, and the time behind it, as in `20260915T083000Z`.
pub(super) fn day(text: &str) -> Result<(Date, Option<&str>), String> {
    let text = text.trim();
    let wrong = || format!("{} is no day; a calendar file writes it like 20260915", values::quote(text));
    let (digits, time) = text.split_once(['T', 't']).map_or((text, None), |(digits, time)| (digits, Some(time)));
    let sound = |time: &str| {
        let clock = time.strip_suffix(['Z', 'z']).unwrap_or(time);
        [4, 6].contains(&clock.len()) && clock.bytes().all(|byte| byte.is_ascii_digit())
    };
    if digits.len() != 8 || !digits.bytes().all(|byte| byte.is_ascii_digit()) || time.is_some_and(|time| !sound(time)) {
        return Err(wrong());
    }
    let iso = format!("{}-{}-{}", &digits[..4], &digits[4..6], &digits[6..]);
    values::day(&iso, None).map(|day| (day, time))
}

fn is_midnight(time: &str) -> bool {
    time.strip_suffix(['Z', 'z']).unwrap_or(time).bytes().all(|byte| byte == b'0')
}

/// How many days a `DURATION` such as `P5D`, `P1W` or `PT24H` has.
fn whole_days(text: &str) -> Result<i64, String> {
    let wrong = || format!("{} is no number of whole days; write it like P5D or P1W", values::quote(text));
    if !text.trim_start_matches('+').starts_with(['P', 'p']) {
        return Err(wrong());
    }
    let length: Length = text.parse().map_err(|_| wrong())?;
    let (weeks, days, hours) = (i64::from(length.get_weeks()), i64::from(length.get_days()), i64::from(length.get_hours()));
    let rest = length.weeks(0).days(0).hours(0);
    if length.is_negative() || hours % 24 != 0 || !rest.is_zero() { Err(wrong()) } else { Ok(weeks * 7 + days + hours / 24) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_may_have_a_time_behind_it() {
        let read = |text| day(text).map(|(day, time)| (day.to_string(), time.is_some()));
        assert_eq!(read("20260915"), Ok(("2026-09-15".to_owned(), false)));
        assert_eq!(read("20260915T083000Z"), Ok(("2026-09-15".to_owned(), true)));
        assert!(read("20261301").is_err_and(|why| why.contains("no month 13")));
        for wrong in ["", "2026", "20260915T", "20260915Tsoon", "2026091é", "20260915T080000Z/P3D", "2026-9-15"] {
            assert!(read(wrong).is_err_and(|why| why.contains("like 20260915")), "{wrong}");
        }
    }

    #[test]
    fn a_length_is_in_whole_days() {
        for (text, days) in [("P5D", 5), ("P1W", 7), ("PT24H", 1), ("P1DT0H0M0S", 1), ("+P2D", 2), ("P0D", 0)] {
            assert_eq!(whole_days(text), Ok(days), "{text}");
        }
        for wrong in ["", "5", "5 days", "PT90M", "PT12H", "-P2D", "P1M", "P1Y", "P", "P999999999999D"] {
            assert!(whole_days(wrong).is_err(), "{wrong}");
        }
    }
}
