//! Sessions and meetings: `2026-09-15 15:00-16:30`, `Tue 15:00-16:30 every 2 from … until …`, or mappings.

use jiff::civil::{Date, Weekday};

use super::{Reader, subject};
use crate::load::entry::{Cell, Entry, Written, split};
use crate::load::faults;
use crate::load::values;
use crate::load::yaml::{Node, Value};
use crate::model::calendar::{Day, Slot};

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
        // What is wrong keeps its place among the others, or what is told of those would point at it; alone it is nothing.
        if out[before..].iter().all(Slot::is_faulty) {
            out.truncate(before);
        }
    }

    fn written_slot(&mut self, entry: &Entry<'_>, cell: &Cell<'_>, nth: u32, text: &str, out: &mut Vec<Slot>) {
        match parts_of_text(text, cell.format) {
            Ok(parts) => self.finish_slot(entry, cell, nth, &parts, out),
            Err(why) => self.faulty_slot(entry, cell, nth, why, out),
        }
    }

    fn faulty_slot(&mut self, entry: &Entry<'_>, cell: &Cell<'_>, nth: u32, why: String, out: &mut Vec<Slot>) {
        self.fault(entry, cell.field, Some(nth), None, why);
        out.push(Slot::FAULTY);
    }

    fn finish_slot(&mut self, entry: &Entry<'_>, cell: &Cell<'_>, nth: u32, parts: &SlotParts, out: &mut Vec<Slot>) {
        match parts.slot(self.year) {
            Ok(slot) => {
                if slot.is_unbounded {
                    self.unbounded.get_or_insert(entry.place);
                }
                out.push(slot.slot);
            }
            Err(why) => self.faulty_slot(entry, cell, nth, why, out),
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
            self.finish_slot(entry, cell, nth, &parts, out);
        } else {
            out.push(Slot::FAULTY);
        }
    }
}

#[derive(Default)]
struct SlotParts {
    date: Option<Date>,
    weekday: Option<Weekday>,
    start: Option<u16>,
    end: Option<u16>,
    every: Option<u8>,
    from: Option<Date>,
    until: Option<Date>,
}

/// A slot, and whether it recurs without anybody saying from when until when.
struct Read {
    slot: Slot,
    is_unbounded: bool,
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

    /// The slot that the parts make; a series without bounds of its own runs through the school year.
    fn slot(&self, year: Option<(Day, Day)>) -> Result<Read, String> {
        let (Some(start), Some(end)) = (self.start, self.end) else {
            return Err("a session needs `start` and `end`".to_owned());
        };
        if end <= start {
            let [start, end] = [start, end].map(|minute| format!("{:02}:{:02}", minute / 60, minute % 60));
            return Err(format!("a session ends at {end}, not after it starts at {start}; it ends on the same day"));
        }
        let days = [self.date, self.from, self.until];
        if days.into_iter().flatten().any(|day| !CENTURIES.contains(&day.year())) {
            return Err("a session so far away is a slip of the pen".to_owned());
        }
        let recurring = self.every.is_some() || self.from.is_some() || self.until.is_some();
        match (self.date, self.weekday) {
            (Some(date), None) if !recurring => Ok(Read { slot: Slot::once(Day::of(date), start, end), is_unbounded: false }),
            (None, Some(weekday)) => {
                let from = self.from.map(Day::of).or(year.map(|(start, _)| start));
                let until = self.until.map(Day::of).or(year.map(|(_, end)| end));
                if from.zip(until).is_some_and(|(from, until)| until.0.saturating_sub(from.0) > MAX_DAYS) {
                    return Err(format!("a meeting recurs for at most {MAX_YEARS} years"));
                }
                let slot = from.zip(until).map(|days| Slot::weekly(weekday, self.every.unwrap_or(1), days, (start, end)));
                Ok(Read { is_unbounded: slot.is_none(), slot: slot.unwrap_or(Slot::never(start, end)) })
            }
            _ => Err("a session has either a `date`, or a `weekday` with `every`, `from` and `until`".to_owned()),
        }
    }
}

/// The years in which sessions can be; others are slips, and would be counted day by day.
const CENTURIES: std::ops::Range<i16> = 1900..2200;
/// For how many years a meeting may recur: more is a slip, and would be counted day by day.
const MAX_YEARS: i32 = 10;
const MAX_DAYS: i32 = MAX_YEARS * 366;

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
fn parts_of_text(text: &str, format: Option<&str>) -> Result<SlotParts, String> {
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
    Ok(parts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn slot(text: &str) -> Result<Slot, String> {
        parts_of_text(text, None)?.slot(None).map(|read| read.slot)
    }

    #[test]
    fn sessions_are_read_as_tables_write_them() {
        let day = |year, month, number| Day::of(date(year, month, number));
        assert_eq!(slot("2026-09-15 15:00-16:30"), Ok(Slot::once(day(2026, 9, 15), 900, 990)));
        let weekly = Slot::weekly(Weekday::Tuesday, 2, (day(2026, 9, 1), day(2027, 5, 31)), (900, 990));
        assert_eq!(slot("Tue 15:00-16:30 every 2 from 2026-09-01 until 2027-05-31"), Ok(weekly));
    }

    #[test]
    fn a_series_runs_through_the_year_and_without_one_never() {
        let read = |year| parts_of_text("Tue 15:00-16:30", None).and_then(|parts| parts.slot(year)).expect("a series");
        let year = (Day(20_000), Day(20_300));
        assert_eq!(read(Some(year)).slot, Slot::weekly(Weekday::Tuesday, 1, year, (900, 990)));
        assert!(!read(Some(year)).is_unbounded && read(None).is_unbounded);
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
            assert!(slot(wrong).is_err(), "{wrong}");
        }
    }
}
