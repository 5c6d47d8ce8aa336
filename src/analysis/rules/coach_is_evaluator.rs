//! An educator whose coach also evaluates her.

use crate::analysis::rule::{Check, One, Rule};
use crate::finding::{At, Category, Class, Findings, Kind, Level, Role};
use crate::load::lists::List;

/// The rule.
pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "coach-is-evaluator",
        level: Level::Warning,
        category: Category::Conflict,
        acts: &[Role::School],
        tells: Class::Plan,
        remedy: "Name another coach, or say openly that this feedback is evaluative.",
        page: include_str!("coach_is_evaluator.md"),
    },
    needs: &[&[List::Educators]],
    checks: &[Check::Educator(check)],
};

fn check(one: &One<'_>, findings: &mut Findings) {
    let educator = one.district().educator(one.educator);
    if educator.coach.is_some() && educator.coach == educator.evaluator {
        let message = format!("the coach of {} is also her evaluator", one.name());
        let finding = RULE.kind.at(At::field(educator.place, "coach"), message).items([one.name()]);
        findings.push(finding.also(At::field(educator.place, "evaluator"), "the same person"));
    }
}
