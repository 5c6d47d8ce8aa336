//! JSON of `check`, version 1 (contract §4). Comes in: a report. Goes out: one JSON value, written as it is made, so that
//! a district of a million needs no more memory than one of a thousand; and the JSON Schema of it.

mod educator;
mod licence;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{self, Write};

use rayon::prelude::*;
use schemars::JsonSchema;
use serde::Serialize;
use serde::ser::{SerializeSeq, Serializer};
use serde_json::value::to_raw_value;

use self::educator::{EducatorLine, educator_line};
use super::told::{self, Spot};
use super::{Report, table};
use crate::analysis::Desk;
use crate::analysis::licensed::words::NOT_ADVICE;
use crate::finding::{Cause, Figure, Level, Role};
use crate::load::values::SCALE;
use crate::time::Hours;

/// The result of `plalign check`: findings, and the interplay of every educator's obligations.
#[derive(Serialize, JsonSchema)]
struct Output<'a> {
    /// Name and version of this form.
    #[schemars(extend("const" = "plalign/check/1"))]
    schema: &'static str,
    /// Id of the district.
    district: &'a str,
    /// The day for which it was checked.
    #[schemars(extend("format" = "date"))]
    as_of: String,
    summary: Summary<'a>,
    /// Sorted by level, rule, first place and id.
    findings: Sequence<'a, FindingLine<'a>>,
    /// In natural order of their ids.
    educators: Sequence<'a, EducatorLine<'a>>,
    /// Rules that could not run because lists are missing.
    not_run: Vec<NotRun>,
    /// Said once where licences are told: that this is no legal advice.
    #[serde(skip_serializing_if = "Option::is_none")]
    notice: Option<&'static str>,
}

/// Counts and sums over the educators that are told of.
#[derive(Serialize, JsonSchema)]
struct Summary<'a> {
    educators: u64,
    obligations: u64,
    by_level: ByLevel,
    /// Only rules that found something.
    by_rule: BTreeMap<&'static str, usize>,
    /// Findings left out because of a decision.
    decided: usize,
    /// Findings that rest on what the readers of this output may not see; only where `privacy.readers` is set. Everything else,
    /// hours, threads and pairs too, is worked out from the records that they may see alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    hidden: Option<Kept<usize>>,
    /// What a baseline knew already; only with `--baseline`.
    #[serde(skip_serializing_if = "Option::is_none")]
    baseline: Option<BaselineLine<'a>>,
    hours: HoursLine,
}

/// What is kept from the readers of this output: for the whole district a count; with `--educator`, `--school` or `--team` not even
/// that, since it would tell of few people.
#[derive(Serialize, JsonSchema)]
#[serde(untagged)]
pub(super) enum Kept<T> {
    Counted(T),
    Not(NotShown),
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum NotShown {
    NotShown,
}

impl<T> Kept<T> {
    /// As far as it may be told.
    pub(super) fn of(report: &Report<'_>, count: T) -> Self {
        if report.counts_hidden() { Self::Counted(count) } else { Self::Not(NotShown::NotShown) }
    }
}

#[derive(Serialize, JsonSchema)]
struct BaselineLine<'a> {
    /// Findings that stand in it; they are not listed and do not fail.
    known: usize,
    /// Ids of findings that are graver now than it has them; they are listed and fail like new ones.
    risen: Vec<String>,
    /// Ids in it that fit no finding any more.
    stale: &'a [String],
    /// How many more fit nothing any more, of which no id is kept.
    stale_hidden: usize,
}

#[derive(Serialize, JsonSchema)]
struct ByLevel {
    error: usize,
    warning: usize,
    info: usize,
    good: usize,
}

/// Hours, rounded to two decimals.
#[derive(Serialize, JsonSchema)]
pub(super) struct HoursLine {
    required: f64,
    chosen: f64,
    /// If every obligation were served by itself.
    apart: f64,
    together: f64,
    freed: f64,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct FindingLine<'a> {
    /// Stable: a hash over rule and items.
    #[schemars(regex(pattern = "^[a-z-]+:[0-9a-f]{16}$"))]
    id: String,
    rule: &'static str,
    #[schemars(extend("enum" = ["conflict", "gap", "fragmentation", "reinforcement", "capacity", "data", "equity", "privacy"]))]
    category: &'static str,
    #[schemars(extend("enum" = ["error", "warning", "info", "good"]))]
    level: &'static str,
    message: &'a str,
    items: Vec<Cow<'a, str>>,
    /// Ids of the educators it concerns.
    educators: Vec<&'a str>,
    /// Who can act on it.
    acts: Vec<ActsWord>,
    remedy: &'a str,
    /// Numbers behind the message; the keys stand on the rule's page.
    figures: BTreeMap<&'static str, Number<'a>>,
    /// The first one is the place of the finding.
    #[schemars(length(min = 1))]
    places: Vec<PlaceLine<'a>>,
    /// Id of the finding from which it follows; it goes with that one.
    #[serde(skip_serializing_if = "Option::is_none")]
    caused_by: Option<String>,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum ActsWord {
    Learner,
    Coach,
    School,
    District,
}

#[derive(Serialize, JsonSchema)]
#[serde(untagged)]
enum Number<'a> {
    Whole(i64),
    Decimal(f64),
    Numbers(&'a [i64]),
    Word(&'a str),
    Words(&'a [String]),
}

/// Lines and columns count from 1, columns in characters; the end is exclusive.
#[derive(Serialize, JsonSchema)]
struct PlaceLine<'a> {
    path: &'a str,
    #[schemars(range(min = 1))]
    line: u32,
    #[schemars(range(min = 1))]
    column: u32,
    end_line: u32,
    end_column: u32,
    label: Cow<'a, str>,
}

#[derive(Serialize, JsonSchema)]
struct NotRun {
    rule: &'static str,
    /// The lists it lacks.
    needs: Vec<&'static str>,
}

/// A JSON array whose elements are made in parallel while it is written, some thousand at a time.
pub(super) struct Sequence<'a, T> {
    pub(super) length: usize,
    pub(super) make: Make<'a, T>,
}

/// Makes one element by its number.
pub(super) type Make<'a, T> = Box<dyn Fn(usize, &mut Desk) -> T + Sync + 'a>;

/// How many elements of a sequence are in memory at once.
const BATCH: usize = 8192;

impl<T: Serialize> Serialize for Sequence<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut sequence = serializer.serialize_seq(Some(self.length))?;
        for start in (0..self.length).step_by(BATCH) {
            let batch = (start..(start + BATCH).min(self.length)).into_par_iter();
            let made: Vec<_> = batch.map_init(Desk::default, |desk, at| to_raw_value(&(self.make)(at, desk))).collect();
            for element in made {
                sequence.serialize_element(&element.map_err(serde::ser::Error::custom)?)?;
            }
        }
        sequence.end()
    }
}

impl<T: JsonSchema> JsonSchema for Sequence<'_, T> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        Vec::<T>::schema_name()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        Vec::<T>::json_schema(generator)
    }

    fn inline_schema() -> bool {
        true
    }
}

/// The JSON Schema (2020-12) of the output.
pub fn schema() -> String {
    let schema = schemars::schema_for!(Output<'static>);
    serde_json::to_string_pretty(&schema).expect("a schema is plain JSON") + "\n"
}

/// Writes the report as one line of JSON.
pub(super) fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let analysis = report.analysis;
    let (by_level, by_rule) = analysis.counts();
    let count = |level| by_level.get(&level).copied().unwrap_or(0);
    let totals = report.totals();
    let output = Output {
        schema: "plalign/check/1",
        district: &report.district.id,
        as_of: report.district.as_of.to_string(),
        summary: Summary {
            educators: totals.educators,
            obligations: totals.obligations,
            by_level: ByLevel {
                error: count(Level::Error),
                warning: count(Level::Warning),
                info: count(Level::Info),
                good: count(Level::Good),
            },
            by_rule,
            decided: analysis.decided.len(),
            hidden: report.loaded.manifest.readers.map(|_| Kept::of(report, analysis.hidden.len())),
            baseline: analysis.known.as_ref().map(|known| BaselineLine {
                known: known.count(),
                risen: report.risen().collect(),
                stale: &known.stale,
                stale_hidden: known.stale_hidden,
            }),
            hours: HoursLine::of(&totals.hours),
        },
        findings: Sequence { length: analysis.findings.len(), make: Box::new(|at, _| finding_line(report, at)) },
        educators: Sequence {
            length: report.educators.len(),
            make: Box::new(|at, desk| educator_line(report, report.educators[at], desk)),
        },
        not_run: analysis
            .not_run
            .iter()
            .map(|(rule, groups)| NotRun { rule, needs: groups.iter().copied().flatten().map(|list| list.name()).collect() })
            .collect(),
        notice: tells_licences(report).then_some(NOT_ADVICE),
    };
    serde_json::to_writer(&mut *out, &output)?;
    writeln!(out)
}

/// Whether a licence of anybody is told.
fn tells_licences(report: &Report<'_>) -> bool {
    report.educators.iter().any(|educator| !report.district.requirements_of(*educator).is_empty())
}

/// Minutes → hours.
fn hours(minutes: u64) -> f64 {
    table::hours(minutes, 1)
}

impl HoursLine {
    pub(super) fn of(all: &Hours) -> Self {
        Self {
            required: hours(all.required),
            chosen: hours(all.chosen),
            apart: hours(all.apart),
            together: hours(all.together),
            freed: hours(all.freed()),
        }
    }
}

pub(super) fn finding_line<'a>(report: &'a Report<'_>, at: usize) -> FindingLine<'a> {
    let finding = &report.analysis.findings[at];
    FindingLine {
        id: finding.id(),
        rule: finding.kind.code,
        category: finding.kind.category.word(),
        level: finding.level.word(),
        message: &finding.message,
        items: told::items(report, finding),
        educators: told::educators(report, at),
        acts: finding.kind.acts.iter().map(|role| acts(*role)).collect(),
        remedy: finding.remedy(),
        figures: finding.figures.iter().map(|(key, figure)| (*key, number(figure))).collect(),
        places: told::spots(report, finding).iter().map(place_line).collect(),
        caused_by: finding.caused_by.as_ref().map(Cause::id),
    }
}

fn acts(role: Role) -> ActsWord {
    match role {
        Role::Learner => ActsWord::Learner,
        Role::Coach => ActsWord::Coach,
        Role::School => ActsWord::School,
        Role::District => ActsWord::District,
    }
}

fn number(figure: &Figure) -> Number<'_> {
    match figure {
        Figure::Number(number) => Number::Whole(*number),
        Figure::Decimal(scaled) if scaled % SCALE == 0 => Number::Whole(scaled / SCALE),
        Figure::Decimal(scaled) => Number::Decimal(*scaled as f64 / SCALE as f64),
        Figure::Numbers(numbers) => Number::Numbers(numbers),
        Figure::Word(word) => Number::Word(word),
        Figure::Words(words) => Number::Words(words),
    }
}

fn place_line<'a>(spot: &Spot<'a>) -> PlaceLine<'a> {
    let Spot { path, at, label } = spot.clone();
    PlaceLine { path, line: at.line, column: at.column, end_line: at.end_line, end_column: at.end_column, label }
}
