//! Plants of the rules that ask whether there is time, and when. Comes in: a spot. Goes out: the items of the finding.

use super::Spot;
use crate::run::init::synthetic::team::MEETINGS;
use crate::run::init::synthetic::words;

/// With the meeting of her team, or two activities with each other.
pub(super) fn session_overlap(spot: &mut Spot<'_>) -> Vec<String> {
    if spot.turn.is_multiple_of(2) {
        let team = spot.team();
        let activity = spot.require_sessions(0, MEETINGS[team % MEETINGS.len()].clash);
        return vec![activity, spot.school.teams[team].id.clone()];
    }
    ["2026-10-05 13:00-14:00", "2026-10-05 13:30-14:30"].map(|session| spot.require_sessions(0, session)).to_vec()
}

/// For her second goal, which is due after any of them.
pub(super) fn session_in_break(spot: &mut Spot<'_>) -> Vec<String> {
    let sessions = ["2026-11-24 09:00-11:00", "2026-12-22 10:00-12:00", "2027-03-24 09:00-11:00"];
    vec![spot.require_sessions(1, sessions[spot.turn % sessions.len()])]
}

/// Some weeks in fall ask more than there is, though the year has room.
pub(super) fn hours_over_capacity(spot: &mut Spot<'_>) -> Vec<String> {
    if spot.turn.is_multiple_of(2) {
        let activity = spot.serve(0);
        let activity = spot.require(activity, "The new material has to be ready in November");
        (activity.hours, activity.start, activity.due) = ("20", "2026-10-19", "2026-10-30");
    } else {
        // With the meeting of her team these are as many sessions as the agreement allows.
        spot.require_sessions(0, "2026-10-19 12:00-15:00;2026-10-20 12:00-15:00;2026-10-21 12:00-15:00");
    }
    vec![spot.person().id()]
}

/// Her three goals and what is required for one of them, within eight days.
pub(super) fn deadline_cluster(spot: &mut Spot<'_>) -> Vec<String> {
    let goal = spot.add_goal();
    for (goal, due) in [(0, "2027-05-05"), (1, "2027-05-07"), (goal, "2027-05-03")] {
        spot.goal(goal).due = due;
    }
    let activity = spot.serve(goal);
    spot.require(activity, "Her team needs it before the summer").due = "2027-04-30";
    vec![spot.person().id()]
}

/// A short talk each morning of a week: little time, and more sessions than the agreement allows.
pub(super) fn contract_cap(spot: &mut Spot<'_>) -> Vec<String> {
    spot.require_sessions(
        0,
        "2026-10-26 07:30-08:00;2026-10-27 07:30-08:00;2026-10-28 07:30-08:00;2026-10-29 07:30-08:00;2026-10-30 07:30-08:00",
    );
    vec![spot.person().id()]
}

pub(super) fn off_contract_load(spot: &mut Spot<'_>) -> Vec<String> {
    spot.school.teams.iter_mut().for_each(|team| team.in_contract = "no");
    vec![spot.school.id.clone()]
}

pub(super) fn team_time_short(spot: &mut Spot<'_>) -> Vec<String> {
    let at = spot.any_team();
    let team = &mut spot.school.teams[at];
    team.meeting = MEETINGS[at % MEETINGS.len()].short;
    vec![team.id.clone()]
}

/// The coach's visits to all teams, two at least, within two weeks.
pub(super) fn coach_overbooked(spot: &mut Spot<'_>) -> Vec<String> {
    spot.school.visits = ("2027-01-11", "2027-01-22");
    vec![spot.school.people[1].id()]
}

pub(super) fn deadline_inversion(spot: &mut Spot<'_>) -> Vec<String> {
    let (first, second) = spot.goal_ids();
    match spot.turn % 3 {
        0 => {
            spot.goal(0).due = words::SCHOOL_DUE;
            vec![first, spot.goal(0).supports[0].clone()]
        }
        1 => {
            spot.goal(1).start = "2026-10-05";
            spot.goal(1).requires = vec![first.clone()];
            vec![second, first]
        }
        _ => no_time_in_order(spot),
    }
}

/// Thirty hours of her own, which nothing serves, or they were the activity's, after ten that begin in October: in order by
/// their dates, and too late by their hours. In full time, so that there is enough of it for both in any order.
fn no_time_in_order(spot: &mut Spot<'_>) -> Vec<String> {
    spot.person().part_time = false;
    let activity = spot.serve(0);
    let activity = spot.require(activity, "It has to come before the rest");
    (activity.hours, activity.start, activity.due) = ("10", "2026-10-05", "2026-10-16");
    let before = activity.id.clone();
    let goal = spot.add_goal();
    let goal = spot.goal(goal);
    (goal.hours, goal.due, goal.requires) = ("30", "2026-10-30", vec![before.clone()]);
    let id = goal.id.clone();
    spot.besides.push(("goal-without-learning", vec![id.clone()]));
    vec![id, before]
}
