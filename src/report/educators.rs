//! Tables of the terminal's view: the educators with their figures, and the year of each who was named. Comes in: a report.
//! Goes out: lines. Apart from the findings, which it does not need but for what a window holds.

use comfy_table::{CellAlignment, ContentArrangement, Table, presets};

use super::strip::strip;
use super::terminal::{View, hours_of};
use crate::finding::{Figure, Finding};
use crate::load::values::duration;
use crate::model::people::EducatorId;
use crate::time::PARTS;
use crate::time::Timing;

impl View<'_, '_> {
    /// The table of educators.
    pub(super) fn educators(&mut self) {
        if self.report.totals().obligations == 0 {
            return;
        }
        self.heading("EDUCATORS");
        let figures = |educator: &EducatorId| &self.report.analysis.figures[educator.0 as usize];
        let timed = self.report.educators.iter().any(|educator| figures(educator).hours.capacity.is_some());
        let mut header = vec!["educator", "obligations", "threads", "reinforce", "conflict", "apart", "together", "freed"];
        header.extend(timed.then_some("there"));
        let mut table = self.table(&header);
        for educator in self.report.educators {
            let figures = figures(educator);
            let numbers =
                [figures.obligations, figures.threads, figures.reinforcing, figures.conflicting].map(|number| number.to_string());
            let hours = [figures.hours.apart, figures.hours.together, figures.hours.freed()].map(hours_of);
            let there = timed.then(|| figures.hours.capacity.map(|parts| hours_of(parts / PARTS)).unwrap_or_default());
            table.add_row(std::iter::once(self.named(*educator)).chain(numbers).chain(hours).chain(there));
        }
        self.draw(table);
        let there = if timed { ", there what the calendar gives for it in the year" } else { "" };
        let hours = "Hours: apart if every obligation were served by itself, together as planned, freed the difference";
        self.wrapped("", &format!("{hours}{there}."));
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
                analysis.findings.iter().find(|finding| finding.kind.code == "hours-over-capacity" && finding.items == [name]);
            if let Some(finding) = told {
                self.work(finding);
            }
        }
    }

    /// What must be done in the weeks that ask too much, largest first.
    fn work(&mut self, finding: &Finding) {
        let figure = |wanted: &str| finding.figures.iter().find(|(key, _)| *key == wanted).map(|(_, figure)| figure);
        let words = |key| if let Some(Figure::Words(words)) = figure(key) { words.as_slice() } else { &[] };
        let numbers = |key| if let Some(Figure::Numbers(numbers)) = figure(key) { numbers.as_slice() } else { &[] };
        let hours = |minutes: i64| if minutes > 0 { duration(minutes as u64) } else { "-".to_owned() };
        self.line("");
        self.wrapped("", &finding.message);
        let mut table = self.table(&["work in these weeks", "asks", "moving frees", "done at once with"]);
        let work = words("work");
        let frees = numbers("moving_frees").iter().zip(numbers("merging_frees")).zip(words("merge_with"));
        for (nth, (minutes, ((moving, merging), with))) in numbers("work_minutes").iter().zip(frees).enumerate() {
            // Of two that go with each other the pair is told once.
            let told = work[..nth].iter().zip(words("merge_with")).any(|(one, other)| one == with && *other == work[nth]);
            let at_once = if with.is_empty() || told { "-".to_owned() } else { format!("{with}: {}", hours(*merging)) };
            table.add_row([work[nth].clone(), hours(*minutes), hours(*moving), at_once]);
        }
        self.draw(table);
        self.wrapped("", "Moving: into other weeks that still have free hours. At once: with what it reinforces, if one session can serve both.");
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
    pub(super) fn draw(&mut self, mut table: Table) {
        table.column_iter_mut().for_each(|column| _ = column.set_padding((0, 1)));
        table.column_iter_mut().skip(1).for_each(|column| column.set_cell_alignment(CellAlignment::Right));
        let drawn: Vec<String> = table.lines().collect();
        for line in drawn {
            self.line(&line);
        }
    }
}
