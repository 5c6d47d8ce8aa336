//! Something was earned before the licence's period began or after it ends.

use crate::analysis::licensed::words::{missing, of_unit};
use crate::analysis::licensed::{Judged, Lacking};
use crate::analysis::rule::{Check, One, Rule};
use crate::finding::{Category, Class, Findings, Kind, Level, Role};
use crate::license::{Amount, Status, Why, units};
use crate::load::lists::List;
use crate::load::pack::Demand;

/// The rule.
pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "outside-period",
        level: Level::Warning,
        category: Category::Data,
        acts: &[Role::Learner],
        tells: Class::Licence,
        remedy: "Look at the date on the certificate; if it is right, plan what is missing.",
        page: include_str!("outside_period.md"),
    },
    needs: &[&[List::RelicensureRequirements], &[List::Credits]],
    checks: &[Check::Educator(check)],
};

fn check(one: &One<'_>, findings: &mut Findings) {
    for judged in one.licences.iter().filter(|judged| lies_outside(judged) && asks_units(judged)) {
        let (short, lacks) = (still_short(judged), lacks_units(judged));
        let others: Vec<&Judged<'_>> =
            one.licences.iter().filter(|other| other.pack.id == judged.pack.id && other.item != judged.item).collect();
        for (at, entry) in judged.answer.entries.iter().enumerate() {
            let Some(date) = judged.entries[at].date else { continue };
            let counts = |other: &&Judged<'_>| other.counting().any(|of| other.entry(of) == judged.entry(at));
            if !entry.whys.contains(&Why::Window) || !judged.is_credit(at) || others.iter().any(counts) {
                continue;
            }
            let (from, until) = (judged.counts_from(), judged.expires());
            let period = match from {
                Some(from) => format!("{from} to {until}"),
                None => format!("which ends on {until}"),
            };
            let still = if short > 0 { format!("; {} still missing", of_unit(judged.pack, short)) } else { String::new() };
            let message = format!(
                "{} of {} lies outside the period of {}, {period}: {} not counted{still}",
                judged.entry(at),
                one.name(),
                judged.id(),
                of_unit(judged.pack, entry.worth.high),
            );
            let finding = judged.finding_on(&RULE.kind, at, message).decimal("units", units(entry.worth.high));
            let finding = finding
                .word("from", &from.map(|day| day.to_string()).unwrap_or_default())
                .word("until", &until)
                .word("date", &date);
            let mut finding = finding.decimal("still_short", units(short)).word("unit", &judged.pack.unit.plural);
            finding.level = if lacks { Level::Warning } else { Level::Info };
            findings.push(finding);
        }
    }
}

/// Whether anything lies outside at all.
fn lies_outside(judged: &Judged<'_>) -> bool {
    judged.answer.entries.iter().any(|entry| entry.whys.contains(&Why::Window))
}

/// Whether a rule that binds asks units at all.
fn asks_units(judged: &Judged<'_>) -> bool {
    let asks = |ask: &Demand| matches!(ask, Demand::Min(_) | Demand::MinShare(..));
    judged.binding().any(|(rule, _)| rule.with_branches().into_iter().any(|rule| rule.asks.iter().any(asks)))
}

/// Whether a rule that binds lacks units, or may: else what lies outside is history, and worth no warning.
fn lacks_units(judged: &Judged<'_>) -> bool {
    judged.binding().any(|(_, answer)| answer.status != Status::Met && judged.lacking(answer).iter().any(Lacking::is_of_units))
}

/// What the total lacks.
fn still_short(judged: &Judged<'_>) -> Amount {
    judged.total().and_then(|total| total.answer.units).map_or(0, |units| missing(units.lack().low))
}
