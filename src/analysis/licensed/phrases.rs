//! Parts of a pack in words that findings and the page of the pack share: layers, different things, choices. Comes in: a part.
//! Goes out: a phrase. Apart, so that both say the same.

use crate::load::pack::EntryField;
use crate::load::values::number;

/// `a, b or c`.
pub fn or<T: AsRef<str>>(words: &[T]) -> String {
    let words: Vec<&str> = words.iter().map(AsRef::as_ref).collect();
    match words.as_slice() {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}

/// Whose goals are meant where nobody is spoken to.
pub const THE: &str = "the";

/// Where goals come from, and whose: `of your team or of your school`, `of the team or of the school`.
pub fn layers<T: AsRef<str>>(words: &[T], whose: &str) -> String {
    let layer = |word: &T| match word.as_ref() {
        "individual" if whose == THE => "of the educator's own".to_owned(),
        "individual" => format!("of {whose} own"),
        "evaluation" => format!("from {whose} evaluation"),
        "licence" => format!("for {whose} license"),
        group => format!("of {whose} {group}"),
    };
    or(&words.iter().map(layer).collect::<Vec<_>>())
}

/// What differs where entries must differ.
pub fn different(field: EntryField) -> &'static str {
    match field {
        EntryField::Id => "entry",
        EntryField::Activity => "activity",
        EntryField::Kind => "kind of activity",
        EntryField::Topic => "topic",
        EntryField::Tag => "category",
    }
}

/// So many different things, counted in ten-thousandths: `2 different kinds of activity`.
pub fn different_of(count: i64, field: EntryField) -> String {
    let what = different(field);
    match (number(count).as_str(), field) {
        ("1", _) => format!("1 {what}"),
        (count, EntryField::Id) => format!("{count} entries"),
        (count, EntryField::Activity) => format!("{count} different activities"),
        (count, EntryField::Kind) => format!("{count} different kinds of activity"),
        (count, EntryField::Topic) => format!("{count} different topics"),
        (count, EntryField::Tag) => format!("{count} different categories"),
    }
}
