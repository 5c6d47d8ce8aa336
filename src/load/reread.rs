//! Free texts of some records, which the model does not keep. Comes in: a list, a field and the places of records. Goes
//! out: what stands in the field. A district has millions of titles and a page shows a dozen, so that they are read again.

use std::collections::{BTreeMap, BTreeSet};

use super::Loaded;
use super::entry::Cell;
use super::lists::{Field, List};
use super::values;
use crate::source::Place;

impl Loaded {
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
}
