//! What a record says, as one number a field. Comes in: lists. Goes out: for every record the fields it has, each with a hash
//! of what stands in it. Two versions of a district are compared with them: the texts themselves are not kept.

use std::collections::BTreeMap;
use std::hash::{BuildHasher, Hash, Hasher};

use foldhash::fast::FixedState;

use super::Loaded;
use super::entry::{Cell, Written, split};
use super::lists::{Field, FieldKind, List};
use super::yaml::{Node, Value};
use crate::source::Place;

/// The fields of a record with hashes of what they hold, sorted by field. Equal within one run of plalign only.
pub type Print = Box<[(Field, u64)]>;

impl Loaded {
    /// The prints of every record of some lists, by place. Blanks around values, the order of fields and the difference
    /// between a list in a cell and one in YAML do not count. O(bytes of the lists).
    pub fn prints(&self, lists: &[List]) -> BTreeMap<Place, Print> {
        let mut prints = BTreeMap::new();
        for list in lists {
            for part in self.parts_of(*list) {
                // Faults of the form were told when the list was read.
                let _ = self.entries(&part, &mut |entry| _ = prints.insert(entry.place, print(entry.cells, *list)));
            }
        }
        prints
    }
}

fn print(cells: &[Cell<'_>], list: List) -> Print {
    let is_list = |field: Field| {
        let kind = list.spec().fields.iter().find(|known| known.field == field).map(|known| known.kind);
        matches!(kind, Some(FieldKind::Refs(_) | FieldKind::Words | FieldKind::Slots))
    };
    let mut fields: Vec<(Field, u64)> = cells.iter().map(|cell| (cell.field, hash(cell, is_list(cell.field)))).collect();
    fields.sort_unstable();
    // Columns of one field, such as `target.min` and `target.max`, are told as that field.
    fields.chunk_by(|a, b| a.0 == b.0).map(|of_field| (of_field[0].0, FixedState::default().hash_one(of_field))).collect()
}

fn hash(cell: &Cell<'_>, is_list: bool) -> u64 {
    let mut hasher = FixedState::default().build_hasher();
    cell.key.hash(&mut hasher);
    match cell.written {
        Written::Cell(text) if is_list => split(text).for_each(|word| word.hash(&mut hasher)),
        Written::Cell(text) => text.hash(&mut hasher),
        Written::Node(node) => add(node, &mut hasher),
    }
    hasher.finish()
}

fn add(node: &Node<'_>, hasher: &mut impl Hasher) {
    match &node.value {
        Value::Map(entries) => {
            // The order of keys says nothing.
            let mut keys: Vec<&(Node<'_>, Node<'_>)> = entries.iter().collect();
            keys.sort_by_key(|(key, _)| key.text().unwrap_or_default());
            keys.len().hash(hasher);
            keys.into_iter().for_each(|(key, value)| {
                key.text().hash(hasher);
                add(value, hasher);
            });
        }
        Value::List(elements) => elements.iter().for_each(|element| add(element, hasher)),
        _ => node.text().map(str::trim).unwrap_or_default().hash(hasher),
    }
}
