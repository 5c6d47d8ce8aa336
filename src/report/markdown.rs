//! A document → Markdown, good in a repository and in a mail. Comes in: a document. Goes out: CommonMark with tables. What the
//! input wrote stays text: nothing in it can become a link, a heading or markup.

use std::fmt::Write as _;

use super::document::{
    Block, Cell, Column, ColumnKind, Document, FilePlace, FindingCard, FindingGroup, Folded, Span, Spans, Table, Target,
    ThreadCard, day_in_words, hours,
};
use crate::load::values::clean;

/// The ending of files of this format.
pub const ENDING: &str = "md";

/// Renders a document.
pub fn render(document: &Document) -> String {
    let mut page = Page { document, text: String::new() };
    page.head();
    for section in &document.sections {
        page.paragraph(&format!("## {}", escaped(&section.title)));
        section.blocks.iter().for_each(|block| page.block(block));
    }
    page.text
}

struct Page<'d> {
    document: &'d Document,
    text: String,
}

impl Page<'_> {
    /// A paragraph, with a blank line before it.
    fn paragraph(&mut self, words: &str) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text.push_str(words.trim_end());
        self.text.push('\n');
    }

    fn head(&mut self) {
        let banner = &self.document.banner;
        self.paragraph(&format!("# {}", escaped(&self.document.title)));
        let for_whom = self.line(&banner.for_whom);
        let about = format!("{}, checked for {}", escaped(&banner.district), day_in_words(banner.day));
        self.paragraph(&format!("> {for_whom}  \n> {about}  \n> **{}**", escaped(&banner.handling)));
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Text(spans) => {
                let line = self.line(spans);
                self.paragraph(&guarded(&line));
            }
            Block::Heading(words) => self.paragraph(&format!("### {}", escaped(words))),
            Block::List(list) => {
                let mark = if list.ordered { "1. " } else { "- " };
                self.items(&list.items, mark);
            }
            Block::Facts(facts) => {
                let line = |fact: &super::document::Fact| format!("- **{}**: {}", escaped(&fact.term), self.line(&fact.is));
                let lines: Vec<String> = facts.iter().map(line).collect();
                self.paragraph(&lines.join("\n"));
            }
            Block::Findings(groups) => groups.iter().for_each(|group| self.findings(group)),
            Block::Threads(cards) => cards.iter().for_each(|card| self.thread(card)),
            Block::Table(table) => self.table(table),
            Block::Chart(chart) => {
                self.paragraph(&guarded(&escaped(&chart.says)));
                self.table(&chart.table);
            }
            Block::Picture(picture) => {
                self.paragraph(&guarded(&escaped(&picture.says)));
                for group in &picture.list {
                    self.paragraph(&format!("**{}**", escaped(&group.name)));
                    self.items(&group.items, "- ");
                }
            }
            Block::Folded(folded) => {
                self.folded(folded);
            }
            Block::Console(lines) => self.paragraph(&format!("```console\n{lines}\n```")),
        }
    }

    /// What is folded away elsewhere: all of it, under its title.
    fn folded(&mut self, folded: &Folded) {
        let lines: Vec<String> = folded.text.iter().map(|line| self.line(line)).collect();
        let lead = format!("**{}**", escaped(&folded.title));
        match lines.split_first() {
            None => self.paragraph(&lead),
            Some((first, rest)) => {
                self.paragraph(&format!("{lead}: {first}"));
                rest.iter().for_each(|line| self.paragraph(&guarded(line)));
            }
        }
        self.items(&folded.items, "- ");
    }

    fn items(&mut self, items: &[Spans], mark: &str) {
        let lines: Vec<String> = items.iter().map(|item| format!("{mark}{}", guarded(&self.line(item)))).collect();
        if !lines.is_empty() {
            self.paragraph(&lines.join("\n"));
        }
    }

    fn findings(&mut self, group: &FindingGroup) {
        if !group.about.is_empty() {
            let about = self.line(&group.about);
            self.paragraph(&format!("*{} points about {about}*", group.cards.len()));
        }
        group.cards.iter().for_each(|card| self.finding(card));
    }

    fn finding(&mut self, card: &FindingCard) {
        let mut lines = vec![format!("**{}**: {}", card.asks(), self.line(&card.message)), String::new()];
        lines.push(
            format!("- Rule: {} ({}). {}", self.line(std::slice::from_ref(&card.rule)), code(&card.code), self.line(&card.why))
                .trim_end()
                .to_owned(),
        );
        if !card.who.is_empty() {
            lines.push(format!("- Who can act: {}", card.who));
        }
        lines.push(format!("- Next step: {}", self.line(&card.next)));
        let places: Vec<String> = card.places.iter().map(place).collect();
        if !places.is_empty() {
            let more = if card.more_places > 0 { format!("; and {} more", card.more_places) } else { String::new() };
            lines.push(format!("- Where: {}{more}", places.join("; ")));
        }
        self.paragraph(&lines.join("\n"));
        card.table.iter().for_each(|table| self.table(table));
    }

    fn thread(&mut self, card: &ThreadCard) {
        let title = format!("### {}, {} planned", self.line(&card.name), hours(card.minutes));
        self.paragraph(&title);
        let mut lines = Vec::new();
        for group in &card.obligations {
            lines.push(format!("- {}", escaped(&group.name)));
            lines.extend(group.items.iter().map(|item| format!("  - {}", guarded(&self.line(item)))));
        }
        if !card.activities.is_empty() {
            lines.push("- Activities".to_owned());
            lines.extend(card.activities.iter().map(|item| format!("  - {}", guarded(&self.line(item)))));
        }
        self.paragraph(&lines.join("\n"));
        for note in &card.notes {
            let line = self.line(note);
            self.paragraph(&guarded(&line));
        }
    }

    fn table(&mut self, table: &Table) {
        self.paragraph(&format!("*{}*", escaped(&table.caption)));
        let names: Vec<String> = table.columns.iter().map(|column| escaped(&column.name)).collect();
        let rule = |column: &Column| if column.kind == ColumnKind::Text { "---" } else { "--:" };
        let rules: Vec<&str> = table.columns.iter().map(rule).collect();
        let mut text = format!("| {} |\n| {} |", names.join(" | "), rules.join(" | "));
        let foot = (!table.foot.is_empty()).then_some(&table.foot);
        for row in table.rows.iter().chain(foot) {
            let cells: Vec<String> = row.iter().map(|cell| self.cell(cell)).collect();
            _ = write!(text, "\n| {} |", cells.join(" | "));
        }
        self.paragraph(&text);
    }

    fn cell(&self, cell: &Cell) -> String {
        match cell {
            Cell::Text(spans) => self.line(spans),
            other => other.words(),
        }
    }

    fn line(&self, spans: &[Span]) -> String {
        spans.iter().map(|span| self.span(span)).collect()
    }

    fn span(&self, span: &Span) -> String {
        match span {
            Span::Text(words) | Span::Said(words) => escaped(words),
            Span::Strong(words) => {
                let inner = words.trim();
                let lead = &words[..words.len() - words.trim_start().len()];
                let end = &words[words.trim_end().len()..];
                format!("{lead}**{}**{end}", escaped(inner))
            }
            Span::Id(word) => code(word),
            Span::Link { text, to } => match to {
                Target::Page(path) => format!("[{}]({})", escaped(text), self.document.at.link_to(path, ENDING)),
                Target::Section(id) => format!("[{}](#{})", escaped(text), self.anchor(id)),
                Target::Web(address) => format!("<{address}>"),
            },
            Span::Place(at) => place(at),
        }
    }

    /// The anchor that Markdown gives to the heading of a section.
    fn anchor(&self, id: &str) -> String {
        let section = self.document.sections.iter().find(|section| section.id == id);
        let title = section.map_or(id, |section| &section.title).to_lowercase();
        title
            .chars()
            .filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'))
            .map(|c| if c == ' ' { '-' } else { c })
            .collect()
    }
}

fn place(at: &FilePlace) -> String {
    let label = if at.label.is_empty() { String::new() } else { format!(" ({})", escaped(&at.label)) };
    format!("{} line {}{label}", code(&at.path), at.line)
}

/// A word in the type of code.
fn code(word: &str) -> String {
    let word = clean(word);
    if word.contains(['`', '|']) { escaped(&word) } else { format!("`{word}`") }
}

/// Text in which nothing is markup, on one line.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in clean(text).chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '&' | '~' | '$' | '^') {
            out.push('\\');
        }
        out.push(c);
    }
    // An address would become a link by itself where a program looks for them.
    out.replace("://", ":\\//").replace("www.", "www\\.").replace('@', "\\@")
}

/// A line that begins with no mark of a heading, a list, a rule or a number.
fn guarded(line: &str) -> String {
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    match line.chars().next() {
        Some('#' | '+' | '-' | '=' | ':') => format!("\\{line}"),
        Some(' ') => guarded(line.trim_start()),
        _ if digits > 0 && line[digits..].starts_with(['.', ')']) => format!("{}\\{}", &line[..digits], &line[digits..]),
        _ => line.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_the_input_is_markup() {
        assert_eq!(escaped("<b> [a](x) | *b* `c` \\"), "\\<b\\> \\[a\\](x) \\| \\*b\\* \\`c\\` \\\\");
        assert_eq!(escaped("https://x.org"), "https:\\//x.org");
        assert_eq!(["# a", "- a", "1. a", "1990", "a"].map(guarded), ["\\# a", "\\- a", "1\\. a", "1990", "a"]);
        assert_eq!([code("p017"), code("a`b")], ["`p017`", "a\\`b"]);
    }
}
