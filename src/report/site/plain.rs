//! A finding's words → words for whoever the page is of. Comes in: a sentence as every output tells it, of ids and ISO days. Goes
//! out: the same sentence to people: days as they are written, rules of licenses by their names, no names of fields, and on one's
//! own page “you”. Apart, because machine formats keep the sentence as it is.

use jiff::civil::Date;

use super::{Page, id, text};
use crate::finding::Finding;
use crate::load::values;
use crate::report::audience::Viewer;
use crate::report::document::{Span, Spans, day_in_words};

/// What is said of her, and what is said to her.
const VERBS: [(&str, &str); 10] = [
    ("has", "have"),
    ("is", "are"),
    ("lacks", "lack"),
    ("plans", "plan"),
    ("falls", "fall"),
    ("meets", "meet"),
    ("owes", "owe"),
    ("needs", "need"),
    ("wants", "want"),
    ("works", "work"),
];
/// Words for her that stand without her id.
const PRONOUNS: [(&str, &str); 3] = [("her", "your"), ("hers", "yours"), ("herself", "yourself")];
/// Behind these, what follows `of` is a person whom something is done to, and not one who has something.
const ASKED: [&str; 2] = ["required", "demanded"];
/// What a field holds, in words that complete “does not say …”.
const FIELDS: [(&str, &str); 3] = [("due", "when it is due"), ("text", "what it is about"), ("why", "what it is for")];
/// The most words between `the` and `of` her for them to be hers: `the 15 obligations of p017`.
const NEAR: usize = 3;

impl Page<'_, '_> {
    /// The message of a finding that concerns these people, as a sentence of this page.
    pub(super) fn told(&self, finding: &Finding, people: &[u32]) -> Spans {
        let message = without_fields(&finding.message);
        let message = self.plain(&message, people);
        self.with_ids(&self.sentence(&message), finding)
    }

    /// Any words of a finding for whoever looks.
    pub(super) fn plain(&self, words: &str, people: &[u32]) -> String {
        let words = with_days(words);
        let me = match self.viewer() {
            Viewer::Learner(me) | Viewer::Coach(me) => me,
            Viewer::School(_) | Viewer::District => return words,
        };
        let words = self.with_names_of_rules(&words);
        let mut words = to_you(&words, self.district().educator_name(me));
        if people == [me.0] {
            words = with_pronouns(&to_you(&to_you(&words, "1 educator"), "she"));
        }
        words
    }

    /// `lic-alvarez#hours (hours in all)` by its name: `“hours in all” (lic-alvarez)`.
    fn with_names_of_rules(&self, words: &str) -> String {
        let mut out = String::with_capacity(words.len());
        let mut rest = words;
        while let Some(at) = rest.find('#') {
            let from =
                rest[..at].len() - rest[..at].chars().rev().take_while(|c| is_of_id(*c)).map(char::len_utf8).sum::<usize>();
            let until = rest[at + 1..].find(|c: char| !is_of_id(c)).map_or(rest.len(), |after| at + 1 + after);
            let (licence, rule) = (&rest[from..at], rest[at + 1..until].trim_end_matches(['.', ':']));
            let until = at + 1 + rule.len();
            if self.district().find_item(licence).is_none() {
                out.push_str(&rest[..until]);
                rest = &rest[until..];
                continue;
            }
            let titled = rest[until..].strip_prefix(" (").and_then(|inside| inside.split_once(')'));
            let (name, after) = titled.unwrap_or((rule, &rest[until..]));
            out.extend([&rest[..from], "“", name, "” (", licence, ")"]);
            rest = after;
        }
        out + rest
    }

    /// A message as a sentence: begun with a capital unless it begins with an id, and ended.
    fn sentence(&self, message: &str) -> String {
        let end = if message.ends_with(['.', '?', '!']) { "" } else { "." };
        let first = message.split(|c: char| c.is_whitespace() || c == ',').next().unwrap_or_default();
        let district = self.district();
        let is_id = district.find_item(first).is_some() || district.find_party(first).is_some();
        let is_word = first.chars().all(char::is_lowercase) && !is_id;
        match message.chars().next().filter(|_| is_word) {
            Some(letter) => format!("{}{}{end}", letter.to_uppercase(), &message[letter.len_utf8()..]),
            None => format!("{message}{end}"),
        }
    }

    /// A sentence with its ids set apart: of records and focuses, with their names, and whatever else the finding names by one.
    pub(super) fn with_ids(&self, sentence: &str, finding: &Finding) -> Spans {
        let district = self.district();
        let is_id = |word: &str| {
            let is_record = || district.find_item(word).is_some() || district.find_party(word).is_some();
            let is_told = || is_record() || self.find_focus(word).is_some();
            let has_sign = word.contains(|c: char| !c.is_alphabetic());
            finding.items.iter().any(|item| item == word) || has_sign && is_told()
        };
        let mut spans: Spans = Vec::new();
        let mut plain = String::new();
        let mut told: Vec<&str> = Vec::new();
        for (at, word) in sentence.split(' ').enumerate() {
            plain.push_str(if at > 0 { " " } else { "" });
            let bare = word.trim_matches(['(', ')', ',', ';', ':', '.', '?', '“', '”']);
            let (before, after) = word.split_once(bare).unwrap_or((word, ""));
            plain.push_str(before);
            if !bare.is_empty() && is_id(bare) {
                spans.extend((!plain.is_empty()).then(|| text(&plain)));
                // Its name is said once in a sentence.
                spans.extend(if told.contains(&bare) { vec![id(bare)] } else { self.called(bare) });
                told.push(bare);
                plain.clear();
            } else {
                plain.push_str(bare);
            }
            plain.push_str(after);
        }
        spans.extend((!plain.is_empty()).then_some(Span::Text(plain)));
        spans
    }
}

/// Days as people write them, where they stand by themselves and are no part of an id.
pub(super) fn with_days(words: &str) -> String {
    each_word(words, |word| word.parse::<Date>().ok().filter(|_| word.len() == 10).map(day_in_words))
}

/// `leaves due and text blank` without the names of fields.
fn without_fields(message: &str) -> String {
    let blank = || message.strip_suffix(" blank")?.split_once(" leaves ");
    let Some((what, fields)) = blank() else { return message.to_owned() };
    let asked: Option<Vec<&str>> =
        fields.split(" and ").map(|field| FIELDS.iter().find(|(name, _)| *name == field).map(|(_, words)| *words)).collect();
    asked.map_or_else(|| message.to_owned(), |asked| format!("{what} does not say {}", asked.join(" and ")))
}

/// Words in which somebody is spoken of, by an id or as `1 educator`, as words to her.
fn to_you(words: &str, her: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut rest = words;
    let mut is_hers = false;
    while let Some(at) = find_whole(rest, her) {
        let (before, after) = (&rest[..at], &rest[at + her.len()..]);
        is_hers = true;
        out.push_str(before);
        let verb = VERBS.iter().find_map(|(of, to)| {
            let behind = after.strip_prefix(' ')?.strip_prefix(of)?;
            (behind.is_empty() || behind.starts_with(|c: char| !c.is_alphanumeric())).then_some((*to, behind))
        });
        if let Some(lead) = out.strip_suffix(" of ").map(str::len) {
            let last = out[..lead].rsplit(' ').next().unwrap_or_default().to_owned();
            if let Some(the) = article(&out[..lead]) {
                let what = out[the + "the ".len()..lead].to_owned();
                out.truncate(the);
                out.extend(["your ", &what]);
            } else if ASKED.contains(&last.as_str()) {
                out.push_str("you");
            } else {
                out.push_str("yours");
            }
            rest = after;
        } else if let Some((to, behind)) = verb {
            out.extend(["you ", to]);
            rest = behind;
        } else {
            out.push_str("you");
            rest = after;
        }
    }
    out.push_str(rest);
    if !is_hers {
        return out;
    }
    // Where she has been named, no message speaks of anybody else like this.
    let out = with_pronouns(&out);
    if out.starts_with("you are booked") { out.replacen(" and has ", " and have ", 1) } else { out }
}

fn with_pronouns(words: &str) -> String {
    each_word(words, |word| PRONOUNS.iter().find(|(of, _)| *of == word).map(|(_, to)| (*to).to_owned()))
}

/// Where `the` stands, where few words are between it and the end.
fn article(words: &str) -> Option<usize> {
    let at = words.rfind(" the ").map(|at| at + 1).or_else(|| words.starts_with("the ").then_some(0))?;
    let between = &words[at + "the ".len()..];
    let is_one = !between.contains([',', ';', '.', ':']) && !between.ends_with(" and") && !between.ends_with(" or");
    let is_near = is_one && between.split(' ').count() <= NEAR;
    is_near.then_some(at)
}

/// Where some words stand that are no part of a longer id.
fn find_whole(words: &str, wanted: &str) -> Option<usize> {
    let mut from = 0;
    while let Some(at) = words[from..].find(wanted).map(|at| from + at) {
        let end = at + wanted.len();
        let before = words[..at].chars().next_back().is_none_or(|c| !is_of_id(c));
        let mut behind = words[end..].chars();
        let after = match behind.next() {
            // A stop or colon ends a sentence, and inside an id something follows it.
            Some('.' | ':') => behind.next().is_none_or(|c| !is_of_id(c)),
            next => next.is_none_or(|c| !is_of_id(c)),
        };
        if before && after {
            return Some(at);
        }
        from = end;
    }
    None
}

/// Whether a character can stand in an id, or in a day, path or form of days that is written as one word.
fn is_of_id(c: char) -> bool {
    values::is_of_id(c) || "@+%*".contains(c)
}

/// Replaces words, each as long as an id may be.
fn each_word(words: &str, to: impl Fn(&str) -> Option<String>) -> String {
    let mut out = String::with_capacity(words.len());
    for part in words.split_inclusive(|c: char| !is_of_id(c)) {
        let end = part.char_indices().next_back().filter(|(_, c)| !is_of_id(*c)).map_or(part.len(), |(at, _)| at);
        let bare = part[..end].trim_end_matches(['.', ':']);
        match to(bare) {
            Some(word) => out.extend([&word, &part[bare.len()..]]),
            None => out.push_str(part),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_written_as_people_write_them_unless_they_are_part_of_an_id() {
        assert_eq!(
            with_days("from 2027-02-08 to 2027-02-14 (2027-02-10), by 2027-06-30: 15; p1/x@2026-09-15; 2026-13-01"),
            "from 8 Feb 2027 to 14 Feb 2027 (10 Feb 2027), by 30 Jun 2027: 15; p1/x@2026-09-15; 2026-13-01"
        );
    }

    #[test]
    fn on_her_own_page_she_is_spoken_to() {
        for (of_her, to_her) in [
            ("p1 has 5 h and 3 h there: 2 h too many", "you have 5 h and 3 h there: 2 h too many"),
            ("the 15 obligations of p1 fall apart into 3 threads", "your 15 obligations fall apart into 3 threads"),
            ("none of the goals of p1 leads to one", "none of your goals leads to one"),
            ("no goal and no activity of p1 takes up f-p1", "no goal and no activity of yours takes up f-p1"),
            ("the coach of p1 is also her evaluator", "your coach is also your evaluator"),
            ("more is required of p1 than agreed", "more is required of you than agreed"),
            ("p1 is booked for 5 h and has 3 h", "you are booked for 5 h and have 3 h"),
            (
                "p1 is the only one in her schools, and no activity of hers is",
                "you are the only one in your schools, and no activity of yours is",
            ),
            ("it is not known what p1 owes for lic", "it is not known what you owe for lic"),
            ("p1/a@2026-01-01 of p1 is late; p12 has it", "p1/a@2026-01-01 of yours is late; p12 has it"),
            ("the activities of the team and of p1.", "the activities of the team and of yours."),
        ] {
            assert_eq!(to_you(of_her, "p1"), to_her);
        }
        assert_eq!(to_you("could fill it in the license of 1 educator: it", "1 educator"), "could fill it in your license: it");
        assert_eq!(to_you("of 11 educators", "1 educator"), "of 11 educators");
    }

    #[test]
    fn fields_are_told_by_what_they_say() {
        let told = without_fields("the team goal g1 leaves due and text blank");
        assert_eq!(told, "the team goal g1 does not say when it is due and what it is about");
        assert_eq!(without_fields("the goal g1 leaves odd blank"), "the goal g1 leaves odd blank");
    }
}
