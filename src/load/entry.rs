//! One record as written. Comes in: cells from a reader. Goes out: fields by name, borrowed from the source and
//! without meaning yet. Apart, because it is all that a model knows of a file.

use std::borrow::Cow;

use super::lists::{Field, List};
use super::yaml::Node;
use crate::finding::{At, FieldPath};
use crate::source::Place;

/// A record of a list. Empty fields are not in it.
#[derive(Debug)]
pub struct Entry<'a> {
    /// Its list.
    pub list: List,
    /// Where it begins.
    pub place: Place,
    /// Whether it is left out for its form: nothing of it can be trusted but its id, and what names it is not to blame.
    pub left_out: bool,
    /// Its fields, in the order of the file.
    pub cells: &'a [Cell<'a>],
}

/// A field of a record.
#[derive(Clone, Copy, Debug)]
pub struct Cell<'a> {
    /// Which.
    pub field: Field,
    /// The key after the dot, where the column is one of a map field.
    pub key: Option<&'a str>,
    /// How days are written in it, as `strptime` has it.
    pub format: Option<&'a str>,
    /// What stands there.
    pub written: Written<'a>,
}

/// What stands in a field.
#[derive(Clone, Copy, Debug)]
pub enum Written<'a> {
    /// A cell of a table, trimmed and not empty.
    Cell(&'a str),
    /// A YAML value, not nothing.
    Node(&'a Node<'a>),
}

impl<'a> Entry<'a> {
    /// The first cell of a field.
    pub fn find(&self, field: Field) -> Option<&Cell<'a>> {
        self.cells.iter().find(|cell| cell.field == field)
    }

    /// The place of a field.
    pub fn at(&self, field: Field) -> At {
        At::field(self.place, field.name())
    }

    /// The place of an element of a field.
    pub fn at_path(&self, field: Field, nth: Option<u32>, key: Option<Cow<'static, str>>) -> At {
        At::Field(self.place, FieldPath { field: field.name(), nth, key })
    }
}

/// The elements of a list cell: split at `;` or `|`, trimmed, empty ones left out.
pub fn split(cell: &str) -> impl Iterator<Item = &str> {
    cell.split([';', '|']).map(str::trim).filter(|word| !word.is_empty())
}

impl<'a> Cell<'a> {
    /// The single value, where it is one.
    pub fn text(&self) -> Option<&'a str> {
        match self.written {
            Written::Cell(text) => Some(text),
            Written::Node(node) => node.text().map(str::trim),
        }
    }
}
