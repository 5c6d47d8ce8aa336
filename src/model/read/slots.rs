//! Sessions and meetings: `2026-09-15 15:00-16:30`, `Tue 15:00-16:30 every 2 from … until …`, or mappings.

use jiff::civil::{Date, Weekday};

use super::{Reader, subject};
use crate::load::entry::{Cell, Entry, Written, split};
use crate::load::faults;
use crate::load::values;
use crate::load::yaml::{Node, Value};
use crate::model::calendar::Slot;

impl Reader {
    /// Sessions and meetings: `2026-09-15 15:00-16:30`, `Tue 15:00-16:30 every 2 from … until …`, or mappings.
    pub(in crate::model) fn slots(&mut self, entry: &Entry<'_>, cell: &Cell<'_>, out: &mut Vec<Slot>) {
        let before = out.len();
        match cell.written {
            Written::Cell(text) => split(text).zip(0..).for_each(|(word, nth)| self.written_slot(entry, cell, nth, word, out)),
            Written::Node(node) => {
                for (element, nth) in node.elements().iter().zip(0..) {
                    match element.text() {
                        Some(text) => self.written_slot(entry, cell, nth, text, out),
                        None => self.mapped_slot(entry, cell, element, nth, out),
                    }
                }
            }
        }
        let unbounded = |slot: &Slot| matches!(slot, Slot::Weekly { from, until, .. } if from.is_none() || until.is_none());
        if self.unbounded.is_none() && out[before..].iter().any(unbounded) {
            self.unbounded = Some(entry.place);
        }
    }

    fn written_slot(&mut self, entry: &Entry<'_>, cell: &Cell<'_>, nth: u32, text: &str, out: &mut Vec<Slot>) {
        match slot_of_text(text, cell.format) {
            Ok(slot) => out.push(slot),
            Err(why) => self.fault(entry, cell.field, Some(nth), None, why),
        }
    }

    fn mapped_slot<'a>(&mut self, entry: &Entry<'a>, cell: &Cell<'a>, node: &'a Node<'a>, nth: u32, out: &mut Vec<Slot>) {
        const KEYS: [&str; 7] = ["date", "weekday", "start", "end", "every", "from", "until"];
        let mut parts = SlotParts::default();
        let mut sound = true;
        self.node_parts(entry, cell.field, node, Some(nth), &KEYS, &mut |reader: &mut Self, at, key, text| {
            if let Err(why) = parts.set(key, text, cell.format) {
                reader.findings.push(faults::BAD_VALUE.at(at, why).items(subject(entry, cell.field)));
                sound = false;
            }
        });
        if sound && matches!(node.value, Value::Map(_)) {
            match parts.slot() {
                Ok(slot) => out.push(slot),
                Err(why) => self.fault(entry, cell.field, Some(nth), None, why),
            }
        }
    }
}

#[derive(Default)]
struct SlotParts {
    date: Option<Date>,
    weekday: Option<Weekday>,
    start: Option<u16>,
    end: Option<u16>,
    every: Option<u32>,
    from: Option<Date>,
    until: Option<Date>,
}

impl SlotParts {
    fn set(&mut self, key: &str, text: &str, format: Option<&str>) -> Result<(), String> {
        match key {
            "date" => self.date = Some(values::day(text, format)?),
            "from" => self.from = Some(values::day(text, format)?),
            "until" => self.until = Some(values::day(text, format)?),
            "weekday" => self.weekday = Some(weekday(text)?),
            "start" => self.start = Some(values::time(text)?),
            "end" => self.end = Some(values::time(text)?),
            _ => {
                let every = text.parse().ok().filter(|weeks| (1..=52).contains(weeks));
                self.every = Some(every.ok_or_else(|| format!("{} is no number of weeks from 1 to 52", values::quote(text)))?);
            }
        }
        Ok(())
    }

    fn slot(&self) -> Result<Slot, String> {
        let (Some(start), Some(end)) = (self.start, self.end) else {
            return Err("a session needs `start` and `end`".to_owned());
        };
        if end <= start {
            return Err("a session ends after it starts, on the same day".to_owned());
        }
        let days = [self.date, self.from, self.until];
        if days.into_iter().flatten().any(|day| !CENTURIES.contains(&day.year())) {
            return Err("a session so far away is a slip of the pen".to_owned());
        }
        let recurring = self.every.is_some() || self.from.is_some() || self.until.is_some();
        match (self.date, self.weekday) {
            (Some(date), None) if !recurring => Ok(Slot::Dated { date, start, end }),
            (None, Some(_)) if self.from.zip(self.until).is_some_and(|(from, until)| years(from, until) > MAX_YEARS) => {
                Err(format!("a meeting recurs for at most {MAX_YEARS} years"))
            }
            (None, Some(weekday)) => {
                Ok(Slot::Weekly { weekday, start, end, every: self.every.unwrap_or(1), from: self.from, until: self.until })
            }
            _ => Err("a session has either a `date`, or a `weekday` with `every`, `from` and `until`".to_owned()),
        }
    }
}

/// The years in which sessions can be; others are slips, and would be counted day by day.
const CENTURIES: std::ops::Range<i16> = 1900..2200;
/// For how many years a meeting may recur: more is a slip, and would be counted day by day.
const MAX_YEARS: i16 = 10;

fn years(from: Date, until: Date) -> i16 {
    until.year().saturating_sub(from.year())
}

fn weekday(text: &str) -> Result<Weekday, String> {
    const DAYS: [(&str, Weekday); 7] = [
        ("monday", Weekday::Monday),
        ("tuesday", Weekday::Tuesday),
        ("wednesday", Weekday::Wednesday),
        ("thursday", Weekday::Thursday),
        ("friday", Weekday::Friday),
        ("saturday", Weekday::Saturday),
        ("sunday", Weekday::Sunday),
    ];
    let lower = text.to_lowercase();
    let day = DAYS.iter().find(|(name, _)| lower.len() >= 2 && name.starts_with(lower.trim_end_matches('.')));
    day.map(|(_, day)| *day).ok_or_else(|| format!("{} is no day of the week", values::quote(text)))
}

/// `2026-09-15 15:00-16:30` or `Tue 15:00-16:30 every 2 from 2026-09-01 until 2027-05-31`.
fn slot_of_text(text: &str, format: Option<&str>) -> Result<Slot, String> {
    let wrong = || format!("{} is no session; write 2026-09-15 15:00-16:30, or Tue 15:00-16:30 every 2", values::quote(text));
    let mut words = text.split_whitespace();
    let (day, times) = (words.next().ok_or_else(wrong)?, words.next().ok_or_else(wrong)?);
    let mut parts = SlotParts::default();
    if weekday(day).is_ok() {
        parts.set("weekday", day, format)?;
    } else {
        parts.set("date", day, format)?;
    }
    let (start, end) = times.split_once(['-', '–']).ok_or_else(wrong)?;
    parts.set("start", start, format)?;
    parts.set("end", end, format)?;
    while let Some(key) = words.next() {
        if !["every", "from", "until"].contains(&key) {
            return Err(wrong());
        }
        parts.set(key, words.next().ok_or_else(wrong)?, format)?;
    }
    parts.slot()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn sessions_are_read_as_tables_write_them() {
        let dated = Slot::Dated { date: date(2026, 9, 15), start: 900, end: 990 };
        assert_eq!(slot_of_text("2026-09-15 15:00-16:30", None), Ok(dated));
        let weekly = Slot::Weekly {
            weekday: Weekday::Tuesday,
            start: 900,
            end: 990,
            every: 2,
            from: Some(date(2026, 9, 1)),
            until: Some(date(2027, 5, 31)),
        };
        assert_eq!(slot_of_text("Tue 15:00-16:30 every 2 from 2026-09-01 until 2027-05-31", None), Ok(weekly));
    }

    #[test]
    fn a_wrong_session_says_how_to_write_it() {
        for wrong in [
            "2026-09-15",
            "Tue 16:30-15:00",
            "Tue 15:00-16:30 weekly",
            "Tue 15:00-16:30 every 0",
            "2026-02-31 15:00-16:00",
            "2026-09-15 15:00-16:30 every 2",
        ] {
            assert!(slot_of_text(wrong, None).is_err(), "{wrong}");
        }
    }
}
