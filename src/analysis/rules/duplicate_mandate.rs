//! Two required activities that cover much the same, for many people.

use super::people;
use crate::analysis::rule::{Case, Check, Hit, One, Rule, Shared};
use crate::finding::{At, Category, Class, Finding, Kind, Level, Role};
use crate::load::lists::List;
use crate::load::values::duration;
use crate::model::hers::MAX_OBLIGATIONS;
use crate::model::names::Name;
use crate::model::obligation::ItemId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "duplicate-mandate",
        level: Level::Warning,
        category: Category::Fragmentation,
        acts: &[Role::District],
        tells: Class::Public,
        remedy: "Recognize one for the other, or make one activity of the two.",
        page: include_str!("duplicate_mandate.md"),
    },
    needs: &[&[List::Activities]],
    checks: &[Check::Shared(check, tell)],
};

/// Which share of the smaller set of tags both have, in percent.
const PERCENT: usize = 60;
/// From how many people on.
const PEOPLE: usize = 10;

fn check(one: &One<'_>, hits: &mut Vec<Hit>) {
    let (case, district, educator) = (one.case, one.district(), one.educator);
    let tagged: Vec<(ItemId, Vec<Name>)> = one
        .hers
        .required
        .iter()
        .map(|activity| (*activity, as_set(district.tags(*activity))))
        .filter(|(_, tags)| !tags.is_empty())
        .collect();
    if tagged.len() > MAX_OBLIGATIONS {
        return;
    }
    for (at, (activity, tags)) in tagged.iter().enumerate() {
        for (other, others) in &tagged[at + 1..] {
            if in_both(tags, others) * 100 >= tags.len().min(others.len()) * PERCENT {
                let (a, b) =
                    if district.rank(*activity) < district.rank(*other) { (*activity, *other) } else { (*other, *activity) };
                let minutes = [a, b].map(|activity| case.clock.minutes(district, activity, educator));
                hits.push(Hit::pair(a, b).minutes(minutes[0].min(minutes[1])));
            }
        }
    }
}

fn tell(case: &Case<'_>, shared: &Shared<'_>) -> Option<Finding> {
    let (district, pair, count) = (case.district, shared.items()?, shared.educators.len());
    if count < PEOPLE {
        return None;
    }
    let [a, b] = pair.map(|activity| district.item_name(activity));
    let [some, others] = pair.map(|activity| as_set(district.tags(activity)));
    let tags: Vec<&str> = some.iter().filter(|tag| others.contains(tag)).map(|tag| district.names.get(*tag)).collect();
    let frees = if shared.minutes == 0 {
        String::new()
    } else {
        format!("; one for the other frees {} in all", duration(shared.minutes))
    };
    let message = format!("{a} and {b} share {}, and both are required of {}{frees}", in_words(&tags), people(count));
    let at = |activity: ItemId| At::field(district.item(activity).place, "tags");
    let finding = RULE.kind.at(at(pair[0]), message).items([a, b]).also(at(pair[1]), b).counting(count);
    Some(finding.figure("educators", count).figure("minutes_freed", shared.minutes).words("tags", tags))
}

/// Tags sorted, each once.
fn as_set(tags: &[Name]) -> Vec<Name> {
    let mut tags = tags.to_vec();
    tags.sort_unstable();
    tags.dedup();
    tags
}

/// How many tags two sets share.
fn in_both(some: &[Name], others: &[Name]) -> usize {
    some.iter().filter(|tag| others.binary_search(tag).is_ok()).count()
}

/// Tags in words; of many the first ones.
fn in_words(tags: &[&str]) -> String {
    const NAMED: usize = 4;
    let named = tags[..tags.len().min(NAMED)].join(", ");
    match (tags.len(), tags.len().saturating_sub(NAMED)) {
        (1, _) => format!("the tag {named}"),
        (_, 0) => format!("the tags {named}"),
        (_, more) => format!("the tags {named} and {more} more"),
    }
}
