//! Students in free text (FERPA): numbers that name one, and names on a list that the district keeps to itself. Comes in: what
//! stands in a text field. Goes out: what gives a student away, in words that do not repeat it.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::entry::{Cell, Entry, Written};
use super::files::Folder;
use super::lists::{Field, FieldKind};
use super::yaml::Node;
use super::{Loaded, faults, refused, values};
use crate::finding::{Finding, Findings};

/// Names of students, in words of lower case.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Students {
    names: BTreeSet<Vec<String>>,
    /// Words of the longest name.
    longest: usize,
}

/// A mark of a number: with a word for a student before it, these words make what follows her number.
const NUMBER: [&str; 7] = ["id", "ids", "number", "numbers", "no", "nr", "identifier"];
/// Words for a student.
const STUDENT: [&str; 4] = ["student", "student's", "pupil", "pupil's"];
/// Names of numbers that states and districts give to students.
const SYSTEMS: [&str; 6] = ["ssid", "sasid", "lasid", "suid", "edid", "studentid"];
/// Digits from which on a marked number may be a student's.
const MARKED: usize = 4;
/// Digits from which on a number right behind a word for a student may be hers: a year has four.
const BARE: usize = 6;

impl Students {
    /// A list with a name a line.
    pub(super) fn of(list: &str) -> Self {
        let names: BTreeSet<Vec<String>> = list
            .lines()
            .map(|line| words(line).map(|(word, _)| word).collect())
            .filter(|name: &Vec<_>| !name.is_empty())
            .collect();
        let longest = names.iter().map(Vec::len).max().unwrap_or(0);
        Self { names, longest }
    }

    /// Looks through the texts of a record. O(bytes of its texts).
    pub(super) fn look(&self, entry: &Entry<'_>, findings: &mut Findings) {
        let spec = entry.list.spec();
        let is_text = |field: Field| {
            spec.fields.iter().any(|known| known.field == field && matches!(known.kind, FieldKind::Text | FieldKind::Words))
        };
        // A person's own name on the roster is not looked for among those of students: two may share it.
        let is_name = |field: Field| field == Field::Name;
        for cell in entry.cells {
            let mut told = None;
            each_text(&cell.written, &mut |text| {
                if told.is_none() && may_hold(text, self.longest > 0) && is_text(cell.field) && !is_name(cell.field) {
                    told = self.in_text(text);
                }
            });
            findings.extend(told.map(|what| finding(entry, cell, what)));
        }
    }

    /// What in a text gives a student away.
    fn in_text(&self, text: &str) -> Option<&'static str> {
        let words: Vec<(String, bool)> = words(text).collect();
        if words.iter().enumerate().any(|(at, _)| is_number(&words[at..])) {
            return Some("a number of a student");
        }
        let is_named = |at: usize| {
            let longest = self.longest.min(words.len() - at);
            (1..=longest).any(|length| {
                let name: Vec<String> = words[at..at + length].iter().map(|(word, _)| word.clone()).collect();
                self.names.contains(&name)
            })
        };
        (0..words.len()).any(is_named).then_some("a name on the list of students")
    }
}

/// Whether a text can hold anything that is looked for: most hold no number, and then only names are left.
fn may_hold(text: &str, names: bool) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    names || digits >= MARKED && text.len() > digits
}

/// Whether words begin with a student's number: `student id 20417`, `SSID: 1029384756`, `student #3318`.
fn is_number(words: &[(String, bool)]) -> bool {
    let Some((first, _)) = words.first() else { return false };
    let digits = |at: usize| words.get(at).map_or(0, |(word, _)| word.bytes().filter(u8::is_ascii_digit).count());
    if SYSTEMS.contains(&first.as_str()) {
        let skip = 1 + usize::from(words.get(1).is_some_and(|(word, _)| NUMBER.contains(&word.as_str())));
        return digits(skip) >= MARKED;
    }
    if !STUDENT.contains(&first.as_str()) {
        return false;
    }
    let is_marked = words.get(1).is_some_and(|(word, _)| NUMBER.contains(&word.as_str()));
    let has_sign = words.get(1).is_some_and(|(_, sign)| *sign);
    // `pupil no. S-20417`: a letter may stand before the number.
    let letter = usize::from(words.get(2).is_some_and(|(word, _)| word.len() == 1 && digits(2) == 0));
    if is_marked { digits(2 + letter) >= MARKED } else { digits(1) >= if has_sign { MARKED } else { BARE } }
}

/// The words of a text in lower case, and whether a number sign stands before each.
fn words(text: &str) -> impl Iterator<Item = (String, bool)> {
    let parts = text.split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '’' || c == '#'));
    parts.filter_map(|part| {
        let word: String = part.replace('’', "'").trim_matches('\'').trim_matches('#').to_lowercase();
        (!word.is_empty()).then(|| (word, part.starts_with('#')))
    })
}

/// Every single text in a field.
fn each_text(written: &Written<'_>, each: &mut dyn FnMut(&str)) {
    match written {
        Written::Cell(text) => each(text),
        // A single value is a list of one.
        Written::Node(node) => node.elements().iter().filter_map(Node::text).for_each(each),
    }
}

fn finding(entry: &Entry<'_>, cell: &Cell<'_>, what: &str) -> Finding {
    let id = entry.find(Field::Id).and_then(Cell::text);
    let whose = id.map_or_else(|| format!("a record of {}", entry.list.name()), str::to_owned);
    let message = format!("the field “{}” of {whose} holds {what}", cell.field.name());
    let finding = faults::STUDENT_IDENTIFIER.at(entry.at(cell.field), message);
    finding.items(id.into_iter().chain([cell.field.name()]))
}

impl Loaded {
    /// The list of names of students. Where it cannot be read nobody can say that none of them is named.
    pub(super) fn open_students(&mut self, folder: &Folder<'_>) {
        let Some((path, span)) = self.manifest.students.clone() else { return };
        let read = |path: &PathBuf| folder.read(path).map(|decoded| decoded.text);
        let found = folder.matches(&path);
        self.found.extend(found.iter().flatten().cloned());
        match found.and_then(|paths| paths.iter().map(read).collect::<Result<Vec<String>, _>>()) {
            Ok(texts) if texts.is_empty() => {
                self.findings.push(faults::EMPTY_MATCH.at(span, format!("no file fits {}", values::quote(&path))));
            }
            Ok(texts) => self.students = Students::of(&texts.join("\n")),
            Err(refusal) => self.findings.push(refused(span, &path, &refusal)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_students_are_known_in_the_forms_people_write() {
        let none = Students::default();
        for text in
            ["for student id 20417", "Student #3318 and two others", "SSID: 1029384756", "pupil no. S-20417", "student 104233"]
        {
            assert!(none.in_text(text).is_some(), "{text}");
        }
        for text in [
            "By 2027 students read daily",
            "student 2027 survey",
            "20 of 26 students",
            "room 1204",
            "S2 literacy",
            "students 104233",
        ] {
            assert!(none.in_text(text).is_none(), "{text}");
        }
    }

    #[test]
    fn names_on_the_list_are_found_as_whole_words_in_any_case() {
        let list = Students::of("Ana Lee\n\nJo O’Neill\n");
        for text in ["four students, among them ana lee, speak", "Jo O'Neill"] {
            assert!(list.in_text(text).is_some(), "{text}");
        }
        assert!(list.in_text("Diana Leeds and Ana").is_none());
    }
}
