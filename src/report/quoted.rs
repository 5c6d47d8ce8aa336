//! Sentences for readers of whom there are more than of the plans. Comes in: a sentence, which quotes what it repeats of a file,
//! and the district. Goes out: the same sentence with nothing in its quotes but ids, words of plalign, days and numbers. Apart,
//! because a name may stand wherever a file should hold an id.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::LazyLock;

use super::Report;
use crate::analysis;
use crate::load::nearest::nearest;
use crate::load::{Loaded, is_read, schema, values};
use crate::model::District;

/// Stands for what was written where an id or a number belongs, and is neither.
const LEFT_OUT: &str = "“…”";

/// The words by which plalign calls fields, lists, settings, rules and packs.
static OWN: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let codes: Vec<&str> = analysis::kinds().iter().map(|kind| kind.code).collect();
    schema::words(&codes)
});

/// What of a district's files anybody may read.
#[derive(Clone, Copy)]
pub(super) struct Open<'a> {
    pub(super) loaded: &'a Loaded,
    pub(super) district: &'a District,
}

impl<'a> Open<'a> {
    pub(super) fn of(report: &Report<'a>) -> Self {
        Self { loaded: report.loaded, district: report.district }
    }

    /// A sentence with what it quotes left out, unless that is an id or a word that is known, a slip in one that is proposed in
    /// its place, a day, a number or a path. Where a quoted text holds quotes itself, everything from the first to the last of
    /// them is left out.
    pub(super) fn sentence(self, message: &str) -> String {
        let quotes: Vec<(usize, &str)> = message.match_indices(['“', '”']).collect();
        let (Some((first, _)), Some((last, quote))) = (quotes.first(), quotes.last()) else { return message.to_owned() };
        let in_turn = quotes.chunks(2).all(|pair| matches!(pair, [(_, "“"), (_, "”")]));
        if !in_turn {
            let after = if *quote == "”" { &message[last + quote.len()..] } else { "" };
            return format!("{}{LEFT_OUT}{after}", &message[..*first]);
        }
        let inner = |pair: &[(usize, &str)]| &message[pair[0].0 + "“".len()..pair[1].0];
        let known: Vec<&str> = quotes.chunks(2).map(inner).filter(|word| self.knows(word)).collect();
        let is_slip = |word: &str| is_plain(word) && nearest(word, known.iter().copied()).is_some();
        let mut shown = String::with_capacity(message.len());
        let mut end = 0;
        for pair in quotes.chunks(2) {
            let (start, word) = (pair[0].0, inner(pair));
            shown.push_str(&message[end..start]);
            if self.says(word) || is_slip(word) {
                shown.extend(["“", word, "”"]);
            } else {
                shown.push_str(LEFT_OUT);
            }
            end = pair[1].0 + "”".len();
        }
        shown + &message[end..]
    }

    /// An id that a finding is about, if it is one, or stands in what its sentence says all the same.
    pub(super) fn item<'i>(self, item: &'i str, sentence: &str) -> &'i str {
        if self.says(item) || is_plain(item) && holds(sentence, item) { item } else { LEFT_OUT }
    }

    /// Whether a word may be repeated.
    fn says(self, word: &str) -> bool {
        if !is_plain(word) {
            return false;
        }
        // Behind an at sign stands a day or a print, or it is an address.
        let (head, tail) = word.split_once('@').unwrap_or((word, ""));
        let is_part = |part: &str| part.chars().count() < 2 || self.is_numbered(part) || self.knows(part);
        self.knows(word)
            || is_path(word)
            || tail.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-')
                && (self.knows(head) || head.split(['/', ':', '#', '%']).all(is_part))
    }

    /// Whether a word is numbered as ids are, such as `p017` or `goal-12b`: beside its digits stand words that are known, and single
    /// letters. Two letters can be a name, and so can one character of another script.
    fn is_numbered(self, word: &str) -> bool {
        let mut letters = word.split(|c: char| c.is_ascii() && !c.is_ascii_alphabetic());
        word.contains(|c: char| c.is_ascii_digit()) && letters.all(|run| run.len() < 2 || self.knows(run))
    }

    /// Whether a word is an id of the district or one of plalign's own.
    fn knows(self, word: &str) -> bool {
        self.district.knows(word) || OWN.contains(word) || self.loaded.packs.iter().any(|pack| pack.id == word)
    }
}

/// Whether a text holds only what ids, days, numbers and patterns of paths are made of.
fn is_plain(text: &str) -> bool {
    !text.is_empty() && values::id(&text.replace(['@', '#', '%', '*'], "")).is_ok()
}

/// Whether a text is a path or a pattern of paths. Paths are told with each finding.
fn is_path(text: &str) -> bool {
    text.contains('*') || is_read(Path::new(text))
}

/// Whether a sentence holds a word by itself.
fn holds(sentence: &str, word: &str) -> bool {
    let is_end = |c: Option<char>| c.is_none_or(|c| !values::is_of_id(c) || matches!(c, ':' | '.'));
    sentence
        .match_indices(word)
        .any(|(at, _)| is_end(sentence[..at].chars().next_back()) && is_end(sentence[at + word.len()..].chars().next()))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    /// A sentence as it is told of a district of which nothing is known.
    fn told(sentence: &str) -> String {
        let loaded = crate::load::nothing(Path::new("district.yaml"));
        let (district, _) = District::resolve(&loaded, date(2026, 8, 14));
        Open { loaded: &loaded, district: &district }.sentence(sentence)
    }

    #[test]
    fn days_numbers_paths_and_words_of_plalign_are_repeated() {
        for sentence in [
            "“2026-02-31” is no day",
            "“9/15/2026” is no day",
            "“%m/%d/%Y” is no form of a day",
            "“p017/3b@2026-09-15” is no mark, “s1@a33a01” is",
            "no file fits “plans/**/*.yaml”, nor “roster.csv”",
            "“educater” is no field of goals; did you mean “educator”?",
            "“session-overlp” is no rule; did you mean “session-overlap”?",
            "“us-mo/teacher” is not in force",
            "“hours12” is no field, “s9” no goal, “12-b” no team",
        ] {
            assert_eq!(told(sentence), sentence);
        }
    }

    #[test]
    fn names_and_sentences_are_left_out() {
        for (sentence, shown) in [
            ("educator of g1 names “Rosa Alvarez”, and", "educator of g1 names “…”, and"),
            ("educator of g1 names “Kowalczyk”, and", "educator of g1 names “…”, and"),
            ("“Ng” is no number, “rosa.alvarez” is no day", "“…” is no number, “…” is no day"),
            ("“rosa7@k12.wa.us” is no id", "“…” is no id"),
            ("“s1@Rita” is no mark, “Kowalczyk/3b” no focus", "“…” is no mark, “…” no focus"),
            ("“Kowalczyk” is no one; did you mean “Kowalczuk”?", "“…” is no one; did you mean “…”?"),
            ("“She must” is no number, “3b” is", "“…” is no number, “3b” is"),
            ("“a ” Rosa” is no id", "“…” is no id"),
            ("“Rosa “R” Alvarez” is no id", "“…” is no id"),
            ("names “Rosa Alvarez", "names “…”"),
            ("names “Alvarez,Rosa”", "names “…”"),
            ("“rosa4” is no number, “Rosa2Alvarez” no id, “Ng4” no team", "“…” is no number, “…” no id, “…” no team"),
            ("“王7” is no number, “É4” no id", "“…” is no number, “…” no id"),
        ] {
            assert_eq!(told(sentence), shown, "{sentence}");
        }
    }
}
