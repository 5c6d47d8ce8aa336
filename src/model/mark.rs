//! What a goal said when it was last read. Comes in: words such as `s2@3f2a91c04b7d8e15` in `reviewed`, and what a goal says
//! now. Goes out: a number to compare, the same for ever for the same text, dates and target.

use jiff::civil::Date;

use super::District;
use super::names::Name;
use super::obligation::{ItemId, ItemKind};
use crate::finding::hash_of;
use crate::load::values::{number, quote};

/// The mark of one link: what the goal above said when the goal below was last read against it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The goal below, which carries the mark.
    pub child: ItemId,
    /// The goal above.
    pub parent: Name,
    /// What it said.
    pub print: u64,
}

/// The id and the number of a mark as it is written.
pub(super) fn parse(word: &str) -> Result<(&str, u64), String> {
    let wrong = || format!("{} is no mark of a goal that was read; plalign review writes them", quote(word));
    let (parent, print) = word.rsplit_once('@').ok_or_else(wrong)?;
    let is_print = print.len() == 16 && print.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    let print = u64::from_str_radix(print, 16).ok().filter(|_| is_print && !parent.is_empty()).ok_or_else(wrong)?;
    Ok((parent, print))
}

/// A mark as it is written.
pub fn word(parent: &str, print: u64) -> String {
    format!("{parent}@{print:016x}")
}

impl District {
    /// The marks that a goal carries.
    pub fn marks_of(&self, goal: ItemId) -> &[Mark] {
        let first = self.marks.partition_point(|mark| mark.child < goal);
        let count = self.marks[first..].iter().take_while(|mark| mark.child == goal).count();
        &self.marks[first..first + count]
    }

    /// The goals that a goal is read against: those that it supports directly, but for individual goals above a goal of
    /// others, whose text a mark would give away to whoever guesses it.
    pub fn read_against(&self, goal: ItemId) -> impl Iterator<Item = ItemId> {
        let is_own = self.item(goal).kind == ItemKind::IndividualPlan;
        let is_read = move |parent: &ItemId| {
            let kind = self.item(*parent).kind;
            kind.is_goal() && (is_own || kind != ItemKind::IndividualPlan)
        };
        let links = if self.item(goal).kind.is_goal() { self.supports(goal) } else { &[] };
        links.iter().copied().filter(is_read)
    }

    /// A number for what a goal says: its text, first and last day, and target. Blanks and line breaks do not count.
    pub fn print(&self, goal: ItemId, text: Option<&str>) -> u64 {
        let item = self.item(goal);
        let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
        let text = text.unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
        let mut said = vec![text, day(item.start), day(item.due)];
        if let Some(target) = self.target(goal) {
            let name = |name: Option<Name>| name.map(|name| self.names.get(name).to_owned()).unwrap_or_default();
            let bound = |bound: Option<i64>| bound.map(number).unwrap_or_default();
            said.extend([name(target.metric), name(target.group), bound(target.min), bound(target.max), day(target.by)]);
        }
        hash_of("goal", &said.iter().map(String::as_str).collect::<Vec<_>>())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_read_as_it_is_written() {
        assert_eq!(parse(&word("a/b@2026-01-01", 0x3f)), Ok(("a/b@2026-01-01", 0x3f)));
        for wrong in ["s2", "s2@", "@0123456789abcdef", "s2@123", "s2@0123456789ABCDEF", "s2@+123456789abcdef"] {
            assert!(parse(wrong).is_err_and(|why| why.contains("plalign review")), "{wrong}");
        }
    }
}
