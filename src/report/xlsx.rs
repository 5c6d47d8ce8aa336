//! The tables of a check as a workbook, a sheet each. Comes in: a report. Goes out: the bytes of an `.xlsx` file. Texts are
//! written as texts and marked so, which no spreadsheet program calculates; what does not fit a sheet is refused before
//! anything is written, and a text that does not fit a cell says how much of it is missing.

use std::borrow::Cow;
use std::io::{self, Write};

use rust_xlsxwriter::{Color, DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};

use super::Report;
use super::csv::acts;
use super::table::{Cell, Kind, Table, hours};
use super::tables;
use crate::load::values::SCALE;

/// Rows of a sheet below its head.
const ROWS: usize = 1_048_576 - 1;
/// UTF-16 units of a cell.
const UNITS: usize = 32_767;
/// Room in a cell for saying that it was cut.
const ROOM: usize = 60;

/// Why a report does not fit a workbook, with what to do about it.
pub fn too_large(report: &Report<'_>) -> Option<String> {
    tables::workbook(report).iter().find_map(|table| does_not_fit(table.name, table.length))
}

fn does_not_fit(name: &str, count: usize) -> Option<String> {
    let less = if name == "pairs" { "leave them out with --pairs none, ask" } else { "ask" };
    let why = || {
        format!(
            "{count} {name} do not fit a sheet, which holds {ROWS}; {less} for one school with --school ID, or take --format json"
        )
    };
    (count > ROWS).then(why)
}

/// Writes the workbook.
pub(super) fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(&workbook(report).map_err(io::Error::other)?)
}

fn workbook(report: &Report<'_>) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let day = report.district.as_of;
    // The day of the check and not of the run, so that the same input gives the same bytes.
    let made = ExcelDateTime::from_ymd(day.year() as u16, day.month() as u8, day.day() as u8)?;
    let title = format!("{}, checked for {day}", report.district.title());
    workbook.set_properties(&DocProperties::new().set_title(title).set_creation_datetime(&made));
    let looks = Looks::new();
    for table in tables::workbook(report) {
        fill(workbook.add_worksheet(), &table, &looks)?;
    }
    workbook.save_to_buffer()
}

/// How cells look.
struct Looks {
    head: Format,
    text: Format,
    quoted: Format,
    count: Format,
    number: Format,
    hours: Format,
    date: Format,
}

impl Looks {
    fn new() -> Self {
        let top = || Format::new().set_align(FormatAlign::Top);
        Self {
            head: Format::new().set_bold().set_background_color(Color::RGB(0x00E8_EEF4)),
            text: top().set_text_wrap(),
            quoted: top().set_text_wrap().set_quote_prefix(),
            count: top().set_num_format("0"),
            number: top().set_num_format("0.####"),
            hours: top().set_num_format("0.0#"),
            date: top().set_num_format("yyyy-mm-dd"),
        }
    }
}

fn fill(sheet: &mut Worksheet, table: &Table<'_>, looks: &Looks) -> Result<(), XlsxError> {
    sheet.set_name(table.name)?;
    for (at, column) in table.columns.iter().enumerate() {
        let unit = if column.kind == Kind::Hours { " (h)" } else { "" };
        sheet.write_string_with_format(0, at as u16, format!("{}{unit}", column.head), &looks.head)?;
        sheet.set_column_width(at as u16, f64::from(column.width))?;
    }
    sheet.set_freeze_panes(1, 1)?;
    sheet.set_repeat_rows(0, 0)?;
    sheet.set_landscape();
    sheet.set_print_fit_to_pages(1, 0);
    let last = table.columns.len().saturating_sub(1) as u16;
    sheet.autofilter(0, 0, table.length as u32, last)?;
    let mut row = 0;
    (table.rows)(&mut |cells| {
        row += 1;
        let put = |(at, cell)| put(sheet, (row, at), cell, looks).map_err(io::Error::other);
        (0..).zip(&cells).try_for_each(put)
    })
    .map_err(|error| XlsxError::CustomError(error.to_string()))
}

fn put(sheet: &mut Worksheet, (row, column): (u32, u16), cell: &Cell<'_>, looks: &Looks) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => Ok(()),
        Cell::Text(text) => {
            let look = if acts(text) { &looks.quoted } else { &looks.text };
            sheet.write_string_with_format(row, column, fitting(text), look).map(drop)
        }
        Cell::Count(count) => sheet.write_number_with_format(row, column, *count as f64, &looks.count).map(drop),
        Cell::Number(scaled) => {
            sheet.write_number_with_format(row, column, *scaled as f64 / SCALE as f64, &looks.number).map(drop)
        }
        Cell::Hours { time, parts } => sheet.write_number_with_format(row, column, hours(*time, *parts), &looks.hours).map(drop),
        Cell::Date(day) => {
            let day = ExcelDateTime::from_ymd(day.year() as u16, day.month() as u8, day.day() as u8)?;
            sheet.write_datetime_with_format(row, column, &day, &looks.date).map(drop)
        }
    }
}

/// A text that a cell holds; a longer one is cut behind a whole word and says so.
fn fitting(text: &str) -> Cow<'_, str> {
    if text.len() <= UNITS || text.encode_utf16().count() <= UNITS {
        return text.into();
    }
    let mut units = 0;
    let over = |c: char| {
        units += c.len_utf16();
        units > UNITS - ROOM
    };
    let end = text.find(over).unwrap_or(text.len());
    let kept = text[..end].rsplit_once(' ').map_or(&text[..end], |(kept, _)| kept);
    let left = text[kept.len()..].chars().count();
    format!("{kept} … and {left} letters more than a cell holds").into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_rows_than_a_sheet_holds_are_refused_and_never_cut() {
        assert_eq!(does_not_fit("findings", 1_048_575), None);
        let why = does_not_fit("pairs", 1_048_576).expect("one row too many is too many");
        assert!(why.starts_with("1048576 pairs do not fit") && why.contains("--pairs none"), "{why}");
    }

    #[test]
    fn a_text_longer_than_a_cell_is_cut_and_says_so() {
        let ids = (0..10_000).map(|n| format!("p{n}")).collect::<Vec<_>>().join("; ");
        let cut = fitting(&ids);
        assert!(
            cut.encode_utf16().count() <= UNITS && cut.ends_with("letters more than a cell holds"),
            "{}",
            &cut[cut.len() - 80..]
        );
        let emojis = "🎓".repeat(UNITS);
        assert!(fitting(&emojis).encode_utf16().count() <= UNITS);
        let full = "é".repeat(UNITS);
        assert_eq!(fitting(&full), full);
    }
}
