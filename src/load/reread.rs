//! What the model does not keep: free texts of some records, and links that lead nowhere. Comes in: a list, a field and the
//! places of records. Goes out: what stands in the field. A district has millions of titles and a page shows a dozen, so that
//! they are read again.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::Loaded;
use super::entry::{Cell, Written, split};
use super::lists::{Field, List};
use super::values;
use crate::source::Place;

/// Lists whose records link to obligations, with the field that does.
const LINKING: [(List, Field); 5] = [
    (List::IndividualPlans, Field::Supports),
    (List::PlcGoals, Field::Supports),
    (List::SchoolImprovementGoals, Field::Supports),
    (List::DistrictGoals, Field::Supports),
    (List::Activities, Field::Serves),
];

/// Links of a record as they are written.
#[derive(Debug)]
pub struct Linking {
    /// The list it stands in.
    pub list: List,
    /// Its id.
    pub id: String,
    /// Whether the record was left out.
    pub left_out: bool,
    /// What it names in `supports` or `serves`: all of it, or, of a record that is kept, what is not there.
    pub links: Vec<String>,
}

impl Loaded {
    /// The links of goals and activities that the district does not have, in reading order: those of records that are not
    /// `kept`, and those whose end is not `known`. O(bytes of these lists), in parallel.
    pub fn broken_links(
        &self,
        kept: &(dyn Fn(&str, Place) -> bool + Sync),
        known: &(dyn Fn(&str) -> bool + Sync),
    ) -> Vec<Linking> {
        let parts: Vec<_> =
            LINKING.iter().flat_map(|(list, field)| self.parts_of(*list).map(|part| (part, *list, *field))).collect();
        let read = |(part, list, field): &(super::parts::Part, List, Field)| {
            let mut found = Vec::new();
            // Faults of the form were told when the list was read.
            let _ = self.entries(part, &mut |entry| {
                let Some(id) = entry.find(Field::Id).and_then(Cell::text) else { return };
                let left_out = entry.left_out || !kept(id, entry.place);
                let mut links = entry.find(*field).map(words).unwrap_or_default();
                links.retain(|link| left_out || !known(link));
                if left_out || !links.is_empty() {
                    found.push(Linking { list: *list, id: id.to_owned(), left_out, links });
                }
            });
            found
        };
        parts.par_iter().flat_map_iter(read).collect()
    }

    /// What stands in a field of some records of a list, without what would steer a terminal. O(bytes of the list).
    pub fn texts(&self, list: List, field: Field, places: &BTreeSet<Place>) -> BTreeMap<Place, String> {
        self.written(list, field, places).into_iter().map(|(place, text)| (place, values::clean(&text))).collect()
    }

    /// The same as it is written, for formats that no terminal reads. O(bytes of the list).
    pub fn written(&self, list: List, field: Field, places: &BTreeSet<Place>) -> BTreeMap<Place, String> {
        let mut texts = BTreeMap::new();
        if places.is_empty() {
            return texts;
        }
        for part in self.parts_of(list) {
            // Faults of the form were told when the list was read.
            let _ = self.entries(&part, &mut |entry| {
                if places.contains(&entry.place)
                    && let Some(text) = entry.find(field).and_then(Cell::text)
                {
                    texts.insert(entry.place, text.to_owned());
                }
            });
        }
        texts
    }

    /// What stands in a field of the records of a short list, by their ids, as it is written. O(bytes of the list).
    pub fn by_id(&self, list: List, field: Field) -> BTreeMap<String, String> {
        let mut texts = BTreeMap::new();
        for part in self.parts_of(list) {
            // Faults of the form were told when the list was read.
            let _ = self.entries(&part, &mut |entry| {
                let text = |field| entry.find(field).and_then(Cell::text).map(|text| text.trim().to_owned());
                texts.extend(text(Field::Id).zip(text(field)));
            });
        }
        texts
    }
}

/// The words of a list field.
fn words(cell: &Cell<'_>) -> Vec<String> {
    match cell.written {
        Written::Cell(text) => split(text).map(str::to_owned).collect(),
        Written::Node(node) => node.elements().iter().filter_map(|node| Some(node.text()?.trim().to_owned())).collect(),
    }
}
