//! One educator's sessions and due dates as an iCalendar file (RFC 5545). Comes in: a report of one educator. Goes out: an
//! event for each session and each day on which something is due. Times are local and without a zone, as the district
//! writes them, so that a session at 15:15 is at 15:15 on both sides of a change of the clocks; a series is written
//! out, because breaks leave gaps in it that not every program reads from a rule.

use std::collections::{BTreeMap, BTreeSet};

use icalendar::{Calendar, Component, Event, Property};
use jiff::civil::Date;

use super::Report;
use crate::graph::order;
use crate::load::lists::{Field, List};
use crate::model::Subject;
use crate::model::calendar::Day;
use crate::model::hers::Hers;
use crate::model::obligation::{ItemId, ItemKind};
use crate::model::people::EducatorId;
use crate::source::Place;
use crate::time::Timing;
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
    report: &'a Report<'a>,
    hers: Hers,
    sessions: Vec<Session>,
    titles: BTreeMap<Place, String>,
}

impl<'a> Days<'a> {
    fn of(report: &'a Report<'a>, educator: EducatorId) -> Self {
        let (district, clock) = (report.district, &report.analysis.clock);
        let mut timing = Timing::default();
        let hers = clock.look(district, educator, &mut timing);
        let mut sessions = timing.sessions;
        let chosen = hers.chosen.iter().flat_map(|activity| clock.sessions(district, Subject::Item(*activity), educator));
        sessions.extend(chosen);
        sessions.sort_unstable();
        sessions.dedup();
        let mut days = Self { report, hers, sessions, titles: BTreeMap::new() };
        let taking_place = days.sessions.iter().map(|session| session.of);
        let subjects: BTreeSet<Subject> =
            taking_place.chain(days.due().into_iter().map(|(_, item)| Subject::Item(item))).collect();
        let places = |teams: bool| {
            let of_kind = subjects.iter().filter(|subject| matches!(subject, Subject::Team(_)) == teams);
            of_kind.map(|subject| subject.place(district)).collect::<BTreeSet<Place>>()
        };
        days.titles = report.loaded.texts(List::Activities, Field::Title, &places(false));
        days.titles.extend(report.loaded.texts(List::Teams, Field::Name, &places(true)));
        days
    }

    fn events(&self) -> impl Iterator<Item = Event> {
        self.sessions
            .iter()
            .map(|session| self.session(session))
            .chain(self.due().into_iter().map(|(day, item)| self.deadline(day, item)))
    }

    /// What is due when: her own goals and licences, her teams' goals, and activities without sessions; in the order of time.
    fn due(&self) -> Vec<(Date, ItemId)> {
        let district = self.report.district;
        let hers = self.hers.obligations.iter().chain(&self.hers.chosen);
        let all = hers.filter(|item| {
            district.sessions(**item).is_empty() && !district.item(**item).kind.is_ambient() && self.may_stand(**item)
        });
        let dated = all.filter_map(|item| Some((order::end(district, *item)?, district.item(*item).requirement(*item))));
        let mut due: Vec<(Date, ItemId)> = dated.collect();
        due.sort_unstable_by_key(|(day, item)| (*day, district.rank(*item)));
        due.dedup();
        due
    }

    /// Whether something may be named. Calendars are shared more freely than plans, so that findings of her evaluation,
    /// private goals and corrective plans are not.
    fn may_stand(&self, item: ItemId) -> bool {
        let about = self.report.district.item(item);
        !about.private && about.kind != ItemKind::Finding
    }

    fn session(&self, session: &Session) -> Event {
        let id = session.of.name(self.report.district);
        let title = self.titles.get(&session.of.place(self.report.district)).map_or(id, String::as_str);
        let local = |minute: u16| format!("{}T{:02}{:02}00", compact(session.day.date()), minute / 60, minute % 60);
        let kind = if matches!(session.of, Subject::Team(_)) { "meeting" } else { "session" };
        let mut event = self.event(&format!("{kind}-{id}-{}-{}", local(session.start), session.minutes()), title);
        event.add_property("DTSTART", local(session.start));
        // Midnight at the end of a day is the first minute of the next one.
        let end =
            if session.end == 24 * 60 { format!("{}T000000", compact(session.day.plus(1).date())) } else { local(session.end) };
        event.add_property("DTEND", end);
        event.description(&self.about(session.of));
        event
    }

    fn deadline(&self, day: Date, item: ItemId) -> Event {
        let about = self.report.district.item(item);
        let (id, kind) = (self.report.district.item_name(item), about.kind.plain());
        let title = self.titles.get(&about.place).map_or(id, String::as_str);
        let mut event = self.event(&format!("{id}-due-{}", compact(day)), &format!("Due: {title} ({kind})"));
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
        event.uid(&format!("{id}@{}.plalign", self.report.district.id)).summary(title);
        // The stamp is the day of the check, so that the same input gives the same bytes.
        event.add_property("DTSTAMP", format!("{}T000000Z", compact(self.report.district.as_of)));
        event
    }

    /// Whether something is required or chosen, and which obligations of hers it is for.
    fn about(&self, subject: Subject) -> String {
        let district = self.report.district;
        let hers = |item: &ItemId| self.hers.position(district, *item).is_some() && self.may_stand(*item);
        let (chosen, serves): (bool, Vec<ItemId>) = match subject {
            Subject::Item(item) => (self.hers.chosen.contains(&item), self.hers.serves(district, item).filter(hers).collect()),
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
