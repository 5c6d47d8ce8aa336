//! Everybody's calendar, and what it says of each educator's time. Comes in: the district's calendar, and what is one
//! educator's. Goes out: her hours, her clashes, the weeks that ask too much, the chains that come too late.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::coaching::Booked;
use super::demand::{Window, tightest};
use super::order::Late;
use super::session::{Clash, Session, Spacing, clashes};
use super::spread::WeekLine;
use super::view::{Made, View};
use super::work::{Tasks, Weeks, is_in_contract, takes_capacity};
use super::{Hours, PARTS, Strain, Timing, coaching, order, served, session, spread, unserved_goals, view, work};
use crate::config::Limits;
use crate::load::values::SCALE;
use crate::model::calendar::{Day, NO_BREAKS};
use crate::model::hers::{Hers, MAX_OBLIGATIONS, teams_met};
use crate::model::obligation::ItemId;
use crate::model::people::{Coach, EducatorId, TeamId};
use crate::model::{District, Subject};

/// More activities and teams than this are not compared pair by pair: nobody has a tenth of it, and a slip in an export that
/// gives one person all of a district's would ask for its square.
const MAX_ATTENDED: usize = 400;

/// The calendars of a district's people, worked out once.
#[derive(Debug)]
pub struct Clock {
    year: Option<(Day, Day)>,
    travel: u32,
    warning: u64,
    views: Vec<View>,
    /// The view of each educator; where one calendar holds for all, none is kept and the first view is everybody's.
    view_of: Vec<u32>,
}

impl Clock {
    /// Whether anybody's learning time is known.
    pub fn knows_capacity(&self) -> bool {
        self.views.iter().any(|view| view.weeks.is_some())
    }

    /// O(educators × their teams and schools + distinct calendars × weeks).
    pub fn of(district: &District, limits: &Limits) -> Self {
        let mut made: BTreeMap<Made, u32> = BTreeMap::from([(view::made_for(district, None), 0)]);
        let mut view_of = Vec::new();
        if !district.calendar.is_uniform() {
            let everyone: Vec<EducatorId> = district.educator_ids().collect();
            let of_each: Vec<Made> = everyone.par_iter().map(|educator| view::made_for(district, Some(*educator))).collect();
            for one in of_each {
                let next = made.len() as u32;
                view_of.push(*made.entry(one).or_insert(next));
            }
        }
        let mut in_order: Vec<(u32, Made)> = made.into_iter().map(|(made, at)| (at, made)).collect();
        in_order.sort_unstable_by_key(|(at, _)| *at);
        let views = in_order.par_iter().map(|(_, made)| View::of(district, made)).collect();
        Self { year: district.year, travel: limits.travel_minutes, warning: limits.capacity_warning, views, view_of }
    }

    fn number(&self, educator: EducatorId) -> u32 {
        self.view_of.get(educator.0 as usize).copied().unwrap_or(0)
    }

    fn view(&self, educator: EducatorId) -> &View {
        &self.views[self.number(educator) as usize]
    }

    /// Looks at the time of one educator, and says what is hers. O(s log s + r × w) in her sessions s, the weeks r in which work
    /// is released and the weeks w of the year; and sessions at once, and links of her chains.
    pub fn look(&self, district: &District, educator: EducatorId, timing: &mut Timing) -> Hers {
        let (view, hers) = (self.view(educator), Hers::of(district, educator));
        timing.sessions.clear();
        timing.clashes.clear();
        timing.late.clear();
        timing.strain = None;
        work::required_sessions(district, view, educator, &hers, &mut timing.sessions);
        // Of somebody with more to attend than is looked at in pairs, each session is compared with the one before it.
        let attended = hers.required.len() + teams_met(district, educator).count();
        let most = if attended > MAX_ATTENDED { 1 } else { usize::MAX };
        clashes(&timing.sessions, &Spacing { district, travel: self.travel }, most, &mut timing.clashes);
        timing.clashes.sort_unstable();
        timing.clashes.dedup_by_key(|clash| (clash.a, clash.b));
        self.plan(district, educator, &hers, timing);
        self.sum(district, educator, &hers, &mut timing.hours);
        if !timing.capacity.is_empty() {
            self.compare(district, timing);
            let few = hers.obligations.len() <= MAX_OBLIGATIONS;
            if few && hers.obligations.iter().any(|item| !district.requires(*item).is_empty()) {
                timing.late = self.late(district, &hers, timing);
            }
        }
        hers
    }

    /// Fills in what is required and what there is of the year, as hours and week by week.
    fn plan(&self, district: &District, educator: EducatorId, hers: &Hers, timing: &mut Timing) {
        let Timing { hours, sessions, tasks, capacity, .. } = timing;
        *hours = Hours::default();
        tasks.clear();
        capacity.clear();
        let view = self.view(educator);
        let fte = district.educator(educator).fte as u64;
        capacity.extend(view.weeks.iter().flatten().map(|fifths| fifths.saturating_mul(fte)));
        hours.capacity = view.weeks.as_ref().map(|_| capacity.iter().fold(0, |sum: u64, week| sum.saturating_add(*week)));
        let mut tasks = self.year.map(|year| Tasks { weeks: Weeks { district, year }, view, out: tasks });
        for session in &*sessions {
            hours.require(u64::from(session.minutes()), is_in_contract(district, session.of));
            if let Some(tasks) = tasks.as_mut().filter(|_| takes_capacity(district, session.of)) {
                tasks.session(session);
            }
        }
        for activity in hers.required.iter().filter(|activity| district.sessions(**activity).is_empty()) {
            let (of, minutes) = (Subject::Item(*activity), district.item(*activity).minutes.unwrap_or(0));
            hours.require(u64::from(minutes), is_in_contract(district, of));
            if let Some(tasks) = tasks.as_mut().filter(|_| takes_capacity(district, of)) {
                tasks.hours(*activity, minutes);
            }
        }
        for (goal, item) in unserved_goals(district, hers) {
            let minutes = item.minutes.unwrap_or(0);
            if item.free {
                hours.chosen += u64::from(minutes);
                continue;
            }
            hours.require(u64::from(minutes), true);
            if let Some(tasks) = &mut tasks {
                tasks.hours(goal, minutes);
            }
        }
    }

    /// Completes her hours by what she has chosen and what serves several obligations.
    fn sum(&self, district: &District, educator: EducatorId, hers: &Hers, hours: &mut Hours) {
        let view = self.view(educator);
        let minutes = |activity: ItemId| self.activity_minutes(district, activity, view);
        hours.chosen += hers.chosen.iter().map(|activity| minutes(*activity)).sum::<u64>();
        hours.together = hours.required + hours.chosen;
        let again = |activity: ItemId| minutes(activity) * (served(district, hers, activity).max(1) as u64 - 1);
        hours.apart = hours.together + hers.activities().map(again).sum::<u64>();
    }

    /// Minutes of an activity in somebody's year.
    fn activity_minutes(&self, district: &District, activity: ItemId, view: &View) -> u64 {
        let sessions = district.sessions(activity);
        if sessions.is_empty() || view.breaks == self.views[0].breaks {
            return district.activity(activity).map_or(0, |activity| activity.minutes);
        }
        sessions.iter().map(|slot| slot.total(&view.breaks)).sum()
    }

    /// Fills in the window that asks too much.
    fn compare(&self, district: &District, timing: &mut Timing) {
        let Timing { hours, tasks, capacity, jobs, scratch, strain, .. } = timing;
        let (Some(there), Some(year)) = (hours.capacity, self.year) else { return };
        jobs.clear();
        jobs.extend(tasks.iter().map(|task| task.job(PARTS)));
        let over = tightest(jobs, capacity, scratch);
        let demand = jobs.iter().fold(0, |sum: u64, job| sum.saturating_add(job.work));
        let whole = Window { first: 0, last: capacity.len() as u32 - 1, demand, capacity: there };
        let is_near = u128::from(demand) * SCALE as u128 > u128::from(there) * u128::from(self.warning);
        let Some(window) = over.or_else(|| is_near.then_some(whole)) else { return };
        *strain = Some(Strain {
            is_over: over.is_some(),
            weeks: (work::week_of(year, window.first), work::week_of(year, window.last)),
            asked: window.demand / PARTS,
            there: window.capacity / PARTS,
            room: (there - window.capacity).saturating_sub(demand - window.demand) / PARTS,
            work: work::inside(district, tasks, &window),
        });
    }

    /// Chains that cannot be finished in order, by the hours of required work.
    fn late(&self, district: &District, hers: &Hers, timing: &Timing) -> Vec<Late> {
        let Some(year) = self.year else { return Vec::new() };
        let of_hours = timing.tasks.iter().filter(|task| !task.is_session);
        let minutes = of_hours.filter_map(|task| match task.of {
            Subject::Item(item) => Some((item, u64::from(task.minutes))),
            Subject::Team(_) | Subject::School(_) => None,
        });
        order::late(hers, Weeks { district, year }, &timing.capacity, &minutes.collect())
    }

    /// The year of an educator week by week, of the time that was looked at last; `None` without a year. O(tasks × weeks).
    pub fn weeks(&self, educator: EducatorId, timing: &Timing) -> Option<Vec<WeekLine>> {
        let year = self.year?;
        let number = year.1.week().0 - year.0.week().0 + 1;
        let off: Vec<bool> = (0..number as u32).map(|week| self.view(educator).is_off_all(work::week_of(year, week))).collect();
        let even = vec![0; off.len()];
        let capacity = if timing.capacity.is_empty() { &even } else { &timing.capacity };
        let asked = spread::spread(&timing.tasks, capacity);
        let there = |at: usize| timing.capacity.get(at).map(|parts| parts / PARTS);
        let line =
            |(at, asked): (usize, u64)| WeekLine { week: work::week_of(year, at as u32), asked, there: there(at), off: off[at] };
        Some(asked.into_iter().enumerate().map(line).collect())
    }

    /// When sessions of two subjects clash for somebody among these educators: each day once, with the longest overlap.
    /// O(distinct calendars × sessions).
    pub fn clash_days(&self, district: &District, pair: [Subject; 2], educators: &[u32]) -> Vec<Clash> {
        let mut found = Vec::new();
        for view in self.views_of(educators) {
            let sessions = session::in_order(district, &pair, &view.breaks);
            clashes(&sessions, &Spacing { district, travel: self.travel }, usize::MAX, &mut found);
        }
        found.sort_by_key(|clash| (clash.day, std::cmp::Reverse((clash.overlaps, clash.minutes))));
        found.dedup_by_key(|clash| clash.day);
        found
    }

    /// The days of single sessions of an activity on which there is no school for somebody among these educators.
    pub fn days_off(&self, district: &District, activity: ItemId, educators: &[u32]) -> Vec<Day> {
        let dated = district.sessions(activity).iter().filter(|slot| slot.is_dated());
        let days = dated.flat_map(|slot| slot.days(&NO_BREAKS));
        let views: Vec<&View> = self.views_of(educators).collect();
        let mut off: Vec<Day> = days.filter(|day| views.iter().any(|view| view.is_off(*day))).collect();
        off.sort_unstable();
        off.dedup();
        off
    }

    /// The distinct calendars of some educators.
    fn views_of(&self, educators: &[u32]) -> impl Iterator<Item = &View> {
        let views: BTreeSet<u32> = educators.iter().map(|educator| self.number(EducatorId(*educator))).collect();
        views.into_iter().map(|view| &self.views[view as usize])
    }

    /// Whether there is no school on a day for an educator, nor learning for the staff.
    pub fn is_off(&self, educator: EducatorId, day: Day) -> bool {
        self.view(educator).is_off(day)
    }

    /// The sessions of a subject for an educator, in the order of time.
    pub fn sessions(&self, district: &District, of: Subject, educator: EducatorId) -> Vec<Session> {
        session::in_order(district, &[of], &self.view(educator).breaks)
    }

    /// Minutes of an activity in the year of an educator: a series has none in her breaks.
    pub fn minutes(&self, district: &District, activity: ItemId, educator: EducatorId) -> u64 {
        self.activity_minutes(district, activity, self.view(educator))
    }

    /// Minutes of an activity that lie in the school year; all of them where there is none. What has no sessions lies in it
    /// if some of its days do.
    pub fn minutes_in_year(&self, district: &District, activity: ItemId, educator: EducatorId) -> u64 {
        let Some((start, end)) = self.year else { return self.minutes(district, activity, educator) };
        if district.sessions(activity).is_empty() {
            let item = district.item(activity);
            let inside = item.period(self.year).is_some_and(|(release, due)| start <= due && release <= end);
            return if inside { u64::from(item.minutes.unwrap_or(0)) } else { 0 };
        }
        let sessions = self.sessions(district, Subject::Item(activity), educator);
        let inside = sessions.iter().filter(|session| start <= session.day && session.day <= end);
        inside.map(|session| u64::from(session.minutes())).sum()
    }

    /// Coaches of whom more is asked in some weeks than the hours they have, each with the worst of these windows. A coach
    /// has the same hours in every week of school, and none in others unless some of it is planned there.
    /// O(coaches × their activities × weeks).
    pub fn overbooked<'d>(&self, district: &'d District) -> Vec<(&'d Coach, Strain)> {
        district.coaches.par_iter().filter_map(|coach| Some((coach, self.booked(district, coach)?.strain(district)?))).collect()
    }

    /// The year of a coach week by week, and the weeks that ask more of her than she has hours for coaching; `None` without a
    /// year and without sessions.
    pub fn coaching(&self, district: &District, coach: &Coach) -> Option<(Vec<WeekLine>, Option<Strain>)> {
        let booked = self.booked(district, coach)?;
        Some((booked.weeks(), booked.strain(district)))
    }

    fn booked(&self, district: &District, coach: &Coach) -> Option<Booked> {
        coaching::booked(district, coach, self.year, self.view(coach.educator))
    }

    /// The meetings of a team in its own calendar, in the order of time.
    pub fn meetings(district: &District, team: TeamId) -> Vec<Session> {
        let view = View::of(district, &view::made_for_team(district, team));
        session::in_order(district, &[Subject::Team(team)], &view.breaks)
    }
}
