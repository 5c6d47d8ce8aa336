//! Rules → those among which units are divided. Comes in: what a pack says of overlap, and what its rules select. Goes out: lines
//! that may compete for a unit, which of them is a part of which, and the alternatives in which they stand.

use super::case::Case;
use super::rules::Bench;
use crate::load::pack::{Demand, Known, Overlap};

/// A branch that is chosen: the line, which of its asks, and the branch.
pub(super) type Choice = (usize, usize, usize);

/// The lines among which units are divided, and how.
pub(super) struct Members {
    pub(super) lines: Vec<usize>,
    /// Of each the outermost line that it lies within, then those within that, down to itself: it is a part of them.
    ranks: Vec<Vec<usize>>,
    /// The alternatives that some of them stand in: line and which of its asks, with the number of its branches.
    forks: Vec<Choice>,
    /// Lines that ask for different entries and may not share them.
    pub(super) different: Vec<usize>,
}

/// So many combinations of alternatives are tried.
const FORKS: usize = 64;

impl Members {
    /// The lines that a pack names; of a pack that does not say, the categories: rules that ask units of a tag or a topic.
    pub(super) fn of(bench: &Bench<'_>) -> Self {
        let case = bench.case;
        let chosen = |line: usize| {
            let rule = case.lines[line].rule;
            match &case.pack.overlap {
                Overlap::Split(ids) => ids.contains(&rule.id),
                _ => rule.of.is_category(),
            }
        };
        let binds = |line: &usize| {
            let of = &case.lines[*line];
            bench.world.lines[*line] != Known::No && of.rule.binds() && case.pack.rules[of.top].binds() && chosen(*line)
        };
        let all: Vec<usize> = (0..case.lines.len()).filter(binds).collect();
        let lines: Vec<usize> = all.iter().copied().filter(|line| case.lines[*line].asks_units()).collect();
        let is_named = matches!(case.pack.overlap, Overlap::Split(_));
        let different =
            |line: &usize| is_named && case.lines[*line].rule.asks.iter().any(|ask| matches!(ask, Demand::Different(..)));
        let within: Vec<Option<usize>> =
            lines.iter().map(|line| if is_named { None } else { outer(case, &lines, *line) }).collect();
        let outwards = |line: &usize| lines.binary_search(line).ok().and_then(|at| within[at]);
        let rank = |line: &usize| {
            let mut rank: Vec<usize> = std::iter::successors(Some(*line), outwards).collect();
            rank.reverse();
            rank
        };
        let ranks = lines.iter().map(rank).collect();
        let different = all.into_iter().filter(different).collect();
        Self { forks: forks(case, &lines), ranks, lines, different }
    }

    /// Whether a pack says itself that units are divided among them.
    pub(super) fn is_named(&self, case: &Case<'_>) -> bool {
        matches!(case.pack.overlap, Overlap::Split(_)) && !self.lines.is_empty()
    }

    /// Whether there is anything to divide.
    pub(super) fn is_alone(&self) -> bool {
        self.lines.len() + self.different.len() < 2
    }

    /// Every combination of alternatives, as branches by line and ask; none where there are too many to try.
    pub(super) fn combinations(&self, case: &Case<'_>) -> Option<Vec<Vec<Choice>>> {
        let mut all = vec![Vec::new()];
        for (line, ask, branches) in &self.forks {
            if all.len() * branches > FORKS || all.len() * branches * case.ledger.len() * self.lines.len() > super::worlds::WORK {
                return None;
            }
            let with = |chosen: &Vec<Choice>| {
                let chosen = chosen.clone();
                (0..*branches).map(move |branch| [&chosen[..], &[(*line, *ask, branch)]].concat())
            };
            all = all.iter().flat_map(with).collect();
        }
        Some(all)
    }

    /// The outermost line that a line lies within, then those within that, down to itself.
    pub(super) fn rank(&self, line: usize) -> &[usize] {
        self.lines.binary_search(&line).map_or(&[], |at| &self.ranks[at])
    }

    pub(super) fn outer_of(&self, line: usize) -> Option<usize> {
        self.rank(line).iter().rev().nth(1).copied()
    }

    /// Those of the lines that lie directly within a line.
    pub(super) fn inner<'a>(&'a self, lines: &'a [usize], line: usize) -> impl Iterator<Item = usize> + 'a {
        lines.iter().copied().filter(move |inner| self.outer_of(*inner) == Some(line))
    }
}

/// Whether a line stands in no alternative but the chosen ones.
pub(super) fn is_chosen(case: &Case<'_>, branches: &[Choice], line: usize) -> bool {
    let mut place = case.lines[line].inside;
    while let Some(inside) = place {
        if !branches.contains(&(inside.line, inside.ask, inside.branch)) {
            return false;
        }
        place = case.lines[inside.line].inside;
    }
    true
}

/// The line that a line lies within, the narrowest of several. Of two that select the same the first is the outer.
fn outer(case: &Case<'_>, lines: &[usize], inner: usize) -> Option<usize> {
    let within = |inner: usize, outer: usize| {
        let (one, other) = (case.lines[inner].rule, case.lines[outer].rule);
        let is_as_far = case.lines[inner].reach().is_within(case.lines[outer].reach());
        inner != outer
            && (other.span.is_once() || one.span == other.span)
            && is_as_far
            && one.of.lies_within(&other.of)
            && (outer < inner || !other.of.lies_within(&one.of))
    };
    let candidates: Vec<usize> = lines.iter().copied().filter(|outer| within(inner, *outer)).collect();
    let is_narrowest = |outer: &&usize| !candidates.iter().any(|other| within(*other, **outer));
    candidates.iter().find(is_narrowest).copied()
}

fn forks(case: &Case<'_>, lines: &[usize]) -> Vec<Choice> {
    let mut forks = Vec::new();
    for line in lines {
        let mut place = case.lines[*line].inside;
        while let Some(inside) = place {
            let Demand::Any(branches) = &case.lines[inside.line].rule.asks[inside.ask] else { break };
            forks.push((inside.line, inside.ask, branches.len()));
            place = case.lines[inside.line].inside;
        }
    }
    forks.sort_unstable();
    forks.dedup();
    forks
}
