//! An activity whose hours serve several obligations of one educator.

use super::people;
use crate::analysis::rule::{Case, Check, Hit, One, Rule, Shared};
use crate::finding::{At, Category, Finding, Kind, Level, Role};
use crate::load::lists::List;
use crate::load::values::duration;
use crate::time;

/// The rule.
pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "double-duty-activity",
        level: Level::Good,
        category: Category::Reinforcement,
        acts: &[Role::Learner, Role::Coach],
        remedy: "Keep it, and count its hours for each of them where their rules allow it.",
        page: include_str!("double_duty_activity.md"),
    },
    needs: &[&[List::Activities]],
    check: Check::Shared(check, tell),
};

fn check(one: &One<'_>, hits: &mut Vec<Hit>) {
    for activity in one.hers.activities() {
        let served = time::served(one.district(), one.hers, activity);
        if served >= 2 {
            hits.push(Hit { a: activity, b: activity, value: served as u32 });
        }
    }
}

fn tell(case: &Case<'_>, shared: &Shared<'_>) -> Finding {
    let (district, id) = (case.district, case.district.item_name(shared.a));
    let minutes = district.activity(shared.a).map_or(0, |activity| activity.minutes);
    let message = format!(
        "{id} ({}) serves up to {} obligations at once, for {}",
        duration(minutes),
        shared.value,
        people(shared.educators.len())
    );
    let finding = RULE.kind.at(At::field(district.item(shared.a).place, "serves"), message).items([id]);
    finding.figure("obligations", shared.value).figure("minutes", minutes)
}
