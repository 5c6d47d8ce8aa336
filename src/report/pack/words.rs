//! Parts of a pack in words: selections, guards, times, layers. Comes in: a part. Goes out: a phrase that fits behind another.
//! What is to be typed somewhere stands in quotes as it is to be typed.

use crate::analysis::licensed::phrases::{layers, or};
use crate::load::pack::{Guard, Provider, Selector, SelectorField, ShareOf, Span, Test};
use crate::load::values::{SCALE, number};

/// ` of kind “course” tagged “content”`, or nothing.
pub(super) fn of_what(of: &Selector) -> String {
    let fields = of.fields.iter().map(|(field, values)| field_words(*field, values));
    let not = of.not.as_ref().map(|not| format!("not{}", of_what(not)));
    let last = of.last_years.map(|years| format!("from the last {}", years_of(years)));
    let all: Vec<String> = fields.chain(not).chain(last).collect();
    if all.is_empty() { String::new() } else { format!(" {}", all.join(" ")) }
}

fn field_words(field: SelectorField, values: &[String]) -> String {
    let words = or(&values.iter().map(|value| format!("“{value}”")).collect::<Vec<_>>());
    match field {
        SelectorField::Kind => format!("of kind {words}"),
        SelectorField::Tag => format!("tagged {words}"),
        SelectorField::Topic => format!("on the topic {words}"),
        SelectorField::Level => format!("at level {words}"),
        SelectorField::Has => format!("with {words}"),
        SelectorField::Provider if Provider::is_approval(values) => "from an approved provider".to_owned(),
        SelectorField::Provider => format!("from {words}"),
        SelectorField::Serves => format!("serving a goal {}", layers(values, "your")),
    }
}

/// A quarter of a year is three months.
fn years_of(scaled: i64) -> String {
    let months = scaled * 12 / SCALE;
    if scaled % SCALE == 0 { format!("{} years", number(scaled)) } else { format!("{months} months") }
}

/// A selection with its time: ` a year tagged “x”`, ` tagged “x”, once in your career`.
pub(super) fn of_in(span: Span, of: &str) -> String {
    match span {
        Span::Cycle => of.to_owned(),
        Span::Year => format!(" a year{of}"),
        Span::Semester => format!(" a semester{of}"),
        Span::Week => format!(" a week{of}"),
        Span::Day => format!(" a day{of}"),
        Span::Licence => format!("{of}, for each further license"),
        Span::Career => format!("{of}, once in your career"),
    }
}

/// Of what a share is.
pub(super) fn base_of(base: ShareOf) -> &'static str {
    match base {
        ShareOf::Required => "of the required total",
        ShareOf::Earned => "of what was earned",
    }
}

/// `if you answer “grade” with k5`, or nothing where it is for everybody.
pub(super) fn when(guard: &Guard) -> String {
    let tests: Vec<String> = guard.0.iter().map(|(key, test)| condition(key, test)).collect();
    let all = tests.join(" and ");
    if all.is_empty() { all } else { format!("if {}", all.replace(" and you answer ", " and ")) }
}

fn condition(key: &str, test: &Test) -> String {
    let range = range(test);
    match (key, test) {
        ("expiry", Test::OneOf(years)) => format!("the license expires in {}", or(years)),
        ("issued", Test::OneOf(years)) => format!("the license was issued in {}", or(years)),
        ("expiry", _) => format!("the license expires {range}"),
        ("issued", _) => format!("the license was issued {range}"),
        (_, Test::OneOf(words)) => {
            let words: Vec<&str> = words.iter().map(|word| plain(word)).collect();
            format!("you answer “{key}” with {}", or(&words))
        }
        (_, Test::Days(..)) => format!("your answer to “{key}” lies {range}"),
        (_, Test::Between(..)) => format!("your answer to “{key}” is {range}"),
    }
}

fn range(test: &Test) -> String {
    let (from, until, low, high) = match test {
        Test::Between(least, most) => (least.map(number), most.map(number), "or more", "or less"),
        Test::Days(from, until) => (from.map(|day| day.to_string()), until.map(|day| day.to_string()), "or later", "or earlier"),
        Test::OneOf(words) => return or(words),
    };
    match (from, until) {
        (Some(from), Some(until)) => format!("from {from} to {until}"),
        (Some(from), None) => format!("{from} {low}"),
        (None, Some(until)) => format!("{until} {high}"),
        (None, None) => "anything".to_owned(),
    }
}

fn plain(word: &str) -> &str {
    match word {
        "true" => "yes",
        "false" => "no",
        other => other,
    }
}

/// `80%`.
pub(super) fn percent(scaled: i64) -> String {
    format!("{}%", number(scaled * 100))
}
