//! Values of a pack: texts, numbers, words of a choice, days.

use jiff::civil::Date;

use super::Reader;
use crate::load::faults::{BAD_VALUE, MISSING_FIELD, UNKNOWN_FIELD};
use crate::load::nearest::did_you_mean;
use crate::load::values;
use crate::load::yaml::{Node, Value};

impl Reader<'_> {
    /// Tells a mistake, by which what is being read cannot be kept.
    pub(super) fn wrong(&mut self, node: &Node<'_>, message: String) {
        self.findings.push(BAD_VALUE.at(node.span, message));
        self.is_left_out = true;
    }

    /// Tells what is missing, at the start of a group.
    pub(super) fn lacks(&mut self, node: &Node<'_>, message: &str) {
        self.findings.push(MISSING_FIELD.at(node.span.place().span(0), message));
        self.is_left_out = true;
    }

    /// The entries of a group whose keys are known; others are told with the nearest.
    pub(super) fn group<'n, 't>(
        &mut self,
        node: &'n Node<'t>,
        what: &str,
        known: &[&'static str],
    ) -> Vec<(&'static str, &'n Node<'t>)> {
        if !matches!(node.value, Value::Map(_)) {
            self.wrong(node, format!("{what} is a group of fields, not {}", node.describe()));
        }
        let mut entries = Vec::new();
        for (key, value) in node.entries() {
            let name = key.text().unwrap_or_default();
            match known.iter().find(|known| **known == name) {
                Some(_) if is_absent(value) => {}
                Some(known) => entries.push((*known, value)),
                None => {
                    let message =
                        format!("{} is no field of {what}{}", values::quote(name), did_you_mean(name, known.iter().copied()));
                    self.findings.push(UNKNOWN_FIELD.at(key.span, message));
                }
            }
        }
        entries
    }

    pub(super) fn each<'n, 't, T>(&mut self, node: &'n Node<'t>, one: impl Fn(&mut Self, &'n Node<'t>) -> T) -> Vec<T> {
        if !matches!(node.value, Value::List(_)) {
            self.wrong(node, format!("a list belongs here, not {}", node.describe()));
            return Vec::new();
        }
        node.elements().iter().map(|element| one(self, element)).collect()
    }

    /// The rules or rows of a list; one with a mistake in whom it is for or how much it asks is left out.
    pub(super) fn wholes<'n, 't, T>(&mut self, node: &'n Node<'t>, one: impl Fn(&mut Self, &'n Node<'t>) -> T) -> Vec<T> {
        let whole = |reader: &mut Self, node: &'n Node<'t>| reader.sound(|reader| one(reader, node));
        self.each(node, whole).into_iter().flatten().collect()
    }

    /// What is read, and whether something in it is wrong; what it stands in is none the worse for it.
    pub(super) fn whether<T>(&mut self, one: impl FnOnce(&mut Self) -> T) -> (T, bool) {
        let outer = std::mem::take(&mut self.is_left_out);
        let read = one(self);
        (read, std::mem::replace(&mut self.is_left_out, outer))
    }

    /// What is read, where nothing in it is wrong.
    pub(super) fn sound<T>(&mut self, one: impl FnOnce(&mut Self) -> T) -> Option<T> {
        let (read, is_wrong) = self.whether(one);
        (!is_wrong).then_some(read)
    }

    /// Says a field anew, where nothing is wrong with what is read; else it stays what it was. Whether it was said.
    pub(super) fn set<T>(&mut self, field: &mut T, one: impl FnOnce(&mut Self) -> T) -> bool {
        let read = self.sound(one);
        let is_sound = read.is_some();
        read.into_iter().for_each(|read| *field = read);
        is_sound
    }

    pub(super) fn text(&mut self, node: &Node<'_>) -> String {
        if let Some(text) = node.text() {
            return text.trim().to_owned();
        }
        self.wrong(node, format!("a single value belongs here, not {}", node.describe()));
        String::new()
    }

    pub(super) fn words(&mut self, node: &Node<'_>) -> Vec<String> {
        node.elements().iter().map(|element| self.text(element)).collect()
    }

    pub(super) fn parsed<T>(&mut self, node: &Node<'_>, parse: impl Fn(&str) -> Result<T, String>) -> Option<T> {
        let text = self.text(node);
        parse(&text).map_err(|why| self.wrong(node, why)).ok()
    }

    /// A number in ten-thousandths, not below 0 and not beyond what any pack has.
    pub(super) fn number(&mut self, node: &Node<'_>) -> Option<i64> {
        self.parsed(node, |text| match values::decimal(text)? {
            number if number < 0 => Err(format!("{} is below 0", values::quote(text))),
            number if number > MAX_NUMBER => Err(format!("{} is more than any pack asks", values::quote(text))),
            number => Ok(number),
        })
    }

    /// A number of things that are counted, in ten-thousandths.
    pub(super) fn whole(&mut self, node: &Node<'_>) -> Option<i64> {
        let number = self.number(node)?;
        if number % values::SCALE != 0 {
            let text = values::quote(node.text().unwrap_or_default());
            self.wrong(node, format!("{text} is no whole number, and what is counted here has no parts"));
        }
        Some(number)
    }

    pub(super) fn years(&mut self, node: &Node<'_>) -> Option<i16> {
        self.parsed(node, |text| {
            let years = text.parse().ok().filter(|years| (1..=MAX_YEARS).contains(years));
            years.ok_or_else(|| format!("{} is no number of years from 1 to {MAX_YEARS}", values::quote(text)))
        })
    }

    pub(super) fn choice<T: Clone>(&mut self, node: &Node<'_>, words: &[&'static str], values_of: &[T]) -> Option<T> {
        self.parsed(node, |text| {
            let at = words.iter().position(|word| *word == text);
            at.map(|at| values_of[at].clone()).ok_or_else(|| {
                format!("{} is none of {}{}", values::quote(text), words.join(", "), did_you_mean(text, words.iter().copied()))
            })
        })
    }
}

/// Whether a value says nothing: null, an empty text or an empty list (contract §2).
fn is_absent(node: &Node<'_>) -> bool {
    match &node.value {
        Value::Null => true,
        Value::Scalar(text) => text.trim().is_empty(),
        Value::List(elements) => elements.is_empty(),
        Value::Map(_) => false,
    }
}

/// The largest number, in ten-thousandths: more is a slip of the pen.
const MAX_NUMBER: i64 = 100_000 * values::SCALE;
/// The longest cycle: more is a slip of the pen.
pub(super) const MAX_YEARS: i16 = 50;

/// `2026-11` → year and month.
pub(super) fn month(text: &str) -> Result<(i16, i8), String> {
    let day = first_day(text)?;
    Ok((day.year(), day.month()))
}

/// A day, or the first of a month.
pub(super) fn first_day(text: &str) -> Result<Date, String> {
    let wrong = || format!("{} is no month; write it like 2026-11", values::quote(text));
    match text.split('-').collect::<Vec<_>>().as_slice() {
        [year, month] => {
            let (year, month) = (year.parse().map_err(|_| wrong())?, month.parse().map_err(|_| wrong())?);
            Date::new(year, month, 1).map_err(|_| wrong())
        }
        _ => values::day(text, None),
    }
}
