//! What an educator's activities earn for her licences. Comes in: what is hers. Goes out: which activities earn, as packs select
//! them, and which rules each fills.
//!
//! Nobody writes into the calendar which of her 200 teachers' licences a workshop serves; its tags say it. So an activity of
//! hers that *earns* and that surely fits what a rule of hers selects serves that rule directly, for her alone: it is hers, not
//! the workshop's, that such a rule binds. Decided here, where the contract is silent:
//!
//! - An activity earns if it is for learning, takes time, and has tags or serves (declared) the licence or a rule of it.
//! - It fills the rules that bind her, ask for units or for something that entries show, and select by tag or topic: the
//!   categories. A total takes everything and hangs nothing together; it is not filled. What is not known to fit does not fill.
//! - Filling never makes an activity hers: only what is required, named in `chosen_by`, or declared to serve does.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::District;
use super::activity::Design;
use super::hers::Hers;
use super::names::Name;
use super::obligation::{Item, ItemId, ItemKind, Owner};
use super::people::EducatorId;
use super::requirement::{InUse, RequirementId};
use super::rows::{Key, Rows};
use crate::load::lists::DESIGNS;
use crate::load::pack::{Demand, Known, LAYERS, Pack, Record, Rule, Selector, SelectorField};

/// For how many packs it is worked out beforehand what each activity fills. A district has a few in force; beyond them are own
/// rules of single entries, which are asked when their owner is looked at.
const TABLED: usize = 16;

/// What each activity fits of the packs of [`TABLED`], and nothing of those that ask whose goals it serves.
#[derive(Clone, Debug, Default)]
pub(super) struct Fits(Rows<usize, (u16, u16)>);

/// Layers of goals, as bits in the order of [`LAYERS`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Layers(u8);

impl Layers {
    /// The layers of these words.
    pub fn of<'w>(words: impl IntoIterator<Item = &'w str>) -> Self {
        let bit = |word: &str| LAYERS.iter().position(|layer| *layer == word).map_or(0, |at| 1 << at);
        Self(words.into_iter().fold(0, |all, word| all | bit(word)))
    }

    /// Whether two have a layer in common.
    pub fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// The words.
    pub fn words(self) -> impl Iterator<Item = &'static str> {
        LAYERS.into_iter().enumerate().filter(move |(at, _)| self.0 & 1 << at != 0).map(|(_, word)| word)
    }

    /// Whether there are none.
    pub fn is_none(self) -> bool {
        self.0 == 0
    }
}

impl InUse {
    /// The rules that an activity may fill, by their place in the order of items.
    pub(super) fn categories(&self) -> impl Iterator<Item = (u16, &Rule)> {
        (0..).zip(self.rules()).filter(|(_, rule)| is_filled(rule))
    }
}

/// Whether learning fills a rule: it asks units of a category, or a fact that entries of one show.
fn is_filled(rule: &Rule) -> bool {
    let asks = |ask: &Demand| matches!(ask, Demand::Min(_) | Demand::MinShare(..) | Demand::Need(..));
    rule.of.is_category() && rule.asks.iter().any(asks)
}

/// Whether a selection asks one of these fields.
pub(super) fn selects_by(of: &Selector, fields: &[SelectorField]) -> bool {
    of.fields.iter().any(|(field, _)| fields.contains(field))
}

impl District {
    /// Whether an activity earns units for a licence: it is for learning, takes time, and has tags or serves the licence.
    pub fn earns(&self, activity: ItemId, requirement: RequirementId) -> bool {
        let serves = || self.supports(activity).iter().any(|target| self.requirement(*target) == Some(requirement));
        self.is_learning(activity) && (!self.tags(activity).is_empty() || serves())
    }

    /// Whether an item is an activity for learning that takes time.
    fn is_learning(&self, activity: ItemId) -> bool {
        self.activity(activity).is_some_and(|about| !about.duty && about.minutes > 0)
    }

    /// An activity as packs select it. It has no field for its topic, its level or what it has, so that these are not known.
    pub fn record_of<'a>(&'a self, activity: ItemId, pack: &Pack, serves: Layers) -> Record<'a> {
        let text = |name: &Name| self.names.get(*name);
        let design = |design: Design| DESIGNS[design as usize];
        let provider = self.provider_of(activity);
        Record {
            kind: self.activity(activity).and_then(|about| about.design).map(design),
            tags: self.tags(activity).iter().map(text).collect(),
            provider: provider.map(|name| self.names.get(name)),
            is_approved: provider.and_then(|provider| self.approved(provider, pack)),
            serves: serves.words().collect(),
            is_partial: true,
            ..Record::default()
        }
    }

    /// The layers of what something serves, and of all that these reach by `supports` over active goals. What it serves itself
    /// counts and leads on whatever its status: it was earned for a goal that may be done by now. An individual goal, a finding
    /// or a licence counts only if it is hers; a team, school or district goal always, because where she worked then is not
    /// known.
    pub fn layers(&self, educator: EducatorId, serves: &[ItemId]) -> Layers {
        let mut layers = Layers::default();
        let mut seen: BTreeSet<ItemId> = serves.iter().copied().collect();
        let mut queue = serves.to_vec();
        while let Some(item) = queue.pop() {
            let about = self.item(item);
            layers.0 |= layer(about, educator);
            if about.carries() || serves.contains(&item) {
                queue.extend(self.supports(item).iter().filter(|target| seen.insert(**target)));
            }
        }
        layers
    }

    /// The layers that a goal of hers leads to by a path of `supports`, over active goals of anybody; of other individual goals
    /// none, whether hers or not.
    pub fn layers_above(&self, educator: EducatorId, goal: ItemId) -> Layers {
        let active = self.supports(goal).iter().copied().filter(|target| self.item(*target).active);
        let Layers(bits) = self.layers(educator, &active.collect::<Vec<_>>());
        Layers(bits & !bit("individual"))
    }

    /// What each activity fits. O(activities × rules of the packs in force), in parallel.
    pub(super) fn fits(&self) -> Fits {
        let tabled: Vec<(u16, &InUse)> = (0..)
            .zip(self.packs.iter().take(TABLED))
            .filter(|(_, one)| one.categories().next().is_some() && !one.asks_layers)
            .collect();
        if tabled.is_empty() {
            return Fits::default();
        }
        let activities: Vec<ItemId> = self.item_ids().filter(|item| self.item(*item).kind == ItemKind::Activity).collect();
        let fit = |activity: &ItemId| -> Vec<(u16, u16)> {
            let of_pack = |(number, one): &(u16, &InUse)| {
                let number = *number;
                self.fitting(*activity, one, Layers::default())
                    .into_iter()
                    .map(move |position| (number, position))
                    .collect::<Vec<_>>()
            };
            tabled.iter().flat_map(of_pack).collect()
        };
        let rows: Vec<Vec<(u16, u16)>> = activities.par_iter().map(fit).collect();
        let mut fits = Rows::default();
        rows.into_iter().for_each(|row| fits.push(row));
        Fits(fits)
    }

    /// The categories of a pack that an activity with tags surely fits, by their place in the order of items.
    fn fitting(&self, activity: ItemId, one: &InUse, serves: Layers) -> Vec<u16> {
        if self.tags(activity).is_empty() || !self.is_learning(activity) {
            return Vec::new();
        }
        let record = self.record_of(activity, &one.pack, serves);
        one.categories().filter(|(_, rule)| rule.of.fit(&record) == Known::Yes).map(|(position, _)| position).collect()
    }

    /// Which of her activities fill which rules of hers, by activity. O(her activities × what they fit).
    pub(super) fn fills(&self, educator: EducatorId, hers: &Hers) -> Vec<(ItemId, ItemId)> {
        let mut fills = Vec::new();
        for requirement in self.requirements_of(educator) {
            let about = &self.requirements[requirement.row()];
            let Some(number) = about.pack else { continue };
            let one = &self.packs[number as usize];
            let tabled = (number as usize) < TABLED && !one.asks_layers;
            let mut fill = |activity: ItemId, position: u16| {
                let rule = ItemId(about.first.0 + u32::from(position));
                if self.item(rule).active {
                    fills.push((activity, rule));
                }
            };
            for activity in hers.activities() {
                if tabled {
                    let row = self.fits.0.of(self.item(activity).detail as usize);
                    row.iter().filter(|(pack, _)| u32::from(*pack) == number).for_each(|(_, at)| fill(activity, *at));
                } else {
                    let serves = self.layers(educator, self.supports(activity));
                    self.fitting(activity, one, serves).into_iter().for_each(|at| fill(activity, at));
                }
            }
        }
        fills.sort_unstable();
        fills
    }
}

/// The layer of an item for an educator, as a bit; none of what is another's alone.
fn layer(item: &Item, educator: EducatorId) -> u8 {
    let is_hers = item.owner == Owner::Educator(educator);
    let word = match item.kind {
        ItemKind::IndividualPlan if is_hers => "individual",
        ItemKind::Finding if is_hers => "evaluation",
        ItemKind::Requirement if is_hers => "licence",
        ItemKind::PlcGoal => "team",
        ItemKind::SchoolGoal => "school",
        ItemKind::DistrictGoal => "district",
        _ => return 0,
    };
    bit(word)
}

/// A layer as a bit.
fn bit(word: &str) -> u8 {
    1 << LAYERS.iter().position(|layer| *layer == word).expect("each is a layer of the packs")
}
