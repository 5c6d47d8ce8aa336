//! Units that fill one rule only → what each rule is given. Comes in: what entries are worth, and the rules among which units
//! are divided. Goes out: what each of them gets of each entry, and which of them lack units together. A rule that lies within
//! another is a part of it: what it is given the other has too.

use std::collections::BTreeMap;

use super::allocate::{Division, Kind, allocate, cut};
use super::amount::{Amount, Range};
use super::answer::{Cut, Status};
use super::clock::{Asked, Reach};
use super::members::{Choice, Members, is_chosen};
use super::rules::Bench;
use crate::load::pack::{Demand, Known, ShareOf};

/// What lines are given among which units are divided.
pub(super) struct Shares {
    /// By line: entries and what of them, for lines among which units are divided.
    given: BTreeMap<usize, Vec<(usize, Range)>>,
    /// The alternatives that this division is for: line, which of its asks, branch.
    branches: Vec<Choice>,
    /// Lines that ask for different entries, and entries that another rule may be given instead.
    contested: Vec<(usize, usize)>,
}

impl Shares {
    pub(super) fn of(&self, line: usize) -> Option<&[(usize, Range)]> {
        self.given.get(&line).map(Vec::as_slice)
    }

    /// The lines among which units are divided.
    pub(super) fn lines(&self) -> Vec<usize> {
        self.given.keys().copied().collect()
    }

    pub(super) fn branch(&self, line: usize, ask: usize) -> Option<usize> {
        self.branches.iter().find(|(of, at, _)| (*of, *at) == (line, ask)).map(|(_, _, branch)| *branch)
    }

    pub(super) fn is_contested(&self, line: usize, entry: usize) -> bool {
        self.contested.binary_search(&(line, entry)).is_ok()
    }
}

/// A division of units among lines.
pub(super) struct Divided {
    pub(super) shares: Shares,
    pub(super) cuts: Vec<Cut>,
    /// Whether all are filled, whatever is not known; short if they are not in any case.
    pub(super) together: Status,
}

/// A line in one year (semester, week, day), or what is left of a line besides those within it.
struct Bucket {
    line: usize,
    asked: Option<Asked>,
    /// What the line asks.
    whole: Range,
    /// The same less what is asked by the lines within it.
    need: Range,
    reach: Reach,
}

/// In so many times units are divided at most; no state asks by the week.
const TIMES: usize = 1_000;

/// Divides units among the members that stand in the chosen alternatives.
pub(super) fn divide(bench: &Bench<'_>, members: &Members, branches: Vec<Choice>) -> Divided {
    let lines: Vec<usize> = members.lines.iter().copied().filter(|line| is_chosen(bench.case, &branches, *line)).collect();
    let times: usize = lines.iter().map(|line| bench.asked(*line).len()).sum();
    if times > TIMES {
        return undivided(bench, members);
    }
    let table = Table { bench, members, buckets: buckets(bench, members, &lines) };
    let is_vague = table.is_vague(&lines);
    let high = table.divided(true);
    let low = if is_vague || table.is_ranging() { table.divided(false) } else { high.clone() };
    let lacks = |divided: &Whole, need: fn(Range) -> Amount| {
        table.buckets.iter().zip(&divided.division.filled).any(|(bucket, filled)| *filled < need(bucket.need))
    };
    let together = if lacks(&high, |need| need.low) {
        Status::Short
    } else if lacks(&low, |need| need.high) {
        Status::Unknown
    } else {
        Status::Met
    };
    let given = if is_vague && together != Status::Met { table.loosely(&lines) } else { table.given(&lines, &low, &high) };
    let cuts =
        if together == Status::Met { Vec::new() } else { table.cuts(if together == Status::Short { &high } else { &low }) };
    Divided { shares: Shares { given, contested: table.contested(), branches }, cuts, together }
}

/// What is given where there are too many combinations of alternatives to try: to each nothing that another could have, or all.
pub(super) fn undivided(bench: &Bench<'_>, members: &Members) -> Divided {
    let table = Table { bench, members, buckets: Vec::new() };
    let shares = Shares { given: table.loosely(&members.lines), branches: Vec::new(), contested: table.contested() };
    Divided { shares, cuts: Vec::new(), together: Status::Unknown }
}

/// A bucket for each time in which a line asks; lines within others before these, and of these what is left to ask.
fn buckets(bench: &Bench<'_>, members: &Members, lines: &[usize]) -> Vec<Bucket> {
    let mut all: Vec<(&[usize], Bucket)> = Vec::new();
    for line in lines {
        for asked in bench.asked(*line) {
            let whole = asked_for(bench, *line);
            let parts = parts(bench, members, lines, *line);
            let need = Range { low: (whole.low - parts.low).max(0), high: (whole.high - parts.high).max(0) };
            all.push((members.rank(*line), Bucket { line: *line, asked, whole, need, reach: bench.case.lines[*line].reach() }));
        }
    }
    // A line within another comes before it, whatever their order in the pack.
    let order = |one: &[usize], other: &[usize]| {
        let differing = one.iter().zip(other).find(|(one, other)| one != other);
        differing.map_or(other.len().cmp(&one.len()), |(one, other)| one.cmp(other))
    };
    all.sort_by(|(one, _), (other, _)| order(one, other));
    all.into_iter().map(|(_, bucket)| bucket).collect()
}

/// Units that a line asks at a time.
fn asked_for(bench: &Bench<'_>, line: usize) -> Range {
    let rule = bench.case.lines[line].rule;
    let of = |ask: &Demand| match ask {
        Demand::Min(least) => Some(bench.need(line, *least)),
        Demand::MinShare(share, ShareOf::Required) => bench.share(rule, *share),
        _ => None,
    };
    rule.asks.iter().filter_map(of).fold(Range::default(), larger)
}

/// Units that the lines within a line ask at a time of it, which may be several of theirs.
fn parts(bench: &Bench<'_>, members: &Members, lines: &[usize], line: usize) -> Range {
    let is_once = bench.case.lines[line].rule.span.is_once();
    let of = |inner: usize| {
        let whole = larger(asked_for(bench, inner), parts(bench, members, lines, inner));
        let times = if is_once { bench.asked(inner).len() as Amount } else { 1 };
        whole.map(|whole| whole * times)
    };
    members.inner(lines, line).map(of).fold(Range::default(), Range::plus)
}

fn larger(one: Range, other: Range) -> Range {
    Range { low: one.low.max(other.low), high: one.high.max(other.high) }
}

/// Entries, buckets, and which fits which.
struct Table<'a> {
    bench: &'a Bench<'a>,
    members: &'a Members,
    buckets: Vec<Bucket>,
}

/// A division, and which entries its kinds of units are.
#[derive(Clone)]
struct Whole {
    kinds: Vec<Kind>,
    /// By kind: entries in the order of time, and how much of each.
    entries: Vec<Vec<(usize, Amount)>>,
    asked: Vec<Amount>,
    division: Division,
    /// The lines of the buckets. Those beyond the first are what a line still lacks because a part of it lacks something.
    lines: Vec<usize>,
}

impl Whole {
    /// Calls `of` with line, entry and amount for everything that is given, entries in the order of time.
    fn each(&self, of: &mut dyn FnMut(usize, usize, Amount)) {
        for (at, kind) in self.kinds.iter().enumerate() {
            let given = &self.division.given[at];
            let to_buckets = kind.fills.iter().zip(given).map(|(bucket, given)| (self.lines[*bucket], *given));
            // What is left over goes to the first rule that it fits.
            let left = (self.lines[kind.fills[0]], kind.amount - given.iter().sum::<Amount>());
            let mut entries = self.entries[at].iter().copied();
            let mut current = entries.next();
            for (line, mut given) in to_buckets.chain([left]) {
                while let Some((entry, there)) = current.filter(|_| given > 0) {
                    let taken = there.min(given);
                    of(line, entry, taken);
                    given -= taken;
                    current = if taken == there { entries.next() } else { Some((entry, there - taken)) };
                }
            }
        }
    }
}

impl Table<'_> {
    /// Whether some fit or some rule of a member is not known.
    fn is_vague(&self, lines: &[usize]) -> bool {
        let case = self.bench.case;
        let maybe = |line: &usize| {
            self.bench.world.lines[*line] == Known::Maybe
                || (0..case.ledger.len()).any(|entry| self.bench.fits(*line, entry) == Known::Maybe)
        };
        lines.iter().any(maybe)
    }

    /// Whether some amount is not known.
    fn is_ranging(&self) -> bool {
        self.buckets.iter().any(|bucket| !bucket.need.is_known()) || !self.bench.worths.are_known()
    }

    /// What an entry is worth to a bucket.
    fn worth(&self, bucket: &Bucket, entry: usize, is_high: bool) -> Amount {
        let case = self.bench.case;
        let fits = match self.bench.fits(bucket.line, entry) {
            Known::Yes => true,
            Known::Maybe => is_high,
            Known::No => false,
        };
        let day = case.ledger[entry].date;
        let span = case.lines[bucket.line].rule.span;
        if !fits || bucket.asked.is_some_and(|asked| self.bench.world.clock.period(day, span) != asked.period) {
            return 0;
        }
        let worth = self.bench.worths.of(case, self.bench.world, entry, bucket.reach);
        if is_high { worth.high } else { worth.low }
    }

    /// Divides the most or the least that entries may be worth.
    fn divided(&self, is_high: bool) -> Whole {
        let mut kinds: BTreeMap<Vec<usize>, Vec<(usize, Amount)>> = BTreeMap::new();
        for entry in self.bench.case.order.iter().copied() {
            let worth = |bucket: &Bucket| self.worth(bucket, entry, is_high);
            let mut fits: Vec<(usize, Amount)> =
                self.buckets.iter().map(worth).enumerate().filter(|(_, worth)| *worth > 0).collect();
            // What reaches further back may be worth more to one rule than to another: the rest is for that one alone.
            let mut below = 0;
            while let Some(least) = fits.iter().map(|(_, worth)| *worth).min() {
                let buckets = fits.iter().map(|(bucket, _)| *bucket).collect();
                kinds.entry(buckets).or_default().push((entry, least - below));
                below = least;
                fits.retain(|(_, worth)| *worth > least);
            }
        }
        let (fills, entries): (Vec<_>, Vec<_>) = kinds.into_iter().unzip();
        let amount = |entries: &Vec<(usize, Amount)>| entries.iter().map(|(_, amount)| amount).sum();
        let kinds = fills.into_iter().zip(&entries).map(|(fills, entries)| Kind { fills, amount: amount(entries) });
        let kinds: Vec<Kind> = kinds.collect();
        let asked: Vec<Amount> =
            self.buckets.iter().map(|bucket| if is_high { bucket.need.low } else { bucket.need.high }).collect();
        let division = allocate(&kinds, &asked);
        let lines = self.buckets.iter().map(|bucket| bucket.line).collect();
        self.filled_up(Whole { kinds, entries, asked, division, lines }, is_high)
    }

    /// Fills a line whose parts lack something with units that fit it and no part of it, from the innermost outwards.
    fn filled_up(&self, mut whole: Whole, is_high: bool) -> Whole {
        // Buckets stand with parts before the line that they are a part of.
        for (at, bucket) in self.buckets.iter().enumerate() {
            if self.members.inner(&self.members.lines, bucket.line).next().is_none() {
                continue;
            }
            let is_part = |line: usize| self.members.rank(line).contains(&bucket.line);
            let is_then = |of: usize| {
                self.buckets
                    .get(of)
                    .is_none_or(|of| of.asked.map(|of| of.period) == bucket.asked.map(|of| of.period) || bucket.asked.is_none())
            };
            let parts = (0..whole.lines.len()).filter(|of| is_part(whole.lines[*of]) && is_then(*of));
            let have: Amount = parts.map(|of| whole.division.filled[of]).sum();
            let lack = if is_high { bucket.whole.low } else { bucket.whole.high } - have;
            if lack <= 0 {
                continue;
            }
            let beyond = whole.lines.len();
            whole.lines.push(bucket.line);
            whole.asked.push(lack);
            whole.kinds.iter_mut().filter(|kind| kind.fills.contains(&at)).for_each(|kind| kind.fills.push(beyond));
            whole.division = allocate(&whole.kinds, &whole.asked);
        }
        whole
    }

    /// What lines are given: entries and how much of each, at least and at most.
    fn given(&self, lines: &[usize], low: &Whole, high: &Whole) -> BTreeMap<usize, Vec<(usize, Range)>> {
        let mut given: BTreeMap<(usize, usize), Range> = BTreeMap::new();
        for (whole, is_high) in [(low, false), (high, true)] {
            whole.each(&mut |line, entry, amount| {
                let mut of = Some(line);
                while let Some(line) = of {
                    let range = given.entry((line, entry)).or_default();
                    *(if is_high { &mut range.high } else { &mut range.low }) += amount;
                    of = self.members.outer_of(line);
                }
            });
        }
        let mut by_line: BTreeMap<usize, Vec<(usize, Range)>> = lines.iter().map(|line| (*line, Vec::new())).collect();
        for ((line, entry), range) in given {
            by_line.entry(line).or_default().push((entry, range));
        }
        by_line
    }

    /// Each line has what no other could have, and at most all that fits it.
    fn loosely(&self, lines: &[usize]) -> BTreeMap<usize, Vec<(usize, Range)>> {
        let wanted = self.wanted();
        let of = |line: &usize| {
            let mut given = Vec::new();
            self.bench.each_fitting(*line, &mut |entry, worth| {
                let is_own = !self.is_wanted_elsewhere(&wanted[entry], *line);
                given.push((entry, if is_own { worth } else { Range { low: 0, ..worth } }));
            });
            (*line, given)
        };
        lines.iter().map(of).collect()
    }

    /// By entry: the lines that may want it.
    fn wanted(&self) -> Vec<Vec<usize>> {
        let all = || self.members.lines.iter().chain(&self.members.different).copied();
        let of = |entry: usize| all().filter(|line| self.bench.fits(*line, entry) != Known::No).collect();
        (0..self.bench.case.ledger.len()).map(of).collect()
    }

    /// Whether a line wants an entry that is no part of this one, nor this one of it.
    fn is_wanted_elsewhere(&self, wanted: &[usize], line: usize) -> bool {
        let is_part = |other: usize| self.members.rank(other).contains(&line) || self.members.rank(line).contains(&other);
        wanted.iter().any(|other| *other != line && !is_part(*other))
    }

    /// Entries of lines that ask for different ones which another may be given instead.
    fn contested(&self) -> Vec<(usize, usize)> {
        if self.members.different.is_empty() {
            return Vec::new();
        }
        let wanted = self.wanted();
        let of = |line: &usize| {
            let entries = (0..wanted.len()).filter(|entry| self.is_wanted_elsewhere(&wanted[*entry], *line));
            entries.map(|entry| (*line, entry)).collect::<Vec<_>>()
        };
        self.members.different.iter().flat_map(of).collect()
    }

    /// Which rules lack units together.
    fn cuts(&self, whole: &Whole) -> Vec<Cut> {
        let count = self.buckets.len();
        let asked = &whole.asked[..count];
        let of_kind =
            |kind: &Kind| Kind { fills: kind.fills.iter().copied().filter(|bucket| *bucket < count).collect(), ..*kind };
        let kinds: Vec<Kind> = whole.kinds.iter().map(of_kind).collect();
        let top = |bucket: &usize| self.bench.case.lines[self.buckets[*bucket].line].top;
        let parts = cut(&kinds, asked, &whole.division);
        parts
            .iter()
            .map(|part| {
                let mut rules: Vec<usize> = part.buckets.iter().map(top).collect();
                rules.sort_unstable();
                rules.dedup();
                let mut entries: [Vec<usize>; 3] = Default::default();
                for (at, kind) in kinds.iter().enumerate() {
                    let inside = kind.fills.iter().filter(|bucket| part.buckets.contains(bucket)).count();
                    let into = if inside == kind.fills.len() { 0 } else { 1 + usize::from(inside == 0) };
                    entries[into].extend(whole.entries[at].iter().map(|(entry, _)| *entry));
                }
                for list in &mut entries {
                    list.sort_unstable();
                    list.dedup();
                }
                let [only, also, others] = entries;
                let is_filled = |rule: &usize| {
                    let of_rule = |bucket: &usize| top(bucket) == *rule;
                    part.kinds.iter().any(|kind| kinds[*kind].fills.iter().any(of_rule))
                };
                let unfilled = rules.iter().copied().filter(|rule| !is_filled(rule)).collect();
                let need = part.buckets.iter().map(|bucket| asked[*bucket]).sum();
                Cut { rules, need, lack: part.lack, only, also, unfilled, others }
            })
            .collect()
    }
}
