//! Calendar files (RFC 5545) → breaks. Comes in: decoded text, the manifest's year and constants. Goes out: one entry of
//! the list `calendar` for each event of whole days, and every fault. The icalendar crate reads properties and follows
//! rules of repetition; lines and frames are ours, so that one broken event loses no other and each fault has its place.

mod event;
mod lines;
mod recurrence;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use self::event::{Days, Event, Properties, is_read};
use self::lines::{Block, Blocks, Line};
use self::recurrence::{REACH, Stop};
use super::entry::{Cell, Entry, Written};
use super::faults;
use super::lists::{Field, List};
use super::manifest::Mapping;
use super::yaml::{Node, Value};
use crate::finding::{FieldPath, Findings};
use crate::source::{Place, SourceId, Span};

/// How many events with a time of day are pointed at; all are counted.
const SHOWN: usize = 100;

/// Hands every event of whole days to `each`, as a record with its breaks. O(bytes), and days of what repeats.
pub(super) fn read(
    (source, text): (SourceId, &str),
    mapping: &Mapping,
    year: Option<(Date, Date)>,
    each: &mut dyn FnMut(&Entry<'_>),
) -> Findings {
    let mut reader = Reader { replaced: replaced(source, text), ..Reader::of(source, year) };
    let (mut blocks, mut closed) = (Blocks::of(text, 0, is_read), true);
    for block in &mut blocks {
        closed = block.closed;
        let Some(days) = reader.event(&block) else { continue };
        let breaks = reader.breaks(&days);
        if breaks.elements().is_empty() {
            continue;
        }
        let mut cells = vec![Cell { field: Field::Breaks, key: None, format: None, written: Written::Node(&breaks) }];
        mapping.complete(&mut cells);
        let place = Place { source, offset: block.begin.at as u32 };
        each(&Entry { list: List::Calendar, place, left_out: false, cells: &cells });
    }
    // An event that is not closed at the end of the file has told of that end.
    reader.frame(blocks.begun || text.trim().is_empty(), blocks.open.filter(|_| closed));
    reader.tell_timed();
    reader.findings
}

/// The days of each event that other events stand for, by the event's name.
fn replaced(source: SourceId, text: &str) -> BTreeMap<String, BTreeSet<Date>> {
    let mut replaced: BTreeMap<String, BTreeSet<Date>> = BTreeMap::new();
    for block in Blocks::of(text, 0, is_read).filter(|block| block.closed) {
        if let Some(properties) = Properties::of(source, &block, &mut Findings::new())
            && let Some((uid, day)) = properties.replaced()
        {
            replaced.entry(uid.to_owned()).or_default().insert(day);
        }
    }
    replaced
}

/// Where a record, or a field of it, stands: its value, or else the record's first line.
pub(super) fn find((source, text): (SourceId, &str), offset: u32, path: Option<&FieldPath>) -> Span {
    let Some(block) = Blocks::of(text, offset as usize, is_read).next() else {
        return Place { source, offset }.span(0);
    };
    let properties = Properties::of(source, &block, &mut Findings::new());
    let field = path.filter(|path| path.field == Field::Breaks.name());
    let value = field.and_then(|path| properties?.place(path.key.as_deref()));
    value.unwrap_or_else(|| stretch(source, &block.begin))
}

fn stretch(source: SourceId, line: &Line<'_>) -> Span {
    let (start, end) = line.whole();
    Span { source, start: start as u32, end: end as u32 }
}

struct Reader {
    source: SourceId,
    year: Option<(Date, Date)>,
    replaced: BTreeMap<String, BTreeSet<Date>>,
    /// Where the events with a time of day begin.
    timed: Vec<Span>,
    /// How far rules may still be followed.
    left: i64,
    /// Whether that they may not was told.
    gave_up: bool,
    findings: Findings,
}

impl Reader {
    fn of(source: SourceId, year: Option<(Date, Date)>) -> Self {
        Self {
            source,
            year,
            replaced: BTreeMap::new(),
            timed: Vec::new(),
            left: REACH,
            gave_up: false,
            findings: Findings::new(),
        }
    }

    /// The days of an event; none of one that is called off, has a time of day, or is wrong, which is told.
    fn event(&mut self, block: &Block<'_>) -> Option<Days> {
        let begin = stretch(self.source, &block.begin);
        if !block.closed {
            let message = "the event that begins here is not closed by END:VEVENT; it is left out";
            self.findings.push(faults::BAD_SYNTAX.at(begin, message));
            return None;
        }
        let properties = Properties::of(self.source, block, &mut self.findings)?;
        if properties.is_cancelled() {
            return None;
        }
        match properties.event(begin, &mut self.findings)? {
            Event::Days(days) => Some(*days),
            Event::Timed(span) => {
                self.timed.push(span);
                None
            }
        }
    }

    /// The breaks of an event, as a list of breaks is written in YAML.
    fn breaks<'d>(&mut self, days: &'d Days) -> Node<'d> {
        let (length, span) = (days.until - days.from, days.span);
        let node = |text: Cow<'d, str>| Node { span, value: Value::Scalar(text) };
        let field = |key: &'d str, text: Cow<'d, str>| (node(key.into()), node(text));
        let one = |from: Date| {
            let until = from.saturating_add(length);
            let mut fields = vec![field("from", from.to_string().into()), field("until", until.to_string().into())];
            if !days.label.is_empty() {
                fields.push(field("label", days.label.as_str().into()));
            }
            Node { span, value: Value::Map(fields) }
        };
        let breaks = self.begins(days).into_iter().map(one).collect();
        Node { span, value: Value::List(breaks) }
    }

    /// The days on which an event begins; none, and that is told, where one of its rules cannot be followed.
    fn begins(&mut self, days: &Days) -> BTreeSet<Date> {
        let mut begins = days.extra.clone();
        if days.rules.is_empty() {
            begins.insert(days.from);
        }
        // What is over before the year begins is left out: a rule may be older than the year.
        let length = days.until - days.from;
        let over = |from: Date| self.year.is_some_and(|(start, _)| from.saturating_add(length) < start);
        for rule in &days.rules {
            match rule.days(self.year, &mut self.left) {
                Ok(found) => begins.extend(found.into_iter().filter(|from| !over(*from))),
                Err(Stop::TooFar) if self.gave_up => return BTreeSet::new(),
                Err(stop) => {
                    self.gave_up = stop == Stop::TooFar;
                    self.findings.push(stop.told(rule.span));
                    return BTreeSet::new();
                }
            }
        }
        let replaced = days.uid.as_ref().and_then(|uid| self.replaced.get(uid));
        begins.retain(|from| !days.except.contains(from) && !replaced.is_some_and(|days| days.contains(from)));
        begins
    }

    /// Tells of a file that is no calendar, or that ends before its calendar does.
    fn frame(&mut self, begun: bool, open: Option<Line<'_>>) {
        if !begun {
            let start = Place { source: self.source, offset: 0 }.span(0);
            let message = "this is no calendar file: BEGIN:VCALENDAR stands nowhere in it";
            self.findings.push(faults::BAD_SYNTAX.at(start, message));
        }
        if let Some(open) = open {
            let message = "the calendar that begins here is not closed by END:VCALENDAR; the end of the file may be missing";
            self.findings.push(faults::BAD_SYNTAX.at(stretch(self.source, &open), message));
        }
    }

    /// Tells of all events with a time of day at once.
    fn tell_timed(&mut self) {
        let Some((first, others)) = self.timed.split_first() else { return };
        let count = self.timed.len();
        let message = match count {
            1 => "1 event has a time of day, so it is no break; it is not read".to_owned(),
            _ => format!("{count} events have a time of day, so they are no breaks; they are not read"),
        };
        let finding = faults::NOT_A_BREAK.at(*first, message).figure("events", count);
        let shown = others.iter().take(SHOWN - 1);
        self.findings.push(shown.fold(finding, |finding, span| finding.also(*span, "")));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::At;
    use jiff::civil::date;
    use proptest::prelude::*;

    const YEAR: Option<(Date, Date)> = Some((date(2026, 8, 17), date(2027, 6, 11)));

    /// First and last day of every break, and what was told: code and text at the place.
    type Told = (Vec<String>, Vec<(&'static str, String)>);

    fn read_in(text: &str, year: Option<(Date, Date)>) -> Told {
        let mut breaks = Vec::new();
        let findings = read((SourceId(0), text), &Mapping::default(), year, &mut |entry| {
            let Written::Node(node) = entry.cells[0].written else { panic!("breaks are written as nodes") };
            let day = |one: &Node<'_>, key: &str| one.get(key).and_then(Node::text).map(str::to_owned).expect("a break has it");
            breaks.extend(node.elements().iter().map(|one| match (day(one, "from"), day(one, "until")) {
                (from, until) if from == until => from,
                (from, until) => format!("{from}–{until}"),
            }));
        });
        let told = findings.iter().map(|finding| {
            let At::Span(span) = finding.labels[0].at else { panic!("the reader knows its places") };
            (finding.kind.code, text[span.start as usize..span.end as usize].to_owned())
        });
        (breaks, told.collect())
    }

    /// A calendar of one event with these lines.
    fn event(lines: &str) -> String {
        format!("BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nUID:1\n{lines}\nEND:VEVENT\nEND:VCALENDAR\n")
    }

    fn breaks(lines: &str) -> Vec<String> {
        let (breaks, told) = read_in(&event(lines), YEAR);
        assert_eq!(told, [], "{lines}");
        breaks
    }

    fn told(lines: &str) -> Vec<(&'static str, String)> {
        let (breaks, told) = read_in(&event(lines), YEAR);
        assert_eq!(breaks, [""; 0], "{lines}");
        told
    }

    #[test]
    fn the_last_day_is_the_one_before_dtend() {
        assert_eq!(breaks("DTSTART;VALUE=DATE:20261123\nDTEND;VALUE=DATE:20261128"), ["2026-11-23–2026-11-27"]);
        assert_eq!(breaks("DTSTART:20261123\nDTEND:20261124"), ["2026-11-23"]);
        assert_eq!(breaks("DTSTART:20261123\nDTEND:20261123"), ["2026-11-23"], "as some programs write one day");
        assert_eq!(breaks("DTSTART:20261123"), ["2026-11-23"]);
        assert_eq!(breaks("DTSTART:20261221\nDURATION:P2W"), ["2026-12-21–2027-01-03"]);
        assert_eq!(breaks("DTSTART:20261221\nDURATION:P0D"), ["2026-12-21"]);
    }

    #[test]
    fn midnights_are_days_where_the_event_says_so() {
        let outlook = "DTSTART;TZID=\"Mountain: Standard Time\":20261123T000000\nDTEND;TZID=X:20261125T000000";
        assert_eq!(breaks(&format!("{outlook}\nX-MICROSOFT-CDO-ALLDAYEVENT:TRUE")), ["2026-11-23–2026-11-24"]);
        assert_eq!(told(outlook)[0], ("not-a-break", "20261123T000000".to_owned()));
        assert_eq!(breaks("dtstart;value=date:20261123T000000"), ["2026-11-23"]);
    }

    #[test]
    fn what_repeats_is_followed_as_far_as_the_year_goes() {
        let veterans = "DTSTART;VALUE=DATE:20151111\nRRULE:FREQ=YEARLY";
        assert_eq!(breaks(veterans), ["2026-11-11"]);
        assert_eq!(read_in(&event(veterans), None).0.len(), 11, "ten years without a year");
        let fridays = "DTSTART:20260904\nRRULE:FREQ=WEEKLY;BYDAY=FR;UNTIL=20261002T035959Z\nEXDATE;VALUE=DATE:20260911,20260918";
        assert_eq!(breaks(fridays), ["2026-09-04", "2026-09-25", "2026-10-02"]);
        assert_eq!(
            breaks("DTSTART:20260904\nDURATION:P2D\nRRULE:FREQ=MONTHLY;COUNT=2;BYHOUR=8"),
            ["2026-09-04–2026-09-05", "2026-10-04–2026-10-05"]
        );
        assert_eq!(breaks("DTSTART:20260904\nRDATE;VALUE=DATE:20261002\nEXDATE:20260904"), ["2026-10-02"]);
        assert_eq!(breaks("DTSTART:20300101\nRRULE:FREQ=DAILY"), [""; 0], "after the year");
        assert_eq!(breaks("DTSTART:20260810\nDTEND:20260822\nRRULE:FREQ=YEARLY"), ["2026-08-10–2026-08-21"], "into the year");
    }

    #[test]
    fn a_changed_occurrence_takes_the_place_of_its_own() {
        let weekly = "BEGIN:VEVENT\nUID:a\nDTSTART:20260904\nRRULE:FREQ=WEEKLY;COUNT=3\nEND:VEVENT\n";
        let changed = |lines: &str| {
            let text = format!(
                "BEGIN:VCALENDAR\n{weekly}BEGIN:VEVENT\nUID:a\nRECURRENCE-ID;VALUE=DATE:20260911\n{lines}\nEND:VEVENT\nEND:VCALENDAR\n"
            );
            read_in(&text, YEAR).0
        };
        assert_eq!(changed("DTSTART:20260914"), ["2026-09-04", "2026-09-18", "2026-09-14"]);
        assert_eq!(changed("DTSTART:20260911"), ["2026-09-04", "2026-09-18", "2026-09-11"]);
        assert_eq!(changed("DTSTART:20260911\nSTATUS:CANCELLED"), ["2026-09-04", "2026-09-18"]);
        let later = "DTSTART:20260911\nRECURRENCE-ID;RANGE=THISANDFUTURE:20260911";
        assert_eq!(told(later), [("bad-value", "20260911".to_owned())]);
    }

    #[test]
    fn every_wrong_part_of_an_event_is_told_at_its_value() {
        let faults = told("DTSTART:20261301\nDTEND:20261340\nRRULE:FREQ=SOMETIMES\nEXDATE:20261101,x");
        let expected = ["20261301", "20261340", "FREQ=SOMETIMES", "20261101,x"];
        assert_eq!(faults, expected.map(|value| ("bad-value", value.to_owned())));
        for (lines, value) in [
            ("DTSTART:20261123\nDTEND:20261122", "20261122"),
            ("DTSTART:20261123\nDTEND:20261124T120000", "20261124T120000"),
            ("DTSTART:20261123\nDURATION:PT90M", "PT90M"),
            ("DTSTART:20261123\nDURATION:P5000000D", "P5000000D"),
            ("DTSTART:20261123\nRRULE:FREQ=SECONDLY", "FREQ=SECONDLY"),
            ("DTSTART:20261123\nRRULE:FREQ=DAILY;UNTIL=20261101", "FREQ=DAILY;UNTIL=20261101"),
            ("DTSTART:20261123\nRRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"),
            ("DTSTART:20261123\nRRULE:FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;INTERVAL=0"),
            ("DTSTART;VALUE=DATE;20261123", "DTSTART;VALUE=DATE;20261123"),
        ] {
            assert_eq!(told(lines), [("bad-value", value.to_owned())], "{lines}");
        }
        assert_eq!(told(&format!("DTSTART:20261123\nRRULE:FREQ=DAILY;BYMONTHDAY={}1", "1,".repeat(500))).len(), 1);
        assert_eq!(told("SUMMARY:Winter"), [("missing-field", "BEGIN:VEVENT".to_owned())]);
    }

    #[test]
    fn a_line_that_stands_twice_is_told_and_the_first_is_read() {
        let (breaks, told) = read_in(&event("DTSTART:20261123\nDTSTART:20261124"), YEAR);
        assert_eq!((breaks, told), (vec!["2026-11-23".to_owned()], vec![("bad-value", "20261124".to_owned())]));
    }

    #[test]
    fn a_file_without_its_frame_is_told_and_nothing_else_is_lost() {
        let whole = event("DTSTART:20261123");
        let cases = [
            ("id,name\nana,Ana\n".to_owned(), 0, ""),
            (whole.replace("BEGIN:VCALENDAR\n", ""), 1, ""),
            (whole.replace("END:VCALENDAR\n", ""), 1, "BEGIN:VCALENDAR"),
            (whole.replace("END:VEVENT\n", ""), 0, "BEGIN:VEVENT"),
            (whole.split("UID").next().unwrap_or_default().to_owned(), 0, "BEGIN:VEVENT"),
        ];
        for (text, count, place) in cases {
            let (breaks, told) = read_in(&text, YEAR);
            assert_eq!((breaks.len(), told), (count, vec![("bad-syntax", place.to_owned())]), "{text}");
        }
        assert_eq!(read_in(" \r\n", YEAR), (vec![], vec![]), "an empty file is an empty list");
    }

    #[test]
    fn rules_that_go_too_far_are_told_once() {
        let text = event("DTSTART:20260904\nRRULE:FREQ=DAILY");
        let block = Blocks::of(&text, 0, is_read).next().expect("an event");
        let mut reader = Reader::of(SourceId(0), YEAR);
        reader.left = 2;
        let days = reader.event(&block).expect("a sound event");
        assert!(reader.begins(&days).is_empty() && reader.begins(&days).is_empty());
        assert_eq!(reader.findings.iter().map(|finding| finding.kind.code).collect::<Vec<_>>(), ["too-large"]);
    }

    /// Lines that belong into an event, sound and broken.
    fn lines() -> impl Strategy<Value = String> {
        let value = prop_oneof![
            "(2026|2027|0000|9999)(0[0-9]|1[0-3])(0[0-9]|[12][0-9]|3[0-2])(T[0-9]{6}Z?)?",
            "[+-]?PT?[0-9]{1,12}[DWHM]",
            "FREQ=(YEARLY|MONTHLY|WEEKLY|DAILY|HOURLY)(;INTERVAL=(0|1|7|65535))?(;COUNT=[0-9]{1,10})?(;BYDAY=([+-]?[0-9]{0,2}(MO|FR|SU),?){1,3})?\
             (;BYMONTH=(1|12|13))?(;BYMONTHDAY=-?(0|30|31|99))?(;BYWEEKNO=-?(1|53))?(;BYYEARDAY=-?366)?(;BYSETPOS=-?[0-3])?(;WKST=SU)?(;UNTIL=2027[0-9]{4})?",
            "\\PC{0,20}",
        ];
        let name = "(DTSTART|DTEND|DURATION|RRULE|RDATE|EXDATE|RECURRENCE-ID|STATUS|SUMMARY|UID|BEGIN|END)(;VALUE=DATE|;TZID=\"a:b\"|;|;=)?";
        (name, ":?", value, "(\r\n|\n|\r|\r\n |\n\t)").prop_map(|(name, colon, value, end)| format!("{name}{colon}{value}{end}"))
    }

    proptest! {
        #[test]
        fn no_text_stops_the_reader(mut lines in prop::collection::vec(lines(), 0..8), from in 0_usize..6, cut in 0_usize..400) {
            lines.insert(from.min(lines.len()), "BEGIN:VEVENT\nDTSTART:20260904\n".to_owned());
            let text = format!("BEGIN:VCALENDAR\n{}END:VEVENT\nEND:VCALENDAR\n", lines.concat());
            let cut = (0..=cut.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
            for text in [text.as_str(), &text[..cut], &text[cut..]] {
                // Every place that is told lies in the text, and every record is found again.
                read_in_any(text);
            }
        }
    }

    fn read_in_any(text: &str) -> Told {
        let mut places = Vec::new();
        let _ = read((SourceId(0), text), &Mapping::default(), YEAR, &mut |entry| places.push(entry.place.offset));
        for offset in places {
            for key in [None, Some("from"), Some("until"), Some("label")] {
                let path = FieldPath { field: Field::Breaks.name(), nth: None, key: key.map(Into::into) };
                let span = find((SourceId(0), text), offset, Some(&path));
                assert!(text.get(span.start as usize..span.end as usize).is_some_and(|found| !found.is_empty()));
            }
        }
        read_in(text, YEAR)
    }
}
