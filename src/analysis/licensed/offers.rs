//! What the calendar has for a rule of a licence. Comes in: the activities of a district. Goes out: for a selection those that
//! fit it, are still to come and are not hers. Made once for a district, by tag, so that nobody looks through all activities.

use std::collections::BTreeMap;

use super::Judged;
use crate::load::pack::{Demand, Filter, Known, Pack, Provider, Record, Rule, SelectorField};
use crate::model::District;
use crate::model::earning::Layers;
use crate::model::hers::Hers;
use crate::model::names::Name;
use crate::model::obligation::{ItemId, ItemKind};
use crate::model::people::{EducatorId, SchoolId};

/// How many activities are named for one category; of more, the first in natural order of their ids.
const NAMED: usize = 12;

/// Activities that are still to come, by the school in which they take place; by their tag as well, and all that have any.
#[derive(Debug, Default)]
pub struct Offers {
    tagged: BTreeMap<(Name, Option<SchoolId>), Vec<ItemId>>,
    all: BTreeMap<Option<SchoolId>, Vec<ItemId>>,
}

impl Offers {
    /// Collects them, each list in natural order of ids. O(activities log activities).
    pub fn of(district: &District) -> Self {
        let mut offers = Self::default();
        for item in district.item_ids().filter(|item| is_to_come(district, *item)) {
            let (site, tags) = (district.site(item), district.tags(item));
            for tag in tags {
                offers.tagged.entry((*tag, site)).or_default().push(item);
            }
            if !tags.is_empty() {
                offers.all.entry(site).or_default().push(item);
            }
        }
        offers.tagged.values_mut().chain(offers.all.values_mut()).for_each(|items| {
            items.sort_unstable_by_key(|item| district.rank(*item));
            items.dedup();
        });
        offers
    }

    /// Activities that would count for any of some rules and are not hers, of her schools or of none, in natural order of their
    /// ids: the first dozen. For a tag those that have it; for a topic, which no activity states, those tagged so; else all that
    /// surely fit. One whose provider is known not to be approved, or that lacks what it must have, is none of them.
    pub fn fitting(&self, judged: &Judged<'_>, rules: &[&Rule], hers: &Hers, educator: EducatorId) -> Vec<ItemId> {
        let mut found: Vec<ItemId> = rules.iter().flat_map(|rule| self.for_rule(judged, rule, hers, educator)).collect();
        found.sort_unstable_by_key(|item| judged.district.rank(*item));
        found.dedup();
        found.truncate(NAMED);
        found
    }

    fn for_rule(&self, judged: &Judged<'_>, rule: &Rule, hers: &Hers, educator: EducatorId) -> Vec<ItemId> {
        let district = judged.district;
        if !asks_entries(rule) {
            return Vec::new();
        }
        let words = |field: SelectorField| rule.of.fields.iter().find(|(of, _)| *of == field).map(|(_, words)| words);
        let sites = || district.schools_of(educator).iter().copied().map(Some).chain([None]);
        let tags = words(SelectorField::Tag).or_else(|| words(SelectorField::Topic));
        let is_hers = |item: ItemId| hers.required.binary_search(&item).is_ok() || hers.chosen.binary_search(&item).is_ok();
        let may_count = |item: ItemId| {
            let record = district.record_of(item, judged.pack, Layers::default());
            may_fill(&record, judged.pack, rule) && (tags.is_some() || rule.of.fit(&record) == Known::Yes)
        };
        let fits = |item: &ItemId| !is_hers(*item) && is_open(district, *item) && may_count(*item);
        let lists: Vec<&[ItemId]> = match tags {
            Some(tags) => {
                let names = tags.iter().filter_map(|tag| district.names.find(tag));
                names
                    .flat_map(|tag| sites().map(move |site| (tag, site)))
                    .filter_map(|key| self.tagged.get(&key))
                    .map(Vec::as_slice)
                    .collect()
            }
            None => sites().filter_map(|site| self.all.get(&site)).map(Vec::as_slice).collect(),
        };
        lists.into_iter().flat_map(|list| list.iter().copied().filter(fits).take(NAMED)).collect()
    }
}

/// Whether entries of a ledger can bring a rule nearer to what it asks.
fn asks_entries(rule: &Rule) -> bool {
    rule.asks.iter().any(|ask| match ask {
        Demand::Min(_) | Demand::MinShare(..) | Demand::Different(..) => true,
        Demand::Need(..) => !rule.of.is_all(),
        _ => false,
    })
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
