//! SARIF 2.1.0, for code scanning. Comes in: a report. Goes out: one JSON value. Good news is counted in the properties and
//! no result: what reads SARIF shows every result as a problem, whatever its `kind` says.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serialize;

use super::Report;
use super::change::Diff;
use super::json::Sequence;
use super::told::{self, Spot, Told};
use super::{escape, page};
use crate::analysis;
use crate::analysis::baseline::Known;
use crate::finding::{Cause, Finding, Kind, Level};
use crate::load;

/// The form of SARIF that is written.
const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

#[derive(Serialize)]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool,
    /// Tells runs on several districts of one repository apart.
    automation_details: AutomationDetails,
    column_kind: &'static str,
    invocations: [Invocation; 1],
    results: Sequence<'a, ResultLine<'a>>,
    properties: BTreeMap<&'static str, usize>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    name: &'static str,
    semantic_version: &'static str,
    rules: Vec<RuleLine>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct RuleLine {
    id: &'static str,
    short_description: Text,
    full_description: Text,
    help: Help,
    default_configuration: Configuration,
    properties: Tags,
}

#[derive(Serialize)]
struct Text {
    text: String,
}

#[derive(Serialize)]
struct Help {
    text: String,
    markdown: String,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
struct Tags {
    tags: [&'static str; 1],
}

#[derive(Serialize)]
struct AutomationDetails {
    id: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Invocation {
    execution_successful: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ResultLine<'a> {
    rule_id: &'static str,
    rule_index: usize,
    level: &'static str,
    /// Against another version of the district: new or updated.
    #[serde(skip_serializing_if = "Option::is_none")]
    baseline_state: Option<&'static str>,
    message: Text,
    locations: Vec<Location>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location>,
    partial_fingerprints: Fingerprints,
    properties: Properties<'a>,
}

#[derive(Serialize)]
struct Location {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    #[serde(rename = "physicalLocation")]
    physical: PhysicalLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Text>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: Artifact,
    region: Region,
}

#[derive(Serialize)]
struct Artifact {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: u32,
    start_column: u32,
    end_line: u32,
    end_column: u32,
}

/// What makes a result the same one in the next run: never a line.
#[derive(Serialize)]
struct Fingerprints {
    #[serde(rename = "plalignFindingId/v1")]
    id: String,
    /// The only one that GitHub's code scanning compares; without it, it makes one of the text of the line.
    #[serde(rename = "primaryLocationLineHash")]
    line_hash: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Properties<'a> {
    category: &'static str,
    items: Vec<String>,
    educators: Vec<&'a str>,
    acts: Vec<&'static str>,
    remedy: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    caused_by: Option<String>,
}

/// Writes the report.
pub(super) fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let problems: Vec<usize> = report.in_order(|level| level != Level::Good);
    let nth = nth_of_its_id(problems.iter().map(|at| &report.analysis.findings[*at]));
    let kinds = analysis::kinds();
    let make = |at: usize, _: &mut analysis::Desk| result((report, problems[at]), None, nth[at], &kinds);
    log(report, report.risen().count(), Sequence { length: problems.len(), make: Box::new(make) }, out)
}

/// Writes what changed: new results and updated ones. What is gone is only counted: code scanning closes what is not there any
/// more by itself, and would open an alert for a result that is called absent.
pub(super) fn write_changes(diff: &Diff<'_>, out: &mut dyn Write) -> io::Result<()> {
    let (head, changes) = (&diff.head, diff.changes);
    let problem = |(report, at, _): &(&Report<'_>, usize, &str)| report.analysis.findings[*at].level != Level::Good;
    let new = changes.new.iter().map(|at| (head, *at, "new"));
    let updated = changes.changed.iter().map(|(_, now)| (head, *now, "updated"));
    let in_the_way = changes.in_the_way.iter().map(|at| (head, *at, "unchanged"));
    let results: Vec<_> = new.chain(updated).chain(in_the_way).filter(problem).collect();
    let nth = nth_of_its_id(results.iter().map(|(report, at, _)| &report.analysis.findings[*at]));
    let kinds = analysis::kinds();
    let make = |at: usize, _: &mut analysis::Desk| {
        let (report, number, state) = results[at];
        result((report, number), Some(state), nth[at], &kinds)
    };
    log(head, diff.risen(), Sequence { length: results.len(), make: Box::new(make) }, out)
}

/// How many findings of the same id come before each: these would be one result otherwise.
fn nth_of_its_id<'f>(findings: impl Iterator<Item = &'f Finding>) -> Vec<usize> {
    let mut seen: BTreeMap<(&str, u64), usize> = BTreeMap::new();
    let count = |finding: &Finding| {
        let count = seen.entry((finding.kind.code, finding.hash())).or_default();
        *count += 1;
        *count
    };
    findings.map(count).collect()
}

/// Writes results. `risen` of them are graver than before.
fn log<'a>(report: &Report<'_>, risen: usize, results: Sequence<'a, ResultLine<'a>>, out: &mut dyn Write) -> io::Result<()> {
    let analysis = report.analysis;
    let good = analysis.findings.iter().filter(|finding| finding.level == Level::Good).count();
    let unusable = analysis.findings.iter().chain(&analysis.hidden).any(|finding| load::hides_content(finding.kind));
    let driver = Driver {
        name: "plalign",
        semantic_version: env!("CARGO_PKG_VERSION"),
        rules: analysis::kinds().into_iter().map(rule).collect(),
    };
    let mut properties: BTreeMap<&str, usize> = [
        ("reinforcements", good),
        ("decided", analysis.decided.len()),
        ("hidden", analysis.hidden.len()),
        ("known", analysis.known.as_ref().map_or(0, Known::count)),
        ("risen", risen),
        ("stale", analysis.known.as_ref().map_or(0, |known| known.stale.len() + known.stale_hidden)),
    ]
    .into();
    properties.retain(|key, _| *key != "hidden" || report.counts_hidden());
    let run = Run {
        tool: Tool { driver },
        automation_details: AutomationDetails { id: format!("plalign/{}/", report.district.id) },
        column_kind: "unicodeCodePoints",
        invocations: [Invocation { execution_successful: !unusable }],
        results,
        properties,
    };
    serde_json::to_writer(&mut *out, &Log { schema: SCHEMA, version: "2.1.0", runs: [run] })?;
    writeln!(out)
}

fn rule(kind: &'static Kind) -> RuleLine {
    let summary = kind.summary();
    // `? 1` is for the test that runs the page: the exit code of the command above.
    let lines = kind.page.lines().filter(|line| !line.starts_with("? "));
    RuleLine {
        id: kind.code,
        full_description: Text { text: format!("{summary} {}", kind.remedy) },
        short_description: Text { text: summary },
        help: Help { text: page::render(kind.page, false), markdown: lines.flat_map(|line| [line, "\n"]).collect() },
        default_configuration: Configuration { level: level(kind.level) },
        properties: Tags { tags: [kind.category.word()] },
    }
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Info => "note",
        Level::Good => "none",
    }
}

/// One finding of a report. `nth` tells results apart that would have one fingerprint.
fn result<'a>(
    (report, at): (&'a Report<'_>, usize),
    baseline_state: Option<&'static str>,
    nth: usize,
    kinds: &[&'static Kind],
) -> ResultLine<'a> {
    let told = Told::of(report, at);
    let kind = told.finding.kind;
    let mut spots = told.spots.iter();
    let locations: Vec<Location> = spots.by_ref().take(1).map(|spot| location(spot, None)).collect();
    let cause =
        told.finding.caused_by.as_ref().and_then(|cause| told::spot(report, &cause.at, "it follows from what stands here"));
    let related: Vec<Location> = spots.chain(&cause).zip(1..).map(|(spot, id)| location(spot, Some(id))).collect();
    ResultLine {
        rule_id: kind.code,
        rule_index: kinds.partition_point(|other| other.code < kind.code),
        level: level(told.finding.level),
        baseline_state,
        related_locations: related,
        locations,
        partial_fingerprints: Fingerprints {
            line_hash: format!("{:016x}:{nth}", told.finding.hash()),
            id: if nth > 1 { format!("{}:{nth}", told.id) } else { told.id },
        },
        message: Text { text: told.message },
        properties: Properties {
            category: kind.category.word(),
            items: told.items,
            educators: told.educators,
            acts: kind.acts.iter().map(|role| role.word()).collect(),
            remedy: told.remedy,
            caused_by: told.finding.caused_by.as_ref().map(Cause::id),
        },
    }
}

fn location(spot: &Spot<'_>, id: Option<usize>) -> Location {
    let Spot { path, at, label } = spot;
    let region = Region { start_line: at.line, start_column: at.column, end_line: at.end_line, end_column: at.end_column };
    Location {
        id,
        physical: PhysicalLocation { artifact_location: Artifact { uri: escape::uri(path) }, region },
        message: (!label.is_empty()).then(|| Text { text: label.to_string() }),
    }
}
