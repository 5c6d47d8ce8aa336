//! The rules, each in a file with its page beside it. Comes in: nothing. Goes out: the one table.

mod blank_plan_field;
mod category_mismatch;
mod choice_gap;
mod coach_is_evaluator;
mod coach_overbooked;
mod contract_cap;
mod contradictory_target;
mod copy_forward_plan;
mod deadline_cluster;
mod deadline_inversion;
mod demand_limit;
mod disconnected_obligations;
mod double_count_forbidden;
mod double_duty_activity;
mod double_duty_opportunity;
mod duplicate_initiative;
mod duplicate_mandate;
mod expired_decision;
mod external_first_spend;
mod finding_unserved;
mod finding_without_goal;
mod goal_count;
mod goal_without_learning;
mod hours_over_capacity;
mod initiative_churn;
mod internal_expert_match;
mod isolated_need;
mod late_plan;
mod latent_team;
mod link_cycle;
mod local_alignment_share;
mod mandate_unbridged;
mod multi_purpose_goal;
mod no_feedback_loop;
mod no_follow_up;
mod no_line_of_sight;
mod no_practice_time;
mod off_contract_load;
mod opposed_practice;
mod outside_period;
mod over_tagging;
mod plan_missing_goal_type;
mod plan_preempted;
mod priority_unfunded;
mod renewal_category_shortfall;
mod renewal_pace;
mod renewal_unknown;
mod school_goal_unserved;
mod school_priority_count;
mod session_in_break;
mod session_overlap;
mod stale_input;
mod stale_pack;
mod stand_alone_workshop;
mod support_gap_by_need;
mod suspect_link;
mod team_time_short;
mod thin_dose;
mod too_many_obligations;
mod unit_confusion;
mod untrained_facilitator;
mod unused_decision;

use super::rule::{Hit, One, Rule};
use crate::finding::Kind;
use crate::load::values::counted;
use crate::model::District;
use crate::model::obligation::ItemId;
use crate::model::people::{EducatorId, TeamId};

/// Every rule, sorted by code.
pub static RULES: &[&Rule] = &[
    &blank_plan_field::RULE,
    &category_mismatch::RULE,
    &choice_gap::RULE,
    &coach_is_evaluator::RULE,
    &coach_overbooked::RULE,
    &contract_cap::RULE,
    &contradictory_target::RULE,
    &copy_forward_plan::RULE,
    &deadline_cluster::RULE,
    &deadline_inversion::RULE,
    &demand_limit::RULE,
    &disconnected_obligations::RULE,
    &double_count_forbidden::RULE,
    &double_duty_activity::RULE,
    &double_duty_opportunity::RULE,
    &duplicate_initiative::RULE,
    &duplicate_mandate::RULE,
    &expired_decision::RULE,
    &external_first_spend::RULE,
    &finding_unserved::RULE,
    &finding_without_goal::RULE,
    &goal_count::RULE,
    &goal_without_learning::RULE,
    &hours_over_capacity::RULE,
    &initiative_churn::RULE,
    &internal_expert_match::RULE,
    &isolated_need::RULE,
    &late_plan::RULE,
    &latent_team::RULE,
    &link_cycle::RULE,
    &local_alignment_share::RULE,
    &mandate_unbridged::RULE,
    &multi_purpose_goal::RULE,
    &no_feedback_loop::RULE,
    &no_follow_up::RULE,
    &no_line_of_sight::RULE,
    &no_practice_time::RULE,
    &off_contract_load::RULE,
    &opposed_practice::RULE,
    &outside_period::RULE,
    &over_tagging::RULE,
    &plan_missing_goal_type::RULE,
    &plan_preempted::RULE,
    &priority_unfunded::RULE,
    &renewal_category_shortfall::RULE,
    &renewal_pace::RULE,
    &renewal_unknown::RULE,
    &school_goal_unserved::RULE,
    &school_priority_count::RULE,
    &session_in_break::RULE,
    &session_overlap::RULE,
    &stale_input::RULE,
    &stale_pack::RULE,
    &stand_alone_workshop::RULE,
    &support_gap_by_need::RULE,
    &suspect_link::RULE,
    &team_time_short::RULE,
    &thin_dose::RULE,
    &too_many_obligations::RULE,
    &unit_confusion::RULE,
    &untrained_facilitator::RULE,
    &unused_decision::RULE,
];

macro_rules! kinds {
    ($($name:ident = $rule:ident;)*) => {
        $(#[doc = concat!("What findings of `", stringify!($rule), "` are.")]
        pub static $name: &Kind = &$rule::RULE.kind;)*
    };
}

// Kinds that a page treats in a way of its own: one that is gone or has another name does not compile there.
kinds! {
    BLANK_PLAN_FIELD = blank_plan_field;
    CHOICE_GAP = choice_gap;
    COACH_IS_EVALUATOR = coach_is_evaluator;
    COACH_OVERBOOKED = coach_overbooked;
    CONTRACT_CAP = contract_cap;
    CONTRADICTORY_TARGET = contradictory_target;
    DEADLINE_CLUSTER = deadline_cluster;
    DEADLINE_INVERSION = deadline_inversion;
    DISCONNECTED_OBLIGATIONS = disconnected_obligations;
    DUPLICATE_MANDATE = duplicate_mandate;
    FINDING_UNSERVED = finding_unserved;
    FINDING_WITHOUT_GOAL = finding_without_goal;
    GOAL_COUNT = goal_count;
    GOAL_WITHOUT_LEARNING = goal_without_learning;
    HOURS_OVER_CAPACITY = hours_over_capacity;
    LATENT_TEAM = latent_team;
    MANDATE_UNBRIDGED = mandate_unbridged;
    NO_FEEDBACK_LOOP = no_feedback_loop;
    NO_PRACTICE_TIME = no_practice_time;
    OFF_CONTRACT_LOAD = off_contract_load;
    OPPOSED_PRACTICE = opposed_practice;
    PRIORITY_UNFUNDED = priority_unfunded;
    SCHOOL_GOAL_UNSERVED = school_goal_unserved;
    SESSION_OVERLAP = session_overlap;
    STAND_ALONE_WORKSHOP = stand_alone_workshop;
    SUPPORT_GAP_BY_NEED = support_gap_by_need;
}

/// The rule that asks who holds which focus. Without it nobody collects them; they are not collected on first use, since
/// a task of rayon that waits for others inside a `OnceLock` may be given one that asks for the same.
pub(super) static ASKS_HOLDERS: &Rule = &isolated_need::RULE;

/// The rules that tell of licences.
static OF_LICENCES: &[&Rule] = &[
    &category_mismatch::RULE,
    &demand_limit::RULE,
    &double_count_forbidden::RULE,
    &double_duty_opportunity::RULE,
    &late_plan::RULE,
    &local_alignment_share::RULE,
    &outside_period::RULE,
    &plan_missing_goal_type::RULE,
    &renewal_category_shortfall::RULE,
    &renewal_pace::RULE,
    &renewal_unknown::RULE,
    &unit_confusion::RULE,
];

/// Whether a finding tells what a licence asks, so that it is no legal advice.
pub fn is_of_licence(kind: &Kind) -> bool {
    OF_LICENCES.iter().any(|rule| rule.kind == *kind)
}

/// Whether a rule asks what a licence lacks. Where none does no licence is judged.
pub(super) fn asks_licences(kind: &Kind) -> bool {
    is_of_licence(kind) || plan_preempted::RULE.kind == *kind
}

/// The rules whose first item is a school or a team.
pub(super) static OF_PARTIES: &[&Rule] = &[
    &choice_gap::RULE,
    &internal_expert_match::RULE,
    &latent_team::RULE,
    &off_contract_load::RULE,
    &school_priority_count::RULE,
    &team_time_short::RULE,
    &untrained_facilitator::RULE,
];

/// The rule that asks which goals changed since others were read against them. Without it no text is read again.
pub(super) static ASKS_SUSPECTS: &Rule = &suspect_link::RULE;

/// The rule that asks which goals say what earlier ones said. Without it no text is read again.
pub(super) static ASKS_COPIES: &Rule = &copy_forward_plan::RULE;

/// The rules on decisions, which hang on what all others tell.
pub(super) static OF_DECISIONS: &[&Rule] = &[&expired_decision::RULE, &unused_decision::RULE];

/// The rule whose items are teams and activities.
pub(super) static OF_SESSIONS: &Rule = &session_overlap::RULE;

/// The rule that asks how much time there is, and cannot run where no calendar says it.
pub(super) static ASKS_CAPACITY: &Rule = &hours_over_capacity::RULE;

/// The rules whose items are initiatives, or one school.
pub(super) static OF_INITIATIVES: &[&Rule] = &[&duplicate_initiative::RULE, &initiative_churn::RULE];

/// A pair of her obligations as something that others may share, the smaller id first.
fn pair(one: &One<'_>, a: usize, b: usize) -> Hit {
    Hit::pair(one.hers.obligations[a], one.hers.obligations[b])
}

/// Whether a goal or activity takes up an obligation: by a link or by an exact or near focus.
fn serves(district: &District, other: ItemId, item: ItemId) -> bool {
    district.supports(other).contains(&item) || district.focuses.meet(district.focus(other), district.focus(item))
}

/// Educators as numbers, as findings have them.
fn numbers(educators: &[EducatorId]) -> Vec<u32> {
    educators.iter().map(|educator| educator.0).collect()
}

/// A number of educators in words.
fn people(count: usize) -> String {
    counted(count, "educator")
}

/// The people of a team: its members and who leads it.
fn people_of_team(district: &District, team: TeamId) -> Vec<u32> {
    numbers(district.members(team)).into_iter().chain(district.team(team).facilitator.map(|one| one.0)).collect()
}

/// How many pieces of work or sessions a finding tells with their place.
const TOLD: usize = 12;
