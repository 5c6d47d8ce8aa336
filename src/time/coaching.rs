//! Whether a coach's hours are enough. Comes in: the activities in which she coaches. Goes out: the weeks in which they ask
//! more than there is, by the same criterion as for an educator's year.

use super::Strain;
use super::demand::{Job, Scratch, Window, tightest};
use super::session::{Session, expand};
use super::spread::{WeekLine, spread};
use super::view::View;
use super::work::{Task, Tasks, Weeks, inside};
use crate::model::calendar::{Day, Week};
use crate::model::people::Coach;
use crate::model::{District, Subject};

/// A coach's year as it is booked: a session is work of its own week, whatever day it is; what has no sessions may be done from
/// its start to its due date within the year.
pub(super) struct Booked {
    first: Week,
    tasks: Vec<Task>,
    /// Minutes for coaching in each week.
    capacity: Vec<u64>,
    off: Vec<bool>,
}

/// Books what a coach is asked; `None` where there is neither a year nor a session.
pub(super) fn booked(district: &District, coach: &Coach, year: Option<(Day, Day)>, view: &View) -> Option<Booked> {
    let mut sessions: Vec<Session> = Vec::new();
    let mut tasks: Vec<Task> = Vec::new();
    let coached = || district.coached_by(coach.educator).iter().map(|(_, activity)| *activity);
    for activity in coached() {
        expand(Subject::Item(activity), district.sessions(activity), &view.breaks, &mut sessions);
    }
    let days = sessions.iter().map(|session| session.day);
    let days: Vec<Day> = days.chain(year.into_iter().flat_map(|(start, end)| [start, end])).collect();
    let (first, last) = (*days.iter().min()?, *days.iter().max()?);
    let number = |day: Day| (day.week().0 - first.week().0) as u32;
    for session in &sessions {
        let week = number(session.day);
        tasks.push(Task { of: session.of, release: week, due: week, minutes: session.minutes(), is_session: true });
    }
    if let Some(year) = year {
        let lead = number(year.0);
        let before = tasks.len();
        let mut of_hours = Tasks { weeks: Weeks { district, year }, view, out: &mut tasks };
        for activity in coached().filter(|activity| district.sessions(*activity).is_empty()) {
            of_hours.hours(activity, district.item(activity).minutes.unwrap_or(0));
        }
        tasks[before..].iter_mut().for_each(|task| (task.release, task.due) = (task.release + lead, task.due + lead));
    }
    // A week without school holds no coaching, unless some of it is planned there.
    let weeks = first.week().0..=last.week().0;
    let off: Vec<bool> = weeks.map(|week| view.is_off_all(Week(week))).collect();
    let mut capacity: Vec<u64> = off.iter().map(|off| if *off { 0 } else { u64::from(coach.minutes) }).collect();
    sessions.iter().for_each(|session| capacity[number(session.day) as usize] = u64::from(coach.minutes));
    Some(Booked { first: first.week(), tasks, capacity, off })
}

impl Booked {
    fn week(&self, number: u32) -> Week {
        Week(self.first.0 + number.cast_signed())
    }

    /// The worst window; `None` where her hours are enough.
    pub(super) fn strain(&self, district: &District) -> Option<Strain> {
        let mut jobs: Vec<Job> = self.tasks.iter().map(|task| task.job(1)).collect();
        let window: Window = tightest(&mut jobs, &self.capacity, &mut Scratch::default())?;
        Some(Strain {
            is_over: true,
            weeks: (self.week(window.first), self.week(window.last)),
            asked: window.demand,
            there: window.capacity,
            room: 0,
            work: inside(district, &self.tasks, &window),
        })
    }

    /// Week by week.
    pub(super) fn weeks(&self) -> Vec<WeekLine> {
        let asked = spread(&self.tasks, &self.capacity);
        let line = |(at, asked): (usize, u64)| WeekLine {
            week: self.week(at as u32),
            asked,
            there: Some(self.capacity[at]),
            off: self.off[at],
        };
        asked.into_iter().enumerate().map(line).collect()
    }
}
