//! Which files are read, and how. Comes in: the name of a file. Goes out: its format, by its ending. Apart from the reading,
//! since what writes asks too.

use std::path::Path;

use super::lists::List;

/// A format by its file name's ending.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Yaml,
    Table,
    Calendar,
}

/// The formats that are read, by ending, and whether that ending is proposed to people.
const READERS: [(&str, Format, bool); 7] = [
    ("yaml", Format::Yaml, true),
    ("yml", Format::Yaml, false),
    ("csv", Format::Table, true),
    ("tsv", Format::Table, true),
    ("txt", Format::Table, false),
    ("json", Format::Yaml, true),
    ("ics", Format::Calendar, true),
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
    READERS.iter().find(|(known, ..)| *known == ending).map(|(_, format, _)| *format)
}

/// The endings that are proposed, in words.
pub(super) fn proposed() -> String {
    let endings = |of_calendars: bool| {
        let fits = |format: Format| (format == Format::Calendar) == of_calendars;
        let proposed = READERS.iter().filter(|(_, format, is_proposed)| *is_proposed && fits(*format));
        proposed.map(|(ending, ..)| format!(".{ending}")).collect::<Vec<_>>().join(", ")
    };
    format!("{} and, for breaks, {}", endings(false), endings(true))
}
