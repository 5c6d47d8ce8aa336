//! Units, exactly. Comes in: numbers of packs and ledgers. Goes out: amounts in whole parts of a unit, and amounts that are
//! known only between two bounds.

use crate::load::values::SCALE;

/// Units, in parts.
pub type Amount = i128;

/// Parts of a unit: hours are given in minutes; credits, rates and factors in ten-thousandths each.
pub const PARTS: Amount = 60 * 10_000 * 10_000 * 10_000;

/// Parts in a ten-thousandth of a unit, in which packs give their numbers.
pub const STEP: Amount = PARTS / 10_000;

/// What one entry can be worth at most: ten thousand times as much as any pack asks, so that no sum overflows.
pub(super) const MOST: Amount = 1_000_000_000 * PARTS;

/// Units in ten-thousandths as parts.
pub(super) fn parts(units: i64) -> Amount {
    Amount::from(units) * STEP
}

/// A share in ten-thousandths of an amount. Exact for what packs ask, which is in ten-thousandths too.
pub(super) fn share_of(amount: Amount, share: i64) -> Amount {
    amount * Amount::from(share) / Amount::from(SCALE)
}

/// Units for people, in ten-thousandths, rounded down.
pub fn units(amount: Amount) -> i64 {
    i64::try_from(amount / STEP).unwrap_or(i64::MAX)
}

/// An amount that is known only between two bounds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Range {
    /// At least.
    pub low: Amount,
    /// At most.
    pub high: Amount,
}

impl Range {
    /// An amount that is known.
    pub fn just(amount: Amount) -> Self {
        Self { low: amount, high: amount }
    }

    /// Whether it is known to the last part.
    pub fn is_known(self) -> bool {
        self.low == self.high
    }

    pub(super) fn plus(self, other: Self) -> Self {
        Self { low: self.low + other.low, high: self.high + other.high }
    }

    /// Both, and whatever lies between them.
    pub(super) fn or(self, other: Self) -> Self {
        Self { low: self.low.min(other.low), high: self.high.max(other.high) }
    }

    /// So many times as much, or less than nothing.
    pub(super) fn times(self, factor: Amount) -> Self {
        let (one, other) = (self.low * factor, self.high * factor);
        Self { low: one.min(other), high: one.max(other) }
    }

    pub(super) fn map(self, of: impl Fn(Amount) -> Amount) -> Self {
        Self { low: of(self.low), high: of(self.high) }
    }
}
