//! Plants of the rules that ask how obligations hang together. Comes in: a spot. Goes out: the items of the finding.

use super::Spot;
use crate::run::init::synthetic::person::Target;
use crate::run::init::synthetic::school::School;
use crate::run::init::synthetic::words::{self, AREAS};

pub(super) fn blank_plan_field(spot: &mut Spot<'_>) -> Vec<String> {
    match spot.turn % 4 {
        0 => spot.goal(0).due = "",
        1 => spot.goal(1).text.clear(),
        2 => {
            let activity = spot.serve(0);
            return vec![spot.require(activity, "").id.clone()];
        }
        _ => {
            let team = spot.team();
            let goal = &mut spot.school.teams[team].goals[0];
            goal.text.clear();
            return vec![goal.id.clone()];
        }
    }
    let (first, second) = spot.goal_ids();
    vec![if spot.turn.is_multiple_of(2) { first } else { second }]
}

pub(super) fn coach_is_evaluator(spot: &mut Spot<'_>) -> Vec<String> {
    let person = spot.person();
    person.coach.clone_from(&person.evaluator);
    vec![person.id()]
}

pub(super) fn contradictory_target(spot: &mut Spot<'_>) -> Vec<String> {
    // The metric is nobody else's, so the two meet each other alone.
    let target = Target { metric: "quiz-average", group: "grade-level", by: "2027-05-14", ..Target::default() };
    spot.goal(0).target = Target { min: "75", ..target };
    spot.goal(1).target = Target { max: "60", ..target };
    let (first, second) = spot.goal_ids();
    vec![first, second]
}

pub(super) fn dangling_reference(spot: &mut Spot<'_>) -> Vec<String> {
    let (first, _) = spot.goal_ids();
    let team = spot.school.teams[spot.team()].id.clone();
    let turn = spot.turn;
    let person = spot.person();
    match turn % 4 {
        0 => {
            // A team has two goals at most. The good link stays, or her goals would lead nowhere.
            let missing = format!("{team}-7");
            person.goals[0].supports.push(missing.clone());
            vec![first, missing]
        }
        1 => {
            let missing = words::MISSPELLED[turn / 4 % words::MISSPELLED.len()];
            person.goals[0].focus.push(missing);
            vec![first, missing.to_owned()]
        }
        2 => {
            person.evaluator = format!("u{:06}", person.number);
            vec![person.id(), person.evaluator.clone()]
        }
        _ => {
            let missing = format!("{}-2", person.license_id());
            person.activities[0].serves.push(missing.clone());
            vec![person.activities[0].id.clone(), missing]
        }
    }
}

/// A third goal on another team's component: linked to nothing, it is a thread beside the license and the rest.
pub(super) fn disconnected_obligations(spot: &mut Spot<'_>) -> Vec<String> {
    let (goal, activity) = spot.add_goal_of_others();
    spot.goal(goal).supports.clear();
    spot.person().activities[activity].hours = words::DOSE;
    vec![spot.person().id()]
}

pub(super) fn double_duty_activity(spot: &mut Spot<'_>) -> Vec<String> {
    let (first, second) = spot.goal_ids();
    let goal = if spot.turn.is_multiple_of(2) { first } else { second };
    let activity = &mut spot.person().activities[0];
    activity.serves.push(goal);
    vec![activity.id.clone()]
}

pub(super) fn duplicate_id(spot: &mut Spot<'_>) -> Vec<String> {
    let turn = spot.turn;
    let person = spot.person();
    if turn.is_multiple_of(2) {
        // The copy's own words are lost with it.
        let copy = person.goals[1].clone();
        person.goals.push(copy);
        return vec![person.goals[1].id.clone()];
    }
    let copy = person.notes[0].clone();
    person.notes.push(copy);
    vec![person.notes[0].id.clone()]
}

pub(super) fn duplicate_initiative(spot: &mut Spot<'_>) -> Vec<String> {
    let area = unused_areas(spot.school)[0];
    let parent = spot.school.goals[0].id.clone();
    let mut pair = Vec::new();
    for practice in &words::PRACTICES[..2] {
        let at = spot.school.add_initiative(&AREAS[area], spot.random);
        let initiative = &mut spot.school.initiatives[at];
        initiative.practice = practice;
        initiative.supports.clone_from(&parent);
        pair.push(initiative.id.clone());
    }
    pair
}

/// The areas in which the school has no initiative.
fn unused_areas(school: &School) -> Vec<usize> {
    let used = |area: &str| school.initiatives.iter().any(|initiative| initiative.focus == area);
    (0..AREAS.len()).filter(|area| !used(AREAS[*area].id)).collect()
}

/// The finding names another team's component. The license goes, or the finding would be her third thread.
pub(super) fn finding_unserved(spot: &mut Spot<'_>) -> Vec<String> {
    let focus = spot.school.other_team(spot.team()).component;
    let person = &mut spot.school.people[spot.people[0]];
    person.license = None;
    person.activities.clear();
    person.add_note(focus, spot.random);
    vec![person.notes[1].id.clone()]
}

/// The team works on the finding and she does not.
pub(super) fn finding_without_goal(spot: &mut Spot<'_>) -> Vec<String> {
    let focus = spot.school.teams[spot.team()].focus;
    spot.goal(1).focus = vec![focus];
    spot.goal(1).text = words::say(words::STUDENTS[0], words::label(focus));
    vec![spot.person().notes[0].id.clone()]
}

pub(super) fn goal_count(spot: &mut Spot<'_>) -> Vec<String> {
    for _ in 0..2 {
        let goal = spot.add_goal();
        spot.serve(goal);
    }
    vec![spot.person().id()]
}

pub(super) fn goal_without_learning(spot: &mut Spot<'_>) -> Vec<String> {
    let goal = spot.add_goal();
    vec![spot.goal(goal).id.clone()]
}

pub(super) fn isolated_need(spot: &mut Spot<'_>) -> Vec<String> {
    let focus = words::LONE[spot.turn % words::LONE.len()];
    spot.goal(0).focus.push(focus);
    vec![spot.person().id(), focus.to_owned()]
}

pub(super) fn latent_team(spot: &mut Spot<'_>) -> Vec<String> {
    let focus = words::SHARED[spot.turn % words::SHARED.len()];
    for person in &spot.people {
        spot.school.people[*person].goals[0].focus.push(focus);
    }
    vec![spot.school.id.clone(), focus.to_owned()]
}

pub(super) fn link_cycle(spot: &mut Spot<'_>) -> Vec<String> {
    let (first, second) = spot.goal_ids();
    let third = if spot.turn % 3 == 1 { Some(spot.add_goal()) } else { None };
    let ring = match third {
        Some(goal) => vec![first, second, spot.goal(goal).id.clone()],
        None => vec![first, second],
    };
    if let Some(goal) = third {
        spot.serve(goal);
    }
    let requires = spot.turn % 3 == 2;
    for at in 0..ring.len() {
        let next = vec![ring[(at + 1) % ring.len()].clone()];
        let goal = spot.goal(at);
        // One day for all and no start, or the ring would turn deadlines around as well; and only links of the ring,
        // or its goals would serve two purposes.
        (goal.due, goal.start) = (words::SECOND_DUE[1], "");
        if requires { goal.requires = next } else { goal.supports = next }
    }
    ring
}

pub(super) fn mandate_unbridged(spot: &mut Spot<'_>) -> Vec<String> {
    let activity = spot.serve(0);
    let activity = spot.require(activity, "Asked for by the district office");
    activity.serves.clear();
    activity.hours = "6";
    vec![activity.id.clone()]
}

pub(super) fn multi_purpose_goal(spot: &mut Spot<'_>) -> Vec<String> {
    let school_goal = spot.school.goals[0].id.clone();
    let (first, _) = spot.goal_ids();
    spot.goal(0).supports.push(school_goal);
    vec![first]
}

/// Out of the team, with goals that share the school goal's focus and say so nowhere: one thread, no line of sight. What
/// the team gave her she has by herself.
pub(super) fn no_line_of_sight(spot: &mut Spot<'_>) -> Vec<String> {
    let area = spot.school.areas[0];
    let person = spot.person();
    person.team = None;
    person.notes[0].focus = area.id;
    person.activities[0].component = "feedback";
    for goal in &mut person.goals {
        goal.focus = vec![area.id];
        goal.text = words::say(words::OWN[2], area.label);
        goal.supports.clear();
    }
    for goal in 0..2 {
        let activity = spot.serve(goal);
        spot.person().activities[activity].hours = words::DOSE;
    }
    vec![spot.person().id()]
}

pub(super) fn opposed_practice(spot: &mut Spot<'_>) -> Vec<String> {
    let (first, second) = spot.goal_ids();
    if spot.turn.is_multiple_of(2) {
        let (one, other) = words::OPPOSED[spot.turn / 2 % words::OPPOSED.len()];
        spot.goal(0).practice = one;
        spot.goal(1).practice = other;
    } else {
        spot.goal(0).conflicts = vec![second.clone()];
    }
    vec![first, second]
}

pub(super) fn over_tagging(spot: &mut Spot<'_>) -> Vec<String> {
    let (first, _) = spot.goal_ids();
    let (team, other) = (&spot.school.teams[spot.team()], spot.school.other_team(spot.team()));
    // Others at the school hold each of them, or a need would be isolated.
    let focuses = vec![team.focus, team.component, other.focus, other.component];
    if spot.turn.is_multiple_of(2) {
        let elsewhere = other.focus;
        spot.goal(0).focus = focuses;
        // What the school does for all on the other team's area would be a thin dose by itself.
        let activity = spot.serve(0);
        let activity = &mut spot.person().activities[activity];
        (activity.focus, activity.hours) = (vec![elsewhere], words::DOSE);
        return vec![first];
    }
    let activity = &mut spot.person().activities[0];
    activity.focus = AREAS.iter().map(|area| area.id).chain([AREAS[0].focuses[0].0]).collect();
    vec![activity.id.clone()]
}

pub(super) fn school_goal_unserved(spot: &mut Spot<'_>) -> Vec<String> {
    let area = spot.school.areas[0];
    let goal = spot.school.add_goal(area, spot.random);
    vec![spot.school.goals[goal].id.clone()]
}

/// So many initiatives that there are seven priorities; without a practice none doubles another.
pub(super) fn school_priority_count(spot: &mut Spot<'_>) -> Vec<String> {
    let areas = unused_areas(spot.school);
    for count in spot.school.goals.len()..7 {
        spot.school.add_initiative(&AREAS[areas[count % areas.len()]], spot.random);
    }
    vec![spot.school.id.clone()]
}
