//! What time obligations take, and whether there is enough of it. Comes in: what is one educator's, and the calendar. Goes
//! out: her hours (contract §3), sessions that clash, and the window of weeks that asks more than it holds (contract §6).
//! Minutes throughout; capacity in parts of a minute, so that no comparison is rounded.

/// Everybody's calendar.
pub mod clock;
mod coaching;
/// Whether work fits into its weeks.
pub mod demand;
/// What cannot be finished in order.
pub mod order;
/// Sessions and those that clash.
pub mod session;
/// The year week by week.
pub mod spread;
mod view;
/// What is asked, as jobs.
pub mod work;

pub use self::clock::Clock;

use self::demand::Job;
use self::order::Late;
use self::session::{Clash, Session};
use self::work::{Share, Task};
use crate::load::values::SCALE;
use crate::model::District;
use crate::model::calendar::{WORKING_DAYS, Week};
use crate::model::hers::Hers;
use crate::model::obligation::{Item, ItemId};

/// Parts of a minute in which capacity is counted: weekly hours are spread over five working days, and a full-time
/// equivalent is given in ten-thousandths.
pub const PARTS: u64 = WORKING_DAYS as u64 * SCALE as u64;

/// The hours of one educator, in minutes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hours {
    /// Required activities, team meetings, and own hours of goals that no activity serves.
    pub required: u64,
    /// Of these, what lies outside the hours of the contract.
    pub outside_contract: u64,
    /// Chosen activities, and own hours of free goals.
    pub chosen: u64,
    /// If every obligation were served by itself.
    pub apart: u64,
    /// Everything once.
    pub together: u64,
    /// Learning time of the year in parts of a minute ([`PARTS`]), so that it is rounded once; none without a calendar.
    pub capacity: Option<u64>,
}

impl Hours {
    /// What alignment frees.
    pub fn freed(&self) -> u64 {
        self.apart - self.together
    }

    fn require(&mut self, minutes: u64, in_contract: bool) {
        self.required += minutes;
        self.outside_contract += if in_contract { 0 } else { minutes };
    }
}

/// What one educator's time looks like. Made once and filled again for each.
#[derive(Debug, Default)]
pub struct Timing {
    /// Her hours.
    pub hours: Hours,
    /// What is required of her at a time, in its order.
    pub sessions: Vec<Session>,
    /// Pairs of which some sessions clash, each once with its first day.
    pub clashes: Vec<Clash>,
    /// The weeks that ask too much.
    pub strain: Option<Strain>,
    /// Chains that cannot be finished in order.
    pub late: Vec<Late>,
    tasks: Vec<Task>,
    capacity: Vec<u64>,
    jobs: Vec<Job>,
    scratch: demand::Scratch,
}

/// Weeks in which more is asked of an educator than there is, or nearly so.
#[derive(Clone, Debug)]
pub struct Strain {
    /// Whether it is over the capacity; else the whole year is over the share that is warned of.
    pub is_over: bool,
    /// First and last week, whole calendar weeks.
    pub weeks: (Week, Week),
    /// Minutes asked inside.
    pub asked: u64,
    /// Minutes there, rounded down.
    pub there: u64,
    /// Minutes of the other weeks that nothing asks for.
    pub room: u64,
    /// What must be done inside, largest first.
    pub work: Vec<Share>,
}

impl Strain {
    /// Minutes that are missing, rounded up.
    pub fn short(&self) -> u64 {
        self.asked.saturating_sub(self.there)
    }
}

/// How many obligations of hers an activity serves directly, the rules of one requirement as one.
pub fn served(district: &District, hers: &Hers, activity: ItemId) -> usize {
    let hers_too = hers.serves(district, activity).filter(|target| hers.position(district, *target).is_some());
    let mut served: Vec<ItemId> = hers_too.map(|target| district.item(target).requirement(target)).collect();
    served.sort_unstable();
    served.dedup();
    served.len()
}

/// Active goals of hers with hours of their own that no activity of hers serves.
pub fn unserved_goals<'a>(district: &'a District, hers: &'a Hers) -> impl Iterator<Item = (ItemId, &'a Item)> {
    hers.obligations.iter().map(|goal| (*goal, district.item(*goal))).filter(move |(goal, item)| {
        let serves =
            |activity: &ItemId| hers.required.binary_search(activity).is_ok() || hers.chosen.binary_search(activity).is_ok();
        item.kind.is_goal() && item.minutes.is_some() && !district.supported_by(*goal).iter().any(serves)
    })
}
