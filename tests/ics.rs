//! The calendar of one educator: a session is an event at its own local time, what is due is a day, and other programs read it.

mod support;

use std::collections::BTreeSet;

use icalendar::{Calendar, CalendarComponent, Component, Event};
use support::{Folder, plalign};

const TEAM: &str = "teams: [{id: g6, name: \"Grade 6, ELA; Tue\", members: [ana], meetings: [{weekday: Tue, start: 15:15, end: 16:45, from: 2026-10-06, until: 2026-11-17}]}]\n\
    plc_goals: [{id: t1, team: g6, text: Talk, due: 2027-05-01}]\n\
    calendar: [{weekly_hours: 5, breaks: [{from: 2026-10-13, until: 2026-10-13}]}]\n";

/// The text that `check --format ics` prints for ana.
fn printed(manifest: &str) -> String {
    let ran = plalign(Folder::of(manifest).path(), &["check", "--format", "ics", "--educator", "ana", "--fail-on", "never"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""), "{}", ran.stdout);
    ran.stdout
}

fn events(manifest: &str) -> Vec<Event> {
    let calendar: Calendar = printed(manifest).parse().expect("another program reads it");
    let event =
        |component: &CalendarComponent| if let CalendarComponent::Event(event) = component { Some(event.clone()) } else { None };
    calendar.components.iter().filter_map(event).collect()
}

fn value(event: &Event, key: &str) -> String {
    event.property_value(key).unwrap_or_default().to_owned()
}

/// Beginnings and ends of all events of a title.
fn times(events: &[Event], title: &str) -> Vec<(String, String)> {
    let of = events.iter().filter(|event| event.get_summary() == Some(title));
    of.map(|event| (value(event, "DTSTART"), value(event, "DTEND"))).collect()
}

#[test]
fn a_weekly_meeting_is_an_event_a_week_at_the_same_local_time_and_none_in_a_break() {
    let events = events(TEAM);
    // The clocks change on 2026-11-01 in the United States and on 2026-10-25 in Europe.
    let days = ["20261006", "20261020", "20261027", "20261103", "20261110", "20261117"];
    let expected: Vec<_> = days.iter().map(|day| (format!("{day}T151500"), format!("{day}T164500"))).collect();
    assert_eq!(times(&events, "Grade 6, ELA; Tue"), expected);
}

#[test]
fn several_sessions_are_several_events_and_never_one_span() {
    let manifest =
        "activities: [{id: a, title: Course, required_of: [ana], sessions: [2028-02-29 08:00-12:00, 2026-12-31 23:00-24:00]}]\n";
    let expected = [("20261231T230000", "20270101T000000"), ("20280229T080000", "20280229T120000")];
    assert_eq!(times(&events(manifest), "Course"), expected.map(|(start, end)| (start.to_owned(), end.to_owned())));
}

#[test]
fn what_is_due_is_a_whole_day_that_blocks_nobody() {
    let manifest = "individual_plans: [{id: g1, educator: ana, text: x, due: 2026-12-31}]\n\
        relicensure_requirements: [{id: lic, educator: ana, expires: 2027-06-30, rules: [{id: a, min: 1}, {id: b, min: 1}]}]\n\
        activities: [{id: read, hours: 2, due: 2027-01-15, chosen_by: [ana]}]\n";
    let events = events(manifest);
    let days: Vec<_> = events
        .iter()
        .map(|event| (event.get_summary().unwrap_or_default().to_owned(), value(event, "DTSTART"), value(event, "DTEND")))
        .collect();
    let expected = [
        ("Due: g1 (individual goal)", "20261231", "20270101"),
        ("Due: read (activity)", "20270115", "20270116"),
        ("Due: lic (license requirement)", "20270630", "20270701"),
    ];
    assert_eq!(days, expected.map(|(title, start, end)| (title.to_owned(), start.to_owned(), end.to_owned())));
    assert!(events.iter().all(|event| value(event, "TRANSP") == "TRANSPARENT"));
}

#[test]
fn chosen_sessions_are_hers_and_others_are_not() {
    let manifest = "educators: [{id: ana}, {id: ben}]\nactivities:\n  - {id: a, chosen_by: [ana], sessions: [2026-09-15 15:00-16:00]}\n  \
        - {id: b, required_of: [ben], sessions: [2026-09-16 15:00-16:00]}\n";
    let events = events(manifest);
    assert_eq!(events.iter().filter_map(|event| event.get_summary()).collect::<Vec<_>>(), ["a"]);
    assert_eq!(events[0].get_description(), Some("Chosen (a)"));
}

#[test]
fn a_finding_of_her_evaluation_is_not_named() {
    let manifest = "evaluation_findings: [{id: f1, educator: ana, focus: talk, text: Secret}]\n\
        individual_plans: [{id: g1, educator: ana, text: x, due: 2026-12-31}]\n\
        activities: [{id: a, required_of: [ana], serves: [f1, g1], sessions: [2026-09-15 15:00-16:00]}]\n";
    let text = printed(manifest);
    assert!(text.contains("for g1") && !text.contains("f1") && !text.contains("Secret"), "{text}");
}

#[test]
fn each_event_has_an_id_of_its_own_and_lines_are_folded() {
    let long = "Reading, writing; and \\ talking — in every subject of the school, by everyone, all year long, é";
    let manifest = format!(
        "activities: [{{id: a, title: '{long}', required_of: [ana], sessions: [2026-09-15 15:00-16:00, 2026-09-15 15:00-16:00, 2026-09-15 15:00-17:00]}}]\n{TEAM}"
    );
    let text = printed(&manifest);
    assert!(text.split("\r\n").all(|line| line.len() <= 75), "{text}");
    let events = events(&manifest);
    let ids: BTreeSet<_> = events.iter().map(|event| event.get_uid().unwrap_or_default().to_owned()).collect();
    assert_eq!((ids.len(), times(&events, long).len()), (events.len(), 2));
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    assert_eq!(printed(TEAM), printed(TEAM));
}

#[test]
fn a_calendar_is_of_one_educator() {
    let folder = Folder::of("educators: [{id: ana}, {id: ben}]\n");
    for named in [&["check", "--format", "ics"][..], &["check", "--format", "ics", "--educator", "ana", "ben"]] {
        let ran = plalign(folder.path(), named);
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""));
        assert!(ran.stderr.contains("--educator ID"), "{}", ran.stderr);
    }
}
