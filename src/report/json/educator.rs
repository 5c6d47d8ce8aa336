//! One educator in the JSON of `check`: her obligations, how they interact, her hours, her year.

use schemars::JsonSchema;
use serde::Serialize;

use super::licence::{LicenceLine, licence_lines};
use super::{HoursLine, hours};
use crate::analysis::{Desk, work_out};
use crate::graph::reason::{Reason, Reasons, word};
use crate::model::hers::Hers;
use crate::model::obligation::ItemId;
use crate::model::people::EducatorId;
use crate::model::rows::Key;
use crate::report::{Report, table};
use crate::time::spread::WeekLine;
use crate::time::{PARTS, Strain};

#[derive(Serialize, JsonSchema)]
pub(super) struct EducatorLine<'a> {
    id: &'a str,
    /// Only with `--names`.
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    obligations: Vec<ObligationLine<'a>>,
    /// Ids of what hangs together.
    threads: Vec<Vec<&'a str>>,
    /// Not with `--pairs none`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pairs: Option<Vec<PairLine<'a>>>,
    hours: EducatorHours,
    /// Her year, only where she was asked for with `--educator` and the manifest has a year.
    #[serde(skip_serializing_if = "Option::is_none")]
    year: Option<YearLine>,
    /// Her licences, in natural order of their ids.
    licences: Vec<LicenceLine<'a>>,
}

/// The year of one educator, for a picture of it.
#[derive(Serialize, JsonSchema)]
struct YearLine {
    /// Work without sessions is spread over its weeks by what each of them holds.
    weeks: Vec<WeekOut>,
    /// The weeks that ask too much, or nearly so; null where time is not short.
    window: Option<WindowLine>,
}

#[derive(Serialize, JsonSchema)]
struct WeekOut {
    /// Its Monday.
    #[schemars(extend("format" = "date"))]
    monday: String,
    /// Hours asked of her learning time.
    asked: f64,
    /// Hours of learning time; null without a calendar.
    there: Option<f64>,
    /// Whether there is no school in it.
    off: bool,
}

#[derive(Serialize, JsonSchema)]
struct WindowLine {
    #[schemars(extend("format" = "date"))]
    from: String,
    #[schemars(extend("format" = "date"))]
    until: String,
    asked: f64,
    there: f64,
    /// Whether more is asked than there is; else the year is nearly full.
    over: bool,
}

#[derive(Serialize, JsonSchema)]
struct ObligationLine<'a> {
    id: &'a str,
    #[schemars(extend("enum" = [
        "individual_plan", "plc_goal", "school_improvement_goal", "district_goal", "evaluation_finding", "relicensure_requirement", "activity"
    ]))]
    kind: &'static str,
    focus: Vec<&'a str>,
}

#[derive(Serialize, JsonSchema)]
struct PairLine<'a> {
    a: &'a str,
    b: &'a str,
    /// From -3 to 3, on the scale of Nilsson et al. 2016; never 0.
    #[schemars(range(min = -3, max = 3))]
    step: i8,
    #[schemars(extend("enum" = ["indivisible", "reinforcing", "enabling", "constraining", "counteracting", "cancelling"]))]
    word: &'static str,
    reasons: Vec<&'static str>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(extend("required" = ["required", "chosen", "apart", "together", "freed", "capacity"]))]
struct EducatorHours {
    #[serde(flatten)]
    hours: HoursLine,
    /// Learning time of the year; null without a calendar.
    capacity: Option<f64>,
}

pub(super) fn educator_line<'a>(report: &'a Report<'_>, educator: EducatorId, desk: &mut Desk) -> EducatorLine<'a> {
    let district = report.district;
    let hers = Hers::of(district, educator);
    let threads = report.analysis.threads_of(educator);
    let clock = &report.analysis.clock;
    let wanted = report.look.pairs || report.look.years;
    let worked = wanted.then(|| work_out(district, clock, educator, desk));
    let pairs = worked.filter(|_| report.look.pairs).map(|worked| worked.interplay.pairs());
    let year = if report.look.years { year_line(report, educator, desk) } else { None };
    let id = |at: usize| district.item_name(hers.obligations[at]);
    let obligation = |item: &ItemId| ObligationLine {
        id: district.item_name(*item),
        kind: district.item(*item).kind.word(),
        focus: district.focus(*item).iter().map(|focus| district.names.get(district.focuses.name(*focus))).collect(),
    };
    let pair = |(a, b, reasons): (usize, usize, Reasons)| PairLine {
        a: id(a),
        b: id(b),
        step: reasons.step(),
        word: word(reasons.step()),
        reasons: reasons.iter().map(Reason::word).collect(),
    };
    let figures = &report.analysis.figures[educator.row()].hours;
    EducatorLine {
        id: district.educator_name(educator),
        name: report.full_name(educator),
        obligations: hers.obligations.iter().map(obligation).collect(),
        threads: threads.iter().map(|thread| thread.iter().map(|at| id(*at)).collect()).collect(),
        pairs: pairs.map(|pairs| pairs.into_iter().map(pair).collect()),
        hours: EducatorHours {
            hours: HoursLine::of(figures),
            capacity: figures.capacity.map(|parts| table::hours(parts, PARTS)),
        },
        year,
        licences: licence_lines(report, educator, &hers),
    }
}

fn year_line(report: &Report<'_>, educator: EducatorId, desk: &Desk) -> Option<YearLine> {
    let weeks = report.analysis.clock.weeks(educator, &desk.timing)?;
    let week = |line: &WeekLine| WeekOut {
        monday: line.week.monday().date().to_string(),
        asked: hours(line.asked),
        there: line.there.map(hours),
        off: line.off,
    };
    let window = |strain: &Strain| WindowLine {
        from: strain.weeks.0.monday().date().to_string(),
        until: strain.weeks.1.sunday().date().to_string(),
        asked: hours(strain.asked),
        there: hours(strain.there),
        over: strain.is_over,
    };
    Some(YearLine { weeks: weeks.iter().map(week).collect(), window: desk.timing.strain.as_ref().map(window) })
}
