//! A record more in a list, and an entry more in a mapping. Comes in: the list's name, the fields. Goes out: splices. A
//! list of lines gets lines, a list in brackets another bracket.

use super::Draft;
use super::place::Paper;
use super::write::{in_brackets, plain, quoted};
use crate::edit::shape::Shape;
use crate::edit::{Refusal, Splice, line_break, lines_behind};
use crate::load::yaml::{Node, Value};

/// Names and values of a record, in their order.
type Fields<'f> = [(&'f str, String)];

impl Draft<'_> {
    /// Adds a record to a list: to the last document of a file of it, or to the list under its name in the manifest.
    pub fn append(&mut self, list: &str, fields: &Fields<'_>) -> Result<(), Refusal> {
        let (paper, record) = (Paper(self.text), Shape::record(fields));
        let Some((nth, root)) = self.roots.iter().enumerate().next_back() else {
            let all = if self.is_json { vec![format!("[{}]", self.bracketed(fields))] } else { lines(fields, "") };
            self.splices.push(at_the_end(paper, &all));
            self.wanted.push(Shape::List(vec![record]));
            return Ok(());
        };
        let under_its_name = root.entries().iter().position(|(key, _)| key.text() == Some(list));
        let (path, entry) = match (&root.value, under_its_name) {
            (Value::List(_), _) => (vec![nth], None),
            (Value::Map(entries), Some(at)) => (vec![nth, at], Some(&entries[at])),
            // The file holds one record alone: a further document holds the next.
            (Value::Map(_), None) => {
                let document: Vec<String> = std::iter::once("---".to_owned()).chain(lines(fields, "")).collect();
                self.splices.push(at_the_end(paper, &document));
                self.wanted.push(Shape::List(vec![record]));
                return Ok(());
            }
            _ => return Err(Refusal::Form { field: list.to_owned(), form: "a single value" }),
        };
        let splice = match (&self.node(&path).value, entry) {
            _ if paper.is_alias(self.node(&path)) => Err("a name for a list that stands elsewhere"),
            (Value::List(_), _) => self.in_list(self.node(&path), fields),
            (Value::Null, Some((key, value))) => Ok(self.in_nothing(root, (key, value), fields)),
            _ => Err("a group of fields; put a dash before it"),
        };
        self.splices.push(splice.map_err(|form| Refusal::Form { field: list.to_owned(), form })?);
        match self.wanted(&path).ok_or(Refusal::Lost)? {
            Shape::List(records) => records.push(record),
            nothing => *nothing = Shape::List(vec![record]),
        }
        Ok(())
    }

    /// Adds an entry to a mapping of the manifest, which is put behind everything else where it is not there.
    pub fn enter(&mut self, mapping: &str, (name, value): (&str, &str)) -> Result<(), Refusal> {
        let paper = Paper(self.text);
        let root = self.roots.first().filter(|root| matches!(root.value, Value::Map(_))).ok_or(Refusal::Lost)?;
        let form = |form| Refusal::Form { field: mapping.to_owned(), form };
        let entry = root.entries().iter().find(|(key, _)| key.text() == Some(mapping));
        let line = |indent: &str| format!("{indent}{name}: {}", plain(value));
        let in_flow = || format!("{}: {}", self.name(name), self.value(value));
        let splice = match entry {
            None if paper.is_flow(root) => {
                let (key, last) = root.entries().last().ok_or(Refusal::Lost)?;
                Splice::insert(paper.end(last, Some(key)), format!(", {}: {{{}}}", self.name(mapping), in_flow()))
            }
            None => {
                let indent = paper.indent(root);
                lines_behind(paper.0, paper.end(root, None), &[format!("{indent}{mapping}:"), line(&format!("{indent}  "))])
            }
            Some((_, value)) if paper.is_alias(value) => return Err(form("a name for fields that stand elsewhere")),
            Some((key, value)) => match &value.value {
                Value::Null => {
                    let lines = [line(&format!("{}  ", paper.indent(root)))];
                    self.beneath(root, (key, value), &lines, format!("{{{}}}", in_flow()))
                }
                Value::Map(entries) => match entries.last() {
                    Some((key, last)) if paper.is_flow(value) => {
                        Splice::insert(paper.end(last, Some(key)), format!(", {}", in_flow()))
                    }
                    Some((key, last)) => lines_behind(paper.0, paper.end(last, Some(key)), &[line(&paper.indent(value))]),
                    None => Splice::replace(paper.stretch(value), format!("{{{}}}", in_flow())),
                },
                _ => return Err(form("not a group of fields")),
            },
        };
        self.splices.push(splice);
        let entered = (name, Shape::Text(value.to_owned()));
        let root = self.wanted(&[0]).ok_or(Refusal::Lost)?;
        root.enter(mapping, entered);
        Ok(())
    }

    /// A record in a list, behind the others.
    fn in_list(&self, records: &Node<'_>, fields: &Fields<'_>) -> Result<Splice, &'static str> {
        let paper = Paper(self.text);
        let record = self.bracketed(fields);
        match records.elements().last() {
            None => Ok(Splice::insert(paper.stretch(records).0 + 1, record)),
            Some(last) if paper.is_flow(records) => {
                let between = paper.own_line(last).map_or(" ".to_owned(), |blanks| line_break(paper.0).to_owned() + blanks);
                Ok(Splice::insert(paper.end(last, None), format!(",{between}{record}")))
            }
            Some(last) => {
                let dash = paper.dash(records).ok_or("a list within a line of another")?;
                Ok(lines_behind(paper.0, paper.end(last, None), &lines(fields, &dash)))
            }
        }
    }

    /// A first record under a name with nothing behind it.
    fn in_nothing(&self, root: &Node<'_>, entry: (&Node<'_>, &Node<'_>), fields: &Fields<'_>) -> Splice {
        let indent = format!("{}  ", Paper(self.text).indent(root));
        self.beneath(root, entry, &lines(fields, &indent), format!("[{}]", self.bracketed(fields)))
    }

    /// What takes the place of nothing: lines beneath its name, or brackets where something stands for it.
    fn beneath(&self, root: &Node<'_>, (key, value): (&Node<'_>, &Node<'_>), lines: &[String], brackets: String) -> Splice {
        let paper = Paper(self.text);
        let (start, end) = paper.stretch(value);
        match paper.colon(key) {
            _ if start < end => Splice::replace((start, end), brackets),
            Some(colon) if paper.is_flow(root) => Splice::insert(colon, format!(" {brackets}")),
            _ => lines_behind(paper.0, key.span.end as usize, lines),
        }
    }

    /// A record in brackets.
    fn bracketed(&self, fields: &Fields<'_>) -> String {
        let fields: Vec<String> =
            fields.iter().map(|(name, value)| format!("{}: {}", self.name(name), self.value(value))).collect();
        format!("{{{}}}", fields.join(", "))
    }

    fn name(&self, name: &str) -> String {
        if self.is_json { quoted(name) } else { name.to_owned() }
    }

    fn value(&self, value: &str) -> String {
        if self.is_json { quoted(value) } else { in_brackets(value) }
    }
}

/// A record in lines, the dash behind so many blanks.
fn lines(fields: &Fields<'_>, dash: &str) -> Vec<String> {
    let before = std::iter::once("- ").chain(std::iter::repeat("  "));
    fields.iter().zip(before).map(|((name, value), before)| format!("{dash}{before}{name}: {}", plain(value))).collect()
}

/// Lines behind everything else.
fn at_the_end(paper: Paper<'_>, lines: &[String]) -> Splice {
    let (text, line_break) = (paper.0, line_break(paper.0));
    let joined = lines.join(line_break);
    let is_open = !text.is_empty() && !text.ends_with(['\n', '\r']);
    Splice::insert(text.len(), if is_open { format!("{line_break}{joined}") } else { format!("{joined}{line_break}") })
}
