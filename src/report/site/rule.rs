//! The pages of rules: the text that `plalign explain` prints, as a document in the order in which people ask. Comes in: a rule's
//! page in Markdown. Goes out: sections of paragraphs and lists.

use std::collections::BTreeSet;

use super::{Page, id, list, section, text};
use crate::analysis::kinds;
use crate::finding::Kind;
use crate::report::document::{Block, Document, Folded, PageKind, PagePath, Section, Span, Spans, Target};

/// The documents of a folder with the pages of the rules that they name.
pub(super) fn with_rules(page: &Page<'_, '_>, mut documents: Vec<Document>) -> Vec<Document> {
    let named: BTreeSet<&PagePath> = documents.iter().flat_map(named).collect();
    let pages: Vec<Document> = kinds().into_iter().map(|kind| rule(page, kind)).filter(|rule| named.contains(&rule.at)).collect();
    documents.extend(pages);
    documents
}

/// The document of the district with the pages of all rules: the documentation of what it checks.
pub(super) fn with_all_rules(page: &Page<'_, '_>, documents: Vec<Document>) -> Vec<Document> {
    documents.into_iter().chain(kinds().into_iter().map(|kind| rule(page, kind))).collect()
}

/// Pages that a document links to: those of rules in its cards and tables among them.
fn named(document: &Document) -> Vec<&PagePath> {
    let mut found = Vec::new();
    for block in document.sections.iter().flat_map(|section| &section.blocks) {
        let spans: Vec<&Span> = match block {
            Block::Findings(groups) => groups.iter().flat_map(|group| &group.cards).map(|card| &card.rule).collect(),
            Block::Text(line) => line.iter().collect(),
            Block::List(list) => list.items.iter().flatten().collect(),
            _ => Vec::new(),
        };
        found.extend(spans.into_iter().filter_map(|span| match span {
            Span::Link { to: Target::Page(page), .. } => Some(page),
            _ => None,
        }));
    }
    found
}

/// The name of a rule: its code as words.
pub(super) fn in_words(code: &str) -> String {
    let words = code.replace('-', " ");
    words.get(..1).map_or_else(String::new, |first| first.to_uppercase() + &words[1..])
}

fn rule(page: &Page<'_, '_>, kind: &Kind) -> Document {
    Document {
        at: page.path(&["rules", kind.code]),
        kind: PageKind::Rule,
        title: in_words(kind.code),
        banner: page
            .banner(vec![text("A rule of plalign: "), id(kind.code)], "For anybody. The people in its example are invented."),
        sections: arranged(kind),
    }
}

/// The id of the section on a learner's page that says what its rules mean.
pub(super) const MEANINGS: &str = "rules";

/// What the rules of some cards mean, each folded away once: for a page that has no pages of rules beside it.
pub(super) fn meanings(sections: &[Section]) -> Option<Section> {
    let blocks = sections.iter().flat_map(|section| &section.blocks);
    let groups = blocks.filter_map(|block| if let Block::Findings(groups) = block { Some(groups) } else { None }).flatten();
    let codes: BTreeSet<&str> = groups.flat_map(|group| &group.cards).map(|card| card.code.as_str()).collect();
    let named = kinds().into_iter().filter(|kind| codes.contains(kind.code));
    let folded: Vec<Block> = named.map(|kind| Block::Folded(meaning(kind))).collect();
    (!folded.is_empty()).then(|| section(MEANINGS, "What the rules mean", folded))
}

/// What a rule means and why it asks, in paragraphs; and what exactly is checked, as a list.
fn meaning(kind: &Kind) -> Folded {
    let lines = |section: &Section| -> Vec<Spans> {
        let of_block = |block: &Block| match block {
            Block::Text(line) => vec![line.clone()],
            Block::List(list) => list.items.clone(),
            Block::Heading(title) => vec![vec![Span::Strong(format!("{title}:"))]],
            _ => Vec::new(),
        };
        section.blocks.iter().flat_map(of_block).collect()
    };
    let parts = arranged(kind);
    let of = |id: &str| parts.iter().filter(|part| part.id == id).flat_map(lines).collect::<Vec<Spans>>();
    let mut text = of("means");
    text.extend(of("why"));
    text.push(vec![Span::Strong("Exactly what is checked:".to_owned())]);
    Folded { title: in_words(kind.code), text, items: of("what") }
}

/// The parts of a rule's page in the order in which people ask: what it means, what to do, why, and what exactly is checked. What
/// a terminal prints of its example stays with `plalign explain`.
fn arranged(kind: &Kind) -> Vec<Section> {
    let mut parts = sections(kind.page);
    let mut take = |id: &str| {
        let at = parts.iter().position(|part| part.id == id);
        at.map_or(Vec::new(), |at| parts.remove(at).blocks)
    };
    let is_prose = |block: &Block| !matches!(block, Block::Console(_)) && !words(block).starts_with("Figures: none");
    let prose = |blocks: Vec<Block>| blocks.into_iter().filter(is_prose).map(without_dots).collect::<Vec<Block>>();
    let (asks, example, mend) = (prose(take("asks")), prose(take("example")), prose(take("mend")));
    let mut means = asks;
    if !example.is_empty() {
        means.push(Block::Heading("An example".to_owned()));
        means.extend(example);
    }
    let mut what = prose(take("what"));
    what.push(Block::Text(vec![
        text("The same with an example as plalign prints it: "),
        id(&format!("plalign explain {}", kind.code)),
        text("."),
    ]));
    let remedy = Block::Text(inline(&kind.remedy.split_whitespace().collect::<Vec<_>>().join(" ")));
    vec![
        section("means", "What it means", means),
        section("do", "What to do", std::iter::once(remedy).chain(mend).collect()),
        section("why", "Why (evidence)", prose(take("why"))),
        section("what", "Exactly what is checked", what),
    ]
}

/// The words of a paragraph.
fn words(block: &Block) -> String {
    if let Block::Text(line) = block { line.iter().map(super::words_of).collect() } else { String::new() }
}

/// A paragraph without the sentence on the dots of an excerpt, which is not shown here.
fn without_dots(block: Block) -> Block {
    let Block::Text(line) = block else { return block };
    let cut = |span| match span {
        Span::Text(words) => text(words.find("Dots stand for").map_or(words.as_str(), |at| words[..at].trim_end())),
        other => other,
    };
    Block::Text(line.into_iter().map(cut).collect())
}

/// The sections of a page in Markdown. What stands before the first heading is a section of its own.
fn sections(page: &str) -> Vec<Section> {
    let body = page.split_once('\n').map_or("", |(_, body)| body);
    let mut sections = vec![section("asks", "", Vec::new())];
    let mut lines = body.lines().peekable();
    while let Some(line) = lines.next() {
        if let Some(title) = line.strip_prefix("## ") {
            let id = title.to_lowercase().replace(|c: char| !c.is_ascii_alphanumeric(), "-");
            sections.push(section(&id, title, Vec::new()));
            continue;
        }
        let block = if line.starts_with("```") {
            let inside: Vec<&str> = lines.by_ref().take_while(|line| !line.starts_with("```")).collect();
            // `? 1` is for the test that runs the page: the exit code of the command above.
            let shown: Vec<&str> = inside.into_iter().filter(|line| !line.starts_with("? ")).collect();
            Some(Block::Console(shown.join("\n")))
        } else if let Some(first) = line.strip_prefix("- ") {
            let mut items = vec![first.to_owned()];
            while let Some(next) = lines.next_if(|next| !next.is_empty()) {
                match next.strip_prefix("- ") {
                    Some(item) => items.push(item.to_owned()),
                    None => items.last_mut().expect("it begins with one").extend([" ", next.trim()]),
                }
            }
            Some(list(items.iter().map(|item| inline(item)).collect()))
        } else if line.is_empty() {
            None
        } else {
            let mut words = line.to_owned();
            while let Some(next) = lines.next_if(|next| !next.is_empty() && !next.starts_with("- ") && !next.starts_with("```")) {
                words.push(' ');
                words.push_str(next.trim());
            }
            Some(Block::Text(inline(&words)))
        };
        sections.last_mut().expect("it begins with one").blocks.extend(block);
    }
    sections
}

/// A line with words in backticks and addresses set apart.
pub(super) fn inline(line: &str) -> Spans {
    let mut spans = Spans::new();
    for (at, part) in line.split('`').enumerate() {
        if at % 2 == 1 {
            spans.push(Span::Id(part.to_owned()));
        } else {
            addresses(part, &mut spans);
        }
    }
    spans
}

fn addresses(words: &str, spans: &mut Spans) {
    let mut rest = words;
    let first = |words: &str| ["https://", "http://"].into_iter().filter_map(|scheme| words.find(scheme)).min();
    while let Some(at) = first(rest) {
        let length = rest[at..].find(|c: char| c.is_whitespace() || matches!(c, ')' | ',' | ';')).unwrap_or(rest.len() - at);
        let address = rest[at..at + length].trim_end_matches('.');
        spans.extend((at > 0).then(|| text(&rest[..at].replace('*', ""))));
        spans.push(Span::Link { text: address.to_owned(), to: Target::Web(address.to_owned()) });
        rest = &rest[at + address.len()..];
    }
    spans.extend((!rest.is_empty()).then(|| text(&rest.replace('*', ""))));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_of_a_line_is_a_link() {
        let line = inline("*On Board*, http://a.org/1; later https://b.org/2.");
        let links: Vec<&str> = line.iter().filter(|span| matches!(span, Span::Link { .. })).map(super::super::words_of).collect();
        assert_eq!(links, ["http://a.org/1", "https://b.org/2"]);
        assert_eq!(super::super::words_of(&line[0]), "On Board, ");
    }
}
