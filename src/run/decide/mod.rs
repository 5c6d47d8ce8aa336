//! `plalign decide`: a finding, and what was decided about it → a record more in the district's decisions.

mod target;

use std::collections::BTreeSet;

use anyhow::bail;

use self::target::Target;
use super::examined::{self, Resolved};
use super::rewrite::{Plan, edit};
use super::{Exit, Surroundings, codes};
use crate::analysis::{Analysis, Wanted};
use crate::cli::Decide;
use crate::finding::Finding;
use crate::load::lists::{Field, List};
use crate::load::nearest::{did_you_mean, nearest};
use crate::load::values::{clean, counted, quote};
use crate::load::{self, Loaded};
use crate::model::District;
use crate::model::decision::{Decision, InForce};

/// How many findings are named where several fit.
const NAMED: usize = 20;

pub(super) fn run(options: &Decide, surroundings: &Surroundings) -> anyhow::Result<Exit> {
    if options.reason.trim().is_empty() {
        bail!("a decision needs a reason that others can read: --reason \"…\"");
    }
    edit(&options.district, options.quiet, || plan(options, surroundings))
}

/// The finding that is meant, or those that may be.
enum Chosen<'a> {
    One(&'a Finding),
    Several(String),
}

/// Reads the district, and plans the record.
fn plan(options: &Decide, surroundings: &Surroundings) -> anyhow::Result<Plan> {
    let resolved = Resolved::of(examined::open(&options.district, options.allow_outside)?, options.as_of);
    let as_of = resolved.district.as_of;
    if options.until < as_of {
        bail!(
            "--until {} is before {as_of}, the day for which the district is checked, so it would settle nothing",
            options.until
        );
    }
    let codes = codes();
    let code = code_of(&options.finding);
    let only: Vec<String> = codes.contains(&code).then(|| code.to_owned()).into_iter().collect();
    let (loaded, district, mut analysis) = resolved.analyze(&Wanted::quietly(&only));
    surroundings.withhold(&mut analysis.findings, &loaded, &district);
    let finding = match chosen(&options.finding, &analysis, &codes)? {
        Chosen::One(finding) => finding,
        Chosen::Several(findings) => return Ok(Plan::Refused(findings)),
    };
    if load::changes_exit(finding.kind) {
        bail!("no decision settles {code}: it keeps something from being read, or keeps it private");
    }
    let id = finding.id();
    if let Some(earlier) = in_force(&district, finding) {
        return Ok(Plan::Nothing(already(options, &loaded, &id, earlier)?));
    }
    let said = format!("{id}: {} until {}", options.choice, options.until);
    Target::of(&loaded)?.plan(&loaded, &record(options, &id), &said)
}

/// The rule in the id of a finding.
fn code_of(id: &str) -> &str {
    id.split(':').next().unwrap_or(id)
}

fn record(options: &Decide, id: &str) -> Vec<(Field, String)> {
    let mut record = vec![
        (Field::Finding, id.to_owned()),
        (Field::Choice, options.choice.clone()),
        (Field::Reason, options.reason.trim().to_owned()),
        (Field::Until, options.until.to_string()),
    ];
    record.extend(options.by.as_ref().map(|by| (Field::By, by.trim().to_owned())).filter(|(_, by)| !by.is_empty()));
    record
}

/// The finding that is meant: the one with this id, or the only one whose id begins so, if more than its rule is named.
fn chosen<'a>(asked: &str, analysis: &'a Analysis, codes: &[&'static str]) -> anyhow::Result<Chosen<'a>> {
    let all = || analysis.findings.iter().chain(&analysis.decided);
    let code = code_of(asked);
    // What is above the class of the output's readers is not told, and can only be named whole.
    if let Some(finding) = all().chain(&analysis.hidden).find(|finding| finding.kind.code == code && finding.id() == asked) {
        return Ok(Chosen::One(finding));
    }
    let begins = |finding: &&Finding| finding.kind.code == code && finding.id().starts_with(asked);
    let found: Vec<&Finding> = all().filter(begins).collect();
    match found[..] {
        // Who names a rule alone wants to see what there is.
        [finding] if asked != code => return Ok(Chosen::One(finding)),
        [] => {}
        _ => {
            let which = if found.len() == 1 { "it" } else { "one of them" };
            let head = format!("{} fits {}; name {which}:", quote(asked), counted(found.len() as u64, "finding"));
            let lines = std::iter::once(head).chain(listed(&found, &analysis.decided)).collect::<Vec<_>>();
            return Ok(Chosen::Several(lines.join("\n  ")));
        }
    }
    if !codes.contains(&code) {
        let hint = did_you_mean(code, codes.iter().copied());
        bail!(
            "there is no rule {}{hint} (the id of a finding is its rule and 16 digits, as --format json and csv tell it)",
            quote(code)
        );
    }
    let ids: Vec<String> = all().filter(|finding| finding.kind.code == code).map(Finding::id).collect();
    let digits = |id: &str| id[(code.len() + 1).min(id.len())..].to_owned();
    let known: Vec<String> = ids.iter().map(|id| digits(id)).collect();
    let hint = match nearest(&digits(asked), known.iter().map(String::as_str)) {
        Some(near) => format!("; did you mean “{code}:{near}”?"),
        None if ids.is_empty() => format!("; {code} tells nothing here"),
        None => format!("; plalign decide {code} with the same options lists those there are"),
    };
    bail!("there is no finding {}{hint}", quote(asked))
}

/// Findings by their ids and messages, a line each.
fn listed(findings: &[&Finding], decided: &[Finding]) -> Vec<String> {
    let is_decided = |finding: &Finding| decided.iter().any(|one| std::ptr::eq(one, finding));
    let what = |finding: &Finding| if is_decided(finding) { "decided already".to_owned() } else { clean(&finding.message) };
    let lines = findings.iter().take(NAMED).map(|finding| format!("{}  {}", finding.id(), what(finding)));
    let more = findings.len().saturating_sub(NAMED);
    let more = (more > 0).then(|| format!("and {more} more; plalign check --format csv tells them all"));
    lines.chain(more).collect()
}

/// The decision in force that settles a finding.
fn in_force<'d>(district: &'d District, finding: &Finding) -> Option<&'d Decision> {
    let items: Vec<&str> = finding.items.iter().map(String::as_str).collect();
    let settles = |decision: &&Decision| {
        let alone = InForce::of(std::slice::from_ref(decision), district.as_of);
        alone.names(&finding.id()) || alone.describes(finding.kind.code, &items)
    };
    district.decisions.iter().find(settles)
}

/// What is said where the finding is decided about: that it is so already, or what was decided otherwise.
fn already(options: &Decide, loaded: &Loaded, id: &str, earlier: &Decision) -> anyhow::Result<String> {
    let at = BTreeSet::from([earlier.place]);
    let written = |field| loaded.written(List::Decisions, field, &at).remove(&earlier.place).map(|text| text.trim().to_owned());
    let place = loaded.sources.position(earlier.place.span(0));
    let shown = format!("{}:{}", loaded.sources.get(earlier.place.source).path(), place.line);
    let asked = (options.choice.as_str(), options.until, Some(options.reason.trim().to_owned()));
    let by = options.by.as_ref().map(|by| by.trim().to_owned());
    let is_same = asked == (earlier.choice, earlier.until, written(Field::Reason)) && (by.is_none() || by == written(Field::By));
    if is_same {
        return Ok(format!("{id} is decided so already, in {shown}; nothing was written\n"));
    }
    let Decision { choice, until, .. } = earlier;
    bail!("{id} is decided already: {choice} until {until}, in {shown}; change that record, or remove it first")
}
