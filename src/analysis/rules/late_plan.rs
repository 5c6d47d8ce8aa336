//! A plan or another fact for a licence came too late, or what was earned before the plan was approved may be void.

use jiff::civil::Date;

use crate::analysis::licensed::words::{listed, of_unit};
use crate::analysis::licensed::{Judged, Lacking};
use crate::analysis::rule::{Check, One, Rule};
use crate::finding::{Category, Class, Finding, Findings, Kind, Level, Role};
use crate::license::{Amount, units};
use crate::license::{Cause, Why};
use crate::load::lists::List;
use crate::load::pack::{Demand, Rule as PackRule};
use crate::load::values::counted;
use crate::model::calendar::Day;

/// The rule.
pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "late-plan",
        level: Level::Warning,
        category: Category::Data,
        acts: &[Role::Learner, Role::School],
        tells: Class::Licence,
        remedy: "Ask whoever approves the plan to confirm in writing what counts.",
        page: include_str!("late_plan.md"),
    },
    needs: &[&[List::RelicensureRequirements]],
    checks: &[Check::Educator(check)],
};

fn check(one: &One<'_>, findings: &mut Findings) {
    for judged in one.licences.iter().filter(|judged| judged.asks()) {
        let mut early = early(judged);
        for (rule, answer) in judged.short() {
            let late: Vec<Late<'_>> = judged.lacking(answer).iter().filter_map(|one| late(judged, one)).collect();
            if !late.is_empty() {
                let before = early.iter().position(|of| asks(rule, of.key)).map(|at| early.remove(at));
                findings.push(tell(one, judged, Some(rule), (&late, before)));
            }
        }
        for of in early {
            let rule = judged.binding().map(|(rule, _)| rule).find(|rule| asks(rule, of.key));
            findings.push(tell(one, judged, rule, (&[], Some(of))));
        }
    }
}

/// A fact that was late, or is not so though its day has passed.
struct Late<'j> {
    rule: &'j PackRule,
    deadline: Date,
    /// The day it was so.
    done: Option<Date>,
}

fn late<'j>(judged: &Judged<'_>, one: &Lacking<'j>) -> Option<Late<'j>> {
    let (deadline, done) = match one.cause {
        Cause::Late { approved, deadline } => (*deadline, Some(*approved)),
        cause => (judged.overdue(cause)?, None),
    };
    Some(Late { rule: one.rule, deadline, done })
}

/// What was earned before the day from which it counts.
struct Early<'j> {
    /// The question that the day answers.
    key: &'j str,
    day: Date,
    entries: Vec<usize>,
}

/// Entries that count for nothing because of their day, by the question that says the day, in the order of filters.
fn early<'j>(judged: &'j Judged<'_>) -> Vec<Early<'j>> {
    let mut all: Vec<Early<'j>> = Vec::new();
    for (at, entry) in judged.answer.entries.iter().enumerate() {
        for why in &entry.whys {
            let Why::After(filter, day) = *why else { continue };
            let Some(key) = judged.pack.filters[filter].after.as_deref() else { continue };
            match all.iter_mut().find(|of| of.key == key) {
                Some(of) => of.entries.push(at),
                None => all.push(Early { key, day, entries: vec![at] }),
            }
        }
    }
    all.iter_mut().for_each(|of| of.entries.dedup());
    all
}

/// Whether a rule asks for the fact whose day an answer says: `plan` for `plan_approved`.
fn asks(rule: &PackRule, key: &str) -> bool {
    let is_it = |need: &str| key.strip_prefix(need).is_some_and(|rest| ["", "_approved", "_date"].contains(&rest));
    rule.with_branches().into_iter().flat_map(|rule| &rule.asks).any(|ask| matches!(ask, Demand::Need(need, _) if is_it(need)))
}

fn tell(one: &One<'_>, judged: &Judged<'_>, rule: Option<&PackRule>, (late, early): (&[Late<'_>], Option<Early<'_>>)) -> Finding {
    let before = early.as_ref().map_or(&[][..], |early| &early.entries);
    let ids: Vec<&str> = before.iter().map(|at| judged.entry(*at)).collect();
    let worth: Amount = before.iter().map(|at| judged.answer.entries[*at].worth.low).sum();
    let mut parts: Vec<String> = late.iter().map(|of| lateness(one, judged, of)).collect();
    if let Some(of) = &early {
        let earned = of_unit(judged.pack, worth);
        let since = judged.since(of.key, of.day);
        parts.push(format!("{earned} of {} were earned before {since} and may be void: {}", one.name(), listed(&ids)));
    }
    let message = parts.join("; ");
    let mut finding = match rule {
        Some(rule) => judged.finding(&RULE.kind, rule, message),
        None => RULE.kind.at(one.district().item(judged.item).place, message).items([judged.id()]),
    };
    for at in before {
        finding = finding.also(judged.place_of(*at), judged.entry(*at));
    }
    finding.level =
        if rule.map_or(!judged.pack.id.is_empty(), |rule| judged.is_of_pack(rule)) { Level::Error } else { Level::Warning };
    let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let first = late.first();
    let done = first.and_then(|of| of.done).or(early.as_ref().map(|of| of.day));
    finding
        .word("deadline", &day(first.map(|of| of.deadline)))
        .word("approved", &day(done))
        .figure("days_late", first.map_or(0, |of| days_late(one, of)))
        .words("before", ids)
        .decimal("units", units(worth))
        .word("unit", &judged.pack.unit.plural)
}

fn days_late(one: &One<'_>, of: &Late<'_>) -> i32 {
    Day::of(of.done.unwrap_or(one.district().as_of)).0 - Day::of(of.deadline).0
}

/// `r1#plan (your plan) of ana was approved on 2026-07-16, 1 day after 2026-07-15`.
fn lateness(one: &One<'_>, judged: &Judged<'_>, of: &Late<'_>) -> String {
    let what = format!("{} of {}", judged.titled(of.rule), one.name());
    let is_approved = of.rule.by.is_some() || asks(of.rule, "plan");
    let verb = if is_approved { "approved" } else { "done" };
    match of.done {
        Some(day) => {
            let days = counted(days_late(one, of).unsigned_abs(), "day");
            format!("{what} was {verb} on {day}, {days} after {}", of.deadline)
        }
        None => format!("{what} had to be {verb} by {}, and is not", of.deadline),
    }
}
