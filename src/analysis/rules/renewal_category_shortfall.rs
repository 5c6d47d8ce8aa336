//! A licence asks for something that is neither earned nor planned.

use std::fmt::Write as _;

use jiff::ToSpan;

use crate::analysis::licensed::words::{amount, listed, missing, of_unit, range};
use crate::analysis::licensed::{Judged, Lacking, asks_alignment};
use crate::analysis::rule::{Check, One, Rule};
use crate::finding::{Category, Class, Finding, Findings, Kind, Level, Role};
use crate::license::{Cause, Doubt, RuleAnswer, Units, Why, units};
use crate::load::lists::List;
use crate::load::nearest::nearest;
use crate::load::pack::{self, Overlap, SelectorField};

/// The rule.
pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "renewal-category-shortfall",
        level: Level::Warning,
        category: Category::Gap,
        acts: &[Role::Learner],
        tells: Class::Licence,
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
        let whatever = judged.short_whatever();
        if !whatever.is_empty() {
            findings.push(tell_whatever(one, judged, &whatever));
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
    finding.level = level(one, judged);
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
    advice.push_str(&misspelled(judged, &rules));
    match (offers.as_slice(), counted.is_some_and(|units| units.is_most)) {
        (_, true) => advice.push_str("Ask the licensing office what may be done about what is too much."),
        ([], false) => advice.push_str(RULE.kind.remedy),
        (offers, false) => _ = write!(advice, "Ask to take part in {}, on the calendar already.", listed(offers)),
    }
    finding.words("would_help", offers).help(advice)
}

/// A licence that is short whatever is answered, though no rule is: one or another of them applies.
fn tell_whatever(one: &One<'_>, judged: &Judged<'_>, rules: &[(&pack::Rule, &RuleAnswer)]) -> Finding {
    let lacks = |(rule, answer): &(&pack::Rule, &RuleAnswer)| {
        let causes: Vec<String> = judged.lacking(answer).iter().map(|one| judged.cause(one)).collect();
        format!("{} ({})", causes.join("; "), rule.id)
    };
    let mut doubts: Vec<&Doubt> = rules.iter().flat_map(|(_, answer)| judged.doubts(answer)).collect();
    doubts.sort_unstable();
    doubts.dedup();
    let doubts: Vec<String> = doubts.into_iter().map(|doubt| judged.doubt(doubt)).collect();
    let causes: Vec<String> = rules.iter().map(lacks).collect();
    let message = format!(
        "{} falls short for {} by {} whatever is answered: {}",
        one.name(),
        judged.id(),
        judged.expires(),
        causes.join(", or ")
    );
    let mut finding = RULE.kind.at(one.district().item(judged.item).place, message).items([judged.id()]);
    finding.level = level(one, judged);
    // What is missing at least is known where each of the rules says how much it lacks itself.
    let lacks = rules.iter().map(|(_, answer)| answer.units.map_or(0, |units| units.lack().low));
    if let Some(least) = lacks.min().filter(|least| *least > 0) {
        finding = finding.decimal("short", units(missing(least))).word("unit", &judged.pack.unit.plural);
    }
    let advice = format!("{} Not known: {}.", RULE.kind.remedy, doubts.join("; "));
    finding.word("due", &judged.expires()).words("unknown", doubts).help(advice)
}

fn level(one: &One<'_>, judged: &Judged<'_>) -> Level {
    let soon = one.district().as_of.checked_add(SOON.months()).is_ok_and(|soon| judged.expires() <= soon);
    if soon { Level::Error } else { Level::Warning }
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

/// Entries that fill no category, and have a tag that is like one of the rules' or a part of it. The tag itself is not repeated.
fn misspelled(judged: &Judged<'_>, rules: &[&pack::Rule]) -> String {
    let mut said = String::new();
    for (_, tags) in rules.iter().flat_map(|rule| &rule.of.fields).filter(|(field, _)| *field == SelectorField::Tag) {
        let is_like = |tag: &str| nearest(tag, tags.iter().map(String::as_str)).or_else(|| part_of(tag, tags));
        for (at, entry) in judged.answer.entries.iter().enumerate() {
            let fills = entry.fills.iter().any(|(rule, _)| judged.pack.rules[*rule].of.is_category());
            let meant = judged.entries[at].record.tags.iter().find_map(|tag| is_like(tag));
            if let Some(meant) = meant.filter(|_| !fills && entry.counts.high > 0) {
                let _ = write!(said, "No category of this license has a tag of {}; did you mean “{meant}”? ", judged.entry(at));
            }
        }
    }
    said
}

/// The word of which a tag is a part: `sei` of `sei_esl`.
fn part_of<'t>(tag: &str, words: &'t [String]) -> Option<&'t str> {
    words.iter().find(|word| word.split('_').any(|part| part.eq_ignore_ascii_case(tag))).map(String::as_str)
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
