//! What was known before. Comes in: the text of a baseline and an analysis. Goes out: an analysis in which only what is new
//! is told, and which entries of the baseline fit nothing any more. Apart, because a district that begins with plalign has
//! hundreds of findings and wants to hear of the next one.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Analysis, kinds};
use crate::finding::{Finding, Findings, Level};
use crate::load::changes_exit;
use crate::load::values::quote;

/// Name and version of the form.
const SCHEMA: &str = "plalign/baseline/1";

/// Findings by their ids: no message, no place, no name.
#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Baseline {
    schema: String,
    findings: Vec<Entry>,
    /// Of findings that the readers of the output may not see, the number in the id alone: not even the rule is told.
    #[serde(default)]
    hidden: Vec<String>,
}

/// A finding of a baseline.
#[derive(Clone, Debug, Deserialize, Eq, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    rule: String,
    id: String,
}

/// What of an analysis was known before.
#[derive(Debug, Default)]
pub struct Known {
    /// Findings that stand in the baseline; they are counted, and they do not fail.
    pub findings: Findings,
    /// Ids in the baseline that fit no finding any more, sorted.
    pub stale: Vec<String>,
    /// How many of those fit nothing any more of which only a number is kept.
    pub stale_hidden: usize,
}

/// What a baseline can hold: what is wrong, and is no fault that decides over the exit code by itself.
fn can_be_known(finding: &Finding) -> bool {
    finding.level != Level::Good && !changes_exit(finding.kind)
}

impl Baseline {
    /// Everything that is wrong now.
    pub fn of(analysis: &Analysis) -> Self {
        let entry = |finding: &Finding| Entry { rule: finding.kind.code.to_owned(), id: finding.id() };
        let mut findings: Vec<Entry> = analysis.findings.iter().filter(|finding| can_be_known(finding)).map(entry).collect();
        let hidden = analysis.hidden.iter().filter(|finding| can_be_known(finding));
        let mut hidden: Vec<String> = hidden.map(|finding| format!("{:016x}", finding.hash())).collect();
        findings.sort();
        hidden.sort();
        Self { schema: SCHEMA.to_owned(), findings, hidden }
    }

    /// Reads a baseline. `Err` says in words what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, String> {
        let baseline: Self = serde_json::from_str(text).map_err(|error| error.to_string())?;
        if baseline.schema != SCHEMA {
            return Err(format!("its schema is {}, and this plalign reads {SCHEMA}", quote(&baseline.schema)));
        }
        let wrong = baseline.findings.iter().find(|entry| number(&entry.rule, &entry.id).is_none());
        if let Some(entry) = wrong {
            return Err(format!("{} is no id of a finding of {}", quote(&entry.id), quote(&entry.rule)));
        }
        if let Some(id) = baseline.hidden.iter().find(|id| hex(id).is_none()) {
            return Err(format!("{} is no number of a finding", quote(id)));
        }
        Ok(baseline)
    }

    /// The text of the file: an entry a line, sorted, so that a change of it is a change of lines.
    pub fn to_json(&self) -> String {
        let line = |entry: &Entry| serde_json::to_string(entry).expect("an entry is plain JSON");
        let list = |lines: Vec<String>| {
            if lines.is_empty() { "[]".to_owned() } else { format!("[\n    {}\n  ]", lines.join(",\n    ")) }
        };
        let findings = list(self.findings.iter().map(line).collect());
        let hidden = list(self.hidden.iter().map(|id| format!("\"{id}\"")).collect());
        format!("{{\n  \"schema\": \"{SCHEMA}\",\n  \"findings\": {findings},\n  \"hidden\": {hidden}\n}}\n")
    }
}

/// The number in an id of a rule.
fn number(rule: &str, id: &str) -> Option<u64> {
    hex(id.strip_prefix(rule)?.strip_prefix(':')?)
}

fn hex(digits: &str) -> Option<u64> {
    let is_hex = digits.len() == 16 && digits.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    is_hex.then(|| u64::from_str_radix(digits, 16).ok()).flatten()
}

impl Analysis {
    /// Takes out what a baseline knows. `whole` says that every rule was asked for, so that a hidden entry which fits
    /// nothing is told; any other is told only if its rule was looked for, or exists no more. O(n log n).
    pub fn compare(&mut self, baseline: &Baseline, whole: bool) {
        let mut listed: BTreeMap<u64, Vec<&Entry>> = BTreeMap::new();
        for entry in &baseline.findings {
            listed.entry(number(&entry.rule, &entry.id).unwrap_or_default()).or_default().push(entry);
        }
        let mut numbers: BTreeMap<u64, usize> = BTreeMap::new();
        baseline.hidden.iter().filter_map(|id| hex(id)).for_each(|id| *numbers.entry(id).or_default() += 1);
        // A finding may have become visible, or hidden, since the baseline was written.
        let mut take = |finding: &Finding| {
            let hash = finding.hash();
            can_be_known(finding)
                && (listed.get_mut(&hash).and_then(Vec::pop).is_some()
                    || numbers.get_mut(&hash).filter(|count| **count > 0).map(|count| *count -= 1).is_some())
        };
        let is_known: Vec<bool> = self.findings.iter().map(&mut take).collect();
        let mut known = Known::default();
        let mut at = is_known.iter();
        self.people.retain(|_| !at.next().copied().unwrap_or(false));
        let mut at = is_known.iter();
        known.findings.extend(self.findings.extract_if(.., |_| at.next().copied().unwrap_or(false)));
        known.findings.extend(self.hidden.extract_if(.., |finding| take(finding)));
        let kinds = kinds();
        let is_told =
            |entry: &&Entry| self.ran.contains(entry.rule.as_str()) || !kinds.iter().any(|kind| kind.code == entry.rule);
        known.stale = listed.into_values().flatten().filter(is_told).map(|entry| entry.id.clone()).collect();
        known.stale.sort();
        known.stale_hidden = if whole { numbers.into_values().sum() } else { 0 };
        self.known = Some(known);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let entry = Entry { rule: "goal-count".into(), id: "goal-count:0123456789abcdef".into() };
        for (findings, hidden) in [(vec![], vec![]), (vec![entry.clone(), entry], vec!["0123456789abcdef".to_owned()])] {
            let text = Baseline { schema: SCHEMA.into(), findings, hidden }.to_json();
            assert_eq!(Baseline::parse(&text).map(|read| read.to_json()), Ok(text));
        }
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
        ] {
            assert!(Baseline::parse(text).is_err(), "{text}");
        }
    }
}
