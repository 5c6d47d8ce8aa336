//! People with a need that no activity meets, and a colleague in the building who offers just that.

use std::collections::BTreeMap;

use super::{TOLD, people};
use crate::analysis::Circle;
use crate::analysis::expertise::{Match, Need, Offers, matches};
use crate::analysis::rule::{Case, Check, Rule};
use crate::finding::{At, Category, Class, Finding, Findings, Kind, Level, Role};
use crate::load::lists::List;
use crate::model::District;

/// The rule.
pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "internal-expert-match",
        level: Level::Info,
        category: Category::Reinforcement,
        acts: &[Role::Coach, Role::School],
        tells: Class::Plan,
        remedy: "Ask the colleague first, and look for somebody from outside second.",
        page: include_str!("internal_expert_match.md"),
    },
    needs: &[&[List::IndividualPlans], &[List::Expertise], &[List::Activities]],
    checks: &[Check::District(check)],
};

fn check(case: &Case<'_>, findings: &mut Findings) {
    // What compares people stands on no page of one alone.
    if case.circle == Circle::Each {
        return;
    }
    let (district, offers) = (case.district, Offers::of(case.district));
    let mut needs: BTreeMap<Option<u32>, Vec<Need>> = BTreeMap::new();
    for need in offers.needs(district) {
        case.circle.of(district, need.educator).into_iter().for_each(|whom| needs.entry(whom).or_default().push(need));
    }
    for (told_to, needs) in needs {
        let matches = matches(district, &offers, needs);
        findings.extend(matches.iter().map(|one| Finding { told_to, ..told(district, one) }));
    }
}

fn told(district: &District, one: &Match<'_>) -> Finding {
    let (school, focus) = (district.school_name(one.school), district.names.get(district.focuses.name(one.focus)));
    let mut colleagues: Vec<&str> = one.offers.iter().map(|offer| district.educator_name(offer.educator)).collect();
    colleagues.dedup();
    let (count, who) = (one.needs.len(), named(&colleagues));
    let has = |count: usize| if count == 1 { "has" } else { "have" };
    let message = format!(
        "{} of {school} {} a goal on {focus} and no activity for it; {who} could help and {} time for {}",
        people(count),
        has(count),
        has(colleagues.len()),
        one.helped
    );
    let mut finding = RULE.kind.at(At::field(district.item(one.needs[0].goal).place, "focus"), message).items([school, focus]);
    for need in one.needs.iter().skip(1).take(TOLD) {
        finding = finding.also(At::field(district.item(need.goal).place, "focus"), "");
    }
    for offer in one.offers.iter().take(TOLD) {
        finding = finding.also(At::field(offer.place, "focus"), format!("{} offers it", district.educator_name(offer.educator)));
    }
    finding
        .people(one.needs.iter().map(|need| need.educator.0).collect())
        .counting(count)
        .figure("people", count)
        .figure("helped", one.helped)
        .words("colleagues", colleagues)
}

/// Some ids in a sentence, the first of them by name.
fn named(ids: &[&str]) -> String {
    const NAMED: usize = 3;
    match ids {
        [one] => (*one).to_owned(),
        [some @ .., last] if ids.len() <= NAMED => format!("{} and {last}", some.join(", ")),
        _ => format!("{} and {} more", ids[..NAMED.min(ids.len())].join(", "), ids.len().saturating_sub(NAMED)),
    }
}
