//! What the calendar has for a category of a licence. Comes in: the activities of a district. Goes out: for a selection those that
//! fit it, are still to come and are not hers. Made once for a district, by tag, so that nobody looks through all activities.

use std::collections::BTreeMap;

use super::Judged;
use crate::load::pack::{Filter, Known, Pack, Provider, Record, Rule, SelectorField};
use crate::model::District;
use crate::model::earning::Layers;
use crate::model::hers::Hers;
use crate::model::names::Name;
use crate::model::obligation::{ItemId, ItemKind};
use crate::model::people::{EducatorId, SchoolId};

/// How many activities are named for one category; of more, the first in natural order of their ids.
const NAMED: usize = 12;

/// Activities that are still to come, by their tag and the school in which they take place.
#[derive(Debug, Default)]
pub struct Offers(BTreeMap<(Name, Option<SchoolId>), Vec<ItemId>>);

impl Offers {
    /// Collects them, each list in natural order of ids. O(activities log activities).
    pub fn of(district: &District) -> Self {
        let mut offers: BTreeMap<_, Vec<ItemId>> = BTreeMap::new();
        for item in district.item_ids().filter(|item| is_to_come(district, *item)) {
            for tag in district.tags(item) {
                offers.entry((*tag, district.site(item))).or_default().push(item);
            }
        }
        offers.values_mut().for_each(|items| {
            items.sort_unstable_by_key(|item| district.rank(*item));
            items.dedup();
        });
        Self(offers)
    }

    /// Activities that would fill any of some categories and are not hers, of her schools or of none, in natural order of their ids: the
    /// first dozen. One whose provider is known not to be approved, or that lacks what it must have, is none of them.
    pub fn fitting(&self, judged: &Judged<'_>, rules: &[&Rule], hers: &Hers, educator: EducatorId) -> Vec<ItemId> {
        let district = judged.district;
        let tags = rules
            .iter()
            .flat_map(|rule| &rule.of.fields)
            .filter(|(field, _)| *field == SelectorField::Tag)
            .flat_map(|(_, words)| words);
        let names = tags.filter_map(|tag| district.names.find(tag));
        let is_hers = |item: ItemId| hers.required.binary_search(&item).is_ok() || hers.chosen.binary_search(&item).is_ok();
        let may_count = |item: ItemId| {
            let record = district.record_of(item, judged.pack, Layers::default());
            rules.iter().any(|rule| may_fill(&record, judged.pack, rule))
        };
        let mut found: Vec<ItemId> = Vec::new();
        for tag in names {
            for site in district.schools_of(educator).iter().copied().map(Some).chain([None]) {
                let offered = self.0.get(&(tag, site)).map_or(&[][..], Vec::as_slice);
                let fitting =
                    offered.iter().copied().filter(|item| !is_hers(*item) && is_open(district, *item) && may_count(*item));
                found.extend(fitting.take(NAMED));
            }
        }
        found.sort_unstable_by_key(|item| district.rank(*item));
        found.dedup();
        found.truncate(NAMED);
        found
    }
}

/// Whether an activity is for learning and has a session or due date after the day of the check.
pub fn is_to_come(district: &District, item: ItemId) -> bool {
    let about = district.item(item);
    let activity = district.activity(item).filter(|activity| about.kind == ItemKind::Activity && !activity.duty);
    activity.and_then(|activity| activity.end).is_some_and(|end| end > district.as_of)
}

/// Whether anybody may take part: it is required of nobody.
fn is_open(district: &District, item: ItemId) -> bool {
    district.audience(item).is_empty()
}

/// Whether something fits a rule, and comes from nobody who is known to be the wrong one.
fn may_fill(record: &Record<'_>, pack: &Pack, rule: &Rule) -> bool {
    let is_refused = |filter: &Filter| match &filter.provider {
        Some(Provider::Approved) => record.is_approved == Some(false),
        Some(Provider::OneOf(ids)) => record.provider.is_some_and(|provider| !ids.iter().any(|id| id == provider)),
        None => false,
    };
    let asked = |filter: &&Filter| !filter.basis.is_advice && filter.of.fit(record) == Known::Yes;
    rule.of.fit(record) != Known::No && !pack.filters.iter().filter(asked).any(is_refused)
}
