//! Feedback and coaching where they are needed most. Comes in: everybody's figures, as far as all staff may know them. Goes out: a table of what the people of
//! schools with much need have and those with little, and novices and others; nothing of a group that is small.

use super::educator_time::columns;
use super::{Page, id, paragraph, section, text};
use crate::analysis::support::{Division, Group, NOVICE_YEARS, Thirds, by_years};
use crate::report::document::{Block, Cell, ColumnKind, Section, Table};
use crate::report::suppress::suppress;

/// What is counted: what one person chose for a goal of her own would tell of her.
const COUNTED: &str = "Planned hours of feedback and coaching that are required of people or serve goals of their teams, and do not \
                       count in an evaluation.";

const LEFT_OUT: &str =
    "What people chose, and what serves goals of their own, is left out here, since of few people it would tell who plans what. ";

/// The section.
pub(super) fn support(page: &Page<'_, '_>) -> Section {
    let (district, figures) = (page.district(), &page.known.report.analysis.figures);
    let thirds = Thirds::of(district).map(|thirds| {
        let division = thirds.divide(district, figures);
        let heads = ["Third of schools with the highest need", "Third with the lowest", "All others"].map(str::to_owned);
        table(page, "Feedback and coaching by the need of schools", heads, &division)
    });
    let novices = by_years(district, figures);
    let novices = (novices.needing.people > 0 && novices.others.people > 0).then(|| {
        let heads = [
            format!("Fewer than {NOVICE_YEARS} years of teaching"),
            format!("{NOVICE_YEARS} years or more"),
            "Years not on record".to_owned(),
        ];
        table(page, "Feedback and coaching by years of teaching", heads, &novices)
    });
    let shown = |table: Table| {
        let is_hidden = |row: &Vec<Cell>| row.iter().skip(1).all(|cell| *cell == Cell::Suppressed);
        if table.rows.iter().all(is_hidden) {
            let why = "nothing can be shown, for numbers of small groups could be worked out";
            return paragraph(&format!("{}: {why}.", table.caption));
        }
        Block::Table(table)
    };
    let mut blocks: Vec<Block> = thirds.into_iter().chain(novices).map(shown).collect();
    if blocks.is_empty() {
        blocks.push(paragraph("Neither the need of three schools or more nor anybody's years of teaching are on record."));
    } else {
        blocks.insert(0, paragraph(COUNTED));
        blocks.push(Block::Text(vec![
            text(LEFT_OUT),
            id("plalign check --only support-gap-by-need"),
            text(" counts it too: there the difference can be another, or the other way round."),
        ]));
    }
    section("support", "Support by need", blocks)
}

/// A division of everybody: a line for each group in which there is anybody.
fn table(page: &Page<'_, '_>, caption: &str, heads: [String; 3], division: &Division) -> Table {
    let groups: Vec<(String, Group)> = heads.into_iter().zip([division.needing, division.others, division.rest]).collect();
    let groups: Vec<&(String, Group)> = groups.iter().filter(|(_, group)| group.people > 0).collect();
    let counts = vec![groups.iter().map(|(_, group)| group.people).collect::<Vec<u64>>()];
    let shown = suppress(&counts, page.known.least());
    let row = |(at, (head, group)): (usize, &&(String, Group))| {
        let told = |cell: Cell| if shown.has(0, at) { cell } else { Cell::Suppressed };
        let each = Cell::Minutes(group.each().unwrap_or(0));
        vec![Cell::Text(vec![text(head)]), told(Cell::Count(group.people)), told(Cell::Minutes(group.minutes)), told(each)]
    };
    Table {
        caption: caption.to_owned(),
        columns: columns(&[
            ("People", ColumnKind::Text),
            ("How many", ColumnKind::Count),
            ("Hours", ColumnKind::Hours),
            ("Hours for each", ColumnKind::Hours),
        ]),
        rows: groups.iter().enumerate().map(row).collect(),
        // No sum: what a group that is not shown has could be found from it.
        foot: Vec::new(),
    }
}
