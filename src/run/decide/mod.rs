//! `plalign decide`: a finding, and what was decided about it → a record more in the district's decisions.

mod target;

use std::collections::BTreeSet;

use anyhow::bail;
use jiff::civil::Date;

use self::target::Target;
use super::examined::{self, Resolved};
use super::rewrite::{Plan, edit};
use super::{Exit, Surroundings, codes, print};
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
    let Some(said) = Said::of(options) else { return list(options, surroundings) };
    if said.reason.is_empty() {
        bail!("a decision needs a reason that others can read: --reason \"…\"");
    }
    edit(&options.district, options.quiet, || plan(options, &said, surroundings))
}

/// Names the findings that may be meant, where nothing was decided yet.
fn list(options: &Decide, surroundings: &Surroundings) -> anyhow::Result<Exit> {
    let (_, _, analysis) = analyze(opened(options)?, options, surroundings);
    match chosen(&options.finding, &analysis, &codes())? {
        Chosen::One(finding) => bail!("say what was decided about {}: --choice, --reason and --until", quote(&finding.id())),
        Chosen::Several(findings) => print(&format!("{findings}\n"))?,
    }
    Ok(Exit::Clean)
}

/// What was decided; all of it is said, or nothing.
struct Said<'o> {
    choice: &'o str,
    reason: &'o str,
    until: Date,
    by: Option<&'o str>,
}

impl<'o> Said<'o> {
    fn of(options: &'o Decide) -> Option<Self> {
        Some(Self {
            choice: options.choice.as_deref()?,
            reason: options.reason.as_deref()?.trim(),
            until: options.until?,
            by: options.by.as_deref().map(str::trim).filter(|by| !by.is_empty()),
        })
    }
}

/// The finding that is meant, or those that may be.
enum Chosen<'a> {
    One(&'a Finding),
    Several(String),
}

/// Reads the district.
fn opened(options: &Decide) -> anyhow::Result<Resolved> {
    Ok(Resolved::of(examined::open(&options.district, options.allow_outside)?, options.as_of))
}

/// Runs the rule that the asked finding is of.
fn analyze(resolved: Resolved, options: &Decide, surroundings: &Surroundings) -> (Loaded, District, Analysis) {
    let code = code_of(&options.finding);
    let only: Vec<String> = codes().contains(&code).then(|| code.to_owned()).into_iter().collect();
    let (loaded, district, mut analysis) = resolved.analyze(&Wanted::quietly(&only));
    surroundings.withhold(&mut analysis.findings, &loaded, &district);
    (loaded, district, analysis)
}

/// Reads the district, and plans the record.
fn plan(options: &Decide, said: &Said<'_>, surroundings: &Surroundings) -> anyhow::Result<Plan> {
    let resolved = opened(options)?;
    let (as_of, until) = (resolved.district.as_of, said.until);
    if until < as_of {
        bail!("--until {until} is before {as_of}, the day for which the district is checked, so it would settle nothing");
    }
    let (loaded, district, analysis) = analyze(resolved, options, surroundings);
    let finding = match chosen(&options.finding, &analysis, &codes())? {
        Chosen::One(finding) => finding,
        Chosen::Several(findings) => return Ok(Plan::Refused(findings)),
    };
    if load::changes_exit(finding.kind) {
        let code = finding.kind.code;
        bail!("no decision settles {code}: it keeps something from being read, or keeps it private");
    }
    let id = finding.id();
    if let Some(earlier) = in_force(&district, finding) {
        return Ok(Plan::Nothing(already(said, &loaded, &id, earlier)?));
    }
    let done = format!("{id}: {} until {}", said.choice, said.until);
    Target::of(&loaded)?.plan(&loaded, &record(said, &id), &done)
}

/// The rule in the id of a finding.
fn code_of(id: &str) -> &str {
    id.split(':').next().unwrap_or(id)
}

fn record(said: &Said<'_>, id: &str) -> Vec<(Field, String)> {
    let mut record = vec![
        (Field::Finding, id.to_owned()),
        (Field::Choice, said.choice.to_owned()),
        (Field::Reason, said.reason.to_owned()),
        (Field::Until, said.until.to_string()),
    ];
    record.extend(said.by.map(|by| (Field::By, by.to_owned())));
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
        None => format!("; plalign decide {code} lists those there are"),
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
fn already(said: &Said<'_>, loaded: &Loaded, id: &str, earlier: &Decision) -> anyhow::Result<String> {
    let at = BTreeSet::from([earlier.place]);
    let written = |field| loaded.written(List::Decisions, field, &at).remove(&earlier.place).map(|text| text.trim().to_owned());
    let place = loaded.sources.position(earlier.place.span(0));
    let shown = format!("{}:{}", loaded.sources.get(earlier.place.source).path(), place.line);
    let asked = (said.choice, said.until, Some(said.reason.to_owned()));
    let is_by_same = said.by.is_none_or(|by| written(Field::By).as_deref() == Some(by));
    let is_same = asked == (earlier.choice, earlier.until, written(Field::Reason)) && is_by_same;
    if is_same {
        return Ok(format!("{id} is decided so already, in {shown}; nothing was written\n"));
    }
    let Decision { choice, until, .. } = earlier;
    bail!("{id} is decided already: {choice} until {until}, in {shown}; change that record, or remove it first")
}
