//! A licence asks for something that is neither earned nor planned.

use std::fmt::Write as _;

use jiff::ToSpan;

use crate::analysis::licensed::words::{amount, listed, missing, of_unit, range};
use crate::analysis::licensed::{Judged, Lacking, asks_alignment};
use crate::analysis::rule::{Check, One, Rule};
use crate::finding::{Category, Finding, Findings, Kind, Level, Role};
use crate::license::{Cause, RuleAnswer, Units, Why, units};
use crate::load::lists::List;
use crate::load::pack::{self, Overlap};

/// The rule.
pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "renewal-category-shortfall",
        level: Level::Warning,
        category: Category::Gap,
        acts: &[Role::Learner],
        remedy: "Plan what is missing; something that she works on anyway may count for it too.",
        page: include_str!("renewal_category_shortfall.md"),
    },
    needs: &[&[List::RelicensureRequirements], &[List::Credits, List::Activities]],
    checks: &[Check::Educator(check)],
};

/// A licence that expires within so many months is an error.
const SOON: i32 = 12;

fn check(one: &One<'_>, findings: &mut Findings) {
    for judged in one.licences {
        for (rule, answer) in judged.short() {
            let lacking: Vec<Lacking<'_>> = judged.lacking(answer).into_iter().filter(|one| is_told_here(judged, one)).collect();
            if !lacking.is_empty() {
                findings.push(tell(one, judged, (rule, answer), &lacking));
            }
        }
    }
}

/// Whether no other rule tells this cause.
fn is_told_here(judged: &Judged<'_>, one: &Lacking<'_>) -> bool {
    match one.cause {
        Cause::Units => !asks_alignment(&one.rule.of),
        Cause::TooMuch | Cause::Number { .. } | Cause::Variety { .. } | Cause::TooVaried { .. } => true,
        Cause::Need { .. } => judged.overdue(one.cause).is_none(),
        Cause::Late { .. } | Cause::Goals { .. } | Cause::Alternatives => false,
    }
}

fn tell(one: &One<'_>, judged: &Judged<'_>, (rule, answer): (&pack::Rule, &RuleAnswer), lacking: &[Lacking<'_>]) -> Finding {
    let counted = lacking.iter().find_map(|one| one.answer.units.filter(|_| matches!(one.cause, Cause::Units | Cause::TooMuch)));
    let mut finding = judged.finding(&RULE.kind, rule, message(one, judged, (rule, answer), lacking));
    let soon = one.district().as_of.checked_add(SOON.months()).is_ok_and(|soon| judged.expires() <= soon);
    finding.level = if soon { Level::Error } else { Level::Warning };
    if let Some(units) = counted {
        finding = with_units(finding, &units);
    }
    finding = finding.word("unit", &judged.pack.unit.plural).word("due", &answer.due);
    let rules: Vec<&pack::Rule> = lacking.iter().map(|one| one.rule).collect();
    let offers = one.case.offers.fitting(judged, &rules, one.hers, one.educator);
    let offers: Vec<&str> = offers.iter().map(|item| one.district().item_name(*item)).collect();
    let mut advice = String::new();
    if let Some(cut) = judged.cut(answer).filter(|_| matches!(judged.pack.overlap, Overlap::Split(_))) {
        let entries = cut.only.iter().chain(&cut.also).map(|at| judged.entry(*at));
        finding = finding
            .words("cut_rules", cut.rules.iter().map(|rule| judged.pack.rules[*rule].id.clone()))
            .words("cut_entries", entries)
            .decimal("cut_short", units(missing(cut.lack)));
        advice = format!("Each unit counts once: {}. ", judged.cut_in_words(cut));
    }
    advice.push_str(&left_out(judged, &rules));
    match (offers.as_slice(), counted.is_some_and(|units| units.is_most)) {
        (_, true) => advice.push_str("Ask the licensing office what may be done about what is too much."),
        ([], false) => advice.push_str(RULE.kind.remedy),
        (offers, false) => _ = write!(advice, "The calendar has {} for it.", listed(offers)),
    }
    finding.words("would_help", offers).help(advice)
}

fn message(one: &One<'_>, judged: &Judged<'_>, (rule, answer): (&pack::Rule, &RuleAnswer), lacking: &[Lacking<'_>]) -> String {
    let (name, what, due) = (one.name(), judged.titled(rule), answer.due);
    let due = if due < one.district().as_of { format!("by {due}, which is past") } else { format!("by {due}") };
    if let ([Lacking { cause: Cause::Units, answer: of, .. }], None, Some(units)) = (lacking, &answer.branch, answer.units)
        && std::ptr::eq(*of, answer)
    {
        let lack = units.lack();
        let least = if lack.is_known() { "" } else { "at least " };
        let have = range(units.have);
        return format!(
            "{name} has {have} of {} for {what} {due}: {least}{} missing",
            of_unit(judged.pack, units.need.high),
            amount(missing(lack.low))
        );
    }
    let causes: Vec<String> = lacking.iter().map(|one| judged.cause(one)).collect();
    let nearest = if answer.branch.is_some() { "the nearest way to it: " } else { "" };
    format!("{name} lacks something for {what} {due}: {nearest}{}", causes.join("; "))
}

/// Entries that fit a rule and would count if the floor of their group were reached, or if they had a rate.
fn left_out(judged: &Judged<'_>, rules: &[&pack::Rule]) -> String {
    let mut said = String::new();
    for (at, entry) in judged.answer.entries.iter().enumerate().filter(|(at, _)| rules.iter().any(|rule| judged.fits(*at, rule)))
    {
        for why in &entry.whys {
            let (id, why_not) = (judged.entry(at), judged.why(*why));
            let _ = match why {
                Why::Floor { .. } => write!(said, "{id} would add {}, but {why_not}. ", amount(entry.worth.high)),
                Why::Rate => write!(said, "{id} adds nothing: {why_not}. "),
                _ => Ok(()),
            };
        }
    }
    said
}

fn with_units(finding: Finding, of: &Units) -> Finding {
    let planned = of.have.low - of.earned.low;
    finding
        .decimal("need", units(if of.is_most { of.need.high } else { of.need.low }))
        .decimal("have", units(of.have.low))
        .decimal("short", units(missing(of.lack().low)))
        .decimal("earned", units(of.earned.low))
        .decimal("planned", units(planned.max(0)))
}
