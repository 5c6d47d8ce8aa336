//! What the judge says of a licence: data, from which findings, tables and JSON make their words. Rules are named by their index
//! in `pack.rules`, entries by their index in the ledger, so that nothing is copied and nothing is said twice.

use jiff::civil::Date;

use super::amount::{Amount, Range};
use crate::load::pack::Known;

/// The answer for one licence.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The whole.
    pub outcome: Outcome,
    /// Each rule that applies or may apply, advice too, in the order of the pack.
    pub rules: Vec<RuleAnswer>,
    /// Each entry of the ledger, in its order.
    pub entries: Vec<EntryAnswer>,
    /// Where one unit fills one rule only and not all are filled: rules that lack units together. Of a pack that does not say
    /// whether units may count twice, these are the cuts if they may not. Apart from each other, in the order of the rules.
    pub cuts: Vec<Cut>,
    /// What is not known about the licence as a whole, if its outcome hangs on it.
    pub doubts: Vec<Doubt>,
}

/// The answer for a licence as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing is owed, by the exemption with this index in `pack.exempt`.
    Exempt(usize),
    /// Nothing is asked for the time being.
    Suspended,
    /// What the rules that bind say together: short if they are in every reading, else unknown if any reading differs.
    Rules(Status),
}

/// The answer for a rule or a licence. The best comes first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// It holds, with what is earned and planned.
    #[default]
    Met,
    /// It hangs on what nobody knows.
    Unknown,
    /// Something is missing, whatever the unknown may be.
    Short,
}

/// The answer for one rule.
#[derive(Clone, Debug)]
pub struct RuleAnswer {
    /// Its index in `pack.rules`; of a rule inside a branch, its index there.
    pub rule: usize,
    /// Whether it applies: yes or maybe.
    pub guard: Known,
    /// Whether it counts for the whole: no advice, and no rule about the employer.
    pub binds: bool,
    /// Met, short or unknown.
    pub status: Status,
    /// Units it asks and there are, where it asks units. Of a pack that does not say whether units may count twice, those there
    /// are if they may.
    pub units: Option<Units>,
    /// The day by which it must hold: the deadline of a fact, the end of the year, semester, week or day that is short, or
    /// the day the licence expires.
    pub due: Date,
    /// Both readings of a pack that does not say whether units may count twice, where they differ.
    pub readings: Option<Box<Readings>>,
    /// What is not known, where the status is unknown.
    pub doubts: Vec<Doubt>,
    /// Why it is not met; of an unknown rule, what is missing in the worst reading.
    pub causes: Vec<Cause>,
    /// Of alternatives, the one that came nearest.
    pub branch: Option<Box<Branch>>,
}

/// What a rule asks and what there is, in parts of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Units {
    /// What is asked. Known but for a share of what was earned, or where an answer is missing.
    pub need: Range,
    /// What there is, earned and planned. Of a rule by the year (semester, week, day), in the one that is due.
    pub have: Range,
    /// How much of it is earned by the day of the answer; the rest is planned.
    pub earned: Range,
    /// Whether `need` is the most there may be, and not the least.
    pub is_most: bool,
}

impl Units {
    /// How much of what there is is planned.
    pub fn planned(&self) -> Range {
        Range { low: (self.have.low - self.earned.low).max(0), high: (self.have.high - self.earned.high).max(0) }
    }

    /// What is missing, at least and at most (or what is too much).
    pub fn lack(&self) -> Range {
        let (more, less) = if self.is_most { (self.have, self.need) } else { (self.need, self.have) };
        Range { low: (more.low - less.high).max(0), high: (more.high - less.low).max(0) }
    }
}

/// A rule in both readings of what its pack leaves open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Readings {
    /// If one unit may count in several rules.
    pub shared: Reading,
    /// If one unit fills one category only.
    pub exclusive: Reading,
}

/// A rule in one reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// Met, short or unknown.
    pub status: Status,
    /// Units there are for it, where it asks units.
    pub have: Option<Range>,
}

/// The alternative that came nearest: met before unknown before short, then the fewest facts that are not so, then the fewest
/// asks not met, then the least missing.
#[derive(Clone, Debug)]
pub struct Branch {
    /// Which of `rule.asks` it belongs to.
    pub ask: usize,
    /// Its index there.
    pub index: usize,
    /// The answers for its rules that apply.
    pub rules: Vec<RuleAnswer>,
}

/// What is not known.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Doubt {
    /// No answer to what the pack asks by this key, or none that is one.
    Question(String),
    /// Whether one unit may count in several rules.
    Overlap,
    /// Whether anything of the cycle before carries over.
    Carry,
    /// Whether an activity may be counted again; the entry that repeats it.
    Repeat(usize),
    /// Whether the provider of an entry is approved.
    Provider(usize),
    /// What an entry is or has: an activity does not say its topic, its level or whether it ends with an assessment.
    Entry(usize),
    /// The day that something was approved, by its key.
    Approval(String),
    /// What an hour of an entry is worth.
    Hour(usize),
    /// What the pack requires in all, of which something is a share: it states no total.
    Total,
    /// Her goals: there is no list of individual plans.
    Goals,
    /// Whether these rules were in force for a licence of these days.
    Effective,
    /// Whether a year (semester, week) is asked in full in which the licence was issued.
    Part(Date),
}

/// Why a rule is not met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    /// Units are missing: see `units`.
    Units,
    /// There are more units than may be: see `units`.
    TooMuch,
    /// A fact is not so, or not known to be.
    Need {
        /// The key it is answered by.
        key: String,
        /// The day by which it should be, where there is one.
        due: Option<Date>,
    },
    /// A number is too small or not known, in ten-thousandths.
    Number {
        /// The key it is answered by.
        key: String,
        /// What is asked.
        need: i64,
        /// What was answered.
        have: Option<i64>,
    },
    /// A fact is so, and was late.
    Late {
        /// The day it was approved.
        approved: Date,
        /// The day by which it should have been.
        deadline: Date,
    },
    /// Goals of these layers are missing.
    Goals {
        /// The layers.
        from: Vec<String>,
        /// How many are asked.
        need: i64,
        /// How many there are.
        have: usize,
    },
    /// Too few different ones.
    Variety {
        /// How many are asked.
        need: i64,
        /// How many there are.
        have: Range,
    },
    /// There are too many different ones.
    TooVaried {
        /// How many there may be.
        most: i64,
        /// How many there are.
        have: Range,
    },
    /// No alternative holds: see `branch`.
    Alternatives,
}

/// The answer for one entry of the ledger.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EntryAnswer {
    /// What it is worth by the rates of the pack, before anything is left out.
    pub worth: Range,
    /// What of it counts in the cycle.
    pub counts: Range,
    /// Whether it is still planned on the day of the answer.
    pub is_planned: bool,
    /// Why not all of it counts, in the order in which it was left out.
    pub whys: Vec<Why>,
    /// What is not known about it.
    pub doubts: Vec<Doubt>,
    /// Which rules get how much of it, in the order of the rules. Of a pack that does not say whether units may count twice,
    /// what they get if they may.
    pub fills: Vec<(usize, Range)>,
}

/// Why something of an entry does not count. Filters and caps are named by their index in the pack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// It lies outside the cycle, and no rule reaches it.
    Window,
    /// Nothing that it states is turned into units.
    Rate,
    /// It lies in the cycle before, and no more than what counts of it carries over.
    Carry,
    /// Its provider is not the right one.
    Provider(usize),
    /// It lacks what it must have.
    Has(usize),
    /// It was done before this day.
    After(usize, Date),
    /// It repeats this entry.
    Repeat(usize),
    /// What it is taken together with does not reach the floor.
    Floor {
        /// The filter.
        filter: usize,
        /// What it is worth together.
        sum: Range,
        /// What it should be.
        floor: Amount,
    },
    /// It is above a cap.
    Cap {
        /// The cap.
        cap: usize,
        /// What may count.
        most: Range,
        /// What of it is above.
        cut: Range,
    },
}

impl Why {
    /// The word for it in machine formats.
    pub fn word(self) -> &'static str {
        match self {
            Self::Window => "window",
            Self::Rate => "rate",
            Self::Carry => "carry",
            Self::Provider(_) => "provider",
            Self::Has(_) => "has",
            Self::After(..) => "after",
            Self::Repeat(_) => "repeat",
            Self::Floor { .. } => "floor",
            Self::Cap { .. } => "cap",
        }
    }
}

/// Rules that lack units together, because nothing that could fill them is left: a part of the minimum cut of the flow from
/// entries to rules, apart from the other parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cut {
    /// The rules.
    pub rules: Vec<usize>,
    /// What they ask together.
    pub need: Amount,
    /// What they lack together.
    pub lack: Amount,
    /// Entries that can fill only these rules.
    pub only: Vec<usize>,
    /// Entries that can fill these rules, are wholly used for them, and could fill others too.
    pub also: Vec<usize>,
    /// Those of the rules that no entry fits.
    pub unfilled: Vec<usize>,
    /// Entries that count and can fill only rules outside this cut.
    pub others: Vec<usize>,
}
