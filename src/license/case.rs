//! What stays the same whatever the answers are. Comes in: a pack, circumstances, a ledger. Goes out: the rules as lines, those
//! inside branches too, which entries fit which of them, and entries in an order that does not hang on how they were listed.

use super::answer::Doubt;
use super::clock::Reach;
use super::{Circumstances, Entry};
use crate::load::pack::{Demand, Known, Pack, Rule, Selector, Span, Within};

/// A rule, or a rule inside a branch.
pub(super) struct Line<'a> {
    pub(super) rule: &'a Rule,
    /// The index of the rule in `pack.rules` in which it stands.
    pub(super) top: usize,
    /// The line of the rule whose alternative it is, which of its asks and branches it stands in, and its index there.
    pub(super) inside: Option<Place>,
    /// How many lines it takes: itself and those inside its branches, which follow it.
    pub(super) size: usize,
}

/// Where a rule stands inside another.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub(super) line: usize,
    pub(super) ask: usize,
    pub(super) branch: usize,
    pub(super) index: usize,
}

impl Line<'_> {
    /// How far back entries count for it.
    pub(super) fn reach(&self) -> Reach {
        match (self.rule.span, self.rule.of.lookback) {
            (Span::Career, _) => Reach::Career,
            (_, Some(years)) => Reach::Years(years),
            _ => Reach::Cycle,
        }
    }

    /// By when its units must be earned. Of a rule that asks for a fact it is the fact.
    pub(super) fn deadline(&self) -> Option<Within> {
        let is_of_fact = self.rule.asks.iter().any(|ask| matches!(ask, Demand::Need(..)));
        self.rule.within.filter(|_| !is_of_fact)
    }

    /// Whether it asks for at least so many units.
    pub(super) fn asks_units(&self) -> bool {
        self.rule.asks.iter().any(|ask| matches!(ask, Demand::Min(_) | Demand::MinShare(..)))
    }
}

/// A pack, circumstances, and a ledger.
pub(super) struct Case<'a> {
    pub(super) pack: &'a Pack,
    pub(super) about: &'a Circumstances<'a>,
    pub(super) ledger: &'a [Entry<'a>],
    /// Entries in the order of time; what is planned last, and of one day by their ids.
    pub(super) order: Vec<usize>,
    /// Every rule, each before those inside it.
    pub(super) lines: Vec<Line<'a>>,
    /// Whether an entry fits what a line selects, line by line.
    fits: Vec<Known>,
}

impl<'a> Case<'a> {
    pub(super) fn of(pack: &'a Pack, about: &'a Circumstances<'a>, ledger: &'a [Entry<'a>]) -> Self {
        let mut lines = Vec::with_capacity(pack.rules.len());
        for (top, rule) in pack.rules.iter().enumerate() {
            add(&mut lines, rule, top, None);
        }
        let of_entry = |line: &Line<'a>, entry: &Entry<'_>| line.rule.of.fit(&entry.record);
        let fits = lines.iter().flat_map(|line| ledger.iter().map(move |entry| of_entry(line, entry))).collect();
        let mut order: Vec<usize> = (0..ledger.len()).collect();
        order.sort_by(|one, other| in_time(&ledger[*one], &ledger[*other]));
        Self { pack, about, ledger, order, lines, fits }
    }

    /// Whether an entry fits what a line selects.
    pub(super) fn fit(&self, line: usize, entry: usize) -> Known {
        self.fits[line * self.ledger.len() + entry]
    }

    /// What is not known where it is not known whether a selection fits an entry.
    pub(super) fn unstated(&self, of: &Selector, entry: usize) -> Doubt {
        self.ledger[entry].unstated(of, entry)
    }

    /// The lines of the rules themselves, without those inside branches.
    pub(super) fn tops(&self) -> impl Iterator<Item = usize> {
        let mut next = 0;
        std::iter::from_fn(move || {
            let line = self.lines.get(next).map(|line| line.size)?;
            next += line;
            Some(next - line)
        })
    }

    /// The lines inside a rule whose branches these are, by ask, branch and index.
    pub(super) fn inside(&self, line: usize) -> impl Iterator<Item = (usize, Place)> {
        let all = line + 1..line + self.lines[line].size;
        all.filter_map(move |inner| self.lines[inner].inside.filter(|place| place.line == line).map(|place| (inner, place)))
    }
}

fn add<'a>(lines: &mut Vec<Line<'a>>, rule: &'a Rule, top: usize, inside: Option<Place>) {
    let line = lines.len();
    lines.push(Line { rule, top, inside, size: 1 });
    for (ask, demand) in rule.asks.iter().enumerate() {
        let Demand::Any(branches) = demand else { continue };
        for (branch, rules) in branches.iter().enumerate() {
            for (index, rule) in rules.iter().enumerate() {
                add(lines, rule, top, Some(Place { line, ask, branch, index }));
            }
        }
    }
    lines[line].size = lines.len() - line;
}

/// The order of time, and of what a ledger says where time is the same: entries that are equal here are equal in all.
fn in_time(one: &Entry<'_>, other: &Entry<'_>) -> std::cmp::Ordering {
    let when = |entry: &Entry<'_>| (entry.date.is_none(), entry.date);
    let amounts = |entry: &Entry<'_>| (entry.minutes, entry.credits, entry.ceu, entry.whole, entry.record.is_partial);
    when(one).cmp(&when(other)).then_with(|| one.id.cmp(other.id)).then_with(|| one.title.cmp(&other.title)).then_with(|| {
        let (a, b) = (&one.record, &other.record);
        let words =
            (a.kind, a.topic, a.level, a.provider, a.is_approved).cmp(&(b.kind, b.topic, b.level, b.provider, b.is_approved));
        let lists = (&a.tags, &a.has, &a.serves).cmp(&(&b.tags, &b.has, &b.serves));
        words.then(lists).then(amounts(one).cmp(&amounts(other)))
    })
}
