//! Cells → values. Comes in: what stands in a field. Goes out: names, days, minutes, or a finding at the very
//! element that is wrong. Every field of every list passes here, also those that nobody asks for yet.

use jiff::civil::{Date, Weekday};

use super::calendar::{Break, Slot};
use super::names::{Name, Names};
use super::obligation::Target;
use crate::finding::{At, FieldPath, Findings};
use crate::load::entry::{Cell, Entry, Written, split};
use crate::load::faults;
use crate::load::lists::{Field, FieldKind, Names as Space};
use crate::load::nearest::did_you_mean;
use crate::load::values;
use crate::load::yaml::{Node, Value};
use crate::source::Place;

/// A reference that is checked, and not kept.
#[derive(Debug)]
pub(super) struct Loose {
    pub(super) owner: Option<Name>,
    pub(super) place: Place,
    pub(super) field: Field,
    pub(super) nth: Option<u32>,
    pub(super) space: Space,
    pub(super) name: Name,
}

/// What reading fields needs and fills.
#[derive(Debug, Default)]
pub(super) struct Reader {
    pub(super) names: Names,
    pub(super) findings: Findings,
    pub(super) loose: Vec<Loose>,
    /// A recurring slot without bounds, which needs the manifest's year.
    pub(super) unbounded: Option<Place>,
}

impl Reader {
    fn fault(&mut self, entry: &Entry<'_>, field: Field, nth: Option<u32>, key: Option<&'static str>, message: String) {
        self.findings.push(faults::BAD_VALUE.at(entry.at_path(field, nth, key), message));
    }

    /// The single value of a field.
    pub(super) fn text<'a>(&mut self, entry: &Entry<'a>, cell: &Cell<'a>) -> Option<&'a str> {
        match cell.written {
            Written::Cell(text) => Some(text),
            Written::Node(node) => {
                if let Some(text) = node.text() {
                    return Some(text.trim());
                }
                let message = format!("{} holds a single value, not {}", cell.field.name(), node.describe());
                self.fault(entry, cell.field, None, None, message);
                None
            }
        }
    }

    /// Each element of a list field; a single value is a list of one.
    pub(super) fn each<'a>(&mut self, entry: &Entry<'a>, cell: &Cell<'a>, mut take: impl FnMut(&mut Self, u32, &'a str)) {
        match cell.written {
            Written::Cell(text) => split(text).zip(0..).for_each(|(word, nth)| take(self, nth, word)),
            Written::Node(node) => {
                for (element, nth) in node.elements().iter().zip(0..) {
                    match &element.value {
                        Value::Scalar(text) => take(self, nth, text.trim()),
                        Value::Null => {}
                        _ => {
                            let message = format!("{} is a list of single values; {} stands in it", cell.field.name(), element.describe());
                            self.fault(entry, cell.field, Some(nth), None, message);
                        }
                    }
                }
            }
        }
    }

    /// A value by its parser; a fault leaves the field out.
    pub(super) fn parsed<'a, T>(&mut self, entry: &Entry<'a>, cell: &Cell<'a>, parse: impl Fn(&str) -> Result<T, String>) -> Option<T> {
        let text = self.text(entry, cell)?;
        parse(text).map_err(|why| self.fault(entry, cell.field, None, None, why)).ok()
    }

    pub(super) fn name<'a>(&mut self, entry: &Entry<'a>, cell: &Cell<'a>) -> Option<Name> {
        let text = self.text(entry, cell)?;
        Some(self.names.intern(text))
    }

    pub(super) fn names<'a>(&mut self, entry: &Entry<'a>, cell: &Cell<'a>, out: &mut Vec<Name>) {
        self.each(entry, cell, |reader, _, word| out.push(reader.names.intern(word)));
    }

    pub(super) fn date(&mut self, entry: &Entry<'_>, cell: &Cell<'_>) -> Option<Date> {
        self.parsed(entry, cell, |text| values::day(text, cell.format))
    }

    pub(super) fn minutes(&mut self, entry: &Entry<'_>, cell: &Cell<'_>) -> Option<u32> {
        self.parsed(entry, cell, values::minutes)
    }

    pub(super) fn flag(&mut self, entry: &Entry<'_>, cell: &Cell<'_>) -> Option<bool> {
        self.parsed(entry, cell, values::flag)
    }

    /// A number in ten-thousandths between two bounds.
    pub(super) fn number(&mut self, entry: &Entry<'_>, cell: &Cell<'_>, most: i64) -> Option<i64> {
        self.parsed(entry, cell, |text| {
            let number = values::decimal(text)?;
            if (0..=most).contains(&number) {
                return Ok(number);
            }
            let bound = if most == i64::MAX { "not below 0".to_owned() } else { format!("from 0 to {}", most as f64 / values::SCALE as f64) };
            Err(format!("{} is not {bound}", values::quote(text)))
        })
    }

    /// The number of the word among those that are legal.
    pub(super) fn choice(&mut self, entry: &Entry<'_>, cell: &Cell<'_>, words: &[&'static str]) -> Option<usize> {
        self.parsed(entry, cell, |text| {
            words.iter().position(|word| text.eq_ignore_ascii_case(word)).ok_or_else(|| {
                let hint = did_you_mean(text, words.iter().copied());
                format!("{} is none of {}{hint}", values::quote(text), words.join(", "))
            })
        })
    }

    /// Fills in what a field or one of its columns says of a target.
    pub(super) fn target(&mut self, entry: &Entry<'_>, cell: &Cell<'_>, target: &mut Target) {
        const KEYS: [&str; 5] = ["metric", "group", "min", "max", "by"];
        self.parts(entry, cell, &KEYS, |reader, at, key, text| {
            let mut number = |slot: fn(&mut Target) -> &mut Option<i64>| match values::decimal(text) {
                Ok(number) => *slot(target) = Some(number),
                Err(why) => reader.findings.push(faults::BAD_VALUE.at(at.clone(), why)),
            };
            match key {
                "min" => number(|target| &mut target.min),
                "max" => number(|target| &mut target.max),
                "metric" => target.metric = Some(reader.names.intern(text)),
                "group" => target.group = Some(reader.names.intern(text)),
                _ => match values::day(text, cell.format) {
                    Ok(day) => target.by = Some(day),
                    Err(why) => reader.findings.push(faults::BAD_VALUE.at(at, why)),
                },
            }
        });
    }

    /// The parts of a map field: of a YAML mapping, or of the one column that a cell is.
    fn parts<'a>(&mut self, entry: &Entry<'a>, cell: &Cell<'a>, keys: &[&'static str], mut take: impl FnMut(&mut Self, At, &'static str, &'a str)) {
        let node = match cell.written {
            Written::Cell(text) => {
                match cell.key.and_then(|key| keys.iter().find(|known| **known == key)) {
                    Some(key) => take(self, entry.at_path(cell.field, None, Some(key)), key, text),
                    None => {
                        let message = format!("{0} has parts; name the columns {0}.{1} and so on", cell.field.name(), keys[0]);
                        self.fault(entry, cell.field, None, None, message);
                    }
                }
                return;
            }
            Written::Node(node) => node,
        };
        self.node_parts(entry, cell.field, node, None, keys, &mut take);
    }

    fn node_parts<'a>(
        &mut self, entry: &Entry<'a>, field: Field, node: &'a Node<'a>, nth: Option<u32>, keys: &[&'static str],
        take: &mut impl FnMut(&mut Self, At, &'static str, &'a str),
    ) {
        if !matches!(node.value, Value::Map(_)) {
            let message = format!("{} is written {{{}: …}}, not as {}", field.name(), keys.join(": …, "), node.describe());
            self.fault(entry, field, nth, None, message);
            return;
        }
        for (name, value) in node.entries() {
            let name_text = name.text().unwrap_or_default();
            let Some(key) = keys.iter().find(|known| **known == name_text) else {
                let hint = did_you_mean(name_text, keys.iter().copied());
                self.findings.push(faults::UNKNOWN_FIELD.at(name.span, format!("{} is no part of {}{hint}", values::quote(name_text), field.name())));
                continue;
            };
            match &value.value {
                Value::Null => {}
                Value::Scalar(text) => take(self, At::Span(value.span), key, text.trim()),
                _ => self.findings.push(faults::BAD_VALUE.at(value.span, format!("{key} holds a single value, not {}", value.describe()))),
            }
        }
    }

    /// Sessions and meetings: `2026-09-15 15:00-16:30`, `Tue 15:00-16:30 every 2 from … until …`, or mappings.
    pub(super) fn slots(&mut self, entry: &Entry<'_>, cell: &Cell<'_>, out: &mut Vec<Slot>) {
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
                reader.findings.push(faults::BAD_VALUE.at(at, why));
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

    /// Runs of days without school.
    pub(super) fn breaks(&mut self, entry: &Entry<'_>, cell: &Cell<'_>, columns: &mut (Option<Date>, Option<Date>), out: &mut Vec<Break>) {
        self.records(entry, cell, &["from", "until", "label"], columns, |(from, until), _, key, text| {
            match key {
                "from" => *from = Some(values::day(text, cell.format)?),
                "until" => *until = Some(values::day(text, cell.format)?),
                _ => {}
            }
            Ok(())
        }, &mut |columns: &(Option<Date>, Option<Date>)| match columns {
            (Some(from), until) => {
                let until = until.unwrap_or(*from);
                if until < *from { Err("a break ends before it begins".to_owned()) } else { Ok(out.push(Break { from: *from, until })) }
            }
            _ => Err("a break needs `from`".to_owned()),
        });
    }

    /// Days with extra learning time.
    pub(super) fn days(&mut self, entry: &Entry<'_>, cell: &Cell<'_>, columns: &mut (Option<Date>, Option<u32>), out: &mut Vec<(Date, u32)>) {
        self.records(entry, cell, &["date", "hours", "label"], columns, |(date, minutes), _, key, text| {
            match key {
                "date" => *date = Some(values::day(text, cell.format)?),
                "hours" => *minutes = Some(values::minutes(text)?),
                _ => {}
            }
            Ok(())
        }, &mut |columns: &(Option<Date>, Option<u32>)| match columns {
            (Some(date), Some(minutes)) => Ok(out.push((*date, *minutes))),
            _ => Err("an extra day needs `date` and `hours`".to_owned()),
        });
    }

    /// Small records in a list field. In YAML each element is finished by itself; in a table the columns of one row
    /// gather in `columns`, and the row is finished when the last of them was read (see `Entries::calendar`).
    fn records<'a, T: Default>(
        &mut self, entry: &Entry<'a>, cell: &Cell<'a>, keys: &[&'static str], columns: &mut T,
        set: impl Fn(&mut T, Option<u32>, &'static str, &str) -> Result<(), String>, finish: &mut dyn FnMut(&T) -> Result<(), String>,
    ) {
        let Written::Node(node) = cell.written else {
            self.parts(entry, cell, keys, |reader, at, key, text| {
                if let Err(why) = set(columns, None, key, text) {
                    reader.findings.push(faults::BAD_VALUE.at(at, why));
                }
            });
            return;
        };
        for (element, nth) in node.elements().iter().zip(0..) {
            let mut record = T::default();
            let mut sound = matches!(element.value, Value::Map(_));
            self.node_parts(entry, cell.field, element, Some(nth), keys, &mut |reader: &mut Self, at, key, text| {
                if let Err(why) = set(&mut record, Some(nth), key, text) {
                    reader.findings.push(faults::BAD_VALUE.at(at, why));
                    sound = false;
                }
            });
            if let (true, Err(why)) = (sound, if sound { finish(&record) } else { Ok(()) }) {
                self.fault(entry, cell.field, Some(nth), None, why);
            }
        }
    }

    /// The ids of a requirement's own rules that bind: those not marked as advice or suspended.
    pub(super) fn rules<'a>(&mut self, entry: &Entry<'a>, cell: &Cell<'a>) -> Vec<(&'a str, Place)> {
        let Written::Node(node) = cell.written else {
            self.fault(entry, cell.field, None, None, "rules are written in YAML, not in a table".to_owned());
            return Vec::new();
        };
        let mut rules = Vec::new();
        for rule in node.elements() {
            let place = Place { source: rule.span.source, offset: rule.span.start };
            let word = |key: &str| rule.get(key).and_then(Node::text);
            match word("id") {
                Some(id) => match values::id(id) {
                    Ok(()) if word("force") == Some("advice") || word("status") == Some("suspended") => {}
                    Ok(()) => rules.push((id, place)),
                    Err(why) => self.findings.push(faults::BAD_VALUE.at(rule.span, why)),
                },
                None => self.findings.push(faults::MISSING_FIELD.at(place.span(0), "a rule of a requirement needs an id")),
            }
        }
        rules
    }

    /// Reads a field for its faults alone. References are remembered and checked with all others.
    pub(super) fn check(&mut self, owner: Option<Name>, entry: &Entry<'_>, cell: &Cell<'_>) {
        let kind = entry.list.spec().kind(cell.field);
        match kind {
            FieldKind::Ref(space) | FieldKind::Refs(space) => {
                let (place, field) = (entry.place, cell.field);
                let single = matches!(kind, FieldKind::Ref(_));
                if single {
                    if let Some(name) = self.name(entry, cell) {
                        self.loose.push(Loose { owner, place, field, nth: None, space, name });
                    }
                } else {
                    self.each(entry, cell, |reader, nth, word| {
                        let name = reader.names.intern(word);
                        reader.loose.push(Loose { owner, place, field, nth: Some(nth), space, name });
                    });
                }
            }
            FieldKind::Id | FieldKind::Text => _ = self.text(entry, cell),
            FieldKind::Word => _ = self.parsed(entry, cell, one_word),
            FieldKind::Words => self.each(entry, cell, |_, _, _| {}),
            FieldKind::Date => _ = self.date(entry, cell),
            FieldKind::Hours => _ = self.minutes(entry, cell),
            FieldKind::Number => _ = self.number(entry, cell, i64::MAX),
            FieldKind::Share => _ = self.number(entry, cell, values::SCALE),
            FieldKind::Fte => _ = self.number(entry, cell, MAX_FTE),
            FieldKind::Bool => _ = self.flag(entry, cell),
            FieldKind::Choice(words) => _ = self.choice(entry, cell, words),
            FieldKind::Slots => self.slots(entry, cell, &mut Vec::new()),
            FieldKind::Target => self.target(entry, cell, &mut Target { metric: None, group: None, min: None, max: None, by: None }),
            FieldKind::Breaks => self.breaks(entry, cell, &mut (None, None), &mut Vec::new()),
            FieldKind::Days => self.days(entry, cell, &mut (None, None), &mut Vec::new()),
            FieldKind::Rules => _ = self.rules(entry, cell),
            FieldKind::Answers => self.answers(entry, cell),
        }
    }

    fn answers(&mut self, entry: &Entry<'_>, cell: &Cell<'_>) {
        let mapping = match cell.written {
            Written::Cell(_) => cell.key.is_some(),
            Written::Node(node) => matches!(node.value, Value::Map(_)),
        };
        if !mapping {
            self.fault(entry, cell.field, None, None, format!("{} is a group of answers such as {{grade: 5}}", cell.field.name()));
        }
    }
}

/// The largest full-time equivalent, in ten-thousandths.
pub(super) const MAX_FTE: i64 = 15_000;

/// A word without blanks.
pub(super) fn one_word(text: &str) -> Result<(), String> {
    if text.contains(char::is_whitespace) { Err(format!("{} is more than one word", values::quote(text))) } else { Ok(()) }
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
        let recurring = self.every.is_some() || self.from.is_some() || self.until.is_some();
        match (self.date, self.weekday) {
            (Some(date), None) if !recurring => Ok(Slot::Dated { date, start, end }),
            (None, Some(weekday)) => {
                Ok(Slot::Weekly { weekday, start, end, every: self.every.unwrap_or(1), from: self.from, until: self.until })
            }
            _ => Err("a session has either a `date`, or a `weekday` with `every`, `from` and `until`".to_owned()),
        }
    }
}

fn weekday(text: &str) -> Result<Weekday, String> {
    const DAYS: [(&str, Weekday); 7] = [
        ("monday", Weekday::Monday), ("tuesday", Weekday::Tuesday), ("wednesday", Weekday::Wednesday), ("thursday", Weekday::Thursday),
        ("friday", Weekday::Friday), ("saturday", Weekday::Saturday), ("sunday", Weekday::Sunday),
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
    if weekday(day).is_ok() { parts.set("weekday", day, format)? } else { parts.set("date", day, format)? }
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

/// The path of an element of a list field.
pub(super) fn element(place: Place, field: Field, nth: Option<u32>) -> At {
    At::Field(place, FieldPath { field: field.name(), nth, key: None })
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
            weekday: Weekday::Tuesday, start: 900, end: 990, every: 2, from: Some(date(2026, 9, 1)), until: Some(date(2027, 5, 31)),
        };
        assert_eq!(slot_of_text("Tue 15:00-16:30 every 2 from 2026-09-01 until 2027-05-31", None), Ok(weekly));
    }

    #[test]
    fn a_wrong_session_says_how_to_write_it() {
        for wrong in ["2026-09-15", "Tue 16:30-15:00", "Tue 15:00-16:30 weekly", "Tue 15:00-16:30 every 0", "2026-02-31 15:00-16:00", "2026-09-15 15:00-16:30 every 2"] {
            assert!(slot_of_text(wrong, None).is_err(), "{wrong}");
        }
    }
}
