//! Rules → answers. Comes in: a pack, circumstances, a ledger. Goes out: the answer for each rule and for the whole. Where it
//! is not known whether one unit may count in two rules, both readings are worked out, and what differs is unknown.

use jiff::civil::Date;

use super::allocate::allocate;
use super::worth::{Worths, worths};
use super::{Amount, Answer, Circumstances, Entry, Outcome, Range, RuleAnswer, STEP, Status, parts, share_of};
use crate::load::pack::{Demand, Known, Overlap, Pack, Rule, Selector, SelectorField, ShareOf, Span};
use crate::load::values::{SCALE, decimal};

/// Judges a licence. O(rules × entries), and a flow where one unit fills one rule only.
pub fn judge(pack: &Pack, about: &Circumstances<'_>, ledger: &[Entry<'_>]) -> Answer {
    let required = total(pack, about);
    let worths = worths(pack, about, ledger, required);
    let bench = Bench { pack, about, ledger, worths: &worths, required };
    let (rules, status) = match &pack.overlap {
        Overlap::Shared => bench.reading(None),
        Overlap::Split(ids) => bench.reading(Some(bench.buckets(|rule| ids.contains(&rule.id)))),
        Overlap::Unknown => {
            let shared = bench.reading(None);
            let exclusive = bench.reading(Some(bench.categories()));
            both(shared, exclusive)
        }
    };
    let outcome = bench.outcome(status);
    Answer { outcome, rules, not_counted: worths.not_counted }
}

/// The units that a pack requires in all: what its first rule without a selection asks; none where it has no such rule.
fn total(pack: &Pack, about: &Circumstances<'_>) -> Amount {
    let of_all = pack
        .rules
        .iter()
        .filter(|rule| rule.of.fields.is_empty() && about.answers.fit(pack, &rule.when) != Known::No && !rule.is_advice);
    let asked = |rule: &Rule| rule.asks.iter().find_map(|ask| if let Demand::Min(least) = ask { Some(*least) } else { None });
    of_all.filter_map(|rule| Some(scaled(rule, about, asked(rule)?))).max().unwrap_or(0)
}

/// Units a rule asks, less for part of a position.
fn scaled(rule: &Rule, about: &Circumstances<'_>, units: i64) -> Amount {
    let asked = parts(units);
    let share = about.answers.get("employment_share").and_then(|share| decimal(share).ok()).unwrap_or(about.fte);
    if rule.is_scaled { share_of(asked, share.clamp(0, SCALE)) } else { asked }
}

/// Answers of two readings: where they differ nobody knows. Units are those of the first, in which each counts wherever it
/// fits.
fn both(shared: (Vec<RuleAnswer>, Status), exclusive: (Vec<RuleAnswer>, Status)) -> (Vec<RuleAnswer>, Status) {
    let same = |one: Status, other: Status| if one == other { one } else { Status::Unknown };
    let rules = shared.0.into_iter().zip(exclusive.0);
    let rules = rules.map(|(one, other)| RuleAnswer { status: same(one.status, other.status), ..one });
    (rules.collect(), same(shared.1, exclusive.1))
}

/// Everything a rule is judged by.
struct Bench<'a> {
    pack: &'a Pack,
    about: &'a Circumstances<'a>,
    ledger: &'a [Entry<'a>],
    worths: &'a Worths,
    required: Amount,
}

/// Rules among which units are divided, by their number, and what each gets.
type Buckets = Vec<(usize, Range)>;

impl Bench<'_> {
    fn outcome(&self, status: Status) -> Outcome {
        if self.pack.is_suspended {
            return Outcome::Suspended;
        }
        let exempt = self.pack.exempt.iter().map(|one| self.about.answers.fit(self.pack, &one.when)).collect::<Vec<_>>();
        if exempt.contains(&Known::Yes) {
            Outcome::Exempt
        } else if exempt.contains(&Known::Maybe) && status != Status::Met {
            Outcome::Rules(Status::Unknown)
        } else {
            Outcome::Rules(status)
        }
    }

    /// One reading: rules among `buckets` have the units that they are given, others all that fit them.
    fn reading(&self, buckets: Option<Buckets>) -> (Vec<RuleAnswer>, Status) {
        let buckets = buckets.unwrap_or_default();
        let mut rules = Vec::new();
        let mut worst = Status::Met;
        for (number, rule) in self.pack.rules.iter().enumerate() {
            let guard = self.about.answers.fit(self.pack, &rule.when);
            if guard == Known::No {
                continue;
            }
            let given = buckets.iter().find(|(of, _)| *of == number).map(|(_, range)| *range);
            let status = self.rule(rule, given);
            let status = if guard == Known::Maybe && status == Status::Short { Status::Unknown } else { status };
            let binds = !rule.is_advice && !rule.limits_employer;
            worst = if binds { worst.max(status) } else { worst };
            let (need, have) = self.units(rule, given).map_or((None, None), |(need, have)| (Some(need), Some(have)));
            rules.push(RuleAnswer { id: rule.id.clone(), status, need, have, binds });
        }
        (rules, worst)
    }

    /// Units that a rule needs and has, where it asks units.
    fn units(&self, rule: &Rule, given: Option<Range>) -> Option<(Amount, Range)> {
        rule.asks.iter().find_map(|ask| match ask {
            Demand::Min(least) => Some((scaled(rule, self.about, *least), given.unwrap_or_else(|| self.sum(&rule.of)))),
            Demand::MinShare(share, base) => Some((self.share(*share, *base), self.sum(&rule.of))),
            _ => None,
        })
    }

    fn share(&self, share: i64, base: ShareOf) -> Amount {
        let whole = match base {
            ShareOf::Required => self.required,
            ShareOf::Earned => self.sum(&Selector::default()).high,
        };
        share_of(whole, share)
    }

    fn rule(&self, rule: &Rule, given: Option<Range>) -> Status {
        rule.asks.iter().map(|ask| self.demand(rule, ask, given)).max().unwrap_or(Status::Met)
    }

    fn demand(&self, rule: &Rule, ask: &Demand, given: Option<Range>) -> Status {
        match ask {
            Demand::Min(least) if rule.span == Span::Year => self.each_year(rule, scaled(rule, self.about, *least)),
            Demand::Min(least) => {
                let have =
                    given.unwrap_or_else(|| if rule.span == Span::Career { self.ever(&rule.of) } else { self.sum(&rule.of) });
                at_least(have, scaled(rule, self.about, *least))
            }
            Demand::Max(most) => at_most(self.sum(&rule.of), parts(*most)),
            Demand::MinShare(share, base) => at_least(self.sum(&rule.of), self.share(*share, *base)),
            Demand::MaxShare(share, base) => at_most(self.sum(&rule.of), self.share(*share, *base)),
            Demand::Different(field, least) => at_least(self.different(&rule.of, field), Amount::from(*least / SCALE)),
            Demand::Need(key) => self.need(key, &rule.of).max(self.in_time(rule, key)),
            Demand::Goals(from, least) => {
                let have: usize = from.iter().map(|layer| self.about.goals.get(layer).copied().unwrap_or(0)).sum();
                if i64::try_from(have).is_ok_and(|have| have >= *least) { Status::Met } else { Status::Short }
            }
            Demand::Any(branches) => branches.iter().map(|branch| self.branch(branch)).min().unwrap_or(Status::Met),
        }
    }

    /// A branch holds where all of its rules do that apply; one of which no rule applies is no way out.
    fn branch(&self, branch: &[Rule]) -> Status {
        let applying: Vec<Status> = branch
            .iter()
            .filter_map(|rule| match self.about.answers.fit(self.pack, &rule.when) {
                Known::No => None,
                Known::Yes => Some(self.rule(rule, None)),
                Known::Maybe => Some(self.rule(rule, None).max(Status::Unknown)),
            })
            .collect();
        applying.into_iter().max().unwrap_or(Status::Short)
    }

    /// Units of all entries that a selection fits, and that count for a rule of this reach.
    fn sum(&self, of: &Selector) -> Range {
        let lookback = of.lookback.unwrap_or(0);
        self.fitting(of).fold(Range::default(), |sum, at| {
            let reaches = lookback > 0 && self.about.counts(self.ledger[at].date, self.pack, lookback);
            let worth = if reaches { self.worths.whole[at] } else { self.worths.counted[at] };
            sum.plus(self.certain(of, at, worth))
        })
    }

    /// Units of all entries that a selection fits, whenever they were earned.
    fn ever(&self, of: &Selector) -> Range {
        self.fitting(of).fold(Range::default(), |sum, at| sum.plus(self.certain(of, at, self.worths.whole[at])))
    }

    /// A worth of which it is not known that the selection fits is worth between nothing and all.
    fn certain(&self, of: &Selector, at: usize, worth: Range) -> Range {
        if of.fit(&self.ledger[at].record) == Known::Yes { worth } else { Range { low: 0, ..worth } }
    }

    fn fitting(&self, of: &Selector) -> impl Iterator<Item = usize> {
        (0..self.ledger.len()).filter(move |at| of.fit(&self.ledger[*at].record) != Known::No)
    }

    /// The least of all years of the cycle that have begun.
    fn each_year(&self, rule: &Rule, least: Amount) -> Status {
        let years = i32::from(self.pack.cycle.years.unwrap_or(1));
        let now = self.about.year_of(Some(self.about.as_of).filter(|day| *day <= self.about.answers.expires));
        (now.min(years - 1)..years)
            .map(|year| {
                let of_year = self.fitting(&rule.of).filter(|at| self.year_of(*at, years) == year);
                at_least(
                    of_year.fold(Range::default(), |sum, at| sum.plus(self.certain(&rule.of, at, self.worths.counted[at]))),
                    least,
                )
            })
            .max()
            .unwrap_or(Status::Met)
    }

    /// The year of the cycle in which an entry counts; what is carried over counts in the first.
    fn year_of(&self, at: usize, years: i32) -> i32 {
        self.about.year_of(self.ledger[at].date).min(years - 1)
    }

    /// How many different values of a field there are among what counts.
    fn different(&self, of: &Selector, field: &str) -> Range {
        let count = |high: bool| {
            let counts = |at: &usize| if high { self.worths.counted[*at].high > 0 } else { self.worths.counted[*at].low > 0 };
            let mut values: Vec<&str> = self.fitting(of).filter(counts).flat_map(|at| self.values(at, field)).collect();
            values.sort_unstable();
            values.dedup();
            values.len() as Amount
        };
        Range { low: count(false), high: count(true) }
    }

    fn values(&self, at: usize, field: &str) -> Vec<&str> {
        let entry = &self.ledger[at];
        match field {
            "tag" => entry.record.tags.clone(),
            "kind" => entry.record.kind.into_iter().collect(),
            "topic" | "category" => entry.record.topic.into_iter().collect(),
            _ => vec![entry.id],
        }
    }

    /// Whether what was approved was so in time, where both days are known.
    fn in_time(&self, rule: &Rule, key: &str) -> Status {
        let deadline = rule.within.as_deref().and_then(|within| self.about.deadline(within));
        if self.approved(key).zip(deadline).is_some_and(|(approved, deadline)| deadline < approved) {
            Status::Short
        } else {
            Status::Met
        }
    }

    /// The day on which a fact outside the ledger was approved, as one of its answers says.
    fn approved(&self, key: &str) -> Option<Date> {
        let keys = [format!("{key}_approved"), format!("{key}_date"), key.to_owned()];
        keys.iter().find_map(|key| self.about.answers.day(key))
    }

    /// A fact outside the ledger: answered yes, approved on a day, or shown by an entry.
    fn need(&self, key: &str, of: &Selector) -> Status {
        let counts = |at: usize| self.worths.counted[at].low > 0 || self.worths.whole[at] == Range::default();
        let in_time = |at: usize| self.about.counts(self.ledger[at].date, self.pack, 0);
        let shown = !of.fields.is_empty() && self.fitting(of).any(|at| in_time(at) && counts(at));
        match self.about.answers.yes(key) {
            Some(true) => Status::Met,
            _ if shown || self.approved(key).is_some() => Status::Met,
            Some(false) => Status::Short,
            None => Status::Unknown,
        }
    }

    /// Categories that may compete for a unit: rules that ask units of a selection. One that lies within another is a part
    /// of it and does not compete.
    fn categories(&self) -> Buckets {
        let all: Vec<usize> = self.numbered(|rule| {
            !rule.of.fields.is_empty()
                && rule.of.fields.iter().all(|(field, _)| matches!(field, SelectorField::Tag | SelectorField::Topic))
        });
        let within =
            |inner: usize, outer: usize| inner != outer && is_within(&self.pack.rules[inner].of, &self.pack.rules[outer].of);
        let outermost: Vec<usize> = all.iter().copied().filter(|inner| !all.iter().any(|outer| within(*inner, *outer))).collect();
        self.buckets(|rule| outermost.iter().any(|at| std::ptr::eq(&raw const self.pack.rules[*at], rule)))
    }

    /// Top rules that ask units, bind, apply, and are chosen.
    fn numbered(&self, chosen: impl Fn(&Rule) -> bool) -> Vec<usize> {
        let asks = |rule: &Rule| matches!(rule.asks.as_slice(), [Demand::Min(_)]) && rule.span == Span::Cycle;
        let rules = self.pack.rules.iter().enumerate();
        rules
            .filter(|(_, rule)| {
                asks(rule) && chosen(rule) && !rule.is_advice && self.about.answers.fit(self.pack, &rule.when) != Known::No
            })
            .map(|(at, _)| at)
            .collect()
    }

    /// Divides units among chosen rules so that no unit is used twice and as much as can be is filled.
    fn buckets(&self, chosen: impl Fn(&Rule) -> bool) -> Buckets {
        let rules = self.numbered(chosen);
        let rules = &rules[..rules.len().min(MAX_BUCKETS)];
        let asked: Vec<Amount> = rules
            .iter()
            .map(|at| self.units(&self.pack.rules[*at], Some(Range::default())).map_or(0, |(need, _)| need))
            .collect();
        let units = |high: bool| -> Vec<(u32, Amount)> {
            let fills = |entry: usize| {
                rules.iter().enumerate().fold(0, |bits, (bit, at)| {
                    let of = self.pack.rules[*at].of.fit(&self.ledger[entry].record);
                    if of == Known::Yes || (high && of == Known::Maybe) { bits | 1 << bit } else { bits }
                })
            };
            (0..self.ledger.len())
                .map(|at| (fills(at), if high { self.worths.counted[at].high } else { self.worths.counted[at].low }))
                .collect()
        };
        let (low, high) = (allocate(&units(false), &asked), allocate(&units(true), &asked));
        rules.iter().zip(low.into_iter().zip(high)).map(|(at, (low, high))| (*at, Range { low, high: high.max(low) })).collect()
    }
}

/// How many rules units are divided among: sets of them are bits of a number.
const MAX_BUCKETS: usize = 16;

/// Whether one selection is a part of another: everything that it fits the other fits too, and not the other way round.
fn is_within(inner: &Selector, outer: &Selector) -> bool {
    implies(inner, outer) && !implies(outer, inner)
}

/// Whether everything that one selection fits is fitted by another.
fn implies(inner: &Selector, outer: &Selector) -> bool {
    let narrower = |(field, words): &(SelectorField, Vec<String>)| {
        inner.fields.iter().any(|(other, fewer)| other == field && fewer.iter().all(|word| words.contains(word)))
    };
    outer.fields.iter().all(narrower)
}

fn at_least(have: Range, least: Amount) -> Status {
    if have.low >= least {
        Status::Met
    } else if have.high < least {
        Status::Short
    } else {
        Status::Unknown
    }
}

fn at_most(have: Range, most: Amount) -> Status {
    if have.high <= most {
        Status::Met
    } else if have.low > most {
        Status::Short
    } else {
        Status::Unknown
    }
}

/// Units for people, in ten-thousandths, rounded down.
pub fn units(amount: Amount) -> i64 {
    i64::try_from(amount / STEP).unwrap_or(i64::MAX)
}
