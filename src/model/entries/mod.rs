//! Entries → tables of what was meant, still with ids as written. Comes in: one entry after another. Goes out: written
//! records for `resolve`, where ids become what they name. A record with a wrong required field is left out here.

mod absorb;
mod credits;
mod items;
mod people;
mod requirements;
mod resources;

pub(super) use self::credits::{WrittenCredits, WrittenProvider};
pub(super) use self::people::focus_place;
pub(super) use self::requirements::{Asked, WrittenRequirements};
pub(super) use self::resources::{WrittenBudget, WrittenExpert};

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::activity::Activity;
use super::calendar::{Break, Day, Slot};
use super::decision::Decision;
use super::mark::Mark;
use super::names::Name;
use super::obligation::{Item, ItemId, Target};
use super::people::{EducatorId, InitiativeId, TeamId};
use super::read::{Reader, subject};
use super::rows::Rows;
use crate::load::Loaded;
use crate::load::entry::{Cell, Entry};
use crate::load::faults::{BAD_VALUE, MISSING_FIELD};
use crate::load::lists::{CHOICES, Field, List};
use crate::load::manifest::Manifest;
use crate::load::pack::Pack;
use crate::load::values;
use crate::source::Place;

/// Everything that was read, by list.
#[derive(Debug)]
pub(super) struct Entries<'m> {
    pub(super) manifest: &'m Manifest,
    /// The packs in force.
    pub(super) packs: &'m [Pack],
    pub(super) reader: Reader,
    pub(super) items: WrittenItems,
    pub(super) parties: WrittenParties,
    pub(super) initiatives: WrittenInitiatives,
    pub(super) written_focuses: Vec<WrittenFocus>,
    pub(super) crosswalks: Vec<WrittenCrosswalk>,
    pub(super) calendar: Vec<WrittenCalendar>,
    pub(super) coaches: Vec<WrittenCoach>,
    pub(super) experts: Vec<WrittenExpert>,
    pub(super) budgets: Vec<WrittenBudget>,
    pub(super) decisions: Vec<Decision>,
    pub(super) requirements: WrittenRequirements,
    pub(super) credits: WrittenCredits,
    pub(super) providers: Vec<WrittenProvider>,
    /// Ids of records that were left out; what names them is not blamed again.
    pub(super) lost: BTreeSet<(Space, Name)>,
}

/// The namespaces of ids.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Space {
    Items,
    Parties,
    Focuses,
    Initiatives,
    Providers,
}

/// Obligations and activities as written. Rows are numbered as the items here.
#[derive(Debug, Default)]
pub(super) struct WrittenItems {
    pub(super) items: Vec<Item>,
    pub(super) owners: Vec<Option<Name>>,
    pub(super) supports: Rows<ItemId, Name>,
    pub(super) requires: Rows<ItemId, Name>,
    pub(super) conflicts: Rows<ItemId, Name>,
    pub(super) focus: Rows<ItemId, Name>,
    pub(super) practice: Rows<ItemId, Name>,
    pub(super) slots: Rows<ItemId, Slot>,
    pub(super) audience: Rows<ItemId, Name>,
    pub(super) chosen_by: Rows<ItemId, Name>,
    pub(super) targets: Vec<(ItemId, Target)>,
    pub(super) activities: Vec<Activity>,
    /// What goals said when others were read against them.
    pub(super) marks: Vec<Mark>,
    /// The framework that a finding's bare focus is read with.
    pub(super) frameworks: Vec<(ItemId, Name)>,
    pub(super) tags: Rows<ItemId, Name>,
    /// Who coaches in an activity.
    pub(super) coached: Vec<(ItemId, Name)>,
    /// In which school an activity takes place.
    pub(super) sites: Vec<(ItemId, Name)>,
    /// Who provides an activity.
    pub(super) providers: Vec<(ItemId, Name)>,
    /// What an activity costs, and what pays for it.
    pub(super) costs: Vec<(ItemId, i64)>,
    pub(super) funds: Vec<(ItemId, Name)>,
    /// What an activity follows up.
    pub(super) follow_ups: Vec<(ItemId, Name)>,
}

/// Educators, teams and schools as written.
#[derive(Debug, Default)]
pub(super) struct WrittenParties {
    pub(super) educators: Vec<super::people::Educator>,
    pub(super) workplaces: Rows<EducatorId, Name>,
    pub(super) schools: Vec<super::people::School>,
    pub(super) teams: Vec<WrittenTeam>,
    pub(super) members: Rows<TeamId, Name>,
    pub(super) meetings: Rows<TeamId, Slot>,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct WrittenTeam {
    pub(super) name: Name,
    pub(super) place: Place,
    pub(super) is_network: bool,
    pub(super) trained: Option<bool>,
    pub(super) in_contract: bool,
    pub(super) school: Option<Name>,
    pub(super) facilitator: Option<Name>,
}

impl WrittenTeam {
    /// A team of which nothing else is known.
    pub(super) fn new(name: Name, place: Place) -> Self {
        Self { name, place, is_network: false, trained: None, in_contract: true, school: None, facilitator: None }
    }
}

#[derive(Clone, Copy, Debug)]
pub(super) struct WrittenCoach {
    pub(super) name: Name,
    pub(super) place: Place,
    pub(super) minutes: u32,
}

#[derive(Debug, Default)]
pub(super) struct WrittenInitiatives {
    pub(super) list: Vec<WrittenInitiative>,
    pub(super) grades: Rows<InitiativeId, Name>,
    pub(super) focus: Rows<InitiativeId, Name>,
    pub(super) practice: Rows<InitiativeId, Name>,
    pub(super) supports: Rows<InitiativeId, Name>,
}

#[derive(Debug)]
pub(super) struct WrittenInitiative {
    pub(super) name: Name,
    pub(super) place: Place,
    pub(super) school: Name,
    pub(super) start: Option<Date>,
    pub(super) end: Option<Date>,
}

#[derive(Debug)]
pub(super) struct WrittenFocus {
    pub(super) name: Name,
    pub(super) place: Place,
    pub(super) parent: Option<Name>,
    pub(super) aliases: Vec<Name>,
    pub(super) opposes: Vec<Name>,
}

#[derive(Debug)]
pub(super) struct WrittenCrosswalk {
    pub(super) place: Place,
    pub(super) from: Name,
    pub(super) to: Name,
    pub(super) exact: bool,
}

#[derive(Debug)]
pub(super) struct WrittenCalendar {
    pub(super) party: Option<Name>,
    pub(super) place: Place,
    pub(super) weekly: Option<u32>,
    pub(super) breaks: Vec<Break>,
    pub(super) days: Vec<(Day, u32)>,
}

impl<'m> Entries<'m> {
    pub(super) fn new(loaded: &'m Loaded) -> Self {
        let manifest = &loaded.manifest;
        Self {
            manifest,
            packs: &loaded.packs,
            reader: Reader::new(manifest.year.map(days)),
            items: WrittenItems::default(),
            parties: WrittenParties::default(),
            initiatives: WrittenInitiatives::default(),
            written_focuses: Vec::new(),
            crosswalks: Vec::new(),
            calendar: Vec::new(),
            coaches: Vec::new(),
            experts: Vec::new(),
            budgets: Vec::new(),
            decisions: Vec::new(),
            requirements: WrittenRequirements::default(),
            credits: WrittenCredits::default(),
            providers: Vec::new(),
            lost: BTreeSet::new(),
        }
    }

    /// Takes a record in.
    pub(super) fn take(&mut self, entry: &Entry<'_>) {
        if entry.left_out {
            return self.lose_broken(entry);
        }
        match entry.list {
            List::Educators => self.educator(entry),
            List::Schools => self.school(entry),
            List::Teams => self.team(entry),
            List::IndividualPlans | List::PlcGoals | List::SchoolImprovementGoals | List::DistrictGoals => self.goal(entry),
            List::EvaluationFindings => self.finding(entry),
            List::RelicensureRequirements => self.requirement(entry),
            List::Activities => self.activity(entry),
            List::Focuses => self.focus(entry),
            List::Crosswalks => self.crosswalk(entry),
            List::Calendar => self.calendar(entry),
            List::Initiatives => self.initiative(entry),
            List::Decisions => self.decision(entry),
            List::Providers => self.provider(entry),
            List::Coaches => self.coach(entry),
            List::Credits => self.credit(entry),
            List::Expertise => self.expert(entry),
            List::Budgets => self.budget(entry),
        }
    }

    /// A required field, or the finding that it is missing.
    fn required<'e, 'a>(&mut self, entry: &'e Entry<'a>, field: Field) -> Option<&'e Cell<'a>> {
        let cell = entry.find(field);
        if cell.is_none() {
            let message = format!("a record of {} has no {}; it is left out", entry.list.name(), field.name());
            self.reader.findings.push(MISSING_FIELD.at(entry.at(field), message).items(subject(entry, field)));
        }
        cell
    }

    fn required_name(&mut self, entry: &Entry<'_>, field: Field) -> Option<Name> {
        let cell = *self.required(entry, field)?;
        self.reader.name(entry, &cell)
    }

    /// The record's own id, checked; `None`, with a finding, where it has none that can stand.
    fn own_id(&mut self, entry: &Entry<'_>) -> Option<Name> {
        let cell = *self.required(entry, Field::Id)?;
        self.id_in(entry, &cell)
    }

    fn id_in<'a>(&mut self, entry: &Entry<'a>, cell: &Cell<'a>) -> Option<Name> {
        let text = self.reader.text(entry, cell)?;
        match values::id(text) {
            Ok(()) => Some(self.reader.names.intern(text)),
            Err(why) => {
                self.reader.findings.push(BAD_VALUE.at(entry.at(cell.field), why).items(subject(entry, cell.field)));
                None
            }
        }
    }

    /// Remembers that a record with this id was left out.
    fn lose(&mut self, space: Space, entry: &Entry<'_>) {
        if let Some(id) = entry.find(Field::Id).and_then(Cell::text) {
            let name = self.reader.names.intern(id);
            self.lost.insert((space, name));
        }
    }

    /// Remembers a record of which nothing but the id can be trusted.
    fn lose_broken(&mut self, entry: &Entry<'_>) {
        let space = match entry.list {
            List::Educators | List::Schools | List::Teams => Space::Parties,
            List::Focuses => Space::Focuses,
            List::Initiatives => Space::Initiatives,
            List::Providers => Space::Providers,
            _ => Space::Items,
        };
        self.lose(space, entry);
    }

    /// Reads the fields that nobody asks for yet, for their faults.
    fn check_rest(&mut self, owner: Option<Name>, entry: &Entry<'_>, read: &[Field]) {
        for cell in entry.cells.iter().filter(|cell| !read.contains(&cell.field)) {
            self.reader.check(owner, entry, cell);
        }
    }

    fn decision(&mut self, entry: &Entry<'_>) {
        let until = self.required(entry, Field::Until).copied().and_then(|cell| self.reader.date(entry, &cell));
        let (choice, reason) = (self.required(entry, Field::Choice).copied(), self.required(entry, Field::Reason).is_some());
        let choice = choice.and_then(|cell| self.reader.choice(entry, &cell, CHOICES));
        let word = |reader: &mut Reader, field| entry.find(field).and_then(|cell| reader.text(entry, cell)).map(str::to_owned);
        let (finding, rule) = (word(&mut self.reader, Field::Finding), word(&mut self.reader, Field::Rule));
        let mut items = Vec::new();
        if let Some(cell) = entry.find(Field::Items) {
            self.reader.each(entry, cell, |_, _, word| items.push(word.to_owned()));
        }
        items.sort();
        self.check_rest(None, entry, &[Field::Until, Field::Choice, Field::Finding, Field::Rule, Field::Items]);
        if finding.is_none() && (rule.is_none() || items.is_empty()) {
            let message = "a decision names a finding, or a rule and its items; it settles nothing";
            let field = if rule.is_none() { Field::Finding } else { Field::Items };
            self.reader.findings.push(MISSING_FIELD.at(entry.at(field), message));
        } else if let (Some(until), Some(choice), true) = (until, choice, reason) {
            let rule = rule.filter(|_| !items.is_empty()).map(|rule| (rule, items));
            self.decisions.push(Decision { place: entry.place, choice: CHOICES[choice], finding, rule, until });
        }
    }
}

/// First and last day of a year.
fn days((start, end): (Date, Date)) -> (Day, Day) {
    (Day::of(start), Day::of(end))
}
