//! What there is to learn with besides time: colleagues who offer what they know, and money. Comes in: rows of `expertise` and
//! `budgets`, and what activities cost. Goes out: who offers how much of what, and sums of money by goal and activity.

use super::District;
use super::focus::FocusId;
use super::names::Name;
use super::obligation::ItemId;
use super::people::EducatorId;
use crate::source::Place;

/// Somebody who offers colleagues what she knows.
#[derive(Clone, Copy, Debug)]
pub struct Expert {
    /// Who.
    pub educator: EducatorId,
    /// In what.
    pub focus: FocusId,
    /// Where the record begins.
    pub place: Place,
    /// Minutes that she has for colleagues in the year; `None` where no limit is said.
    pub minutes: Option<u32>,
}

/// Money set aside for a goal.
#[derive(Clone, Copy, Debug)]
pub struct Budget {
    /// For what.
    pub goal: ItemId,
    /// Where the record begins.
    pub place: Place,
    /// Dollars in ten-thousandths.
    pub amount: i64,
}

impl District {
    /// What an activity costs, in ten-thousandths of a dollar, where its record says so.
    pub fn cost(&self, activity: ItemId) -> Option<i64> {
        found(&self.links.costs, activity)
    }

    /// What pays for an activity, in one word, where its record says so.
    pub fn fund(&self, activity: ItemId) -> Option<Name> {
        found(&self.links.funds, activity)
    }

    /// The provider of an activity where it comes from outside: neither the district nor a school, team or educator of it.
    pub fn outside_provider(&self, activity: ItemId) -> Option<Name> {
        self.provider_of(activity).filter(|provider| self.names.get(*provider) != self.id && self.party(*provider).is_none())
    }
}

/// What stands beside an activity in a list that is ascending by activity.
fn found<T: Copy>(pairs: &[(ItemId, T)], activity: ItemId) -> Option<T> {
    let at = pairs.binary_search_by_key(&activity, |(item, _)| *item).ok()?;
    Some(pairs[at].1)
}
