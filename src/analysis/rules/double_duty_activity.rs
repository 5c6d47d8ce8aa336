//! An activity whose hours serve several obligations of one educator.

use crate::analysis::rule::{Case, Check, Hit, One, Rule, Shared};
use crate::finding::{At, Category, Class, Finding, Kind, Level, Role};
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
        // What is served may be a finding or a licence.
        tells: Class::Licence,
        remedy: "Keep it, and count its hours for each of them where their rules allow it.",
        page: include_str!("double_duty_activity.md"),
    },
    needs: &[&[List::Activities]],
    checks: &[Check::Shared(check, tell)],
};

fn check(one: &One<'_>, hits: &mut Vec<Hit>) {
    for activity in one.hers.activities() {
        let served = time::served(one.district(), one.hers, activity);
        if served >= 2 {
            // Its hours count once for each obligation, so that all but one of them are free.
            let minutes = one.case.clock.minutes(one.district(), activity, one.educator);
            hits.push(Hit::of(activity).with(served as u32).minutes(minutes * (served as u64 - 1)));
        }
    }
}

fn tell(case: &Case<'_>, shared: &Shared<'_>) -> Option<Finding> {
    let (district, [item, _]) = (case.district, shared.items()?);
    let id = district.item_name(item);
    let minutes = district.activity(item).map_or(0, |activity| activity.minutes);
    let message = format!(
        "{id} ({}) serves up to {} obligations at once, for {}; it frees {} in all",
        duration(minutes),
        shared.value,
        shared.people(),
        duration(shared.minutes)
    );
    let finding =
        RULE.kind.at(At::field(district.item(item).place, "serves"), message).items([id]).counting(shared.educators.len());
    Some(finding.figure("obligations", shared.value).figure("minutes", minutes).figure("minutes_freed", shared.minutes))
}
