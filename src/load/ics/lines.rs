//! The lines of a calendar file and of each of its events. Comes in: text. Goes out: content lines without their folds,
//! and events as runs of lines, whatever is wrong with their frames. Apart, because the icalendar crate gives no places.

use std::borrow::Cow;

use crate::load::scan::{line_breaks, next_line};

/// A content line: it may be folded over several lines of the file (RFC 5545, 3.1).
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'t> {
    /// Where it begins.
    pub(super) at: usize,
    raw: &'t str,
}

/// The content lines of a text from an offset on.
#[derive(Debug)]
struct Lines<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Iterator for Lines<'t> {
    type Item = Line<'t>;

    fn next(&mut self) -> Option<Line<'t>> {
        let at = self.at + line_breaks(&self.text[self.at..]);
        if at == self.text.len() {
            return None;
        }
        let mut end = next_line(self.text, at);
        self.at = behind_break(self.text, end);
        while self.text[self.at..].starts_with([' ', '\t']) {
            end = next_line(self.text, self.at);
            self.at = behind_break(self.text, end);
        }
        Some(Line { at, raw: &self.text[at..end] })
    }
}

/// Where the line behind a line's end begins.
fn behind_break(text: &str, end: usize) -> usize {
    let width = if text[end..].starts_with("\r\n") { 2 } else { 1 };
    text.len().min(end + width)
}

impl<'t> Line<'t> {
    /// The line without its folds.
    pub(super) fn unfolded(&self) -> Cow<'t, str> {
        if self.raw.contains(['\r', '\n']) {
            self.pieces().map(|(_, piece)| piece).collect::<String>().into()
        } else {
            self.raw.into()
        }
    }

    /// Where a stretch of the unfolded line stands in the file; the line's end where it is longer than the line.
    pub(super) fn stretch(&self, (start, end): (usize, usize)) -> (usize, usize) {
        let whole = self.at + self.raw.len();
        let (mut before, mut from) = (0, None);
        for (at, piece) in self.pieces() {
            let place = |offset: usize| self.at + at + offset - before;
            if from.is_none() && start < before + piece.len() {
                from = Some(place(start));
            }
            if let Some(from) = from
                && end <= before + piece.len()
            {
                return (from, place(end));
            }
            before += piece.len();
        }
        (from.unwrap_or(whole), whole)
    }

    /// The whole line.
    pub(super) fn whole(&self) -> (usize, usize) {
        (self.at, self.at + self.raw.len())
    }

    /// The pieces between folds, with their offsets in the line. The blank that marks a fold is in none of them.
    fn pieces(&self) -> impl Iterator<Item = (usize, &'t str)> + use<'t> {
        let (raw, mut next) = (self.raw, Some(0));
        std::iter::from_fn(move || {
            let from = next?;
            let end = next_line(raw, from);
            let behind = behind_break(raw, end);
            next = (behind < raw.len()).then_some(behind + 1);
            Some((from, &raw[from..end]))
        })
    }

    /// The name of the component that it begins or ends.
    fn frame(&self) -> Option<Frame> {
        let unfolded = self.unfolded();
        let (word, name) = unfolded.split_once(':')?;
        let name = || name.trim().to_ascii_uppercase();
        match word.trim() {
            word if word.eq_ignore_ascii_case("BEGIN") => Some(Frame::Begin(name())),
            word if word.eq_ignore_ascii_case("END") => Some(Frame::End(name())),
            _ => None,
        }
    }
}

/// A line that begins or ends a component.
enum Frame {
    Begin(String),
    End(String),
}

/// An event as it stands in the file.
#[derive(Debug)]
pub(super) struct Block<'t> {
    /// Its first line, `BEGIN:VEVENT`.
    pub(super) begin: Line<'t>,
    /// Its own lines that were wanted, without those of alarms in it.
    pub(super) lines: Vec<Line<'t>>,
    /// Whether its last line is there.
    pub(super) closed: bool,
}

/// The events of a text, one by one. O(bytes).
#[derive(Debug)]
pub(super) struct Blocks<'t> {
    lines: Lines<'t>,
    wanted: fn(&str) -> bool,
    /// A first line that was read as the end of an event without its last line.
    pending: Option<Line<'t>>,
    /// Whether a calendar was begun.
    pub(super) begun: bool,
    /// The first line of a calendar that is not closed yet.
    pub(super) open: Option<Line<'t>>,
}

impl<'t> Blocks<'t> {
    /// The events from an offset on; of their lines those that are wanted, asked for each line without its folds.
    pub(super) fn of(text: &'t str, at: usize, wanted: fn(&str) -> bool) -> Self {
        Self { lines: Lines { text, at }, wanted, pending: None, begun: false, open: None }
    }

    fn event(&mut self, begin: Line<'t>) -> Block<'t> {
        let mut block = Block { begin, lines: Vec::new(), closed: false };
        let mut inner = 0_usize;
        for line in self.lines.by_ref() {
            match line.frame() {
                Some(Frame::Begin(name)) if name == "VEVENT" => {
                    self.pending = Some(line);
                    return block;
                }
                Some(Frame::End(name)) if name == "VEVENT" => {
                    block.closed = true;
                    return block;
                }
                Some(Frame::End(name)) if name == "VCALENDAR" => {
                    self.open = None;
                    return block;
                }
                Some(Frame::Begin(_)) => inner += 1,
                Some(Frame::End(_)) => inner = inner.saturating_sub(1),
                None if inner == 0 && (self.wanted)(&line.unfolded()) => block.lines.push(line),
                None => {}
            }
        }
        block
    }
}

impl<'t> Iterator for Blocks<'t> {
    type Item = Block<'t>;

    fn next(&mut self) -> Option<Block<'t>> {
        loop {
            let line = self.pending.take().or_else(|| self.lines.next())?;
            match line.frame() {
                Some(Frame::Begin(name)) if name == "VEVENT" => return Some(self.event(line)),
                Some(Frame::Begin(name)) if name == "VCALENDAR" => {
                    self.begun = true;
                    self.open = Some(line);
                }
                Some(Frame::End(name)) if name == "VCALENDAR" => self.open = None,
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<(usize, String)> {
        Lines { text, at: 0 }.map(|line| (line.at, line.unfolded().into_owned())).collect()
    }

    #[test]
    fn folds_are_taken_out_whatever_ends_a_line() {
        for end in ["\r\n", "\n", "\r"] {
            let text = format!("SUMMARY:Winter{end}  break{end}\t2026{end}UID:1{end}");
            let told: Vec<String> = lines(&text).into_iter().map(|(_, line)| line).collect();
            assert_eq!(told, ["SUMMARY:Winter break2026", "UID:1"], "{end:?}");
        }
        assert_eq!(lines("A:1\n\nB:2"), [(0, "A:1".to_owned()), (5, "B:2".to_owned())]);
        assert_eq!(lines("A:1\n "), [(0, "A:1".to_owned())]);
        assert_eq!(lines(""), []);
    }

    #[test]
    fn a_stretch_of_a_folded_line_is_found_in_the_file() {
        let text = "X:1\r\nDTSTART:\r\n 2026\r\n 1125\r\n";
        let line = Lines { text, at: 0 }.nth(1).expect("the second line");
        let found = |stretch| {
            let (start, end) = line.stretch(stretch);
            &text[start..end]
        };
        assert_eq!(found((0, 7)), "DTSTART");
        assert_eq!(found((8, 12)), "2026");
        assert_eq!(found((8, 16)), "2026\r\n 1125");
        assert_eq!((found((16, 16)), found((99, 120))), ("", ""));
    }

    fn blocks(text: &str) -> Vec<(usize, usize, bool)> {
        let all = |line: &str| !line.is_empty();
        Blocks::of(text, 0, all).map(|block| (block.begin.at, block.lines.len(), block.closed)).collect()
    }

    #[test]
    fn an_event_has_its_own_lines_and_not_those_of_its_alarm() {
        let text = "BEGIN:VCALENDAR\nbegin:vevent\nUID:1\nBEGIN:VALARM\nTRIGGER:-P1D\nEND:VALARM\nSUMMARY:a\nend:vevent\nEND:VCALENDAR\n";
        assert_eq!(blocks(text), [(16, 2, true)]);
        assert_eq!(blocks("BEGIN:VTODO\nDUE:20261125\nEND:VTODO\n"), []);
    }

    #[test]
    fn an_event_without_an_end_loses_no_other() {
        let text = "BEGIN:VEVENT\nUID:1\nBEGIN:VALARM\nBEGIN:VEVENT\nUID:2\nEND:VEVENT\nBEGIN:VEVENT\nUID:3";
        assert_eq!(blocks(text), [(0, 1, false), (32, 1, true), (62, 1, false)]);
        let text = "BEGIN:VEVENT\nEND:VCALENDAR\nBEGIN:VEVENT\nEND:VEVENT\n";
        assert_eq!(blocks(text), [(0, 0, false), (27, 0, true)]);
    }
}
