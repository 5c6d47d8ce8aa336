//! What is particular to an activity.

use jiff::civil::Date;

use super::names::Name;
use super::people::{EducatorId, SchoolId, TeamId};

/// Of whom an activity is required.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Everybody.
    All,
    /// One educator.
    Educator(EducatorId),
    /// Members and facilitator of a team.
    Team(TeamId),
    /// Everyone who works in a school.
    School(SchoolId),
    /// Everyone of a role.
    Role(Name),
}

/// The particulars of an activity.
#[derive(Clone, Copy, Debug)]
pub struct Activity {
    /// `kind: duty`: asked for, but not for learning.
    pub duty: bool,
    /// Minutes of all its sessions, else of its `hours`; in the district's breaks there are none.
    pub minutes: u64,
    /// The day of its last session, else the day it is due.
    pub end: Option<Date>,
}
