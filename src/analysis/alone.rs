//! What is told of one person by herself ([`Circle::Each`]). Comes in: findings. Goes out: those that rest on nothing of
//! others' own, and which findings are about the district as a whole, so that they can be taken from what all staff may know.

use super::rule::Check;
use super::rules::{self, RULES};
use super::shared::Circle;
use crate::finding::{Finding, Findings, People};
use crate::model::District;
use crate::model::obligation::Owner;

/// Whether the rule of a finding looks at the district as a whole, and it is from that look.
pub fn is_of_district(finding: &Finding) -> bool {
    let Some(rule) = RULES.iter().find(|rule| rule.kind == *finding.kind) else { return false };
    let looks_at_people = |check: &Check| matches!(check, Check::Educator(_) | Check::Shared(..));
    let few = rule.checks.iter().filter(|check| looks_at_people(check)).count();
    // Of a rule that looks both ways, the people of what holds for the district are those of its items.
    few == 0 || few < rule.checks.len() && matches!(finding.people, People::OfItems)
}

/// Where each is told of by herself, leaves out what compares people, and behind the first `of_people` findings what names no
/// record that is one person's.
pub(super) fn keep_own(district: &District, circle: Circle, of_people: usize, told: &mut Findings) {
    if circle != Circle::Each {
        return;
    }
    let is_own = |id: &String| district.find_item(id).is_some_and(|item| matches!(district.item(item).owner, Owner::Educator(_)));
    let of_district = told.split_off(of_people);
    told.retain(|finding| *finding.kind != rules::ASKS_HOLDERS.kind);
    told.extend(of_district.into_iter().filter(|finding| finding.items.iter().any(is_own)));
}
