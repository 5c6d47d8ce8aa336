//! Money, hours and goals of a district priority do not fit each other.

use crate::analysis::priorities::{Priority, median_per_hour, priorities};
use crate::analysis::rule::{Case, Check, Rule};
use crate::finding::{Category, Class, Findings, Kind, Level, Role};
use crate::load::lists::List;
use crate::model::District;
use crate::model::obligation::{ItemId, ItemKind};

/// The rule.
pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "priority-unfunded",
        level: Level::Warning,
        category: Category::Capacity,
        acts: &[Role::District],
        tells: Class::Public,
        remedy: "Move money or time to where the goals are, or change the status of the priority.",
        page: include_str!("priority_unfunded.md"),
    },
    needs: &[&[List::DistrictGoals], &[List::Activities], &[List::Budgets]],
    checks: &[Check::District(check)],
};

/// An hour of a priority is told that costs more than so many times the middle of them.
const TIMES: i64 = 5;

fn check(case: &Case<'_>, findings: &mut Findings) {
    let district = case.district;
    let priorities = priorities(district, case.clock);
    let median = median_per_hour(&priorities);
    let counted = Counted::of(district);
    for priority in &priorities {
        let Some(why) = why(priority, median, &counted) else { continue };
        let (id, place) = (district.item_name(priority.goal), district.item(priority.goal).place);
        let mut finding = RULE.kind.at(place, format!("{id} {why}")).items([id]);
        finding = finding.figure("goals", priority.goals.len()).figure("minutes", priority.minutes);
        finding = finding.decimal("dollars", priority.money);
        if let (Some(per_hour), Some(median)) = (priority.per_hour(), median) {
            finding = finding.decimal("dollars_per_hour", per_hour).decimal("median_dollars_per_hour", median);
        }
        findings.push(finding);
    }
}

/// What is counted, in words: where no individual goals are in what is looked at, what they lead to and bring is not.
struct Counted {
    none: &'static str,
    hours: &'static str,
}

impl Counted {
    fn of(district: &District) -> Self {
        let is_plan = |item: ItemId| district.item(item).active && district.item(item).kind == ItemKind::IndividualPlan;
        if district.item_ids().any(is_plan) {
            Self { none: "no goal", hours: "hours" }
        } else {
            Self { none: "no goal of a school or a team", hours: "required hours" }
        }
    }
}

/// What does not fit, without a number: hours of few people say who they are, and this is told to the district.
fn why(priority: &Priority, median: Option<i64>, counted: &Counted) -> Option<String> {
    let Counted { none, hours } = counted;
    let (has_goals, has_hours, has_money) = (!priority.goals.is_empty(), priority.minutes > 0, priority.money > 0);
    let is_dear = |per_hour: &i64| median.is_some_and(|median| i128::from(*per_hour) > i128::from(median) * i128::from(TIMES));
    match (has_goals, has_hours, has_money) {
        (true, false, false) => Some(format!("has goals that lead to it, and neither {hours} nor money")),
        (false, true, true) => Some(format!("has {hours} and money, and {none} leads to it")),
        (false, true, false) => Some(format!("has {hours}, and {none} leads to it")),
        (false, false, true) => Some(format!("has money, and {none} leads to it")),
        _ => {
            let dear = priority.per_hour().as_ref().is_some_and(is_dear);
            dear.then(|| format!("pays more than {TIMES} times as much for an hour of learning as the typical (median) priority"))
        }
    }
}
