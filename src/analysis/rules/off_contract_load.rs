//! Much of what is required in a school lies outside the hours of the contract.

use super::{numbers, people};
use crate::analysis::rule::{Case, Check, Hit, One, Rule, Shared};
use crate::finding::{Category, Class, Finding, Kind, Level, Role};
use crate::model::Subject;

/// The rule.
pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "off-contract-load",
        level: Level::Warning,
        category: Category::Capacity,
        acts: &[Role::School, Role::District],
        tells: Class::Public,
        remedy: "Move it inside the contract day, pay for it, or make it optional.",
        page: include_str!("off_contract_load.md"),
    },
    needs: &[],
    checks: &[Check::Shared(check, tell)],
};

/// Above which share of the required hours, in percent.
const PERCENT: u64 = 20;

fn check(one: &One<'_>, hits: &mut Vec<Hit>) {
    let hours = &one.timing.hours;
    if hours.outside_contract * 100 > hours.required * PERCENT {
        let schools = one.district().schools_of(one.educator).iter().map(|school| Subject::School(*school));
        hits.extend(schools.map(|school| Hit::between(school, school)));
    }
}

fn tell(case: &Case<'_>, shared: &Shared<'_>) -> Option<Finding> {
    let (district, count) = (case.district, shared.educators.len());
    if count < case.config.limits.aggregate_min as usize {
        return None;
    }
    let id = shared.a.name(district);
    let message =
        format!("at {id}, {} each have more than {PERCENT}% of their required hours outside the contract", people(count));
    let Subject::School(school) = shared.a else { return None };
    let finding = RULE.kind.at(shared.a.place(district), message).items([id]).people(numbers(district.staff(school)));
    Some(finding.counting(count).figure("educators", count).figure("percent", PERCENT))
}
