//! What one educator is asked to do, as jobs with a release and a due date. Comes in: what is hers and her view of the year.
//! Goes out: jobs in weeks of the year, and what they belong to.

use super::demand::{Job, Window};
use super::session::{Session, expand};
use super::view::View;
use crate::model::activity::Activity;
use crate::model::calendar::{Day, Week};
use crate::model::hers::{Hers, teams_met};
use crate::model::names::natural;
use crate::model::obligation::ItemId;
use crate::model::people::EducatorId;
use crate::model::{District, Subject};

/// Required work of one subject within some weeks of the year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Task {
    /// What it belongs to: an activity, a goal with hours of its own, or a team that meets.
    pub(super) of: Subject,
    /// First week it may be done in, counted from the year's first.
    pub(super) release: u32,
    /// Last one, included.
    pub(super) due: u32,
    /// How long it takes.
    pub(super) minutes: u32,
    /// Whether it is a session, whose day is fixed.
    pub(super) is_session: bool,
}

impl Task {
    /// The task as a job in parts of a minute.
    pub(super) fn job(&self, parts: u64) -> Job {
        Job { release: self.release, due: self.due, work: u64::from(self.minutes).saturating_mul(parts) }
    }
}

/// What of one subject must be done inside a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// What it belongs to: an activity, a goal with hours of its own, or a team that meets.
    pub of: Subject,
    /// How long it takes, inside the window.
    pub minutes: u64,
    /// Whether all of it is sessions, whose days are fixed.
    pub is_sessions: bool,
}

/// The weeks of a school year.
#[derive(Clone, Copy)]
pub(super) struct Weeks<'a> {
    pub(super) district: &'a District,
    /// First and last day of the year.
    pub(super) year: (Day, Day),
}

impl Weeks<'_> {
    /// The number of a day's week in the year. `None` for days outside it.
    pub(super) fn number(&self, day: Day) -> Option<u32> {
        let (start, end) = self.year;
        (start <= day && day <= end).then(|| (day.week().0 - start.week().0) as u32)
    }

    /// The weeks of the year in which an item without sessions may be done. What begins or ends outside the year is moved
    /// into it; `None` for what lies wholly outside.
    pub(super) fn of(&self, item: ItemId) -> Option<(u32, u32)> {
        let (start, end) = self.year;
        let (release, due) = self.district.item(item).period(Some(self.year))?;
        if due < start || end < release {
            return None;
        }
        Some((self.number(release.max(start))?, self.number(due.min(end))?))
    }
}

/// Collects tasks.
pub(super) struct Tasks<'a> {
    pub(super) weeks: Weeks<'a>,
    pub(super) view: &'a View,
    pub(super) out: &'a mut Vec<Task>,
}

impl Tasks<'_> {
    /// A session takes learning time in its own week, unless it lies on a weekend or in a break without extra hours, or
    /// outside the year.
    pub(super) fn session(&mut self, session: &Session) {
        let off = (session.day.is_weekend() || self.view.breaks.has(session.day)) && !self.view.is_extra(session.day);
        if let Some(week) = self.weeks.number(session.day).filter(|_| !off) {
            let task = Task { of: session.of, release: week, due: week, minutes: session.minutes(), is_session: true };
            self.out.push(task);
        }
    }

    /// Work without sessions may be done from its start to its due date, and without them in the whole year.
    pub(super) fn hours(&mut self, item: ItemId, minutes: u32) {
        if let (Some((release, due)), true) = (self.weeks.of(item), minutes > 0) {
            self.out.push(Task { of: Subject::Item(item), release, due, minutes, is_session: false });
        }
    }
}

/// The sessions of activities and the meetings of teams that are required of an educator, in the order of time.
/// O(sessions log sessions).
pub(super) fn required_sessions(district: &District, view: &View, educator: EducatorId, hers: &Hers, out: &mut Vec<Session>) {
    for activity in &hers.required {
        expand(Subject::Item(*activity), district.sessions(*activity), &view.breaks, out);
    }
    for team in teams_met(district, educator) {
        expand(Subject::Team(team), district.meetings(team), &view.breaks, out);
    }
    out.sort_unstable();
}

/// Whether what takes place lies in the hours of the contract.
pub(super) fn is_in_contract(district: &District, of: Subject) -> bool {
    match of {
        Subject::Item(item) => district.activity(item).is_none_or(|activity| activity.in_contract),
        Subject::Team(team) => district.team(team).in_contract,
        Subject::School(_) => true,
    }
}

/// Whether the time of what takes place is taken out of the learning time of the contract.
pub(super) fn takes_capacity(district: &District, of: Subject) -> bool {
    match of {
        Subject::Item(item) => district.activity(item).is_none_or(Activity::takes_capacity),
        Subject::Team(_) | Subject::School(_) => is_in_contract(district, of),
    }
}

/// The tasks inside a window, those of one subject together, largest first and of equals by their ids.
pub(super) fn inside(district: &District, tasks: &[Task], window: &Window) -> Vec<Share> {
    let mut within: Vec<&Task> = tasks.iter().filter(|task| window.holds(task.release, task.due)).collect();
    within.sort_by_key(|task| task.of);
    let mut shares: Vec<Share> = within
        .chunk_by(|a, b| a.of == b.of)
        .map(|group| Share {
            of: group[0].of,
            minutes: group.iter().map(|task| u64::from(task.minutes)).sum(),
            is_sessions: group.iter().all(|task| task.is_session),
        })
        .collect();
    shares.sort_by(|a, b| {
        let names = || natural(a.of.name(district), b.of.name(district));
        b.minutes.cmp(&a.minutes).then_with(names)
    });
    shares
}

/// The week of the year's first week plus so many.
pub(super) fn week_of(year: (Day, Day), number: u32) -> Week {
    Week(year.0.week().0 + number.cast_signed())
}
