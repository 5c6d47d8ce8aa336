//! One activity is planned to count twice where a licence lets it count once.

use std::collections::BTreeMap;

use jiff::ToSpan;

use crate::analysis::licensed::Judged;
use crate::analysis::licensed::words::{listed, of_unit};
use crate::analysis::rule::{Check, One, Rule};
use crate::finding::{Category, Class, Finding, Findings, Kind, Level, Role};
use crate::license::Status;
use crate::license::{judge, units};
use crate::load::lists::List;
use crate::load::pack::{Licences, Overlap, Pack};

/// The rule.
pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "double-count-forbidden",
        level: Level::Error,
        category: Category::Conflict,
        acts: &[Role::Learner],
        tells: Class::Licence,
        remedy: "Choose where its units count, and plan the rest.",
        page: include_str!("double_count_forbidden.md"),
    },
    needs: &[&[List::RelicensureRequirements], &[List::Credits]],
    checks: &[Check::Educator(check)],
};

fn check(one: &One<'_>, findings: &mut Findings) {
    for judged in one.licences {
        for (entry, rules) in within(judged) {
            let message = format!(
                "{} fits {} of {}, and each of its {} counts once; {} needs it in both",
                judged.entry(entry),
                listed(&rules),
                judged.id(),
                of_unit(judged.pack, judged.answer.entries[entry].counts.high),
                one.name(),
            );
            findings.push(told(judged, entry, message).words("rules", rules));
        }
    }
    for (at, judged) in one.licences.iter().enumerate() {
        for other in &one.licences[..at] {
            for entry in between(judged, other) {
                let message = format!(
                    "{} counts for {} and for {} of {}, which share no units",
                    judged.entry(entry),
                    other.id(),
                    judged.id(),
                    one.name(),
                );
                let finding = told(judged, entry, message).items([judged.id(), judged.entry(entry), other.id()]);
                findings.push(finding.words("rules", [other.id().to_owned(), judged.id().to_owned()]));
            }
        }
    }
}

fn told(judged: &Judged<'_>, entry: usize, message: String) -> Finding {
    let worth = judged.answer.entries[entry].counts.high;
    let finding = judged.finding_on(&RULE.kind, entry, message);
    finding.decimal("units", units(worth)).word("unit", &judged.pack.unit.plural)
}

/// Entries that fit several rules which lack units together, where the licence would be met if units counted twice; with the
/// ids of these rules. O(one more judgment), and only where units are split and missing.
fn within(judged: &Judged<'_>) -> BTreeMap<usize, Vec<String>> {
    let is_split = matches!(judged.pack.overlap, Overlap::Split(_));
    if !is_split || judged.answer.cuts.is_empty() || !judged.asks() {
        return BTreeMap::new();
    }
    let twice = Pack { overlap: Overlap::Shared, ..judged.pack.clone() };
    let answer = judge(&twice, &judged.about, &judged.entries);
    let would_be_met = |rule: &usize| answer.rules.iter().any(|one| one.rule == *rule && one.status == Status::Met);
    let mut found = BTreeMap::new();
    for cut in judged.answer.cuts.iter().filter(|cut| cut.rules.iter().any(would_be_met)) {
        for entry in cut.only.iter().chain(&cut.also) {
            let fits = cut.rules.iter().map(|rule| &judged.pack.rules[*rule]).filter(|rule| judged.fits(*entry, rule));
            let ids: Vec<String> = fits.map(|rule| rule.id.clone()).collect();
            if ids.len() >= 2 {
                found.insert(*entry, ids);
            }
        }
    }
    found
}

/// Entries that count for certain in two licences of one pack, each of which asks for units of its own, or in two cycles of one
/// licence. What the pack carries over from one to the other counts in both by right.
fn between(judged: &Judged<'_>, other: &Judged<'_>) -> Vec<usize> {
    let is_one = judged.pack.id == other.pack.id && !judged.pack.id.is_empty();
    let is_apart = matches!(judged.pack.licences, Licences::Extra(_)) || are_cycles(judged, other);
    if !is_one || !is_apart || !judged.asks() || !other.asks() {
        return Vec::new();
    }
    let same = |entry: &usize| other.counting().find(|at| other.entry(*at) == judged.entry(*entry));
    judged.counting().filter(|entry| counts(judged, *entry) && same(entry).is_some_and(|at| counts(other, at))).collect()
}

/// Whether two licences are cycles of one: the later one begins where the earlier one ends.
fn are_cycles(one: &Judged<'_>, other: &Judged<'_>) -> bool {
    let (earlier, later) = (one.expires().min(other.expires()), one.expires().max(other.expires()));
    let cycles = one.pack.cycles_of(&one.about.answers);
    let ends = |years: i16| earlier.checked_add(years.years()).is_ok_and(|end| end <= later);
    cycles.first().and_then(|cycle| cycle.years).is_some_and(ends)
}

/// Whether something of an entry counts for certain in the cycle of a licence, and is not carried over. What is planned for no
/// day lies in the cycle that is running.
fn counts(judged: &Judged<'_>, entry: usize) -> bool {
    let is_inside = match judged.entries[entry].date {
        Some(day) => judged.counts_from().is_none_or(|first| first <= day),
        None => judged.about.as_of <= judged.expires(),
    };
    judged.answer.entries[entry].counts.low > 0 && is_inside
}
