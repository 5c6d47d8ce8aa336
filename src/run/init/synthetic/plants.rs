//! What is planted in a school: one fault or reinforcement of each rule, in several forms. Comes in: a school without a
//! fault. Goes out: the school with it, and the items of the one finding it causes.

use super::person::{Activity, Goal, Person, Target};
use super::plan::Planting;
use super::random::Random;
use super::school::School;
use super::words::{self, AREAS};

/// A fault or reinforcement that can be planted.
pub(super) struct Plant {
    /// The rule that speaks.
    pub(super) rule: &'static str,
    /// How many educators it needs for itself, each of another team.
    pub(super) people: u32,
    /// How many a school must have so that there are enough teams.
    pub(super) school_size: u32,
    place: fn(&mut Spot<'_>) -> Vec<String>,
}

/// Where something is planted.
pub(super) struct Spot<'a> {
    school: &'a mut School,
    random: &'a mut Random,
    people: Vec<usize>,
    turn: usize,
}

/// A school of more than seven has two teams.
const TWO_TEAMS: u32 = 8;
/// A school of more than fourteen has three.
const THREE_TEAMS: u32 = 15;

const fn alone(rule: &'static str, place: fn(&mut Spot<'_>) -> Vec<String>) -> Plant {
    Plant { rule, people: 1, school_size: TWO_TEAMS, place }
}

const fn at_school(rule: &'static str, place: fn(&mut Spot<'_>) -> Vec<String>) -> Plant {
    Plant { rule, people: 0, school_size: TWO_TEAMS, place }
}

/// Everything that is planted, one row a rule.
pub(super) static PLANTS: [Plant; 23] = [
    alone("blank-plan-field", blank_plan_field),
    alone("coach-is-evaluator", coach_is_evaluator),
    alone("contradictory-target", contradictory_target),
    alone("dangling-reference", dangling_reference),
    alone("deadline-inversion", deadline_inversion),
    alone("disconnected-obligations", disconnected_obligations),
    alone("double-duty-activity", double_duty_activity),
    alone("duplicate-id", duplicate_id),
    at_school("duplicate-initiative", duplicate_initiative),
    alone("finding-unserved", finding_unserved),
    alone("finding-without-goal", finding_without_goal),
    alone("goal-count", goal_count),
    alone("goal-without-learning", goal_without_learning),
    alone("isolated-need", isolated_need),
    Plant { rule: "latent-team", people: 3, school_size: THREE_TEAMS, place: latent_team },
    alone("link-cycle", link_cycle),
    alone("mandate-unbridged", mandate_unbridged),
    alone("multi-purpose-goal", multi_purpose_goal),
    alone("no-line-of-sight", no_line_of_sight),
    alone("opposed-practice", opposed_practice),
    alone("over-tagging", over_tagging),
    at_school("school-goal-unserved", school_goal_unserved),
    at_school("school-priority-count", school_priority_count),
];

/// Plants it and gives the items of its finding.
pub(super) fn place(school: &mut School, planting: Planting, people: Vec<usize>, random: &mut Random) -> Vec<String> {
    let mut spot = Spot { school, random, people, turn: planting.turn };
    (PLANTS[planting.plant].place)(&mut spot)
}

impl Spot<'_> {
    fn person(&mut self) -> &mut Person {
        &mut self.school.people[self.people[0]]
    }

    fn team(&self) -> usize {
        self.school.people[self.people[0]].team.expect("only no-line-of-sight takes people out of their team")
    }

    fn goal(&mut self, at: usize) -> &mut Goal {
        &mut self.person().goals[at]
    }

    fn goal_ids(&self) -> (String, String) {
        let goals = &self.school.people[self.people[0]].goals;
        (goals[0].id.clone(), goals[1].id.clone())
    }

    /// One more goal on the team's focus, for the team; what serves it is up to the plant.
    fn add_goal(&mut self) -> usize {
        let team = &self.school.teams[self.team()];
        let (focus, parent) = (team.focus, team.goals[0].id.clone());
        let person = &mut self.school.people[self.people[0]];
        let at = person.add_goal(focus, words::THIRD_DUE[0], self.random);
        person.goals[at].supports = vec![parent];
        at
    }

    /// An activity of hers that serves her goal of this index alone.
    fn serve(&mut self, goal: usize) -> usize {
        let person = &mut self.school.people[self.people[0]];
        let (focus, id) = (person.goals[goal].focus[0], person.goals[goal].id.clone());
        person.add_activity(focus, id, self.random)
    }

    /// Makes an activity of hers required; her choice it is then no longer.
    fn require(&mut self, activity: usize, why: &'static str) -> &mut Activity {
        let person = self.person();
        let id = person.id();
        let activity = &mut person.activities[activity];
        activity.required_of = id;
        activity.chosen_by.clear();
        activity.why = why;
        activity
    }
}

fn blank_plan_field(spot: &mut Spot<'_>) -> Vec<String> {
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

fn coach_is_evaluator(spot: &mut Spot<'_>) -> Vec<String> {
    let person = spot.person();
    person.coach.clone_from(&person.evaluator);
    vec![person.id()]
}

fn contradictory_target(spot: &mut Spot<'_>) -> Vec<String> {
    // The metric is nobody else's, so the two meet each other alone.
    let target = Target { metric: "quiz-average", group: "grade-level", by: "2027-05-14", ..Target::default() };
    spot.goal(0).target = Target { min: "75", ..target };
    spot.goal(1).target = Target { max: "60", ..target };
    let (first, second) = spot.goal_ids();
    vec![first, second]
}

fn dangling_reference(spot: &mut Spot<'_>) -> Vec<String> {
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

fn deadline_inversion(spot: &mut Spot<'_>) -> Vec<String> {
    let (first, second) = spot.goal_ids();
    if spot.turn.is_multiple_of(2) {
        spot.goal(0).due = words::SCHOOL_DUE;
        return vec![first, spot.goal(0).supports[0].clone()];
    }
    spot.goal(1).start = "2026-10-05";
    spot.goal(1).requires = vec![first.clone()];
    vec![second, first]
}

/// A third goal on another team's component: linked to nothing, it is a thread beside the license and the rest.
fn disconnected_obligations(spot: &mut Spot<'_>) -> Vec<String> {
    let focus = spot.school.other_team(spot.team()).component;
    let goal = spot.add_goal();
    spot.goal(goal).focus = vec![focus];
    spot.goal(goal).text = words::say(words::OWN[0], words::label(focus));
    spot.goal(goal).supports.clear();
    spot.serve(goal);
    vec![spot.person().id()]
}

fn double_duty_activity(spot: &mut Spot<'_>) -> Vec<String> {
    let (first, second) = spot.goal_ids();
    let goal = if spot.turn.is_multiple_of(2) { first } else { second };
    let activity = &mut spot.person().activities[0];
    activity.serves.push(goal);
    vec![activity.id.clone()]
}

fn duplicate_id(spot: &mut Spot<'_>) -> Vec<String> {
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

fn duplicate_initiative(spot: &mut Spot<'_>) -> Vec<String> {
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
fn finding_unserved(spot: &mut Spot<'_>) -> Vec<String> {
    let focus = spot.school.other_team(spot.team()).component;
    let person = &mut spot.school.people[spot.people[0]];
    person.license = None;
    person.activities.clear();
    person.add_note(focus, spot.random);
    vec![person.notes[1].id.clone()]
}

/// The team works on the finding and she does not.
fn finding_without_goal(spot: &mut Spot<'_>) -> Vec<String> {
    let focus = spot.school.teams[spot.team()].focus;
    spot.goal(1).focus = vec![focus];
    spot.goal(1).text = words::say(words::STUDENTS[0], words::label(focus));
    vec![spot.person().notes[0].id.clone()]
}

fn goal_count(spot: &mut Spot<'_>) -> Vec<String> {
    for _ in 0..2 {
        let goal = spot.add_goal();
        spot.serve(goal);
    }
    vec![spot.person().id()]
}

fn goal_without_learning(spot: &mut Spot<'_>) -> Vec<String> {
    let goal = spot.add_goal();
    vec![spot.goal(goal).id.clone()]
}

fn isolated_need(spot: &mut Spot<'_>) -> Vec<String> {
    let focus = words::LONE[spot.turn % words::LONE.len()];
    spot.goal(0).focus.push(focus);
    vec![spot.person().id(), focus.to_owned()]
}

fn latent_team(spot: &mut Spot<'_>) -> Vec<String> {
    let focus = words::SHARED[spot.turn % words::SHARED.len()];
    for person in &spot.people {
        spot.school.people[*person].goals[0].focus.push(focus);
    }
    vec![spot.school.id.clone(), focus.to_owned()]
}

fn link_cycle(spot: &mut Spot<'_>) -> Vec<String> {
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
        (goal.due, goal.start) = (words::SECOND_DUE[0], "");
        if requires { goal.requires = next } else { goal.supports = next }
    }
    ring
}

fn mandate_unbridged(spot: &mut Spot<'_>) -> Vec<String> {
    let activity = spot.serve(0);
    let activity = spot.require(activity, "Asked for by the district office");
    activity.serves.clear();
    activity.hours = "6";
    vec![activity.id.clone()]
}

fn multi_purpose_goal(spot: &mut Spot<'_>) -> Vec<String> {
    let school_goal = spot.school.goals[0].id.clone();
    let (first, _) = spot.goal_ids();
    spot.goal(0).supports.push(school_goal);
    vec![first]
}

/// Out of the team, with goals that share the school goal's focus and say so nowhere: one thread, no line of sight.
fn no_line_of_sight(spot: &mut Spot<'_>) -> Vec<String> {
    let area = spot.school.areas[0];
    let person = spot.person();
    person.team = None;
    person.notes[0].focus = area.id;
    for goal in &mut person.goals {
        goal.focus = vec![area.id];
        goal.text = words::say(words::OWN[2], area.label);
        goal.supports.clear();
    }
    spot.serve(0);
    spot.serve(1);
    vec![spot.person().id()]
}

fn opposed_practice(spot: &mut Spot<'_>) -> Vec<String> {
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

fn over_tagging(spot: &mut Spot<'_>) -> Vec<String> {
    let (first, _) = spot.goal_ids();
    let (team, other) = (&spot.school.teams[spot.team()], spot.school.other_team(spot.team()));
    // Others at the school hold each of them, or a need would be isolated.
    let focuses = vec![team.focus, team.component, other.focus, other.component];
    if spot.turn.is_multiple_of(2) {
        spot.goal(0).focus = focuses;
        return vec![first];
    }
    let activity = &mut spot.person().activities[0];
    activity.focus = AREAS.iter().map(|area| area.id).chain([AREAS[0].focuses[0].0]).collect();
    vec![activity.id.clone()]
}

fn school_goal_unserved(spot: &mut Spot<'_>) -> Vec<String> {
    let area = spot.school.areas[0];
    let goal = spot.school.add_goal(area, spot.random);
    vec![spot.school.goals[goal].id.clone()]
}

/// So many initiatives that there are seven priorities; without a practice none doubles another.
fn school_priority_count(spot: &mut Spot<'_>) -> Vec<String> {
    let areas = unused_areas(spot.school);
    for count in spot.school.goals.len()..7 {
        spot.school.add_initiative(&AREAS[areas[count % areas.len()]], spot.random);
    }
    vec![spot.school.id.clone()]
}
