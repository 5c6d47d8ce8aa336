//! A document → a page for a browser. Comes in: a document and what surrounds it. Goes out: one file that holds all it needs,
//! so that it opens from any folder, can be sent as it is, and asks nothing of any network. Nothing here knows the district.

/// Pictures of numbers.
mod chart;

use std::sync::LazyLock;

use askama::Template;
use askama::filters::HtmlSafe;
use base64::prelude::{BASE64_STANDARD, Engine as _};
use sha2::{Digest, Sha256};

use self::chart::{Drawing, Weeks};
use super::document::{
    Block, Cell, Chart, ColumnKind, Document, Fact, FilePlace, FindingCard, PageKind, PagePath, Section, Span, Table, Target,
    ThreadCard, day_in_words, hours,
};

/// What surrounds a page.
#[derive(Clone, Copy, Debug, Default)]
pub struct Frame<'a> {
    /// The first page of its folder, where it is another one.
    pub start: Option<&'a Document>,
}

/// Renders a page. Each value is escaped by its template; the page allows no style and no script but its own.
pub fn render(document: &Document, frame: &Frame<'_>) -> String {
    let page = Page { document, frame, style: &STYLE, script: &SCRIPT, version: env!("CARGO_PKG_VERSION") };
    allowed(page.render().expect("a string takes all, and no value of a template can fail"))
}

/// A page without the characters that HTML does not allow, which templates let through: a sign stands for each.
fn allowed(page: String) -> String {
    let is_odd = |c: char| c.is_control() && !matches!(c, '\n' | '\t') || is_noncharacter(c);
    if page.contains(is_odd) { page.replace("\r\n", "\n").replace(is_odd, "\u{FFFD}") } else { page }
}

/// Whether a code point is kept for programs and is no character.
fn is_noncharacter(c: char) -> bool {
    let code = u32::from(c);
    (0xFDD0..=0xFDEF).contains(&code) || code & 0xFFFE == 0xFFFE
}

static STYLE: LazyLock<Inline> = LazyLock::new(|| Inline::of(include_str!("style.css")));
static SCRIPT: LazyLock<Inline> = LazyLock::new(|| Inline::of(include_str!("script.js")));

/// Text of ours that stands in every page.
#[derive(Debug)]
struct Inline {
    text: String,
    /// How the page's policy names it, so that no other is run.
    source: String,
}

impl Inline {
    /// Without comments that stand on lines of their own and without indentation, which every page would carry.
    fn of(source: &str) -> Self {
        let mut in_comment = false;
        let mut text = String::with_capacity(source.len());
        for line in source.lines().map(str::trim) {
            let comment = in_comment || line.starts_with("/*") || line.starts_with("//");
            in_comment = (in_comment || line.starts_with("/*")) && !line.ends_with("*/");
            if !comment && !line.is_empty() {
                text.push_str(line);
                text.push('\n');
            }
        }
        let source = source_of(&text);
        Self { text, source }
    }
}

/// How the policy of a page names a style or a script that may stand in it.
fn source_of(text: &str) -> String {
    format!("'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(text)))
}

/// The styles of a page: its own, and those of its pictures, which are drawn for files of their own as well.
fn allowed_styles(document: &Document, own: &Inline) -> String {
    let mut allowed = vec![own.source.clone()];
    let blocks = document.sections.iter().flat_map(|section| &section.blocks);
    for block in blocks {
        if let Block::Picture(picture) = block
            && let Some((style, _)) = picture.svg.split_once("<style>").and_then(|(_, rest)| rest.split_once("</style>"))
        {
            allowed.push(source_of(style));
        }
    }
    allowed.dedup();
    allowed.join(" ")
}

#[derive(Template)]
#[template(path = "page.html")]
struct Page<'a> {
    document: &'a Document,
    frame: &'a Frame<'a>,
    style: &'a Inline,
    script: &'a Inline,
    version: &'static str,
}

/// The ending of files of this format.
pub const ENDING: &str = "html";
/// The longest fact that is set as a figure, in characters.
const FIGURE: usize = 18;
/// Tables of so many rows and more can be filtered.
const MANY: usize = 8;

/// An id for the block of a section that stands at this place.
fn id(section: &Section, nth: usize) -> String {
    format!("{}-{nth}", section.id)
}

/// An id for the table of a card in a group of a block of a section.
fn card_id(section: &Section, nth: usize, group: usize, card: usize) -> String {
    format!("{}-{group}-{card}", id(section, nth))
}

/// The longest id that is kept on one line, in characters.
const WHOLE: usize = 28;

/// Whether an id is so long that it may be broken.
fn is_long(id: &str) -> bool {
    id.chars().count() > WHOLE
}

/// The rank of the headings of cards: below a heading of the third rank where the section has one.
fn rank(section: &Section) -> u8 {
    if section.blocks.iter().any(|block| matches!(block, Block::Heading(_))) { 4 } else { 3 }
}

/// Whether facts are figures, which are set large: all of them are short.
fn are_figures(facts: &[Fact]) -> bool {
    facts.iter().all(|fact| fact.is.iter().map(width).sum::<usize>() <= FIGURE)
}

/// How wide a stretch of a line is, in characters.
fn width(span: &Span) -> usize {
    let text = match span {
        Span::Text(text) | Span::Strong(text) | Span::Said(text) | Span::Id(text) | Span::Link { text, .. } => text,
        Span::Place(place) => &place.words(),
    };
    text.chars().count()
}

/// How a column is set: numbers to the right, one below the other.
fn set(table: &Table, column: usize) -> &'static str {
    match table.columns.get(column).map(|column| column.kind) {
        None | Some(ColumnKind::Text) => "words",
        Some(ColumnKind::Date) => "date",
        Some(ColumnKind::Count | ColumnKind::Number | ColumnKind::Hours | ColumnKind::Share | ColumnKind::Money) => "number",
    }
}

/// The word by which the style knows a sort of page.
fn kind(kind: PageKind) -> &'static str {
    match kind {
        PageKind::Index => "index",
        PageKind::Educator => "educator",
        PageKind::Coach => "coach",
        PageKind::Team => "team",
        PageKind::School => "school",
        PageKind::District => "district",
        PageKind::Rule => "rule",
    }
}

/// A line of words on a page.
#[derive(Template)]
#[template(path = "line.html", whitespace = "suppress")]
struct Line<'a> {
    page: &'a PagePath,
    spans: &'a [Span],
}

/// Words in which a number and its unit stay on one line: `6 h 30 min` is broken before its minutes at most.
fn unbroken(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut before = "";
    for word in words.split(' ') {
        let unit = word.trim_end_matches([',', '.', ';', ':', ')']);
        let is_unit = matches!(unit, "h" | "min") && before.ends_with(|c: char| c.is_ascii_digit());
        out.push_str(if is_unit { "\u{a0}" } else { " " });
        out.push_str(word);
        before = word;
    }
    out.remove(0);
    out
}

fn line<'a>(page: &'a PagePath, spans: &'a [Span]) -> Line<'a> {
    Line { page, spans }
}

/// A place in a file; a long path may be broken behind any of its folders.
#[derive(Template)]
#[template(path = "place.html", whitespace = "suppress")]
struct PlaceView<'a> {
    place: &'a FilePlace,
}

/// A finding, under a heading of a rank.
#[derive(Template)]
#[template(path = "finding.html")]
struct FindingView<'a> {
    page: &'a PagePath,
    card: &'a FindingCard,
    rank: u8,
    /// For its table, if it has one.
    id: String,
}

/// A thread, under a heading of a rank.
#[derive(Template)]
#[template(path = "thread.html")]
struct ThreadView<'a> {
    page: &'a PagePath,
    card: &'a ThreadCard,
    rank: u8,
}

/// A table with an id that no other one of its page has.
#[derive(Template)]
#[template(path = "table.html")]
struct TableView<'a> {
    page: &'a PagePath,
    table: &'a Table,
    id: String,
}

/// A cell, set as its column is.
#[derive(Template)]
#[template(path = "cell.html")]
struct CellView<'a> {
    page: &'a PagePath,
    cell: &'a Cell,
    set: &'static str,
    is_head: bool,
}

/// A chart with its table.
#[derive(Template)]
#[template(path = "chart.html")]
struct ChartView<'a> {
    page: &'a PagePath,
    chart: &'a Chart,
    drawing: Drawing,
    id: String,
}

/// What the bars of a chart are filled with where colour alone would not do.
#[derive(Template)]
#[template(path = "patterns.html")]
struct Patterns<'a> {
    id: &'a str,
}

// What a template wrote is escaped already.
impl HtmlSafe for Line<'_> {}
impl HtmlSafe for PlaceView<'_> {}
impl HtmlSafe for FindingView<'_> {}
impl HtmlSafe for ThreadView<'_> {}
impl HtmlSafe for TableView<'_> {}
impl HtmlSafe for CellView<'_> {}
impl HtmlSafe for ChartView<'_> {}
impl HtmlSafe for Patterns<'_> {}

#[cfg(test)]
mod tests {
    use super::super::document::Banner;
    use super::*;

    fn page_that_says(text: &str) -> String {
        let said = Block::Text(vec![Span::Said(text.to_owned())]);
        let banner = Banner {
            district: text.to_owned(),
            day: jiff::civil::date(2026, 8, 14),
            role: None,
            for_whom: vec![Span::Text(text.to_owned())],
            handling: text.to_owned(),
        };
        let sections = vec![Section { id: "one".to_owned(), title: text.to_owned(), blocks: vec![said] }];
        let document =
            Document { at: PagePath::of(&["a", "b"]), kind: PageKind::Index, title: text.to_owned(), banner, sections };
        let start = Document { at: PagePath::of(&["index"]), ..document.clone() };
        render(&document, &Frame { start: Some(&start) })
    }

    #[test]
    fn nothing_of_a_text_is_markup() {
        let page = page_that_says("\"><script>'&</script>");
        assert!(!page.contains("'&</script>") && !page.contains("\"><script>'"), "{page}");
        assert!(page.contains("<bdi>&#34;&#62;&#60;script&#62;&#39;&#38;&#60;/script&#62;</bdi>"), "{page}");
    }

    #[test]
    fn characters_that_html_does_not_allow_become_a_sign_and_others_stay() {
        let page = page_that_says("\u{1b}[31m\0\u{85}\u{ffff} été\r\nשלום\u{200f}");
        assert!(page.contains("<bdi>\u{fffd}[31m\u{fffd}\u{fffd}\u{fffd} été\nשלום\u{200f}</bdi>"), "{page}");
    }

    #[test]
    fn links_lead_from_where_the_page_lies() {
        assert!(page_that_says("x").contains(r#"<a href="../index.html"><bdi>x</bdi></a>"#));
    }

    #[test]
    fn a_number_and_its_unit_stay_on_one_line() {
        assert_eq!(unbroken(" for 6 h 30 min, 2 h; h min"), " for 6\u{a0}h 30\u{a0}min, 2\u{a0}h; h min");
        assert_eq!(unbroken(""), "");
    }

    #[test]
    fn what_stands_in_every_page_has_no_comments_and_is_named_by_its_fingerprint() {
        let inline = Inline::of("/* one\n   two */\n  a {\n    b: c; /* stays */\n  }\n\n// three\n");
        assert_eq!(inline.text, "a {\nb: c; /* stays */\n}\n");
        assert_eq!(Inline::of("").source, "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='");
    }
}
