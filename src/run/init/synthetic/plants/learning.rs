//! Plants of the rules that ask what learning is made of. Comes in: a spot. Goes out: the items of the finding.

use super::Spot;
use crate::run::init::synthetic::person::Activity;
use crate::run::init::synthetic::words::{self, AREAS};

/// A course, or a workshop of two days, on what nothing else of hers is about.
pub(super) fn no_follow_up(spot: &mut Spot<'_>) -> Vec<String> {
    let is_course = spot.turn.is_multiple_of(2);
    let activity = stray_activity(spot, if is_course { "course" } else { "workshop" });
    if !is_course {
        (activity.sessions, activity.hours, activity.due) = ("2026-10-22 12:30-15:00;2026-11-05 12:30-15:00", "", "");
    }
    vec![activity.id.clone()]
}

/// One day that nothing takes up again is told for both reasons.
pub(super) fn stand_alone_workshop(spot: &mut Spot<'_>) -> Vec<String> {
    let activity = stray_activity(spot, "workshop");
    (activity.sessions, activity.hours, activity.due) = ("2026-10-21 12:00-15:00", "", "");
    let items = vec![activity.id.clone()];
    spot.besides.push(("no-follow-up", items.clone()));
    items
}

/// An activity of her choice on an area in which neither the school nor the district does anything.
fn stray_activity<'s>(spot: &'s mut Spot<'_>, design: &'static str) -> &'s mut Activity {
    let (first, _) = spot.goal_ids();
    let areas = &spot.school.areas;
    let is_stray = |id: &str| !words::DISTRICT_FOCUS.contains(&id) && areas.iter().all(|area| area.id != id);
    let area = AREAS.iter().find(|area| is_stray(area.id)).expect("a school has three areas, and the district two of eight");
    let person = &mut spot.school.people[spot.people[0]];
    let at = person.add_activity(area.id, first, spot.random);
    let activity = &mut person.activities[at];
    activity.title = format!("Learning elsewhere: {}", area.label);
    activity.design = design;
    activity
}

pub(super) fn no_practice_time(spot: &mut Spot<'_>) -> Vec<String> {
    let goal = spot.add_goal();
    let activity = spot.serve(goal);
    let components = ["knowledge", "skill"];
    spot.person().activities[activity].component = components[spot.turn % components.len()];
    vec![spot.goal(goal).id.clone()]
}

pub(super) fn no_feedback_loop(spot: &mut Spot<'_>) -> Vec<String> {
    spot.person().unvisited = true;
    vec![spot.person().id()]
}

pub(super) fn thin_dose(spot: &mut Spot<'_>) -> Vec<String> {
    let (goal, _) = spot.add_goal_of_others();
    let focus = spot.goal(goal).focus[0];
    vec![spot.person().id(), focus.to_owned()]
}

/// Two short courses that share two of three tags.
pub(super) fn duplicate_mandate(spot: &mut Spot<'_>) -> Vec<String> {
    let school = &mut *spot.school;
    let both = [
        ("8", "Noticing when students need help", "wellbeing;referral;attendance-law", "2026-09-25"),
        ("9", "Student wellbeing and whom to call", "wellbeing;referral;first-aid", "2026-10-23"),
    ];
    let activities = both.map(|(number, title, tags, due)| Activity {
        id: format!("a-{}-{number}", school.id),
        title: title.to_owned(),
        design: "micro",
        tags,
        hours: "1.5",
        due,
        required_of: school.id.clone(),
        // Or each were a thread of its own for everybody.
        serves: vec![school.goals[0].id.clone()],
        why: "The law asks for it every year",
        ..Activity::default()
    });
    let items = activities.iter().map(|activity| activity.id.clone()).collect();
    school.activities.extend(activities);
    items
}

pub(super) fn untrained_facilitator(spot: &mut Spot<'_>) -> Vec<String> {
    let team = spot.any_team();
    let team = &mut spot.school.teams[team];
    team.trained = "no";
    vec![team.id.clone()]
}

pub(super) fn choice_gap(spot: &mut Spot<'_>) -> Vec<String> {
    spot.school.leaves_choice = false;
    vec![spot.school.id.clone()]
}
