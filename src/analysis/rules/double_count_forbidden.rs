//! One activity is planned to count twice where a licence lets it count once.

use std::collections::BTreeMap;

use crate::analysis::licensed::Judged;
use crate::analysis::licensed::words::{listed, of_unit};
use crate::analysis::rule::{Check, One, Rule};
use crate::finding::{Category, Findings, Kind, Level, Role};
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
            push(judged, entry, rules, message, findings);
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
                push(judged, entry, vec![other.id().to_owned(), judged.id().to_owned()], message, findings);
            }
        }
    }
}

fn push(judged: &Judged<'_>, entry: usize, rules: Vec<String>, message: String, findings: &mut Findings) {
    let worth = judged.answer.entries[entry].counts.high;
    let finding = judged.finding_on(&RULE.kind, entry, message).words("rules", rules);
    findings.push(finding.decimal("units", units(worth)).word("unit", &judged.pack.unit.plural));
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

/// Entries that count in two licences which share no units, or in two cycles of one.
fn between(judged: &Judged<'_>, other: &Judged<'_>) -> Vec<usize> {
    let is_apart = judged.expires() != other.expires() || matches!(judged.pack.licences, Licences::Extra(_));
    if !judged.asks() || !other.asks() || judged.pack.id != other.pack.id || judged.pack.id.is_empty() || !is_apart {
        return Vec::new();
    }
    let counts = |of: &Judged<'_>, entry: usize| of.answer.entries[entry].counts.low > 0;
    let same = |entry: &usize| other.counting().find(|at| other.entry(*at) == judged.entry(*entry));
    judged.counting().filter(|entry| counts(judged, *entry) && same(entry).is_some_and(|at| counts(other, at))).collect()
}
