//! Rules of a pack, and what they select.

use super::Reader;
use super::values::MAX_YEARS;
use crate::load::faults::MISSING_FIELD;
use crate::load::nearest::did_you_mean;
use crate::load::pack::{Confidence, Demand, Guard, LAYERS, Rule, Selector, SelectorField, ShareOf, Span, Test};
use crate::load::values;
use crate::load::yaml::{Node, Value};

const RULE: [&str; 21] = [
    "id",
    "name",
    "when",
    "of",
    "min",
    "max",
    "min_share",
    "max_share",
    "share_of",
    "per",
    "distinct",
    "need",
    "by",
    "within",
    "goals",
    "limits",
    "scale",
    "any",
    "force",
    "confidence",
    "source",
];

impl Reader<'_> {
    pub(super) fn selector(&mut self, node: &Node<'_>) -> Selector {
        let mut selector = Selector::default();
        let known = [&SelectorField::WORDS[..], &["lookback", "last_years"]].concat();
        for (key, node) in self.group(node, "a selection", &known) {
            match key {
                "lookback" => selector.lookback = self.years(node),
                "last_years" => {
                    selector.last_years = self.number(node).filter(|years| *years <= i64::from(MAX_YEARS) * values::SCALE);
                }
                _ => {
                    let field = SelectorField::ALL.into_iter().find(|field| field.word() == key);
                    let words = self.words(node);
                    if key == "serves" {
                        self.layers(node, &words);
                    }
                    selector.fields.extend(field.map(|field| (field, words)));
                }
            }
        }
        selector
    }

    pub(super) fn guard(&mut self, node: &Node<'_>) -> Guard {
        let mut guard = Guard::default();
        if !matches!(node.value, Value::Map(_)) {
            self.wrong(node, format!("`when` is a group of answers such as {{grade: k5}}, not {}", node.describe()));
        }
        for (key, node) in node.entries() {
            let test = if matches!(node.value, Value::Map(_)) {
                let (mut least, mut most) = (None, None);
                for (key, node) in self.group(node, "an answer", &["min", "max"]) {
                    if key == "min" { least = self.number(node) } else { most = self.number(node) }
                }
                Test::Between(least, most)
            } else {
                Test::OneOf(self.words(node))
            };
            guard.0.push((key.text().unwrap_or_default().to_owned(), test));
        }
        guard
    }

    pub(super) fn rule(&mut self, node: &Node<'_>) -> Rule {
        let mut rule = Rule::default();
        let mut share_of = ShareOf::Required;
        let mut distinct = None;
        for (key, node) in self.group(node, "a rule", &[&RULE[..], &["note"]].concat()) {
            match key {
                "id" => rule.id = self.text(node),
                "name" => rule.name = self.text(node),
                "when" => rule.when = self.guard(node),
                "of" => rule.of = self.selector(node),
                "per" => rule.span = self.choice(node, &Span::WORDS, &Span::ALL).unwrap_or_default(),
                "by" => rule.by = Some(self.text(node)),
                "within" => rule.within = Some(self.text(node)),
                "distinct" => distinct = Some(self.text(node)),
                "share_of" => {
                    share_of =
                        self.choice(node, &["required", "earned"], &[ShareOf::Required, ShareOf::Earned]).unwrap_or_default();
                }
                "limits" => rule.limits_employer = self.choice(node, &["employer"], &[true]).unwrap_or(false),
                "scale" => rule.is_scaled = self.choice(node, &["employment_share"], &[true]).unwrap_or(false),
                "force" => rule.is_advice = self.choice(node, &["must", "advice"], &[false, true]).unwrap_or(false),
                "confidence" => rule.confidence = self.choice(node, &Confidence::WORDS, &Confidence::ALL),
                "source" => rule.source = Some(self.text(node)),
                "note" => rule.note = Some(self.text(node)),
                "goals" => rule.asks.extend(self.each(node, Self::goals)),
                "any" => {
                    let branch = |reader: &mut Self, node: &Node<'_>| reader.each(node, Self::rule);
                    rule.asks.push(Demand::Any(self.each(node, branch)));
                }
                "need" => rule.asks.push(Demand::Need(self.text(node))),
                "min" => rule.asks.extend(self.number(node).map(Demand::Min)),
                "max" => rule.asks.extend(self.number(node).map(Demand::Max)),
                "min_share" => rule.asks.extend(self.number(node).map(|share| Demand::MinShare(share, ShareOf::Required))),
                _ => rule.asks.extend(self.number(node).map(|share| Demand::MaxShare(share, ShareOf::Required))),
            }
        }
        for ask in &mut rule.asks {
            match ask {
                Demand::MinShare(_, of) | Demand::MaxShare(_, of) => *of = share_of,
                Demand::Min(least) => {
                    if let Some(field) = distinct.clone() {
                        *ask = Demand::Different(field, *least);
                    }
                }
                _ => {}
            }
        }
        if rule.id.is_empty() {
            self.findings.push(MISSING_FIELD.at(node.span.place().span(0), "a rule of a pack needs an id"));
        } else if let Err(why) = values::id(&rule.id) {
            self.wrong(node.get("id").unwrap_or(node), why);
        }
        if rule.asks.is_empty() {
            let message = "a rule asks for something: min, max, min_share, max_share, need, goals or any";
            self.findings.push(MISSING_FIELD.at(node.span.place().span(0), message));
        }
        rule
    }

    fn goals(&mut self, node: &Node<'_>) -> Demand {
        let (mut from, mut least) = (Vec::new(), values::SCALE);
        for (key, node) in self.group(node, "goals", &["from", "min"]) {
            if key == "from" {
                from = self.words(node);
                self.layers(node, &from);
            } else {
                least = self.number(node).unwrap_or(values::SCALE);
            }
        }
        Demand::Goals(from, least / values::SCALE)
    }

    /// Tells words that are no layer.
    pub(super) fn layers(&mut self, node: &Node<'_>, words: &[String]) {
        for word in words.iter().filter(|word| !LAYERS.contains(&word.as_str())) {
            let hint = did_you_mean(word, LAYERS.into_iter());
            self.wrong(node, format!("{} is none of {}{hint}", values::quote(word), LAYERS.join(", ")));
        }
    }
}

/// Every rule, those inside branches too.
pub(super) fn all_rules(rules: &[Rule]) -> Vec<&Rule> {
    let mut all = Vec::new();
    for rule in rules {
        all.push(rule);
        for ask in &rule.asks {
            if let Demand::Any(branches) = ask {
                branches.iter().for_each(|branch| all.extend(all_rules(branch)));
            }
        }
    }
    all
}
