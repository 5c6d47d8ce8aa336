//! Tables of the terminal's view: the educators with their figures, and the year of each who was named. Comes in: a report.
//! Goes out: lines. Apart from the findings, which it does not need but for what a window holds.

use comfy_table::{CellAlignment, ContentArrangement, Table, presets};

use super::strained::work;
use super::strip::strip;
use super::table::{self, Cell};
use super::tables;
use super::terminal::{View, hours_of};
use crate::analysis::rules;
use crate::finding::Finding;
use crate::load::values::{duration, number};
use crate::time::Timing;

impl View<'_, '_> {
    /// The table of educators.
    pub(super) fn educators(&mut self) {
        if self.report.totals().obligations == 0 {
            return;
        }
        self.heading("EDUCATORS");
        let report = self.report;
        // Required and chosen hours stand in the sums above, and a line has 80 columns.
        let educators = tables::educators(report).without(&["required", "chosen"]);
        self.tabulate(&educators);
        self.wrapped("", &educators.caption);
    }

    /// The year of each educator who was named, week by week, and the work in the weeks that ask too much.
    pub(super) fn years(&mut self) {
        if !self.report.look.years {
            return;
        }
        let (district, analysis) = (self.report.district, self.report.analysis);
        let mut timing = Timing::default();
        for educator in self.report.educators {
            analysis.clock.look(district, *educator, &mut timing);
            let Some(weeks) = analysis.clock.weeks(*educator, &timing) else { continue };
            if weeks.iter().all(|week| week.asked == 0 && week.there.is_none()) {
                continue;
            }
            self.heading(&format!("YEAR OF {}, a column a week", self.named(*educator)));
            let (lines, notes) = strip(&weeks, timing.strain.as_ref(), self.report.look.width);
            lines.iter().for_each(|line| self.line(line));
            notes.iter().for_each(|note| self.wrapped("", note));
            let name = district.educator_name(*educator);
            let told =
                analysis.findings.iter().find(|finding| finding.kind == rules::HOURS_OVER_CAPACITY && finding.items == [name]);
            if let Some(finding) = told {
                self.work(finding);
            }
        }
    }

    /// What must be done in the weeks that ask too much, largest first.
    fn work(&mut self, finding: &Finding) {
        let hours = |minutes: u64| if minutes > 0 { duration(minutes) } else { "-".to_owned() };
        self.line("");
        self.wrapped("", &finding.message);
        let mut table = self.table(&["work in these weeks", "asks", "moving frees", "done at once with"]);
        for work in work(finding) {
            let at_once = work.merging.map_or("-".to_owned(), |(with, minutes)| format!("{with}: {}", hours(minutes)));
            table.add_row([work.name.to_owned(), hours(work.minutes), hours(work.moving), at_once]);
        }
        self.draw(table, &[false, true, true, true]);
        self.wrapped("", "Moving: into other weeks that still have free hours. At once: with what it reinforces, if one session can serve both.");
    }

    /// Draws a table of the report.
    fn tabulate(&mut self, of: &table::Table<'_>) {
        let heads: Vec<&str> = of.columns.iter().map(|column| column.head).collect();
        let mut table = self.table(&heads);
        (of.rows)(&mut |row| {
            table.add_row(row.iter().map(shown));
            Ok(())
        })
        .expect("nothing is written yet");
        let is_number: Vec<bool> = of.columns.iter().map(|column| column.kind.is_number()).collect();
        self.draw(table, &is_number);
    }

    pub(super) fn table(&self, header: &[&str]) -> Table {
        let mut table = Table::new();
        table
            .load_style(presets::NOTHING)
            .set_content_arrangement(ContentArrangement::Dynamic)
            .set_width(self.report.look.width as u16);
        table.set_header(header);
        table
    }

    /// Draws a table: words to the left, numbers to the right.
    pub(super) fn draw(&mut self, mut table: Table, is_number: &[bool]) {
        table.column_iter_mut().for_each(|column| _ = column.set_padding((0, 1)));
        for (column, _) in table.column_iter_mut().zip(is_number).filter(|(_, is_number)| **is_number) {
            column.set_cell_alignment(CellAlignment::Right);
        }
        let drawn: Vec<String> = table.lines().collect();
        for line in drawn {
            self.line(&line);
        }
    }
}

/// A cell as a terminal shows it.
fn shown(cell: &Cell<'_>) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => text.clone().into_owned(),
        Cell::Count(count) => count.to_string(),
        Cell::Number(scaled) => number(*scaled),
        Cell::Hours { time, parts } => hours_of(time / parts),
        Cell::Date(day) => day.to_string(),
    }
}
