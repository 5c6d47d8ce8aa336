//! What goes into each priority of the district. Comes in: district goals, what leads to them, budgets and costs. Goes out: of
//! each goal the goals linked to it, the hours and the money. Apart, because a rule asks it and the district's page shows it.
//!
//! Hours are those of everybody whose activity leads to the goal, each activity once a person. Money is counted once: a budget
//! is for everything that leads to its goal, so that neither the budgets below it nor the costs of activities below it come on
//! top. What leads to two priorities counts for both, as its hours do; so there is no sum over priorities.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::graph::Below;
use crate::model::District;
use crate::model::hers::Takers;
use crate::model::obligation::{ItemId, ItemKind};
use crate::model::people::EducatorId;
use crate::time::Clock;

/// What goes into a district goal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Priority {
    /// The goal.
    pub goal: ItemId,
    /// Active goals that lead to it, in no particular order.
    pub goals: Vec<ItemId>,
    /// Minutes of the activities that lead to it, each once a person.
    pub minutes: u64,
    /// Dollars in ten-thousandths: budgets, and the costs of activities that no budget covers. Never below 0: no amount is read
    /// that is.
    pub money: i64,
}

impl Priority {
    /// Money for an hour of one person, in ten-thousandths of a dollar, rounded down; none where there is no money or no hour.
    pub fn per_hour(&self) -> Option<i64> {
        if self.money == 0 {
            return None;
        }
        let money = (i128::from(self.money) * 60).checked_div(i128::from(self.minutes))?;
        Some(i64::try_from(money).unwrap_or(i64::MAX))
    }
}

/// Every active district goal with what goes into it, in reading order. O(goals × what leads to them + people of these
/// activities).
pub fn priorities(district: &District, clock: &Clock) -> Vec<Priority> {
    let takers = Takers::of(district);
    let money = Money::of(district);
    let mut below = Below::of(district);
    let priority = |goal: &ItemId| {
        let found = below.goal(district, *goal);
        let is_goal = |item: &ItemId| district.item(*item).kind.is_goal();
        let (goals, activities): (Vec<ItemId>, Vec<ItemId>) = found.into_iter().partition(is_goal);
        let minutes_of = |activity: &ItemId| {
            let people = takers.people(district, *activity);
            people.iter().map(|one| clock.minutes(district, *activity, EducatorId(*one))).sum::<u64>()
        };
        let minutes = activities.par_iter().map(minutes_of).sum();
        let money = money.of_goal(district, &mut below, *goal, (&goals, &activities));
        Priority { goal: *goal, goals, minutes, money }
    };
    district.goals_of_district().iter().map(priority).collect()
}

/// The middle of what an hour of the priorities costs that have money and hours, in ten-thousandths of a dollar; of two in the
/// middle their mean.
pub fn median_per_hour(priorities: &[Priority]) -> Option<i64> {
    let mut costs: Vec<i64> = priorities.iter().filter_map(Priority::per_hour).collect();
    costs.sort_unstable();
    let (low, high) = (costs.get(costs.len().checked_sub(1)? / 2)?, costs.get(costs.len() / 2)?);
    Some(low.midpoint(*high))
}

/// The budgets, by goal.
struct Money(BTreeMap<ItemId, i64>);

impl Money {
    /// Several budgets of one goal are one.
    fn of(district: &District) -> Self {
        let mut budgets: BTreeMap<ItemId, i64> = BTreeMap::new();
        for budget in &district.budgets {
            let sum = budgets.entry(budget.goal).or_default();
            *sum = sum.saturating_add(budget.amount);
        }
        Self(budgets)
    }

    /// The money of a goal, given what leads to it: its own budget, else the budgets of goals that no other budget covers, and
    /// the costs of activities that none covers. Budgets in a ring of links cover each other's activities, and not each other.
    fn of_goal(&self, district: &District, below: &mut Below, goal: ItemId, found: (&[ItemId], &[ItemId])) -> i64 {
        if let Some(own) = self.0.get(&goal) {
            return *own;
        }
        let (goals, activities) = found;
        let budgeted: Vec<ItemId> = goals.iter().copied().filter(|goal| self.0.contains_key(goal)).collect();
        let (mut covers, mut paid) = (BTreeSet::new(), BTreeSet::new());
        for above in &budgeted {
            for item in below.goal(district, *above) {
                if district.item(item).kind == ItemKind::Activity {
                    paid.insert(item);
                } else if self.0.contains_key(&item) {
                    covers.insert((*above, item));
                }
            }
        }
        let one_way = covers.iter().filter(|(above, item)| !covers.contains(&(*item, *above)));
        let covered: BTreeSet<ItemId> = one_way.map(|(_, item)| *item).collect();
        let set_aside = budgeted.iter().filter(|goal| !covered.contains(*goal)).map(|goal| self.0[goal]);
        let costs = activities.iter().filter(|activity| !paid.contains(*activity)).filter_map(|one| district.cost(*one));
        set_aside.chain(costs).fold(0, i64::saturating_add)
    }
}
