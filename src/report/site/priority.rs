//! What goes into each priority of the district: goals linked to it, hours, money, and what an hour costs. Comes in: what all
//! staff may know, for hours and money; and people with their plans as a group, for the number of goals. Goes out: a chart with
//! its table. Apart from the lines of sight, which tell people and not money.

use super::educator_time::columns;
use super::goals::{self, Line, counted_out};
use super::{Page, paragraph, section};
use crate::analysis::priorities::{Priority, priorities};
use crate::load::lists::List;
use crate::report::document::{Block, Cell, Chart, ChartKind, ColumnKind, Section, Table, dollars};

/// The section; none where nobody says what anything costs.
pub(super) fn money(page: &Page<'_, '_>, lines: &[Line]) -> Option<Section> {
    let district = page.district();
    let is_known = district.lists.contains(&List::Budgets) || district.item_ids().any(|item| district.cost(item).is_some());
    if !is_known || district.goals_of_district().is_empty() {
        return None;
    }
    let priorities = priorities(district, &page.known.report.analysis.clock);
    let most = priorities.iter().filter(|one| one.money > 0).max_by_key(|one| (one.money, std::cmp::Reverse(one.goal)));
    let says = most.map_or_else(
        || "No money is on record for any of these goals.".to_owned(),
        |one| format!("Most money goes to {}: {}.", district.item_name(one.goal), dollars(one.money)),
    );
    let counted = counted_out(page, lines, district.educators.len());
    let chart = Chart {
        kind: ChartKind::MoneyByPriority,
        says,
        table: Table {
            caption: "Goals, hours and money of each district goal".to_owned(),
            columns: columns(&[
                ("Goal", ColumnKind::Text),
                ("Money", ColumnKind::Money),
                ("Goals linked", ColumnKind::Count),
                ("Hours", ColumnKind::Hours),
                ("Money for an hour", ColumnKind::Money),
            ]),
            rows: priorities
                .iter()
                .zip(lines)
                .zip(counted)
                .map(|((one, line), counted)| row(page, one, (line, counted)))
                .collect(),
            foot: Vec::new(),
        },
    };
    let how = "Hours are those that are required of people or serve goals of their teams. Money is what is set aside for a goal or, \
               where nothing is, for goals that lead to it, and what activities cost besides. What leads to two of these goals \
               counts for both, so the lines do not add up to what the district spends. plalign check counts what people chose as \
               well, so that its hours are more, and its money for an hour is less.";
    Some(section("money", "Money by priority", vec![Block::Chart(chart), paragraph(how)]))
}

/// A priority, and whether those whose goals lead to it may be counted out; then their goals may be counted too. Hours are such
/// as all staff may know; of few people no sum is told all the same.
fn row(page: &Page<'_, '_>, one: &Priority, (line, counted): (&Line, bool)) -> Vec<Cell> {
    let district = page.known.groups.district;
    let linked = line.below.iter().filter(|item| district.item(**item).kind.is_goal()).count();
    let told = |is_told: bool, cell: Cell| if is_told { cell } else { Cell::Suppressed };
    let has_hours = district.educators.len() as u64 >= page.known.least();
    vec![
        Cell::Text(goals::named(page, one.goal)),
        Cell::Money(one.money),
        told(counted, Cell::Count(linked as u64)),
        told(has_hours, Cell::Minutes(one.minutes)),
        told(has_hours, one.per_hour().map_or(Cell::Empty, Cell::Money)),
    ]
}
