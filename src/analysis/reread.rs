//! What hangs on texts, which the model does not keep. Comes in: a district and its files. Goes out: goals that say
//! something else than when they were last read, and goals that say what last year's said. Only the few texts that are
//! asked for are read again, once for all rules.

use std::collections::{BTreeMap, BTreeSet};

use super::rule::Rule;
use super::rules::{ASKS_COPIES, ASKS_SUSPECTS};
use crate::load::Loaded;
use crate::load::lists::{Field, List};
use crate::model::District;
use crate::model::calendar::Day;
use crate::model::obligation::{ItemId, ItemKind, Owner};
use crate::source::Place;

/// What was found in texts.
#[derive(Debug, Default)]
pub struct Reread {
    /// Goals that changed, each with the goals that were read against what it said before, in the order of their
    /// ids.
    pub suspects: BTreeMap<ItemId, Vec<ItemId>>,
    /// Goals that say what an earlier one said, ascending.
    pub copies: Vec<Copied>,
}

/// A goal and the earlier one that it repeats.
#[derive(Clone, Copy, Debug)]
pub struct Copied {
    /// The goal.
    pub goal: ItemId,
    /// The earlier one.
    pub earlier: ItemId,
    /// How much of their text is the same, of 100.
    pub equal: usize,
}

impl Reread {
    /// Reads what the rules ask for. O(bytes of the lists that hold such goals).
    pub(super) fn of(loaded: &Loaded, district: &District, rules: &[&'static Rule]) -> Self {
        let asks = |rule: &Rule| rules.iter().any(|one| one.kind == rule.kind);
        let suspects = if asks(ASKS_SUSPECTS) { suspects(loaded, district) } else { BTreeMap::new() };
        let copies = if asks(ASKS_COPIES) { copies(loaded, district) } else { Vec::new() };
        Self { suspects, copies }
    }
}

/// What stands in the `text` of some goals.
fn texts(loaded: &Loaded, district: &District, goals: &BTreeSet<ItemId>) -> BTreeMap<ItemId, String> {
    const LISTS: [(ItemKind, List); 4] = [
        (ItemKind::IndividualPlan, List::IndividualPlans),
        (ItemKind::PlcGoal, List::PlcGoals),
        (ItemKind::SchoolGoal, List::SchoolImprovementGoals),
        (ItemKind::DistrictGoal, List::DistrictGoals),
    ];
    let mut texts = BTreeMap::new();
    for (kind, list) in LISTS {
        let of_kind = goals.iter().filter(|goal| district.item(**goal).kind == kind);
        let by_place: BTreeMap<Place, ItemId> = of_kind.map(|goal| (district.item(*goal).place, *goal)).collect();
        let places: BTreeSet<Place> = by_place.keys().copied().collect();
        texts.extend(loaded.written(list, Field::Text, &places).into_iter().map(|(place, text)| (by_place[&place], text)));
    }
    texts
}

/// What some goals say, as numbers to compare.
pub fn prints(loaded: &Loaded, district: &District, goals: &BTreeSet<ItemId>) -> BTreeMap<ItemId, u64> {
    let texts = texts(loaded, district, goals);
    goals.iter().map(|goal| (*goal, district.print(*goal, texts.get(goal).map(String::as_str)))).collect()
}

fn suspects(loaded: &Loaded, district: &District) -> BTreeMap<ItemId, Vec<ItemId>> {
    let is_active = |goal: &ItemId| district.item(*goal).active;
    // A mark of a goal that is no longer above says nothing.
    let links: Vec<(ItemId, ItemId, u64)> = district
        .marks
        .iter()
        .filter(|mark| is_active(&mark.child))
        .filter_map(|mark| {
            let parent = district.find_item(district.names.get(mark.parent)).filter(is_active)?;
            district.read_against(mark.child).any(|one| one == parent).then_some((parent, mark.child, mark.print))
        })
        .collect();
    let now = prints(loaded, district, &links.iter().map(|(parent, ..)| *parent).collect());
    let mut suspects: BTreeMap<ItemId, Vec<ItemId>> = BTreeMap::new();
    // Where two branches met, a goal may carry several marks of one parent; one that fits is enough.
    let fits: BTreeSet<(ItemId, ItemId)> =
        links.iter().filter(|(parent, _, print)| now[parent] == *print).map(|(parent, child, _)| (*parent, *child)).collect();
    let read: BTreeSet<(ItemId, ItemId)> = links.into_iter().map(|(parent, child, _)| (parent, child)).collect();
    for (parent, child) in read.difference(&fits).copied() {
        suspects.entry(parent).or_default().push(child);
    }
    suspects.values_mut().for_each(|children| children.sort_by_key(|child| district.rank(*child)));
    suspects
}

/// The last goals of every owner that were due before the school year, and her goals since that say the same.
fn copies(loaded: &Loaded, district: &District) -> Vec<Copied> {
    let begins = district.year.map_or(district.as_of, |(start, _)| start.date());
    let goals = || district.item_ids().filter(|item| district.item(*item).kind.is_goal());
    let is_earlier = |goal: &ItemId| district.item(*goal).due.is_some_and(|due| due < begins);
    let mut earlier: BTreeMap<(ItemKind, u8, u32), Vec<ItemId>> = BTreeMap::new();
    for goal in goals().filter(is_earlier) {
        earlier.entry(series(district, goal)).or_default().push(goal);
    }
    let is_asked = |goal: &ItemId| {
        let item = district.item(*goal);
        item.active && !item.continued && !is_earlier(goal)
    };
    let mut pairs: Vec<(ItemId, ItemId)> = Vec::new();
    for goal in goals().filter(is_asked) {
        let same = earlier.get(&series(district, goal)).map_or(&[][..], Vec::as_slice);
        pairs.extend(same.iter().filter(|one| same_target(district, goal, **one)).map(|one| (goal, *one)));
    }
    let texts = texts(loaded, district, &pairs.iter().flat_map(|(goal, earlier)| [*goal, *earlier]).collect());
    let compared = pairs.into_iter().filter_map(|(goal, earlier)| {
        let equal = equal(texts.get(&goal)?, texts.get(&earlier)?)?;
        Some(Copied { goal, earlier, equal })
    });
    let mut copies: Vec<Copied> = compared.collect();
    // Of several earlier ones the last is told.
    let due = |goal: ItemId| district.item(goal).due.map(|due| Day::of(due).0);
    copies.sort_by_key(|one| (one.goal, std::cmp::Reverse((due(one.earlier), one.equal)), district.rank(one.earlier)));
    copies.dedup_by_key(|one| one.goal);
    copies
}

/// Goals of one kind and owner follow each other from year to year.
fn series(district: &District, goal: ItemId) -> (ItemKind, u8, u32) {
    let item = district.item(goal);
    let (kind, owner) = match item.owner {
        Owner::Educator(one) => (0, one.0),
        Owner::Team(one) => (1, one.0),
        Owner::School(one) => (2, one.0),
        Owner::District => (3, 0),
    };
    (item.kind, kind, owner)
}

/// Whether two goals aim at the same; by when does not count.
fn same_target(district: &District, a: ItemId, b: ItemId) -> bool {
    let aim = |goal| district.target(goal).map(|target| (target.metric, target.group, target.min, target.max));
    aim(a) == aim(b)
}

/// From how many of 100 letters on two texts count as the same.
const SAME: usize = 95;
/// Letters between the first and the last difference of two texts that are compared; the cost grows with their square.
const COMPARED: usize = 2_000;

/// How much of two texts is the same, of 100, where it is at least [`SAME`]: what changed is counted in letters, blanks
/// and capitals do not count. `None` as well where long texts differ here and there.
fn equal(a: &str, b: &str) -> Option<usize> {
    let letters = |text: &str| text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ").chars().collect::<Vec<_>>();
    let (a, b) = (letters(a), letters(b));
    let longest = a.len().max(b.len());
    let before = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let behind = a[before..].iter().rev().zip(b[before..].iter().rev()).take_while(|(a, b)| a == b).count();
    let middle = |text: &[char]| text[before..text.len() - behind].iter().collect::<String>();
    if longest == 0 || longest - before - behind > COMPARED {
        return None;
    }
    let changed = strsim::levenshtein(&middle(&a), &middle(&b));
    let equal = (longest - changed) * 100 / longest;
    (equal >= SAME).then_some(equal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_the_same_up_to_one_letter_in_twenty() {
        let (long, other) = ("x".repeat(100), format!("{}{}", "x".repeat(95), "y".repeat(5)));
        assert_eq!(equal(&long, &other), Some(95));
        assert_eq!(equal(&long, &format!("{}{}", "x".repeat(94), "y".repeat(6))), None);
        assert_eq!(equal("Ask  more\nquestions", "ask more questions"), Some(100));
        assert_eq!((equal("", ""), equal("a", "")), (None, None));
        assert_eq!(equal(&"ab".repeat(3_000), &"ba".repeat(3_000)), None);
    }
}
