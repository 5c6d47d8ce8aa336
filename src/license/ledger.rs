//! What the judge is told of one licence. Comes in: a district and whose licence it is. Goes out: her circumstances, and her
//! ledger with what each entry comes from. Apart from judging, which knows of no district.
//!
//! Every credit of hers is an entry of every licence, since each licence has its own window; so is each activity of hers that
//! earns, unless a credit names it. A credit that names an activity takes from it what it does not say itself: kind, tags,
//! provider, what it serves, and the hours where it has neither hours nor credits nor units. It never takes the day: without one
//! it is planned.

use std::collections::BTreeSet;

use super::{Circumstances, Entry};
use crate::load::lists::List;
use crate::load::pack::{Pack, Record};
use crate::model::District;
use crate::model::credit::CreditId;
use crate::model::earning::Layers;
use crate::model::hers::Hers;
use crate::model::names::Name;
use crate::model::obligation::{ItemId, ItemKind};
use crate::model::people::EducatorId;
use crate::model::requirement::RequirementId;

/// What an entry of a ledger comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// A row of `credits`.
    Credit(CreditId),
    /// An activity of hers that no credit names.
    Activity(ItemId),
}

/// Somebody who holds licences, with what is the same for all of them.
#[derive(Debug)]
pub struct Holder<'a> {
    district: &'a District,
    educator: EducatorId,
    hers: &'a Hers,
    /// The ids of her credits, in reading order.
    ids: Vec<String>,
    /// What her credits name.
    named: BTreeSet<ItemId>,
    goals: Option<Vec<Layers>>,
}

/// What is known of one licence.
#[derive(Debug)]
pub struct Licence<'a> {
    /// What it asks.
    pub pack: &'a Pack,
    /// Its days, her answers, her goals.
    pub about: Circumstances<'a>,
    /// Her ledger: her credits in reading order, then her activities.
    pub entries: Vec<Entry<'a>>,
    /// What each entry comes from.
    pub origins: Vec<Origin>,
}

impl<'a> Holder<'a> {
    /// What is the same for all licences of an educator. O(her credits, goals and links).
    pub fn new(district: &'a District, educator: EducatorId, hers: &'a Hers) -> Self {
        let credits = district.credits_of(educator);
        let named = credits.iter().filter_map(|credit| district.credit(*credit).activity()).collect();
        let goals = goals(district, educator, hers);
        Self { district, educator, hers, ids: district.credit_ids(educator), named, goals }
    }

    /// What is known of one of her licences; `None` where nothing says what it asks. O(credits and activities).
    pub fn licence(&self, requirement: RequirementId) -> Option<Licence<'_>> {
        let district = self.district;
        let pack = district.pack_of(requirement)?;
        let credits = district.credits_of(self.educator).iter().zip(&self.ids);
        let (mut entries, mut origins) = (Vec::new(), Vec::new());
        for (credit, id) in credits {
            entries.push(self.of_credit(*credit, id, pack));
            origins.push(Origin::Credit(*credit));
        }
        let earning = |activity: &ItemId| district.earns(*activity, requirement) && !self.named.contains(activity);
        for activity in self.hers.activities().filter(earning) {
            entries.push(self.of_activity(activity, pack));
            origins.push(Origin::Activity(activity));
        }
        let about = Circumstances {
            as_of: district.as_of,
            answers: district.answers(requirement),
            fte: district.educator(self.educator).fte,
            goals: self.goals.clone(),
        };
        Some(Licence { pack, about, entries, origins })
    }

    fn of_credit<'s>(&'s self, id: CreditId, name: &'s str, pack: &Pack) -> Entry<'s> {
        let (district, credit) = (self.district, self.district.credit(id));
        let text = |name: Name| district.names.get(name);
        let texts = |names: &'a [Name]| -> Vec<&'a str> { names.iter().map(|name| text(*name)).collect() };
        let serves = district.credit_serves(id);
        let activity = credit.activity().filter(|item| district.activity(*item).is_some());
        let serves = activity.filter(|_| serves.is_empty()).map_or(serves, |activity| district.supports(activity));
        let layers = district.layers(self.educator, serves);
        let of_activity = activity.map(|activity| district.record_of(activity, pack, layers)).unwrap_or_default();
        let (tags, provider) = (texts(district.credit_tags(id)), credit.provider());
        let states_amount = credit.minutes().is_some() || credit.credits().is_some() || credit.ceu().is_some();
        let minutes = activity.filter(|_| !states_amount).map(|activity| minutes(district, activity));
        Entry {
            id: name,
            record: Record {
                kind: credit.kind().map(text).or(of_activity.kind),
                tags: if tags.is_empty() { of_activity.tags } else { tags },
                topic: credit.topic().map(text),
                level: credit.level().map(text),
                has: texts(district.credit_has(id)),
                provider: provider.map(text).or(of_activity.provider),
                is_approved: provider.map_or(of_activity.is_approved, |provider| district.approved(provider, pack)),
                serves: layers.words().collect(),
                is_partial: false,
            },
            minutes: credit.minutes().or(minutes),
            credits: credit.credits(),
            ceu: credit.ceu(),
            date: credit.date,
            whole: activity.map(|activity| self::minutes(district, activity)).filter(|minutes| *minutes > 0),
            title: credit.activity().map(|item| district.item_name(item)).or_else(|| credit.title().map(text)),
        }
    }

    fn of_activity(&self, activity: ItemId, pack: &Pack) -> Entry<'a> {
        let district = self.district;
        let layers = district.layers(self.educator, district.supports(activity));
        let id = district.item_name(activity);
        Entry {
            id,
            record: district.record_of(activity, pack, layers),
            minutes: Some(minutes(district, activity)),
            date: district.activity(activity).and_then(|about| about.end),
            title: Some(id),
            ..Entry::default()
        }
    }
}

/// Minutes of an activity.
fn minutes(district: &District, activity: ItemId) -> u32 {
    district.activity(activity).map_or(0, |about| u32::try_from(about.minutes).unwrap_or(u32::MAX))
}

/// The layers of each active individual goal of hers (contract §5): every layer that it leads to by a path of `supports`, and
/// `individual` where it leads to none; none where no list says which goals there are.
fn goals(district: &District, educator: EducatorId, hers: &Hers) -> Option<Vec<Layers>> {
    let individual = hers.obligations.iter().filter(|item| district.item(**item).kind == ItemKind::IndividualPlan);
    let of = |goal: &ItemId| {
        let layers = district.layers_above(educator, *goal);
        if layers.is_none() { Layers::of(["individual"]) } else { layers }
    };
    district.lists.contains(&List::IndividualPlans).then(|| individual.map(of).collect())
}
