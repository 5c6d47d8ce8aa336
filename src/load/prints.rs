//! What a record says, as one number a field. Comes in: lists. Goes out: for every record the fields it has, each with a hash
//! of what stands in it. Two versions of a district are compared with them: the texts themselves are not kept.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{BuildHasher, Hash, Hasher};

use foldhash::fast::FixedState;
use rayon::prelude::*;

use super::entry::{Cell, Written, split};
use super::lists::{Field, FieldKind, List};
use super::parts::Part;
use super::yaml::{Node, Value};
use super::{Loaded, MANIFEST};
use crate::source::{Place, SourceId};

/// The fields of a record with hashes of what they hold, sorted by field. Equal within one run of plalign only.
pub type Print = Box<[(Field, u64)]>;

impl Loaded {
    /// The prints of the records of some lists that stand in some sources, by place. Blanks and line breaks, the order of
    /// fields and the difference between a list in a cell and one in YAML do not count. O(bytes of these), in parallel.
    pub fn prints(&self, lists: &[List], wanted: &(dyn Fn(SourceId) -> bool + Sync)) -> BTreeMap<Place, Print> {
        let parts: Vec<(Part, List)> =
            lists.iter().flat_map(|list| self.parts_of(*list).map(|part| (part.within(self, wanted), *list))).collect();
        let read = |(part, list): &(Part, List)| {
            let mut prints = Vec::new();
            // Faults of the form were told when the list was read.
            let _ = self.entries(part, &mut |entry| prints.push((entry.place, print(entry.cells, *list))));
            prints
        };
        parts.par_iter().flat_map_iter(read).collect::<Vec<_>>().into_iter().collect()
    }

    /// The sources that stand in another version too, word for word and read in the same way.
    pub fn same_sources(&self, other: &Self) -> BTreeSet<SourceId> {
        if self.sources.get(MANIFEST).text() != other.sources.get(MANIFEST).text() {
            return BTreeSet::new();
        }
        let there: BTreeMap<&str, SourceId> =
            other.inputs.iter().map(|input| (other.sources.get(input.source).path(), input.source)).collect();
        let same = |source: &SourceId| {
            let found = there.get(self.sources.get(*source).path());
            found.is_some_and(|found| self.sources.get(*source).text() == other.sources.get(*found).text())
        };
        self.inputs
            .iter()
            .map(|input| input.source)
            .chain([MANIFEST])
            .filter(|source| *source == MANIFEST || same(source))
            .collect()
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
        Written::Cell(text) if is_list => split(text).for_each(|word| add_text(word, &mut hasher)),
        Written::Cell(text) => add_text(text, &mut hasher),
        Written::Node(node) => add(node, &mut hasher),
    }
    hasher.finish()
}

/// The words of a text and its end: how lines break, and how many blanks stand between words, says nothing.
fn add_text(text: &str, hasher: &mut impl Hasher) {
    text.split_whitespace().for_each(|word| word.hash(hasher));
    hasher.write_u8(0);
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
        _ => add_text(node.text().unwrap_or_default(), hasher),
    }
}
