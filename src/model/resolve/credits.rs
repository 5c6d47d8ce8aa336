//! Whose each credit is, and what it names; who provides learning and for which packs.

use super::Resolver;
use super::claims::retain_at;
use super::links::once_each;
use crate::finding::At;
use crate::load::lists::{Field, List, Names as Kind};
use crate::model::credit::{CreditId, Credits, Provider, Slim};
use crate::model::entries::{WrittenCredits, WrittenProvider};
use crate::model::names::Name;
use crate::model::obligation::{Item, ItemId};
use crate::model::people::EducatorId;
use crate::model::rows::{Key, Rows};
use crate::source::Place;

impl Resolver<'_, '_> {
    /// The credits of educators that there are; what one names and is not there is told, and left out alone. O(credits and
    /// links).
    pub(super) fn credits(&mut self) -> Credits {
        let mut written = std::mem::take(&mut self.entries.credits);
        let owners = self.owners_of_credits(&mut written);
        let mut serves = Rows::default();
        for at in (0..written.rows.len() as u32).map(CreditId) {
            let (place, owner) = (written.rows[at.row()].place, written.owners[at.row()]);
            let mut row: Vec<ItemId> = Vec::new();
            for (name, nth) in written.serves.of(at).iter().zip(0..) {
                row.extend(self.item_named(Some(owner), || At::element(place, Field::Serves.name(), nth), *name));
            }
            once_each(&mut row);
            serves.push(row);
        }
        for (credit, name) in &written.activities {
            let (place, owner) = (written.rows[credit.row()].place, written.owners[credit.row()]);
            let item = self.item_named(Some(owner), || At::field(place, Field::Activity.name()), *name);
            written.rows[credit.row()].activity = Slim::of(item.map(|item| item.0));
        }
        for (credit, name) in &written.providers {
            let (place, owner) = (written.rows[credit.row()].place, written.owners[credit.row()]);
            let provider = self.provider_named(owner, place, *name);
            written.rows[credit.row()].provider = Slim::of(provider.map(|name| name.0));
        }
        let pairs: Vec<(EducatorId, CreditId)> = owners.into_iter().zip((0..).map(CreditId)).collect();
        let of = Rows::group(self.entries.parties.educators.len(), &pairs);
        let WrittenCredits { rows, tags, has, .. } = written;
        Credits { rows, tags, has, serves, of }
    }

    /// Whose each credit is. A credit of nobody is told and left out.
    fn owners_of_credits(&mut self, written: &mut WrittenCredits) -> Vec<EducatorId> {
        let mut owners = Vec::with_capacity(written.rows.len());
        let mut kept: Vec<u32> = Vec::new();
        for at in 0..written.rows.len() {
            let (name, place) = (written.owners[at], written.rows[at].place);
            if let Some(owner) = self.educator(name, At::field(place, Field::Educator.name()), name) {
                owners.push(owner);
                kept.push(at as u32);
            }
        }
        if kept.len() < written.rows.len() {
            written.keep(&kept);
        }
        owners
    }

    /// The item that an id names, a requirement as itself; one that there is not is told.
    pub(super) fn item_named(&mut self, owner: Option<Name>, at: impl FnOnce() -> At, name: Name) -> Option<ItemId> {
        let found = self.item_of(name);
        if found.is_none() {
            self.dangling(owner, at(), Kind::Item, name);
        }
        found
    }

    /// The provider of a record. Without a list of providers every word is one.
    pub(super) fn provider_named(&mut self, owner: Name, place: Place, name: Name) -> Option<Name> {
        if !self.read.has(List::Providers) || self.knows(Kind::Provider, name) {
            return Some(name);
        }
        self.dangling(Some(owner), At::field(place, Field::Provider.name()), Kind::Provider, name);
        None
    }

    /// Who provides which activity.
    pub(super) fn providers_of_activities(&mut self) {
        let mut written = std::mem::take(&mut self.entries.items.providers);
        written.retain(|(item, provider)| {
            let Item { name, place, .. } = self.entries.items.items[item.row()];
            self.renumbered[item.row()].is_some() && self.provider_named(name, place, *provider).is_some()
        });
        self.entries.items.providers = written;
    }

    /// The providers, by their names.
    pub(super) fn providers(&mut self) -> Vec<Provider> {
        let written = std::mem::take(&mut self.entries.providers);
        let mut providers = Vec::with_capacity(written.len());
        for WrittenProvider { name, place, approved_for } in written {
            for (pack, nth) in approved_for.iter().flatten().zip(0..) {
                if !self.is_pack(*pack) {
                    self.dangling(Some(name), At::element(place, Field::ApprovedFor.name(), nth), Kind::AnyPack, *pack);
                }
            }
            providers.push(Provider { name, approved_for });
        }
        providers.sort_by_key(|one| one.name);
        providers
    }
}

impl WrittenCredits {
    /// Keeps the rows at these places, which ascend.
    fn keep(&mut self, kept: &[u32]) {
        let ids = || kept.iter().map(|at| CreditId(*at));
        (self.tags, self.has, self.serves) = (self.tags.pick(ids()), self.has.pick(ids()), self.serves.pick(ids()));
        for pairs in [&mut self.activities, &mut self.providers] {
            pairs.retain_mut(|(credit, _)| {
                let at = kept.binary_search(&credit.0);
                *credit = CreditId(at.unwrap_or_default() as u32);
                at.is_ok()
            });
        }
        retain_at(&mut self.owners, kept);
        retain_at(&mut self.rows, kept);
    }
}
