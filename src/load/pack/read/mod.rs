//! YAML nodes → a pack. Every mistake is told with its place and the nearest word; what is sound is kept. An overlay is read onto
//! its base: what it says takes the base's place, rules and rows are added.

mod check;
mod rows;
mod rules;
mod values;

use std::collections::BTreeSet;

use self::check::Asked;
use self::values::{first_day, month};
use super::{
    Answer, Ask, Carry, Confidence, Demand, Effective, Licences, Moment, Overlap, Pack, Repeat, Rule, Selector, Span, Test, Unit,
};
use crate::finding::{At, Findings};
use crate::load::faults::{BAD_VALUE, MISSING_FIELD};
use crate::load::values::{SCALE, day, quote};
use crate::load::yaml::{self, Node, Value};
use crate::source::{self, SourceId};

/// Reads the pack of a text that extends nothing. `None`, with findings, where it has no id. O(bytes).
pub fn read(source: SourceId, text: &str, findings: &mut Findings) -> Option<Pack> {
    read_onto(source, text, None, findings)
}

/// Reads the pack of a text onto the pack that it extends. O(bytes).
pub(super) fn read_onto(source: SourceId, text: &str, base: Option<Pack>, findings: &mut Findings) -> Option<Pack> {
    let (mut pack, mut base) = (None, base);
    let mut found = Findings::new();
    let faults = yaml::read(source, text, None, &mut |root| {
        if pack.is_none() {
            pack = Some(Reader::new(&mut found).pack(&root, base.take()));
        } else {
            found.push(BAD_VALUE.at(root.span, "a file holds one pack; this one is not read"));
        }
    });
    found.extend(faults);
    found.sort_by_key(|finding| match finding.labels.first().map(|label| &label.at) {
        Some(At::Span(span)) => span.start,
        _ => 0,
    });
    findings.extend(found);
    pack.filter(|pack| !pack.id.is_empty())
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

/// Reads the own rules of a requirement: a list of rules in the language of packs, faults told at their place. What a guard asks
/// for is not looked up, because nothing says what may be asked. O(nodes).
pub fn own_rules(node: &Node<'_>, findings: &mut Findings) -> Vec<Rule> {
    let mut found = Findings::new();
    let mut reader = Reader::new(&mut found);
    let rules = reader.rules(node);
    reader.same_ids(&rules);
    findings.extend(found);
    rules
}

struct Reader<'f> {
    findings: &'f mut Findings,
    /// What the pack asks of a profile, to be compared with what it says it asks when all is read.
    asked: Vec<Asked>,
    /// The ids of rules, and where they stand.
    ids: Vec<(String, source::Span)>,
    /// Whether the rule or row that is being read cannot be kept.
    is_left_out: bool,
}

const PACK: [&str; 22] = [
    "pack",
    "extends",
    "name",
    "date",
    "confidence",
    "facts",
    "sources",
    "notes",
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
        Self { findings, asked: Vec::new(), ids: Vec::new(), is_left_out: false }
    }

    fn pack(&mut self, root: &Node<'_>, base: Option<Pack>) -> Pack {
        let is_overlay = base.is_some();
        let base = base.unwrap_or_default();
        let own = (!base.id.is_empty()).then(|| base.id.clone());
        let bases = own.into_iter().chain(base.bases.iter().cloned()).collect();
        let mut pack = Pack { id: String::new(), extends: None, bases, ..base };
        for (key, node) in self.group(root, "a pack", &PACK) {
            match key {
                "pack" => pack.id = self.text(node),
                "extends" => pack.extends = Some(self.text(node)),
                "name" => pack.name = self.text(node),
                "date" => pack.date = self.parsed(node, month),
                "confidence" => pack.confidence = self.choice(node, &Confidence::WORDS, &Confidence::ALL).unwrap_or_default(),
                "facts" => _ = self.text(node),
                "sources" => pack.sources.extend(self.words(node)),
                "notes" => pack.notes.extend(self.words(node)),
                "asks" => self.asks(node, &mut pack),
                "status" => pack.is_suspended = self.choice(node, &["live", "suspended"], &[false, true]).unwrap_or(false),
                "effective" => pack.effective = Some(self.effective(node)),
                "unit" => pack.unit = self.unit(node, Some(&pack.unit).filter(|_| is_overlay)),
                "cycle" => pack.cycles = self.cycles(node),
                "exempt" => pack.exempt.extend(self.wholes(node, Self::exemption)),
                // Of conversions the first that fits counts, so that an overlay's come first.
                "convert" => {
                    let rows = self.conversions(node);
                    drop(pack.convert.splice(0..0, rows));
                }
                "count_if" => pack.filters.extend(self.wholes(node, Self::filter)),
                "count_max" => pack.caps.extend(self.wholes(node, Self::cap)),
                "overlap" => pack.overlap = self.overlap(node),
                "licences" => self.licences(node, &mut pack),
                "carry" => pack.carry = self.carry(node),
                "repeat" => {
                    let words = ["unknown", "once", "free"];
                    pack.repeat = self.choice(node, &words, &[Repeat::Unknown, Repeat::Once, Repeat::Free]).unwrap_or_default();
                }
                _ => {
                    let rules = self.rules(node);
                    self.same_ids(&rules);
                    pack = pack.with_rules(rules);
                }
            }
        }
        if pack.id.is_empty() && matches!(root.value, Value::Map(_)) {
            self.findings.push(MISSING_FIELD.at(root.span.place().span(0), "a pack says its id: `pack: us-ma/teacher`"));
        }
        self.check(root, &pack);
        pack
    }

    /// Questions; one of the base with the same name is replaced.
    fn asks(&mut self, node: &Node<'_>, pack: &mut Pack) {
        let mut own: Vec<Ask> = Vec::new();
        for element in if matches!(node.value, Value::List(_)) { node.elements() } else { &[] } {
            let ask = self.ask(element);
            if own.iter().any(|other| other.name == ask.name) {
                self.wrong(element, format!("two questions of the pack are called {}", quote(&ask.name)));
            } else {
                own.push(ask);
            }
        }
        if !matches!(node.value, Value::List(_)) {
            self.wrong(node, format!("a list belongs here, not {}", node.describe()));
        }
        pack.asks.retain(|ask| own.iter().all(|other| other.name != ask.name));
        pack.asks.extend(own);
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
            self.findings
                .push(MISSING_FIELD.at(node.span.place().span(0), "a question of a pack has a name: the key of its answer"));
        }
        match &mut ask.answer {
            Answer::Choice(_) if choices.is_empty() => {
                let message = "a choice says among what: `choices: [one, other]`";
                self.findings.push(MISSING_FIELD.at(node.span.place().span(0), message));
            }
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
                _ => unit.per_hour = self.number(node),
            }
        }
        if unit.name.is_empty() {
            unit.name.clone_from(&unit.id);
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

    fn licences(&mut self, node: &Node<'_>, pack: &mut Pack) {
        if !matches!(node.value, Value::Map(_)) {
            pack.licences = self.choice(node, &["unknown", "shared"], &[Licences::Unknown, Licences::Shared]).unwrap_or_default();
            return;
        }
        self.is_left_out = false;
        let (mut extra, mut of, mut count) = (None, Selector::default(), None);
        for (key, node) in self.group(node, "licences", &["extra", "of", "count"]) {
            match key {
                "extra" => extra = self.number(node),
                "of" => of = self.selector(node),
                _ => {
                    let key = self.text(node);
                    self.asked.push(Asked::count(&key, node.span));
                    count = Some(key);
                }
            }
        }
        let Some(count) = count else {
            let message = "further licenses ask for more, and nothing says how many she has: `count: KEY` of a question";
            self.findings.push(MISSING_FIELD.at(node.span.place().span(0), message));
            return;
        };
        if let Some(units) = extra.filter(|_| !self.is_left_out) {
            let when = super::Guard(vec![(count.clone(), Test::Between(Some(SCALE), None))]);
            let (id, name) = ("further-licences".to_owned(), "for each further license".to_owned());
            let rule = Rule { id, name, when, of, asks: vec![Demand::Min(units)], span: Span::Licence, ..Rule::default() };
            *pack = std::mem::take(pack).with_rules(vec![rule]);
        }
        pack.licences = Licences::Extra(count);
    }

    fn carry(&mut self, node: &Node<'_>) -> Carry {
        if !matches!(node.value, Value::Map(_)) {
            return self.choice(node, &["unknown", "none"], &[Carry::Unknown, Carry::Nothing]).unwrap_or_default();
        }
        self.is_left_out = false;
        let (mut of, mut most) = (Selector::default(), None);
        for (key, node) in self.group(node, "carry", &["max", "if"]) {
            if key == "max" { most = self.number(node) } else { of = self.selector(node) }
        }
        if std::mem::take(&mut self.is_left_out) { Carry::Unknown } else { Carry::Some { of, most } }
    }

    /// Tells ids of rules that stand twice in one list.
    fn same_ids(&mut self, rules: &[Rule]) {
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        let all: Vec<&Rule> = rules.iter().flat_map(Rule::with_branches).collect();
        for rule in all {
            if !rule.id.is_empty() && !seen.insert(&rule.id) {
                let message = format!("two rules of the pack have the id {}", quote(&rule.id));
                let last = self.ids.iter().rev().find(|(id, _)| *id == rule.id).map(|(_, at)| *at);
                self.findings.extend(last.map(|at| BAD_VALUE.at(at, message)));
            }
        }
    }
}
