//! Rows and columns, said once for terminal, Markdown, HTML and sheets. Comes in: what a report knows. Goes out: a caption,
//! columns that say what their cells hold, and rows that are made one by one, so that a table of millions needs no memory.
//! Apart, because a figure is one column here and no work in any format.

use std::borrow::Cow;
use std::io;

use jiff::civil::Date;

/// What the cells of a column hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Ids, words, sentences.
    Text,
    /// Whole numbers.
    Count,
    /// Numbers with up to four decimals.
    Number,
    /// A time, shown in hours.
    Hours,
    /// Days.
    Date,
}

impl Kind {
    /// Whether cells stand at the right edge of their column, as numbers do.
    pub fn is_number(self) -> bool {
        matches!(self, Self::Count | Self::Number | Self::Hours)
    }
}

/// A column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its head: one word, the same in every format.
    pub head: &'static str,
    /// What its cells hold.
    pub kind: Kind,
    /// Letters that most of its cells take, for programs that do not measure.
    pub width: u16,
}

impl Column {
    /// A column of this head, kind and width in letters.
    pub const fn of(head: &'static str, kind: Kind, width: u16) -> Self {
        Self { head, kind, width }
    }
}

/// A cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell<'a> {
    /// Nothing is known or nothing applies.
    Empty,
    /// Text, perhaps of the input: a format escapes it.
    Text(Cow<'a, str>),
    /// A whole number.
    Count(i64),
    /// A number in ten-thousandths.
    Number(i64),
    /// A time in parts of a minute, so that it is rounded once, by the format.
    Hours {
        /// How many parts.
        time: u64,
        /// How many of them make a minute.
        parts: u64,
    },
    /// A day.
    Date(Date),
}

impl<'a> Cell<'a> {
    /// A cell of text; empty text is an empty cell.
    pub fn text(text: impl Into<Cow<'a, str>>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }

    /// A cell of a whole number.
    pub fn count(number: impl Into<i64>) -> Self {
        Self::Count(number.into())
    }

    /// A cell of minutes.
    pub fn minutes(minutes: u64) -> Self {
        Self::Hours { time: minutes, parts: 1 }
    }
}

/// Hours with two decimals, rounded half up, of a time that is counted in so many parts of a minute.
pub fn hours(time: u64, parts: u64) -> f64 {
    let hour = u128::from(60 * parts);
    ((u128::from(time) * 100 + hour / 2) / hour) as f64 / 100.0
}

/// A row: as many cells as the table has columns.
pub type Row<'a> = Vec<Cell<'a>>;

/// Makes a row after the other and gives each to a format, until all are made or the format fails.
pub type Rows<'a> = Box<dyn Fn(&mut dyn FnMut(Row<'a>) -> io::Result<()>) -> io::Result<()> + 'a>;

/// A table.
pub struct Table<'a> {
    /// One word that says what a row is, in the plural.
    pub name: &'static str,
    /// A sentence on what the table shows.
    pub caption: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// How many rows there are.
    pub length: usize,
    /// Its rows.
    pub rows: Rows<'a>,
}

impl std::fmt::Debug for Table<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Table").field("name", &self.name).field("length", &self.length).finish_non_exhaustive()
    }
}

impl<'a> Table<'a> {
    /// The same table without the columns that do not fit a place.
    #[must_use]
    pub fn without(self, heads: &[&str]) -> Self {
        let keep: Vec<bool> = self.columns.iter().map(|column| !heads.contains(&column.head)).collect();
        let kept = self.columns.iter().zip(&keep).filter_map(|(column, keep)| keep.then_some(*column)).collect();
        let rows = self.rows;
        let fewer: Rows<'a> = Box::new(move |take| {
            rows(&mut |row| take(row.into_iter().zip(&keep).filter_map(|(cell, keep)| keep.then_some(cell)).collect()))
        });
        Self { columns: kept, rows: fewer, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minutes_are_rounded_half_up_to_hundredths_of_an_hour() {
        assert_eq!([60, 90, 20, 1, 0].map(|minutes| hours(minutes, 1).to_string()), ["1", "1.5", "0.33", "0.02", "0"]);
        assert_eq!(hours(15_000, 10_000).to_string(), "0.03", "a minute and a half");
    }

    #[test]
    fn a_column_that_is_left_out_takes_its_cells_along() {
        let columns = ["a", "b", "c"].map(|head| Column::of(head, Kind::Count, 8)).to_vec();
        let rows: Rows<'_> =
            Box::new(|take| (0..2).try_for_each(|row| take((0..3).map(|at| Cell::Count(row * 10 + at)).collect())));
        let table = Table { name: "x", caption: String::new(), columns, length: 2, rows }.without(&["b"]);
        let mut told = Vec::new();
        (table.rows)(&mut |row| {
            told.push(row);
            Ok(())
        })
        .expect("nothing fails");
        assert_eq!(table.columns.iter().map(|column| column.head).collect::<Vec<_>>(), ["a", "c"]);
        assert_eq!(told, [vec![Cell::Count(0), Cell::Count(2)], vec![Cell::Count(10), Cell::Count(12)]]);
    }
}
