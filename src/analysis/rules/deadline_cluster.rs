//! Many obligations of one educator fall due within a few days.

use jiff::civil::Date;

use crate::analysis::rule::{Check, One, Rule};
use crate::finding::{At, Category, Class, Findings, Kind, Level, Role};
use crate::graph::order;
use crate::model::calendar::Day;
use crate::model::obligation::{ItemId, ItemKind};

/// The rule.
pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "deadline-cluster",
        level: Level::Info,
        category: Category::Capacity,
        acts: &[Role::Learner, Role::School],
        // It counts licences that expire among what falls due.
        tells: Class::Licence,
        remedy: "Spread the dates; those that somebody set freely can move.",
        page: include_str!("deadline_cluster.md"),
    },
    needs: &[],
    checks: &[Check::Educator(check)],
};

/// From how many obligations on.
const MANY: usize = 4;
/// Within how many days, the latest less the earliest.
const DAYS: i32 = 10;

fn check(one: &One<'_>, findings: &mut Findings) {
    let due = due(one);
    let Some(group) = largest(&due) else { return };
    let (district, name) = (one.district(), one.name());
    let (from, until) = (group[0].0, group[group.len() - 1].0);
    let message = format!("{} obligations of {name} fall due from {from} to {until}", group.len());
    let mut finding = RULE.kind.at(district.educator(one.educator).place, message).items([name]);
    for (day, item) in group {
        let field = if district.sessions(*item).is_empty() { field(district.item(*item).kind) } else { "sessions" };
        finding = finding.also(At::field(district.item(*item).place, field), format!("{}, {day}", district.item_name(*item)));
    }
    let ids = group.iter().map(|(_, item)| district.item_name(*item));
    findings.push(finding.figure("obligations", group.len()).word("from", &from).word("until", &until).words("ids", ids));
}

/// When each personal obligation is due, in order; the rules of one licence are one, and findings have no date.
fn due(one: &One<'_>) -> Vec<(Date, ItemId)> {
    let district = one.district();
    let is_personal = |kind: ItemKind| !kind.is_ambient() && kind != ItemKind::Finding;
    let personal = one.obligations(|item| is_personal(district.item(item).kind));
    let dated = personal.filter_map(|item| Some((order::end(district, item)?, item)));
    let mut due: Vec<(Date, ItemId)> = dated.map(|(day, item)| (day, district.item(item).requirement(item))).collect();
    due.sort_unstable_by_key(|(day, item)| (*day, district.rank(*item)));
    due.dedup();
    due
}

/// The largest group that falls due within the days, of equals the earliest; none below the number from which it is told.
fn largest(due: &[(Date, ItemId)]) -> Option<&[(Date, ItemId)]> {
    let mut largest: &[(Date, ItemId)] = &[];
    let mut first = 0;
    for last in 0..due.len() {
        while Day::of(due[last].0).0 - Day::of(due[first].0).0 > DAYS {
            first += 1;
        }
        if last + 1 - first > largest.len() {
            largest = &due[first..=last];
        }
    }
    (largest.len() >= MANY).then_some(largest)
}

fn field(kind: ItemKind) -> &'static str {
    if kind == ItemKind::Requirement { "expires" } else { "due" }
}
