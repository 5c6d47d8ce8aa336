//! Excerpts of the source under a finding. Comes in: a span and who may see the line. Goes out: the line with the place
//! underlined. Names, texts of findings and other cells of a table never show: what is not pointed at is blotted out.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use anstream::adapter::strip_str;

use super::Look;
use crate::load::Loaded;
use crate::load::values::clean;
use crate::source::{Position, Span};

/// Stands for every character that is not shown.
const BLOT: char = '·';
/// The longest stretch of a line that is shown before the place.
const LEAD: usize = 40;

/// The line of a place, underlined. Nothing where the place holds a blank in a source that is not open: it may be the text
/// of a finding or a credit, which no output repeats (contract §7).
pub(super) fn draw(loaded: &Loaded, span: Span, look: Look) -> String {
    let source = loaded.sources.get(span.source);
    let at = loaded.sources.position(span);
    if !loaded.is_open(span.source) && loaded.sources.slice(span).contains(char::is_whitespace) {
        return String::new();
    }
    let line: Vec<char> = clean(source.line(at.line)).chars().collect();
    let (from, to) = columns(at, line.len());
    let shown: String = if loaded.is_open(span.source) { line.iter().collect() } else { blotted(&line, from, to) };
    let (shown, from, to) = window(&shown, from, to, look.width.saturating_sub(12).max(20));
    let bytes = |column: usize| shown.char_indices().nth(column).map_or(shown.len(), |(at, _)| at);
    let range = bytes(from)..bytes(to);
    let snippet = Snippet::source(shown.as_str()).line_start(at.line as usize).annotation(AnnotationKind::Primary.span(range));
    let renderer = if look.colour { Renderer::styled() } else { Renderer::plain() };
    let drawn = renderer
        .decor_style(DecorStyle::Ascii)
        .term_width(look.width)
        .render(&[Level::NOTE.no_name().primary_title("").element(snippet)]);
    // The renderer's title and arrow line are dropped: the caller has told message and place in its own words.
    let number = format!("{} |", at.line);
    let lines = drawn.lines().skip_while(|line| !strip_str(line).to_string().trim_start().starts_with(&number)).take(2);
    lines.fold(String::new(), |text, line| text + "    " + line.trim_end() + "\n")
}

/// First and last column to underline, from 0, at least one wide.
fn columns(at: Position, length: usize) -> (usize, usize) {
    let from = (at.column as usize - 1).min(length);
    let to = if at.end_line == at.line { at.end_column as usize - 1 } else { length };
    (from, to.clamp(from, length).max((from + 1).min(length)))
}

/// The line with everything before the place blotted out, but for the field's name in YAML, and nothing behind it.
fn blotted(line: &[char], from: usize, to: usize) -> String {
    let before: String = line[..from].iter().collect();
    let lead = before.trim_start().trim_start_matches("- ").trim_start_matches('{');
    let is_key =
        lead.strip_suffix(": ").is_some_and(|key| !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || c == '_'));
    let blot = |c: &char| if c.is_whitespace() { *c } else { BLOT };
    let start: String = if is_key { before } else { line[..from].iter().map(blot).collect() };
    let rest = (to < line.len()).then_some('…');
    start.chars().chain(line[from..to].iter().copied()).chain(rest).collect()
}

/// A part of a long line around the place, with the columns in it.
fn window(line: &str, from: usize, to: usize, width: usize) -> (String, usize, usize) {
    let length = line.chars().count();
    if length <= width {
        return (line.to_owned(), from, to);
    }
    let start = from.saturating_sub(LEAD.min(width / 2));
    let part: String = line.chars().skip(start).take(width).collect();
    let (mark, shift) = if start > 0 { ("…", 1) } else { ("", 0) };
    let shown: String = mark.chars().chain(part.chars()).chain((start + width < length).then_some('…')).collect();
    let end = shown.chars().count();
    (shown, (from - start + shift).min(end), (to - start + shift).min(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str, from: usize, to: usize) -> String {
        blotted(&text.chars().collect::<Vec<_>>(), from, to)
    }

    #[test]
    fn only_the_cell_that_is_pointed_at_is_shown() {
        assert_eq!(line("p017,R. Alvarez,lincon,x", 16, 22), "······· ········lincon…");
    }

    #[test]
    fn a_yaml_field_keeps_its_name() {
        assert_eq!(line("  - {id: f-1, name: R. Alvarez}", 9, 12), "  - {id: f-1…");
        assert_eq!(line("  - school: lincon # R. Alvarez", 12, 18), "  - school: lincon…");
    }

    #[test]
    fn a_long_line_is_cut_around_the_place() {
        let text = format!("{}x{}", "a".repeat(100), "b".repeat(100));
        let (shown, from, to) = window(&text, 100, 101, 60);
        assert_eq!((shown.chars().nth(from), to - from, shown.chars().count()), (Some('x'), 1, 62));
    }
}
