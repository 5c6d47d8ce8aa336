//! How confidential something is. Comes in: nothing. Goes out: the classes, most open first. Beside the findings, since each
//! rule says of its own what they tell; who may see a class is for the report to say.

/// How confidential something is, most open first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// Goals of schools and the district.
    Public,
    /// Teams, their goals, activities, the roster.
    Staff,
    /// Individual goals, what was chosen, hours.
    Plan,
    /// Goals marked private, and corrective plans.
    Private,
    /// Findings of an evaluation.
    Evaluative,
    /// Licences, and what rests on all of these.
    Licence,
}
