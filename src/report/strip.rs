//! The year of one educator as a strip: a column a week, hours asked under hours there. Comes in: her weeks, and the weeks
//! that ask too much. Goes out: lines of text that can be read without colour.

use crate::load::values::{MONTHS, duration};
use crate::time::Strain;
use crate::time::spread::WeekLine;

/// Eighths of a full column, from none to full.
const BLOCKS: [char; 9] = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
/// Columns before the weeks.
const LEAD: usize = 8;

/// The lines of a strip, and what is to be said of it in words; years that are wider than the screen take several lines.
pub(super) fn strip(weeks: &[WeekLine], strain: Option<&Strain>, width: usize) -> (Vec<String>, Vec<String>) {
    let full = full_column(weeks);
    let mut lines = Vec::new();
    for part in weeks.chunks(width.saturating_sub(LEAD).max(1)) {
        lines.push(row("", &months(part)));
        if part.iter().any(|week| week.there.is_some()) {
            let there = |week: &WeekLine| if week.off { OFF } else { block(week.there.unwrap_or(0), full) };
            lines.push(row("there", &part.iter().map(there).collect::<String>()));
        }
        lines.push(row("asked", &part.iter().map(|week| block(week.asked, full)).collect::<String>()));
        let marks: String = part.iter().map(|week| mark(week, strain)).collect();
        if marks.contains([PROVEN, FULL]) {
            lines.push(row("over", &marks));
        }
    }
    let dot = if lines.iter().any(|line| line.contains(OFF)) { "; a dot is a week without school" } else { "" };
    let mut notes = vec![format!("A full column is {} or more in a week{dot}.", duration(full))];
    let marked = |sign: char| lines.iter().any(|line| line.starts_with("over") && line.contains(sign));
    if marked(PROVEN) {
        notes.push(format!("{PROVEN} marks weeks that together ask too much."));
    }
    if marked(FULL) {
        notes.push(format!("{FULL} marks other full weeks; what has no sessions may be done before or after them."));
    }
    notes.extend(most(weeks));
    (lines, notes)
}

/// A week without school.
const OFF: char = '·';
/// Marks the weeks of the window that is proved to ask too much.
const PROVEN: char = '^';
/// Marks other weeks that ask more than they hold.
const FULL: char = '!';

fn mark(week: &WeekLine, strain: Option<&Strain>) -> char {
    let window = strain.filter(|strain| strain.is_over).map(|strain| strain.weeks);
    if window.is_some_and(|(first, last)| first <= week.week && week.week <= last) {
        PROVEN
    } else if week.there.is_some_and(|there| week.asked > there) {
        FULL
    } else {
        ' '
    }
}

/// Minutes of a full column: twice what an ordinary week holds, so that a few days with many hours do not flatten all others;
/// less where no week reaches it.
fn full_column(weeks: &[WeekLine]) -> u64 {
    let most = weeks.iter().flat_map(|week| [week.asked, week.there.unwrap_or(0)]).max().unwrap_or(0);
    let mut there: Vec<u64> = weeks.iter().filter_map(|week| week.there).filter(|there| *there > 0).collect();
    there.sort_unstable();
    there.get(there.len() / 2).map_or(most, |ordinary| most.min(2 * ordinary))
}

fn row(name: &str, columns: &str) -> String {
    format!("{name:<LEAD$}{columns}").trim_end().to_owned()
}

/// How full a column is; whatever is more than nothing shows.
fn block(minutes: u64, full: u64) -> char {
    let eighths = (minutes * 8).div_ceil(full.max(1)).min(8);
    BLOCKS[eighths as usize]
}

/// The names of the months over the weeks in which they begin; a month too short for its name has none.
fn months(weeks: &[WeekLine]) -> String {
    // A week belongs to the month of its Thursday, as in ISO 8601 it belongs to the year of it.
    let month = |week: &WeekLine| week.week.monday().plus(3).date().month() as usize;
    let mut line = String::new();
    for of_month in weeks.chunk_by(|a, b| month(a) == month(b)) {
        let name = if of_month.len() > NAME { &MONTHS[month(&of_month[0]) - 1][..NAME] } else { "" };
        line.push_str(name);
        line.extend(std::iter::repeat_n(' ', of_month.len() - name.len()));
    }
    line
}

/// Letters of a month's name.
const NAME: usize = 3;

/// The week that asks most, in words.
fn most(weeks: &[WeekLine]) -> Option<String> {
    let week = weeks.iter().rev().max_by_key(|week| week.asked).filter(|week| week.asked > 0)?;
    let there = week.there.map(|there| format!(" of the {} there", duration(there))).unwrap_or_default();
    Some(format!("The week that asks most begins on {}: {}{there}.", week.week.monday().date(), duration(week.asked)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::calendar::{Day, Week};
    use jiff::civil::Date;

    fn weeks(first: Date, hours: &[(u64, u64)]) -> Vec<WeekLine> {
        let Week(first) = Day::of(first).week();
        let line = |(asked, there): &(u64, u64), week| WeekLine {
            week: Week(week),
            asked: asked * 60,
            there: Some(there * 60),
            off: *there == 0,
        };
        hours.iter().zip(first..).map(|(hours, week)| line(hours, week)).collect()
    }

    #[test]
    fn a_strip_shows_months_hours_and_the_weeks_that_ask_too_much() {
        let weeks = weeks(jiff::civil::date(2026, 8, 17), &[(0, 2), (1, 2), (4, 2), (4, 2), (0, 0), (2, 2)]);
        let strain =
            Strain { is_over: true, weeks: (weeks[2].week, weeks[3].week), asked: 480, there: 240, room: 0, work: Vec::new() };
        let (lines, notes) = strip(&weeks, Some(&strain), 80);
        assert_eq!(
            lines,
            ["          Sep", "there   ▄▄▄▄·▄", "asked    ▂██ ▄", "over      ^^"].map(str::to_owned),
            "August has two weeks here, too few for its name"
        );
        assert!(notes[2].contains("begins on 2026-08-31: 4 h of the 2 h there"), "{notes:?}");
    }

    #[test]
    fn weeks_that_ask_more_than_they_hold_are_marked_also_outside_the_window() {
        let (lines, notes) = strip(&weeks(jiff::civil::date(2026, 8, 17), &[(1, 2), (3, 2)]), None, 80);
        assert_eq!(lines.last().map(String::as_str), Some("over     !"));
        assert!(notes[1].starts_with('!'), "{notes:?}");
    }

    #[test]
    fn a_year_that_is_too_wide_is_broken() {
        let weeks = weeks(jiff::civil::date(2026, 8, 17), &[(1, 2); 30]);
        let (lines, _) = strip(&weeks, None, 28);
        assert_eq!(lines.iter().filter(|line| line.starts_with("asked")).count(), 2);
        assert!(lines.iter().take(6).all(|line| line.chars().count() <= 28));
    }
}
