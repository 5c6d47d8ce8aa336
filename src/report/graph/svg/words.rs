//! The words of a picture, set in lines. Comes in: nodes, lines and titles of columns. Goes out: lines of text with their faces,
//! and the room that they take.

use super::super::layout::Size;
use super::super::measure::Face;
use super::super::{Kind, Link, Node};

/// How much of the words there is room for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Room {
    /// Least and greatest width of the words in a box.
    least: f64,
    most: f64,
    /// Lines of the text of an obligation.
    title: usize,
    /// Whether a box tells all that is known of it.
    facts: bool,
    /// Width of the words on a line.
    label: f64,
    /// Room for the words that name the rows.
    pub(super) rows: f64,
}

/// A picture in a file of its own tells all.
pub(super) const WHOLE: Room = Room { least: 90.0, most: 144.0, title: 4, facts: true, label: 96.0, rows: 96.0 };
/// A picture in a page is seen as a whole; what it does not tell stands in the lists beside it.
pub(super) const BRIEF: Room = Room { least: 64.0, most: 118.0, title: 2, facts: false, label: 116.0, rows: 96.0 };

/// Around the words in a box.
pub(super) const INSET: Size = (12.0, 8.0);
/// Around the words of a conflict, inside its frame.
pub(super) const FRAME: Size = (10.0, 5.0);
/// From line to line, in sizes.
const LEADING: f64 = 1.3;

const KIND: Face = Face::plain(11.0);
const ID: Face = Face::bold(13.0);
const TITLE: Face = Face::plain(12.0);
const FACT: Face = Face::plain(11.0);
const WORD: Face = Face::bold(11.0);
const WHY: Face = Face::plain(11.0);
/// The face of the titles of columns and rows.
pub(super) const HEAD: Face = Face::bold(13.0);

/// A line of text.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) face: Face,
    /// Whether it stands back.
    pub(super) faint: bool,
}

/// Lines of text, one below the other.
#[derive(Clone, Debug, Default)]
pub(super) struct Block {
    pub(super) lines: Vec<Line>,
}

impl Block {
    /// Sets a text in at most so many lines of a width.
    pub(super) fn set(mut self, text: &str, face: Face, room: f64, most: usize, faint: bool) -> Self {
        self.lines.extend(face.wrap(text, room, most).into_iter().map(|text| Line { text, face, faint }));
        self
    }

    /// How wide and how high it is.
    pub(super) fn size(&self) -> Size {
        let width = self.lines.iter().map(|line| line.face.width(&line.text)).fold(0.0, f64::max);
        (width.ceil(), self.lines.iter().map(|line| line.face.size * LEADING).sum::<f64>().ceil())
    }

    /// Each line with its baseline below the top of the block.
    pub(super) fn baselines(&self) -> impl Iterator<Item = (&Line, f64)> {
        self.lines.iter().scan(0.0, |y, line| {
            let baseline = *y + line.face.size;
            *y += line.face.size * LEADING;
            Some((line, baseline))
        })
    }
}

impl Room {
    /// The words of a box: its kind, its id, its text, and what is known of it.
    pub(super) fn of_node(self, node: &Node) -> Block {
        let mut block = Block::default().set(node.kind.plain(), KIND, self.most, 1, true);
        if node.kind != Kind::Strain {
            block = block.set(&node.id, ID, self.most, 2, false);
        }
        if let Some(title) = &node.title {
            block = block.set(title, TITLE, self.most, self.title, false);
        }
        // Weeks that ask too much have no other words.
        let facts = if self.facts || node.kind == Kind::Strain { node.facts() } else { Vec::new() };
        facts.iter().fold(block, |block, fact| block.set(fact, FACT, self.most, 4, true))
    }

    /// The size of a box for its words.
    pub(super) fn of_box(self, block: &Block) -> Size {
        let (width, height) = block.size();
        (width.max(self.least) + 2.0 * INSET.0, height + 2.0 * INSET.1)
    }

    /// The words on a line.
    pub(super) fn of_link(self, link: Link, people: &[String]) -> Option<Block> {
        let (word, why) = link.label()?;
        let mut block = Block::default().set(&word, WORD, self.label, 2, false);
        if !why.is_empty() {
            block = block.set(&why, WHY, self.label, 4, true);
        }
        if !people.is_empty() {
            block = block.set(&format!("for {}", people.join(", ")), WHY, self.label, 2, true);
        }
        Some(block)
    }
}

/// The room of the words on a line; conflicts stand in a frame.
pub(super) fn label_size(block: &Block, is_conflict: bool) -> Size {
    let (width, height) = block.size();
    if is_conflict { (width + 2.0 * FRAME.0, height + 2.0 * FRAME.1) } else { (width + 4.0, height + 4.0) }
}
