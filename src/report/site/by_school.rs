//! People by school and by the number of their threads, for the district. Comes in: everybody's figures. Goes out: a table of what may
//! be told, and a sentence on what may not. Apart from the rest of that page, which tells sums.

use std::collections::BTreeMap;

use super::educator_time::columns;
use super::school::named;
use super::{Page, paragraph, text};
use crate::analysis::figures::Figures;
use crate::model::people::SchoolId;
use crate::report::document::{Block, Cell, ColumnKind, Spans, Table};
use crate::report::suppress::suppress;

const NOT_BY_SCHOOL: &str = "School by school nothing can be shown: numbers of small groups could be worked out.";
const FIRST_SCHOOL: &str = "Who works in two schools is counted here under the first, and by findings in both.";

/// The table, or of schools of which nothing may be told a sentence.
pub(super) fn threads(page: &Page<'_, '_>, figures: &[Figures], which: &str) -> Vec<Block> {
    let by_school = threads_by_school(page, figures, which);
    let is_hidden = |row: &Vec<Cell>| row[1..row.len() - 1].iter().all(|cell| *cell == Cell::Suppressed);
    let is_hidden = by_school.rows.iter().all(is_hidden);
    let mut blocks = Vec::new();
    if is_hidden {
        let all = Table { rows: Vec::new(), ..by_school };
        let table = Table { rows: vec![all.foot.clone()], foot: Vec::new(), ..all };
        blocks.extend([Block::Table(table), paragraph(NOT_BY_SCHOOL)]);
    } else {
        blocks.extend([Block::Table(by_school), paragraph(FIRST_SCHOOL)]);
    }
    blocks
}

/// How many threads people have, by the number, from none to four and more.
const THREADS: [&str; 5] = ["None", "1", "2", "3", "4 or more"];

/// People by school and number of threads. Who works in two schools stands under the first.
fn threads_by_school(page: &Page<'_, '_>, figures: &[Figures], which: &str) -> Table {
    let district = page.district();
    let mut rows: BTreeMap<Option<SchoolId>, Vec<u64>> = BTreeMap::new();
    for educator in district.educator_ids() {
        let threads = figures[educator.0 as usize].threads as usize;
        let row = rows.entry(district.schools_of(educator).first().copied()).or_insert_with(|| vec![0; THREADS.len()]);
        row[threads.min(THREADS.len() - 1)] += 1;
    }
    let counts: Vec<Vec<u64>> = rows.values().cloned().collect();
    let shown = suppress(&counts, page.known.least());
    let cell = |row: usize, column: usize, count: u64| if shown.has(row, column) { Cell::Count(count) } else { Cell::Suppressed };
    let line = |row: usize, head: Spans, counts: &[u64]| {
        let cells = counts.iter().enumerate().map(|(column, count)| cell(row, column, *count));
        let sum = cell(row, counts.len(), counts.iter().sum());
        std::iter::once(Cell::Text(head)).chain(cells).chain([sum]).collect::<Vec<Cell>>()
    };
    let head = |school: &Option<SchoolId>| school.map_or_else(|| vec![text("no school on record")], |school| named(page, school));
    let sums: Vec<u64> = (0..THREADS.len()).map(|column| counts.iter().map(|row| row[column]).sum()).collect();
    let mut names = vec![("School", ColumnKind::Text)];
    names.extend(THREADS.iter().map(|name| (*name, ColumnKind::Count)));
    names.push(("All", ColumnKind::Count));
    Table {
        caption: format!("People by the number of their {which}threads"),
        columns: columns(&names),
        rows: rows.keys().zip(&counts).enumerate().map(|(at, (school, counts))| line(at, head(school), counts)).collect(),
        foot: line(counts.len(), vec![text("District")], &sums),
    }
}
