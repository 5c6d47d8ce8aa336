//! Rules of a pack, and what they select.

use super::Reader;
use super::check::By;
use super::values::MAX_YEARS;
use crate::finding::Level;
use crate::load::faults::BAD_VALUE;
use crate::load::nearest::did_you_mean;
use crate::load::pack::{Demand, EntryField, Guard, LAYERS, Rule, Selector, SelectorField, ShareOf, Span, Test, Within};
use crate::load::values;
use crate::load::yaml::{Node, Value};
use crate::source;

const RULE: [&str; 22] = [
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
    "note",
];

impl Reader<'_> {
    /// Rules; one that is left out takes no other's place.
    pub(super) fn rules(&mut self, node: &Node<'_>) -> Vec<Rule> {
        self.wholes(node, Self::rule)
    }

    /// The rules of an alternative. Without one of them it would be easier than it is.
    fn branch(&mut self, node: &Node<'_>) -> Vec<Rule> {
        let rules = self.rules(node);
        self.is_left_out |= rules.len() < node.elements().len();
        rules
    }

    /// A selection. With a mistake in it nobody can say what it fits, so that what selects by it is left out.
    pub(super) fn selector(&mut self, node: &Node<'_>) -> Selector {
        let before = self.findings.len();
        let selector = self.selected(node);
        for finding in &mut self.findings[before..] {
            finding.level = Level::Error;
        }
        self.is_left_out |= before < self.findings.len();
        selector
    }

    fn selected(&mut self, node: &Node<'_>) -> Selector {
        let mut selector = Selector::default();
        let known = [&SelectorField::WORDS[..], &["not", "lookback", "last_years"]].concat();
        for (key, node) in self.group(node, "a selection", &known) {
            match key {
                "not" => {
                    let not = self.selected(node);
                    if not.is_all() || not.lookback.is_some() || not.last_years.is_some() {
                        self.wrong(node, "`not` names what is left out, such as {kind: course}, and no time".to_owned());
                    } else {
                        selector.not = Some(Box::new(not));
                    }
                }
                "lookback" => selector.lookback = self.years(node),
                "last_years" => {
                    selector.last_years = self.number(node).filter(|years| *years <= i64::from(MAX_YEARS) * values::SCALE);
                }
                _ => {
                    let field = SelectorField::ALL.into_iter().find(|field| field.word() == key);
                    let words = if key == "provider" { self.provider_words(node) } else { self.words(node) };
                    if key == "serves" {
                        self.layers(node, &words);
                    }
                    selector.fields.extend(field.map(|field| (field, words)));
                }
            }
        }
        selector
    }

    /// A guard. With a mistake in it nobody can say for whom it is, so that what it guards is left out.
    pub(super) fn guard(&mut self, node: &Node<'_>) -> Guard {
        let before = self.findings.len();
        let mut guard = Guard::default();
        if !matches!(node.value, Value::Map(_)) {
            self.wrong(node, format!("`when` is a group of answers such as {{grade: k5}}, not {}", node.describe()));
        }
        for (key, value) in node.entries() {
            let name = key.text().unwrap_or_default();
            let test = if matches!(value.value, Value::Map(_)) { self.between(value) } else { Test::OneOf(self.words(value)) };
            if test == Test::OneOf(Vec::new()) {
                self.wrong(value, format!("a guard says which answers to {} it is for", values::quote(name)));
            }
            self.guarded(key, &test, value);
            guard.0.push((name.to_owned(), test));
        }
        self.is_left_out |= before < self.findings.len();
        guard
    }

    /// `{min: 2}`, `{min: 2, max: 5}`, `{max: 2025-06-29}`.
    fn between(&mut self, node: &Node<'_>) -> Test {
        let (mut numbers, mut days) = ([None; 2], [None; 2]);
        for (key, node) in self.group(node, "an answer", &["min", "max"]) {
            let at = usize::from(key == "max");
            if node.text().is_some_and(|text| text.matches('-').count() == 2) {
                days[at] = self.parsed(node, |text| values::day(text, None));
            } else {
                numbers[at] = self.number(node);
            }
        }
        if days == [None; 2] {
            return Test::Between(numbers[0], numbers[1]);
        }
        if numbers != [None; 2] {
            self.wrong(node, "an answer lies between two numbers or two days, not between one of each".to_owned());
        }
        Test::Days(days[0], days[1])
    }

    pub(super) fn rule(&mut self, node: &Node<'_>) -> Rule {
        let mut rule = Rule::default();
        let mut asks = Asks::default();
        for (key, node) in self.group(node, "a rule", &RULE) {
            match key {
                "id" => rule.id = self.text(node),
                "name" => rule.name = self.sound(|reader| reader.text(node)).unwrap_or_default(),
                "when" => rule.when = self.guard(node),
                "of" => rule.of = self.selector(node),
                "per" => rule.span = self.choice(node, &Span::WORDS, &Span::ALL).unwrap_or_default(),
                "by" => rule.by = self.sound(|reader| reader.text(node)),
                "within" => rule.within = self.parsed(node, Within::of),
                "limits" => rule.limits_employer = self.choice(node, &["employer"], &[true]).unwrap_or(false),
                "scale" => rule.is_scaled = self.choice(node, &["employment_share"], &[true]).unwrap_or(false),
                "force" | "confidence" | "source" | "note" => self.basis(&mut rule.basis, key, node),
                "goals" => asks.more.extend(self.each(node, Self::goals)),
                "any" => {
                    let branches: Vec<Vec<Rule>> = self.each(node, Self::branch);
                    let branches: Vec<_> = branches.into_iter().filter(|branch| !branch.is_empty()).collect();
                    asks.more.extend((!branches.is_empty()).then_some(Demand::Any(branches)));
                }
                "need" => asks.need = Some((self.text(node), node.span)),
                "min" => asks.min = self.number(node),
                "max" => asks.max = self.number(node),
                "min_share" => asks.min_share = self.share(node),
                "max_share" => asks.max_share = self.share(node),
                "share_of" => {
                    asks.share_of = self.choice(node, &["required", "earned"], &[ShareOf::Required, ShareOf::Earned]);
                }
                _ => asks.distinct = self.choice(node, &EntryField::WORDS, &EntryField::ALL),
            }
        }
        rule.asks = self.demands(node, &rule, asks);
        self.is_left_out |= rule.asks.is_empty();
        let id = node.get("id").unwrap_or(node);
        if rule.id.is_empty() {
            self.missing(node, "a rule of a pack needs an id");
        } else if let Err(why) = values::id(&rule.id) {
            self.wrong(id, why);
            self.is_left_out = true;
        }
        self.ids.push((rule.id.clone(), id.span));
        rule
    }

    /// What a rule asks, put together from its words.
    fn demands(&mut self, node: &Node<'_>, rule: &Rule, asks: Asks) -> Vec<Demand> {
        let mut demands = asks.more;
        let share_of = asks.share_of.unwrap_or_default();
        if asks.share_of.is_some() && asks.min_share.is_none() && asks.max_share.is_none() {
            self.missing(node, "`share_of` says of what a share is, and there is none: `min_share` or `max_share`");
        }
        if asks.distinct.is_some() && asks.need.is_some() {
            self.wrong(node, "a rule asks for a `need` or for `distinct` entries, not both: write two rules".to_owned());
        } else if asks.distinct.is_some() && asks.min.is_none() && asks.max.is_none() {
            self.missing(node, "`distinct` says by what entries differ, and not how many must: `min` or `max`");
        }
        match (asks.need, asks.distinct) {
            (Some((key, at)), _) => {
                self.asked_for(&key, &By::need(asks.min.is_some() && rule.of.is_all()), at);
                demands.push(Demand::Need(key, asks.min));
            }
            (None, Some(field)) => demands.extend(asks.min.map(|least| Demand::Different(field, least))),
            (None, None) => demands.extend(asks.min.map(Demand::Min)),
        }
        for key in ["min", "max"].into_iter().filter(|_| asks.distinct.is_some()) {
            node.get(key).map(|node| self.whole(node));
        }
        demands.extend(asks.max.map(|most| asks.distinct.map_or(Demand::Max(most), |field| Demand::FewDifferent(field, most))));
        demands.extend(asks.min_share.map(|share| Demand::MinShare(share, share_of)));
        demands.extend(asks.max_share.map(|share| Demand::MaxShare(share, share_of)));
        self.unmeasured(node, rule, &demands);
        if demands.is_empty() {
            self.missing(node, "a rule asks for something: min, max, min_share, max_share, need, goals or any");
        }
        if asks.min.zip(asks.max).is_some_and(|(least, most)| most < least) {
            self.wrong(node, "the rule asks for more than it allows: `min` is above `max`".to_owned());
        }
        demands
    }

    /// Tells a word that changes nothing of what a rule asks: goals are counted once, and a fact is not less for who works part
    /// of the time.
    fn unmeasured(&mut self, node: &Node<'_>, rule: &Rule, demands: &[Demand]) {
        let all = |is: fn(&Demand) -> bool| !demands.is_empty() && demands.iter().all(is);
        if !rule.span.is_once() && all(|ask| matches!(ask, Demand::Goals(..))) {
            self.idle(node, "per", "goals are counted once, and not by the year: leave `per` out");
        }
        if rule.is_scaled && all(|ask| matches!(ask, Demand::Goals(..) | Demand::Need(..))) {
            self.idle(node, "scale", "only units are less for who works part of the time: leave `scale` out");
        }
    }

    fn idle(&mut self, node: &Node<'_>, key: &str, message: &str) {
        let at = node.get(key).map_or(node.span, |node| node.span);
        let mut finding = BAD_VALUE.at(at, message);
        finding.level = Level::Warning;
        self.findings.push(finding);
    }

    fn goals(&mut self, node: &Node<'_>) -> Demand {
        let (mut from, mut least) = (Vec::new(), values::SCALE);
        for (key, node) in self.group(node, "goals", &["from", "min"]) {
            if key == "from" {
                from = self.words(node);
                self.layers(node, &from);
            } else {
                least = self.whole(node).unwrap_or(values::SCALE);
            }
        }
        if from.is_empty() {
            self.lacks(node, "goals come from somewhere: `from: [team, school]`");
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

/// The words of a rule that make its demands.
#[derive(Default)]
struct Asks {
    more: Vec<Demand>,
    need: Option<(String, source::Span)>,
    min: Option<i64>,
    max: Option<i64>,
    min_share: Option<i64>,
    max_share: Option<i64>,
    share_of: Option<ShareOf>,
    distinct: Option<EntryField>,
}
