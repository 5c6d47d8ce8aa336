//! An entry of the ledger is worth more than it can be, as if hours and units had been mixed up.

use crate::analysis::licensed::Judged;
use crate::analysis::licensed::words::of_unit;
use crate::analysis::rule::{Check, One, Rule};
use crate::finding::{Category, Class, Findings, Kind, Level, Role};
use crate::license::units;
use crate::load::lists::List;
use crate::load::values::{SCALE, number};
use crate::model::District;
use crate::model::calendar::Day;
use crate::model::obligation::ItemId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "unit-confusion",
        level: Level::Warning,
        category: Category::Data,
        acts: &[Role::Learner, Role::District],
        tells: Class::Licence,
        remedy: "Look at the certificate, and enter its hours.",
        page: include_str!("unit_confusion.md"),
    },
    needs: &[&[List::RelicensureRequirements], &[List::Credits]],
    checks: &[Check::Educator(check)],
};

/// What takes place on one day, where no sessions say otherwise.
const ONE_DAY: [&str; 5] = ["workshop", "conference", "webinar", "training", "event"];
/// How many hours a day of learning has at most, in ten-thousandths.
const HOURS: i64 = 8 * SCALE;

fn check(one: &One<'_>, findings: &mut Findings) {
    for judged in one.licences.iter().filter(|judged| judged.asks()) {
        for at in (0..judged.entries.len()).filter(|at| judged.is_credit(*at)) {
            let Some((hours, why)) = slip(one.district(), judged, at) else { continue };
            let worth = judged.answer.entries[at].worth.high;
            let message = format!(
                "{} of {} {why}, worth {} for {}",
                judged.entry(at),
                one.name(),
                of_unit(judged.pack, worth),
                judged.id()
            );
            let finding = judged.finding_on(&RULE.kind, at, message).decimal("hours", hours);
            findings.push(finding.decimal("units", units(worth)).word("unit", &judged.pack.unit.plural));
        }
    }
}

/// The hours of an entry, in ten-thousandths, and what is wrong with them.
fn slip(district: &District, judged: &Judged<'_>, at: usize) -> Option<(i64, String)> {
    let entry = &judged.entries[at];
    let written = entry.minutes.map(|minutes| i64::from(minutes) * SCALE / 60);
    let by_rate = by_rate(judged, at);
    let (amount, what) = match (entry.ceu, entry.credits) {
        (Some(ceu), _) => (Some(ceu), "CEU"),
        (None, credits) => (credits, "credits"),
    };
    if let (Some(hours), Some(amount), Some(rate)) = (written, amount, by_rate)
        && hours == amount
        && rate > hours
    {
        let same = number(amount);
        return Some((
            rate,
            format!("says {same} hours and {same} {what}, which are {} hours by the rate of the license", number(rate)),
        ));
    }
    let hours = written.or(by_rate).filter(|hours| *hours > HOURS)?;
    let days = judged.activity(at).map_or(0, |activity| days(district, activity));
    let kind = entry.record.kind.filter(|kind| days == 0 && ONE_DAY.contains(kind));
    let from = match (written, amount) {
        (None, Some(amount)) => format!(", {} {what} by the rate of the license", number(amount)),
        _ => String::new(),
    };
    let told = number(hours);
    match kind {
        Some(kind) => Some((hours, format!("is a {kind} of {told} hours{from}, more than a day holds"))),
        None => (days == 1).then(|| (hours, format!("takes place on one day and has {told} hours{from}"))),
    }
}

/// What an entry is worth, as hours at the rate of the licence; `None` where nobody knows either.
fn by_rate(judged: &Judged<'_>, at: usize) -> Option<i64> {
    let (worth, hour) = (judged.answer.entries[at].worth, judged.pack.unit.per_hour.filter(|hour| *hour > 0)?);
    let hours = i128::from(units(worth.low)) * i128::from(SCALE) / i128::from(hour);
    i64::try_from(hours).ok().filter(|_| worth.is_known())
}

/// On how many dates an activity has sessions, as far as two; none where it names no sessions.
fn days(district: &District, activity: ItemId) -> usize {
    let slots = district.sessions(activity);
    let mut days: Vec<Day> = slots.iter().flat_map(|slot| slot.days(district.calendar.breaks()).take(2)).collect();
    days.sort_unstable();
    days.dedup();
    days.len()
}
