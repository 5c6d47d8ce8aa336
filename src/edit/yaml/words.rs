//! A list of words in a record: some replaced, some added. Comes in: the place of the record, the field, the words. Goes
//! out: splices. Words are told apart by what stands before their last `@`; a word that is there already stays.

use super::Draft;
use super::place::Paper;
use super::write::{like, quoted};
use crate::edit::shape::Shape;
use crate::edit::{Refusal, Splice, line_break, lines_behind, merged};
use crate::load::yaml::{Node, Value};

/// A field and the words that are to stand in it.
type Asked<'w> = (&'w str, &'w [String]);

impl Draft<'_> {
    /// Puts words into a list field of the record that begins at an offset. Where the record has no such field, it is put
    /// behind the first of the fields `behind` that it has.
    pub fn put_words(&mut self, offset: usize, behind: &[&str], (field, words): Asked<'_>) -> Result<(), Refusal> {
        let path = self.find(offset)?;
        let (record, paper) = (self.node(&path), Paper(self.text));
        let entry = record.entries().iter().find(|(key, _)| key.text() == Some(field));
        let before = entry.map_or(Ok(Vec::new()), |(_, value)| texts(value, field))?;
        let after = merged(&before, words);
        let splices = match entry {
            None => vec![new_field(paper, record, behind, (field, &after))?],
            Some(_) if after == before => return Ok(()),
            Some((key, value)) => changed(paper, (key, value), (field, words))?,
        };
        let is_single = entry.is_some_and(|(_, value)| value.text().is_some()) && after.len() == 1;
        let shape = if is_single { Shape::Text(after[0].clone()) } else { Shape::words(after.iter().map(String::as_str)) };
        self.splices.extend(splices);
        self.wanted(&path).ok_or(Refusal::Lost)?.set(field, shape);
        Ok(())
    }
}

fn form(field: &str, form: &'static str) -> Refusal {
    Refusal::Form { field: field.to_owned(), form }
}

/// The words of a list field.
fn texts<'n>(value: &'n Node<'_>, field: &str) -> Result<Vec<&'n str>, Refusal> {
    if matches!(value.value, Value::Map(_)) {
        return Err(form(field, "a group of fields"));
    }
    value.elements().iter().map(|element| element.text().ok_or_else(|| form(field, "a list of more than words"))).collect()
}

/// A field of its own, behind another one.
fn new_field(paper: Paper<'_>, record: &Node<'_>, behind: &[&str], (field, words): Asked<'_>) -> Result<Splice, Refusal> {
    let named = |name: &&str| record.entries().iter().find(|(key, _)| key.text() == Some(name));
    let (key, value) = behind.iter().find_map(named).or(record.entries().last()).ok_or(Refusal::Lost)?;
    let end = paper.end(value, Some(key));
    if !paper.is_flow(record) {
        let line = format!("{}{field}: {}", paper.indent(record), list(words, None));
        return Ok(lines_behind(paper.0, end, &[line]));
    }
    let quote = paper.quote(key);
    let name = if quote == Some('"') { quoted(field) } else { field.to_owned() };
    let new = format!("{name}: {}", list(words, quote));
    let Some(blanks) = paper.own_line(key) else { return Ok(Splice::insert(end, format!(", {new}"))) };
    // The field has a line of its own, and a comment behind it stays in that line.
    let rest = paper.rest_of_line(end);
    let is_alone = rest.strip_prefix(',').is_some_and(|rest| rest.trim_start().is_empty() || rest.trim_start().starts_with('#'));
    Ok(if is_alone {
        lines_behind(paper.0, end, &[format!("{blanks}{new},")])
    } else if rest.starts_with('#') {
        Splice::insert(key.span.start as usize, format!("{new},{}{blanks}", line_break(paper.0)))
    } else {
        Splice::insert(end, format!(",{}{blanks}{new}", line_break(paper.0)))
    })
}

/// A field with words as a hand would write it, outside of everything.
pub fn list_field(field: &str, words: &[String], is_json: bool) -> String {
    let name = if is_json { quoted(field) } else { field.to_owned() };
    format!("{name}: {}", list(words, is_json.then_some('"')))
}

/// Words in brackets, all with the same quotes.
fn list(words: &[String], quote: Option<char>) -> String {
    let words: Vec<String> = words.iter().map(|word| like(word, quote)).collect();
    format!("[{}]", words.join(", "))
}

/// The splices that bring words into a field that is there.
fn changed(paper: Paper<'_>, (key, value): (&Node<'_>, &Node<'_>), (field, words): Asked<'_>) -> Result<Vec<Splice>, Refusal> {
    if paper.is_alias(value) {
        return Err(form(field, "a name for a list that stands elsewhere"));
    }
    let (start, end) = paper.stretch(value);
    match &value.value {
        Value::Null if start < end => Ok(vec![Splice::replace((start, end), list(words, paper.quote(key)))]),
        Value::Null => {
            let colon = paper.colon(key).ok_or_else(|| form(field, "a name without a colon"))?;
            Ok(vec![Splice::insert(colon, format!(" {}", list(words, paper.quote(key))))])
        }
        Value::Scalar(text) => {
            let after = merged(&[text], words);
            let quote = paper.quote(value);
            let with = if after.len() == 1 { like(&after[0], quote) } else { list(&after, quote) };
            Ok(vec![Splice::replace((start, end), with)])
        }
        Value::List(elements) if elements.is_empty() => Ok(vec![Splice::replace((start, end), list(words, paper.quote(key)))]),
        Value::List(elements) => in_list(paper, value, elements, (field, words)),
        Value::Map(_) => Err(form(field, "a group of fields")),
    }
}

/// The splices that bring words into a list with elements.
fn in_list(paper: Paper<'_>, whole: &Node<'_>, elements: &[Node<'_>], (field, asked): Asked<'_>) -> Result<Vec<Splice>, Refusal> {
    let before: Vec<&str> = elements.iter().filter_map(Node::text).collect();
    let after = merged(&before, asked);
    let replaced = elements.iter().zip(&after).filter(|(old, new)| old.text() != Some(new));
    let mut splices: Vec<Splice> =
        replaced.map(|(old, new)| Splice::replace(paper.stretch(old), like(new, paper.quote(old)))).collect();
    let (added, last) = (&after[before.len()..], elements.last().ok_or(Refusal::Lost)?);
    if added.is_empty() {
        return Ok(splices);
    }
    let words: Vec<String> = added.iter().map(|word| like(word, paper.quote(last))).collect();
    let end = paper.end(last, None);
    splices.push(if paper.is_flow(whole) {
        Splice::insert(end, format!(", {}", words.join(", ")))
    } else {
        let dash = paper.dash(whole).ok_or_else(|| form(field, "a list within a line of another"))?;
        lines_behind(paper.0, end, &words.iter().map(|word| format!("{dash}- {word}")).collect::<Vec<_>>())
    });
    // What is replaced and what is put in behind it touch: put together, they stay in their order.
    splices.sort_by_key(|splice| (splice.at, splice.len == 0));
    Ok(splices)
}
