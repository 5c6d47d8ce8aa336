//! YAML and JSON texts with one field more, or one changed. Comes in: a text, the place of a record, what is to stand in
//! it. Goes out: splices that have been tried. Places come from the parser; what lies between them is looked at here.

mod append;
mod place;
mod words;
mod write;

pub use self::words::list_field;

use serde::de::IgnoredAny;

use super::shape::Shape;
use super::{Refusal, Splice, applied};
use crate::load::hides_content;
use crate::load::yaml::{self, Node, Value};
use crate::source::SourceId;

/// A text that is being edited. What is asked of it is about the text as it was opened.
#[derive(Debug)]
pub struct Draft<'t> {
    text: &'t str,
    /// Whether names and values stand in double quotes.
    is_json: bool,
    roots: Vec<Node<'t>>,
    /// How many faults of the form it has already; an edit adds none.
    faults: usize,
    splices: Vec<Splice>,
    /// What the documents are to say.
    wanted: Vec<Shape>,
}

impl<'t> Draft<'t> {
    /// Opens a text that can be read to its end. What is JSON stays so, whatever its name; `is_json` says that it is to be, also
    /// where nothing in it shows. O(bytes).
    pub fn open(text: &'t str, is_json: bool) -> Result<Self, Refusal> {
        let is_json = is_json || text.contains('"') && serde_json::from_str::<IgnoredAny>(text).is_ok();
        let (roots, faults) = read(text)?;
        let wanted = roots.iter().map(Shape::of).collect();
        Ok(Self { text, is_json, roots, faults, splices: Vec::new(), wanted })
    }

    /// The splices, ascending, once the text they make has been read and says what was asked for and nothing else.
    pub fn finish(mut self) -> Result<Vec<Splice>, Refusal> {
        self.splices.sort_by_key(|splice| splice.at);
        if self.splices.windows(2).any(|pair| pair[0].at + pair[0].len > pair[1].at) {
            return Err(Refusal::Differs);
        }
        let result = applied(self.text, &self.splices);
        let (roots, faults) = read(&result).map_err(|_| Refusal::Differs)?;
        let found: Vec<Shape> = roots.iter().map(|root| Shape::of(root).sorted()).collect();
        let wanted: Vec<Shape> = self.wanted.iter().map(Shape::sorted).collect();
        if found == wanted && faults == self.faults { Ok(self.splices) } else { Err(Refusal::Differs) }
    }

    /// The path of the mapping that begins at an offset: the number of its document, then of elements and entries.
    fn find(&self, offset: usize) -> Result<Vec<usize>, Refusal> {
        let found = self.roots.iter().enumerate().find_map(|(nth, root)| {
            let mut path = vec![nth];
            descend(root, offset as u32, &mut path).then_some(path)
        });
        found.ok_or(Refusal::Lost)
    }

    /// What stands at a path that was found in these documents.
    fn node(&self, path: &[usize]) -> &Node<'t> {
        path[1..].iter().fold(&self.roots[path[0]], |node, step| match &node.value {
            Value::List(elements) => &elements[*step],
            Value::Map(entries) => &entries[*step].1,
            _ => node,
        })
    }

    fn wanted(&mut self, path: &[usize]) -> Option<&mut Shape> {
        self.wanted[path[0]].at(&path[1..])
    }
}

/// The documents of a text, and how many faults of the form they have.
fn read(text: &str) -> Result<(Vec<Node<'_>>, usize), Refusal> {
    let mut roots = Vec::new();
    let faults = yaml::read(SourceId(0), text, None, &mut |root| roots.push(root));
    if faults.iter().any(|fault| hides_content(fault.kind)) {
        return Err(Refusal::Broken);
    }
    Ok((roots, faults.len()))
}

/// Goes down to the mapping that begins at an offset; whether there is one.
fn descend(node: &Node<'_>, offset: u32, path: &mut Vec<usize>) -> bool {
    if matches!(node.value, Value::Map(_)) && node.span.start == offset {
        return true;
    }
    let children: Vec<&Node<'_>> = match &node.value {
        Value::List(elements) => elements.iter().collect(),
        Value::Map(entries) => entries.iter().map(|(_, value)| value).collect(),
        _ => return false,
    };
    children.into_iter().enumerate().any(|(nth, child)| {
        path.push(nth);
        let found = descend(child, offset, path);
        if !found {
            path.pop();
        }
        found
    })
}
