//! YAML nodes → a pack. Every mistake is told with its place and the nearest word; what is sound is kept. An overlay is read onto
//! its base: what it says takes the base's place, rules and rows are added.

mod check;
mod rows;
mod rules;
mod values;

use std::collections::BTreeSet;

use self::check::By;
use self::values::{first_day, month};
use super::{
    Answer, Ask, Carry, Confidence, Demand, Effective, Licences, Moment, Overlap, Pack, Repeat, Rule, Selector, Span, Test, Unit,
};
use crate::finding::{At, Findings};
use crate::load::faults::{BAD_VALUE, MISSING_FIELD};
use crate::load::values::{SCALE, day, quote};
use crate::load::yaml::{self, Node, Value};
use crate::source::{self, Place, SourceId};

/// Reads the pack of a text that extends nothing. `None`, with findings, where it has no id, and where nobody can say for whom or
/// for how long it is. O(bytes).
pub fn read(source: SourceId, text: &str, findings: &mut Findings) -> Option<Pack> {
    read_onto(source, text, None, findings)
}

/// Reads the pack of a text onto the pack that it extends. O(bytes).
pub(super) fn read_onto(source: SourceId, text: &str, base: Option<Pack>, findings: &mut Findings) -> Option<Pack> {
    let (mut pack, mut base, mut is_read) = (None, base, false);
    let mut found = Findings::new();
    let faults = yaml::read(source, text, None, &mut |root| {
        if std::mem::replace(&mut is_read, true) {
            found.push(BAD_VALUE.at(root.span, "a file holds one pack; this one is not read"));
        } else {
            pack = Reader::new(&mut found).pack(&root, base.take());
        }
    });
    found.extend(faults);
    found.sort_by_key(|finding| match finding.labels.first().map(|label| &label.at) {
        Some(At::Span(span)) => span.start,
        _ => 0,
    });
    findings.extend(found);
    pack.filter(|pack: &Pack| !pack.id.is_empty())
}

/// The id of the pack in a text, and the pack that it extends with its place. Faults are told when it is read.
pub(super) fn head(source: SourceId, text: &str) -> (String, Option<(String, source::Span)>) {
    let mut head = None;
    yaml::read(source, text, None, &mut |root| {
        let word = |key: &str| root.get(key).and_then(|node| Some((node.text()?.trim().to_owned(), node.span)));
        head = head.take().or_else(|| Some((word("pack").map_or(String::new(), |(id, _)| id), word("extends"))));
    });
    head.unwrap_or_default()
}

/// Reads the own rules of a requirement: a list of rules in the language of packs, each with the place where it begins, faults
/// told at theirs. Over a pack they are told where they misspell what it asks, or break its division of units; else anything may
/// be asked, because nothing says what. O(nodes).
pub fn own_rules(node: &Node<'_>, over: Option<&Pack>, findings: &mut Findings) -> Vec<(Rule, Place)> {
    let mut found = Findings::new();
    let mut reader = Reader::new(&mut found);
    reader.questions = Questions::Open(over.map_or(Vec::new(), |pack| pack.asks.clone()));
    let mut rules = reader.wholes(node, |reader, node| (reader.rule(node), node.span.place()));
    reader.same_ids(rules.iter().map(|(rule, _)| rule));
    if let Some(Overlap::Split(ids)) = over.map(|pack| &pack.overlap) {
        rules.retain(|(rule, _)| !ids.contains(&rule.id) || reader.keeps_split(rule));
    }
    findings.extend(found);
    rules
}

struct Reader<'f> {
    findings: &'f mut Findings,
    /// What may be answered in a profile.
    questions: Questions,
    /// The ids of rules, and where they stand.
    ids: Vec<(String, source::Span)>,
    /// Whether what is being read has a mistake by which it cannot be kept.
    is_left_out: bool,
}

/// What may be answered in a profile.
enum Questions {
    /// These alone.
    Closed(Vec<Ask>),
    /// These, and whatever own rules add.
    Open(Vec<Ask>),
}

const PACK: [&str; 23] = [
    "pack",
    "extends",
    "name",
    "date",
    "confidence",
    "facts",
    "sources",
    "notes",
    "not_covered",
    "asks",
    "status",
    "effective",
    "unit",
    "cycle",
    "exempt",
    "convert",
    "count_if",
    "count_max",
    "overlap",
    "licences",
    "carry",
    "repeat",
    "rules",
];

impl<'f> Reader<'f> {
    fn new(findings: &'f mut Findings) -> Self {
        Self { findings, questions: Questions::Closed(Vec::new()), ids: Vec::new(), is_left_out: false }
    }

    /// A pack, onto its base. What is wrong in it leaves standing what the base says; where there is none, and it would be for
    /// others or for another time than was meant, there is no pack.
    fn pack(&mut self, root: &Node<'_>, base: Option<Pack>) -> Option<Pack> {
        let (is_overlay, mut is_sound) = (base.is_some(), true);
        let mut pack = Pack { extends: None, ..base.unwrap_or_default() };
        let below = std::mem::take(&mut pack.id);
        pack.bases.extend(is_overlay.then_some(below));
        let fields = self.group(root, "a pack", &PACK);
        // What may be answered is known before anything asks for it, wherever it stands.
        let replaced = fields.iter().find(|(key, _)| *key == "asks").map(|(_, node)| self.asks(node, &mut pack));
        self.questions = Questions::Closed(pack.asks.clone());
        for (key, node) in fields {
            match key {
                "pack" => pack.id = self.text(node),
                "extends" => pack.extends = Some(self.text(node)),
                "name" => pack.name = self.text(node),
                "date" => _ = self.set(&mut pack.date, |reader| reader.parsed(node, month)),
                "confidence" => {
                    let read = |reader: &mut Self| reader.choice(node, &Confidence::WORDS, &Confidence::ALL).unwrap_or_default();
                    self.set(&mut pack.confidence, read);
                }
                "facts" => _ = self.text(node),
                "sources" => pack.sources.extend(self.words(node)),
                "notes" => pack.notes.extend(self.words(node)),
                "not_covered" => pack.not_covered.extend(self.words(node)),
                "asks" => {}
                "status" => {
                    let read = |reader: &mut Self| reader.choice(node, &["live", "suspended"], &[false, true]).unwrap_or(false);
                    is_sound &= self.set(&mut pack.is_suspended, read);
                }
                "effective" => is_sound &= self.set(&mut pack.effective, |reader| Some(reader.effective(node))),
                "unit" => pack.unit = self.unit(node, Some(&pack.unit).filter(|_| is_overlay)),
                "cycle" => {
                    let cycles = self.cycles(node);
                    is_sound &= cycles.is_some();
                    pack.cycles = cycles.unwrap_or(pack.cycles);
                }
                "exempt" => pack.exempt.extend(self.wholes(node, Self::exemption)),
                // Of conversions the first that fits counts, so that an overlay's come first.
                "convert" => {
                    let rows = self.conversions(node);
                    drop(pack.convert.splice(0..0, rows));
                }
                "count_if" => pack.filters.extend(self.wholes(node, Self::filter)),
                "count_max" => pack.caps.extend(self.wholes(node, Self::cap)),
                "overlap" => _ = self.set(&mut pack.overlap, |reader| reader.overlap(node)),
                "licences" => {
                    if let Some((licences, rule)) = self.sound(|reader| reader.licences(node)) {
                        pack.licences = licences;
                        pack = pack.with_rules(rule.into_iter().collect());
                    }
                }
                "carry" => _ = self.set(&mut pack.carry, |reader| reader.carry(node)),
                "repeat" => {
                    let (words, kinds) = (["unknown", "once", "free"], [Repeat::Unknown, Repeat::Once, Repeat::Free]);
                    self.set(&mut pack.repeat, |reader| reader.choice(node, &words, &kinds).unwrap_or_default());
                }
                _ => {
                    let rules = self.rules(node);
                    self.same_ids(rules.iter());
                    pack = pack.with_rules(rules);
                }
            }
        }
        if pack.id.is_empty() && matches!(root.value, Value::Map(_)) {
            self.findings.push(MISSING_FIELD.at(root.span.place().span(0), "a pack says its id: `pack: us-ma/teacher`"));
        }
        self.check(root, &pack, &replaced.unwrap_or_default());
        (is_sound || is_overlay).then_some(pack)
    }

    /// Questions; one of the base with the same name is replaced, unless something is wrong with the new one. Returns those that
    /// were replaced, and where the new ones stand.
    fn asks(&mut self, node: &Node<'_>, pack: &mut Pack) -> Vec<(String, source::Span)> {
        let (mut own, mut replaced): (Vec<Ask>, Vec<(String, source::Span)>) = (Vec::new(), Vec::new());
        for element in if matches!(node.value, Value::List(_)) { node.elements() } else { &[] } {
            let (ask, is_wrong) = self.whether(|reader| reader.ask(element));
            let is_of_base = pack.ask(&ask.name).is_some();
            if own.iter().any(|other| other.name == ask.name) {
                self.wrong(element, format!("two questions of the pack are called {}", quote(&ask.name)));
            } else if !(is_of_base && is_wrong) {
                replaced.extend(is_of_base.then(|| (ask.name.clone(), element.span)));
                own.push(ask);
            }
        }
        if !matches!(node.value, Value::List(_)) {
            self.wrong(node, format!("a list belongs here, not {}", node.describe()));
        }
        pack.asks.retain(|ask| own.iter().all(|other| other.name != ask.name));
        pack.asks.extend(own);
        replaced
    }

    fn ask(&mut self, node: &Node<'_>) -> Ask {
        let mut ask = Ask { name: String::new(), answer: Answer::YesNo, question: String::new() };
        let mut choices = Vec::new();
        for (key, node) in self.group(node, "asks", &["name", "type", "choices", "question"]) {
            match key {
                "name" => ask.name = self.text(node),
                "question" => ask.question = self.text(node),
                "choices" => choices = self.words(node),
                _ => {
                    let kinds = [Answer::YesNo, Answer::Choice(Vec::new()), Answer::Day, Answer::Number, Answer::Count];
                    ask.answer = self.choice(node, &Answer::WORDS, &kinds).unwrap_or(Answer::YesNo);
                }
            }
        }
        if ["expiry", "issued"].contains(&ask.name.as_str()) {
            self.wrong(node, format!("{} is known from the days of the license and is not asked", quote(&ask.name)));
        } else if ask.name.is_empty() {
            self.lacks(node, "a question of a pack has a name: the key of its answer");
        }
        match &mut ask.answer {
            Answer::Choice(_) if choices.is_empty() => self.lacks(node, "a choice says among what: `choices: [one, other]`"),
            Answer::Choice(words) => *words = choices,
            _ => {}
        }
        ask
    }

    fn effective(&mut self, node: &Node<'_>) -> Effective {
        let mut effective = Effective { from: None, until: None, by: Moment::Expiry };
        for (key, node) in self.group(node, "effective", &["from", "until", "by"]) {
            match key {
                "from" => effective.from = self.parsed(node, first_day),
                "until" => effective.until = self.parsed(node, |text| day(text, None)),
                _ => {
                    let moments = [Moment::Expiry, Moment::Issue, Moment::Renewal];
                    effective.by = self.choice(node, &["expiry", "issue", "renewal"], &moments).unwrap_or_default();
                }
            }
        }
        if effective.from.zip(effective.until).is_some_and(|(from, until)| until < from) {
            self.wrong(node, "the pack ends before it begins, so it is for nobody".to_owned());
        }
        effective
    }

    /// The unit; of an overlay it is that of its base, which may get other words or another rate.
    fn unit(&mut self, node: &Node<'_>, base: Option<&Unit>) -> Unit {
        let mut unit = base.cloned().unwrap_or_default();
        for (key, node) in self.group(node, "unit", &["id", "name", "plural", "per_hour"]) {
            match (key, base) {
                ("id", Some(base)) if node.text() != Some(&base.id) => {
                    let message = format!("a pack that extends another counts in its unit, {}", quote(&base.id));
                    self.wrong(node, message);
                }
                ("id", _) => unit.id = self.text(node),
                ("name", _) => (unit.name, unit.plural) = (self.text(node), String::new()),
                ("plural", _) => unit.plural = self.text(node),
                _ if node.text() == Some("unknown") => unit.per_hour = None,
                _ => unit.per_hour = self.number(node).or(unit.per_hour),
            }
        }
        if unit.name.is_empty() {
            unit.name = unit.id.rsplit('.').next().unwrap_or_default().replace('_', " ");
        }
        if unit.plural.is_empty() {
            unit.plural = format!("{}s", unit.name);
        }
        unit
    }

    fn overlap(&mut self, node: &Node<'_>) -> Overlap {
        if matches!(node.value, Value::Map(_)) {
            let mut rules = Vec::new();
            self.group(node, "overlap", &["split"]).into_iter().for_each(|(_, node)| rules = self.words(node));
            return Overlap::Split(rules);
        }
        self.choice(node, &["unknown", "shared"], &[Overlap::Unknown, Overlap::Shared]).unwrap_or_default()
    }

    /// What further licences ask, and the rule that says so.
    fn licences(&mut self, node: &Node<'_>) -> (Licences, Option<Rule>) {
        if !matches!(node.value, Value::Map(_)) {
            let all = [Licences::Unknown, Licences::Shared];
            return (self.choice(node, &["unknown", "shared"], &all).unwrap_or_default(), None);
        }
        let (mut extra, mut of, mut count) = (None, Selector::default(), None);
        for (key, node) in self.group(node, "licences", &["extra", "of", "count"]) {
            match key {
                "extra" => extra = self.number(node),
                "of" => of = self.selector(node),
                _ => {
                    let key = self.text(node);
                    self.asked_for(&key, &By::Count, node.span);
                    count = Some(key);
                }
            }
        }
        let Some(count) = count else {
            self.lacks(node, "further licenses ask for more, and nothing says how many she has: `count: KEY` of a question");
            return Default::default();
        };
        let rule = extra.map(|units| {
            let when = super::Guard(vec![(count.clone(), Test::Between(Some(SCALE), None))]);
            let (id, name) = ("further-licences".to_owned(), "for each further license".to_owned());
            Rule { id, name, when, of, asks: vec![Demand::Min(units)], span: Span::Licence, ..Rule::default() }
        });
        (Licences::Extra(count), rule)
    }

    fn carry(&mut self, node: &Node<'_>) -> Carry {
        if !matches!(node.value, Value::Map(_)) {
            return self.choice(node, &["unknown", "none"], &[Carry::Unknown, Carry::Nothing]).unwrap_or_default();
        }
        let (mut of, mut most) = (Selector::default(), None);
        for (key, node) in self.group(node, "carry", &["max", "if"]) {
            if key == "max" { most = self.number(node) } else { of = self.selector(node) }
        }
        Carry::Some { of, most }
    }

    /// Tells ids of rules that stand twice in one list.
    fn same_ids<'r>(&mut self, rules: impl Iterator<Item = &'r Rule>) {
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        for rule in rules.flat_map(Rule::with_branches) {
            if !rule.id.is_empty() && !seen.insert(&rule.id) {
                let message = format!("two rules of the pack have the id {}", quote(&rule.id));
                let last = self.ids.iter().rev().find(|(id, _)| *id == rule.id).map(|(_, at)| *at);
                self.findings.extend(last.map(|at| BAD_VALUE.at(at, message)));
            }
        }
    }
}
