//! What a pack says against itself: answers that nobody asks, rules that there are not, units of others. What is asked is looked
//! up as it is read; the rest when all is read, because it may stand below, or in the base of an overlay.

use std::collections::BTreeSet;

use super::{Questions, Reader};
use crate::finding::Level;
use crate::load::faults::BAD_VALUE;
use crate::load::nearest::did_you_mean;
use crate::load::pack::{Answer, Ask, Demand, Guard, Licences, Overlap, Pack, Rule, ShareOf, Span, Test};
use crate::load::values::quote;
use crate::load::yaml::Node;
use crate::source;

/// By what a key of the profile is asked for.
pub(super) enum By<'t> {
    /// A guard: words, a number, or a day.
    Words(&'t [String]),
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

impl<'t> By<'t> {
    pub(super) fn need(is_number: bool) -> Self {
        if is_number { Self::NeedNumber } else { Self::Need }
    }

    fn guard(test: &'t Test) -> Self {
        match test {
            Test::Between(..) => Self::Between,
            Test::Days(..) => Self::Days,
            Test::OneOf(words) => Self::Words(words),
        }
    }

    /// Whether answers to a question can be compared with it at all.
    fn fits(&self, answer: &Answer) -> bool {
        match self {
            Self::Words(_) => true,
            Self::Between => matches!(answer, Answer::Number | Answer::Count | Answer::Day),
            Self::Days | Self::Day => *answer == Answer::Day,
            Self::Need => matches!(answer, Answer::YesNo | Answer::Day | Answer::Count),
            Self::NeedNumber | Self::Count => matches!(answer, Answer::Number | Answer::Count),
        }
    }
}

impl Questions {
    /// What is wrong with asking for a key, each with the number of the word that is no answer, where it is one.
    fn faults(&self, key: &str, by: &By<'_>) -> Vec<(Option<usize>, String)> {
        if matches!((key, by), ("expiry" | "issued", By::Words(_) | By::Between | By::Days)) {
            return Vec::new();
        }
        let (Self::Closed(asks) | Self::Open(asks)) = self;
        let find = |key: &str| asks.iter().find(|ask| ask.name == key);
        let is_need = matches!(by, By::Need | By::NeedNumber);
        let approved = || [format!("{key}_approved"), format!("{key}_date")].iter().find_map(|key| find(key)).filter(|_| is_need);
        let Some(ask) = find(key).or_else(approved) else {
            let hint = did_you_mean(key, asks.iter().map(|ask| ask.name.as_str()));
            if matches!(self, Self::Open(_)) && hint.is_empty() {
                return Vec::new();
            }
            return vec![(None, format!("nothing in `asks` is called {}, so nobody can answer it{hint}", quote(key)))];
        };
        if !by.fits(&ask.answer) {
            return vec![(None, format!("{} takes {}, which cannot be compared with this", quote(key), ask.answer.describe()))];
        }
        let words = if let By::Words(words) = by { words } else { &[][..] };
        words.iter().enumerate().filter_map(|(at, word)| Some((Some(at), no_answer(ask, word)?))).collect()
    }
}

/// Why a word of a guard is no answer to its question.
fn no_answer(ask: &Ask, word: &str) -> Option<String> {
    let is_year = ask.answer == Answer::Day && word.len() == 4 && word.parse::<u16>().is_ok();
    if is_year || ask.answer.admits(word) {
        return None;
    }
    let choices: &[String] = if let Answer::Choice(choices) = &ask.answer { choices } else { &[] };
    let hint = did_you_mean(word, choices.iter().map(String::as_str));
    Some(format!("{} is no answer to {}, which takes {}{hint}", quote(word), quote(&ask.name), ask.answer.describe()))
}

impl Reader<'_> {
    /// A key of the profile that something asks for must be among what may be answered, and of a kind that fits.
    pub(super) fn asked_for(&mut self, key: &str, by: &By<'_>, at: source::Span) {
        for (_, message) in self.questions.faults(key, by) {
            self.findings.push(BAD_VALUE.at(at, message));
            self.is_left_out = true;
        }
    }

    /// What a guard asks for, told at the key or at the word that is no answer to it.
    pub(super) fn guarded(&mut self, key: &Node<'_>, test: &Test, value: &Node<'_>) {
        for (word, message) in self.questions.faults(key.text().unwrap_or_default(), &By::guard(test)) {
            let word = word.and_then(|word| value.elements().get(word)).unwrap_or(key);
            self.wrong(word, message);
        }
    }

    /// Tells what is wrong with a pack as a whole.
    pub(super) fn check(&mut self, root: &Node<'_>, pack: &Pack, replaced: &[(String, source::Span)]) {
        self.replaced(pack, replaced);
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

    /// What a base asks by a question that its overlay asks otherwise must still be answered by it. What the overlay itself asks
    /// was looked up, and is not in the pack where it is wrong.
    fn replaced(&mut self, pack: &Pack, replaced: &[(String, source::Span)]) {
        if replaced.is_empty() {
            return;
        }
        let mut told = BTreeSet::new();
        for (key, by) in pack.questions_used() {
            let Some((_, at)) = replaced.iter().find(|(name, _)| name == key) else { continue };
            for (_, message) in self.questions.faults(key, &by) {
                if told.insert(message.clone()) {
                    self.findings.push(BAD_VALUE.at(*at, format!("{message}; the pack that is extended asks for it so")));
                }
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
                Some(_) => not_plain(id),
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

    /// Whether an own rule in the place of one among which units are divided leaves the division sound; told where it does not.
    pub(super) fn keeps_split(&mut self, rule: &Rule) -> bool {
        let at = self.ids.iter().find(|(id, _)| *id == rule.id).map(|(_, at)| *at);
        let is_kept = is_plain(rule);
        self.findings.extend(at.filter(|_| !is_kept).map(|at| BAD_VALUE.at(at, not_plain(&rule.id))));
        is_kept
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

impl Pack {
    /// Every key of the profile that something in the pack asks for, and by what.
    fn questions_used(&self) -> Vec<(&str, By<'_>)> {
        let rules = self.all_rules();
        let guards: Vec<&Guard> = (rules.iter().map(|rule| &rule.when))
            .chain(self.exempt.iter().map(|one| &one.when))
            .chain(self.cycles.iter().map(|one| &one.when))
            .chain(self.convert.iter().map(|one| &one.when))
            .chain(self.filters.iter().map(|one| &one.when))
            .chain(self.caps.iter().map(|one| &one.when))
            .collect();
        let tests = guards.into_iter().flat_map(|guard| &guard.0).map(|(key, test)| (key.as_str(), By::guard(test)));
        let mut used: Vec<(&str, By<'_>)> = tests.collect();
        for rule in rules {
            used.extend(rule.asks.iter().filter_map(|ask| match ask {
                Demand::Need(key, least) => Some((key.as_str(), By::need(least.is_some() && rule.of.is_all()))),
                _ => None,
            }));
        }
        used.extend(self.filters.iter().filter_map(|filter| Some((filter.after.as_deref()?, By::Day))));
        used.extend(if let Licences::Extra(key) = &self.licences { Some((key.as_str(), By::Count)) } else { None });
        used
    }
}

/// Whether a rule asks for units of the cycle, for this licence or each further one, and for nothing else.
fn is_plain(rule: &Rule) -> bool {
    matches!(rule.asks.as_slice(), [Demand::Min(_)]) && matches!(rule.span, Span::Cycle | Span::Licence)
}

fn not_plain(id: &str) -> String {
    format!("units are split among rules that ask only for a `min` of the cycle, and {} is none", quote(id))
}
