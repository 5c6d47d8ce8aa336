//! Breaks from calendar files, as calendar programs export them: what is read, what repeats, and what is told.
#![allow(clippy::float_cmp, reason = "hours are hundredths, rounded before they are printed")]

mod support;

use support::{Folder, Spot, Told, marked, plalign, spot, text};

/// Two educators of two schools, each in a team that meets every Friday for an hour; five hours of learning a week.
const PEOPLE: &str = "educators: [{id: ana, schools: [pine]}, {id: ben, schools: [oak]}]
schools: [{id: pine}, {id: oak}]
teams:
- {id: t1, school: pine, members: [ana], meetings: [{weekday: Fri, start: \"15:00\", end: \"16:00\"}]}
- {id: t2, school: oak, members: [ben], meetings: [{weekday: Fri, start: \"15:00\", end: \"16:00\"}]}
";
const WEEK: &str = "calendar: [{weekly_hours: 5}]\n";

/// A district with this calendar file.
fn with_file(file: impl AsRef<[u8]>) -> Told {
    Folder::of(&format!("{PEOPLE}{WEEK}files: {{calendar: breaks.ics}}\n")).with("breaks.ics", file).check()
}

/// A district with these breaks in YAML.
fn with_breaks(breaks: &str) -> Told {
    Folder::of(&format!("{PEOPLE}calendar: [{{weekly_hours: 5}}, {{breaks: [{breaks}]}}]\n")).check()
}

/// Hours required of an educator, and her capacity.
fn hours(told: &Told, educator: &str) -> (f64, f64) {
    (told.hours(educator, "required"), told.hours(educator, "capacity"))
}

/// That a file gives the same hours as these breaks, and no fault.
fn same(file: impl AsRef<[u8]>, breaks: &str) {
    let (file, yaml) = (with_file(file), with_breaks(breaks));
    assert_eq!(file.faults(), [""; 0], "{}", file.summary());
    assert_eq!(hours(&file, "ana"), hours(&yaml, "ana"), "{breaks}");
    assert_eq!(file.json["educators"], yaml.json["educators"]);
}

/// A calendar around these events, as a calendar program writes it.
fn calendar(events: &str) -> String {
    format!("BEGIN:VCALENDAR\nPRODID:-//Pine Valley USD//Calendar 2.1//EN\nVERSION:2.0\n{events}END:VCALENDAR\n")
}

/// An event of a few lines beside those that every program writes.
fn event(lines: &str) -> String {
    format!("BEGIN:VEVENT\nDTSTAMP:20260701T150000Z\nUID:1@pinevalley.example\n{lines}\nEND:VEVENT\n")
}

const GOOGLE: &str = "BEGIN:VCALENDAR\r
PRODID:-//Google Inc//Google Calendar 70.9054//EN\r
VERSION:2.0\r
CALSCALE:GREGORIAN\r
METHOD:PUBLISH\r
X-WR-CALNAME:Pine Valley USD holidays\r
X-WR-TIMEZONE:America/Denver\r
X-WR-CALDESC:Days without school\\, 2026–27\r
BEGIN:VEVENT\r
DTSTART;VALUE=DATE:20261123\r
DTEND;VALUE=DATE:20261128\r
DTSTAMP:20260701T150312Z\r
UID:3fo0l3nq1c8vq@google.com\r
CREATED:20260612T161100Z\r
DESCRIPTION:Schools and offices are closed. Questions? Call the front office\r
  or write to <a href=\"mailto:office@pinevalley.example\">office@pinevalley.exa\r
 mple</a>.\r
LAST-MODIFIED:20260612T161100Z\r
LOCATION:\r
SEQUENCE:0\r
STATUS:CONFIRMED\r
SUMMARY:Thanksgiving break\r
TRANSP:TRANSPARENT\r
END:VEVENT\r
BEGIN:VEVENT\r
DTSTART;VALUE=DATE:20261221\r
DTEND;VALUE=DATE:20270102\r
DTSTAMP:20260701T150312Z\r
UID:7s1u4hf0am2bd@google.com\r
STATUS:CONFIRMED\r
SUMMARY:Winter break\\; schools open again on January 4\r
TRANSP:TRANSPARENT\r
BEGIN:VALARM\r
ACTION:DISPLAY\r
DESCRIPTION:This is an event reminder\r
TRIGGER:-P0DT0H30M0S\r
END:VALARM\r
END:VEVENT\r
END:VCALENDAR\r
";

/// With a time zone of its own, whose rules are none of an event, and days written as midnights.
const OUTLOOK: &str = "BEGIN:VCALENDAR
PRODID:-//Microsoft Corporation//Outlook 16.0 MIMEDIR//EN
VERSION:2.0
METHOD:PUBLISH
X-MS-OLK-FORCEINSPECTOROPEN:TRUE
BEGIN:VTIMEZONE
TZID:Mountain Standard Time
BEGIN:STANDARD
DTSTART:16011104T020000
RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11
TZOFFSETFROM:-0600
TZOFFSETTO:-0700
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010311T020000
RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3
TZOFFSETFROM:-0700
TZOFFSETTO:-0600
END:DAYLIGHT
END:VTIMEZONE
BEGIN:VEVENT
CLASS:PUBLIC
CREATED:20260612T161100Z
DTEND;VALUE=DATE:20261128
DTSTAMP:20260612T161100Z
DTSTART;VALUE=DATE:20261123
PRIORITY:5
SUMMARY;LANGUAGE=en-us:Thanksgiving break
TRANSP:TRANSPARENT
UID:040000008200E00074C5B7101A82E00800000000
X-MICROSOFT-CDO-BUSYSTATUS:OOF
END:VEVENT
BEGIN:VEVENT
DTSTART;TZID=\"Mountain Standard Time\":20261221T000000
DTEND;TZID=\"Mountain Standard Time\":20270102T000000
SUMMARY;LANGUAGE=en-us:Winter break
UID:040000008200E00074C5B7101A82E00800000001
X-MICROSOFT-CDO-ALLDAYEVENT:TRUE
END:VEVENT
END:VCALENDAR
";

/// With lengths instead of ends.
const APPLE: &str = "BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Apple Inc.//macOS 15.5//EN
CALSCALE:GREGORIAN
X-WR-CALNAME:Ferien ☃
X-APPLE-CALENDAR-COLOR:#1BADF8
BEGIN:VEVENT
TRANSP:TRANSPARENT
DURATION:P5D
UID:0B6D6F0C-5C0E-4E7A-9C8F-2E7D8B1F0A11
DTSTAMP:20260612T161100Z
SUMMARY:Thanksgiving
DTSTART;VALUE=DATE:20261123
X-APPLE-TRAVEL-ADVISORY-BEHAVIOR:AUTOMATIC
END:VEVENT
BEGIN:VEVENT
DTSTART;VALUE=DATE:20261221
DURATION:P1W5D
SUMMARY:Winter
UID:0B6D6F0C-5C0E-4E7A-9C8F-2E7D8B1F0A12
END:VEVENT
END:VCALENDAR
";

const BOTH: &str = "{from: 2026-11-23, until: 2026-11-27}, {from: 2026-12-21, until: 2027-01-01}";

#[test]
fn a_calendar_file_gives_what_the_same_breaks_in_yaml_give() {
    for file in [GOOGLE, OUTLOOK, APPLE] {
        same(file, BOTH);
    }
    // 43 Fridays and 215 weekdays; 3 Fridays and 15 weekdays of them are in breaks.
    assert_eq!(hours(&with_file(GOOGLE), "ana"), (40.0, 200.0));
}

#[test]
fn line_ends_folds_and_encodings_change_nothing() {
    let unix = GOOGLE.replace("\r\n", "\n");
    let folded = unix.replace("DTSTART;VALUE=DATE:2026", "DTSTART;VAL\n UE=DATE:\n\t2026").replace("END:VEVENT", "END:V\n EVENT");
    let mac = unix.replace('\n', "\r");
    let lower = unix
        .replace("BEGIN:VEVENT", "begin:vevent")
        .replace("END:VEVENT", "End:vEvent")
        .replace("DTSTART;VALUE", "dtstart;value");
    for file in [unix.clone(), folded, mac, lower] {
        same(file, BOTH);
    }
    same(format!("\u{FEFF}{GOOGLE}"), BOTH);
    same([0xFF, 0xFE].into_iter().chain(GOOGLE.encode_utf16().flat_map(u16::to_le_bytes)).collect::<Vec<u8>>(), BOTH);
    let western: Vec<u8> = GOOGLE.chars().map(|c| if c.is_ascii() { c as u8 } else { 0x96 }).collect();
    same(western, BOTH);
}

#[test]
fn the_ending_may_be_in_capitals_and_files_may_be_many() {
    let told = Folder::of(&format!("{PEOPLE}{WEEK}files: {{calendar: [calendars/*.ICS, pd.yaml]}}\n"))
        .with("calendars/autumn.ICS", calendar(&event("DTSTART;VALUE=DATE:20261123\nDTEND;VALUE=DATE:20261128")))
        .with("calendars/winter.ICS", calendar(&event("DTSTART;VALUE=DATE:20261221\nDTEND;VALUE=DATE:20270102")))
        .with("pd.yaml", "- {days: [{date: 2026-10-09, hours: 6}]}\n")
        .check();
    assert_eq!((told.faults(), hours(&told, "ana")), (vec![], (40.0, 206.0)), "{}", told.summary());
}

#[test]
fn what_repeats_is_a_break_each_time() {
    let veterans = event("DTSTART;VALUE=DATE:20151111\nDTEND;VALUE=DATE:20151112\nRRULE:FREQ=YEARLY\nSUMMARY:Veterans Day");
    same(calendar(&veterans), "{from: 2026-11-11}");
    let labor = event("DTSTART;VALUE=DATE:20200907\nDTEND;VALUE=DATE:20200908\nRRULE:FREQ=YEARLY;BYMONTH=9;BYDAY=1MO");
    same(calendar(&labor), "{from: 2026-09-07}");
    let fridays = event(
        "DTSTART;VALUE=DATE:20260904\nRRULE:FREQ=WEEKLY;UNTIL=20261002;BYDAY=FR\nEXDATE;VALUE=DATE:20260911\nEXDATE;VALUE=DATE:20260918",
    );
    same(calendar(&fridays), "{from: 2026-09-04}, {from: 2026-09-25}, {from: 2026-10-02}");
    let endless = event("DTSTART;VALUE=DATE:20260821\nRRULE:FREQ=WEEKLY");
    let told = with_file(calendar(&endless));
    assert_eq!(hours(&told, "ana"), (0.0, 172.0), "every Friday of the year: {}", told.summary());
}

#[test]
fn one_occurrence_may_be_moved_or_called_off() {
    let weekly = "DTSTART;VALUE=DATE:20260904\nRRULE:FREQ=WEEKLY;COUNT=3";
    let moved = "RECURRENCE-ID;VALUE=DATE:20260911\nDTSTART;VALUE=DATE:20260925";
    let off = "RECURRENCE-ID;VALUE=DATE:20260918\nDTSTART;VALUE=DATE:20260918\nSTATUS:CANCELLED";
    same(calendar(&[event(moved), event(weekly), event(off)].concat()), "{from: 2026-09-04}, {from: 2026-09-25}");
}

#[test]
fn an_event_that_was_called_off_is_left_out_without_a_word() {
    let events = event("DTSTART;VALUE=DATE:20261123\nDTEND;VALUE=DATE:20261128\nSTATUS:CANCELLED")
        + &event("DTSTART:tomorrow\nSTATUS:CANCELLED")
        + &event("DTSTART:20261014T010000Z\nSTATUS:CANCELLED");
    let told = with_file(calendar(&events));
    assert_eq!((told.faults(), hours(&told, "ana")), (vec![], (43.0, 215.0)), "{}", told.summary());
}

#[test]
fn events_with_a_time_of_day_are_told_once_and_counted() {
    let (file, places) = marked(
        "breaks.ics",
        &calendar(
            &[
                event("DTSTART:⟦20261014T010000Z⟧\nDTEND:20261014T030000Z\nSUMMARY:Board: J. Marín\nORGANIZER;CN=J. Marín:mailto:marin@pinevalley.example"),
                event("DTSTART;VALUE=DATE:20261123\nDTEND;VALUE=DATE:20261128"),
                event("DTSTART;TZID=America/Denver:⟦20261211T183000⟧\nRRULE:FREQ=WEEKLY;UNTIL=x"),
            ]
            .concat(),
        ),
    );
    let told = with_file(&file);
    let finding = told.only("not-a-break");
    assert_eq!((told.faults(), told.code, hours(&told, "ana")), (vec!["not-a-break".to_owned()], Some(0), (42.0, 210.0)));
    assert_eq!((&finding["figures"]["events"], &finding["level"]), (&2.into(), &"warning".into()));
    assert_eq!([spot(finding, 0), spot(finding, 1)].to_vec(), places);
    let folder = Folder::of(&format!("{PEOPLE}{WEEK}files: {{calendar: breaks.ics}}\n")).with("breaks.ics", &file);
    let shown = plalign(folder.path(), &["check"]).stdout;
    assert!(shown.contains("breaks.ics:") && !shown.contains("Mar"), "the organizer's name is shown: {shown}");
}

/// Code and place of every fault.
fn faults(told: &Told) -> Vec<(String, Spot)> {
    let codes = told.faults();
    let faults = told.findings().iter().filter(|finding| codes.contains(&text(&finding["rule"])));
    let mut faults: Vec<_> = faults.map(|finding| (text(&finding["rule"]), spot(finding, 0))).collect();
    faults.sort_by_key(|(_, place)| (place.1, place.2));
    faults
}

#[test]
fn every_fault_is_told_in_one_run_at_its_line_and_column() {
    let (file, places) = marked(
        "breaks.ics",
        "BEGIN:VCALENDAR
VERSION:2.0
BEGIN:VEVENT
DTSTART;VALUE=DATE:⟦20261301⟧
DTEND;VALUE=DATE:⟦2026-11-28⟧
RRULE:⟦FREQ=SOMETIMES⟧
END:VEVENT
⟦BEGIN:VEVENT⟧
SUMMARY:Ohne Ende ☃
BEGIN:VEVENT
SUMMARY:Ümläute in front of ☃
DTSTART;VALUE=DATE:20261123
DTEND;VALUE=DATE:⟦202611
 22⟧
END:VEVENT
⟦BEGIN:VEVENT⟧
SUMMARY:No day
END:VEVENT
BEGIN:VEVENT
DTSTART;VALUE=DATE:20261123
RRULE:⟦FREQ=HOURLY;COUNT=3⟧
END:VEVENT
BEGIN:VEVENT
DTSTART;VALUE=DATE:20261221
DTEND;VALUE=DATE:20270102
END:VEVENT
⟦BEGIN:VEVENT⟧
DTSTART;VALUE=DATE:20270215
",
    );
    let told = with_file(&file);
    let codes = ["bad-value", "bad-value", "bad-value", "bad-syntax", "bad-value", "missing-field", "bad-value", "bad-syntax"];
    let expected: Vec<_> = codes.iter().map(|code| (*code).to_owned()).zip(places).collect();
    assert_eq!(faults(&told), expected, "{}", told.summary());
    // A list that could not be read whole counts as missing: with half of its breaks it would be another calendar.
    assert_eq!((told.code, &told.educator("ana")["hours"]["capacity"]), (Some(2), &serde_json::Value::Null));
}

#[test]
fn a_file_can_be_for_a_school_a_team_or_an_educator() {
    let hours_of = |party: &str| {
        let told = Folder::of(&format!("{PEOPLE}{WEEK}files: {{calendar: {{path: breaks.ics, set: {{for: {party}}}}}}}\n"))
            .with("breaks.ics", GOOGLE)
            .check();
        assert_eq!(told.faults(), [""; 0], "{}", told.summary());
        (hours(&told, "ana"), hours(&told, "ben"))
    };
    let (all, less) = ((43.0, 215.0), (40.0, 200.0));
    assert_eq!(hours_of("pine"), (less, all));
    assert_eq!(hours_of("t2"), (all, less));
    assert_eq!(hours_of("ben"), (all, less));
    assert_eq!(hours_of("district"), (less, less));
}

#[test]
fn a_party_that_nobody_has_is_told_at_the_event() {
    let folder = Folder::of(&format!("{PEOPLE}files: {{calendar: {{path: breaks.ics, set: {{for: pin}}}}}}\n"));
    let told = folder.with("breaks.ics", APPLE).check();
    assert_eq!(told.faults(), ["dangling-reference", "dangling-reference"], "{}", told.summary());
    assert_eq!(spot(told.of("dangling-reference")[0], 0), ("breaks.ics".to_owned(), 7, 1, 7, 13));
}

#[test]
fn only_the_list_calendar_is_read_from_a_calendar_file() {
    let told = Folder::of(&format!("{PEOPLE}files: {{activities: breaks.ics}}\n")).with("breaks.ics", GOOGLE).check();
    let finding = told.only("unreadable-file");
    assert_eq!((spot(finding, 0).0.as_str(), told.code), ("district.yaml", Some(2)));
    let message = text(&finding["message"]);
    assert_eq!(message, "breaks.ics is a calendar file; breaks of the list `calendar` are read from it, and no activities");
    assert!(told.not_run().contains("mandate-unbridged"), "the list counts as missing");
}

#[test]
fn columns_of_a_calendar_file_are_told_at_the_manifest() {
    let manifest =
        format!("{PEOPLE}{WEEK}files: {{calendar: {{path: breaks.ics, columns: {{for: School, weekly_hours: Hours}}}}}}\n");
    let told = Folder::of(&manifest).with("breaks.ics", GOOGLE).check();
    let finding = told.only("bad-value");
    assert_eq!(
        (spot(finding, 0).0.as_str(), text(&finding["message"]).as_str()),
        ("district.yaml", "breaks.ics is a calendar file and has no columns; leave `columns` out")
    );
    assert_eq!(hours(&told, "ana"), (40.0, 200.0), "it is read all the same");
}

#[test]
fn what_is_no_calendar_is_told_and_an_empty_file_is_an_empty_list() {
    for junk in ["<!DOCTYPE html>\n<title>Sign in</title>\n", "from,until\n2026-11-23,2026-11-27\n", "BEGIN:VCARD\nEND:VCARD\n"] {
        let told = with_file(junk);
        assert_eq!((faults(&told), told.code), (vec![("bad-syntax".to_owned(), ("breaks.ics".to_owned(), 1, 1, 1, 1))], Some(2)));
    }
    assert_eq!(with_file("").faults(), [""; 0]);
    assert_eq!(with_file(calendar("")).faults(), [""; 0]);
    assert_eq!(with_file("BEGIN:VCALENDAR\0\0\0 and more of it").faults(), ["bad-syntax"]);
    let cut = with_file(&GOOGLE[..GOOGLE.len() - 15]);
    assert_eq!((cut.faults(), spot(cut.only("bad-syntax"), 0).1), (vec!["bad-syntax".to_owned()], 1), "its end is missing");
}

#[test]
fn a_file_that_is_cut_anywhere_is_never_passed_over() {
    let ends: Vec<usize> = GOOGLE.match_indices("\r\n").map(|(at, _)| at).filter(|at| *at < GOOGLE.len() - 2).collect();
    for end in ends.into_iter().step_by(5) {
        let told = with_file(&GOOGLE[..end]);
        assert_eq!((told.faults(), told.code), (vec!["bad-syntax".to_owned()], Some(2)), "{end}: {}", told.summary());
    }
}
