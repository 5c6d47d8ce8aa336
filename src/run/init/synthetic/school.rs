//! One school of the synthetic district, without a fault. Comes in: its plan. Goes out: people, teams, goals and what
//! serves them, to be planted in and written. The comments say which rule each choice keeps quiet.

use super::person::{Activity, Goal, Person, Target, educator_id};
use super::plan::Plan;
use super::random::Random;
use super::team::{MEETINGS, Team, team_sizes};
use super::words::{self, AREAS, Area, COMPONENTS, FOCUSES};

/// How much time a coach has in a week: enough for all visits of the largest school by the winter's end, and too little for
/// two rounds within two weeks.
pub(super) const COACH_HOURS: &str = "3.5";

/// Days on which initiatives begin, two of a school on each: no three within two years.
const STARTS: [&str; 5] = ["2025-08-18", "2023-08-14", "2021-08-09", "2019-08-05", "2017-07-31"];

/// What a school tries out.
#[derive(Clone, Debug, Default)]
pub(super) struct Initiative {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) grades: String,
    pub(super) focus: &'static str,
    pub(super) practice: &'static str,
    pub(super) start: &'static str,
    pub(super) supports: String,
}

/// A school with its people.
#[derive(Debug)]
pub(super) struct School {
    pub(super) number: u32,
    pub(super) id: String,
    pub(super) name: String,
    /// Percent of students in poverty.
    pub(super) need: u32,
    pub(super) grades: &'static [&'static str],
    /// One area for each school goal.
    pub(super) areas: Vec<&'static Area>,
    pub(super) goals: Vec<Goal>,
    pub(super) activities: Vec<Activity>,
    /// From when until when classes are visited.
    pub(super) visits: (&'static str, &'static str),
    /// Whether teams and their people choose what serves their goals.
    pub(super) leaves_choice: bool,
    pub(super) initiatives: Vec<Initiative>,
    pub(super) teams: Vec<Team>,
    pub(super) people: Vec<Person>,
}

/// The id of a school.
pub(super) fn school_id(number: u32) -> String {
    format!("s{number:04}")
}

impl School {
    /// A school with its teams and nobody in them yet.
    pub(super) fn found(plan: &Plan, random: &mut Random) -> Self {
        let sizes = team_sizes(plan.size, random);
        let (kind, grades) = random.one(&words::KINDS);
        // Each school goal needs a team that supports it, or it were unserved.
        let goals = (2 + u32::from(random.percent(25))).min(sizes.len() as u32) as usize;
        let from = random.below(AREAS.len() as u32) as usize;
        let mut school = Self {
            number: plan.number,
            id: school_id(plan.number),
            name: format!("{} {kind}", words::place(random)),
            need: 5 + random.below(80),
            grades,
            areas: (0..goals).map(|goal| &AREAS[(from + goal) % AREAS.len()]).collect(),
            goals: Vec::new(),
            activities: Vec::new(),
            visits: ("", words::FIRST_LEARNING),
            leaves_choice: true,
            initiatives: Vec::new(),
            teams: Vec::new(),
            people: Vec::new(),
        };
        school.set_goals(random);
        school.start_initiatives(random);
        school.form_teams(&sizes, random);
        let mut number = plan.first;
        for (team, size) in sizes.into_iter().enumerate() {
            for _ in 0..size {
                school.people.push(Person { number, team: Some(team), ..Person::default() });
                number += 1;
            }
        }
        school
    }

    fn set_goals(&mut self, random: &mut Random) {
        for area in self.areas.clone() {
            self.add_goal(area, random);
        }
        for at in 0..self.goals.len().min(2) {
            if random.percent(if at == 0 { 60 } else { 10 }) {
                let workshop = self.workshop(at, random);
                let follow_up = self.follow_up(at, &workshop);
                self.activities.extend([workshop, follow_up]);
            }
        }
    }

    /// Adds a goal of the school, which supports a district goal so that its people see where they are going.
    pub(super) fn add_goal(&mut self, area: &Area, random: &mut Random) -> usize {
        let id = format!("{}-{}", self.id, self.goals.len() + 1);
        let text = words::say(random.one(&words::SCHOOL), area.label);
        let supports = vec![if random.percent(60) { "d1" } else { "d2" }.to_owned()];
        self.goals.push(Goal { id, text, focus: vec![area.id], due: words::SCHOOL_DUE, supports, ..Goal::default() });
        self.goals.len() - 1
    }

    /// Learning for the whole school. It serves a goal that is everybody's, so that even a long one is bridged.
    fn workshop(&self, goal: usize, random: &mut Random) -> Activity {
        // Schools that share an educator meet on other days; a school's own two are on different days as well.
        const DAYS: [[&str; 2]; 2] =
            [["2026-09-16 12:30-15:00", "2026-11-04 12:30-15:00"], ["2026-09-23 12:30-15:00", "2026-11-18 12:30-15:00"]];
        // Long ones are due when little else is.
        const DUE: [&str; 2] = ["2026-11-20", "2027-01-29"];
        let long = random.percent(25);
        let area = self.areas[goal];
        Activity {
            id: format!("a-{}-{}", self.id, goal + 1),
            title: format!("School workshop: {}", area.label),
            design: "workshop",
            focus: vec![area.id],
            tags: area.id,
            sessions: if long { "" } else { DAYS[(self.number % 2) as usize][goal] },
            hours: if long { "5" } else { "" },
            due: if long { DUE[goal] } else { "" },
            required_of: self.id.clone(),
            serves: vec![self.goals[goal].id.clone()],
            why: "Everybody needs the same start, before teams go their own way",
            ..Activity::default()
        }
    }

    /// Teams on other areas do not take a workshop up again by themselves.
    fn follow_up(&self, goal: usize, workshop: &Activity) -> Activity {
        Activity {
            id: format!("{}-next", workshop.id),
            title: format!("Next steps after the workshop: {}", self.areas[goal].label),
            design: "seminar",
            focus: workshop.focus.clone(),
            hours: "1",
            due: if workshop.due.is_empty() { ["2026-11-13", "2026-12-18"][goal] } else { ["2026-12-18", "2027-03-12"][goal] },
            follow_up_of: workshop.id.clone(),
            serves: workshop.serves.clone(),
            ..Activity::default()
        }
    }

    fn start_initiatives(&mut self, random: &mut Random) {
        for goal in 0..self.goals.len() {
            // One for each area at most, so that none doubles another.
            if random.percent(40) {
                let at = self.add_initiative(self.areas[goal], random);
                self.initiatives[at].practice = random.one(&words::PRACTICES);
                self.initiatives[at].supports.clone_from(&self.goals[goal].id);
            }
        }
    }

    /// Adds an initiative for all grades which supports nothing yet.
    pub(super) fn add_initiative(&mut self, area: &Area, random: &mut Random) -> usize {
        self.initiatives.push(Initiative {
            id: format!("i{:04}-{}", self.number, self.initiatives.len() + 1),
            title: format!("{} initiative: {}", words::place(random), area.label),
            grades: self.grades.join(";"),
            focus: area.id,
            start: STARTS[self.initiatives.len() / 2 % STARTS.len()],
            ..Initiative::default()
        });
        self.initiatives.len() - 1
    }

    fn form_teams(&mut self, sizes: &[u32], random: &mut Random) {
        let child = random.below(FOCUSES as u32) as usize;
        let component = random.below(COMPONENTS.len() as u32) as usize;
        for at in 0..sizes.len() {
            let (focus, label) = self.area_of(at).focuses[(child + at / self.areas.len()) % FOCUSES];
            let (component, _) = COMPONENTS[(component + at) % COMPONENTS.len()];
            let (_, subject) = words::SUBJECTS[at % words::SUBJECTS.len()];
            let mut team = Team {
                id: format!("t{:05}", self.team_number(at)),
                name: format!("{subject} team, {label}"),
                meeting: MEETINGS[at % MEETINGS.len()].weekly,
                trained: "yes",
                focus,
                component,
                ..Team::default()
            };
            self.set_team_goals(&mut team, at, random);
            self.teams.push(team);
        }
    }

    /// Numbers leave room for the most teams a school can have, so that no school needs to know the others'.
    fn team_number(&self, at: usize) -> u32 {
        (self.number - 1) * 20 + at as u32 + 1
    }

    fn area_of(&self, team: usize) -> &'static Area {
        self.areas[team % self.areas.len()]
    }

    /// One goal with both focuses or two with one each: either way everybody on the team holds both, and no need is
    /// isolated. Each is served by one activity.
    fn set_team_goals(&self, team: &mut Team, at: usize, random: &mut Random) {
        let focuses = if random.percent(35) {
            vec![vec![team.focus], vec![team.component]]
        } else {
            vec![vec![team.focus, team.component]]
        };
        for (goal, focus) in focuses.into_iter().enumerate() {
            let id = format!("{}-{}", team.id, goal + 1);
            let text = words::say(random.one(&words::TEAM), words::label(focus[0]));
            let supports = vec![self.goals[(at + goal) % self.areas.len()].id.clone()];
            let practice = if random.percent(50) { random.one(&words::PRACTICES) } else { "" };
            // All ranges are open above, so they meet.
            let min = random.one(&["60", "70", "75", "80"]);
            let target = if random.percent(30) {
                Target { metric: "unit-tests", group: "all", min, ..Target::default() }
            } else {
                Target::default()
            };
            team.offer(&words::FOR_TEAM[goal], focus[0], vec![id.clone()], words::TEAM_LEARNING);
            if goal == 0 && random.percent(50) {
                team.require(goal);
            }
            team.goals.push(Goal {
                id,
                text,
                focus,
                practice,
                due: random.one(&words::TEAM_DUE),
                supports,
                target,
                ..Goal::default()
            });
        }
    }

    /// A team of the same school with other focuses; the next area is another one.
    pub(super) fn other_team(&self, team: usize) -> &Team {
        let other = if team + 1 < self.teams.len() { team + 1 } else { team.saturating_sub(1) };
        &self.teams[other]
    }

    /// Gives everybody a name, a plan and the rest; `plain` are those in whom something will be planted.
    pub(super) fn fill(&mut self, plain: &[usize], next_school: Option<&str>, random: &mut Random) {
        let last = self.people.len() - 1;
        for at in 0..self.people.len() {
            let mut person = std::mem::take(&mut self.people[at]);
            self.employ(at, &mut person, random);
            self.plan_year(&mut person, plain.contains(&at), random);
            if at == last
                && at > 1
                && let Some(next) = next_school
            {
                person.schools = format!("{};{next}", person.schools);
                person.role = "specialist";
            }
            self.people[at] = person;
        }
    }

    fn employ(&self, at: usize, person: &mut Person, random: &mut Random) {
        let first = person.number - at as u32;
        person.name = words::person(random);
        person.schools.clone_from(&self.id);
        person.role = match at {
            0 => "principal",
            1 => "coach",
            _ => "teacher",
        };
        person.part_time = at > 1 && random.percent(8);
        let team = person.team.unwrap_or_default();
        (person.subject, _) = words::SUBJECTS[team % words::SUBJECTS.len()];
        person.years = random.below(30);
        if at > 0 {
            person.evaluator = educator_id(first);
        }
        if at > 1 && random.percent(40) {
            person.coach = educator_id(first + 1);
        }
    }

    /// Two goals, on the team's two focuses, one for the team; a finding on the second; a license that is a track of
    /// its own. That is two threads, and three would be disconnected.
    fn plan_year(&self, person: &mut Person, plain: bool, random: &mut Random) {
        let team = &self.teams[person.team.unwrap_or_default()];
        let first = person.add_goal(team.focus, random.one(&words::FIRST_DUE), random);
        person.goals[first].supports = vec![team.goals[0].id.clone()];
        person.goals[first].start = "2026-09-08";
        let second = person.add_goal(team.component, random.one(&words::SECOND_DUE), random);
        let last = team.goals.last().expect("a team has a goal");
        let parent = if random.percent(70) { &last.id } else { &random.one(&self.goal_ids()).id };
        person.goals[second].supports = vec![parent.clone()];
        person.add_note(team.component, random);
        if plain || random.percent(94) {
            person.license = Some(2027 + random.below(4));
            let license = person.license_id();
            let activity = person.add_activity(team.focus, license, random);
            person.activities[activity].tags = words::CATEGORY;
        }
        if !plain {
            vary(person, team, random);
        }
    }

    fn goal_ids(&self) -> Vec<&Goal> {
        self.goals.iter().take(self.areas.len()).collect()
    }

    /// The coach of the school's people.
    pub(super) fn coach(&self) -> Option<String> {
        self.people.get(1).map(Person::id)
    }

    /// Gives each team what serves its people's goals: one activity and one round of visits for the first goals, one
    /// activity for the second, so that every goal has learning and practice, everybody feedback, and no activity serves
    /// two goals of one educator. Last, when nobody moves any more.
    pub(super) fn finish(&mut self) {
        let coach = self.coach();
        let (start, due) = self.visits;
        for (at, team) in self.teams.iter_mut().enumerate() {
            let members: Vec<&Person> = self.people.iter().filter(|person| person.team == Some(at)).collect();
            let goals = |which: usize| -> Vec<String> { members.iter().map(|person| person.goals[which].id.clone()).collect() };
            let visited = members.iter().filter(|person| !person.unvisited).map(|person| person.goals[0].id.clone()).collect();
            let (focus, component) = (team.focus, team.component);
            team.offer(&words::FOR_FIRST, focus, goals(0), words::FIRST_LEARNING);
            team.offer(&words::FOR_SECOND, component, goals(1), words::SECOND_LEARNING);
            if !self.leaves_choice {
                (0..team.activities.len()).for_each(|activity| team.require(activity));
            }
            // Never required: of a whole team, they would reach whoever is left out.
            let visits = team.offer(&words::VISITS, focus, visited, due);
            visits.start = start;
            // The coach is in the first team, whose people visit each other.
            visits.coach = coach.clone().filter(|_| at > 0).unwrap_or_default();
        }
    }
}

/// What makes people differ where nothing is planted.
fn vary(person: &mut Person, team: &Team, random: &mut Random) {
    if random.percent(25) {
        person.goals[0].target =
            Target { metric: "unit-tests", group: "all", min: random.one(&["65", "70", "75"]), ..Target::default() };
    }
    if random.percent(25) {
        person.add_note(team.focus, random);
    }
    let roll = random.below(100);
    if roll >= 33 {
        return;
    }
    let third = person.add_goal(team.focus, random.one(&words::THIRD_DUE), random);
    let id = person.goals[third].id.clone();
    match roll {
        0..24 => {
            person.goals[third].supports = vec![team.goals[0].id.clone()];
            person.goals[third].focus.push(team.component);
            if roll < 12 {
                person.goals[1].requires = vec![id.clone()];
                person.goals[1].start = words::SECOND_START;
            }
            person.add_activity(team.focus, id, random);
        }
        24..28 => {
            person.goals[third].free = true;
            person.add_activity(team.focus, id, random);
        }
        28..31 => person.goals[third].status = "paused",
        _ => person.goals[third].status = "done",
    }
}
