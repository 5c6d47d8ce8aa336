//! Units that educators have earned or plan to earn, as their ledgers have them, and who provided them. Comes in: rows of
//! `credits` and `providers`. Goes out: one compact row a credit, because a district of 100,000 educators has millions.
//! What it counts for a licence asks for is worked out by `license`.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::District;
use super::names::Name;
use super::obligation::ItemId;
use super::people::EducatorId;
use super::rows::{Key, Rows};
use crate::load::pack::Pack;
use crate::load::values;
use crate::source::Place;

/// A credit, by its number in reading order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CreditId(pub u32);

impl Key for CreditId {
    fn row(self) -> usize {
        self.0 as usize
    }
}

/// A number or none, in four bytes: a row has nine of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Slim(u32);

impl Slim {
    pub(super) const NONE: Self = Self(u32::MAX);

    pub(super) fn of(number: impl Into<Option<u32>>) -> Self {
        number.into().map_or(Self::NONE, Self)
    }

    fn get(self) -> Option<u32> {
        (self != Self::NONE).then_some(self.0)
    }

    pub(super) fn renamed(self, new: impl Fn(Name) -> Name) -> Self {
        self.get().map_or(Self::NONE, |name| Self(new(Name(name)).0))
    }
}

/// A row of an educator's ledger. Its lists stand beside it; see [`District::credit_tags`].
#[derive(Clone, Copy, Debug)]
pub struct Credit {
    /// Where its record begins.
    pub place: Place,
    /// The day it was earned; none where it is planned.
    pub date: Option<Date>,
    pub(super) activity: Slim,
    pub(super) title: Slim,
    pub(super) kind: Slim,
    pub(super) topic: Slim,
    pub(super) level: Slim,
    pub(super) provider: Slim,
    pub(super) minutes: Slim,
    pub(super) credits: Slim,
    pub(super) ceu: Slim,
}

impl Credit {
    pub(super) fn new(place: Place) -> Self {
        let none = Slim::NONE;
        Self {
            place,
            date: None,
            activity: none,
            title: none,
            kind: none,
            topic: none,
            level: none,
            provider: none,
            minutes: none,
            credits: none,
            ceu: none,
        }
    }

    /// The obligation or activity that it was earned in.
    pub fn activity(&self) -> Option<ItemId> {
        self.activity.get().map(ItemId)
    }

    /// Its title, which no output repeats.
    pub fn title(&self) -> Option<Name> {
        self.title.get().map(Name)
    }

    /// What was done, such as `course`.
    pub fn kind(&self) -> Option<Name> {
        self.kind.get().map(Name)
    }

    /// Its topic.
    pub fn topic(&self) -> Option<Name> {
        self.topic.get().map(Name)
    }

    /// Its level.
    pub fn level(&self) -> Option<Name> {
        self.level.get().map(Name)
    }

    /// Who provided it.
    pub fn provider(&self) -> Option<Name> {
        self.provider.get().map(Name)
    }

    /// Its hours, in minutes.
    pub fn minutes(&self) -> Option<u32> {
        self.minutes.get()
    }

    /// Its credits, in ten-thousandths.
    pub fn credits(&self) -> Option<i64> {
        self.credits.get().map(i64::from)
    }

    /// Its continuing education units, in ten-thousandths.
    pub fn ceu(&self) -> Option<i64> {
        self.ceu.get().map(i64::from)
    }
}

/// Credits and what stands in their list fields.
#[derive(Clone, Debug, Default)]
pub(super) struct Credits {
    pub(super) rows: Vec<Credit>,
    pub(super) tags: Rows<CreditId, Name>,
    pub(super) has: Rows<CreditId, Name>,
    pub(super) serves: Rows<CreditId, ItemId>,
    pub(super) of: Rows<EducatorId, CreditId>,
}

/// Who provides learning.
#[derive(Clone, Debug)]
pub struct Provider {
    /// Its id.
    pub name: Name,
    /// The packs it is approved for; none where its record does not say.
    pub approved_for: Option<Vec<Name>>,
}

impl District {
    /// The credit of this number.
    pub fn credit(&self, id: CreditId) -> &Credit {
        &self.credits.rows[id.row()]
    }

    /// The credits of an educator, in reading order.
    pub fn credits_of(&self, educator: EducatorId) -> &[CreditId] {
        self.credits.of.of(educator)
    }

    /// The tags of a credit.
    pub fn credit_tags(&self, id: CreditId) -> &[Name] {
        self.credits.tags.of(id)
    }

    /// What a credit has, such as `assessment`.
    pub fn credit_has(&self, id: CreditId) -> &[Name] {
        self.credits.has.of(id)
    }

    /// What a credit serves; a requirement stands for itself.
    pub fn credit_serves(&self, id: CreditId) -> &[ItemId] {
        self.credits.serves.of(id)
    }

    /// Whether a provider is approved for a pack, or for any that it extends; `None` where nobody says.
    pub fn approved(&self, provider: Name, pack: &Pack) -> Option<bool> {
        let at = self.providers.binary_search_by_key(&provider, |one| one.name).ok()?;
        let mut approved = self.providers[at].approved_for.as_ref()?.iter().map(|name| self.names.get(*name));
        Some(approved.any(|id| id == pack.id || pack.bases.iter().any(|base| base == id)))
    }

    /// Ids of an educator's credits, in reading order, which repeat nothing of their text: whose it is, the activity or kind,
    /// and the day, such as `p017/course@2026-03-01`; the second one of the same id ends with `:2`, and so on. Made when asked
    /// for, since a district has millions. O(credits of hers).
    pub fn credit_ids(&self, educator: EducatorId) -> Vec<String> {
        let mut seen: BTreeSet<String> = BTreeSet::new();
        let id = |credit: &CreditId| {
            let credit = self.credit(*credit);
            let kind = credit.kind().map(|kind| self.names.get(kind)).filter(|kind| values::id(kind).is_ok());
            let what = credit.activity().map(|activity| self.item_name(activity)).or(kind).unwrap_or("credit");
            let day = credit.date.map(|day| format!("@{day}")).unwrap_or_default();
            let first = format!("{}/{what}{day}", self.educator_name(educator));
            let repeats = (2..).map(|nth: u32| format!("{first}:{nth}"));
            let id = std::iter::once(first.clone()).chain(repeats).find(|id| !seen.contains(id));
            let id = id.expect("there is always a further number");
            seen.insert(id.clone());
            id
        };
        self.credits_of(educator).iter().map(id).collect()
    }
}
