//! Why two obligations of one educator conflict, but for opposed focuses and time. Comes in: what is hers. Goes out: reasons.

use std::collections::BTreeMap;

use super::super::cycle::Relation;
use super::super::order;
use super::super::reason::Reason;
use super::Search;
use crate::model::obligation::ItemId;

impl Search<'_, '_> {
    /// `conflicts`, as declared on either side.
    pub(super) fn declared(&mut self) {
        for (item, at) in self.hers.obligations.iter().zip(0..) {
            for other in self.district.conflicts(*item) {
                if let Some(other) = self.scratch.position(*other) {
                    self.scratch.add(at, other, Reason::Conflicts);
                }
            }
        }
    }

    /// `conflicts`: rules of two licences that one activity fills, where a unit of it renews one of them only.
    pub(super) fn same_unit(&mut self) {
        for group in self.hers.fills.chunk_by(|a, b| a.0 == b.0) {
            for (at, (_, one)) in group.iter().enumerate() {
                for (_, other) in &group[at + 1..] {
                    if self.district.compete(*one, *other)
                        && let (Some(a), Some(b)) = (self.scratch.position(*one), self.scratch.position(*other))
                    {
                        self.scratch.add(a, b, Reason::Conflicts);
                    }
                }
            }
        }
    }

    /// `target`: same metric, group and day, and ranges that do not meet.
    pub(super) fn targets(&mut self) {
        if self.district.targets.is_empty() {
            return;
        }
        let mut groups: BTreeMap<_, Vec<(u32, ItemId)>> = BTreeMap::new();
        for (item, at) in self.hers.obligations.iter().zip(0..) {
            if let Some(target) = self.district.target(*item)
                && let Some(metric) = target.metric
            {
                let by = target.by.or(self.district.item(*item).due);
                groups.entry((metric, target.group, by)).or_default().push((at, *item));
            }
        }
        for group in groups.values() {
            for (nth, (at, item)) in group.iter().enumerate() {
                for (other_at, other) in &group[nth + 1..] {
                    let gap =
                        self.district.target(*item).zip(self.district.target(*other)).and_then(|(one, other)| one.gap(other));
                    if gap.is_some() {
                        self.scratch.add(*at, *other_at, Reason::Target);
                    }
                }
            }
        }
    }

    /// `order`: direct links that are the wrong way round in time.
    pub(super) fn order(&mut self) {
        for (item, at) in self.hers.obligations.iter().zip(0..) {
            for relation in Relation::ALL {
                for other in relation.links(self.district, *item) {
                    if let Some(other_at) = self.scratch.position(*other)
                        && order::inversion(self.district, *item, *other, relation).is_some()
                    {
                        self.scratch.add(at, other_at, Reason::Order);
                    }
                }
            }
        }
    }
}
