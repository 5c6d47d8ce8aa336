//! The plan for a licence lacks a goal of a kind that it must have.

use crate::analysis::licensed::phrases::{THE, layers};
use crate::analysis::rule::{Check, One, Rule};
use crate::finding::{Category, Class, Findings, Kind, Level, Role};
use crate::license::Cause;
use crate::load::lists::List;
use crate::load::values::counted;

/// The rule.
pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "plan-missing-goal-type",
        level: Level::Warning,
        category: Category::Gap,
        acts: &[Role::Learner, Role::School],
        tells: Class::Licence,
        remedy: "Add one goal, or link one that already does both.",
        page: include_str!("plan_missing_goal_type.md"),
    },
    needs: &[&[List::RelicensureRequirements], &[List::IndividualPlans]],
    checks: &[Check::Educator(check)],
};

fn check(one: &One<'_>, findings: &mut Findings) {
    for judged in one.licences {
        for (rule, answer) in judged.short() {
            let lacking = judged.lacking(answer);
            let missing: Vec<(&[String], i64, usize)> = lacking
                .iter()
                .filter_map(|lacking| match lacking.cause {
                    Cause::Goals { from, need, have } => Some((from.as_slice(), *need, *have)),
                    _ => None,
                })
                .collect();
            if missing.is_empty() {
                continue;
            }
            let each: Vec<String> = missing.iter().map(|(from, need, have)| told(from, *need, *have)).collect();
            let message = format!("the plan of {} for {} {} by {}", one.name(), judged.titled(rule), each.join("; "), answer.due);
            let finding = judged.finding(&RULE.kind, rule, message);
            let mut finding = finding
                .words("missing", missing.iter().map(|(from, ..)| from.join(" or ")))
                .numbers("need", missing.iter().map(|(_, need, _)| need.unsigned_abs()))
                .numbers("have", missing.iter().map(|(.., have)| *have as u64));
            finding.level = if judged.is_of_pack(rule) { Level::Error } else { Level::Warning };
            findings.push(finding);
        }
    }
}

/// One kind of goals in words.
fn told(from: &[String], need: i64, have: usize) -> String {
    let have = if have == 0 { "none".to_owned() } else { have.to_string() };
    format!("needs {} {} and has {have}", counted(need, "goal"), layers(from, THE))
}
