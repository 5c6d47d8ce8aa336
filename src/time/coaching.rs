//! Whether a coach's hours are enough. Comes in: the activities in which she coaches. Goes out: the weeks in which they ask
//! more than there is, by the same criterion as for an educator's year.

use super::Strain;
use super::demand::{Job, Scratch, Window, tightest};
use super::session::{Session, expand};
use super::view::View;
use super::work::{Task, Tasks, Weeks, inside};
use crate::model::calendar::{Day, Week};
use crate::model::people::Coach;
use crate::model::{District, Subject};

/// The worst window of a coach; `None` where her hours are enough. A session is work of its own week, whatever day it is;
/// what has no sessions may be done from its start to its due date within the year.
pub(super) fn strain(district: &District, coach: &Coach, year: Option<(Day, Day)>, view: &View) -> Option<Strain> {
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
    let mut jobs: Vec<Job> = tasks.iter().map(|task| task.job(1)).collect();
    // A week without school holds no coaching, unless some of it is planned there.
    let mut capacity: Vec<u64> = (first.week().0..=last.week().0)
        .map(|week| if view.is_off_all(Week(week)) { 0 } else { u64::from(coach.minutes) })
        .collect();
    sessions.iter().for_each(|session| capacity[number(session.day) as usize] = u64::from(coach.minutes));
    let window: Window = tightest(&mut jobs, &capacity, &mut Scratch::default())?;
    let week = |number: u32| Week(first.week().0 + number.cast_signed());
    Some(Strain {
        is_over: true,
        weeks: (week(window.first), week(window.last)),
        asked: window.demand,
        there: window.capacity,
        room: 0,
        work: inside(district, &tasks, &window),
    })
}
