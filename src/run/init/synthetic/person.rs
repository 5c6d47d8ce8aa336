//! An educator of the synthetic district and what goals, findings and activities are made of. Comes in: chance. Goes out:
//! records with a number of their own, ready to be linked. Apart, because schools, plants and files share them.

use super::random::Random;
use super::words;

/// A goal of any level; fields that its list lacks stay empty.
#[derive(Clone, Debug, Default)]
pub(super) struct Goal {
    pub(super) id: String,
    pub(super) kind: &'static str,
    pub(super) text: String,
    pub(super) focus: Vec<&'static str>,
    pub(super) practice: &'static str,
    pub(super) start: &'static str,
    pub(super) due: &'static str,
    pub(super) hours: &'static str,
    pub(super) supports: Vec<String>,
    pub(super) requires: Vec<String>,
    pub(super) conflicts: Vec<String>,
    pub(super) status: &'static str,
    pub(super) free: bool,
    pub(super) target: Target,
}

/// What is to be reached.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Target {
    pub(super) metric: &'static str,
    pub(super) group: &'static str,
    pub(super) min: &'static str,
    pub(super) max: &'static str,
    pub(super) by: &'static str,
}

/// Something people do to learn.
#[derive(Clone, Debug, Default)]
pub(super) struct Activity {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) kind: &'static str,
    pub(super) design: &'static str,
    pub(super) component: &'static str,
    pub(super) focus: Vec<&'static str>,
    pub(super) tags: &'static str,
    pub(super) sessions: &'static str,
    pub(super) hours: &'static str,
    pub(super) start: &'static str,
    pub(super) due: &'static str,
    pub(super) required_of: String,
    pub(super) chosen_by: String,
    pub(super) coach: String,
    pub(super) follow_up_of: String,
    pub(super) serves: Vec<String>,
    pub(super) why: &'static str,
}

/// An evaluation finding.
#[derive(Clone, Debug, Default)]
pub(super) struct Note {
    pub(super) id: String,
    pub(super) focus: &'static str,
    pub(super) date: &'static str,
    pub(super) text: &'static str,
}

/// An educator with everything that is hers alone.
#[derive(Clone, Debug, Default)]
pub(super) struct Person {
    pub(super) number: u32,
    pub(super) name: String,
    pub(super) schools: String,
    pub(super) role: &'static str,
    pub(super) part_time: bool,
    pub(super) subject: &'static str,
    pub(super) years: u32,
    pub(super) evaluator: String,
    pub(super) coach: String,
    /// Whether the visits to her team's classes leave her out.
    pub(super) unvisited: bool,
    /// The index of her team; none is a plant.
    pub(super) team: Option<usize>,
    pub(super) goals: Vec<Goal>,
    pub(super) notes: Vec<Note>,
    /// The year in which her license expires, if she has to renew it.
    pub(super) license: Option<u32>,
    pub(super) activities: Vec<Activity>,
}

/// The id of an educator.
pub(super) fn educator_id(number: u32) -> String {
    format!("p{number:06}")
}

impl Person {
    /// Her id.
    pub(super) fn id(&self) -> String {
        educator_id(self.number)
    }

    /// The id of her license requirement.
    pub(super) fn license_id(&self) -> String {
        format!("l{:06}", self.number)
    }

    /// Adds a goal with this focus, linked to nothing, and gives its index.
    pub(super) fn add_goal(&mut self, focus: &'static str, due: &'static str, random: &mut Random) -> usize {
        let own = self.goals.len().is_multiple_of(2);
        let (kind, template) =
            if own { ("practice", random.one(&words::OWN)) } else { ("student-learning", random.one(&words::STUDENTS)) };
        let id = format!("g{:06}-{}", self.number, self.goals.len() + 1);
        let text = words::say(template, words::label(focus));
        self.goals.push(Goal { id, kind, text, focus: vec![focus], due, ..Goal::default() });
        self.goals.len() - 1
    }

    /// Adds an evaluation finding.
    pub(super) fn add_note(&mut self, focus: &'static str, random: &mut Random) {
        let id = format!("f{:06}-{}", self.number, self.notes.len() + 1);
        self.notes.push(Note { id, focus, date: random.one(&words::CONFERENCE_DAYS), text: random.one(&words::CONFERENCE) });
    }

    /// Adds an activity that she chose, which serves this and ends in time for any goal, and gives its index.
    pub(super) fn add_activity(&mut self, focus: &'static str, serves: String, random: &mut Random) -> usize {
        let id = format!("a{:06}-{}", self.number, self.activities.len() + 1);
        let (title, design) = random.one(&words::CHOSEN);
        let title = words::say(title, words::label(focus));
        let hours = random.one(&words::CHOSEN_HOURS);
        let (due, chosen_by) = (words::THIRD_LEARNING, self.id());
        let (focus, serves) = (vec![focus], vec![serves]);
        self.activities.push(Activity { id, title, design, focus, hours, due, chosen_by, serves, ..Activity::default() });
        self.activities.len() - 1
    }
}
