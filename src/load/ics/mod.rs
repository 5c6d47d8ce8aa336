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
use self::recurrence::REACH;
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
    let mut reader =
        Reader { source, year, replaced: replaced(source, text), timed: Vec::new(), left: REACH, findings: Findings::new() };
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
    let value = field.and_then(|path| properties?.place(path.key));
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
    findings: Findings,
}

impl Reader {
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
            let enough = self.left >= 0;
            match rule.days(self.year, &mut self.left) {
                Ok(found) => begins.extend(found.into_iter().filter(|from| !over(*from))),
                Err(stop) => {
                    self.findings.extend(enough.then(|| stop.told(rule.span)));
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
        let finding = faults::NOT_A_BREAK.at(*first, message).figure("events", count as i64);
        let shown = others.iter().take(SHOWN - 1);
        self.findings.push(shown.fold(finding, |finding, span| finding.also(*span, "")));
    }
}
