//! Relicensure packs: a jurisdiction's rules of renewal as data. Comes in: YAML, shipped or a district's own. Goes out:
//! packs, and every mistake in one with its place. Nothing is worked out here; numbers are in ten-thousandths, so that
//! no arithmetic is rounded.

/// The packs that are compiled in.
pub mod shipped;

mod ask;
mod binding;
mod force;
mod guard;
mod open;
mod read;
mod row;
mod rule;
mod select;

pub use self::ask::{Answer, Ask};
pub use self::binding::{Binding, ProfileFault, SHARE, STALE_MONTHS, Standing};
pub use self::force::{Wanted, in_force, is_path};
pub use self::guard::{Answers, Known};
pub use self::open::{Opened, open};
pub use self::read::{own_rules, read};
pub use self::row::{Basis, Cap, Conversion, Cycle, EntryField, Exemption, Filter, Per, Provider};
pub use self::rule::{Demand, Guard, LAYERS, Lapse, Rule, Selector, SelectorField, ShareOf, Span, Test, Within};
pub use self::select::Record;

use jiff::civil::Date;

/// A jurisdiction's rules of renewal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pack {
    /// Its id, such as `us-ma/teacher`.
    pub id: String,
    /// Where the manifest puts it in force; nowhere of a pack that is not, and of own rules.
    pub named_at: Option<crate::source::Span>,
    /// The pack it adds to or tightens.
    pub extends: Option<String>,
    /// Every pack below it, from the one that extends nothing up.
    pub bases: Vec<String>,
    /// Jurisdiction and credential, for people.
    pub name: String,
    /// When its facts were put together, as year and month.
    pub date: Option<(i16, i8)>,
    /// How far it is to be trusted.
    pub confidence: Confidence,
    /// Addresses of what it was made from.
    pub sources: Vec<String>,
    /// What its rules cannot say.
    pub notes: Vec<String>,
    /// What of the jurisdiction's rules it does not cover.
    pub not_covered: Vec<String>,
    /// What it must be told about an educator.
    pub asks: Vec<Ask>,
    /// Shown, and never failed.
    pub is_suspended: bool,
    /// When it applies.
    pub effective: Option<Effective>,
    /// The unit in which it counts.
    pub unit: Unit,
    /// The time in which units are earned: the first whose guard holds.
    pub cycles: Vec<Cycle>,
    /// Who owes nothing.
    pub exempt: Vec<Exemption>,
    /// What an entry of the ledger is worth; the first row that fits counts.
    pub convert: Vec<Conversion>,
    /// Entries that fail one of these are worth nothing.
    pub filters: Vec<Filter>,
    /// What is above a cap is not counted.
    pub caps: Vec<Cap>,
    /// Whether one unit may count in several rules.
    pub overlap: Overlap,
    /// Whether units renew several licences.
    pub licences: Licences,
    /// What may be carried over from the cycle before.
    pub carry: Carry,
    /// Whether the same activity may be counted again.
    pub repeat: Repeat,
    /// What is asked.
    pub rules: Vec<Rule>,
}

/// How far facts are to be trusted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// Weak or indirect sources only.
    #[default]
    Low,
    /// One sound source, or old or conflicting ones.
    Medium,
    /// The primary text was read, or two sources agree.
    High,
}

impl Confidence {
    /// The words in packs, in their order.
    pub const WORDS: [&'static str; 3] = ["low", "medium", "high"];
    /// All of them, in the order of their words.
    pub const ALL: [Self; 3] = [Self::Low, Self::Medium, Self::High];

    /// The word in packs.
    pub fn word(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

/// When a pack applies: to licences that expire, were issued or are renewed in a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Effective {
    /// From this day.
    pub from: Option<Date>,
    /// Until this day.
    pub until: Option<Date>,
    /// By which day of a licence.
    pub by: Moment,
}

/// A day of a licence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Moment {
    /// The day it expires.
    #[default]
    Expiry,
    /// The day it was issued.
    Issue,
    /// The day it is renewed, which is the day it expires.
    Renewal,
}

/// The unit of a pack. Its id belongs to the pack, so that units of one never add to another's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unit {
    /// Its id.
    pub id: String,
    /// One of it.
    pub name: String,
    /// Several.
    pub plural: String,
    /// How many an hour is worth, in ten-thousandths; none where nobody states it.
    pub per_hour: Option<i64>,
}

/// Whether one unit may count in several rules.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Overlap {
    /// Nobody states it.
    #[default]
    Unknown,
    /// In every rule it fits.
    Shared,
    /// In one of these rules only.
    Split(Vec<String>),
}

/// Whether units renew several licences.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Licences {
    /// Nobody states it.
    #[default]
    Unknown,
    /// All of them.
    Shared,
    /// Each further one asks for more: what counts for each licence counts so many times as the answer to this question says.
    /// `{extra: 30, of: {tag: x}, count: key}` is read as this and a rule `further-licences` of 30 units for each licence.
    Extra(String),
}

/// What may be carried over.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Carry {
    /// Nobody states it.
    #[default]
    Unknown,
    /// Nothing.
    Nothing,
    /// Of these entries, so many units at most (in ten-thousandths; all where nothing is said).
    Some {
        /// Which entries.
        of: Selector,
        /// At most.
        most: Option<i64>,
    },
}

/// Whether the same activity may be counted again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Repeat {
    /// Nobody states it.
    #[default]
    Unknown,
    /// Once.
    Once,
    /// As often as it is done.
    Free,
}
