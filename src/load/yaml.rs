//! YAML text → nodes with places. Comes in: decoded text. Goes out: one tree a record, dropped by the caller
//! when it is decoded, and every fault. Built on parser events, because only they give a place to every value.

use std::borrow::Cow;
use std::collections::BTreeMap;

use saphyr_parser::{Event, Parser, ScalarStyle, ScanError, StrInput};

use super::faults;
use crate::finding::Findings;
use crate::source::{SourceId, Span};

/// How deep collections may be nested.
const MAX_DEPTH: u32 = 64;
/// How many nodes aliases may add, as a multiple of the text's bytes (the ratio of contract and `libyaml`).
const MAX_COPIES: usize = 10;

/// A YAML value and where it stands.
#[derive(Clone, Debug)]
pub struct Node<'t> {
    /// Where.
    pub span: Span,
    /// What.
    pub value: Value<'t>,
}

/// What a node holds.
#[derive(Clone, Debug)]
pub enum Value<'t> {
    /// Nothing: empty, `~` or `null`.
    Null,
    /// Text, whatever it looks like.
    Scalar(Cow<'t, str>),
    /// A sequence.
    List(Vec<Node<'t>>),
    /// A mapping in file order, keys unique.
    Map(Vec<(Node<'t>, Node<'t>)>),
}

impl Node<'_> {
    /// The text of a scalar.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar(text) => Some(text),
            _ => None,
        }
    }

    /// The value of a key, where this is a mapping that has it.
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.entries().iter().find(|(name, _)| name.text() == Some(key)).map(|(_, value)| value)
    }

    /// The entries of a mapping; none of anything else.
    pub fn entries(&self) -> &[(Self, Self)] {
        match &self.value {
            Value::Map(entries) => entries,
            _ => &[],
        }
    }

    /// The elements of a sequence, or the node itself where it is a single value; none of nothing.
    pub fn elements(&self) -> &[Self] {
        match &self.value {
            Value::List(elements) => elements,
            Value::Null => &[],
            _ => std::slice::from_ref(self),
        }
    }

    /// What it is, in plain words.
    pub fn describe(&self) -> &'static str {
        match &self.value {
            Value::Null => "nothing",
            Value::Scalar(_) => "a single value",
            Value::List(_) => "a list",
            Value::Map(_) => "a group of fields",
        }
    }

    fn weight(&self) -> usize {
        let text = self.text().map_or(0, str::len);
        let elements: usize = match &self.value {
            Value::List(elements) => elements.iter().map(Self::weight).sum(),
            Value::Map(entries) => entries.iter().map(|(key, value)| key.weight() + value.weight()).sum(),
            _ => 0,
        };
        1 + text + elements
    }
}

/// Why reading a file stops.
enum Stop {
    Syntax(Span, String),
    TooLarge(Span, String),
}

/// The trees of a file's documents, each handed to `each` and then dropped. With `list`, the elements of a
/// top-level sequence, or of the sequence under the key `list`, are handed over one by one. Stops at the
/// first fault of syntax; what came before it has been handed over. O(bytes).
pub fn read<'t>(source: SourceId, text: &'t str, list: Option<&str>, each: &mut dyn FnMut(Node<'t>)) -> Findings {
    let mut composer = Composer::new(source, text);
    let outcome = composer.refuse_control_characters().and_then(|()| composer.stream(list, each));
    if let Err(stop) = outcome {
        composer.findings.push(match stop {
            Stop::Syntax(span, message) => faults::BAD_SYNTAX.at(span, message),
            Stop::TooLarge(span, message) => faults::TOO_LARGE.at(span, message),
        });
    }
    composer.findings
}

struct Composer<'t> {
    source: SourceId,
    text: &'t str,
    offsets: Offsets<'t>,
    parser: Parser<'t, StrInput<'t>>,
    anchors: BTreeMap<usize, Node<'t>>,
    copied: usize,
    findings: Findings,
}

type Step<T> = Result<T, Stop>;

impl<'t> Composer<'t> {
    fn new(source: SourceId, text: &'t str) -> Self {
        Self {
            source,
            text,
            offsets: Offsets::of(text),
            parser: Parser::new_from_str(text),
            anchors: BTreeMap::new(),
            copied: 0,
            findings: Findings::new(),
        }
    }

    /// YAML forbids raw control characters; the parser lets them through.
    fn refuse_control_characters(&self) -> Step<()> {
        let forbidden = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{85}');
        let Some((at, c)) = self.text.char_indices().find(|(_, c)| forbidden(*c)) else { return Ok(()) };
        let span = Span { source: self.source, start: at as u32, end: (at + c.len_utf8()) as u32 };
        Err(Stop::Syntax(span, format!("an invisible control character (U+{:04X}) stands in the text", c as u32)))
    }

    fn next(&mut self) -> Step<(Event<'t>, Span)> {
        match self.parser.next_event() {
            Some(Ok((event, at))) => {
                let span = self.span(at.start.index(), at.end.index());
                Ok((event, span))
            }
            Some(Err(error)) => Err(self.syntax(&error)),
            None => Ok((Event::StreamEnd, self.span(0, 0))),
        }
    }

    fn span(&mut self, start: usize, end: usize) -> Span {
        Span { source: self.source, start: self.offsets.byte(start), end: self.offsets.byte(end) }
    }

    fn syntax(&mut self, error: &ScanError) -> Stop {
        let at = error.marker().index();
        let mut span = self.span(at, at + 1);
        span.end = span.end.min(self.text.len() as u32).max(span.start);
        if error.info().contains("recursion limit") {
            return Stop::TooLarge(span, format!("lists and groups are nested more than {MAX_DEPTH} deep"));
        }
        let begins_as_json = self.text.trim_start().starts_with(['{', '[']);
        if begins_as_json && error.info().contains("<document start>") {
            return Stop::Syntax(span, SEVERAL.to_owned());
        }
        Stop::Syntax(span, plain_words(error.info()))
    }

    fn stream(&mut self, list: Option<&str>, each: &mut dyn FnMut(Node<'t>)) -> Step<()> {
        loop {
            match self.next()? {
                (Event::StreamEnd, _) => return Ok(()),
                (Event::StreamStart | Event::DocumentEnd | Event::Nothing, _) => {}
                (Event::DocumentStart(_), _) => self.anchors.clear(),
                (Event::SequenceStart(..), _) if list.is_some() => self.elements(each)?,
                (Event::MappingStart(..), span) if list.is_some() => self.wrapper(span, list, each)?,
                (event, span) => each(self.node(event, span, 1)?),
            }
        }
    }

    /// The elements of a sequence whose start was read, one by one.
    fn elements(&mut self, each: &mut dyn FnMut(Node<'t>)) -> Step<()> {
        loop {
            match self.next()? {
                (Event::SequenceEnd, _) => return Ok(()),
                (event, span) => each(self.node(event, span, 2)?),
            }
        }
    }

    /// A top-level mapping whose start was read: a record, or the list under its name.
    fn wrapper(&mut self, start: Span, list: Option<&str>, each: &mut dyn FnMut(Node<'t>)) -> Step<()> {
        let mut fields = Fields::default();
        loop {
            let key = match self.next()? {
                (Event::MappingEnd, end) => {
                    each(fields.into_node(start, end));
                    return Ok(());
                }
                (event, span) => self.node(event, span, 2)?,
            };
            let (event, span) = self.next()?;
            let named = key.text() == list;
            if named && matches!(event, Event::SequenceStart(0, _)) {
                self.elements(each)?;
                return self.beside(start, fields);
            }
            let value = self.node(event, span, 2)?;
            let several = matches!(value.value, Value::List(_) | Value::Map(_));
            // Credits have a field of that name, which may be empty.
            let nothing = matches!(value.value, Value::Null) && fields.entries.is_empty();
            if named && (several || nothing) {
                value.elements().iter().cloned().for_each(each);
                return self.beside(start, fields);
            }
            self.enter(&mut fields, key, value);
        }
    }

    /// Tells of what stands beside a list in its mapping, before and behind it.
    fn beside(&mut self, start: Span, before: Fields<'t>) -> Step<()> {
        let all = self.mapping(start, before, 1)?;
        for (key, _) in all.entries() {
            let message = format!("“{}” stands beside the list and is not read", key.text().unwrap_or("?"));
            self.findings.push(faults::UNKNOWN_FIELD.at(key.span, message));
        }
        Ok(())
    }

    /// The node whose first event was read.
    fn node(&mut self, event: Event<'t>, span: Span, depth: u32) -> Step<Node<'t>> {
        if depth > MAX_DEPTH {
            return Err(Stop::TooLarge(span, format!("lists and groups are nested more than {MAX_DEPTH} deep")));
        }
        let (node, anchor) = match event {
            Event::Scalar(text, style, anchor, _) => (Node { span, value: scalar(text, style) }, anchor),
            Event::SequenceStart(anchor, _) => (self.sequence(span, depth)?, anchor),
            Event::MappingStart(anchor, _) => (self.mapping(span, Fields::default(), depth)?, anchor),
            Event::Alias(anchor) => (self.alias(anchor, span)?, 0),
            _ => (Node { span, value: Value::Null }, 0),
        };
        if anchor > 0 {
            self.anchors.insert(anchor, node.clone());
        }
        Ok(node)
    }

    fn sequence(&mut self, start: Span, depth: u32) -> Step<Node<'t>> {
        let mut elements = Vec::new();
        loop {
            match self.next()? {
                (Event::SequenceEnd, end) => {
                    return Ok(Node { span: Span { end: end.end, ..start }, value: Value::List(elements) });
                }
                (event, span) => elements.push(self.node(event, span, depth + 1)?),
            }
        }
    }

    /// The mapping whose start was read, and the fields of it that were read too.
    fn mapping(&mut self, start: Span, mut fields: Fields<'t>, depth: u32) -> Step<Node<'t>> {
        loop {
            let key = match self.next()? {
                (Event::MappingEnd, end) => return Ok(fields.into_node(start, end)),
                (event, span) => self.node(event, span, depth + 1)?,
            };
            let (event, span) = self.next()?;
            let value = self.node(event, span, depth + 1)?;
            self.enter(&mut fields, key, value);
        }
    }

    fn enter(&mut self, fields: &mut Fields<'t>, key: Node<'t>, value: Node<'t>) {
        let Some(name) = key.text() else {
            self.findings.push(faults::BAD_VALUE.at(key.span, format!("a field's name is a word, not {}", key.describe())));
            return;
        };
        if let Some(earlier) = fields.find(name) {
            let message = format!("the field “{name}” stands twice in one record; the first one is read");
            self.findings.push(faults::BAD_VALUE.at(key.span, message).also(earlier, "read"));
            return;
        }
        fields.entries.push((key, value));
    }

    /// A copy of what the anchor holds, counted, so that copies of copies cannot grow without end.
    fn alias(&mut self, anchor: usize, span: Span) -> Step<Node<'t>> {
        let Some(node) = self.anchors.get(&anchor) else {
            return Err(Stop::Syntax(span, "this alias names an anchor that encloses it".to_owned()));
        };
        self.copied += node.weight();
        if self.copied > MAX_COPIES * self.text.len().max(1000) {
            return Err(Stop::TooLarge(span, "aliases copy far more text than the file holds".to_owned()));
        }
        Ok(Node { span, value: node.value.clone() })
    }
}

/// The fields of a mapping that is being read.
#[derive(Default)]
struct Fields<'t> {
    entries: Vec<(Node<'t>, Node<'t>)>,
    /// The places of the names so far, kept only where there are many.
    places: BTreeMap<String, Span>,
}

impl<'t> Fields<'t> {
    /// From how many fields on their names are kept apart to be found. No record of the contract has more.
    const MANY: usize = 40;

    /// The place of the field of this name.
    fn find(&mut self, name: &str) -> Option<Span> {
        if self.entries.len() < Self::MANY {
            return self.entries.iter().find(|(earlier, _)| earlier.text() == Some(name)).map(|(earlier, _)| earlier.span);
        }
        for (key, _) in &self.entries[self.places.len()..] {
            self.places.insert(key.text().unwrap_or_default().to_owned(), key.span);
        }
        self.places.get(name).copied()
    }

    fn into_node(self, start: Span, end: Span) -> Node<'t> {
        Node { span: Span { end: end.end, ..start }, value: Value::Map(self.entries) }
    }
}

fn scalar(text: Cow<'_, str>, style: ScalarStyle) -> Value<'_> {
    let plain = style == ScalarStyle::Plain;
    if plain && matches!(text.as_ref(), "" | "~" | "null" | "Null" | "NULL") || text.trim().is_empty() {
        return Value::Null;
    }
    Value::Scalar(text)
}

/// What is said of a file that holds one JSON value after another, as some exports write them.
const SEVERAL: &str = "a second JSON value begins here, and a file holds one; put them all into one list: [ {…}, {…} ]";

/// What commonly lies behind the parser's words, and these words.
fn plain_words(info: &str) -> String {
    let hint = match info {
        info if info.contains("mapping values are not allowed") => "a text that holds a colon needs quotes around it",
        info if info.contains("quoted scalar") => "a quotation mark opens here and is not closed in the right place",
        info if info.contains("tab") => "lines are indented with blanks, not with tabs",
        info if info.contains("simple key") || info.contains("':'") => "a field is written `name: value`",
        info if info.contains("did not find expected") => {
            "a bracket, a quotation mark or the indentation is wrong here or just above"
        }
        info if info.contains("anchor") => "an alias such as *name needs an anchor &name before it",
        _ => "something is wrong here or just above",
    };
    format!("the YAML cannot be read from here on: {hint} ({info})")
}

/// Characters → bytes. The parser counts characters; they are the same in ASCII.
struct Offsets<'t> {
    text: &'t str,
    ascii: bool,
    /// The byte offset of every 64th character.
    marks: Vec<u32>,
}

impl<'t> Offsets<'t> {
    const STRIDE: usize = 64;

    fn of(text: &'t str) -> Self {
        let ascii = text.is_ascii();
        let marks = if ascii { Vec::new() } else { text.char_indices().step_by(Self::STRIDE).map(|(at, _)| at as u32).collect() };
        Self { text, ascii, marks }
    }

    fn byte(&self, character: usize) -> u32 {
        if self.ascii {
            return character.min(self.text.len()) as u32;
        }
        let Some(mark) = self.marks.get(character / Self::STRIDE) else { return self.text.len() as u32 };
        let rest = &self.text[*mark as usize..];
        let within = rest.char_indices().nth(character % Self::STRIDE).map_or(rest.len(), |(at, _)| at);
        mark + within as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nodes<'t>(text: &'t str, list: Option<&str>) -> (Vec<Node<'t>>, Vec<(&'static str, u32)>) {
        let mut nodes = Vec::new();
        let findings = read(SourceId(0), text, list, &mut |node| nodes.push(node));
        let told = findings.iter().map(|finding| (finding.kind.code, start(finding))).collect();
        (nodes, told)
    }

    fn start(finding: &crate::finding::Finding) -> u32 {
        match finding.labels[0].at {
            crate::finding::At::Span(span) => span.start,
            _ => panic!("the reader knows its places"),
        }
    }

    #[test]
    fn a_list_file_is_a_sequence_one_record_or_a_mapping_with_its_name() {
        for text in ["- {id: a}\n- {id: b}\n", "goals:\n- {id: a}\n- {id: b}\n", "{id: a}\n---\n{id: b}\n"] {
            let (nodes, told) = nodes(text, Some("goals"));
            let ids: Vec<_> = nodes.iter().filter_map(|node| node.get("id")?.text()).collect();
            assert_eq!((ids, told), (vec!["a", "b"], vec![]), "{text}");
        }
    }

    #[test]
    fn a_list_may_stand_beside_something_else_or_be_an_anchor() {
        for (text, other) in [("note: x\ngoals:\n- {id: a}\n- {id: b}\n", Some(0)), ("&all\n- {id: a}\n- {id: b}\n", None)] {
            let (nodes, told) = nodes(text, Some("goals"));
            let told: Vec<_> = told.into_iter().map(|(code, at)| (code, Some(at))).collect();
            let expected: Vec<_> = other.into_iter().map(|at| ("unknown-field", Some(at))).collect();
            assert_eq!((nodes.len(), told), (2, expected), "{text}");
        }
        assert_eq!(nodes("{id: a, goals: 3}", Some("goals")).0.len(), 1);
    }

    #[test]
    fn a_key_that_stands_twice_is_found_among_many() {
        let many = (0..100).chain([7, 99]).map(|n| format!("k{n}: x")).collect::<Vec<_>>().join("\n");
        let (nodes, told) = nodes(&many, None);
        assert_eq!((nodes[0].entries().len(), told.len()), (100, 2));
    }

    #[test]
    fn a_record_starts_at_its_first_key_also_after_wide_characters_and_crlf() {
        let text = "# é ñ\r\n- id: a\r\n  text: \"ü\"\r\n- id: b\r\n";
        let (nodes, _) = nodes(text, Some("goals"));
        let starts: Vec<_> = nodes.iter().map(|node| &text[node.span.start as usize..][..5]).collect();
        assert_eq!(starts, ["id: a", "id: b"]);
    }

    #[test]
    fn scalars_stay_what_is_written() {
        let (nodes, _) = nodes("{a: no, b: 15:15, c: 1.10, d: 2026-01-01, e: ~, f: 'null'}", None);
        let texts: Vec<_> = nodes[0].entries().iter().map(|(_, value)| value.text()).collect();
        assert_eq!(texts, [Some("no"), Some("15:15"), Some("1.10"), Some("2026-01-01"), None, Some("null")]);
    }

    #[test]
    fn a_key_that_stands_twice_is_told_and_the_first_is_kept() {
        let (nodes, told) = nodes("id: a\nid: b\n", None);
        assert_eq!((nodes[0].get("id").and_then(Node::text), told), (Some("a"), vec![("bad-value", 6)]));
    }

    #[test]
    fn what_stands_before_a_syntax_fault_is_kept() {
        let (nodes, told) = nodes("- {id: a}\n- {id: [}\n", Some("goals"));
        assert_eq!((nodes.len(), told.len(), told[0].0), (1, 1, "bad-syntax"));
    }

    #[test]
    fn hostile_texts_end_in_an_error() {
        assert_eq!(nodes(&"[".repeat(100_000), None).1[0].0, "too-large");
        assert_eq!(nodes(&"- ".repeat(50_000), None).1[0].0, "too-large");
        assert_eq!(nodes("a: \u{1b}[31m", None).1[0].0, "bad-syntax");
        assert_eq!(nodes("a: &a [*a]", None).1[0].0, "bad-syntax");
        let mut bomb = format!("a0: &a0 \"{}\"\n", "x".repeat(10_000));
        bomb += &(1..30).map(|n| format!("a{n}: &a{n} [*a{0}, *a{0}, *a{0}]\n", n - 1)).collect::<Vec<_>>().concat();
        assert_eq!(nodes(&bomb, None).1[0].0, "too-large");
    }
}
