//! The numbers behind the tables. Comes in: what was worked out for one educator. Goes out: her line of figures, and
//! the district's sums.

use super::rule::One;
use crate::model::activity::Activity;
use crate::model::obligation::ItemId;
use crate::time::Hours;

/// The figures of one educator.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Obligations.
    pub obligations: u32,
    /// Threads.
    pub threads: u32,
    /// Pairs that reinforce.
    pub reinforcing: u32,
    /// Pairs that conflict.
    pub conflicting: u32,
    /// Her hours.
    pub hours: Hours,
    /// Minutes of feedback and coaching that do not count in an evaluation.
    pub support: u32,
}

impl Figures {
    pub(super) fn of(one: &One<'_>) -> Self {
        let (reinforcing, conflicting) = one.interplay.counts();
        let (district, clock) = (one.district(), one.case.clock);
        let is_support = |item: &ItemId| district.activity(*item).is_some_and(Activity::is_support);
        let support = one.hers.activities().filter(is_support).map(|item| clock.minutes(district, item, one.educator));
        Self {
            obligations: one.hers.obligations.len() as u32,
            threads: one.threads.len() as u32,
            reinforcing,
            conflicting,
            hours: one.timing.hours,
            support: u32::try_from(support.sum::<u64>()).unwrap_or(u32::MAX),
        }
    }
}

/// Sums over educators.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// How many educators.
    pub educators: u64,
    /// Obligations of all.
    pub obligations: u64,
    /// Hours of all; no sum of capacities.
    pub hours: Hours,
}

impl<'a> FromIterator<&'a Figures> for Totals {
    fn from_iter<T: IntoIterator<Item = &'a Figures>>(figures: T) -> Self {
        figures.into_iter().fold(Self::default(), |mut sum, one| {
            sum.educators += 1;
            sum.obligations += u64::from(one.obligations);
            sum.hours.required += one.hours.required;
            sum.hours.outside_contract += one.hours.outside_contract;
            sum.hours.chosen += one.hours.chosen;
            sum.hours.apart += one.hours.apart;
            sum.hours.together += one.hours.together;
            sum
        })
    }
}
