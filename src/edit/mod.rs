//! Files → the same files with one field changed. Comes in: a text as it was read, and what is to stand in it. Goes out:
//! the few stretches to replace, or why it is left alone. Every other byte stays, comments, quotes and line breaks
//! included, because nothing is written anew. What an edit would leave is read again before it is handed out, and it is
//! refused where that differs from the old text in anything but the field that was meant.

/// Bytes in any encoding that is read.
pub mod encoding;
mod shape;
/// Tables.
pub mod table;
/// YAML and JSON.
pub mod yaml;

/// Why a file is left as it is.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It cannot be read to its end.
    #[error("it cannot be read to its end; plalign check tells where it breaks")]
    Broken,
    /// The record is not where it was.
    #[error("the record is not where it was read")]
    Lost,
    /// A field stands in a form that is not edited.
    #[error("`{field}` is written in a form that plalign does not edit: {form}")]
    Form {
        /// The field.
        field: String,
        /// The form, in words.
        form: &'static str,
    },
    /// A table has no column for a field.
    #[error("it has no column “{0}”; add one, and where `columns` of district.yaml are about this file, name it there")]
    NoColumn(String),
    /// A new column would give a name to cells that stand beyond the header.
    #[error(
        "the row in line {row} has more cells than the header, and a new column “{column}” would take in what stands there; mend \
         that row (a text with the separator in it stands in quotes), then give the same command again"
    )]
    Wide {
        /// Its line, from 1.
        row: usize,
        /// The column.
        column: String,
    },
    /// The result would say something else, too.
    #[error("it is written in a form in which the change would alter more than was meant")]
    Differs,
    /// A character is not in the file's encoding.
    #[error("it is written in {encoding}, which has no “{character}”; save it as UTF-8, or leave the character out")]
    Encoding {
        /// Its name.
        encoding: &'static str,
        /// The first such character.
        character: char,
    },
    /// Its bytes are not those of the encoding it seems to have.
    #[error("its bytes are not clean {0}, so that not every one of them could be kept; save it as UTF-8")]
    Bytes(&'static str),
}

impl Refusal {
    /// Whether only a hand can write it; everything else can be mended in the file, and is then written.
    pub fn needs_a_hand(&self) -> bool {
        matches!(self, Self::Lost | Self::Form { .. } | Self::Differs)
    }
}

/// A stretch of a text, in bytes, and what is to stand in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Splice {
    /// Where it begins.
    pub at: usize,
    /// How long it is; 0 where something is only put in.
    pub len: usize,
    /// What takes its place.
    pub with: String,
}

impl Splice {
    /// Puts something in.
    fn insert(at: usize, with: impl Into<String>) -> Self {
        Self { at, len: 0, with: with.into() }
    }

    /// Puts something in the place of a stretch.
    fn replace((start, end): (usize, usize), with: impl Into<String>) -> Self {
        Self { at: start, len: end - start, with: with.into() }
    }
}

/// The text with the stretches replaced, which do not overlap and ascend.
pub fn applied(text: &str, splices: &[Splice]) -> String {
    let mut result = String::with_capacity(text.len() + splices.iter().map(|splice| splice.with.len()).sum::<usize>());
    let mut from = 0;
    for splice in splices {
        result.push_str(&text[from..splice.at]);
        result.push_str(&splice.with);
        from = splice.at + splice.len;
    }
    result.push_str(&text[from..]);
    result
}

/// The line break that a text uses first; that of Unix where it has none.
fn line_break(text: &str) -> &'static str {
    match text.find(['\r', '\n']) {
        Some(at) if text[at..].starts_with("\r\n") => "\r\n",
        Some(at) if text[at..].starts_with('\r') => "\r",
        _ => "\n",
    }
}

/// Where the line ends in which an offset lies, without its break.
fn line_end(text: &str, at: usize) -> usize {
    text[at..].find(['\r', '\n']).map_or(text.len(), |found| at + found)
}

/// Where the line begins in which an offset lies.
fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind(['\r', '\n']).map_or(0, |found| found + 1)
}

/// Puts lines in behind the line in which an offset lies. The last line of a text gets a break only where it had none.
fn lines_behind(text: &str, at: usize, lines: &[String]) -> Splice {
    let (end, wanted) = (line_end(text, at), line_break(text));
    Splice::insert(end, lines.iter().flat_map(|line| [wanted, line]).collect::<String>())
}

/// Some words with others put in: each takes the place of those with the same key, or stands behind all of them.
fn merged(before: &[&str], words: &[String]) -> Vec<String> {
    let mut merged: Vec<String> = before.iter().map(|word| (*word).to_owned()).collect();
    for word in words {
        let mut is_there = false;
        for old in merged.iter_mut().filter(|old| key_of(old.trim()) == key_of(word)) {
            is_there = true;
            if old.trim() != word {
                old.clone_from(word);
            }
        }
        if !is_there {
            merged.push(word.clone());
        }
    }
    merged
}

/// What a word is about: what stands before its last `@`.
fn key_of(word: &str) -> &str {
    word.rsplit_once('@').map_or(word, |(key, _)| key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_put_in_with_the_breaks_of_the_text() {
        let behind = |text: &str, at| applied(text, &[lines_behind(text, at, &["x".to_owned(), "y".to_owned()])]);
        assert_eq!(behind("a\r\nb\r\n", 0), "a\r\nx\r\ny\r\nb\r\n");
        assert_eq!(behind("a\nb", 2), "a\nb\nx\ny");
        assert_eq!(behind("a\rb\r", 2), "a\rb\rx\ry\r");
    }
}
