//! What the judge says, in words for educators. Comes in: a licence that was judged, and parts of its answer. Goes out: short
//! plain texts of ids and exact numbers; never a title, a topic or another text of a credit. Apart, because findings, the
//! terminal and JSON say the same.

use jiff::civil::Date;

use super::phrases::{THE, different_of, layers};
use super::{Judged, Lacking};
use crate::license::{Amount, PARTS, Range, STEP, units};
use crate::license::{Cause, Cut, Doubt, Status, Units, Why};
use crate::load::pack::{Cap, Effective, Filter, Moment, Pack, Rule, SelectorField, Span};
use crate::load::values::{SCALE, counted, number};

/// Said once wherever a result is shown.
pub const NOT_ADVICE: &str = "This is not legal advice: ask the licensing office before you rely on it.";

/// An amount as people read it, rounded down to a ten-thousandth.
pub fn amount(amount: Amount) -> String {
    number(units(amount))
}

/// Something that is missing, rounded up, so that what is there and what is missing make the whole.
pub fn missing(amount: Amount) -> Amount {
    (amount + STEP - 1) / STEP * STEP
}

/// Whether an amount is so large that it stands for any: an hour of which nobody states what it is worth may be worth all.
pub fn is_open(amount: Amount) -> bool {
    amount >= 1_000_000 * PARTS
}

/// An amount that may be known only between two bounds: `6`, `from 0 to 6`, `0 or more`.
pub fn range(range: Range) -> String {
    if units(range.low) == units(range.high) {
        amount(range.low)
    } else if is_open(range.high) {
        format!("{} or more", amount(range.low))
    } else {
        format!("from {} to {}", amount(range.low), amount(range.high))
    }
}

/// A number of things that may be known only between two bounds; things have no parts.
fn counts(range: Range) -> String {
    if range.is_known() { range.low.to_string() } else { format!("from {} to {}", range.low, range.high) }
}

/// An amount with the pack's word for its unit: `6 professional development points`, `1 hour`.
pub fn of_unit(pack: &Pack, of: Amount) -> String {
    format!("{} {}", amount(of), unit(pack, of))
}

/// The pack's word for so many units.
pub fn unit(pack: &Pack, of: Amount) -> &str {
    if units(of) == SCALE { &pack.unit.name } else { &pack.unit.plural }
}

/// Ids in a sentence: `a`, `a and b`, `a, b and c`; of many the first ones.
pub fn listed<T: AsRef<str>>(ids: &[T]) -> String {
    const NAMED: usize = 6;
    let named: Vec<&str> = ids.iter().take(NAMED).map(AsRef::as_ref).collect();
    match (ids.len().saturating_sub(NAMED), named.split_last()) {
        (0, None) => String::new(),
        (0, Some((last, []))) => (*last).to_owned(),
        (0, Some((last, first))) => format!("{} and {last}", first.join(", ")),
        (more, _) => format!("{} and {more} more", named.join(", ")),
    }
}

impl Judged<'_> {
    /// The name of a rule behind its id, where it says more.
    pub fn titled(&self, rule: &Rule) -> String {
        let id = self.rule_id(rule);
        if rule.name.is_empty() || rule.name == rule.id { id } else { format!("{id} ({})", rule.name) }
    }

    /// What is not known, in words that say what would settle it.
    pub fn doubt(&self, doubt: &Doubt) -> String {
        let pack = self.pack;
        match doubt {
            Doubt::Question(key) => match pack.ask(key) {
                Some(ask) => {
                    format!("{} (`profile.{key}`: {})", ask.question, ask.answer.describe())
                }
                None => format!("the answer to `profile.{key}`"),
            },
            Doubt::Approval(key) => match pack.ask(key) {
                Some(ask) => format!("{} (`profile.{key}`: a date)", ask.question),
                None => format!("the day of `profile.{key}`"),
            },
            Doubt::Overlap => "whether one unit may count in two rules, which nobody states".to_owned(),
            Doubt::Carry => "whether anything carries over from the cycle before, which nobody states".to_owned(),
            Doubt::Repeat(entry) => format!("whether {} may count, which repeats an activity", self.entry(*entry)),
            Doubt::Provider(entry) => {
                let whose = self.entries[*entry].record.provider.map_or_else(
                    || format!("who provided {}, and whether they are approved", self.entry(*entry)),
                    |provider| format!("whether {provider}, who provided {}, is approved", self.entry(*entry)),
                );
                format!("{whose} for {} (`providers.approved_for`)", pack.id)
            }
            Doubt::Entry(entry) => format!(
                "what kind of learning {} is, and what it ends with: a row of `credits` that names it can say so (`kind`, `has`, `topic`)",
                self.entry(*entry)
            ),
            Doubt::Hour(entry) => format!("how many {} an hour of {} is worth", pack.unit.plural, self.entry(*entry)),
            Doubt::Total => "the total of which a share is asked, which no rule states".to_owned(),
            Doubt::Goals => "which goals there are, because there is no list of individual plans (`individual_plans`)".to_owned(),
            Doubt::Effective => self.effective(),
            Doubt::Part(day) => {
                format!("whether all of it is asked for the time that ends on {day}, in which the license was issued")
            }
        }
    }

    /// For which licences the rules hold: `whether these rules hold for this license: they are for licenses that were issued …`.
    fn effective(&self) -> String {
        let Some(Effective { from, until, by }) = self.pack.effective else { return "what is asked".to_owned() };
        let by = match by {
            Moment::Expiry => "expire",
            Moment::Issue => "were issued (`issued`)",
            Moment::Renewal => "are renewed",
        };
        let days = match (from, until) {
            (Some(from), Some(until)) => format!("from {from} to {until}"),
            (Some(from), None) => format!("from {from} on"),
            (None, Some(until)) => format!("until {until}"),
            (None, None) => String::new(),
        };
        format!("what is asked of this license: these rules hold for licenses that {by} {days}")
    }

    /// Why something of an entry does not count.
    pub fn why(&self, why: Why) -> String {
        match why {
            Why::Window => "outside the period of the license".to_owned(),
            Why::Rate => self.unrated(),
            Why::Carry => "from the cycle before; no more of it carries over".to_owned(),
            Why::Provider(_) => "provider not approved".to_owned(),
            Why::Has(filter) => format!("without {}", self.filter(filter).map_or_else(String::new, |of| of.has.join(" or "))),
            Why::After(filter, day) => {
                let key = self.filter(filter).and_then(|filter| filter.after.as_deref()).unwrap_or_default();
                format!("before {}", self.since(key, day))
            }
            Why::Repeat(other) => format!("it repeats {}, which counts", self.entry(other)),
            Why::Floor { filter, sum, floor } => {
                let group = self.filter(filter).and_then(|of| of.group).map_or("group", |field| field.word());
                let most = if sum.is_known() { "" } else { "at most " };
                format!("its {group} reaches {most}{} of {}", amount(sum.high), of_unit(self.pack, floor))
            }
            Why::Cap { cap, most, .. } => {
                let time = self.cap(cap).map_or("", |cap| within(cap.span));
                format!("above the cap of {}{time}", if most.is_known() { of_unit(self.pack, most.low) } else { range(most) })
            }
        }
    }

    /// A day from which something counts, and what was on it: `2026-01-10, the answer to “When was it approved?”`.
    pub fn since(&self, key: &str, day: Date) -> String {
        match self.pack.ask(key) {
            _ if key == "plan" || key == "plan_approved" => format!("the plan was approved on {day}"),
            Some(ask) => format!("{day}, the answer to “{}”,", ask.question),
            None => format!("{day} (`profile.{key}`)"),
        }
    }

    /// Why an entry is turned into no units, and what would be.
    fn unrated(&self) -> String {
        let of = self.pack.convert.iter().flat_map(|row| &row.of.fields);
        let kinds = of.filter(|(field, _)| *field == SelectorField::Kind).flat_map(|(_, words)| words);
        let mut kinds: Vec<&str> = kinds.map(String::as_str).collect();
        kinds.sort_unstable();
        kinds.dedup();
        let hours = (self.pack.unit.per_hour != Some(0)).then(|| "its hours".to_owned());
        let kinds = (!kinds.is_empty()).then(|| format!("a kind that it knows ({})", kinds.join(", ")));
        let ways: Vec<String> = hours.into_iter().chain(kinds).collect();
        let give = if ways.is_empty() { String::new() } else { format!(": give {}", ways.join(", or ")) };
        format!("this license has no rate for it{give}")
    }

    fn filter(&self, at: usize) -> Option<&Filter> {
        self.pack.filters.get(at)
    }

    fn cap(&self, at: usize) -> Option<&Cap> {
        self.pack.caps.get(at)
    }

    /// Why a rule is not met, one cause by itself.
    pub fn cause(&self, lacking: &Lacking<'_>) -> String {
        match lacking.cause {
            Cause::Units | Cause::TooMuch => lacking.answer.units.map_or_else(String::new, |units| self.lack(&units)),
            Cause::Need { key, .. } => match self.pack.ask(key) {
                Some(ask) => format!("“{}” is answered with no", ask.question),
                None => format!("`profile.{key}` says no"),
            },
            Cause::Number { key, need, have } => {
                let asked = number(*need);
                have.map_or_else(
                    || format!("`profile.{key}` is not answered, and {asked} are asked"),
                    |have| format!("`profile.{key}` says {}, and {asked} are asked", number(have)),
                )
            }
            Cause::Late { approved, deadline } => format!("approved on {approved}, due by {deadline}"),
            Cause::Goals { from, need, have } => format!("{have} of {} {}", counted(*need, "goal"), layers(from, THE)),
            Cause::Variety { need, have } => {
                format!("{} of {}", counts(*have), different_of(*need * SCALE, lacking.varied()))
            }
            Cause::TooVaried { most, have } => {
                format!("{} of at most {}", counts(*have), different_of(*most * SCALE, lacking.varied()))
            }
            Cause::Alternatives => "none of the alternatives holds".to_owned(),
        }
    }

    /// `9 of 15 hours, 6 missing`.
    pub fn lack(&self, of: &Units) -> String {
        let lack = of.lack();
        let least = if lack.is_known() { "" } else { "at least " };
        if of.is_most {
            let over = amount(missing(lack.low));
            return format!("{} of at most {}, {least}{over} too many", range(of.have), of_unit(self.pack, of.need.high));
        }
        let lack = amount(missing(lack.low));
        format!("{} of {} {}, {least}{lack} missing", range(of.have), range(of.need), unit(self.pack, of.need.high))
    }

    /// A minimum cut in words: what can fill only these rules, and how much these lack together.
    pub fn cut_in_words(&self, cut: &Cut) -> String {
        let ids = |rules: &[usize]| listed(&rules.iter().map(|rule| self.pack.rules[*rule].id.as_str()).collect::<Vec<_>>());
        let entries = |entries: &[usize]| listed(&entries.iter().map(|at| self.entry(*at)).collect::<Vec<_>>());
        let filled: Vec<usize> = cut.rules.iter().copied().filter(|rule| !cut.unfilled.contains(rule)).collect();
        let (rules, lack) = (ids(&filled), of_unit(self.pack, missing(cut.lack)));
        let (only, also) = (entries(&cut.only), entries(&cut.also));
        let together = if filled.len() > 1 { "together lack" } else { "lacks" };
        let goes = if cut.also.len() == 1 { "goes" } else { "go" };
        let mut parts = Vec::new();
        if !filled.is_empty() {
            parts.push(match (cut.only.is_empty(), cut.also.is_empty()) {
                (true, true) => format!("{rules} {together} {lack}"),
                (false, true) => format!("{only} can fill only {rules}, which {together} {lack}"),
                (true, false) => format!("{also} already {goes} wholly to {rules}, which {together} {lack}"),
                (false, false) => {
                    format!("{only} can fill only {rules}, and {also} already {goes} wholly there; {rules} {together} {lack}")
                }
            });
        }
        if !cut.unfilled.is_empty() {
            parts.push(format!("nothing earned or planned fills {}", ids(&cut.unfilled)));
        }
        parts.join("; ")
    }
}

/// In which time something counts, in words.
fn within(span: Span) -> &'static str {
    match span {
        Span::Cycle | Span::Licence | Span::Career => "",
        Span::Year => " in a year",
        Span::Semester => " in a semester",
        Span::Week => " in a week",
        Span::Day => " in a day",
    }
}

/// The word of a status.
pub fn status(status: Status) -> &'static str {
    match status {
        Status::Met => "met",
        Status::Unknown => "unknown",
        Status::Short => "short",
    }
}
