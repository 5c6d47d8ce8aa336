//! The rules, each in a file with its page beside it. Comes in: nothing. Goes out: the one table.

mod blank_plan_field;
mod coach_is_evaluator;
mod contradictory_target;
mod deadline_inversion;
mod disconnected_obligations;
mod double_duty_activity;
mod duplicate_initiative;
mod finding_unserved;
mod finding_without_goal;
mod goal_count;
mod goal_without_learning;
mod isolated_need;
mod latent_team;
mod link_cycle;
mod mandate_unbridged;
mod multi_purpose_goal;
mod no_line_of_sight;
mod opposed_practice;
mod over_tagging;
mod school_goal_unserved;
mod school_priority_count;
mod too_many_obligations;

use super::rule::{Hit, One, Rule};
use crate::model::District;
use crate::model::obligation::ItemId;

/// Every rule, sorted by code.
pub static RULES: &[&Rule] = &[
    &blank_plan_field::RULE,
    &coach_is_evaluator::RULE,
    &contradictory_target::RULE,
    &deadline_inversion::RULE,
    &disconnected_obligations::RULE,
    &double_duty_activity::RULE,
    &duplicate_initiative::RULE,
    &finding_unserved::RULE,
    &finding_without_goal::RULE,
    &goal_count::RULE,
    &goal_without_learning::RULE,
    &isolated_need::RULE,
    &latent_team::RULE,
    &link_cycle::RULE,
    &mandate_unbridged::RULE,
    &multi_purpose_goal::RULE,
    &no_line_of_sight::RULE,
    &opposed_practice::RULE,
    &over_tagging::RULE,
    &school_goal_unserved::RULE,
    &school_priority_count::RULE,
    &too_many_obligations::RULE,
];

/// The rule that asks who holds which focus. Without it nobody collects them; they are not collected on first use, since
/// a task of rayon that waits for others inside a `OnceLock` may be given one that asks for the same.
pub(super) static ASKS_HOLDERS: &Rule = &isolated_need::RULE;

/// The rules whose first item is a school.
pub(super) static OF_SCHOOLS: &[&Rule] = &[&latent_team::RULE, &school_priority_count::RULE];

/// The rule whose items are initiatives.
pub(super) static OF_INITIATIVES: &Rule = &duplicate_initiative::RULE;

/// A pair of her obligations as something that others may share, the smaller id first.
fn pair(one: &One<'_>, a: usize, b: usize) -> Hit {
    Hit { a: one.hers.obligations[a], b: one.hers.obligations[b], value: 0 }
}

/// Whether a goal or activity takes up an obligation: by a link or by an exact or near focus.
fn serves(district: &District, other: ItemId, item: ItemId) -> bool {
    district.supports(other).contains(&item) || district.focuses.meet(district.focus(other), district.focus(item))
}

/// A number of educators in words.
fn people(count: usize) -> String {
    if count == 1 { "1 educator".to_owned() } else { format!("{count} educators") }
}
