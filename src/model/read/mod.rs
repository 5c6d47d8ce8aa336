//! Cells → values. Comes in: what stands in a field. Goes out: names, days, minutes, or a finding at the very
//! element that is wrong. Every field of every list passes here, also those that nobody asks for yet.

mod parts;
mod profile;
mod slots;

pub(super) use self::profile::Said;

use std::borrow::Cow;

use jiff::civil::Date;

use super::calendar::Day;
use super::names::{Name, Names};
use super::obligation::Target;
use crate::finding::{At, FieldPath, Findings};
use crate::load::entry::{Cell, Entry, Written, split};
use crate::load::faults;
use crate::load::lists::{Field, FieldKind, Names as Space};
use crate::load::nearest::did_you_mean;
use crate::load::values;
use crate::load::yaml::Value;
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
#[derive(Debug)]
pub(super) struct Reader {
    pub(super) names: Names,
    pub(super) findings: Findings,
    pub(super) loose: Vec<Loose>,
    /// The name last read from each field: rows of one educator follow each other, and their names are looked up once.
    last: [Option<Name>; Field::COUNT],
    /// First and last day of the school year, in which series without bounds run.
    pub(super) year: Option<(Day, Day)>,
    /// A series without bounds and without a year to run in.
    pub(super) unbounded: Option<Place>,
}

impl Reader {
    /// A reader that has read nothing; series without bounds run from the year's first day to its last.
    pub(super) fn new(year: Option<(Day, Day)>) -> Self {
        Self {
            names: Names::default(),
            findings: Findings::new(),
            loose: Vec::new(),
            last: [None; Field::COUNT],
            year,
            unbounded: None,
        }
    }

    pub(super) fn fault(
        &mut self,
        entry: &Entry<'_>,
        field: Field,
        nth: Option<u32>,
        key: Option<&'static str>,
        message: String,
    ) {
        let at = entry.at_path(field, nth, key.map(Cow::Borrowed));
        self.findings.push(faults::BAD_VALUE.at(at, message).items(subject(entry, field)));
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
                            let message =
                                format!("{} is a list of single values; {} stands in it", cell.field.name(), element.describe());
                            self.fault(entry, cell.field, Some(nth), None, message);
                        }
                    }
                }
            }
        }
    }

    /// A value by its parser; a fault leaves the field out.
    pub(super) fn parsed<'a, T>(
        &mut self,
        entry: &Entry<'a>,
        cell: &Cell<'a>,
        parse: impl Fn(&str) -> Result<T, String>,
    ) -> Option<T> {
        let text = self.text(entry, cell)?;
        parse(text).map_err(|why| self.fault(entry, cell.field, None, None, why)).ok()
    }

    pub(super) fn name<'a>(&mut self, entry: &Entry<'a>, cell: &Cell<'a>) -> Option<Name> {
        let text = self.text(entry, cell)?;
        Some(self.intern(cell.field, text))
    }

    pub(super) fn names<'a>(&mut self, entry: &Entry<'a>, cell: &Cell<'a>, out: &mut Vec<Name>) {
        self.each(entry, cell, |reader, _, word| out.push(reader.intern(cell.field, word)));
    }

    fn intern(&mut self, field: Field, text: &str) -> Name {
        let last = &mut self.last[field as usize];
        if last.is_none_or(|last| self.names.get(last) != text) {
            *last = Some(self.names.intern(text));
        }
        last.expect("it was just set")
    }

    pub(super) fn date(&mut self, entry: &Entry<'_>, cell: &Cell<'_>) -> Option<Date> {
        self.parsed(entry, cell, |text| {
            let day = values::day(text, cell.format);
            let foreign = cell.format.is_none() && text.contains(['/', '.']);
            day.map_err(|why| if foreign { format!("{why}, or map its column with a `format`") } else { why })
        })
    }

    pub(super) fn minutes(&mut self, entry: &Entry<'_>, cell: &Cell<'_>) -> Option<u32> {
        self.parsed(entry, cell, values::minutes)
    }

    /// Hours of a week, of which there are no more than a week has.
    pub(super) fn weekly(&mut self, entry: &Entry<'_>, cell: &Cell<'_>) -> Option<u32> {
        self.parsed(entry, cell, |text| match values::minutes(text)? {
            minutes if minutes <= WEEK_MINUTES => Ok(minutes),
            _ => Err(format!("a week has 168 hours, not {}", values::quote(text))),
        })
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
            let bound = if most == i64::MAX {
                "not below 0".to_owned()
            } else {
                format!("from 0 to {}", most as f64 / values::SCALE as f64)
            };
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

    /// The id that a field names, which is checked with all others when everything is read.
    pub(super) fn reference(&mut self, owner: Option<Name>, entry: &Entry<'_>, cell: &Cell<'_>) -> Option<Name> {
        let name = self.name(entry, cell)?;
        if let FieldKind::Ref(space) = entry.list.spec().kind(cell.field) {
            self.loose.push(Loose { owner, place: entry.place, field: cell.field, nth: None, space, name });
        }
        Some(name)
    }

    /// Reads a field for its faults alone. References are remembered and checked with all others.
    pub(super) fn check(&mut self, owner: Option<Name>, entry: &Entry<'_>, cell: &Cell<'_>) {
        let kind = entry.list.spec().kind(cell.field);
        match kind {
            FieldKind::Ref(_) => _ = self.reference(owner, entry, cell),
            FieldKind::Refs(space) => {
                let (place, field) = (entry.place, cell.field);
                self.each(entry, cell, |reader, nth, word| {
                    let name = reader.intern(field, word);
                    reader.loose.push(Loose { owner, place, field, nth: Some(nth), space, name });
                });
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
            FieldKind::Target => {
                self.target(entry, cell, &mut Target { metric: None, group: None, min: None, max: None, by: None });
            }
            FieldKind::Breaks => self.breaks(entry, cell, &mut (None, None), &mut Vec::new()),
            FieldKind::Days => self.days(entry, cell, &mut (None, None), &mut Vec::new()),
            // Only requirements have these, which are read there.
            FieldKind::Rules | FieldKind::Answers => {}
        }
    }
}

/// Minutes of a week.
const WEEK_MINUTES: u32 = 7 * 24 * 60;
/// The largest full-time equivalent, in ten-thousandths.
pub(super) const MAX_FTE: i64 = 15_000;

/// A word without blanks.
pub(super) fn one_word(text: &str) -> Result<(), String> {
    if text.contains(char::is_whitespace) { Err(format!("{} is more than one word", values::quote(text))) } else { Ok(()) }
}

/// What a fault of a field is about: the record's id (of one without, its educator) and the field, so that it can be
/// told whom it concerns and which it is.
pub(super) fn subject(entry: &Entry<'_>, field: Field) -> Vec<String> {
    let id = [Field::Id, Field::Educator].into_iter().find_map(|field| entry.find(field)?.text());
    id.into_iter().chain(id.map(|_| field.name())).map(values::clean).collect()
}

/// The path of an element of a list field.
pub(super) fn element(place: Place, field: Field, nth: Option<u32>) -> At {
    At::Field(place, FieldPath { field: field.name(), nth, key: None })
}
