//! What is planted in a school: one fault or reinforcement of each rule, in several forms. Comes in: a school without a
//! fault. Goes out: the school with it, and the findings it causes: one, or where one brings another along, both.

mod alignment;
mod learning;
mod time;

use super::person::{Activity, Goal, Person};
use super::plan::Planting;
use super::planted::Planted;
use super::random::Random;
use super::school::School;
use super::words;

/// A fault or reinforcement that can be planted.
pub(super) struct Plant {
    /// The rule that speaks.
    pub(super) rule: &'static str,
    /// How many educators it needs for itself, each of another team.
    pub(super) people: u32,
    /// How many a school must have so that there are enough teams, or enough people for a group.
    pub(super) school_size: u32,
    /// How many times as many the district must have: what is told of a school against the district is told of other
    /// schools as well where it is too large a part of it.
    pub(super) district: u32,
    place: fn(&mut Spot<'_>) -> Vec<String>,
}

/// Where something is planted.
pub(super) struct Spot<'a> {
    school: &'a mut School,
    random: &'a mut Random,
    people: Vec<usize>,
    turn: usize,
    /// What is told besides.
    besides: Vec<Planted>,
}

/// A school of more than seven has two teams.
const TWO_TEAMS: u32 = 8;
/// A school of more than fourteen has three.
const THREE_TEAMS: u32 = 15;
/// Groups of ten are told, and somebody may be out of her team.
const GROUP: u32 = 12;

const fn alone(rule: &'static str, place: fn(&mut Spot<'_>) -> Vec<String>) -> Plant {
    Plant { rule, people: 1, school_size: TWO_TEAMS, district: 1, place }
}

const fn at_school(rule: &'static str, school_size: u32, place: fn(&mut Spot<'_>) -> Vec<String>) -> Plant {
    Plant { rule, people: 0, school_size, district: 1, place }
}

/// Everything that is planted, one row a rule.
pub(super) static PLANTS: [Plant; 39] = [
    alone("blank-plan-field", alignment::blank_plan_field),
    Plant { rule: "choice-gap", people: 0, school_size: GROUP, district: 5, place: learning::choice_gap },
    alone("coach-is-evaluator", alignment::coach_is_evaluator),
    at_school("coach-overbooked", THREE_TEAMS, time::coach_overbooked),
    alone("contract-cap", time::contract_cap),
    alone("contradictory-target", alignment::contradictory_target),
    alone("dangling-reference", alignment::dangling_reference),
    alone("deadline-cluster", time::deadline_cluster),
    alone("deadline-inversion", time::deadline_inversion),
    alone("disconnected-obligations", alignment::disconnected_obligations),
    alone("double-duty-activity", alignment::double_duty_activity),
    alone("duplicate-id", alignment::duplicate_id),
    at_school("duplicate-initiative", TWO_TEAMS, alignment::duplicate_initiative),
    at_school("duplicate-mandate", GROUP, learning::duplicate_mandate),
    alone("finding-unserved", alignment::finding_unserved),
    alone("finding-without-goal", alignment::finding_without_goal),
    alone("goal-count", alignment::goal_count),
    alone("goal-without-learning", alignment::goal_without_learning),
    alone("hours-over-capacity", time::hours_over_capacity),
    alone("isolated-need", alignment::isolated_need),
    Plant { rule: "latent-team", people: 3, school_size: THREE_TEAMS, district: 1, place: alignment::latent_team },
    alone("link-cycle", alignment::link_cycle),
    alone("mandate-unbridged", alignment::mandate_unbridged),
    alone("multi-purpose-goal", alignment::multi_purpose_goal),
    alone("no-feedback-loop", learning::no_feedback_loop),
    alone("no-follow-up", learning::no_follow_up),
    alone("no-line-of-sight", alignment::no_line_of_sight),
    alone("no-practice-time", learning::no_practice_time),
    at_school("off-contract-load", GROUP, time::off_contract_load),
    alone("opposed-practice", alignment::opposed_practice),
    alone("over-tagging", alignment::over_tagging),
    at_school("school-goal-unserved", TWO_TEAMS, alignment::school_goal_unserved),
    at_school("school-priority-count", TWO_TEAMS, alignment::school_priority_count),
    alone("session-in-break", time::session_in_break),
    alone("session-overlap", time::session_overlap),
    alone("stand-alone-workshop", learning::stand_alone_workshop),
    at_school("team-time-short", TWO_TEAMS, time::team_time_short),
    alone("thin-dose", learning::thin_dose),
    at_school("untrained-facilitator", TWO_TEAMS, learning::untrained_facilitator),
];

/// Plants it and gives the findings it causes.
pub(super) fn place(school: &mut School, planting: Planting, people: Vec<usize>, random: &mut Random) -> Vec<Planted> {
    let plant = &PLANTS[planting.plant];
    let mut spot = Spot { school, random, people, turn: planting.turn, besides: Vec::new() };
    let items = (plant.place)(&mut spot);
    spot.besides.push((plant.rule, items));
    spot.besides
}

impl Spot<'_> {
    fn person(&mut self) -> &mut Person {
        &mut self.school.people[self.people[0]]
    }

    fn team(&self) -> usize {
        self.school.people[self.people[0]].team.expect("only no-line-of-sight takes people out of their team")
    }

    fn any_team(&mut self) -> usize {
        self.random.below(self.school.teams.len() as u32) as usize
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

    /// One more goal on what another team works on, so that she is not alone with it, and how she learns for it.
    fn add_goal_of_others(&mut self) -> (usize, usize) {
        let focus = self.school.other_team(self.team()).component;
        let goal = self.add_goal();
        self.goal(goal).focus = vec![focus];
        self.goal(goal).text = words::say(words::OWN[0], words::label(focus));
        (goal, self.serve(goal))
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

    /// Requires an activity for a goal of hers with these sessions, and gives its id.
    fn require_sessions(&mut self, goal: usize, sessions: &'static str) -> String {
        let activity = self.serve(goal);
        let activity = self.require(activity, "Her school asks for it");
        (activity.sessions, activity.hours, activity.due) = (sessions, "", "");
        activity.id.clone()
    }
}
