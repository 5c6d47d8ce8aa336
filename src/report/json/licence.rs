//! The licences of one educator in the JSON of `check`: what each rule asks and what there is, what was not counted and why, and
//! her ledger where she was asked for by name.

use schemars::JsonSchema;
use serde::Serialize;

use crate::analysis::licensed::told::Uncounted;
use crate::analysis::licensed::{Judged, each, words};
use crate::license::{Amount, EntryAnswer, Reading, RuleAnswer, Status, units};
use crate::load::pack::{Demand, Pack, Rule};
use crate::load::values::SCALE;
use crate::model::hers::Hers;
use crate::model::people::EducatorId;
use crate::model::requirement::RequirementId;
use crate::model::rows::Key;
use crate::report::Report;

#[derive(Serialize, JsonSchema)]
#[schemars(extend("required" = ["id", "pack", "status", "due", "unit", "rules", "not_counted"]))]
pub(super) struct LicenceLine<'a> {
    id: &'a str,
    /// The pack that it names, with or without rules of its own; null where it has only these, and where the pack is not in force.
    pack: Option<&'a str>,
    /// Short is what is missing in every reading, unknown what differs.
    #[schemars(extend("enum" = ["met", "short", "unknown", "exempt", "suspended"]))]
    status: &'static str,
    /// The day it expires.
    #[schemars(extend("format" = "date"))]
    due: String,
    /// What its units are called; null where nobody says what it asks.
    unit: Option<&'a str>,
    /// Each rule that applies or may apply, in the order of the pack.
    rules: Vec<RuleLine<'a>>,
    not_counted: Vec<NotCounted>,
    /// What is not known about the license as a whole, in words; only where something is on which its status hangs.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    unknown: Vec<String>,
    /// Her ledger as this licence counts it; only where she was asked for with `--educator`.
    #[serde(skip_serializing_if = "Option::is_none")]
    ledger: Option<Vec<EntryLine<'a>>>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(extend("required" = ["id", "status", "need", "have", "short", "earned", "planned", "binds", "unknown"]))]
struct RuleLine<'a> {
    /// Within the pack.
    id: &'a str,
    #[schemars(extend("enum" = ["met", "short", "unknown"]))]
    status: &'static str,
    /// Units it asks (or allows at most); null where it asks no units.
    need: Option<f64>,
    /// Units there are for certain, earned and planned.
    have: Option<f64>,
    /// Units there are if everything unknown turns out well; only where that is more.
    #[serde(skip_serializing_if = "Option::is_none")]
    have_at_most: Option<f64>,
    /// What is missing (or too much), seen from `have`; 0 where nothing is.
    short: Option<f64>,
    /// Units earned by the day of the check.
    earned: Option<f64>,
    /// Units planned.
    planned: Option<f64>,
    /// Whether it counts for the licence: advice does not, nor what binds the employer.
    binds: bool,
    /// The day by which it must hold, where that is not the day the licence expires.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("format" = "date"))]
    due: Option<String>,
    /// What is not known, in words; empty where the status is.
    unknown: Vec<String>,
    /// Both readings of what the pack leaves open, where they differ.
    #[serde(skip_serializing_if = "Option::is_none")]
    readings: Option<ReadingsLine>,
    /// Of a rule with alternatives, what the one that comes nearest asks.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    nearest: Vec<Self>,
}

/// A rule if one unit may count in several rules, and if it fills one only.
#[derive(Serialize, JsonSchema)]
struct ReadingsLine {
    shared: ReadingLine,
    exclusive: ReadingLine,
}

#[derive(Serialize, JsonSchema)]
#[schemars(extend("required" = ["status", "have"]))]
struct ReadingLine {
    #[schemars(extend("enum" = ["met", "short", "unknown"]))]
    status: &'static str,
    /// Units there are for certain; null where it asks no units.
    have: Option<f64>,
}

/// An entry of the ledger of which not all counts.
#[derive(Serialize, JsonSchema)]
struct NotCounted {
    /// Id of the credit, or of the activity that earns.
    credit: String,
    /// How much of it does not count.
    units: f64,
    /// In words.
    why: String,
}

/// An entry of the ledger.
#[derive(Serialize, JsonSchema)]
#[schemars(extend("required" = ["id", "date", "planned", "worth", "counted", "fills"]))]
struct EntryLine<'a> {
    /// Id of the credit, or of the activity that earns.
    id: String,
    /// Null where it has none yet.
    #[schemars(extend("format" = "date"))]
    date: Option<String>,
    /// Whether it is still planned on the day of the check.
    planned: bool,
    /// What it is worth at most, before anything is left out.
    worth: f64,
    /// What of it counts for certain.
    counted: f64,
    /// Ids of the rules that it counts for.
    fills: Vec<&'a str>,
}

/// The licences of an educator.
pub(super) fn licence_lines<'a>(report: &Report<'a>, educator: EducatorId, hers: &Hers) -> Vec<LicenceLine<'a>> {
    each(report.district, educator, hers, |requirement, judged| match judged {
        Some(judged) => judged_line(report, judged),
        None => unknown_line(report, requirement),
    })
}

/// A licence of which nobody says what it asks.
fn unknown_line<'a>(report: &Report<'a>, requirement: RequirementId) -> LicenceLine<'a> {
    let about = &report.district.requirements[requirement.row()];
    LicenceLine {
        id: report.district.item_name(about.item),
        pack: None,
        status: words::status(Status::Unknown),
        due: about.expires.to_string(),
        unit: None,
        rules: Vec::new(),
        not_counted: Vec::new(),
        unknown: Vec::new(),
        ledger: None,
    }
}

fn judged_line<'a>(report: &Report<'a>, judged: &Judged<'_>) -> LicenceLine<'a> {
    let (district, entries) = (report.district, || judged.answer.entries.iter().enumerate());
    let Some(pack) = district.pack_of(judged.requirement) else { return unknown_line(report, judged.requirement) };
    LicenceLine {
        id: district.item_name(judged.item),
        pack: Some(pack.id.as_str()).filter(|id| !id.is_empty()),
        status: judged.outcome(),
        due: judged.expires().to_string(),
        unit: Some(&pack.unit.plural),
        rules: judged.answer.rules.iter().map(|rule| rule_line(judged, &pack.rules, rule, judged.status(rule))).collect(),
        unknown: judged.answer.doubts.iter().map(|doubt| judged.doubt(doubt)).collect(),
        not_counted: judged.uncounted().map(|one| not_counted(judged, one)).collect(),
        ledger: report.look.years.then(|| entries().map(|(at, entry)| entry_line(pack, judged, at, entry)).collect()),
    }
}

/// A rule among those of a pack or of a branch.
fn rule_line<'a>(judged: &Judged<'_>, rules: &'a [Rule], rule: &RuleAnswer, status: Status) -> RuleLine<'a> {
    let of = rule.units;
    let nearest = rule.branch.as_ref().and_then(|branch| match rules[rule.rule].asks.get(branch.ask) {
        Some(Demand::Any(branches)) => Some((&branches[branch.index], &branch.rules)),
        _ => None,
    });
    let inner = |(rules, answers): (&'a Vec<Rule>, &Vec<RuleAnswer>)| -> Vec<RuleLine<'a>> {
        answers.iter().map(|answer| rule_line(judged, rules, answer, answer.status.min(status))).collect()
    };
    let unknown = if status == Status::Unknown { judged.doubts(rule) } else { Vec::new() };
    let reading = |reading: &Reading| ReadingLine {
        status: words::status(reading.status),
        have: reading.have.map(|have| decimal(have.low)),
    };
    RuleLine {
        id: &rules[rule.rule].id,
        status: words::status(status),
        need: of.map(|of| decimal(if of.is_most { of.need.high } else { of.need.low })),
        have: of.map(|of| decimal(of.have.low)),
        have_at_most: of.filter(|of| !of.have.is_known()).map(|of| decimal(of.have.high)),
        short: of.map(|of| decimal(words::missing(of.lack().high))),
        earned: of.map(|of| decimal(of.earned.low)),
        planned: of.map(|of| decimal(of.planned().low)),
        binds: rule.binds,
        due: Some(rule.due).filter(|due| *due != judged.expires()).map(|due| due.to_string()),
        unknown: unknown.into_iter().map(|doubt| judged.doubt(doubt)).collect(),
        readings: rule
            .readings
            .as_ref()
            .map(|both| ReadingsLine { shared: reading(&both.shared), exclusive: reading(&both.exclusive) }),
        nearest: nearest.map(inner).unwrap_or_default(),
    }
}

fn not_counted(judged: &Judged<'_>, one: Uncounted) -> NotCounted {
    NotCounted { credit: judged.entry(one.entry).to_owned(), units: decimal(one.units), why: one.why }
}

fn entry_line<'a>(pack: &'a Pack, judged: &Judged<'_>, at: usize, entry: &EntryAnswer) -> EntryLine<'a> {
    EntryLine {
        id: judged.entry(at).to_owned(),
        date: judged.entries[at].date.map(|day| day.to_string()),
        planned: entry.is_planned,
        worth: decimal(entry.worth.high),
        counted: decimal(entry.counts.low),
        fills: entry.fills.iter().filter(|(_, amount)| amount.high > 0).map(|(rule, _)| pack.rules[*rule].id.as_str()).collect(),
    }
}

/// Units as a decimal number, rounded down to a ten-thousandth.
fn decimal(amount: Amount) -> f64 {
    units(amount) as f64 / SCALE as f64
}
