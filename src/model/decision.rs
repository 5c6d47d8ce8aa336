//! What was decided about findings. Comes in: decisions as written. Goes out: whether one settles a finding.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::finding::finding_id;
use crate::source::Place;

/// A decision: until its day the finding it names is left out and counted.
#[derive(Clone, Debug)]
pub struct Decision {
    /// Where its record begins.
    pub place: Place,
    /// What was decided, a word of the list table.
    pub choice: &'static str,
    /// The finding's id, where it is named so.
    pub finding: Option<String>,
    /// The rule and its items, sorted, where it is named so.
    pub rule: Option<(String, Vec<String>)>,
    /// The last day on which it holds.
    pub until: Date,
}

/// The decisions that hold on a day, as sets to look a finding up in: built once, asked for every finding.
#[derive(Clone, Debug, Default)]
pub struct InForce {
    ids: BTreeSet<String>,
    described: BTreeSet<(String, Vec<String>)>,
}

impl Decision {
    /// Whether it holds on a day.
    pub fn holds(&self, day: Date) -> bool {
        day <= self.until
    }

    /// The rule whose finding it is about.
    pub fn code(&self) -> &str {
        let named = self.finding.as_deref().map(|id| id.rsplit_once(':').map_or(id, |(code, _)| code));
        named.or(self.rule.as_ref().map(|(rule, _)| rule.as_str())).unwrap_or_default()
    }

    /// What it is about, as it is written: the id of a finding, or a rule and its items.
    pub fn subject(&self) -> Vec<&str> {
        match (&self.finding, &self.rule) {
            (Some(id), _) => vec![id],
            (None, Some((rule, items))) => std::iter::once(rule).chain(items).map(String::as_str).collect(),
            (None, None) => Vec::new(),
        }
    }
}

impl InForce {
    /// The decisions that hold on this day. O(n log n).
    pub fn of(decisions: &[Decision], day: Date) -> Self {
        let mut in_force = Self::default();
        for decision in decisions.iter().filter(|decision| decision.holds(day)) {
            in_force.ids.extend(decision.finding.clone());
            if let Some((rule, items)) = &decision.rule {
                in_force.described.insert((rule.clone(), as_set(items.clone())));
            }
        }
        in_force
    }

    /// Whether nothing is decided.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty() && self.described.is_empty()
    }

    /// Whether a decision names a finding of this id.
    pub fn names(&self, id: &str) -> bool {
        self.ids.contains(id)
    }

    /// Whether a decision is about a finding of this rule with these items, by its id or by both.
    pub fn settles(&self, rule: &str, items: &[&str]) -> bool {
        !self.is_empty() && (self.names(&finding_id(rule, items)) || self.describes(rule, items))
    }

    /// Whether a decision is about this rule and just these items, in any order.
    pub fn describes(&self, rule: &str, items: &[&str]) -> bool {
        let items = || as_set(items.iter().map(|item| (*item).to_owned()).collect());
        !self.described.is_empty() && self.described.contains(&(rule.to_owned(), items()))
    }
}

/// Sorted, each once.
fn as_set(mut items: Vec<String>) -> Vec<String> {
    items.sort_unstable();
    items.dedup();
    items
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decision_holds_until_its_day_and_for_its_items_in_any_order() {
        let until = jiff::civil::date(2026, 8, 14);
        let place = Place { source: crate::source::SourceId(0), offset: 0 };
        let rule = Some(("r".to_owned(), vec!["a".to_owned(), "b".to_owned()]));
        let decision = Decision { place, choice: "accept", finding: None, rule, until };
        let on = |day| InForce::of(std::slice::from_ref(&decision), day);
        assert!(on(until).describes("r", &["b", "a"]));
        assert!(!on(until).describes("r", &["a"]) && !on(until).describes("q", &["a", "b"]));
        assert!(on(jiff::civil::date(2026, 8, 15)).is_empty());
    }
}
