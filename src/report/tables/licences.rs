//! Licences by category. Comes in: a report. Goes out: a table with a row for each rule of each licence: what is earned and
//! planned, what counts, what is needed and missing, by when. Like every table of `check` it holds what the readers of the
//! output may see, and no text of a credit.

use super::{Column, Kind, Row, Table, by_educator, joined, name, who};
use crate::analysis::licensed::told::Uncounted;
use crate::analysis::licensed::words::{missing, of_unit, status};
use crate::analysis::licensed::{Judged, each, words};
use crate::license::{Amount, RuleAnswer, Status, Units, units};
use crate::load::pack::Rule;
use crate::model::hers::Hers;
use crate::model::people::EducatorId;
use crate::model::requirement::RequirementId;
use crate::model::rows::Key;
use crate::report::Report;
use crate::report::table::Cell;

/// The table.
pub(super) fn table<'a>(report: &'a Report<'_>) -> Table<'a> {
    let text = |head, width| Column::of(head, Kind::Text, width);
    let number = |head| Column::of(head, Kind::Number, 10);
    let mut columns = who(report, "educator");
    columns.extend([text("licence", 22), text("pack", 18), text("is", 11), Column::of("expires", Kind::Date, 11)]);
    columns.extend([text("rule", 22), text("category", 36), text("status", 11)]);
    columns.extend(["earned", "planned", "counted", "at most", "needed", "missing"].map(number));
    columns.extend([text("unit", 16), Column::of("by", Kind::Date, 11), text("binds", 7)]);
    columns.extend([text("unknown", 40), text("not counted", 40)]);
    let requirements = report.educators.iter().flat_map(|educator| report.district.requirements_of(*educator));
    let length = requirements.map(|one| rules_of(report, *one).len().max(1)).sum();
    let width = columns.len();
    let rows = by_educator(report, move |_, educator| {
        let mut rows = of_educator(report, educator);
        // What a rule does not ask, and what is not known, is empty.
        rows.iter_mut().for_each(|row| row.resize(width, Cell::Empty));
        rows
    });
    let caption = "A row for each rule of each license; units are those of its rules, counted is what is certain.".to_owned();
    Table { name: "licences", caption, columns, length, rows }
}

/// The rules at the top of what a licence asks; none where nobody says it.
fn rules_of<'r>(report: &'r Report<'_>, requirement: RequirementId) -> &'r [Rule] {
    report.district.pack_of(requirement).map_or(&[], |pack| &pack.rules)
}

fn of_educator<'a>(report: &'a Report<'_>, educator: EducatorId) -> Vec<Row<'a>> {
    if report.district.requirements_of(educator).is_empty() {
        return Vec::new();
    }
    let hers = Hers::of(report.district, educator);
    let of = |requirement: RequirementId, judged: Option<&Judged<'_>>| {
        let lead = |outcome: &'static str| lead(report, educator, requirement, outcome);
        match judged {
            Some(judged) if !judged.pack.rules.is_empty() => {
                judged.pack.rules.iter().enumerate().map(|(at, rule)| row(lead(judged.outcome()), judged, at, rule)).collect()
            }
            Some(judged) => vec![lead(judged.outcome())],
            None => vec![lead(status(Status::Unknown))],
        }
    };
    each(report.district, educator, &hers, of).into_iter().flatten().collect()
}

/// Whose licence, which one, and the answer as a whole.
fn lead<'a>(report: &'a Report<'_>, educator: EducatorId, requirement: RequirementId, outcome: &'static str) -> Row<'a> {
    let about = &report.district.requirements[requirement.row()];
    let pack = report.district.pack_of(requirement).map_or("", |pack| pack.id.as_str());
    let licence = [Cell::text(report.district.item_name(about.item)), Cell::text(pack), Cell::text(outcome)];
    name(report, educator).into_iter().chain(licence).chain([Cell::Date(about.expires)]).collect()
}

/// A rule. One that does not apply to her is told as such.
fn row<'a>(mut row: Row<'a>, judged: &Judged<'_>, at: usize, rule: &Rule) -> Row<'a> {
    row.extend([Cell::text(rule.id.clone()), Cell::text(rule.name.clone())]);
    let Some(answer) = judged.answer.rules.iter().find(|answer| answer.rule == at) else {
        row.push(Cell::text("not asked"));
        return row;
    };
    row.push(Cell::text(status(judged.status(answer))));
    row.extend(answer.units.map_or([const { Cell::Empty }; 6], numbers));
    row.extend([Cell::text(judged.pack.unit.plural.clone()), Cell::Date(answer.due)]);
    row.push(Cell::text(if answer.binds { "yes" } else { "no" }));
    row.extend([joined(unknown(judged, answer)), joined(uncounted(judged, at))]);
    row
}

/// Earned, planned, counted for certain, counted at most where that is more, needed, missing.
fn numbers<'a>(of: Units) -> [Cell<'a>; 6] {
    let number = |amount: Amount| Cell::Number(units(amount));
    let most = if of.have.is_known() || words::is_open(of.have.high) { Cell::Empty } else { number(of.have.high) };
    let need = if of.is_most { of.need.high } else { of.need.low };
    let lack = missing(of.lack().high);
    [number(of.earned.low), number(of.planned().low), number(of.have.low), most, number(need), number(lack)]
}

fn unknown(judged: &Judged<'_>, answer: &RuleAnswer) -> Vec<String> {
    let doubts = if judged.status(answer) == Status::Unknown { judged.doubts(answer) } else { Vec::new() };
    let readings = judged.readings(answer);
    doubts.into_iter().map(|doubt| judged.doubt(doubt)).chain(readings).collect()
}

/// What does not count for the licence, beside its first rule.
fn uncounted(judged: &Judged<'_>, at: usize) -> Vec<String> {
    let told = |one: Uncounted| {
        let left_out = of_unit(judged.pack, one.units);
        format!("{}, {left_out}: {}", judged.entry(one.entry), one.why)
    };
    if at == 0 { judged.uncounted().map(told).collect() } else { Vec::new() }
}
