//! Text and places: what was read, and where in it something stands. Comes in: the decoded text of each
//! file. Goes out: lines and columns, made only when something is printed. Apart, because every stage
//! carries places and none should carry lines.

use std::sync::OnceLock;

/// One file that was read, by its number in [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(pub u32);

/// Where a record begins: its source and the offset of its first byte in the decoded text (8 bytes).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The file.
    pub source: SourceId,
    /// Bytes from the start of the decoded text.
    pub offset: u32,
}

/// A stretch of one source, in bytes of the decoded text; the end is exclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file.
    pub source: SourceId,
    /// First byte.
    pub start: u32,
    /// The byte after the last one.
    pub end: u32,
}

impl Place {
    /// The stretch from here that is `len` bytes long.
    pub fn span(self, len: u32) -> Span {
        Span { source: self.source, start: self.offset, end: self.offset + len }
    }
}

impl Span {
    /// Where the stretch begins.
    pub fn place(self) -> Place {
        Place { source: self.source, offset: self.start }
    }
}

/// Lines and columns of a [`Span`]: 1-based, columns in characters, the end exclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line of the first character.
    pub line: u32,
    /// Column of the first character.
    pub column: u32,
    /// Line of the end.
    pub end_line: u32,
    /// Column after the last character.
    pub end_column: u32,
}

/// A file as plalign holds it: its path as printed and its text in UTF-8 without a byte-order mark.
#[derive(Debug)]
pub struct Source {
    path: String,
    text: String,
    lines: OnceLock<Vec<u32>>,
    /// How many characters begin before every [`Source::STRIDE`]th byte; made only where a line is long.
    characters: OnceLock<Vec<u32>>,
}

impl Source {
    /// The path as it is printed: relative to the working folder, with `/`.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The decoded text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Offsets at which the lines begin, found once on first use in O(bytes).
    fn lines(&self) -> &[u32] {
        self.lines.get_or_init(|| {
            let bytes = self.text.as_bytes();
            let mut starts = vec![0];
            for (at, byte) in bytes.iter().enumerate() {
                let lone_return = *byte == b'\r' && bytes.get(at + 1) != Some(&b'\n');
                if *byte == b'\n' || lone_return {
                    starts.push(at as u32 + 1);
                }
            }
            starts
        })
    }

    fn line_and_column(&self, offset: u32) -> (u32, u32) {
        let lines = self.lines();
        let line = lines.partition_point(|start| *start <= offset);
        let start = lines[line - 1] as usize;
        let end = floor_boundary(&self.text, offset as usize).max(start);
        let before = if end - start > Self::STRIDE {
            self.characters_before(end) - self.characters_before(start)
        } else {
            begun(&self.text.as_bytes()[start..end])
        };
        (line as u32, before + 1)
    }

    const STRIDE: usize = 1024;

    /// How many characters begin before an offset. O(1) after the first call, which is O(bytes).
    fn characters_before(&self, offset: usize) -> u32 {
        let bytes = self.text.as_bytes();
        let counts = self.characters.get_or_init(|| {
            let sum = |sum: &mut u32, part: &[u8]| Some(std::mem::replace(sum, *sum + begun(part)));
            bytes.chunks(Self::STRIDE).chain([&[][..]]).scan(0, sum).collect()
        });
        let stride = (offset / Self::STRIDE).min(counts.len() - 1);
        counts[stride] + begun(&bytes[stride * Self::STRIDE..offset])
    }

    /// The text of a line (1-based) without its line break.
    pub fn line(&self, line: u32) -> &str {
        let lines = self.lines();
        let start = lines[line as usize - 1] as usize;
        let end = lines.get(line as usize).map_or(self.text.len(), |next| *next as usize);
        self.text[start..end].trim_end_matches(['\r', '\n'])
    }
}

/// How many characters begin in these bytes.
fn begun(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count() as u32
}

/// The last character boundary at or before `offset`.
fn floor_boundary(text: &str, offset: usize) -> usize {
    let mut at = offset.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Everything that was read, in reading order.
#[derive(Debug, Default)]
pub struct Sources {
    list: Vec<Source>,
}

impl Sources {
    /// Keeps a text and gives it its number.
    pub fn add(&mut self, path: impl Into<String>, text: String) -> SourceId {
        self.list.push(Source { path: path.into(), text, lines: OnceLock::new(), characters: OnceLock::new() });
        SourceId(self.list.len() as u32 - 1)
    }

    /// Where each source stands in the order of their paths; a path that was read twice stands in one place.
    pub fn by_path(&self) -> Vec<u32> {
        let mut paths: Vec<&str> = self.list.iter().map(Source::path).collect();
        paths.sort_unstable();
        paths.dedup();
        self.list.iter().map(|source| paths.partition_point(|path| *path < source.path()) as u32).collect()
    }

    /// The source of this number.
    pub fn get(&self, id: SourceId) -> &Source {
        &self.list[id.0 as usize]
    }

    /// The text that a span covers; empty where the span lies outside the text.
    pub fn slice(&self, span: Span) -> &str {
        let text = self.get(span.source).text();
        text.get(span.start as usize..span.end as usize).unwrap_or("")
    }

    /// Lines and columns of a span. O(log lines) after the first call of a source.
    pub fn position(&self, span: Span) -> Position {
        let source = self.get(span.source);
        let (line, column) = source.line_and_column(span.start);
        let (end_line, end_column) = source.line_and_column(span.end.max(span.start));
        Position { line, column, end_line, end_column }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn position(text: &str, start: u32, end: u32) -> (u32, u32, u32, u32) {
        let mut sources = Sources::default();
        let source = sources.add("a.yaml", text.to_owned());
        let at = sources.position(Span { source, start, end });
        (at.line, at.column, at.end_line, at.end_column)
    }

    #[test]
    fn columns_count_characters_not_bytes() {
        assert_eq!(position("é: ñandú\n", 4, 11), (1, 4, 1, 9));
    }

    #[test]
    fn columns_of_a_long_line_are_the_same() {
        for length in [1023, 1024, 1025, 4096, 5000] {
            let text = format!("x\n{}", "aé".repeat(length));
            assert_eq!(position(&text, 2, text.len() as u32), (2, 1, 2, length as u32 * 2 + 1), "{length}");
        }
    }

    #[test]
    fn lines_end_at_every_kind_of_break() {
        assert_eq!(position("a\r\nb\rc\nd", 7, 8), (4, 1, 4, 2));
        assert_eq!(position("a\r\nb", 3, 4), (2, 1, 2, 2));
    }

    #[test]
    fn a_span_past_the_end_is_the_end() {
        assert_eq!(position("ab", 2, 9), (1, 3, 1, 3));
    }
}
