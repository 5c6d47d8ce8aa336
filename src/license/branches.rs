//! Alternatives → the one that comes nearest. Comes in: the answers for the rules of each branch. Goes out: whether one holds,
//! and what is missing from the nearest.

use super::amount::Amount;
use super::answer::{Branch, Cause, Doubt, RuleAnswer, Status, Units};
use super::rules::{Bench, Part};
use crate::load::pack::Known;

impl Bench<'_> {
    /// The alternatives of a line: the one that comes nearest, or the one that this division of units is for.
    pub(super) fn alternatives(&self, line: usize, ask: usize) -> Part {
        let chosen = self.shares.and_then(|shares| shares.branch(line, ask));
        let mut branches: Vec<Branch> = Vec::new();
        for (inner, place) in self.case.inside(line).filter(|(_, place)| place.ask == ask) {
            if chosen.is_some_and(|chosen| chosen != place.branch) {
                continue;
            }
            if branches.last().is_none_or(|branch| branch.index != place.branch) {
                branches.push(Branch { ask, index: place.branch, rules: Vec::new() });
            }
            if let Some(branch) = branches.last_mut().filter(|_| self.world.lines[inner] != Known::No) {
                branch.rules.push(self.line(inner, place.index));
            }
        }
        let best = branches.into_iter().min_by_key(|branch| (status_of(branch), distance(branch)));
        let status = best.as_ref().map_or(Status::Met, status_of);
        let mut part = Part { status, ..Part::default() };
        if status != Status::Met {
            part.causes.push(Cause::Alternatives);
        }
        if let Some(branch) = best {
            if status == Status::Unknown {
                let guards = |rule: &RuleAnswer| rule.guard == Known::Maybe;
                if branch.rules.iter().any(guards) {
                    part.doubts.extend(self.questions_inside(line));
                }
            }
            part.doubts
                .extend(branch.rules.iter().filter(|_| status == Status::Unknown).flat_map(|rule| rule.doubts.iter().cloned()));
            part.units = units_of(&branch);
            part.due = branch.rules.iter().filter(|rule| rule.status == status).map(|rule| rule.due).min();
            part.branch = Some(Box::new(branch));
        }
        part
    }

    /// Questions without answer on which rules inside a line hang.
    fn questions_inside(&self, line: usize) -> Vec<Doubt> {
        let inside = line + 1..line + self.case.lines[line].size;
        inside.flat_map(|inner| self.world.unanswered(self.case.pack, &self.case.lines[inner].rule.when)).collect()
    }
}

/// What a branch asks in units, where one rule of it alone does: of several the sum would say nothing.
fn units_of(branch: &Branch) -> Option<Units> {
    let mut all = branch.rules.iter().filter_map(|rule| rule.units);
    all.next().filter(|_| all.next().is_none())
}

/// A branch holds where all of its rules do that apply; one of which no rule applies is no way out.
fn status_of(branch: &Branch) -> Status {
    let (sure, open): (Vec<&RuleAnswer>, Vec<&RuleAnswer>) = branch.rules.iter().partition(|rule| rule.guard == Known::Yes);
    let of_open = open.iter().map(|rule| rule.status);
    if sure.is_empty() {
        let least = of_open.min().unwrap_or(Status::Short);
        return least.max(Status::Unknown);
    }
    sure.iter().map(|rule| rule.status).chain(of_open.map(|status| status.min(Status::Unknown))).max().unwrap_or(Status::Short)
}

/// How far a branch is from holding: facts that are not so, asks that are not met, and units missing. Hours can be earned, and a
/// fact that is not so cannot; where one stands against several branches, the fewest units and then the first count.
fn distance(branch: &Branch) -> (usize, usize, Amount) {
    let missing = || branch.rules.iter().filter(|rule| rule.status != Status::Met);
    let denied = missing().map(denied).sum();
    let asks = if denied == 0 { missing().map(|rule| rule.causes.len()).sum() } else { 0 };
    (denied, asks, missing().filter_map(|rule| rule.units).map(|units| units.lack().high).sum())
}

/// How many facts stand against a rule, or against the nearest alternative of it.
fn denied(rule: &RuleAnswer) -> usize {
    let inner = |_: &Cause| rule.branch.iter().flat_map(|branch| &branch.rules).map(denied).sum();
    let of = |cause: &Cause| match cause {
        Cause::Need { .. } | Cause::Number { .. } | Cause::Late { .. } => 1,
        Cause::Alternatives => inner(cause),
        _ => 0,
    };
    rule.causes.iter().map(of).sum()
}
