//! The packs in force in a district. Comes in: what its manifest names, and the texts of its own packs. Goes out: packs, each
//! with what it extends. A pack that is unknown, or extends itself by a ring, is told and left out.

use std::collections::BTreeMap;
use std::path::Path;

use super::read::{head, read_onto};
use super::shipped;
use super::{Overlap, Pack, Rule, Unit};
use crate::finding::Findings;
use crate::load::faults::BAD_VALUE;
use crate::load::nearest::did_you_mean;
use crate::load::values::{SCALE, quote};
use crate::source::{SourceId, Span};

/// A pack that the manifest wants in force.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'t> {
    /// As written: an id, or a path.
    pub name: &'t str,
    /// Where that stands.
    pub at: Span,
    /// What the path leads to; none of an id, and of a file that could not be read, which is told elsewhere.
    pub local: Option<(SourceId, &'t str)>,
}

/// Whether the name of a pack is a path to a file.
pub fn is_path(name: &str) -> bool {
    let ending = Path::new(name).extension();
    let is_yaml = ["yaml", "yml"].iter().any(|yaml| ending.is_some_and(|ending| ending.eq_ignore_ascii_case(yaml)));
    is_yaml || name.starts_with('.') || name.starts_with('/')
}

/// The packs in force, in the manifest's order. A district's own pack replaces a shipped one of the same id; `extends` finds
/// the district's packs first. O(packs × the longest chain of them).
pub fn in_force(wanted: &[Wanted<'_>], findings: &mut Findings) -> Vec<Pack> {
    let locals = Locals::of(wanted);
    let mut packs: Vec<(Pack, bool)> = Vec::new();
    for (at, one) in wanted.iter().enumerate() {
        let is_local = one.local.is_some();
        let pack = if is_local { locals.pack(at, findings) } else { locals.shipped(one, findings) };
        let Some(mut pack) = pack else { continue };
        pack.named_at = Some(one.at);
        match packs.iter_mut().find(|(other, _)| other.id == pack.id) {
            None => packs.push((pack, is_local)),
            Some((other, was_local)) if is_local && !*was_local => (*other, *was_local) = (pack, true),
            Some((_, true)) if is_local => {
                findings.push(
                    BAD_VALUE.at(one.at, format!("two packs in force have the id {}; this one is left out", quote(&pack.id))),
                );
            }
            Some(_) => {}
        }
    }
    packs.into_iter().map(|(pack, _)| pack).collect()
}

/// A district's own packs, by their number among what is wanted.
struct Locals<'w, 't>(BTreeMap<usize, Local<'w, 't>>);

struct Local<'w, 't> {
    wanted: &'w Wanted<'t>,
    source: SourceId,
    text: &'t str,
    id: String,
    extends: Option<(String, Span)>,
}

impl<'w, 't> Locals<'w, 't> {
    fn of(wanted: &'w [Wanted<'t>]) -> Self {
        let local = |(at, one): (usize, &'w Wanted<'t>)| {
            let (source, text) = one.local?;
            let (id, extends) = head(source, text);
            Some((at, Local { wanted: one, source, text, id, extends }))
        };
        Self(wanted.iter().enumerate().filter_map(local).collect())
    }

    /// A shipped pack by its id.
    fn shipped(&self, wanted: &Wanted<'_>, findings: &mut Findings) -> Option<Pack> {
        if let Some(pack) = shipped::pack(wanted.name) {
            return Some(pack);
        }
        let is_told = is_path(wanted.name) || self.0.values().any(|local| local.id == wanted.name);
        if !is_told {
            let hint = did_you_mean(wanted.name, self.ids());
            let message = format!(
                "there is no pack {}{hint} (one a state, such as us-ma/teacher, or a path to your own)",
                quote(wanted.name)
            );
            findings.push(BAD_VALUE.at(wanted.at, message));
        }
        None
    }

    fn ids(&self) -> impl Iterator<Item = &str> {
        self.0.values().map(|local| local.id.as_str()).chain(shipped::SHIPPED.iter().map(|(id, _)| *id))
    }

    /// A district's own pack with everything that it extends.
    fn pack(&self, at: usize, findings: &mut Findings) -> Option<Pack> {
        let chain = self.chain(at, findings)?;
        let mut base = None;
        for link in chain.links.iter().rev() {
            let local = &self.0[link];
            // What is wrong with a base is told where that base itself is wanted.
            let mut of_base = Findings::new();
            let told = if *link == at { &mut *findings } else { &mut of_base };
            let below = base.take().or_else(|| chain.shipped.and_then(shipped::pack));
            base = Some(read_onto(local.source, local.text, below, told)?);
        }
        base
    }

    /// A pack and what it extends, down to a shipped one. `None` where the chain is broken or a ring.
    fn chain(&self, at: usize, findings: &mut Findings) -> Option<Chain> {
        let mut links = vec![at];
        loop {
            let last = *links.last().expect("a chain begins with a pack");
            let Some((base, place)) = &self.0[&last].extends else { return Some(Chain { links, shipped: None }) };
            let other = self.0.iter().find(|(other, local)| **other != last && local.id == *base).map(|(other, _)| *other);
            match other {
                Some(next) if links.contains(&next) => {
                    // Each ring is told once, at its first pack.
                    if next == at && links.iter().min() == Some(&at) {
                        let ring: Vec<&str> = links.iter().map(|link| self.0[link].wanted.name).collect();
                        let message = format!("packs that extend each other in a ring are left out: {}", ring.join(" → "));
                        findings.push(BAD_VALUE.at(self.0[&at].extends.as_ref().map_or(*place, |(_, place)| *place), message));
                    }
                    return None;
                }
                Some(next) => links.push(next),
                None if shipped::text(base).is_some() => {
                    let shipped = shipped::SHIPPED.iter().map(|(id, _)| *id).find(|id| id == base);
                    return Some(Chain { links, shipped });
                }
                None => {
                    if last == at {
                        let message = format!("there is no pack {} to extend{}", quote(base), did_you_mean(base, self.ids()));
                        findings.push(BAD_VALUE.at(*place, message));
                    }
                    return None;
                }
            }
        }
    }
}

struct Chain {
    links: Vec<usize>,
    shipped: Option<&'static str>,
}

impl Pack {
    /// A pack of these rules alone, in hours, of which nothing else is known: the own rules of a requirement.
    pub fn of_rules(rules: Vec<Rule>) -> Self {
        let unit = Unit { id: "hour".to_owned(), name: "hour".to_owned(), plural: "hours".to_owned(), per_hour: Some(SCALE) };
        Self { unit, overlap: Overlap::Unknown, rules, ..Self::default() }
    }

    /// The pack with own rules of a requirement: one with the id of another takes its place, others are added.
    #[must_use]
    pub fn with_rules(mut self, rules: Vec<Rule>) -> Self {
        self.named_at = None;
        let numbers: BTreeMap<String, usize> = self.rules.iter().enumerate().map(|(at, rule)| (rule.id.clone(), at)).collect();
        for rule in rules {
            match numbers.get(&rule.id) {
                Some(at) => self.rules[*at] = rule,
                None => self.rules.push(rule),
            }
        }
        self
    }
}
