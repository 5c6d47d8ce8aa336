//! Kinds of fault that reading finds. Comes in: nothing. Goes out: one value a kind, each with its page.

use crate::finding::{Category, Class, Kind, Level, Role};

macro_rules! faults {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $level:ident, $category:ident, $file:literal, $remedy:literal;)*) => {
        $($(#[$doc])* pub static $name: Kind = Kind {
            code: $code,
            level: Level::$level,
            category: Category::$category,
            acts: &[Role::District],
            // Nobody knows what the value that is quoted is about.
            tells: Class::Licence,
            remedy: $remedy,
            page: include_str!(concat!("faults/", $file, ".md")),
        };)*

        /// All kinds of fault of the input's form, sorted by code.
        pub static FAULTS: &[&Kind] = &[$(&$name),*];
    };
}

faults! {
    /// Bytes that are no text in the file's encoding.
    BAD_ENCODING = "bad-encoding", Error, Data, "bad_encoding", "Save the file again as UTF-8.";
    /// YAML, CSV or a calendar that cannot be read, from some place on or in part.
    BAD_SYNTAX = "bad-syntax", Error, Data, "bad_syntax", "Mend the file at this place; what follows it may not have been read.";
    /// A value that its field cannot hold.
    BAD_VALUE = "bad-value", Error, Data, "bad_value", "Correct the value.";
    /// A column that plalign will not read.
    CONFIDENTIAL_FIELD = "confidential-field", Warning, Privacy, "confidential_field", "Leave this column out of the export; plalign has not kept it.";
    /// A confidential list in a file that others may read.
    CONFIDENTIAL_FIELD_EXPOSED = "confidential-field-exposed", Error, Privacy, "confidential_field_exposed", "Mark the file `class: restricted` and keep it where only those who need it can read it.";
    /// A pattern that no file fits.
    EMPTY_MATCH = "empty-match", Warning, Data, "empty_match", "Correct the pattern, or remove it.";
    /// A required field that is not there.
    MISSING_FIELD = "missing-field", Error, Data, "missing_field", "Fill in the field; until then the record is left out.";
    /// Events of a calendar file that have a time of day.
    NOT_A_BREAK = "not-a-break", Warning, Data, "not_a_break", "Write a break as an event of whole days; leave other events out of the file if you like.";
    /// Something larger or deeper than any plan.
    TOO_LARGE = "too-large", Error, Data, "too_large", "Look for a missing quote or bracket before this place, or split the file.";
    /// A setting that would let counts of few people be shown.
    SMALL_CELL = "small-cell", Error, Privacy, "small_cell", "Set it to 5 or more, or leave it out: it is 10 then.";
    /// Text that names a student.
    STUDENT_IDENTIFIER = "student-identifier", Error, Privacy, "student_identifier", "Take it out, and describe the group instead; what is gone from a file may still stand in its history.";
    /// A field that plalign does not know.
    UNKNOWN_FIELD = "unknown-field", Warning, Data, "unknown_field", "Correct the name, or remove the field.";
    /// A rule that plalign does not know.
    UNKNOWN_RULE = "unknown-rule", Warning, Data, "unknown_rule", "Correct the name, or remove the line.";
    /// A file that cannot be read.
    UNREADABLE_FILE = "unreadable-file", Error, Data, "unreadable_file", "Correct the path in district.yaml, or put the file there.";
    /// Text of coaching where those who evaluate can read it.
    WALL_BREACH = "wall-breach", Error, Privacy, "wall_breach", "Take the column out of the file; what is said in coaching stays with the coach and the educator.";
}
