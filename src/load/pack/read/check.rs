//! What a pack says against itself: answers that nobody asks, rules that there are not, units of others. Looked at when all is
//! read, because a question may stand below what asks for it, or in the base of an overlay.

use std::collections::BTreeSet;

use super::Reader;
use crate::finding::Level;
use crate::load::faults::BAD_VALUE;
use crate::load::nearest::did_you_mean;
use crate::load::pack::{Answer, Demand, Overlap, Pack, Rule, ShareOf, Span, Test};
use crate::load::values::quote;
use crate::load::yaml::Node;
use crate::source;

/// A key of the profile that something in a pack asks for, and how.
pub(super) struct Asked {
    key: String,
    at: source::Span,
    by: By,
}

/// By what a key is asked for.
enum By {
    /// A guard: words with their places, a number, or a day.
    Words(Vec<(String, source::Span)>),
    Between,
    Days,
    /// A need: yes or a day, or a number.
    Need,
    NeedNumber,
    /// The day from which something counts.
    Day,
    /// How many licences she has.
    Count,
}

impl Asked {
    fn new(key: &str, at: source::Span, by: By) -> Self {
        Self { key: key.to_owned(), at, by }
    }

    pub(super) fn guard(key: &str, at: source::Span, test: &Test, value: &Node<'_>) -> Self {
        let by = match test {
            Test::Between(..) => By::Between,
            Test::Days(..) => By::Days,
            Test::OneOf(_) => {
                let words = value.elements().iter().map(|word| (word.text().unwrap_or_default().trim().to_owned(), word.span));
                By::Words(words.collect())
            }
        };
        Self::new(key, at, by)
    }

    pub(super) fn need(key: &str, at: source::Span, is_number: bool) -> Self {
        Self::new(key, at, if is_number { By::NeedNumber } else { By::Need })
    }

    pub(super) fn day(key: &str, at: source::Span) -> Self {
        Self::new(key, at, By::Day)
    }

    pub(super) fn count(key: &str, at: source::Span) -> Self {
        Self::new(key, at, By::Count)
    }

    fn is_need(&self) -> bool {
        matches!(self.by, By::Need | By::NeedNumber)
    }
}

impl Reader<'_> {
    /// Tells what is wrong with a pack as a whole.
    pub(super) fn check(&mut self, root: &Node<'_>, pack: &Pack) {
        for asked in std::mem::take(&mut self.asked) {
            self.asked_for(&asked, pack);
        }
        self.namespace(root, pack);
        if let Some(extends) = root.get("extends") {
            let ids = self.ids.iter().map(|(id, _)| id.clone()).collect::<BTreeSet<_>>();
            let mut seen = BTreeSet::new();
            let twice = pack.all_rules().into_iter().find(|rule| !seen.insert(rule.id.as_str()) && ids.contains(&rule.id));
            if let Some(rule) = twice {
                let message = format!("a rule inside another of {} has the id {} as well", quote(&pack.id), quote(&rule.id));
                self.wrong(extends, message);
            }
        }
        self.split(root, pack);
        self.shares(root, pack);
    }

    /// A share is of the total that the pack requires, so that some rule must ask one.
    fn shares(&mut self, root: &Node<'_>, pack: &Pack) {
        let asks = |is: fn(&Demand) -> bool| pack.all_rules().into_iter().find(|rule| rule.asks.iter().any(is));
        let shares = asks(|ask| matches!(ask, Demand::MinShare(_, ShareOf::Required) | Demand::MaxShare(_, ShareOf::Required)));
        let totals = pack.all_rules().into_iter().filter(|rule| rule.of.is_all() && !rule.basis.is_advice);
        let has_total = totals.into_iter().any(|rule| rule.asks.iter().any(|ask| matches!(ask, Demand::Min(_))));
        let (Some(rule), false) = (shares, has_total) else { return };
        let message = format!(
            "{} asks a share of the required total, and no rule asks a total: a `min` without `of`; or write `share_of: earned`",
            quote(&rule.id)
        );
        let at = root.get("rules").map_or(root.span.place().span(0), |rules| rules.span);
        self.findings.push(BAD_VALUE.at(at, message));
    }

    /// A key of the profile must be among what the pack asks, and of a kind that fits.
    fn asked_for(&mut self, asked: &Asked, pack: &Pack) {
        let key = asked.key.as_str();
        if matches!((key, &asked.by), ("expiry" | "issued", By::Words(_) | By::Between | By::Days)) {
            return;
        }
        let others = [format!("{key}_approved"), format!("{key}_date")];
        let other = || others.iter().find_map(|other| pack.ask(other)).filter(|_| asked.is_need());
        let Some(ask) = pack.ask(key).or_else(other) else {
            let hint = did_you_mean(key, pack.asks.iter().map(|ask| ask.name.as_str()));
            let message = format!("nothing in `asks` is called {}, so nobody can answer it{hint}", quote(key));
            self.findings.push(BAD_VALUE.at(asked.at, message));
            return;
        };
        let fits = match &asked.by {
            By::Words(words) => {
                self.answers(words, &ask.answer, key);
                true
            }
            By::Between => matches!(ask.answer, Answer::Number | Answer::Count | Answer::Day),
            By::Days | By::Day => ask.answer == Answer::Day,
            By::Need => matches!(ask.answer, Answer::YesNo | Answer::Day | Answer::Count),
            By::NeedNumber | By::Count => matches!(ask.answer, Answer::Number | Answer::Count),
        };
        if !fits {
            let message = format!("{} takes {}, which cannot be compared with this", quote(key), ask.answer.describe());
            self.findings.push(BAD_VALUE.at(asked.at, message));
        }
    }

    /// The words of a guard must be answers to its question.
    fn answers(&mut self, words: &[(String, source::Span)], answer: &Answer, key: &str) {
        for (word, at) in words {
            let is_year = *answer == Answer::Day && word.len() == 4 && word.parse::<u16>().is_ok();
            if !is_year && !answer.admits(word) {
                let choices: &[String] = if let Answer::Choice(choices) = answer { choices } else { &[] };
                let hint = did_you_mean(word, choices.iter().map(String::as_str));
                let message = format!("{} is no answer to {}, which takes {}{hint}", quote(word), quote(key), answer.describe());
                self.findings.push(BAD_VALUE.at(*at, message));
            }
        }
    }

    /// Units are split among rules that there are, each of which asks for units of the cycle and for nothing else.
    fn split(&mut self, root: &Node<'_>, pack: &Pack) {
        let Overlap::Split(ids) = &pack.overlap else { return };
        let rules = std::mem::take(&mut self.ids);
        let start = root.span.place().span(0);
        // A base's division is broken where the rule is written that breaks it.
        let place = |id: &str| {
            let words = root.get("overlap").and_then(|overlap| overlap.get("split")).map_or(&[][..], Node::elements);
            let word = words.iter().find(|word| word.text().map(str::trim) == Some(id)).map(|word| word.span);
            word.or_else(|| rules.iter().find(|(rule, _)| rule == id).map(|(_, at)| *at)).unwrap_or(start)
        };
        for id in ids {
            let message = match pack.rules.iter().find(|rule| rule.id == *id) {
                Some(rule) if is_plain(rule) => continue,
                Some(_) => {
                    format!("units are split among rules that ask only for a `min` of the cycle, and {} is none", quote(id))
                }
                // It is there, and what is wrong with it is told.
                None if rules.iter().any(|(rule, _)| rule == id) => continue,
                None => {
                    let hint = did_you_mean(id, pack.rules.iter().map(|rule| rule.id.as_str()));
                    format!("the pack splits units among rules, and has no rule {}{hint}", quote(id))
                }
            };
            self.findings.push(BAD_VALUE.at(place(id), message));
        }
    }

    /// A unit belongs to its pack, so that units of one never add to another's.
    fn namespace(&mut self, root: &Node<'_>, pack: &Pack) {
        let space = pack.id.split('/').next().unwrap_or_default();
        let Some(node) = root.get("unit").and_then(|unit| unit.get("id")).filter(|_| pack.extends.is_none()) else { return };
        if !space.is_empty() && !pack.unit.id.starts_with(&format!("{space}.")) {
            let message = format!("the unit {} is not named after its pack: call it {space}.NAME", quote(&pack.unit.id));
            let mut finding = BAD_VALUE.at(node.span, message);
            finding.level = Level::Warning;
            self.findings.push(finding);
        }
    }
}

/// Whether a rule asks for units of the cycle, for this licence or each further one, and for nothing else.
fn is_plain(rule: &Rule) -> bool {
    matches!(rule.asks.as_slice(), [Demand::Min(_)]) && matches!(rule.span, Span::Cycle | Span::Licence)
}
