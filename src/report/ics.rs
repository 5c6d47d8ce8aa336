//! One educator's sessions and due dates as an iCalendar file (RFC 5545). Comes in: a report of one educator. Goes out: an
//! event for each session and each day on which something is due. Times are local and without a zone, as the district
//! writes them, so that a session at 15:15 is at 15:15 on both sides of a change of the clocks; a series is written
//! out, because breaks leave gaps in it that not every program reads from a rule.

use std::collections::{BTreeMap, BTreeSet};

use icalendar::{Calendar, Component, Event, Property};
use jiff::civil::Date;

use super::Report;
use crate::analysis::{Desk, work_out};
use crate::graph::order;
use crate::load::lists::{Field, List};
use crate::model::calendar::Day;
use crate::model::hers::Hers;
use crate::model::obligation::{ItemId, ItemKind};
use crate::model::people::EducatorId;
use crate::model::{District, Subject};
use crate::source::Place;
use crate::time::session::Session;

/// Renders the calendar of the report's educator.
pub(super) fn render(report: &Report<'_>) -> String {
    let mut calendar = Calendar::empty();
    for (key, value) in
        [("VERSION", "2.0"), ("PRODID", "-//plalign//check//EN"), ("CALSCALE", "GREGORIAN"), ("METHOD", "PUBLISH")]
    {
        calendar.append_property(Property::new(key, value));
    }
    if let Some(educator) = report.educators.first() {
        calendar.name(report.district.educator_name(*educator));
        Days::of(report, *educator).events().for_each(|event| _ = calendar.push(event));
    }
    calendar.to_string()
}

/// What goes into the calendar.
struct Days<'a> {
    district: &'a District,
    hers: Hers,
    sessions: Vec<Session>,
    titles: BTreeMap<Place, String>,
}

impl<'a> Days<'a> {
    fn of(report: &'a Report<'_>, educator: EducatorId) -> Self {
        let (district, clock) = (report.district, &report.analysis.clock);
        let mut desk = Desk::default();
        let hers = work_out(district, clock, educator, &mut desk).hers;
        let mut sessions = desk.timing.sessions;
        let chosen = hers.chosen.iter().flat_map(|activity| clock.sessions(district, Subject::Item(*activity), educator));
        sessions.extend(chosen);
        sessions.sort_unstable();
        sessions.dedup();
        let places = |teams: bool| -> BTreeSet<Place> {
            let is_team = |subject: &Subject| matches!(subject, Subject::Team(_)) == teams;
            sessions.iter().map(|session| session.of).filter(is_team).map(|subject| subject.place(district)).collect()
        };
        let mut titles = report.loaded.texts(List::Activities, Field::Title, &places(false));
        titles.extend(report.loaded.texts(List::Teams, Field::Name, &places(true)));
        Self { district, hers, sessions, titles }
    }

    fn events(&self) -> impl Iterator<Item = Event> {
        self.sessions
            .iter()
            .map(|session| self.session(session))
            .chain(self.due().into_iter().map(|(day, item)| self.deadline(day, item)))
    }

    /// What is due when: goals and licences, and activities without sessions; in the order of time.
    fn due(&self) -> Vec<(Date, ItemId)> {
        let district = self.district;
        let all = self.hers.obligations.iter().chain(&self.hers.chosen).filter(|item| district.sessions(**item).is_empty());
        let dated = all.filter_map(|item| Some((order::end(district, *item)?, district.item(*item).requirement(*item))));
        let mut due: Vec<(Date, ItemId)> = dated.collect();
        due.sort_unstable_by_key(|(day, item)| (*day, district.rank(*item)));
        due.dedup();
        due
    }

    fn session(&self, session: &Session) -> Event {
        let id = session.of.name(self.district);
        let title = self.titles.get(&session.of.place(self.district)).map_or(id, String::as_str);
        let local = |minute: u16| format!("{}T{:02}{:02}00", compact(session.day.date()), minute / 60, minute % 60);
        let mut event = self.event(&format!("{id}-{}-{}", local(session.start), session.minutes()), title);
        event.add_property("DTSTART", local(session.start));
        // Midnight at the end of a day is the first minute of the next one.
        let end =
            if session.end == 24 * 60 { format!("{}T000000", compact(session.day.plus(1).date())) } else { local(session.end) };
        event.add_property("DTEND", end);
        event.description(&self.about(session.of));
        event
    }

    fn deadline(&self, day: Date, item: ItemId) -> Event {
        let (id, kind) = (self.district.item_name(item), self.district.item(item).kind.plain());
        let mut event = self.event(&format!("{id}-due-{}", compact(day)), &format!("Due: {id} ({kind})"));
        let whole = |key: &str, day: Date| {
            let mut property = Property::new(key, compact(day));
            property.add_parameter("VALUE", "DATE");
            property
        };
        event.append_property(whole("DTSTART", day));
        event.append_property(whole("DTEND", Day::of(day).plus(1).date()));
        event.add_property("TRANSP", "TRANSPARENT");
        event
    }

    fn event(&self, id: &str, title: &str) -> Event {
        let mut event = Event::new();
        event.uid(&format!("{id}@{}.plalign", self.district.id)).summary(title);
        // The stamp is the day of the check, so that the same input gives the same bytes.
        event.add_property("DTSTAMP", format!("{}T000000Z", compact(self.district.as_of)));
        event
    }

    /// Whether something is required or chosen, and which obligations of hers it is for. Findings of her evaluation are not
    /// named: calendars are shared more freely than plans.
    fn about(&self, subject: Subject) -> String {
        let district = self.district;
        let hers =
            |item: &ItemId| district.item(*item).kind != ItemKind::Finding && self.hers.position(district, *item).is_some();
        let (chosen, serves): (bool, Vec<ItemId>) = match subject {
            Subject::Item(item) => {
                (self.hers.chosen.contains(&item), district.supports(item).iter().copied().filter(|item| hers(item)).collect())
            }
            Subject::Team(team) => (false, district.goals_of_team(team).iter().copied().filter(|item| hers(item)).collect()),
            Subject::School(_) => (false, Vec::new()),
        };
        let how = if chosen { "Chosen" } else { "Required" };
        let ids: Vec<&str> = serves.iter().map(|item| district.item_name(*item)).collect();
        let what = if ids.is_empty() { String::new() } else { format!("; for {}", ids.join(", ")) };
        format!("{how} ({}){what}", subject.name(district))
    }
}

/// A day as iCalendar writes it.
fn compact(day: Date) -> String {
    format!("{:04}{:02}{:02}", day.year(), day.month(), day.day())
}
