//! How wide a text is, and how it breaks into lines. Comes in: text and a size. Goes out: widths in pixels that no common face
//! exceeds, so that text never runs out of its box although nobody knows which face a reader has.

/// Widths of the letters from blank to tilde in hundredths of the size, in `DejaVu` Sans, the widest of the common faces.
const PLAIN: [u8; 95] = [
    32, 40, 46, 84, 64, 95, 78, 28, 39, 39, 50, 84, 32, 36, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 34, 34, 84, 84, 84,
    53, 100, 69, 69, 70, 77, 64, 58, 78, 76, 30, 30, 66, 56, 87, 75, 79, 61, 79, 70, 64, 61, 74, 69, 99, 69, 61, 69, 39, 34, 39,
    84, 50, 50, 62, 64, 55, 64, 62, 36, 64, 64, 28, 28, 58, 28, 98, 64, 62, 64, 64, 42, 53, 40, 64, 60, 82, 60, 60, 53, 64, 34,
    64, 84,
];
/// What bold letters are wider by, in hundredths of their width.
const BOLD: f64 = 1.2;
/// Letters of other alphabets, and signs that fill a square; in hundredths of the size.
const OTHER: u8 = 90;
const SQUARE: u8 = 140;

/// Behind these an id is broken rather than elsewhere.
const SEAMS: [char; 5] = ['-', '_', '.', '/', ':'];

/// A size in pixels and whether letters are bold.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Face {
    pub(super) size: f64,
    pub(super) bold: bool,
}

impl Face {
    pub(super) const fn plain(size: f64) -> Self {
        Self { size, bold: false }
    }

    pub(super) const fn bold(size: f64) -> Self {
        Self { size, bold: true }
    }

    fn letter(self, c: char) -> f64 {
        let width = match c {
            ' '..='~' => PLAIN[c as usize - ' ' as usize],
            '\u{300}'..='\u{36f}' | '\u{fe00}'..='\u{fe0f}' => 0,
            '\u{1100}'..='\u{11ff}'
            | '\u{2e80}'..='\u{d7ff}'
            | '\u{f900}'..='\u{faff}'
            | '\u{ff00}'..='\u{ff60}'
            | '\u{10000}'.. => SQUARE,
            _ => OTHER,
        };
        f64::from(width) / 100.0 * self.size * if self.bold { BOLD } else { 1.0 }
    }

    /// The width of a line.
    pub(super) fn width(self, text: &str) -> f64 {
        text.chars().map(|c| self.letter(c)).sum()
    }

    /// Breaks a text into lines of a width, between words where that is possible; of more than so many lines the last one ends
    /// in an ellipsis. Gives at least one line.
    pub(super) fn wrap(self, text: &str, room: f64, most: usize) -> Vec<String> {
        let mut lines: Vec<String> = vec![String::new()];
        for word in words(text) {
            let last = lines.last_mut().expect("there is a line from the start");
            let blank = if last.is_empty() { "" } else { " " };
            if self.width(last) + self.width(blank) + self.width(&word) <= room {
                last.push_str(blank);
                last.push_str(&word);
                continue;
            }
            if !last.is_empty() {
                lines.push(String::new());
            }
            for c in word.chars() {
                let last = lines.last_mut().expect("there is a line from the start");
                if !last.is_empty() && self.width(last) + self.letter(c) > room {
                    let part = last.rfind(SEAMS).map_or(last.len(), |seam| seam + 1);
                    let tail = last.split_off(part);
                    lines.push(tail);
                }
                lines.last_mut().expect("there is a line from the start").push(c);
            }
            if lines.len() > most {
                break;
            }
        }
        if lines.len() > most {
            lines.truncate(most);
            let last = lines.last_mut().expect("at least one line is kept");
            while self.width(last) + self.letter('…') > room && last.pop().is_some() {}
            last.truncate(last.trim_end().len());
            last.push('…');
        }
        lines
    }
}

/// The words of a text; a number and its unit are one.
fn words(text: &str) -> impl Iterator<Item = String> {
    let mut rest = text.split_whitespace().peekable();
    std::iter::from_fn(move || {
        let mut word = rest.next()?.to_owned();
        let is_number = word.ends_with(|c: char| c.is_ascii_digit());
        let is_unit = |next: &&str| ["h", "min"].contains(&next.trim_end_matches(|c: char| c.is_ascii_punctuation()));
        if let Some(unit) = rest.next_if(|next| is_number && is_unit(next)) {
            word = format!("{word}\u{a0}{unit}");
        }
        Some(word)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const FACE: Face = Face::plain(10.0);

    #[test]
    fn lines_break_between_words_and_never_run_over() {
        let text = "Students explain their thinking in every lesson";
        let lines = FACE.wrap(text, 120.0, 9);
        assert_eq!(lines.join(" "), text);
        assert!(lines.len() > 1 && lines.iter().all(|line| FACE.width(line) <= 120.0), "{lines:?}");
    }

    #[test]
    fn a_word_that_is_too_long_is_broken_and_a_text_that_is_too_long_is_cut() {
        let lines = FACE.wrap(&"x".repeat(300), 60.0, 2);
        assert!(lines.len() == 2 && lines[1].ends_with('…') && lines.iter().all(|line| FACE.width(line) <= 60.0), "{lines:?}");
        assert_eq!(FACE.wrap("", 60.0, 2), [""]);
        assert_eq!(FACE.wrap("🎓🎓🎓", 1.0, 3).len(), 3);
    }
}
