//! Which requirements stay, what each asks, and which of their rules bind. Rules are numbered behind all other items, so that
//! no list of an item has room for them, and their ids are kept without being looked up: a large district has a million.

use rayon::prelude::*;

use super::{Kept, Resolver};
use crate::load::nearest::{did_you_mean, nearest};
use crate::load::pack::{Answers, shipped};
use crate::model::entries::{Asked, Space};
use crate::model::names::{Name, Names};
use crate::model::obligation::{Blank, Item, ItemId, ItemKind, RULE};
use crate::model::requirement::{InUse, Requirement, RequirementId, rule_name};
use crate::model::rows::{Key, Rows};
use crate::source::Place;

/// The requirements that stay, with what they ask.
#[derive(Debug, Default)]
pub(super) struct Licences {
    pub(super) list: Vec<Requirement>,
    pub(super) packs: Vec<InUse>,
    pub(super) profile: Rows<RequirementId, (Name, Name)>,
    /// Where own rules stand, by their place in the order of items.
    places: Rows<RequirementId, (u32, Place)>,
    /// Whether each rule binds, in the order of the items, and the number of the first of these.
    binds: Vec<bool>,
    first: u32,
}

impl Licences {
    /// The rules of a requirement as items, and whether each binds.
    fn rules(&self, requirement: RequirementId) -> impl Iterator<Item = (ItemId, bool)> {
        let about = &self.list[requirement.row()];
        let count = about.pack.map_or(0, |pack| self.packs[pack as usize].order.len());
        let first = (about.first.0 - self.first) as usize;
        (about.first.0..).map(ItemId).zip(self.binds[first..first + count].iter().copied())
    }

    /// What serving a requirement serves: its rules that bind; itself where it has none at all.
    pub(super) fn served(&self, requirement: RequirementId) -> impl Iterator<Item = ItemId> {
        let about = &self.list[requirement.row()];
        let alone = self.rules(requirement).next().is_none().then_some(about.item);
        alone.into_iter().chain(self.rules(requirement).filter(|(_, binds)| *binds).map(|(item, _)| item))
    }
}

impl Resolver<'_, '_> {
    /// Numbers the requirements that stay, and their rules behind all other items. O(requirements × rules).
    pub(super) fn requirements(&mut self, kept: &Kept) {
        let written = std::mem::take(&mut self.entries.requirements);
        self.findings.extend(written.unasked.into_values());
        let in_force = self.entries.packs.len() as u32;
        let mut licences = Licences {
            packs: self.entries.packs.iter().cloned().map(InUse::of).chain(written.own).collect(),
            first: kept.len() as u32,
            ..Licences::default()
        };
        let mut first = licences.first;
        for (one, at) in written.list.iter().zip((0..).map(RequirementId)) {
            let Some(item) = self.renumbered[one.item.row()] else { continue };
            let pack = match one.asked {
                Asked::Nothing => None,
                Asked::InForce(number) => Some(number),
                Asked::Own(number) => Some(in_force + number),
            };
            self.entries.items.items[one.item.row()].detail = licences.list.len() as u32;
            let (issued, expires) = (one.issued, one.expires);
            licences.list.push(Requirement { item, pack, issued, expires, first: ItemId(first) });
            licences.profile.push(written.profile.of(at).iter().copied());
            licences.places.push(written.places.of(at).iter().copied());
            first += pack.map_or(0, |pack| licences.packs[pack as usize].order.len()) as u32;
        }
        licences.binds = self.binding(&licences);
        self.licences = licences;
    }

    /// Whether each rule of each requirement binds. In parallel, in their order.
    fn binding(&self, licences: &Licences) -> Vec<bool> {
        let names = self.names();
        let of = |at: u32| {
            let (id, about) = (RequirementId(at), &licences.list[at as usize]);
            let text = |name: Name| names.get(name);
            let given = licences.profile.of(id).iter().map(|(key, answer)| (text(*key), text(*answer))).collect();
            let answers = Answers { given, issued: about.issued, expires: about.expires };
            let asked = about.pack.map(|pack| &licences.packs[pack as usize]);
            asked
                .into_iter()
                .flat_map(|asked| {
                    let bound = asked.pack.binding(&answers).rules;
                    asked.rules().map(move |rule| bound.iter().any(|(one, _)| std::ptr::eq(*one, rule))).collect::<Vec<_>>()
                })
                .collect::<Vec<_>>()
        };
        (0..licences.list.len() as u32).into_par_iter().flat_map_iter(of).collect()
    }

    /// The item of a name: an obligation, an activity, or a rule of a requirement.
    pub(super) fn item_of(&self, name: Name) -> Option<ItemId> {
        self.by_name.get(name.row()).copied().flatten().or_else(|| {
            let (requirement, rule) = self.rule_named(name)?;
            let about = &self.licences.list[requirement.row()];
            let position = self.licences.packs[about.pack? as usize].position(rule)?;
            Some(ItemId(about.first.0 + position))
        })
    }

    /// The requirement that stays, and the rule, of a name such as `p017/us-ma/teacher#sei`.
    fn rule_named(&self, name: Name) -> Option<(RequirementId, &str)> {
        let (head, rule) = rule_name(self.names().get(name))?;
        let item = self.named.get(self.names().find(head)?.row()).copied().flatten()?;
        self.renumbered[item.row()]?;
        Some((self.requirement_at(item)?, rule))
    }

    /// The requirement that an item as written is.
    pub(super) fn requirement_at(&self, written: ItemId) -> Option<RequirementId> {
        let item = &self.entries.items.items[written.row()];
        (item.kind == ItemKind::Requirement).then_some(RequirementId(item.detail))
    }

    /// Whether a name is a rule of a requirement that was left out.
    pub(super) fn is_rule_of_lost(&self, name: Name) -> bool {
        let head = rule_name(self.names().get(name)).and_then(|(head, _)| self.names().find(head));
        head.is_some_and(|head| self.entries.lost.contains(&(Space::Items, head)))
    }

    /// “; did you mean …?” for a rule that a requirement does not have.
    pub(super) fn hint_of_rule(&self, name: Name) -> Option<String> {
        let (requirement, rule) = self.rule_named(name)?;
        let pack = self.licences.list[requirement.row()].pack?;
        let head = rule_name(self.names().get(name))?.0;
        let ids: Vec<&str> = self.licences.packs[pack as usize].rules().map(|rule| rule.id.as_str()).collect();
        nearest(rule, ids.into_iter()).map(|near| format!("; did you mean “{head}#{near}”?"))
    }

    /// Whether a pack is in force, or compiled in.
    pub(super) fn is_pack(&self, name: Name) -> bool {
        let id = self.names().get(name);
        self.entries.packs.iter().any(|pack| pack.id == id) || shipped::text(id).is_some()
    }

    /// “; did you mean …?” for a pack.
    pub(super) fn hint_of_pack(&self, id: &str, shipped: bool) -> String {
        let in_force = self.entries.packs.iter().map(|pack| pack.id.as_str());
        let compiled = shipped::SHIPPED.iter().map(|(id, _)| *id).filter(|_| shipped);
        did_you_mean(id, in_force.chain(compiled))
    }
}

/// The rules of all requirements as items behind the others. Those that do not bind are there to be named and carry nothing,
/// like a paused goal.
pub(super) fn add_rules(licences: &Licences, names: &mut Names, items: &mut Vec<Item>) {
    let letters = |requirement: &Requirement| {
        let head = names.get(items[requirement.item.row()].name).len() + 1;
        let rules = requirement.pack.map(|pack| licences.packs[pack as usize].rules());
        rules.into_iter().flatten().map(|rule| head + rule.id.len()).sum::<usize>()
    };
    let text = licences.list.iter().map(letters).sum();
    names.reserve(licences.binds.len(), text);
    items.reserve_exact(licences.binds.len());
    for (requirement, id) in licences.list.iter().zip((0..).map(RequirementId)) {
        let Some(pack) = requirement.pack else { continue };
        let head = items[requirement.item.row()].clone();
        let rules = licences.packs[pack as usize].rules().zip(licences.rules(id)).zip(0..);
        for ((rule, (_, binds)), position) in rules {
            let place = licences.places.of(id).iter().find(|(at, _)| *at == position).map_or(head.place, |(_, place)| *place);
            let name = names.append(head.name, ["#", &rule.id]);
            let blank = Blank::default();
            items.push(Item { name, place, active: binds, blank, detail: RULE | requirement.item.0, ..head.clone() });
        }
    }
}
