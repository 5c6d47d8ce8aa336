//! A corrective plan is running, and other individual goals beside it ask for the same time.

use crate::analysis::licensed::Judged;
use crate::analysis::licensed::words::listed;
use crate::analysis::rule::{Check, One, Rule};
use crate::finding::{Category, Class, Findings, Kind, Level, Role};
use crate::graph::reason::Reason;
use crate::load::lists::List;
use crate::model::obligation::{ItemId, ItemKind};

/// The rule.
pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "plan-preempted",
        level: Level::Warning,
        category: Category::Conflict,
        acts: &[Role::School, Role::Learner],
        // That there is a corrective plan is for her and who evaluates her.
        tells: Class::Evaluative,
        remedy: "Pause the other goals until the plan ends, or link them to it where they help.",
        page: include_str!("plan_preempted.md"),
    },
    needs: &[&[List::IndividualPlans]],
    checks: &[Check::Educator(check)],
};

/// The answer by which a state lets a corrective plan take the place of the yearly one.
const CORRECTIVE: &str = "corrective_plan";

fn check(one: &One<'_>, findings: &mut Findings) {
    let district = one.district();
    let is_own = |at: &usize| district.item(one.hers.obligations[*at]).kind == ItemKind::IndividualPlan;
    let is_corrective = |at: &usize| district.item(one.hers.obligations[*at]).corrective;
    let own: Vec<usize> = (0..one.hers.obligations.len()).filter(is_own).collect();
    let (corrective, rest): (Vec<usize>, Vec<usize>) = own.into_iter().partition(is_corrective);
    if corrective.is_empty() || rest.is_empty() || one.interplay.too_many {
        return;
    }
    let joined: Vec<(usize, usize)> =
        one.interplay.pairs().into_iter().filter(|(.., reasons)| reasons.has(Reason::Supports)).map(|(a, b, _)| (a, b)).collect();
    let is_joined = |other: usize| {
        joined.iter().any(|(a, b)| (*a == other && corrective.contains(b)) || (*b == other && corrective.contains(a)))
    };
    let id = |at: &usize| district.item_name(one.hers.obligations[*at]);
    let others: Vec<usize> = rest.into_iter().filter(|other| !is_joined(*other)).collect();
    if others.is_empty() {
        return;
    }
    let (plans, beside): (Vec<&str>, Vec<&str>) = (corrective.iter().map(id).collect(), others.iter().map(id).collect());
    let message = format!(
        "{} has the corrective plan {}, and beside it, with no link to it, {}",
        one.name(),
        listed(&plans),
        listed(&beside)
    );
    let item = |at: &usize| -> ItemId { one.hers.obligations[*at] };
    let mut finding = RULE.kind.at(district.item(item(&corrective[0])).place, message).items([one.name()]);
    for other in corrective[1..].iter().chain(&others) {
        finding = finding.also(district.item(item(other)).place, id(other));
    }
    let displaces = |judged: &Judged<'_>| judged.pack.ask(CORRECTIVE).is_some();
    finding.level = if one.licences.iter().any(displaces) { Level::Error } else { Level::Warning };
    findings.push(finding.words("corrective", plans).words("others", beside));
}
