//! The plan for a licence was approved too late, or what was earned before its approval may be void.

use jiff::civil::Date;

use crate::analysis::licensed::Judged;
use crate::analysis::licensed::words::{listed, of_unit};
use crate::analysis::rule::{Check, One, Rule};
use crate::finding::{Category, Finding, Findings, Kind, Level, Role};
use crate::license::{Amount, units};
use crate::license::{Cause, Status, Why};
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
        remedy: "Ask whoever approves the plan to confirm in writing what counts.",
        page: include_str!("late_plan.md"),
    },
    needs: &[&[List::RelicensureRequirements]],
    checks: &[Check::Educator(check)],
};

/// The day by which a plan had to be approved, and the day it was.
type Late<'j> = (&'j PackRule, Date, Option<Date>);

fn check(one: &One<'_>, findings: &mut Findings) {
    findings.extend(one.licences.iter().filter(|judged| judged.asks()).filter_map(|judged| tell(one, judged)));
}

fn tell(one: &One<'_>, judged: &Judged<'_>) -> Option<Finding> {
    let late = late(judged);
    let before: Vec<(usize, Date)> =
        judged.answer.entries.iter().enumerate().filter_map(|(at, entry)| Some((at, approval(&entry.whys)?))).collect();
    let approved = late.and_then(|(.., approved)| approved).or_else(|| before.first().map(|(_, day)| *day));
    let as_of = one.district().as_of;
    let mut parts = Vec::new();
    let mut days = 0;
    if let Some((_, deadline, approved)) = late {
        days = Day::of(approved.unwrap_or(as_of)).0 - Day::of(deadline).0;
        parts.push(match approved {
            Some(day) => format!("was approved on {day}, {} after {deadline}", counted(days.unsigned_abs(), "day")),
            None => format!("had to be approved by {deadline}, and is not"),
        });
    }
    let ids: Vec<&str> = before.iter().map(|(at, _)| judged.entry(*at)).collect();
    let worth: Amount = before.iter().map(|(at, _)| judged.answer.entries[*at].worth.low).sum();
    if let (Some(day), [_, ..]) = (approved, ids.as_slice()) {
        let day = if late.is_some() { String::new() } else { format!(" on {day}") };
        parts.push(format!("{} earned before its approval{day} may be void ({})", of_unit(judged.pack, worth), listed(&ids)));
    }
    if parts.is_empty() {
        return None;
    }
    let rule = late.map(|(rule, ..)| rule).or_else(|| plan(judged));
    let what = rule.map_or_else(|| judged.id().to_owned(), |rule| judged.titled(rule));
    let joined = if late.is_some() { "" } else { "for the plan of this license, " };
    let message = format!("the plan of {} for {what} {joined}{}", one.name(), parts.join("; "));
    let mut finding = match rule {
        Some(rule) => judged.finding(&RULE.kind, rule, message),
        None => RULE.kind.at(one.district().item(judged.item).place, message).items([judged.id()]),
    };
    for (at, _) in &before {
        finding = finding.also(judged.place_of(*at), judged.entry(*at));
    }
    finding.level =
        if rule.map_or(!judged.pack.id.is_empty(), |rule| judged.is_of_pack(rule)) { Level::Error } else { Level::Warning };
    let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    Some(
        finding
            .word("deadline", &day(late.map(|(_, deadline, _)| deadline)))
            .word("approved", &day(approved))
            .figure("days_late", days)
            .words("before", ids)
            .decimal("units", units(worth))
            .word("unit", &judged.pack.unit.plural),
    )
}

/// The first rule of which what was to be approved was so too late, or is not though its day has passed.
fn late<'j>(judged: &'j Judged<'_>) -> Option<Late<'j>> {
    let short = judged.binding().filter(|(_, answer)| judged.status(answer) == Status::Short);
    short.flat_map(|(top, answer)| judged.lacking(answer).into_iter().map(move |one| (top, one))).find_map(|(top, one)| match one
        .cause
    {
        Cause::Late { approved, deadline } => Some((top, *deadline, Some(*approved))),
        Cause::Need(_) if judged.is_overdue(&one) => Some((top, one.answer.due, None)),
        _ => None,
    })
}

/// The day of approval before which an entry lies.
fn approval(whys: &[Why]) -> Option<Date> {
    whys.iter().find_map(|why| if let Why::After(_, day) = why { Some(*day) } else { None })
}

/// The rule that asks for a plan.
fn plan<'j>(judged: &'j Judged<'_>) -> Option<&'j PackRule> {
    let asks_plan = |rule: &PackRule| rule.asks.iter().any(|ask| matches!(ask, Demand::Need(key, _) if key == "plan"));
    judged.binding().map(|(rule, _)| rule).find(|rule| rule.with_branches().into_iter().any(asks_plan))
}
