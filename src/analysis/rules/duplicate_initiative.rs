//! Two initiatives of one school that work on the same thing in different ways.

use crate::analysis::rule::{Case, Check, Rule};
use crate::finding::{Category, Class, Finding, Findings, Kind, Level, Role};
use crate::load::lists::List;
use crate::model::District;
use crate::model::names::natural;
use crate::model::people::{Initiative, InitiativeId};
use crate::model::rows::Key;

/// The rule.
pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "duplicate-initiative",
        level: Level::Warning,
        category: Category::Fragmentation,
        acts: &[Role::School, Role::District],
        tells: Class::Public,
        remedy: "Choose one, split them by setting, or declare with `supports` how they fit together.",
        page: include_str!("duplicate_initiative.md"),
    },
    needs: &[&[List::Initiatives]],
    checks: &[Check::District(check)],
};

/// How many pairs of one school are told: where there are more, nobody reads them all.
const PAIRS: usize = 100;

fn check(case: &Case<'_>, findings: &mut Findings) {
    let district = case.district;
    let mut by_school: Vec<InitiativeId> = (0..district.initiatives.len() as u32).map(InitiativeId).collect();
    by_school.sort_by_key(|id| (get(district, *id).school, *id));
    for group in by_school.chunk_by(|a, b| get(district, *a).school == get(district, *b).school) {
        let pairs = group.iter().enumerate().flat_map(|(nth, a)| group[nth + 1..].iter().map(move |b| (*a, *b)));
        let rivals = pairs.filter(|(a, b)| rival(district, *a, *b)).take(PAIRS);
        findings.extend(rivals.map(|(a, b)| told(district, a, b)));
    }
}

fn get(district: &District, id: InitiativeId) -> &Initiative {
    &district.initiatives[id.row()]
}

/// Whether two initiatives of one school want the same from the same people in different ways.
fn rival(district: &District, a: InitiativeId, b: InitiativeId) -> bool {
    let grades_meet = meet(district.grades(a), district.grades(b));
    let other_method = !meet(district.methods(a), district.methods(b));
    let same_aim = district.focuses.meet(district.pursued(a), district.pursued(b));
    let related = district.allied(a).contains(&b) || district.allied(b).contains(&a);
    get(district, a).overlaps(get(district, b)) && grades_meet && other_method && same_aim && !related
}

/// Whether two lists share something; an empty one stands for everything.
fn meet<T: PartialEq>(some: &[T], others: &[T]) -> bool {
    some.is_empty() || others.is_empty() || some.iter().any(|one| others.contains(one))
}

fn told(district: &District, a: InitiativeId, b: InitiativeId) -> Finding {
    let mut pair = [a, b].map(|id| (district.names.get(get(district, id).name), get(district, id)));
    pair.sort_by(|(one, _), (other, _)| natural(one, other));
    let [(one, first), (other, second)] = pair;
    let school = district.school_name(first.school);
    let people = district.staff(first.school).iter().map(|educator| educator.0).collect();
    let message =
        format!("{one} and {other} run in {school} at the same time, for the same grades and aim, with different methods");
    RULE.kind.at(first.place, message).items([one, other]).also(second.place, "the other one").people(people)
}
