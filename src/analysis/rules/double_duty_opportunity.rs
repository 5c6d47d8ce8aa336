//! An activity that is planned anyway could also fill a category of a licence that is short.

use std::collections::BTreeSet;

use crate::analysis::licensed::offers::is_to_come;
use crate::analysis::licensed::words::listed;
use crate::analysis::licensed::{Judged, each};
use crate::analysis::rule::{Case, Check, Hit, One, Rule, Shared};
use crate::finding::{At, Category, Class, Finding, Kind, Level, Role};
use crate::license::{Doubt, Status};
use crate::load::lists::List;
use crate::load::pack::{self, SelectorField};
use crate::load::values::{SCALE, duration};
use crate::model::District;
use crate::model::hers::Hers;
use crate::model::obligation::ItemId;
use crate::model::people::EducatorId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "double-duty-opportunity",
        level: Level::Info,
        category: Category::Reinforcement,
        acts: &[Role::Learner, Role::District],
        tells: Class::Licence,
        remedy: "Ask whoever offers it to have it counted, before its first date.",
        page: include_str!("double_duty_opportunity.md"),
    },
    needs: &[&[List::RelicensureRequirements], &[List::Activities]],
    checks: &[Check::Shared(check, tell)],
};

/// Why an activity does not fill the category yet, the best reason last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Why {
    /// It is required of nobody, and not hers.
    Offered,
    /// Nobody says that it counts.
    Uncertified,
    /// It is about the category and lacks its tag.
    Untagged,
}

/// Of how many educators the categories are told.
const LOOKED_AT: usize = 16;

fn check(one: &One<'_>, hits: &mut Vec<Hit>) {
    let mut found: BTreeSet<(ItemId, Why)> = BTreeSet::new();
    for judged in one.licences {
        for (_, activity, why) in openings(one.case, one.hers, one.educator, judged) {
            found.insert((activity, why));
        }
    }
    hits.extend(found.into_iter().map(|(activity, why)| Hit::of(activity).with(why as u32)));
}

fn tell(case: &Case<'_>, shared: &Shared<'_>) -> Option<Finding> {
    let (district, [activity, _]) = (case.district, shared.items()?);
    let (mut rules, mut licences): (BTreeSet<String>, Vec<ItemId>) = (BTreeSet::new(), Vec::new());
    for educator in shared.educators.iter().take(LOOKED_AT).map(|educator| EducatorId(*educator)) {
        let hers = Hers::of(district, educator);
        each(district, educator, &hers, |_, judged| {
            let Some(judged) = judged else { return };
            let found = openings(case, &hers, educator, judged);
            let mut open = found.iter().filter(|(_, item, _)| *item == activity).map(|(rule, ..)| rule.id.clone()).peekable();
            licences.extend(open.peek().map(|_| judged.item));
            rules.extend(open);
        });
    }
    let (id, minutes) = (district.item_name(activity), district.activity(activity).map_or(0, |about| about.minutes));
    let rules: Vec<String> = rules.into_iter().collect();
    let why = match shared.value {
        value if value == Why::Untagged as u32 => "it is about that and lacks the tag",
        value if value == Why::Uncertified as u32 => "nobody has said yet that it counts",
        _ => "it is required of nobody, and there is still time",
    };
    let (count, length) = (shared.educators.len(), duration(minutes));
    let whose = if count == 1 { "license" } else { "licenses" };
    let message = format!("{id} ({length}) could also fill {} in the {whose} of {}: {why}", listed(&rules), shared.people());
    let mut finding = RULE.kind.at(At::from(district.item(activity).place), message).items([id]).counting(count);
    // Who may not see a licence may not see what follows from it.
    for licence in licences {
        finding = finding.also(district.item(licence).place, district.item_name(licence));
    }
    let hours = i64::try_from(minutes).unwrap_or(0) * SCALE / 60;
    Some(finding.figure("educators", count).words("rules", rules).decimal("hours", hours))
}

/// Categories that are not met, activities that would fill them, and why these do not yet.
fn openings<'j>(
    case: &Case<'_>,
    hers: &Hers,
    educator: EducatorId,
    judged: &'j Judged<'_>,
) -> Vec<(&'j pack::Rule, ItemId, Why)> {
    let mut found = Vec::new();
    for part in judged.categories() {
        let rule = part.rule;
        match part.status {
            Status::Met => continue,
            Status::Unknown => {}
            Status::Short => {
                found.extend(untagged(case.district, hers, judged, rule).map(|activity| (rule, activity, Why::Untagged)));
                let offers = case.offers.fitting(judged, &[rule], hers, educator);
                found.extend(offers.into_iter().map(|activity| (rule, activity, Why::Offered)));
            }
        }
        found.extend(uncertified(case.district, judged, rule).map(|activity| (rule, activity, Why::Uncertified)));
    }
    found
}

/// Her activities whose focus is the category by name and that do not fit it.
fn untagged<'j>(
    district: &'j District,
    hers: &'j Hers,
    judged: &'j Judged<'_>,
    rule: &'j pack::Rule,
) -> impl Iterator<Item = ItemId> {
    let tags = rule.of.fields.iter().filter(|(field, _)| *field == SelectorField::Tag).flat_map(|(_, words)| words);
    let tags: Vec<&str> = tags.map(String::as_str).collect();
    let fits =
        |activity: &ItemId| (0..judged.entries.len()).any(|at| judged.activity(at) == Some(*activity) && judged.fits(at, rule));
    let is_about = move |activity: &ItemId| {
        let focuses = district.focus(*activity).iter().map(|focus| district.names.get(district.focuses.name(*focus)));
        focuses.map(|focus| focus.rsplit('/').next().unwrap_or(focus)).any(|last| tags.contains(&last))
    };
    hers.activities().filter(move |activity| is_to_come(district, *activity) && is_about(activity) && !fits(activity))
}

/// Her activities that fit and of which nobody says that they count.
fn uncertified<'j>(district: &'j District, judged: &'j Judged<'_>, rule: &'j pack::Rule) -> impl Iterator<Item = ItemId> {
    let entries = judged.counting().filter(|at| {
        let entry = &judged.answer.entries[*at];
        entry.counts.low < entry.counts.high
            && entry.doubts.iter().any(|doubt| matches!(doubt, Doubt::Provider(_) | Doubt::Entry(_)))
    });
    let fitting = entries.filter(|at| judged.fits(*at, rule)).filter_map(|at| judged.activity(at));
    fitting.filter(|activity| is_to_come(district, *activity))
}
