//! What was known before. Comes in: the text of a baseline and an analysis. Goes out: an analysis in which only what is new
//! is told, and which entries of the baseline fit nothing any more. Apart, because a district that begins with plalign has
//! hundreds of findings and wants to hear of the next one.
//!
//! A number is no secret: who knows the ids of a district can try them. So a baseline is of the class of the plans, also where
//! findings are hidden from the readers of an output.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};

use super::{Analysis, kinds};
use crate::finding::{Finding, Findings, Level};
use crate::load::changes_exit;
use crate::load::values::quote;

/// Name and version of the form that is written.
const SCHEMA: &str = "plalign/baseline/2";
/// The form without levels, which is still read.
const FIRST: &str = "plalign/baseline/1";

/// Findings by their ids: no message, no place, no name.
#[derive(Debug, Default)]
pub struct Baseline {
    findings: Vec<Entry>,
    hidden: Vec<Hidden>,
}

/// What every form has.
#[derive(Deserialize)]
struct Named {
    schema: String,
}

/// A baseline as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(rename = "schema")]
    _schema: IgnoredAny,
    findings: Vec<Entry>,
    /// The first form has the number alone.
    #[serde(default)]
    hidden: Vec<HiddenInAnyForm>,
}

/// A finding of a baseline.
#[derive(Clone, Debug, Deserialize, Eq, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    rule: String,
    id: String,
    /// How grave it was; not known of the first form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    level: Option<String>,
}

/// A finding that the readers of the output may not see: the number in its id and how grave it was; not even the rule is told.
#[derive(Clone, Debug, Deserialize, Eq, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(deny_unknown_fields)]
struct Hidden {
    number: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    level: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum HiddenInAnyForm {
    Number(String),
    Entry(Hidden),
}

impl From<HiddenInAnyForm> for Hidden {
    fn from(written: HiddenInAnyForm) -> Self {
        match written {
            HiddenInAnyForm::Number(number) => Self { number, level: None },
            HiddenInAnyForm::Entry(hidden) => hidden,
        }
    }
}

/// What of an analysis was known before.
#[derive(Debug, Default)]
pub struct Known {
    /// Findings that stand in the baseline; they are counted, and they do not fail.
    pub findings: Findings,
    /// Those of them that the readers of the output may not see.
    pub hidden: Findings,
    /// Rule and number of findings that are graver than the baseline has them. They are told, and fail, like new ones.
    pub risen: BTreeSet<(&'static str, u64)>,
    /// Ids in the baseline that fit no finding any more, sorted.
    pub stale: Vec<String>,
    /// How many of those fit nothing any more of which only a number is kept.
    pub stale_hidden: usize,
}

impl Known {
    /// How many findings stand in the baseline.
    pub fn count(&self) -> usize {
        self.findings.len() + self.hidden.len()
    }
}

/// What a baseline can hold: what is wrong, and is no fault that decides over the exit code by itself.
fn can_be_known(finding: &Finding) -> bool {
    finding.level != Level::Good && !changes_exit(finding.kind)
}

/// How grave an entry was, as it is kept; an older one without a level is as grave as anything.
fn level_of(word: Option<&String>) -> Level {
    word.and_then(|word| Level::of(word)).unwrap_or(Level::Error)
}

impl Baseline {
    /// Everything that is wrong now.
    pub fn of(analysis: &Analysis) -> Self {
        let level = |finding: &Finding| Some(finding.level.word().to_owned());
        let entry = |finding: &Finding| Entry { rule: finding.kind.code.to_owned(), id: finding.id(), level: level(finding) };
        let mut findings: Vec<Entry> = analysis.findings.iter().filter(|finding| can_be_known(finding)).map(entry).collect();
        let hidden = analysis.hidden.iter().filter(|finding| can_be_known(finding));
        let number = |finding: &Finding| Hidden { number: format!("{:016x}", finding.hash()), level: level(finding) };
        let mut hidden: Vec<Hidden> = hidden.map(number).collect();
        findings.sort();
        hidden.sort();
        Self { findings, hidden }
    }

    /// Reads a baseline. `Err` says in words what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, String> {
        // A later form may have fields that are not known here, so its name is looked at first.
        let Named { schema } = read(text)?;
        if ![SCHEMA, FIRST].contains(&schema.as_str()) {
            return Err(format!("its schema is {}, and this plalign reads {SCHEMA}", quote(&schema)));
        }
        let Written { findings, hidden, .. } = read(text)?;
        if let Some(entry) = findings.iter().find(|entry| number(&entry.rule, &entry.id).is_none()) {
            return Err(format!("{} is no id of a finding of {}", quote(&entry.id), quote(&entry.rule)));
        }
        let hidden: Vec<Hidden> = hidden.into_iter().map(Hidden::from).collect();
        if let Some(Hidden { number, .. }) = hidden.iter().find(|hidden| hex(&hidden.number).is_none()) {
            return Err(format!("{} is no number of a finding", quote(number)));
        }
        let mut levels = findings.iter().map(|entry| &entry.level).chain(hidden.iter().map(|hidden| &hidden.level)).flatten();
        if let Some(level) = levels.find(|level| Level::of(level).is_none()) {
            return Err(format!("{} is no level", quote(level)));
        }
        Ok(Self { findings, hidden })
    }

    /// The text of the file: an entry a line, sorted, so that a change of it is a change of lines.
    pub fn to_json(&self) -> String {
        fn list<T: Serialize>(entries: &[T]) -> String {
            let line = |entry: &T| serde_json::to_string(entry).expect("an entry is plain JSON");
            let lines: Vec<String> = entries.iter().map(line).collect();
            if lines.is_empty() { "[]".to_owned() } else { format!("[\n    {}\n  ]", lines.join(",\n    ")) }
        }
        let (findings, hidden) = (list(&self.findings), list(&self.hidden));
        format!("{{\n  \"schema\": \"{SCHEMA}\",\n  \"findings\": {findings},\n  \"hidden\": {hidden}\n}}\n")
    }
}

/// A text in a form, or in words why it is not in it.
fn read<'t, T: Deserialize<'t>>(text: &'t str) -> Result<T, String> {
    serde_json::from_str(text).map_err(|error| {
        let at = format!("line {}, column {}", error.line(), error.column());
        match error.classify() {
            serde_json::error::Category::Data => format!("it has not the form that --write-baseline writes ({at})"),
            _ => format!("it is no JSON ({at})"),
        }
    })
}

/// The number in an id of a rule.
fn number(rule: &str, id: &str) -> Option<u64> {
    hex(id.strip_prefix(rule)?.strip_prefix(':')?)
}

fn hex(digits: &str) -> Option<u64> {
    let is_hex = digits.len() == 16 && digits.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    is_hex.then(|| u64::from_str_radix(digits, 16).ok()).flatten()
}

/// The entries of a baseline that nothing was found for yet.
struct Open<'b> {
    /// By number, each with what it was, the gravest last.
    listed: BTreeMap<u64, Vec<(Level, &'b Entry)>>,
    hidden: BTreeMap<u64, Vec<Level>>,
}

impl<'b> Open<'b> {
    fn of(baseline: &'b Baseline) -> Self {
        let mut open = Self { listed: BTreeMap::new(), hidden: BTreeMap::new() };
        for entry in &baseline.findings {
            let number = number(&entry.rule, &entry.id).expect("what is parsed has a number");
            open.listed.entry(number).or_default().push((level_of(entry.level.as_ref()), entry));
        }
        for hidden in &baseline.hidden {
            let number = hex(&hidden.number).expect("what is parsed has a number");
            open.hidden.entry(number).or_default().push(level_of(hidden.level.as_ref()));
        }
        open.listed.values_mut().for_each(|entries| entries.sort_by_key(|(level, _)| Reverse(*level)));
        open.hidden.values_mut().for_each(|levels| levels.sort_by_key(|level| Reverse(*level)));
        open
    }

    /// How grave the entry was that fits a finding, which fits no other one then. A finding may have become visible, or
    /// hidden, since the baseline was written.
    fn take(&mut self, finding: &Finding) -> Option<Level> {
        let number = finding.hash();
        let listed = self.listed.get_mut(&number).and_then(Vec::pop).map(|(level, _)| level);
        listed.or_else(|| self.hidden.get_mut(&number).and_then(Vec::pop))
    }
}

impl Analysis {
    /// Takes out what a baseline knows, unless it has become graver. `whole` says that every rule was asked for, so that a
    /// hidden entry which fits nothing is told; any other is told only if its rule was looked for, or exists no more. O(n log n).
    pub fn compare(&mut self, baseline: &Baseline, whole: bool) {
        let mut open = Open::of(baseline);
        let mut known = Known::default();
        let mut risen = BTreeSet::new();
        let mut is_known = |finding: &Finding| {
            let before = if can_be_known(finding) { open.take(finding) } else { None };
            let is_graver = before.is_some_and(|before| finding.level < before);
            if is_graver {
                risen.insert((finding.kind.code, finding.hash()));
            }
            before.is_some() && !is_graver
        };
        let told: Vec<bool> = self.findings.iter().map(&mut is_known).collect();
        let mut at = told.iter();
        self.people.retain(|_| !at.next().copied().unwrap_or(false));
        let mut at = told.iter();
        known.findings.extend(self.findings.extract_if(.., |_| at.next().copied().unwrap_or(false)));
        known.hidden.extend(self.hidden.extract_if(.., |finding| is_known(finding)));
        let kinds = kinds();
        let is_told =
            |entry: &&Entry| self.ran.contains(entry.rule.as_str()) || !kinds.iter().any(|kind| kind.code == entry.rule);
        known.stale =
            open.listed.into_values().flatten().map(|(_, entry)| entry).filter(is_told).map(|entry| entry.id.clone()).collect();
        known.stale.sort();
        known.stale_hidden = if whole { open.hidden.into_values().map(|levels| levels.len()).sum() } else { 0 };
        known.risen = risen;
        self.known = Some(known);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let entry = Entry { rule: "goal-count".into(), id: "goal-count:0123456789abcdef".into(), level: Some("info".into()) };
        let hidden = Hidden { number: "0123456789abcdef".into(), level: Some("error".into()) };
        for (findings, hidden) in [(vec![], vec![]), (vec![entry.clone(), entry], vec![hidden])] {
            let text = Baseline { findings, hidden }.to_json();
            assert_eq!(Baseline::parse(&text).map(|read| read.to_json()), Ok(text));
        }
    }

    #[test]
    fn the_first_form_is_read_too() {
        let text = r#"{"schema": "plalign/baseline/1", "findings": [{"rule": "goal-count", "id": "goal-count:0123456789abcdef"}], "hidden": ["0123456789abcdef"]}"#;
        let read = Baseline::parse(text).expect("it is a baseline");
        assert_eq!((read.findings[0].level.as_ref(), read.hidden[0].level.as_ref()), (None, None));
    }

    #[test]
    fn what_is_no_baseline_is_told() {
        for text in [
            "",
            "[]",
            r#"{"schema": "plalign/check/1", "findings": []}"#,
            r#"{"schema": "plalign/baseline/1", "findings": [{"rule": "goal-count", "id": "goal-count:1"}]}"#,
            r#"{"schema": "plalign/baseline/1", "findings": [{"rule": "goal-count", "id": "link-cycle:0123456789abcdef"}]}"#,
            r#"{"schema": "plalign/baseline/1", "findings": [], "hidden": ["x"]}"#,
            r#"{"schema": "plalign/baseline/2", "findings": [], "hidden": [{"number": "0123456789abcdef", "level": "grave"}]}"#,
        ] {
            let why = Baseline::parse(text).expect_err(text);
            assert!(!why.contains('`'), "it is said in words: {why}");
        }
    }
}
