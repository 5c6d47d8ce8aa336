//! Input that is out of date: old evaluations, people on the roster whom nothing else knows.

use std::collections::BTreeSet;

use jiff::ToSpan;

use super::{TOLD, counted, numbers};
use crate::analysis::rule::{Case, Check, One, Rule};
use crate::finding::{Category, Class, Findings, Kind, Level, Role};
use crate::load::lists::List;
use crate::model::calendar::Day;
use crate::model::hers::is_by_name;
use crate::model::names::{Name, natural};
use crate::model::obligation::{ItemId, ItemKind, Owner};
use crate::model::people::EducatorId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "stale-input",
        level: Level::Warning,
        category: Category::Data,
        acts: &[Role::District],
        // Whoever has no record at all has no plan and no licence.
        tells: Class::Licence,
        remedy: "Export it anew, and take out what no longer holds.",
        page: include_str!("stale_input.md"),
    },
    needs: &[],
    checks: &[Check::Educator(old_evaluations), Check::District(unknown_people)],
};

/// How old an evaluation may be.
const MONTHS: i32 = 24;

fn old_evaluations(one: &One<'_>, findings: &mut Findings) {
    let district = one.district();
    let oldest_allowed = Day::of(district.as_of.saturating_sub(MONTHS.months()));
    let observed = |item: ItemId| district.item(item).observed().filter(|day| *day < oldest_allowed);
    let is_old = |item| district.item(item).kind == ItemKind::Finding && observed(item).is_some();
    let mut old: Vec<ItemId> = one.obligations(is_old).collect();
    old.sort_by_key(|item| district.rank(*item));
    let Some(oldest) = old.iter().filter_map(|item| observed(*item)).min() else { return };
    let (count, day) = (counted(old.len(), "evaluation finding"), oldest.date());
    let message = if old.len() == 1 {
        format!("{count} of {} is older than 24 months: it is of {day}", one.name())
    } else {
        format!("{count} of {} are older than 24 months, the oldest of {day}", one.name())
    };
    let mut finding = RULE.kind.at(district.item(old[0]).place, message).items([one.name()]);
    for item in old.iter().skip(1).take(TOLD) {
        finding = finding.also(district.item(*item).place, "");
    }
    let names = old.iter().map(|item| district.item_name(*item));
    findings.push(finding.words("findings", names).word("oldest", &day).figure("limit", MONTHS));
}

/// Who is on the roster, and has no plan, no team, no licence and no activity, and neither leads, coaches nor evaluates nor
/// offers what she knows.
fn unknown_people(case: &Case<'_>, findings: &mut Findings) {
    let district = case.district;
    let is_there = |list| district.lists.contains(&list);
    if !is_there(List::Educators) || !is_there(List::IndividualPlans) {
        return;
    }
    let guides: BTreeSet<Name> = district.educators.iter().flat_map(|one| [one.evaluator, one.coach]).flatten().collect();
    let coaches =
        district.coaches.iter().map(|coach| coach.educator).chain(district.experts.iter().map(|expert| expert.educator));
    let owners = district.items.iter().filter_map(|item| if let Owner::Educator(one) = item.owner { Some(one) } else { None });
    let known: BTreeSet<EducatorId> = coaches.chain(owners).collect();
    let is_unknown = |educator: &EducatorId| {
        let is_named = guides.contains(&district.educator(*educator).name) || known.contains(educator);
        !is_named && !is_by_name(district, *educator)
    };
    let mut unknown: Vec<EducatorId> = district.educator_ids().filter(is_unknown).collect();
    unknown.sort_by(|a, b| natural(district.educator_name(*a), district.educator_name(*b)));
    let Some(first) = unknown.first() else { return };
    let verb = if unknown.len() == 1 { "is" } else { "are" };
    let message = format!("{} {verb} on the roster and nowhere else", counted(unknown.len(), "educator"));
    let mut finding = RULE.kind.at(district.educator(*first).place, message).items([district.id.as_str()]);
    for educator in unknown.iter().skip(1).take(TOLD) {
        finding = finding.also(district.educator(*educator).place, "");
    }
    let names = unknown.iter().map(|educator| district.educator_name(*educator));
    let help = "Take people who left out of the roster, and add the plans of those who came.";
    let finding = finding.people(numbers(&unknown)).counting(unknown.len());
    findings.push(finding.words("people", names).help(help));
}
