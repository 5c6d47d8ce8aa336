//! The findings as a table of comma-separated values (RFC 4180). Comes in: a report. Goes out: a line of heads and a line for
//! each finding, written as it is made. A text that a spreadsheet program would take for a formula begins with an apostrophe.

use std::io::{self, Write};

use csv::{ByteRecord, Terminator, WriterBuilder};

use super::Report;
use super::table::{Cell, hours};
use super::tables;
use crate::load::values::number;

/// Writes the findings.
pub(super) fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let table = tables::findings(report);
    let mut lines = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(out);
    lines.write_record(table.columns.iter().map(|column| column.head))?;
    let mut line = ByteRecord::new();
    (table.rows)(&mut |row| {
        line.clear();
        row.iter().for_each(|cell| line.push_field(written(cell).as_bytes()));
        Ok(lines.write_byte_record(&line)?)
    })?;
    lines.flush()
}

fn written(cell: &Cell<'_>) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) if acts(text) => format!("'{text}"),
        Cell::Text(text) => text.clone().into_owned(),
        Cell::Count(count) => count.to_string(),
        Cell::Number(scaled) => number(*scaled),
        Cell::Hours { time, parts } => hours(*time, *parts).to_string(),
        Cell::Date(day) => day.to_string(),
    }
}

/// Whether a spreadsheet program would calculate a text: it begins with a sign of a formula, also one of full width, or with
/// what such programs drop in front of one.
pub(super) fn acts(text: &str) -> bool {
    let first = text.trim_start_matches(' ').chars().next();
    first.is_some_and(|first| "=+-@\t\r\n＝＋－＠".contains(first))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn what_looks_like_a_formula_is_text() {
        for evil in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "＝1"] {
            assert_eq!(written(&Cell::text(evil)), format!("'{evil}"));
        }
        for tame in ["a=1", "g-1", "1-1", "'=1", "“=1”"] {
            assert_eq!(written(&Cell::text(tame)), tame);
        }
    }

    #[test]
    fn numbers_are_numbers_also_below_zero() {
        assert_eq!(written(&Cell::Count(-3)), "-3");
        assert_eq!(written(&Cell::Number(125_000)), "12.5");
        assert_eq!(written(&Cell::minutes(90)), "1.5");
        assert_eq!(written(&Cell::Date(date(2027, 6, 30))), "2027-06-30");
        assert_eq!(written(&Cell::Empty), "");
    }
}
