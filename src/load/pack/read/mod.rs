//! YAML nodes → a pack. Every mistake is told with its place and the nearest word; what is sound is kept.

mod rules;
mod values;

use self::rules::all_rules;
use self::values::{first_day, month};
use super::{
    Answer, Ask, Cap, Carry, Confidence, Conversion, Cycle, Effective, Exemption, Filter, Guard, Licences, Moment, Overlap, Pack,
    Per, Provider, Repeat, Selector, Span, Unit,
};
use crate::finding::Findings;
use crate::load::faults::{BAD_VALUE, MISSING_FIELD};
use crate::load::nearest::did_you_mean;
use crate::load::values::{day, quote};
use crate::load::yaml::{self, Node, Value};
use crate::source::SourceId;

/// Reads the pack of a text. `None`, with findings, where it has no id or no rules to speak of. O(bytes).
pub fn read(source: SourceId, text: &str, findings: &mut Findings) -> Option<Pack> {
    let mut pack = None;
    let mut found = Findings::new();
    let faults = yaml::read(source, text, None, &mut |root| {
        if pack.is_none() {
            pack = Some(Reader { findings: &mut found }.pack(&root));
        } else {
            found.push(BAD_VALUE.at(root.span, "a file holds one pack; this one is not read"));
        }
    });
    findings.extend(found);
    findings.extend(faults);
    pack.filter(|pack| !pack.id.is_empty())
}

struct Reader<'f> {
    findings: &'f mut Findings,
}

const PACK: [&str; 20] = [
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
];
impl Reader<'_> {
    fn pack(&mut self, root: &Node<'_>) -> Pack {
        let mut pack = Pack::default();
        for (key, node) in self.group(root, "a pack", &[&PACK[..], &["repeat", "rules"]].concat()) {
            match key {
                "pack" => pack.id = self.text(node),
                "extends" => pack.extends = Some(self.text(node)),
                "name" => pack.name = self.text(node),
                "date" => pack.date = self.parsed(node, month),
                "confidence" => pack.confidence = self.choice(node, &Confidence::WORDS, &Confidence::ALL).unwrap_or_default(),
                "facts" => _ = self.text(node),
                "sources" => pack.sources = self.words(node),
                "notes" => pack.notes = self.words(node),
                "asks" => pack.asks = self.each(node, Self::ask),
                "status" => pack.is_suspended = self.choice(node, &["live", "suspended"], &[false, true]).unwrap_or(false),
                "effective" => pack.effective = Some(self.effective(node)),
                "unit" => pack.unit = self.unit(node),
                "cycle" => pack.cycle = self.cycle(node),
                "exempt" => pack.exempt = self.each(node, Self::exemption),
                "convert" => pack.convert = self.each(node, Self::conversion),
                "count_if" => pack.filters = self.each(node, Self::filter),
                "count_max" => pack.caps = self.each(node, Self::cap),
                "overlap" => pack.overlap = self.overlap(node),
                "licences" => pack.licences = self.licences(node),
                "carry" => pack.carry = self.carry(node),
                "repeat" => {
                    let words = ["unknown", "once", "free"];
                    pack.repeat = self.choice(node, &words, &[Repeat::Unknown, Repeat::Once, Repeat::Free]).unwrap_or_default();
                }
                _ => pack.rules = self.each(node, Self::rule),
            }
        }
        if pack.id.is_empty() && matches!(root.value, Value::Map(_)) {
            self.findings.push(MISSING_FIELD.at(root.span.place().span(0), "a pack says its id: `pack: us-ma/teacher`"));
        }
        self.names(root, &pack);
        pack
    }

    /// Tells ids that stand twice, and names of rules and answers that there are not.
    fn names(&mut self, root: &Node<'_>, pack: &Pack) {
        let mut seen: Vec<&str> = Vec::new();
        for rule in all_rules(&pack.rules) {
            if seen.contains(&rule.id.as_str()) {
                let message = format!("two rules of the pack have the id {}", quote(&rule.id));
                self.findings.push(BAD_VALUE.at(root.get("rules").map_or(root.span, |rules| rules.span), message));
            }
            seen.push(&rule.id);
        }
        if let Overlap::Split(rules) = &pack.overlap {
            for rule in rules.iter().filter(|rule| !seen.contains(&rule.as_str())) {
                let hint = did_you_mean(rule, seen.iter().copied());
                let message = format!("the pack splits units among rules, and has no rule {}{hint}", quote(rule));
                self.findings.push(BAD_VALUE.at(root.get("overlap").map_or(root.span, |overlap| overlap.span), message));
            }
        }
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
                    let kinds = [Answer::YesNo, Answer::Choice(Vec::new()), Answer::Day, Answer::Number];
                    ask.answer = self.choice(node, &["yes-no", "choice", "date", "number"], &kinds).unwrap_or(Answer::YesNo);
                }
            }
        }
        if let Answer::Choice(words) = &mut ask.answer {
            *words = choices;
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
        effective
    }

    fn unit(&mut self, node: &Node<'_>) -> Unit {
        let mut unit = Unit::default();
        for (key, node) in self.group(node, "unit", &["id", "name", "plural", "per_hour"]) {
            match key {
                "id" => unit.id = self.text(node),
                "name" => unit.name = self.text(node),
                "plural" => unit.plural = self.text(node),
                _ if node.text() == Some("unknown") => {}
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

    fn cycle(&mut self, node: &Node<'_>) -> Cycle {
        let mut cycle = Cycle::default();
        for (key, node) in self.group(node, "cycle", &["years", "window", "lookback"]) {
            match key {
                "years" => cycle.years = self.years(node),
                "window" => cycle.is_open = self.choice(node, &["inside", "open"], &[false, true]).unwrap_or(false),
                _ => cycle.lookback = self.years(node).unwrap_or(0),
            }
        }
        cycle
    }

    fn exemption(&mut self, node: &Node<'_>) -> Exemption {
        let mut exemption = Exemption { when: Guard::default(), note: String::new() };
        for (key, node) in self.group(node, "exempt", &["when", "note"]) {
            if key == "when" { exemption.when = self.guard(node) } else { exemption.note = self.text(node) }
        }
        exemption
    }

    fn conversion(&mut self, node: &Node<'_>) -> Conversion {
        let mut conversion = Conversion::default();
        for (key, node) in self.group(node, "convert", &["if", "per", "units", "factor", "note"]) {
            match key {
                "if" => conversion.of = self.selector(node),
                "per" => conversion.per = self.choice(node, &Per::WORDS, &Per::ALL),
                "units" => conversion.units = self.number(node),
                "factor" => conversion.factor = self.number(node),
                _ => _ = self.text(node),
            }
        }
        conversion
    }

    fn filter(&mut self, node: &Node<'_>) -> Filter {
        let mut filter = Filter::default();
        for (key, node) in self.group(node, "count_if", &["if", "group", "min", "has", "provider", "after", "note"]) {
            match key {
                "if" => filter.of = self.selector(node),
                "group" => filter.group = Some(self.text(node)),
                "min" => filter.min = self.number(node),
                "has" => filter.has = self.words(node),
                "provider" => filter.provider = Some(self.provider(node)),
                "after" => filter.after = Some(self.text(node)),
                _ => _ = self.text(node),
            }
        }
        filter
    }

    fn provider(&mut self, node: &Node<'_>) -> Provider {
        let words = self.words(node);
        // `approved_sponsor` and the like say in the state's own word that somebody must have approved it.
        if words.iter().all(|word| word.starts_with("approved")) { Provider::Approved } else { Provider::OneOf(words) }
    }

    fn cap(&mut self, node: &Node<'_>) -> Cap {
        let mut cap = Cap::default();
        for (key, node) in self.group(node, "count_max", &["of", "units", "share", "per", "note"]) {
            match key {
                "of" => cap.of = self.selector(node),
                "units" => cap.units = self.number(node),
                "share" => cap.share = self.number(node),
                "per" => cap.span = self.choice(node, &Span::WORDS, &Span::ALL).unwrap_or_default(),
                _ => _ = self.text(node),
            }
        }
        cap
    }

    fn overlap(&mut self, node: &Node<'_>) -> Overlap {
        if matches!(node.value, Value::Map(_)) {
            let mut rules = Vec::new();
            self.group(node, "overlap", &["split"]).into_iter().for_each(|(_, node)| rules = self.words(node));
            return Overlap::Split(rules);
        }
        self.choice(node, &["unknown", "shared"], &[Overlap::Unknown, Overlap::Shared]).unwrap_or_default()
    }

    fn licences(&mut self, node: &Node<'_>) -> Licences {
        if matches!(node.value, Value::Map(_)) {
            let mut extra = None;
            self.group(node, "licences", &["extra"]).into_iter().for_each(|(_, node)| extra = self.number(node));
            return extra.map_or(Licences::Unknown, Licences::Extra);
        }
        self.choice(node, &["unknown", "shared"], &[Licences::Unknown, Licences::Shared]).unwrap_or_default()
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
}
