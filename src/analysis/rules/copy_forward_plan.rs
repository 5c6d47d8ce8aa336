//! A goal that repeats last year's.

use crate::analysis::rule::{Case, Check, Rule};
use crate::finding::{Category, Class, Findings, Kind, Level, Role};

/// The rule.
pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "copy-forward-plan",
        level: Level::Info,
        category: Category::Data,
        acts: &[Role::Learner, Role::School],
        tells: Class::Public,
        remedy: "Say what is different this year, or write into `continued` why the goal goes on as it is.",
        page: include_str!("copy_forward_plan.md"),
    },
    needs: &[],
    checks: &[Check::District(check)],
};

fn check(case: &Case<'_>, findings: &mut Findings) {
    let district = case.district;
    for copied in &case.reread.copies {
        let [goal, earlier] = [copied.goal, copied.earlier].map(|goal| (district.item_name(goal), district.item(goal)));
        let due = earlier.1.due.map(|due| due.to_string()).unwrap_or_default();
        let target = if district.target(copied.goal).is_some() { " and has the same target" } else { "" };
        let message =
            format!("the {} {} says the same as {}, which was due on {due}{target}", goal.1.kind.plain(), goal.0, earlier.0);
        let finding = RULE.kind.at(goal.1.place, message).items([goal.0, earlier.0]).also(earlier.1.place, "the earlier one");
        findings.push(finding.figure("equal", copied.equal).figure("limit", 95));
    }
}
