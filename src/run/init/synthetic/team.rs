//! A team of a synthetic school: when it meets and what its people do together. Comes in: how many people there are, and
//! what is offered. Goes out: teams without people, who name theirs.

use super::person::{Activity, Goal};
use super::random::Random;
use super::words::{self, Offer};

/// A team: its people are those who name it.
#[derive(Clone, Debug, Default)]
pub(super) struct Team {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) meeting: &'static str,
    /// Whether whoever leads it has been trained to.
    pub(super) trained: &'static str,
    /// Whether it meets in the hours of the contract; what is not said is.
    pub(super) in_contract: &'static str,
    /// A child of the area of the school goal that the team's first goal supports.
    pub(super) focus: &'static str,
    /// A component of the framework that no other team of the school has.
    pub(super) component: &'static str,
    pub(super) goals: Vec<Goal>,
    pub(super) activities: Vec<Activity>,
}

impl Team {
    /// Adds an activity of the team.
    pub(super) fn offer(&mut self, offer: &Offer, focus: &'static str, serves: Vec<String>, due: &'static str) -> &mut Activity {
        let at = self.activities.len();
        self.activities.push(Activity {
            id: format!("a-{}-{}", self.id, at + 1),
            title: words::say(offer.title, words::label(focus)),
            design: offer.design,
            component: offer.component,
            focus: vec![focus],
            hours: offer.hours,
            due,
            serves,
            ..Activity::default()
        });
        &mut self.activities[at]
    }

    /// Requires one of its activities of the whole team.
    pub(super) fn require(&mut self, activity: usize) {
        let activity = &mut self.activities[activity];
        activity.required_of.clone_from(&self.id);
        activity.why = "The team plans its goals from here";
    }
}

/// When a team meets.
pub(super) struct Meeting {
    /// Long enough.
    pub(super) weekly: &'static str,
    /// Too short a time.
    pub(super) short: &'static str,
    /// A session at the time of either.
    pub(super) clash: &'static str,
}

/// Weekly times of ninety minutes, late enough to miss whatever else is required.
pub(super) static MEETINGS: [Meeting; 4] = [
    Meeting { weekly: "Mon 15:15-16:45 every 1", short: "Mon 15:15-16:00 every 1", clash: "2026-10-05 15:30-16:30" },
    Meeting { weekly: "Tue 15:00-16:30 every 1", short: "Tue 15:00-15:45 every 1", clash: "2026-10-06 15:30-16:30" },
    Meeting { weekly: "Wed 15:15-16:45 every 1", short: "Wed 15:15-16:00 every 1", clash: "2026-10-07 15:30-16:30" },
    Meeting { weekly: "Thu 15:00-16:30 every 1", short: "Thu 15:00-15:45 every 1", clash: "2026-10-08 15:30-16:30" },
];

/// Teams of four to seven; fewer only where a school has fewer.
pub(super) fn team_sizes(people: u32, random: &mut Random) -> Vec<u32> {
    let (mut sizes, mut left) = (Vec::new(), people);
    while left > 0 {
        let size = if left <= 7 { left } else { (4 + random.below(4)).min(left - 4) };
        sizes.push(size);
        left -= size;
    }
    sizes
}
