//! Map fields and small records: targets, breaks, extra days.

use std::borrow::Cow;

use jiff::civil::Date;

use super::{Reader, subject};
use crate::finding::At;
use crate::load::entry::{Cell, Entry, Written};
use crate::load::faults;
use crate::load::lists::Field;
use crate::load::nearest::did_you_mean;
use crate::load::values;
use crate::load::yaml::{Node, Value};
use crate::model::calendar::{Break, Day};
use crate::model::obligation::Target;

impl Reader {
    /// Fills in what a field or one of its columns says of a target.
    pub(in crate::model) fn target(&mut self, entry: &Entry<'_>, cell: &Cell<'_>, target: &mut Target) {
        const KEYS: [&str; 5] = ["metric", "group", "min", "max", "by"];
        self.parts(entry, cell, &KEYS, |reader, at, key, text| {
            let mut number = |slot: fn(&mut Target) -> &mut Option<i64>| match values::decimal(values::percent(text)) {
                Ok(number) => *slot(target) = Some(number),
                Err(why) => reader.findings.push(faults::BAD_VALUE.at(at.clone(), why).items(subject(entry, cell.field))),
            };
            match key {
                "min" => number(|target| &mut target.min),
                "max" => number(|target| &mut target.max),
                "metric" => target.metric = Some(reader.names.intern(text)),
                "group" => target.group = Some(reader.names.intern(text)),
                _ => match values::day(text, cell.format) {
                    Ok(day) => target.by = Some(day),
                    Err(why) => reader.findings.push(faults::BAD_VALUE.at(at, why).items(subject(entry, cell.field))),
                },
            }
        });
    }

    /// Runs of days without school.
    pub(in crate::model) fn breaks(
        &mut self,
        entry: &Entry<'_>,
        cell: &Cell<'_>,
        columns: &mut (Option<Date>, Option<Date>),
        out: &mut Vec<Break>,
    ) {
        self.records(
            entry,
            cell,
            &["from", "until", "label"],
            columns,
            |(from, until), key, text| {
                match key {
                    "from" => *from = Some(values::day(text, cell.format)?),
                    "until" => *until = Some(values::day(text, cell.format)?),
                    _ => {}
                }
                Ok(())
            },
            &mut |columns: &(Option<Date>, Option<Date>)| {
                out.push(Break::of(*columns)?);
                Ok(())
            },
        );
    }

    /// Days with extra learning time.
    pub(in crate::model) fn days(
        &mut self,
        entry: &Entry<'_>,
        cell: &Cell<'_>,
        columns: &mut (Option<Date>, Option<u32>),
        out: &mut Vec<(Day, u32)>,
    ) {
        self.records(
            entry,
            cell,
            &["date", "hours", "label"],
            columns,
            |(date, minutes), key, text| {
                match key {
                    "date" => *date = Some(values::day(text, cell.format)?),
                    "hours" => *minutes = Some(values::minutes(text)?),
                    _ => {}
                }
                Ok(())
            },
            &mut |columns: &(Option<Date>, Option<u32>)| match columns {
                (Some(date), Some(minutes)) => {
                    out.push((Day::of(*date), *minutes));
                    Ok(())
                }
                _ => Err("an extra day needs `date` and `hours`".to_owned()),
            },
        );
    }

    /// The parts of a map field: of a YAML mapping, or of the one column that a cell is.
    pub(super) fn parts<'a>(
        &mut self,
        entry: &Entry<'a>,
        cell: &Cell<'a>,
        keys: &[&'static str],
        mut take: impl FnMut(&mut Self, At, &'static str, &'a str),
    ) {
        let node = match cell.written {
            Written::Cell(text) => {
                if let Some(key) = cell.key.and_then(|key| keys.iter().find(|known| **known == key)) {
                    take(self, entry.at_path(cell.field, None, Some(Cow::Borrowed(key))), key, text);
                } else {
                    let message = format!("{0} has parts; name the columns {0}.{1} and so on", cell.field.name(), keys[0]);
                    self.fault(entry, cell.field, None, None, message);
                }
                return;
            }
            Written::Node(node) => node,
        };
        self.node_parts(entry, cell.field, node, None, keys, &mut take);
    }

    pub(super) fn node_parts<'a>(
        &mut self,
        entry: &Entry<'a>,
        field: Field,
        node: &'a Node<'a>,
        nth: Option<u32>,
        keys: &[&'static str],
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
                self.findings.push(
                    faults::UNKNOWN_FIELD
                        .at(name.span, format!("{} is no part of {}{hint}", values::quote(name_text), field.name())),
                );
                continue;
            };
            match &value.value {
                Value::Null => {}
                Value::Scalar(text) => take(self, At::Span(value.span), key, text.trim()),
                _ => self
                    .findings
                    .push(faults::BAD_VALUE.at(value.span, format!("{key} holds a single value, not {}", value.describe()))),
            }
        }
    }

    /// Small records in a list field. In YAML each element is finished by itself; in a table the columns of one row
    /// gather in `columns`, and the row is finished when the last of them was read (see `Entries::calendar`).
    pub(super) fn records<'a, T: Default>(
        &mut self,
        entry: &Entry<'a>,
        cell: &Cell<'a>,
        keys: &[&'static str],
        columns: &mut T,
        set: impl Fn(&mut T, &'static str, &str) -> Result<(), String>,
        finish: &mut dyn FnMut(&T) -> Result<(), String>,
    ) {
        let Written::Node(node) = cell.written else {
            self.parts(entry, cell, keys, |reader, at, key, text| {
                if let Err(why) = set(columns, key, text) {
                    reader.findings.push(faults::BAD_VALUE.at(at, why).items(subject(entry, cell.field)));
                }
            });
            return;
        };
        for (element, nth) in node.elements().iter().zip(0..) {
            let mut record = T::default();
            let mut sound = matches!(element.value, Value::Map(_));
            self.node_parts(entry, cell.field, element, Some(nth), keys, &mut |reader: &mut Self, at, key, text| {
                if let Err(why) = set(&mut record, key, text) {
                    reader.findings.push(faults::BAD_VALUE.at(at, why).items(subject(entry, cell.field)));
                    sound = false;
                }
            });
            if sound && let Err(why) = finish(&record) {
                self.fault(entry, cell.field, Some(nth), None, why);
            }
        }
    }
}
