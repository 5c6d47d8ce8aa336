//! Educators, teams, schools, initiatives, focuses and calendars as written.

use super::{Entries, Space, WrittenCalendar, WrittenCoach, WrittenCrosswalk, WrittenFocus, WrittenInitiative, WrittenTeam};
use jiff::civil::Date;

use crate::finding::At;
use crate::load::entry::Entry;
use crate::load::faults::{BAD_VALUE, MISSING_FIELD};
use crate::load::lists::{Field, MATCHES, TEAM_KINDS};
use crate::load::values;
use crate::model::calendar::{Break, Day};
use crate::model::names::Name;
use crate::model::people::{Educator, School};
use crate::model::read::{MAX_FTE, one_word};

impl Entries<'_> {
    /// The record's id; where it has none its other fields are checked, it is left out and `None` is given.
    pub(super) fn own_id_or_lose(&mut self, space: Space, entry: &Entry<'_>) -> Option<Name> {
        let name = self.own_id(entry);
        if name.is_none() {
            self.check_rest(None, entry, &[Field::Id]);
            self.lose(space, entry);
        }
        name
    }

    pub(super) fn educator(&mut self, entry: &Entry<'_>) {
        let Some(name) = self.own_id_or_lose(Space::Parties, entry) else { return };
        let mut educator = Educator::new(name, entry.place);
        let mut workplaces = Vec::new();
        for cell in entry.cells {
            match cell.field {
                Field::Schools => self.reader.names(entry, cell, &mut workplaces),
                Field::Name => educator.full_name = self.reader.name(entry, cell),
                Field::Role => {
                    let word = self.reader.parsed(entry, cell, one_word);
                    educator.role = word.and_then(|()| self.reader.name(entry, cell));
                }
                Field::Fte => educator.fte = self.reader.number(entry, cell, MAX_FTE).unwrap_or(values::SCALE),
                Field::Years => {
                    let years = self.reader.number(entry, cell, i64::MAX);
                    educator.years = years.map(|years| u8::try_from(years / values::SCALE).unwrap_or(u8::MAX));
                }
                Field::Evaluator | Field::Coach => {
                    let named = self.reader.reference(Some(name), entry, cell);
                    if cell.field == Field::Coach {
                        educator.coach = named;
                    } else {
                        educator.evaluator = named;
                    }
                }
                _ => self.reader.check(Some(name), entry, cell),
            }
        }
        self.parties.educators.push(educator);
        self.parties.workplaces.push(workplaces);
    }

    pub(super) fn school(&mut self, entry: &Entry<'_>) {
        let Some(name) = self.own_id_or_lose(Space::Parties, entry) else { return };
        let need = entry.find(Field::Need).copied().and_then(|cell| self.reader.number(entry, &cell, values::SCALE));
        self.check_rest(Some(name), entry, &[Field::Id, Field::Need]);
        self.parties.schools.push(School { name, place: entry.place, need });
    }

    pub(super) fn team(&mut self, entry: &Entry<'_>) {
        if self.required(entry, Field::Members).is_none() {
            self.own_id(entry);
            self.check_rest(None, entry, &[Field::Id]);
            return self.lose(Space::Parties, entry);
        }
        let Some(name) = self.own_id_or_lose(Space::Parties, entry) else { return };
        let mut team = WrittenTeam::new(name, entry.place);
        let (mut members, mut meetings) = (Vec::new(), Vec::new());
        for cell in entry.cells {
            match cell.field {
                Field::Members => self.reader.names(entry, cell, &mut members),
                Field::Meetings => self.reader.slots(entry, cell, &mut meetings),
                Field::Kind => {
                    team.is_network = self.reader.choice(entry, cell, TEAM_KINDS).is_some_and(|at| TEAM_KINDS[at] == "network");
                }
                Field::School => team.school = self.reader.name(entry, cell),
                Field::Facilitator => team.facilitator = self.reader.name(entry, cell),
                Field::Trained => team.trained = self.reader.flag(entry, cell),
                Field::InContract => team.in_contract = self.reader.flag(entry, cell).unwrap_or(true),
                _ => self.reader.check(Some(name), entry, cell),
            }
        }
        if members.is_empty() {
            return self.lose(Space::Parties, entry);
        }
        self.parties.teams.push(team);
        self.parties.members.push(members);
        self.parties.meetings.push(meetings);
    }

    pub(super) fn initiative(&mut self, entry: &Entry<'_>) {
        let school = self.required_name(entry, Field::School);
        let Some(name) = self.own_id_or_lose(Space::Initiatives, entry) else { return };
        let Some(school) = school else {
            self.check_rest(Some(name), entry, &[Field::Id, Field::School]);
            return self.lose(Space::Initiatives, entry);
        };
        let mut initiative = WrittenInitiative { name, place: entry.place, school, start: None, end: None };
        let (mut grades, mut focus, mut practice, mut supports) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for cell in entry.cells {
            match cell.field {
                Field::Id | Field::School => {}
                Field::Grades => self.reader.names(entry, cell, &mut grades),
                Field::Focus => self.reader.names(entry, cell, &mut focus),
                Field::Practice => self.reader.names(entry, cell, &mut practice),
                Field::Supports => self.reader.names(entry, cell, &mut supports),
                Field::Start => initiative.start = self.reader.date(entry, cell),
                Field::End => initiative.end = self.reader.date(entry, cell),
                _ => self.reader.check(Some(name), entry, cell),
            }
        }
        self.initiatives.list.push(initiative);
        self.initiatives.grades.push(grades);
        self.initiatives.focus.push(focus);
        self.initiatives.practice.push(practice);
        self.initiatives.supports.push(supports);
    }

    pub(super) fn focus(&mut self, entry: &Entry<'_>) {
        let Some(name) = self.own_id_or_lose(Space::Focuses, entry) else { return };
        let mut focus = WrittenFocus { name, place: entry.place, parent: None, aliases: Vec::new(), opposes: Vec::new() };
        for cell in entry.cells {
            match cell.field {
                Field::Parent => focus.parent = self.reader.name(entry, cell),
                Field::Aliases => self.reader.names(entry, cell, &mut focus.aliases),
                Field::Opposes => self.reader.names(entry, cell, &mut focus.opposes),
                _ => self.reader.check(Some(name), entry, cell),
            }
        }
        self.written_focuses.push(focus);
    }

    pub(super) fn crosswalk(&mut self, entry: &Entry<'_>) {
        let (from, to) = (self.required_name(entry, Field::From), self.required_name(entry, Field::To));
        let nearness = self.required(entry, Field::Match).copied().and_then(|cell| self.reader.choice(entry, &cell, MATCHES));
        if let (Some(from), Some(to), Some(nearness)) = (from, to, nearness) {
            self.crosswalks.push(WrittenCrosswalk { place: entry.place, from, to, exact: MATCHES[nearness] == "exact" });
        }
    }

    /// A calendar record. In a table, a row holds one break and one extra day in columns such as `breaks.from`.
    pub(super) fn calendar(&mut self, entry: &Entry<'_>) {
        let mut calendar =
            WrittenCalendar { party: None, place: entry.place, weekly: None, breaks: Vec::new(), days: Vec::new() };
        let (mut stop, mut extra) = ((None, None), (None, None));
        let (mut broken_breaks, mut broken_days) = (false, false);
        for cell in entry.cells {
            let before = self.reader.findings.len();
            match cell.field {
                Field::For => match self.reader.name(entry, cell) {
                    Some(party) => calendar.party = Some(party),
                    None => return,
                },
                Field::WeeklyHours => calendar.weekly = self.reader.weekly(entry, cell),
                Field::Breaks => self.reader.breaks(entry, cell, &mut stop, &mut calendar.breaks),
                Field::Days => self.reader.days(entry, cell, &mut extra, &mut calendar.days),
                _ => self.reader.check(None, entry, cell),
            }
            // What was wrong in a column has been told; its other columns make no break, or no day.
            let is_sound = self.reader.findings.len() == before;
            broken_breaks |= !is_sound && cell.field == Field::Breaks;
            broken_days |= !is_sound && cell.field == Field::Days;
        }
        let stop = if broken_breaks { (None, None) } else { stop };
        let extra = if broken_days { (None, None) } else { extra };
        self.calendar_columns(entry, stop, extra, &mut calendar);
        self.calendar.push(calendar);
    }

    /// The break and the extra day of a table's row.
    fn calendar_columns(
        &mut self,
        entry: &Entry<'_>,
        stop: (Option<Date>, Option<Date>),
        extra: (Option<Date>, Option<u32>),
        calendar: &mut WrittenCalendar,
    ) {
        if stop != (None, None) {
            match Break::of(stop) {
                Ok(stop) => calendar.breaks.push(stop),
                Err(why) => self.reader.findings.push(BAD_VALUE.at(entry.at(Field::Breaks), why)),
            }
        }
        match extra {
            (Some(date), Some(minutes)) => calendar.days.push((Day::of(date), minutes)),
            (None, None) => {}
            _ => self.reader.findings.push(MISSING_FIELD.at(entry.at(Field::Days), "an extra day needs `date` and `hours`")),
        }
    }

    /// A coach and her hours. Of several records of one coach the first counts.
    pub(super) fn coach(&mut self, entry: &Entry<'_>) {
        let educator = self.required(entry, Field::Educator).copied();
        let hours = self.required(entry, Field::HoursPerWeek).copied();
        let name = educator.and_then(|cell| self.reader.reference(None, entry, &cell));
        let minutes = hours.and_then(|cell| self.reader.minutes(entry, &cell));
        if let (Some(name), Some(minutes)) = (name, minutes) {
            self.coaches.push(WrittenCoach { name, place: entry.place, minutes });
        }
    }
}

/// The place of a focus's field, for its own faults.
pub(in crate::model) fn focus_place(focus: &WrittenFocus, field: Field, nth: Option<usize>) -> At {
    nth.map_or_else(|| At::field(focus.place, field.name()), |nth| At::element(focus.place, field.name(), nth))
}
