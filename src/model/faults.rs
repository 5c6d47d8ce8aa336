//! Kinds of fault that making sense of entries finds. Comes in: nothing. Goes out: one value a kind, with its page.

use crate::finding::{Category, Class, Kind, Level, Role};

/// A link that names nothing.
pub static DANGLING_REFERENCE: Kind = Kind {
    code: "dangling-reference",
    level: Level::Error,
    category: Category::Data,
    acts: &[Role::District],
    tells: Class::Licence,
    remedy: "Correct the id, or add the record it names.",
    page: include_str!("faults/dangling_reference.md"),
};

/// An id that several records carry.
pub static DUPLICATE_ID: Kind = Kind {
    code: "duplicate-id",
    level: Level::Error,
    category: Category::Data,
    acts: &[Role::District],
    tells: Class::Licence,
    remedy: "Rename one of the records; until then only the first is read.",
    page: include_str!("faults/duplicate_id.md"),
};

/// An activity whose sessions and hours differ.
pub static HOURS_DISAGREE: Kind = Kind {
    code: "hours-disagree",
    level: Level::Warning,
    category: Category::Data,
    acts: &[Role::District],
    tells: Class::Licence,
    remedy: "Correct the one that is wrong, or leave `hours` out: the sessions count.",
    page: include_str!("faults/hours_disagree.md"),
};

/// All kinds of this stage, sorted by code.
pub static FAULTS: &[&Kind] = &[&DANGLING_REFERENCE, &DUPLICATE_ID, &HOURS_DISAGREE];
