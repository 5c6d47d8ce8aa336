//! Columns that plalign never keeps (contract §2): ratings, and what identifies students or opens accounts.
//! Comes in: a column's name. Goes out: whether it is one of these.

use super::faults;
use crate::finding::Finding;
use crate::source::Span;

/// Runs of words that make a column confidential wherever they stand in its name.
const NAMES: &[&[&str]] = &[
    &["rating"],
    &["ratings"],
    &["score"],
    &["scores"],
    &["ssn"],
    &["social", "security"],
    &["password"],
    &["passwords"],
    &["dob"],
    &["birthdate"],
    &["birthday"],
    &["birth", "date"],
    &["date", "of", "birth"],
    &["student", "id"],
    &["student", "ids"],
    &["student", "name"],
    &["student", "names"],
    &["student", "number"],
    &["student", "unique", "id"],
    &["student", "local", "id"],
    &["student", "sourced", "id"],
    &["student", "usi"],
    &["student", "first", "name"],
    &["student", "last", "name"],
    &["pupil", "id"],
    &["pupil", "name"],
    &["studentid"],
    &["studentname"],
];

/// Runs of words that make a column the text of coaching.
const COACHING: &[&[&str]] = &[
    &["coaching", "note"],
    &["coaching", "notes"],
    &["coaching", "log"],
    &["coaching", "comment"],
    &["coaching", "comments"],
    &["coaching", "feedback"],
    &["coaching", "conversation"],
    &["coaching", "reflection"],
    &["coaching", "reflections"],
    &["coach", "note"],
    &["coach", "notes"],
    &["coach", "comment"],
    &["coach", "comments"],
    &["coach", "feedback"],
    &["coachingnotes"],
];

/// Whether a column or field of this name is never kept.
pub(super) fn is(name: &str) -> bool {
    let words = words(name);
    holds(&words, NAMES) || holds(&words, COACHING)
}

fn holds(words: &[String], names: &[&[&str]]) -> bool {
    names.iter().any(|run| words.windows(run.len()).any(|window| window == *run))
}

/// The warning that such a column was seen; of text of coaching a refusal.
pub(super) fn finding(at: Span, name: &str) -> Finding {
    if holds(&words(name), COACHING) {
        let message =
            format!("the field “{name}” holds what is said in coaching, and who evaluates can read this file; it was not read");
        return faults::WALL_BREACH.at(at, message);
    }
    faults::CONFIDENTIAL_FIELD.at(at, format!("the field “{name}” holds what plalign must not keep; it was not read"))
}

/// The words of a name: `StudentLastName`, `student_last_name` and `Student last name` are the same. `SSNLast4` are three.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before = ' ';
    for (at, c) in name.char_indices() {
        let mut behind = name[at..].chars().skip(1).take_while(|c| c.is_lowercase());
        // `IDs` is one word: a plural ends a run of capitals and begins no word.
        let begins_word = match (behind.next(), behind.next()) {
            (Some(next), further) => next != 's' || further.is_some(),
            _ => false,
        };
        let boundary = !c.is_alphanumeric()
            || (c.is_uppercase() && (before.is_lowercase() || before.is_uppercase() && begins_word))
            || (c.is_alphanumeric() && before.is_alphanumeric() && c.is_numeric() != before.is_numeric());
        if boundary && words.last().is_some_and(|word| !word.is_empty()) {
            words.push(String::new());
        }
        if c.is_alphanumeric()
            && let Some(word) = words.last_mut()
        {
            word.extend(c.to_lowercase());
        }
        before = c;
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::lists::LISTS;

    #[test]
    fn no_field_of_a_list_is_confidential() {
        for field in LISTS.iter().flat_map(|spec| spec.fields) {
            assert!(!is(field.field.name()), "{}", field.field.name());
        }
    }

    #[test]
    fn confidential_columns_are_known_in_every_spelling() {
        for name in [
            "Rating",
            "EvaluationElementRatingLevelDescriptor",
            "overall_score",
            "Date of Birth",
            "birthDate",
            "SSN",
            "password",
            "Student Last Name",
            "StudentID",
            "StudentIDs",
            "Rating1",
            "SSNLast4",
            "StudentUniqueId",
            "StudentUSI",
            "studentLocalId",
            "studentSourcedId",
            "Student Number",
        ] {
            assert!(is(name), "{name}");
        }
    }

    #[test]
    fn ordinary_columns_are_not() {
        for name in [
            "focus",
            "Component",
            "scored by",
            "Operating school",
            "students",
            "date",
            "student group",
            "schoolId",
            "userSourcedId",
            "StaffUSI",
            "PDHours2026",
        ] {
            assert!(!is(name), "{name}");
        }
    }
}
