//! What a licence asks of an educator. Comes in: requirements as written and the packs in force. Goes out: requirements with
//! their answers, and their rules as items: every top-level rule of a pack is one, and those that bind are obligations
//! (contract §3); rules inside branches are none. The ids of rules are not looked up among a million of others: what stands
//! before the `#` is found, and then the rule in its pack.

use jiff::civil::Date;

use super::District;
use super::earning::selects_by;
use super::names::{Name, natural};
use super::obligation::{ItemId, ItemKind};
use super::rows::Key;
use crate::load::pack::{Answers, Licences, Pack, Rule, SelectorField};

/// A requirement, by its number in reading order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RequirementId(pub u32);

impl Key for RequirementId {
    fn row(self) -> usize {
        self.0 as usize
    }
}

/// What a licence asks.
#[derive(Clone, Copy, Debug)]
pub struct Requirement {
    /// The requirement as an item.
    pub item: ItemId,
    /// The number of what it asks among [`District::packs`]; none where it names no pack that is in force and has no rules.
    pub pack: Option<u32>,
    /// The day it was issued.
    pub issued: Option<Date>,
    /// The day it expires.
    pub expires: Date,
    /// The item of its first rule; the others follow, in natural order of their ids.
    pub(super) first: ItemId,
}

/// A pack that a requirement of the district may have: one in force, or the own rules of an entry.
#[derive(Clone, Debug)]
pub struct InUse {
    /// The pack.
    pub pack: Pack,
    /// The numbers of its rules in natural order of their ids, which is the order of their items. Of rules with one id the
    /// first is among them, and none without an id.
    pub(super) order: Vec<u16>,
    /// Whether what its categories select hangs on whose goals something serves.
    pub(super) asks_layers: bool,
}

impl InUse {
    pub(super) fn of(pack: Pack) -> Self {
        let id = |number: &u16| pack.rules[usize::from(*number)].id.as_str();
        let mut order: Vec<u16> = (0..pack.rules.len().min(MAX_RULES) as u16).filter(|number| !id(number).is_empty()).collect();
        order.sort_by(|a, b| natural(id(a), id(b)).then(a.cmp(b)));
        order.dedup_by(|b, a| id(a) == id(b));
        let mut one = Self { pack, order, asks_layers: false };
        let asks = one.categories().any(|(_, rule)| selects_by(&rule.of, &[SelectorField::Serves]));
        one.asks_layers = asks;
        one
    }

    /// Whether it is the own rules of an entry alone, and no pack that has an id.
    pub fn is_own(&self) -> bool {
        self.pack.id.is_empty()
    }

    /// Its rules in the order of their items.
    pub(super) fn rules(&self) -> impl ExactSizeIterator<Item = &Rule> {
        self.order.iter().map(|number| &self.pack.rules[usize::from(*number)])
    }

    /// The place of a rule in the order of items.
    pub(super) fn position(&self, rule: &str) -> Option<u32> {
        self.rules().zip(0..).find(|(one, _)| one.id == rule).map(|(_, at)| at)
    }
}

/// How many rules of one pack are items; no state has a tenth of it.
const MAX_RULES: usize = 1000;

/// The id of a requirement and of a rule, of a text that names a rule.
pub(super) fn rule_name(text: &str) -> Option<(&str, &str)> {
    text.split_once('#')
}

impl District {
    /// The requirement that an item is, or that it is a rule of.
    pub fn requirement(&self, item: ItemId) -> Option<RequirementId> {
        if self.item(item).kind != ItemKind::Requirement {
            return None;
        }
        Some(RequirementId(self.item(self.item(item).requirement(item)).detail))
    }

    /// What a requirement asks, where that is known.
    pub fn pack_of(&self, requirement: RequirementId) -> Option<&Pack> {
        Some(&self.in_use(requirement)?.pack)
    }

    /// The pack of a requirement with the order of its rules.
    pub(super) fn in_use(&self, requirement: RequirementId) -> Option<&InUse> {
        Some(&self.packs[self.requirements[requirement.row()].pack? as usize])
    }

    /// What an educator answered to the pack of a requirement.
    pub fn answers(&self, requirement: RequirementId) -> Answers<'_> {
        let about = &self.requirements[requirement.row()];
        let text = |name: Name| self.names.get(name);
        let given = self.links.profile.of(requirement).iter().map(|(key, answer)| (text(*key), text(*answer))).collect();
        Answers { given, issued: about.issued, expires: about.expires }
    }

    /// The rules of a requirement as items, in natural order of their ids.
    pub fn rules_of(&self, requirement: RequirementId) -> impl Iterator<Item = (ItemId, &Rule)> {
        let first = self.requirements[requirement.row()].first;
        let rules = self.in_use(requirement).into_iter().flat_map(InUse::rules);
        rules.zip(first.0..).map(|(rule, item)| (ItemId(item), rule))
    }

    /// The rule that an item is.
    pub fn rule(&self, item: ItemId) -> Option<&Rule> {
        let requirement = self.requirement(item)?;
        let at = item.0.checked_sub(self.requirements[requirement.row()].first.0)?;
        self.in_use(requirement)?.rules().nth(at as usize)
    }

    /// The requirements of an educator, in natural order of their ids.
    pub fn requirements_of(&self, educator: super::people::EducatorId) -> &[RequirementId] {
        self.index.requirements.of(educator)
    }

    /// Whether two rules are of different licences between which a unit has to be divided: it is the same unit, and both packs
    /// say that each licence asks for its own. Where nobody says so it is not known, and no conflict.
    pub fn compete(&self, one: ItemId, other: ItemId) -> bool {
        let (Some(one), Some(other)) = (self.requirement(one), self.requirement(other)) else { return false };
        let (Some(pack), Some(others)) = (self.pack_of(one), self.pack_of(other)) else { return false };
        let is_divided = |pack: &Pack| matches!(pack.licences, Licences::Extra(_));
        one != other && pack.unit.id == others.unit.id && is_divided(pack) && is_divided(others)
    }

    /// The rule that an id such as `p017/us-ma/teacher#sei` names.
    pub(super) fn find_rule(&self, id: &str) -> Option<ItemId> {
        let (head, rule) = rule_name(id)?;
        let requirement = self.requirement(self.find_item(head)?)?;
        let position = self.in_use(requirement)?.position(rule)?;
        Some(ItemId(self.requirements[requirement.row()].first.0 + position))
    }
}
