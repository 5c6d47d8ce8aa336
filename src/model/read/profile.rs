//! Answers to what a pack asks: of a YAML mapping, or of the columns `profile.…` of a table.

use super::{Reader, subject};
use crate::load::entry::{Entry, Written};
use crate::load::faults::BAD_VALUE;
use crate::load::lists::Field;
use crate::load::yaml::Value;
use crate::source::Span;

/// An answer as written.
#[derive(Clone, Copy, Debug)]
pub(in crate::model) struct Said<'a> {
    pub(in crate::model) key: &'a str,
    pub(in crate::model) answer: &'a str,
    /// Where key and answer stand in YAML; in a table they are found by their column.
    pub(in crate::model) at: Option<(Span, Span)>,
}

impl Reader {
    /// All answers of a record. What is no single value is told.
    pub(in crate::model) fn profile<'a>(&mut self, entry: &Entry<'a>) -> Vec<Said<'a>> {
        let mut said = Vec::new();
        for cell in entry.cells.iter().filter(|cell| cell.field == Field::Profile) {
            match (cell.written, cell.key) {
                (Written::Cell(answer), Some(key)) => said.push(Said { key, answer, at: None }),
                (Written::Node(node), _) if matches!(node.value, Value::Map(_)) => {
                    for (key, value) in node.entries() {
                        match (key.text(), &value.value) {
                            (Some(name), Value::Scalar(answer)) if !answer.trim().is_empty() => {
                                said.push(Said { key: name.trim(), answer: answer.trim(), at: Some((key.span, value.span)) });
                            }
                            (_, Value::Null | Value::Scalar(_)) => {}
                            _ => self.wrong_answer(entry, value.span, value.describe()),
                        }
                    }
                }
                _ => {
                    let message = "profile is a group of answers such as {grade: 5}".to_owned();
                    self.fault(entry, cell.field, None, None, message);
                }
            }
        }
        said
    }

    fn wrong_answer(&mut self, entry: &Entry<'_>, at: Span, what: &str) {
        let message = format!("an answer is a single value, not {what}");
        let finding = BAD_VALUE.at(at, message).items(subject(entry, Field::Profile));
        self.findings.push(finding);
    }
}
