//! When an educator has to be where. Comes in: slots and breaks. Goes out: her required sessions in the order of time, and
//! those that clash.

use crate::finding::{At, FieldPath};
use crate::model::calendar::{Breaks, Day, NO_BREAKS, Slot};
use crate::model::{District, Subject};

/// One session or meeting. Times in minutes since midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Session {
    /// The day.
    pub day: Day,
    /// Begins.
    pub start: u16,
    /// Ends.
    pub end: u16,
    /// What takes place.
    pub of: Subject,
}

impl Session {
    /// Its length in minutes.
    pub fn minutes(&self) -> u32 {
        u32::from(self.end - self.start)
    }

    /// Where it is written.
    pub fn place(&self, district: &District) -> At {
        place_of(district, self.of, self.day)
    }
}

/// Where the session or meeting is written that takes place on a day. O(slots).
pub fn place_of(district: &District, subject: Subject, day: Day) -> At {
    let (field, slots) = subject.slots(district);
    let nth = slots.iter().position(|slot| slot.days(&NO_BREAKS).any(|other| other == day)).unwrap_or(0);
    let key = if slots.get(nth).is_some_and(Slot::is_dated) { "date" } else { "weekday" };
    At::Field(subject.place(district), FieldPath { field, nth: Some(nth as u32), key: Some(key.into()) })
}

/// Adds the sessions of a subject to a list. A team does not meet in breaks, also where a meeting has a date of its own;
/// a session of an activity with a date takes place then. O(sessions).
pub(super) fn expand(of: Subject, slots: &[Slot], breaks: &Breaks, out: &mut Vec<Session>) {
    for slot in slots {
        let meets = |day: &Day| !matches!(of, Subject::Team(_)) || !breaks.has(*day);
        out.extend(slot.days(breaks).filter(meets).map(|day| Session { day, start: slot.start, end: slot.end, of }));
    }
}

/// The sessions of some subjects, in the order of time. O(sessions log sessions).
pub(super) fn in_order(district: &District, subjects: &[Subject], breaks: &Breaks) -> Vec<Session> {
    let mut sessions = Vec::new();
    subjects.iter().for_each(|of| expand(*of, of.slots(district).1, breaks, &mut sessions));
    sessions.sort_unstable();
    sessions
}

/// Two sessions that one person cannot both attend.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Clash {
    /// One subject; the smaller.
    pub a: Subject,
    /// The other one.
    pub b: Subject,
    /// The day.
    pub day: Day,
    /// By how many minutes they overlap; or, where they do not, how many are missing for the way between two schools.
    pub minutes: u32,
    /// Whether they overlap, or only leave too little time for the way.
    pub overlaps: bool,
}

/// How far apart sessions must lie.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spacing<'d> {
    pub(super) district: &'d District,
    /// Minutes on the way between two schools.
    pub(super) travel: u32,
}

impl Spacing<'_> {
    /// Minutes that must lie between two subjects: the way between their schools, where both have one and they differ.
    fn between(&self, a: Subject, b: Subject) -> u32 {
        if self.travel == 0 {
            return 0;
        }
        let sites = a.site(self.district).zip(b.site(self.district));
        if sites.is_some_and(|(one, other)| one != other) { self.travel } else { 0 }
    }
}

/// Every clash among sessions, which are in the order of time. Touching ends do not clash; sessions of one subject never do.
/// Each is compared with at most so many that are not over yet, the last ones first. A sweep over each day that keeps, of
/// each subject, its latest end: O(sessions × subjects at once).
pub(super) fn clashes(sessions: &[Session], spacing: &Spacing<'_>, most: usize, out: &mut Vec<Clash>) {
    let mut open: Vec<(Subject, u32)> = Vec::new();
    for of_day in sessions.chunk_by(|a, b| a.day == b.day) {
        open.clear();
        for session in of_day {
            let (start, end) = (u32::from(session.start), u32::from(session.end));
            open.retain(|(_, until)| start < until.saturating_add(spacing.travel));
            for (other, until) in open.iter().rev().filter(|(other, _)| *other != session.of).take(most) {
                let needed = spacing.between(*other, session.of);
                if start < until.saturating_add(needed) {
                    let overlaps = start < *until;
                    let minutes = if overlaps { end.min(*until) - start } else { until.saturating_add(needed) - start };
                    let (a, b) = (session.of.min(*other), session.of.max(*other));
                    out.push(Clash { a, b, day: session.day, minutes, overlaps });
                }
            }
            match open.iter_mut().find(|(subject, _)| *subject == session.of) {
                Some((_, until)) => *until = end.max(*until),
                None => open.push((session.of, end)),
            }
        }
    }
}
