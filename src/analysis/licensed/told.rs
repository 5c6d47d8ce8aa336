//! What every report tells of a licence that was judged: its outcome, what is not counted and why, what is not known and how it
//! would be read either way, the cuts, and how far its facts are to be trusted. Comes in: a judged licence. Goes out: amounts
//! and short texts. Apart, so that terminal, pages, JSON and workbook say the same and work nothing out twice.

use super::Judged;
use super::words::{missing, range, status};
use crate::license::{Amount, Outcome, Reading, RuleAnswer, Status};
use crate::load::pack::{Overlap, Pack};

/// An entry of the ledger of which not all counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Uncounted {
    /// Which entry.
    pub entry: usize,
    /// How much of it does not count, at least, rounded up like everything that is missing.
    pub units: Amount,
    /// Why, in words.
    pub why: String,
}

impl Judged<'_> {
    /// The word for the answer as a whole.
    pub fn outcome(&self) -> &'static str {
        match self.answer.outcome {
            Outcome::Exempt(_) => "exempt",
            Outcome::Suspended => "suspended",
            Outcome::Rules(of) => status(of),
        }
    }

    /// What the answer as a whole means, where it is more than what the rules say.
    pub fn outcome_in_words(&self) -> Option<&str> {
        match self.answer.outcome {
            Outcome::Exempt(at) => Some(&self.pack.exempt[at].note),
            Outcome::Suspended => Some("Its rules are suspended; they are shown, and nobody fails by them."),
            Outcome::Rules(_) => None,
        }
    }

    /// What stands behind the name of a rule that does not bind her.
    pub fn note(&self, answer: &RuleAnswer) -> &'static str {
        match (answer.binds, self.rule(answer).limits_employer) {
            (true, _) => "",
            (false, true) => " (binds your employer)",
            (false, false) => " (advice)",
        }
    }

    /// Entries of which not all counts, in their order.
    pub fn uncounted(&self) -> impl Iterator<Item = Uncounted> {
        let entries = self.answer.entries.iter().enumerate().filter(|(_, entry)| !entry.whys.is_empty());
        entries.map(|(at, entry)| {
            let whys: Vec<String> = entry.whys.iter().map(|why| self.why(*why)).collect();
            Uncounted { entry: at, units: missing((entry.worth.high - entry.counts.high).max(0)), why: whys.join("; ") }
        })
    }

    /// The ids of the rules that an entry fills.
    pub fn filled(&self, entry: usize) -> Vec<&str> {
        let fills = self.answer.entries[entry].fills.iter().filter(|(_, amount)| amount.high > 0);
        fills.map(|(rule, _)| self.pack.rules[*rule].id.as_str()).collect()
    }

    /// What is not known and would change what is said, each once.
    pub fn unknowns(&self) -> Vec<String> {
        let unknown = self.binding().filter(|(_, answer)| self.status(answer) == Status::Unknown);
        let unclear = self.answer.entries.iter().filter(|entry| !entry.counts.is_known());
        let of_entries = unclear.flat_map(|entry| &entry.doubts);
        let of_rules = unknown.flat_map(|(_, answer)| self.doubts(answer));
        let mut doubts: Vec<_> = self.answer.doubts.iter().chain(of_rules).chain(of_entries).collect();
        doubts.sort_unstable();
        doubts.dedup();
        doubts.into_iter().map(|doubt| self.doubt(doubt)).collect()
    }

    /// Both readings of a rule, where its pack does not say whether a unit may count twice and they differ.
    pub fn readings(&self, answer: &RuleAnswer) -> Option<String> {
        let said = |reading: &Reading| {
            let have = reading.have.map(|have| format!(" with {}", range(have))).unwrap_or_default();
            format!("{}{have}", status(reading.status))
        };
        let both = answer.readings.as_ref()?;
        let (shared, exclusive) = (said(&both.shared), said(&both.exclusive));
        Some(format!("{shared} if a unit may count in several categories; {exclusive} if it counts in one only"))
    }

    /// The minimum cuts in words, and what to say before them.
    pub fn cuts(&self) -> (&'static str, Vec<String>) {
        let title = match self.pack.overlap {
            Overlap::Split(_) => "Each unit counts once:",
            _ => "If each unit counts once:",
        };
        (title, self.answer.cuts.iter().map(|cut| self.cut_in_words(cut)).collect())
    }
}

/// How old the facts of a pack are, and how far they are to be trusted; nothing of own rules.
pub fn age(pack: &Pack) -> Option<String> {
    let ((year, month), false) = (pack.date?, pack.id.is_empty()) else { return None };
    Some(format!("By the facts of {year}-{month:02}, of {} confidence", pack.confidence.word()))
}
