//! Focuses and how near two of them are. Comes in: the shipped frameworks, a district's own focuses and crosswalks.
//! Goes out: the best match of two focuses. Crosswalks are symmetric and do not chain.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::names::{Name, Names};
use super::rows::Key;

/// A focus, by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FocusId(pub u32);

impl Key for FocusId {
    fn row(self) -> usize {
        self.0 as usize
    }
}

/// How near two focuses are, nearest first (contract §3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Nearness {
    /// The same focus, or one declared crosswalk `exact`.
    Exact,
    /// Parent and child.
    Near,
    /// A crosswalk `related`, or children of one parent.
    Related,
}

/// Every focus: shipped, declared, or a bare word.
#[derive(Clone, Debug, Default)]
pub struct Focuses {
    names: Vec<Name>,
    parents: Vec<Option<FocusId>>,
    opposites: Vec<Vec<FocusId>>,
    crosswalks: Vec<Vec<(FocusId, Nearness)>>,
    by_name: BTreeMap<Name, FocusId>,
    /// Ids of shipped frameworks.
    frameworks: Vec<Name>,
}

#[derive(Deserialize)]
struct Shipped {
    frameworks: Vec<Framework>,
    crosswalks: Vec<Crosswalk>,
}

#[derive(Deserialize)]
struct Framework {
    id: String,
    #[serde(default)]
    groups: Vec<Item>,
    items: Vec<Item>,
}

#[derive(Deserialize)]
struct Item {
    id: String,
    group: Option<String>,
}

#[derive(Deserialize)]
struct Crosswalk {
    from: String,
    to: String,
    r#match: String,
    pairs: Vec<Pair>,
}

#[derive(Deserialize)]
struct Pair {
    from: String,
    to: Vec<String>,
}

impl Focuses {
    /// The shipped frameworks: some four hundred focuses. The file is compiled in and read by a test, so it is sound.
    pub(super) fn shipped(names: &mut Names) -> Self {
        let shipped: Shipped =
            serde_yaml::from_str(include_str!("frameworks.yaml")).expect("the shipped frameworks are read by a test");
        let mut focuses = Self::default();
        for framework in &shipped.frameworks {
            focuses.frameworks.push(names.intern(&framework.id));
            for item in framework.groups.iter().chain(&framework.items) {
                let focus = focuses.add(names.intern(&format!("{}/{}", framework.id, item.id)));
                if let Some(group) = &item.group {
                    let parent = focuses.add(names.intern(&format!("{}/{group}", framework.id)));
                    focuses.set_parent(focus, parent);
                }
            }
        }
        for crosswalk in &shipped.crosswalks {
            let nearness = if crosswalk.r#match == "exact" { Nearness::Exact } else { Nearness::Related };
            for pair in &crosswalk.pairs {
                let from = focuses.add(names.intern(&format!("{}/{}", crosswalk.from, pair.from)));
                for to in &pair.to {
                    let to = focuses.add(names.intern(&format!("{}/{to}", crosswalk.to)));
                    focuses.cross(from, to, nearness);
                }
            }
        }
        focuses
    }

    /// The focus of this id; a new one where there is none.
    pub(super) fn add(&mut self, name: Name) -> FocusId {
        if let Some(known) = self.by_name.get(&name) {
            return *known;
        }
        let focus = FocusId(self.names.len() as u32);
        self.names.push(name);
        self.parents.push(None);
        self.opposites.push(Vec::new());
        self.crosswalks.push(Vec::new());
        self.by_name.insert(name, focus);
        focus
    }

    /// Lets another word name a focus; false where it names one already.
    pub(super) fn alias(&mut self, name: Name, focus: FocusId) -> bool {
        *self.by_name.entry(name).or_insert(focus) == focus
    }

    pub(super) fn set_parent(&mut self, child: FocusId, parent: FocusId) {
        self.parents[child.row()] = Some(parent);
    }

    pub(super) fn oppose(&mut self, a: FocusId, b: FocusId) {
        for (one, other) in [(a, b), (b, a)] {
            if !self.opposites[one.row()].contains(&other) {
                self.opposites[one.row()].push(other);
            }
        }
    }

    pub(super) fn cross(&mut self, a: FocusId, b: FocusId, nearness: Nearness) {
        self.crosswalks[a.row()].push((b, nearness));
        self.crosswalks[b.row()].push((a, nearness));
    }

    /// The focus that a word names.
    pub fn find(&self, name: Name) -> Option<FocusId> {
        self.by_name.get(&name).copied()
    }

    /// Whether this is the id of a shipped framework.
    pub fn is_framework(&self, name: Name) -> bool {
        self.frameworks.contains(&name)
    }

    /// The id of a focus.
    pub fn name(&self, focus: FocusId) -> Name {
        self.names[focus.row()]
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// The focus it is a part of.
    pub fn parent(&self, focus: FocusId) -> Option<FocusId> {
        self.parents[focus.row()]
    }

    /// The focuses that another declared crosswalk calls exactly this one.
    pub fn same(&self, focus: FocusId) -> impl Iterator<Item = FocusId> {
        self.crosswalks[focus.row()].iter().filter(|(_, nearness)| *nearness == Nearness::Exact).map(|(other, _)| *other)
    }

    /// The focuses that it opposes.
    pub fn opposites(&self, focus: FocusId) -> &[FocusId] {
        &self.opposites[focus.row()]
    }

    /// How near two focuses are. O(crosswalks of one of them).
    pub fn nearness(&self, a: FocusId, b: FocusId) -> Option<Nearness> {
        if a == b {
            return Some(Nearness::Exact);
        }
        let crossed = self.crosswalks[a.row()].iter().filter(|(other, _)| *other == b).map(|(_, nearness)| *nearness).min();
        let family = match (self.parent(a), self.parent(b)) {
            (parent, _) if parent == Some(b) => Some(Nearness::Near),
            (_, parent) if parent == Some(a) => Some(Nearness::Near),
            (Some(one), Some(other)) if one == other => Some(Nearness::Related),
            _ => None,
        };
        crossed.into_iter().chain(family).min()
    }

    /// Whether any focus of one list is exactly or nearly one of the other.
    pub fn meet(&self, some: &[FocusId], others: &[FocusId]) -> bool {
        let near = |a: FocusId, b: FocusId| self.nearness(a, b).is_some_and(|nearness| nearness <= Nearness::Near);
        some.iter().any(|a| others.iter().any(|b| near(*a, *b)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shipped() -> (Focuses, impl Fn(&Focuses, &str) -> FocusId) {
        let mut names = Names::default();
        let focuses = Focuses::shipped(&mut names);
        (focuses, move |focuses: &Focuses, id: &str| focuses.find(names.find(id).expect("shipped")).expect("shipped"))
    }

    #[test]
    fn components_of_one_domain_are_related_and_near_to_it() {
        let (focuses, of) = shipped();
        let (b, c, domain) =
            (of(&focuses, "danielson-2022/3b"), of(&focuses, "danielson-2022/3c"), of(&focuses, "danielson-2022/3"));
        assert_eq!(focuses.nearness(b, b), Some(Nearness::Exact));
        assert_eq!(focuses.nearness(b, domain), Some(Nearness::Near));
        assert_eq!(focuses.nearness(domain, b), Some(Nearness::Near));
        assert_eq!(focuses.nearness(b, c), Some(Nearness::Related));
        assert_eq!(focuses.nearness(c, of(&focuses, "danielson-2022/2")), None);
    }

    #[test]
    fn shipped_crosswalks_are_the_pairs_that_were_seen() {
        let (focuses, of) = shipped();
        let nearness = |a: &str, b: &str| focuses.nearness(of(&focuses, a), of(&focuses, b));
        assert_eq!(nearness("intasc-2011/1", "danielson-2013/1b"), Some(Nearness::Related));
        assert_eq!(nearness("danielson-2013/4c", "wa-criteria/7"), Some(Nearness::Related));
        assert_eq!(nearness("intasc-2011/3", "danielson-2013/2a"), None, "recalled, not seen");
        assert_eq!(nearness("danielson-2013/3b", "danielson-2022/3b"), None, "our reading, not seen");
    }

    #[test]
    fn crosswalks_do_not_chain() {
        let mut names = Names::default();
        let mut focuses = Focuses::default();
        let [a, b, c] = ["a", "b", "c"].map(|word| focuses.add(names.intern(word)));
        focuses.cross(a, b, Nearness::Exact);
        focuses.cross(b, c, Nearness::Exact);
        assert_eq!((focuses.nearness(b, a), focuses.nearness(a, c)), (Some(Nearness::Exact), None));
    }
}
