//! Where values end and how deep they stand. Comes in: nodes and their text. Goes out: offsets. The parser's stretches
//! begin with anchors and tags, and end with the blanks, lines and comments behind.

use super::super::{line_end, line_start};
use crate::load::yaml::{Node, Value};

/// A text and the questions to it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Paper<'t>(pub(super) &'t str);

impl<'t> Paper<'t> {
    fn slice(self, node: &Node<'_>) -> &'t str {
        self.0.get(node.span.start as usize..node.span.end as usize).unwrap_or("")
    }

    /// Whether it is a name for something that stands elsewhere.
    pub(super) fn is_alias(self, node: &Node<'_>) -> bool {
        self.slice(node).starts_with('*')
    }

    /// Whether it is a list or mapping in brackets.
    pub(super) fn is_flow(self, node: &Node<'_>) -> bool {
        let (first, bracket) = match &node.value {
            Value::List(elements) => (elements.first(), '['),
            Value::Map(entries) => (entries.first().map(|(key, _)| key), '{'),
            _ => return false,
        };
        // A list without indentation has the stretch of its first element on.
        first.is_none_or(|first| first.span.start > node.span.start) && self.value(node).starts_with(bracket)
    }

    /// The text of a node without anchor and tag.
    pub(super) fn value(self, node: &Node<'_>) -> &'t str {
        let mut slice = self.slice(node).trim_end();
        while slice.starts_with(['&', '!']) {
            slice = slice.find(char::is_whitespace).map_or("", |at| slice[at..].trim_start());
        }
        slice
    }

    /// The stretch of a single value or of brackets, without anchor and tag.
    pub(super) fn stretch(self, node: &Node<'_>) -> (usize, usize) {
        let end = node.span.start as usize + self.slice(node).trim_end().len();
        let value = self.value(node);
        let start = end - value.len();
        let closed = match &node.value {
            _ if self.is_flow(node) => Some(self.bracket_end(node, start)),
            _ => quote_end(value).map(|length| start + length),
        };
        (start, closed.unwrap_or(end))
    }

    /// Where the bracket closes of a list or mapping that opens here: behind its last element, blanks and comments.
    fn bracket_end(self, node: &Node<'_>, start: usize) -> usize {
        let last = match &node.value {
            Value::List(elements) => elements.last().map(|last| self.end(last, None)),
            _ => node.entries().last().map(|(key, value)| self.end(value, Some(key))),
        };
        let mut at = last.map_or(start + 1, |end| end.max(start + 1));
        let bytes = self.0.as_bytes();
        while let Some(byte) = bytes.get(at) {
            match byte {
                b']' | b'}' => return at + 1,
                b'#' => at = line_end(self.0, at),
                _ => at += 1,
            }
        }
        at
    }

    /// Where the content of a value ends; of nothing, where its key ends.
    pub(super) fn end(self, node: &Node<'_>, key: Option<&Node<'_>>) -> usize {
        let last = match &node.value {
            _ if self.is_alias(node) || self.is_flow(node) => None,
            Value::List(elements) => elements.last().map(|last| (last, None)),
            Value::Map(entries) => entries.last().map(|(key, value)| (value, Some(key))),
            _ => None,
        };
        if let Some((last, key)) = last {
            return self.end(last, key);
        }
        let (_, end) = self.stretch(node);
        match (key, &node.value) {
            (Some(key), Value::Null) => end.min(line_end(self.0, key.span.end as usize)).max(key.span.end as usize),
            (None, Value::Null) if node.span.start == node.span.end => self.0[..end].trim_end().len(),
            // The blank lines at the end of such a text are its own.
            (_, Value::Scalar(text)) if text.ends_with("\n\n") => self.kept(node),
            _ => end,
        }
    }

    /// Where the last blank line ends that a text keeps.
    fn kept(self, node: &Node<'_>) -> usize {
        let slice = self.slice(node);
        let blank = slice.trim_end_matches([' ', '\t']);
        let without = blank.strip_suffix("\r\n").or_else(|| blank.strip_suffix(['\n', '\r'])).unwrap_or(blank);
        node.span.start as usize + without.len()
    }

    /// The blanks before the keys of a mapping that is not in brackets.
    pub(super) fn indent(self, map: &Node<'_>) -> String {
        let before = |key: &Node<'_>| {
            let at = key.span.start as usize;
            &self.0[line_start(self.0, at)..at]
        };
        let keys = || map.entries().iter().map(|(key, _)| before(key));
        let alone = keys().find(|before| before.chars().all(|c| c == ' ')).map(str::to_owned);
        alone.unwrap_or_else(|| keys().next().unwrap_or("").chars().map(|_| ' ').collect())
    }

    /// The blanks before the dashes of a list that is not in brackets; `None` where no dash begins its line.
    pub(super) fn dash(self, list: &Node<'_>) -> Option<String> {
        let start = list.span.start as usize;
        let own = self.0[start..].starts_with('-').then_some(start);
        let dash_of = |element: &Node<'_>| {
            let before = self.0[..element.span.start as usize].trim_end();
            before.ends_with('-').then(|| before.len() - 1)
        };
        let dashes = list.elements().iter().filter_map(dash_of).chain(own);
        let indents = dashes.map(|dash| &self.0[line_start(self.0, dash)..dash]);
        indents.filter(|before| before.chars().all(|c| c == ' ')).map(str::to_owned).next()
    }

    /// Whether a value begins its line, so that what follows it in brackets does so, too; then the blanks before it.
    pub(super) fn own_line(self, node: &Node<'_>) -> Option<&'t str> {
        let at = node.span.start as usize;
        let before = &self.0[line_start(self.0, at)..at];
        before.chars().all(|c| matches!(c, ' ' | '\t')).then_some(before)
    }

    /// What follows in the line of an offset, behind blanks.
    pub(super) fn rest_of_line(self, at: usize) -> &'t str {
        self.0[at..line_end(self.0, at)].trim_start_matches([' ', '\t'])
    }

    /// What stands behind the colon of a key.
    pub(super) fn colon(self, key: &Node<'_>) -> Option<usize> {
        let end = key.span.start as usize + self.slice(key).trim_end().len();
        let rest = self.0[end..].trim_start_matches([' ', '\t']);
        rest.starts_with(':').then(|| self.0.len() - rest.len() + 1)
    }

    /// The quotation mark that a value stands in.
    pub(super) fn quote(self, node: &Node<'_>) -> Option<char> {
        self.value(node).chars().next().filter(|c| matches!(c, '"' | '\''))
    }
}

/// How long a value in quotes is that a text begins with.
fn quote_end(text: &str) -> Option<usize> {
    let quote = text.bytes().next().filter(|byte| matches!(byte, b'"' | b'\''))?;
    let bytes = text.as_bytes();
    let mut at = 1;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\\' if quote == b'"' => at += 2,
            _ if *byte != quote => at += 1,
            _ if quote == b'\'' && bytes.get(at + 1) == Some(&quote) => at += 2,
            _ => return Some(at + 1),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quote_ends_where_it_closes() {
        for (text, end) in [("\"a\" # \"", 3), ("'it''s' # '", 7), ("\"a\\\"b\" x", 6), ("''", 2)] {
            assert_eq!(quote_end(text), Some(end), "{text}");
        }
        assert_eq!((quote_end("plain"), quote_end("\"open")), (None, None));
    }
}
