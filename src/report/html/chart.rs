//! A chart's table → where its marks stand. Comes in: the rows of a chart. Goes out: lengths in hundredths of the width, so that
//! a picture is as wide as there is room and its words stay readable, and heights in pixels. The template writes them.

use crate::load::values::MONTHS;
use crate::report::document::{Cell, Chart, ChartKind, Span, TOO_MUCH};

/// What is drawn.
#[derive(Debug)]
pub(super) enum Drawing {
    /// Bars, one below the other.
    Bars(Bars),
    /// Columns, one a week.
    Weeks(Weeks),
}

impl Drawing {
    /// The drawing of a chart.
    pub(super) fn of(chart: &Chart) -> Self {
        let rows = &chart.table.rows;
        match chart.kind {
            ChartKind::AskedByWeek => Self::Weeks(Weeks::of(rows)),
            ChartKind::HoursByPurpose | ChartKind::MoneyByPriority => Self::Bars(Bars::of(rows, &LEGEND[..0], second)),
            ChartKind::GoalsServed => Self::Bars(Bars::of(rows, &LEGEND[..0], people)),
            ChartKind::LicenceByCategory => Self::Bars(Bars::of(rows, &LEGEND, units)),
        }
    }
}

/// Sorts of parts of a bar with what they mean.
const LEGEND: [(&str, &str); 4] = [("full", "earned"), ("planned", "planned"), ("unknown", "not known"), ("missing", "missing")];

/// Bars, one below the other.
#[derive(Debug)]
pub(super) struct Bars {
    pub(super) rows: Vec<Bar>,
    /// The sorts of parts that there are and their words, where a bar may have several.
    pub(super) legend: Vec<(&'static str, &'static str)>,
}

/// A bar with its words.
#[derive(Debug)]
pub(super) struct Bar {
    pub(super) label: String,
    pub(super) parts: Vec<Part>,
    /// Where what is needed is reached, and what there is may go on behind it.
    pub(super) mark: Option<String>,
    /// Where its number stands.
    pub(super) end: String,
    pub(super) says: String,
}

/// A part of a bar, in hundredths of the width.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) sort: &'static str,
    pub(super) from: String,
    pub(super) width: String,
}

/// What a row says: amounts by the sort of their part, and words for the whole. Nothing is drawn of what nobody may see.
struct Amounts {
    parts: Vec<(&'static str, u64)>,
    needed: Option<u64>,
    says: String,
}

/// Hundredths of the width that the longest bar takes; its number stands behind it.
const LONGEST: f64 = 64.0;
/// The same where a number is longer than so many letters, and how much of the narrowest screen each of them takes.
const WORDS: usize = 15;
const LETTER: f64 = 2.9;
const SHORTEST: f64 = 30.0;

/// How long the longest bar is beside numbers of so many letters at most.
fn longest(letters: usize) -> f64 {
    if letters > WORDS { (100.0 - letters as f64 * LETTER).max(SHORTEST) } else { LONGEST }
}

impl Bars {
    fn of(rows: &[Vec<Cell>], legend: &[(&'static str, &'static str)], amounts: fn(&[Cell]) -> Amounts) -> Self {
        let amounts: Vec<Amounts> = rows.iter().map(|row| amounts(row)).collect();
        let sum = |amounts: &Amounts| amounts.parts.iter().map(|(_, amount)| amount).sum::<u64>();
        let full = amounts.iter().map(sum).max().unwrap_or(0).max(1);
        let drawn = amounts.iter().filter(|amounts| sum(amounts) > 0);
        let longest = longest(drawn.map(|amounts| amounts.says.chars().count()).max().unwrap_or(0));
        let long = |amount: u64| amount as f64 / full as f64 * longest;
        let bar = |(row, amounts): (&Vec<Cell>, Amounts)| {
            let mut before = 0;
            let mut parts = Vec::new();
            for (sort, amount) in amounts.parts.into_iter().filter(|(_, amount)| *amount > 0) {
                parts.push(Part { sort, from: hundredths(long(before)), width: hundredths(long(amount)) });
                before += amount;
            }
            let label = row.first().map(plain).unwrap_or_default();
            let mark = amounts.needed.map(|needed| hundredths(long(needed)));
            Bar { label, parts, mark, end: hundredths(long(before)), says: amounts.says }
        };
        let rows: Vec<Bar> = rows.iter().zip(amounts).map(bar).collect();
        let is_there = |sort: &str| rows.iter().flat_map(|bar| &bar.parts).any(|part| part.sort == sort);
        let legend = legend.iter().copied().filter(|(sort, _)| is_there(sort)).collect();
        Self { rows, legend }
    }
}

/// What stands beside the name.
fn second(row: &[Cell]) -> Amounts {
    let cell = row.get(1).unwrap_or(&Cell::Empty);
    Amounts { parts: vec![("full", amount(cell))], needed: None, says: cell.words() }
}

fn people(row: &[Cell]) -> Amounts {
    let cell = row.get(1).unwrap_or(&Cell::Empty);
    let parts = match cell {
        Cell::Share { part, whole } => vec![("full", *part), ("rest", whole.saturating_sub(*part))],
        _ => Vec::new(),
    };
    Amounts { parts, needed: None, says: cell.words() }
}

fn units(row: &[Cell]) -> Amounts {
    let cell = |at: usize| row.get(at).unwrap_or(&Cell::Empty);
    let (earned, planned, needed, missing) = (amount(cell(1)), amount(cell(2)), amount(cell(4)), amount(cell(5)));
    // What may be there besides, as far as it is needed.
    let unknown = match cell(3) {
        Cell::Between { .. } => needed.saturating_sub(earned + planned + missing),
        _ => 0,
    };
    let says = match (cell(3), cell(4)) {
        (_, Cell::Empty) => plain(cell(7)),
        (counted, needed) => format!("{} of {}", counted.words(), needed.words()),
    };
    let parts = vec![("full", earned), ("planned", planned), ("unknown", unknown), ("missing", missing)];
    Amounts { parts, needed: Some(needed).filter(|needed| *needed > 0), says }
}

/// What a cell holds, in the unit of its column; nothing where it is not known or not shown.
fn amount(cell: &Cell) -> u64 {
    match cell {
        Cell::Count(amount) | Cell::Minutes(amount) => *amount,
        Cell::Number(amount) | Cell::Money(amount) | Cell::Between { low: amount, .. } => u64::try_from(*amount).unwrap_or(0),
        Cell::Empty | Cell::Text(_) | Cell::Date(_) | Cell::Share { .. } | Cell::Suppressed => 0,
    }
}

/// The words of a cell without any look.
fn plain(cell: &Cell) -> String {
    let Cell::Text(spans) = cell else { return cell.words() };
    let text = |span: &Span| match span {
        Span::Text(text) | Span::Strong(text) | Span::Said(text) | Span::Id(text) | Span::Link { text, .. } => text.clone(),
        Span::Place(place) => place.words(),
    };
    spans.iter().map(text).collect()
}

fn hundredths(value: f64) -> String {
    format!("{value:.2}%")
}

/// Columns, one a week, in hundredths of the width and pixels from above.
#[derive(Debug)]
pub(super) struct Weeks {
    pub(super) columns: Vec<Week>,
    /// The line of what is there: level stretches, and the steps between them.
    pub(super) there: Vec<[String; 4]>,
    /// Lines across with the hours they stand for.
    pub(super) ticks: Vec<(usize, String)>,
    /// Where months begin, and their names.
    pub(super) months: Vec<(String, &'static str)>,
    pub(super) has_over: bool,
}

/// The column of a week in which something is asked.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Week {
    pub(super) from: String,
    pub(super) middle: String,
    pub(super) top: usize,
    pub(super) is_over: bool,
}

/// Pixels: above the columns, the columns, and all with the names of the months.
const ABOVE: usize = 18;
const TALL: usize = 150;
pub(super) const GROUND: usize = ABOVE + TALL;
pub(super) const WHOLE: usize = GROUND + 24;
/// How much of a week's width its column takes.
const BROAD: f64 = 0.72;

impl Weeks {
    fn of(rows: &[Vec<Cell>]) -> Self {
        let cell = |row: &[Cell], at: usize| row.get(at).cloned().unwrap_or(Cell::Empty);
        let most = rows.iter().flat_map(|row| [amount(&cell(row, 1)), amount(&cell(row, 2))]).max().unwrap_or(0);
        let tick = tick(most);
        let full = most.max(1).next_multiple_of(tick);
        let height = |minutes: u64| GROUND - (minutes as f64 / full as f64 * TALL as f64).round() as usize;
        let across = |weeks: f64| hundredths(weeks * 100.0 / rows.len().max(1) as f64);
        let column = |(row, at): (&Vec<Cell>, u32)| Week {
            from: across(f64::from(at) + (1.0 - BROAD) / 2.0),
            middle: across(f64::from(at) + 0.5),
            top: height(amount(&cell(row, 1))),
            is_over: plain(&cell(row, 3)) == TOO_MUCH,
        };
        let columns: Vec<Week> = rows.iter().zip(0..).map(column).filter(|week| week.top < GROUND).collect();
        let there =
            |row: &Vec<Cell>| Some(cell(row, 2)).filter(|there| *there != Cell::Empty).map(|there| height(amount(&there)));
        let ticks = (1..=full / tick).map(|nth| (height(nth * tick), format!("{} h", nth * tick / 60))).collect();
        let has_over = columns.iter().any(|week| week.is_over);
        let there = stretches(&rows.iter().map(there).collect::<Vec<_>>(), across);
        Self { columns, there, ticks, months: months(rows, across), has_over }
    }

    /// How wide a column is.
    pub(super) fn broad(rows: usize) -> String {
        hundredths(BROAD * 100.0 / rows.max(1) as f64)
    }
}

/// A line over weeks as stretches of one height and steps between them: where each begins and ends, across and from above.
fn stretches(heights: &[Option<usize>], across: impl Fn(f64) -> String) -> Vec<[String; 4]> {
    let mut lines = Vec::new();
    let (mut at, mut before) = (0, None);
    for same in heights.chunk_by(|a, b| a == b) {
        let (from, until) = (across(at as f64), across((at + same.len()) as f64));
        if let Some(height) = same[0] {
            if let Some(before) = before {
                lines.push([from.clone(), from.clone(), usize::to_string(&before), height.to_string()]);
            }
            lines.push([from, until, height.to_string(), height.to_string()]);
        }
        before = same[0];
        at += same.len();
    }
    lines
}

/// Minutes between two lines across: at most four lines, each of full hours: one, two or five of them, or ten times as many.
fn tick(most: u64) -> u64 {
    let steps =
        (0..).flat_map(|tens| [1, 2, 5].map(|hours: u64| hours.saturating_mul(60).saturating_mul(10_u64.saturating_pow(tens))));
    steps.into_iter().find(|tick| most <= tick.saturating_mul(4)).unwrap_or(u64::MAX)
}

/// The names of months over the weeks in which they begin; a month of few weeks has no room for its name.
fn months(rows: &[Vec<Cell>], across: impl Fn(f64) -> String) -> Vec<(String, &'static str)> {
    // A week belongs to the month of its Thursday, as in ISO 8601 it belongs to the year of it.
    let month = |row: &Vec<Cell>| match row.first() {
        Some(Cell::Date(monday)) => monday.saturating_add(jiff::Span::new().days(3)).month() as usize,
        _ => 0,
    };
    let mut months = Vec::new();
    let mut at = 0;
    for weeks in rows.chunk_by(|a, b| month(a) == month(b)) {
        if weeks.len() > 3
            && let Some(name) = month(&weeks[0]).checked_sub(1).and_then(|month| MONTHS.get(month))
        {
            months.push((across(at as f64), &name[..3]));
        }
        at += weeks.len();
    }
    months
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn text(text: &str) -> Cell {
        Cell::Text(vec![Span::Text(text.to_owned())])
    }

    #[test]
    fn the_parts_of_a_licence_bar_follow_each_other() {
        let units = |units: i64| Cell::Number(units * 10_000);
        let row = vec![text("Literacy"), units(6), units(3), units(9), units(15), units(6), Cell::Empty, text("short")];
        let bars = Bars::of(&[row], &LEGEND, super::units);
        let parts: Vec<_> = bars.rows[0].parts.iter().map(|part| (part.sort, &part.from[..], &part.width[..])).collect();
        assert_eq!(parts, [("full", "0.00%", "25.60%"), ("planned", "25.60%", "12.80%"), ("missing", "38.40%", "25.60%")]);
        assert_eq!((bars.rows[0].says.as_str(), bars.rows[0].mark.as_deref()), ("9 of 15", Some("64.00%")));
    }

    #[test]
    fn what_is_not_known_is_a_part_of_its_own_up_to_what_is_needed() {
        let units = |units: i64| Cell::Number(units * 10_000);
        let between = |high: Option<i64>| Cell::Between { low: 60_000, high: high.map(|high| high * 10_000) };
        for (counted, lack) in [(between(Some(10)), 5), (between(None), 0)] {
            let row = vec![text("Literacy"), units(6), units(0), counted, units(15), units(lack), Cell::Empty, text("unknown")];
            let bars = Bars::of(&[row], &LEGEND, super::units);
            let parts: Vec<_> = bars.rows[0].parts.iter().map(|part| (part.sort, &part.width[..])).collect();
            let unknown = if lack == 5 { "17.07%" } else { "38.40%" };
            assert_eq!(parts[..2], [("full", "25.60%"), ("unknown", unknown)]);
            assert_eq!(parts.len(), if lack == 5 { 3 } else { 2 });
        }
    }

    #[test]
    fn a_long_number_has_room_behind_its_bar_on_a_narrow_screen() {
        let units = |units: i64| Cell::Number(units * 10_000);
        let between = Cell::Between { low: 1_525_000, high: Some(1_765_000) };
        let row = vec![text("All"), units(152), units(0), between, units(150), units(0), Cell::Empty, text("met")];
        let bars = Bars::of(&[row], &LEGEND, super::units);
        assert_eq!((bars.rows[0].says.as_str(), bars.rows[0].end.as_str()), ("152.5 to 176.5 of 150", "39.10%"));
    }

    #[test]
    fn of_a_suppressed_number_nothing_is_drawn() {
        let row = vec![text("d3"), Cell::Suppressed];
        let bars = Bars::of(&[row], &[], people);
        assert!(bars.rows[0].parts.is_empty());
        assert_eq!(bars.rows[0].says, crate::report::document::SUPPRESSED);
    }

    #[test]
    fn weeks_stand_side_by_side_under_lines_of_full_hours() {
        let week = |day, asked, there, says: &str| vec![Cell::Date(day), Cell::Minutes(asked), Cell::Minutes(there), text(says)];
        let weeks = Weeks::of(&[
            week(date(2026, 8, 31), 0, 120, ""),
            week(date(2026, 9, 7), 240, 120, TOO_MUCH),
            week(date(2026, 9, 14), 60, 60, ""),
            week(date(2026, 9, 21), 60, 60, ""),
        ]);
        assert_eq!(weeks.ticks.iter().map(|tick| &tick.1[..]).collect::<Vec<_>>(), ["1 h", "2 h", "3 h", "4 h"]);
        let over = Week { from: "28.50%".to_owned(), middle: "37.50%".to_owned(), top: ABOVE, is_over: true };
        assert_eq!((weeks.columns.len(), &weeks.columns[0]), (3, &over), "a week in which nothing is asked has no column");
        let there: Vec<_> = weeks.there.iter().map(|line| line.each_ref().map(String::as_str)).collect();
        assert_eq!(
            there,
            [["0.00%", "50.00%", "93", "93"], ["50.00%", "50.00%", "93", "130"], ["50.00%", "100.00%", "130", "130"]],
            "two weeks of two hours, a step down, and two weeks of one hour"
        );
        assert_eq!(weeks.months, [("0.00%".to_owned(), "Sep")]);
    }

    #[test]
    fn lines_across_stand_at_round_hours() {
        assert_eq!([0, 240, 241, 416 * 60, 4_000_000].map(|most| tick(most) / 60), [1, 1, 2, 200, 20_000]);
        assert!(tick(u64::MAX) >= u64::MAX / 4);
    }

    #[test]
    fn no_rows_are_an_empty_drawing() {
        assert!(Bars::of(&[], &LEGEND, units).rows.is_empty());
        assert!(Weeks::of(&[]).columns.is_empty());
    }
}
