//! A decision that settles nothing.

use std::collections::BTreeSet;

use crate::analysis::rule::{Case, Check, Rule, Told};
use crate::finding::{At, Category, Class, Finding, Findings, Kind, Level, Role};
use crate::load::nearest::{did_you_mean, nearest};
use crate::load::{changes_exit, values};
use crate::model::decision::{Decision, InForce};

/// The rule.
pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "unused-decision",
        level: Level::Warning,
        category: Category::Data,
        acts: &[Role::School, Role::District],
        tells: Class::Public,
        remedy: "Remove the decision, or correct what it names.",
        page: include_str!("unused_decision.md"),
    },
    needs: &[],
    checks: &[Check::Told(check)],
};

fn check(case: &Case<'_>, told: &Told<'_>, findings: &mut Findings) {
    let district = case.district;
    let mut subjects = BTreeSet::new();
    let mut in_force: Vec<&Decision> = district.decisions.iter().filter(|decision| decision.holds(district.as_of)).collect();
    in_force.sort_by_key(|decision| std::cmp::Reverse(decision.until));
    for decision in in_force {
        if let Some(why) = why_unused(decision, told)
            && subjects.insert(decision.subject())
        {
            let message = format!("the decision about {} {why}", about(decision));
            let field = if decision.finding.is_some() { "finding" } else { "rule" };
            let finding = RULE.kind.at(At::field(decision.place, field), message).items(decision.subject());
            findings.push(finding.word("until", &decision.until));
        }
    }
}

/// What a decision is about, in words, each in quotes: it is what somebody typed, and may be no id.
pub(super) fn about(decision: &Decision) -> String {
    let said = |word: &&str| if values::id(word).is_ok() { format!("“{word}”") } else { values::quote(word) };
    let words: Vec<String> = decision.subject().iter().map(said).collect();
    match &words[..] {
        [id] => id.clone(),
        [rule, items @ ..] => format!("{rule} of {}", items.join(", ")),
        [] => String::new(),
    }
}

/// Why a decision settles nothing; `None` where it does, or where nobody can know.
fn why_unused(decision: &Decision, told: &Told<'_>) -> Option<String> {
    let code = decision.code();
    if !told.codes.contains(&code) {
        let hint = did_you_mean(code, told.codes.iter().copied());
        return Some(format!("settles nothing: there is no rule {}{hint}", values::quote(code)));
    }
    if !told.looked_for.contains(code) || is_of_decisions(code) {
        return None;
    }
    match fitting(decision, told) {
        None => Some(format!("matches no finding{}", near(decision, told))),
        Some(finding) if changes_exit(finding.kind) => {
            Some(format!("settles nothing: {code} keeps something from being read, which no decision can change"))
        }
        Some(_) => None,
    }
}

/// Rules on decisions themselves are told last, so that nobody knows yet whether they tell what is decided about.
fn is_of_decisions(code: &str) -> bool {
    super::OF_DECISIONS.iter().any(|rule| rule.kind.code == code)
}

/// A finding that a decision is about.
pub(super) fn fitting<'t>(decision: &Decision, told: &'t Told<'_>) -> Option<&'t Finding> {
    let alone = InForce::of(std::slice::from_ref(decision), decision.until);
    let fits = |finding: &&Finding| {
        finding.kind.code == decision.code() && {
            let items: Vec<&str> = finding.items.iter().map(String::as_str).collect();
            alone.names(&finding.id()) || alone.describes(finding.kind.code, &items)
        }
    };
    told.findings.iter().find(fits)
}

/// The id that may be meant: of the same rule, with almost the same digits.
fn near(decision: &Decision, told: &Told<'_>) -> String {
    let Some((code, digits)) = decision.finding.as_deref().and_then(|id| id.rsplit_once(':')) else { return String::new() };
    let of_rule = told.findings.iter().filter(|finding| finding.kind.code == code);
    let known: Vec<String> = of_rule.map(|finding| format!("{:016x}", finding.hash())).collect();
    let near = nearest(digits, known.iter().map(String::as_str));
    near.map(|near| format!("; did you mean “{code}:{near}”?")).unwrap_or_default()
}
