//! Which files are read, and how. Comes in: the name of a file. Goes out: its format, by its ending. Apart from the reading, since what
//! writes asks too.

use std::path::Path;

use super::lists::List;

/// A format by its file name's ending.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Yaml,
    Table,
    Calendar,
}

/// The formats that are read, by ending.
const READERS: [(&str, Format); 7] = [
    ("csv", Format::Table),
    ("ics", Format::Calendar),
    ("json", Format::Yaml),
    ("tsv", Format::Table),
    ("txt", Format::Table),
    ("yaml", Format::Yaml),
    ("yml", Format::Yaml),
];

impl Format {
    /// Whether a list can be read from it.
    pub(super) fn fits(self, list: List) -> bool {
        self != Self::Calendar || list == List::Calendar
    }
}

/// Whether a file of this name can be read.
pub fn is_read(path: &Path) -> bool {
    format_of(path).is_some()
}

/// The format that a file's name says, if it is one that is read.
pub(super) fn format_of(path: &Path) -> Option<Format> {
    let ending = path.extension()?.to_str()?.to_ascii_lowercase();
    READERS.iter().find(|(known, _)| *known == ending).map(|(_, format)| *format)
}
