//! A workshop or course that nothing follows up.

use crate::analysis::followed::{DAYS, is_followed};
use crate::analysis::rule::{Case, Check, Hit, One, Rule, Shared};
use crate::finding::{Category, Class, Finding, Kind, Level, Role};
use crate::load::lists::List;
use crate::model::activity::Design;

/// The rule.
pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "no-follow-up",
        level: Level::Warning,
        category: Category::Gap,
        acts: &[Role::Coach, Role::School],
        tells: Class::Public,
        remedy: "Add a short item to a team meeting, or a contact with the coach, within two months.",
        page: include_str!("no_follow_up.md"),
    },
    needs: &[&[List::Activities]],
    checks: &[Check::Shared(check, tell)],
};

fn check(one: &One<'_>, hits: &mut Vec<Hit>) {
    for activity in one.hers.activities() {
        let about = one.district().activity(activity);
        let taught =
            about.is_some_and(|about| matches!(about.design, Some(Design::Workshop | Design::Course)) && about.end.is_some());
        if taught && !is_followed(one, activity) {
            hits.push(Hit::of(activity));
        }
    }
}

fn tell(case: &Case<'_>, shared: &Shared<'_>) -> Option<Finding> {
    let (district, [activity, _]) = (case.district, shared.items()?);
    let (id, end) = (district.item_name(activity), district.activity(activity)?.end?);
    let message = format!("nothing takes up {id} within {DAYS} days of its end ({end}), for {}", shared.people());
    let finding = RULE.kind.at(district.item(activity).place, message).items([id]).counting(shared.educators.len());
    Some(finding.word("ends", &end).figure("days", DAYS))
}
