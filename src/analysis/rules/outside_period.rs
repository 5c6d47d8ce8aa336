//! Something was earned before the licence's period began or after it ends.

use crate::analysis::licensed::Judged;
use crate::analysis::licensed::words::{missing, of_unit};
use crate::analysis::rule::{Check, One, Rule};
use crate::finding::{Category, Findings, Kind, Level, Role};
use crate::license::Why;
use crate::license::{Amount, units};
use crate::load::lists::List;

/// The rule.
pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "outside-period",
        level: Level::Warning,
        category: Category::Data,
        acts: &[Role::Learner],
        remedy: "Look at the date on the certificate; if it is right, plan what is missing.",
        page: include_str!("outside_period.md"),
    },
    needs: &[&[List::RelicensureRequirements], &[List::Credits]],
    checks: &[Check::Educator(check)],
};

fn check(one: &One<'_>, findings: &mut Findings) {
    for judged in one.licences.iter().filter(|judged| judged.asks()) {
        let short = still_short(judged);
        for (at, entry) in judged.answer.entries.iter().enumerate() {
            let Some(date) = judged.entries[at].date else { continue };
            if !entry.whys.contains(&Why::Window) || !judged.is_credit(at) {
                continue;
            }
            let (from, until) = (judged.began().map(|day| day.to_string()).unwrap_or_default(), judged.expires());
            let still = if short > 0 { format!("; {} still missing", of_unit(judged.pack, short)) } else { String::new() };
            let message = format!(
                "{} of {} lies outside the period of {}, {from} to {until}: {} not counted{still}",
                judged.entry(at),
                one.name(),
                judged.id(),
                of_unit(judged.pack, entry.worth.high),
            );
            let finding = judged.finding_on(&RULE.kind, at, message).decimal("units", units(entry.worth.high));
            let finding = finding.word("from", &from).word("until", &until).word("date", &date);
            findings.push(finding.decimal("still_short", units(short)).word("unit", &judged.pack.unit.plural));
        }
    }
}

/// What the total lacks.
fn still_short(judged: &Judged<'_>) -> Amount {
    judged.total().and_then(|(_, answer)| answer.units).map_or(0, |units| missing(units.lack().low))
}
