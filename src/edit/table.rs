//! Tables with one cell changed, or a row more. Comes in: a text, the place of a record, what is to stand in a column.
//! Goes out: splices that have been tried. A column that is not there is put in behind the others, and only the rows that
//! have something in it get longer: rows may be shorter than their header.

use std::collections::BTreeMap;

use csv::{ReaderBuilder, StringRecord};

use super::{Refusal, Splice, applied, line_break, merged};
use crate::load::entry::split;
use crate::load::scan::{Found, delimiter_of, line_breaks, scan};

/// A table that is being edited. What is asked of it is about the text as it was opened.
#[derive(Debug)]
pub struct Draft<'t> {
    text: &'t str,
    delimiter: u8,
    names: Vec<String>,
    /// Where the header ends.
    header: usize,
    /// How many cells the longest row has, up to its last one with something in it.
    widest: usize,
    /// Where each record begins, the header's first.
    starts: Vec<usize>,
    /// How many rows without text stand before the header.
    blank: usize,
    splices: Vec<Splice>,
    /// Cells that are to change, by row and column.
    wanted: BTreeMap<(usize, usize), String>,
    /// Rows that are to stand behind all others.
    further: Vec<Vec<String>>,
}

impl<'t> Draft<'t> {
    /// Opens a text whose quotes are whole. Where it has no header it gets this one with its first row. O(bytes).
    pub fn open(text: &'t str, header: &[&str]) -> Result<Self, Refusal> {
        let (delimiter, start) = delimiter_of(text);
        let mut draft = Self {
            text,
            delimiter,
            names: Vec::new(),
            header: text.len(),
            widest: 0,
            starts: Vec::new(),
            blank: 0,
            splices: Vec::new(),
            wanted: BTreeMap::new(),
            further: Vec::new(),
        };
        let mut at = start + line_breaks(&text[start..]);
        while at < text.len() {
            let (cells, end) = scan(text, at, delimiter).map_err(|_| Refusal::Broken)?;
            if draft.names.is_empty() {
                let names: Vec<String> = cells.iter().map(|cell| draft.read(cell).trim().to_owned()).collect();
                if names.iter().all(String::is_empty) {
                    draft.blank += 1;
                } else {
                    (draft.names, draft.header) = (names, end);
                }
            }
            let last = cells.iter().rposition(|cell| !text[cell.inner.0..cell.inner.1].trim().is_empty());
            draft.widest = draft.widest.max(last.map_or(0, |last| last + 1));
            draft.starts.push(at);
            at = end + line_breaks(&text[end..]);
        }
        if draft.names.is_empty() {
            draft.delimiter = b',';
            draft.names = header.iter().map(|name| (*name).to_owned()).collect();
            draft.further.push(draft.names.clone());
        }
        Ok(draft)
    }

    /// What a cell says.
    fn read(&self, cell: &Found) -> String {
        let inner = &self.text[cell.inner.0..cell.inner.1];
        if cell.inner == cell.outer { inner.to_owned() } else { inner.replace("\"\"", "\"") }
    }

    /// Puts words into the list cell of a column, in the record that begins at an offset.
    pub fn put_words(&mut self, offset: usize, column: &str, words: &[String]) -> Result<(), Refusal> {
        let row = self.starts.binary_search(&offset).map_err(|_| Refusal::Lost)?;
        let (cells, _) = scan(self.text, offset, self.delimiter).map_err(|_| Refusal::Broken)?;
        let at = self.column(column)?;
        let said = if let Some(cell) = cells.get(at) {
            self.put_into(cell, words)
        } else {
            let end = cells.last().map_or(offset, |cell| cell.outer.1);
            let between = char::from(self.delimiter).to_string().repeat(at + 1 - cells.len());
            let said = words.join(&self.separator("").to_string());
            self.splices.push(Splice::insert(end, between + &said));
            Some(said)
        };
        if let Some(said) = said {
            self.wanted.insert((row, at), said);
        }
        Ok(())
    }

    /// The number of a column, which is put in where it is not there.
    fn column(&mut self, column: &str) -> Result<usize, Refusal> {
        if let Some(at) = self.names.iter().position(|name| name == column) {
            return Ok(at);
        }
        // Cells behind the last column belong to none; under a new one they would begin to say something.
        if self.widest > self.names.len() {
            let form = "some rows have more cells than the header, and the new column would take these in";
            return Err(Refusal::Form { field: column.to_owned(), form });
        }
        let name = format!("{}{}", char::from(self.delimiter), self.cell(column));
        self.splices.push(Splice::insert(self.header, name));
        self.wanted.insert((self.blank, self.names.len()), column.to_owned());
        self.names.push(column.to_owned());
        Ok(self.names.len() - 1)
    }

    /// Puts words into a cell that is there. What it is to say, where that is something else.
    fn put_into(&mut self, cell: &Found, words: &[String]) -> Option<String> {
        let inner = &self.text[cell.inner.0..cell.inner.1];
        let before: Vec<&str> = split(inner).collect();
        let after = merged(&before, words);
        let place = |word: &str| {
            let start = cell.inner.0 + (word.as_ptr() as usize - inner.as_ptr() as usize);
            (start, start + word.len())
        };
        let mut splices = Vec::new();
        for (old, new) in before.iter().zip(&after).filter(|(old, new)| old != new) {
            splices.push(Splice::replace(place(old), new.as_str()));
        }
        let separator = self.separator(inner);
        let added = after[before.len()..].join(&separator.to_string());
        if !added.is_empty() {
            let (at, first) = before.last().map_or((cell.inner.0, String::new()), |last| (place(last).1, separator.to_string()));
            splices.push(Splice::insert(at, first + &added));
        }
        if splices.is_empty() {
            return None;
        }
        // What the cell says is worked out apart from the text, so that the comparison at the end compares two things.
        let said =
            applied(inner, &splices.iter().map(|one| Splice { at: one.at - cell.inner.0, ..one.clone() }).collect::<Vec<_>>());
        self.splices.extend(splices);
        Some(if cell.inner == cell.outer { said } else { said.replace("\"\"", "\"") })
    }

    /// What stands between words of a cell: what does already, else a semicolon unless that ends the cell.
    fn separator(&self, cell: &str) -> char {
        let used = cell.chars().find(|c| matches!(c, ';' | '|'));
        used.unwrap_or(if self.delimiter == b';' { '|' } else { ';' })
    }

    /// Adds a row with these cells by the names of their columns.
    pub fn append(&mut self, cells: &[(&str, String)]) -> Result<(), Refusal> {
        let mut row = vec![String::new(); self.names.len()];
        for (column, value) in cells {
            let at = self.names.iter().position(|name| name == column);
            row[at.ok_or_else(|| Refusal::NoColumn((*column).to_owned()))?].clone_from(value);
        }
        self.further.push(row);
        Ok(())
    }

    /// A cell as it is written.
    fn cell(&self, text: &str) -> String {
        let edges = text.starts_with(char::is_whitespace) || text.ends_with(char::is_whitespace);
        let holds = text.contains(['"', '\r', '\n', char::from(self.delimiter)]);
        if edges || holds { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_owned() }
    }

    /// The splices, ascending, once the table they make has been read and says what was asked for and nothing else.
    pub fn finish(mut self) -> Result<Vec<Splice>, Refusal> {
        self.put_rows();
        self.splices.sort_by_key(|splice| (splice.at, splice.len == 0));
        if self.splices.windows(2).any(|pair| pair[0].at + pair[0].len > pair[1].at) {
            return Err(Refusal::Differs);
        }
        let result = applied(self.text, &self.splices);
        if self.is_as_wanted(&result) { Ok(self.splices) } else { Err(Refusal::Differs) }
    }

    fn put_rows(&mut self) {
        let delimiter = char::from(self.delimiter).to_string();
        let row = |cells: &Vec<String>| cells.iter().map(|cell| self.cell(cell)).collect::<Vec<_>>().join(&delimiter);
        let rows: Vec<String> = self.further.iter().map(row).collect();
        if rows.is_empty() {
            return;
        }
        let (text, line_break) = (self.text, line_break(self.text));
        let is_open = !text.is_empty() && !text.ends_with(['\n', '\r']);
        let joined = rows.join(line_break);
        let with = if is_open { format!("{line_break}{joined}") } else { format!("{joined}{line_break}") };
        self.splices.push(Splice::insert(text.len(), with));
    }

    /// Whether a table says what this one is to say: row by row, cell by cell.
    fn is_as_wanted(&self, result: &str) -> bool {
        let (mut old, mut new) = (self.reader(self.text), self.reader(result));
        let (mut was, mut is) = (StringRecord::new(), StringRecord::new());
        for row in 0..self.starts.len() {
            if !matches!((old.read_record(&mut was), new.read_record(&mut is)), (Ok(true), Ok(true))) {
                return false;
            }
            let changes = self.wanted.range((row, 0)..(row + 1, 0)).map(|((_, column), text)| (*column, text.as_str()));
            if !is_row(&was, &is, &changes.collect()) {
                return false;
            }
        }
        let further = self.further.iter().all(|row| matches!(new.read_record(&mut is), Ok(true)) && is.iter().eq(row));
        further && matches!((old.read_record(&mut was), new.read_record(&mut is)), (Ok(false), Ok(false)))
    }

    fn reader<'r>(&self, text: &'r str) -> csv::Reader<&'r [u8]> {
        let (_, start) = delimiter_of(text);
        let body = &text.as_bytes()[start..];
        ReaderBuilder::new().has_headers(false).flexible(true).delimiter(self.delimiter).from_reader(body)
    }
}

/// Whether a row is the old one with some cells changed. Cells that it lacks are empty.
fn is_row(was: &StringRecord, is: &StringRecord, changes: &BTreeMap<usize, &str>) -> bool {
    if changes.is_empty() {
        return was == is;
    }
    let width = was.len().max(is.len());
    (0..width).all(|at| {
        let found = is.get(at).unwrap_or("");
        match changes.get(&at) {
            Some(wanted) => found.trim() == wanted.trim(),
            None => found == was.get(at).unwrap_or(""),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn put(text: &str, record: &str, words: &[&str]) -> Result<String, Refusal> {
        let mut draft = Draft::open(text, &[])?;
        let offset = text.find(record).expect("the record stands in the text");
        draft.put_words(offset, "reviewed", &words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>())?;
        draft.finish().map(|splices| applied(text, &splices))
    }

    #[test]
    fn a_cell_changes_and_nothing_else() {
        for (text, wanted) in [
            ("id,reviewed,x\na,,1\nb,s@1,2\n", "id,reviewed,x\na,s@2,1\nb,s@1,2\n"),
            ("id;reviewed\r\na;\"s@1\"\r\n", "id;reviewed\r\na;\"s@2\"\r\n"),
            ("id,reviewed\na,d@3; s@1\n", "id,reviewed\na,d@3; s@2\n"),
            ("id,reviewed\na,\"d@3|e@4\"", "id,reviewed\na,\"d@3|e@4|s@2\""),
            ("sep=;\nid;x;reviewed\na;\"q;\"\"r\"\n\nb;\n", "sep=;\nid;x;reviewed\na;\"q;\"\"r\";s@2\n\nb;\n"),
            ("id\tx\na\n", "id\tx\treviewed\na\t\ts@2\n"),
            ("id,text\na,\"one\ntwo\"\nb,z\n", "id,text,reviewed\na,\"one\ntwo\",s@2\nb,z\n"),
        ] {
            assert_eq!(put(text, "a", &["s@2"]).as_deref(), Ok(wanted), "{text}");
        }
        assert_eq!(put("id,reviewed\na,s@2\n", "a", &["s@2"]).as_deref(), Ok("id,reviewed\na,s@2\n"));
    }

    #[test]
    fn a_new_column_takes_in_no_cell_that_belongs_to_none() {
        for text in ["id,x\na,1\nb,2,junk\n", "id,x\na,1,junk\n", "sep=;\nid;x\na\nb;2;;other\n"] {
            let refused = matches!(put(text, "a", &["s@2"]), Err(Refusal::Form { field, .. }) if field == "reviewed");
            assert!(refused, "{text}");
        }
        // Empty cells say nothing under any name, and a column that is there has taken in what stands in it.
        assert_eq!(put("id,x\na,1,\nb,2,,\n", "a", &["s@2"]).as_deref(), Ok("id,x,reviewed\na,1,s@2\nb,2,,\n"));
        assert_eq!(put("id,reviewed\na\nb,,junk\n", "a", &["s@2"]).as_deref(), Ok("id,reviewed\na,s@2\nb,,junk\n"));
    }

    #[test]
    fn a_row_is_put_behind_the_others() {
        let appended = |text: &str| {
            let mut draft = Draft::open(text, &["finding", "reason"])?;
            draft.append(&[("finding", "r:1".to_owned()), ("reason", "so, \"well\"".to_owned())])?;
            draft.finish().map(|splices| applied(text, &splices))
        };
        assert_eq!(appended("").as_deref(), Ok("finding,reason\nr:1,\"so, \"\"well\"\"\"\n"));
        assert_eq!(appended("reason;x;finding\r\n").as_deref(), Ok("reason;x;finding\r\n\"so, \"\"well\"\"\";;r:1\r\n"));
        assert_eq!(appended("reason|finding\na|b").as_deref(), Ok("reason|finding\na|b\n\"so, \"\"well\"\"\"|r:1"));
        assert_eq!(appended("finding,why\n"), Err(Refusal::NoColumn("reason".to_owned())));
        assert_eq!(appended("finding,reason\n\"a,b\n"), Err(Refusal::Broken));
    }

    #[test]
    fn a_record_that_is_not_there_is_not_written() {
        let mut draft = Draft::open("id\na\n", &[]).expect("it is a table");
        assert_eq!(draft.put_words(4, "reviewed", &["s@1".to_owned()]), Err(Refusal::Lost));
    }
}
