//! What a manifest fixes for every row of a file: constants and forms of days. Comes in: a text and the field's kind.
//! Goes out: whether it can stand, so that a wrong one is told once at the manifest and not once a row.

use jiff::civil::Date;
use jiff::fmt::strtime;

use super::fields::FieldKind;
use super::nearest::did_you_mean;
use super::values;

/// A day written in a form and read back.
pub(super) fn sample_day(form: &str, sample: &jiff::Zoned) -> Result<Date, jiff::Error> {
    strtime::parse(form, strtime::format(form, sample)?)?.to_date()
}

/// Whether a constant can be the value of a field, or of the part of it behind the dot.
pub(super) fn can_stand(kind: FieldKind, part: Option<&str>, text: &str) -> Result<(), String> {
    match (kind, part) {
        (FieldKind::Date, _) | (FieldKind::Breaks, Some("from" | "until")) | (FieldKind::Days, Some("date")) => {
            values::day(text, None).map(|_| ())
        }
        (FieldKind::Target, Some("by")) => values::day(text, None).map(|_| ()),
        (FieldKind::Target, Some("min" | "max")) => values::decimal(values::percent(text)).map(|_| ()),
        (FieldKind::Hours, _) | (FieldKind::Days, Some("hours")) => values::minutes(text).map(|_| ()),
        (FieldKind::Bool, _) => values::flag(text).map(|_| ()),
        (FieldKind::Number, _) => bounded(text, i64::MAX),
        (FieldKind::Share, _) => bounded(text, values::SCALE),
        (FieldKind::Fte, _) => bounded(text, values::SCALE * 3 / 2),
        (FieldKind::Choice(words), _) if !words.iter().any(|word| text.eq_ignore_ascii_case(word)) => {
            let hint = did_you_mean(text, words.iter().copied());
            Err(format!("{} is none of {}{hint}", values::quote(text), words.join(", ")))
        }
        _ => Ok(()),
    }
}

fn bounded(text: &str, most: i64) -> Result<(), String> {
    let fits = (0..=most).contains(&values::decimal(text)?);
    if fits { Ok(()) } else { Err(format!("{} is a number that this field cannot hold", values::quote(text))) }
}
