//! Goals, findings, requirements and activities as written.

use super::{Entries, Space};
use crate::load::entry::{Cell, Entry};
use crate::load::faults::{BAD_VALUE, MISSING_FIELD};
use crate::load::lists::{ACTIVITY_KINDS, COMPONENTS, DESIGNS, Field, List, PLAN_TYPES, PURPOSES, STATUSES};
use crate::load::values::{self, duration};
use crate::model::activity::{Activity, Component, Design};
use crate::model::calendar::{NO_BREAKS, Slot};
use crate::model::faults::HOURS_DISAGREE;
use crate::model::mark::{self, Mark};
use crate::model::names::Name;
use crate::model::obligation::{Blank, Item, ItemId, ItemKind, Purpose, Target, observed};
use crate::model::read::{one_word, subject};

/// The list fields of one item, gathered while its cells are read.
#[derive(Default)]
struct Links {
    supports: Vec<Name>,
    requires: Vec<Name>,
    conflicts: Vec<Name>,
    focus: Vec<Name>,
    practice: Vec<Name>,
    slots: Vec<Slot>,
    audience: Vec<Name>,
    chosen_by: Vec<Name>,
    tags: Vec<Name>,
    reviewed: Vec<(Name, u64)>,
}

/// An activity while its cells are read.
struct Draft {
    item: Item,
    activity: Activity,
    links: Links,
}

/// The word of `funding` for money under Title II, Part A of the federal act (ESSA).
const TITLE_II_A: &str = "title_ii_a";

impl Entries<'_> {
    /// Adds an item and its lists; the next number is its own.
    fn add(&mut self, item: Item, owner: Option<Name>, links: Links) -> ItemId {
        let items = &mut self.items;
        let id = ItemId(items.items.len() as u32);
        items.items.push(item);
        items.owners.push(owner);
        items.supports.push(links.supports);
        items.requires.push(links.requires);
        items.conflicts.push(links.conflicts);
        items.focus.push(links.focus);
        items.practice.push(links.practice);
        items.slots.push(links.slots);
        items.audience.push(links.audience);
        items.chosen_by.push(links.chosen_by);
        items.tags.push(links.tags);
        items.marks.extend(links.reviewed.into_iter().map(|(parent, print)| Mark { child: id, parent, print }));
        id
    }

    /// Adds an item of an educator without lists.
    pub(super) fn add_plain(&mut self, item: Item, owner: Name) -> ItemId {
        self.add(item, Some(owner), Links::default())
    }

    pub(super) fn goal(&mut self, entry: &Entry<'_>) {
        let (kind, owner_field) = match entry.list {
            List::IndividualPlans => (ItemKind::IndividualPlan, Some(Field::Educator)),
            List::PlcGoals => (ItemKind::PlcGoal, Some(Field::Team)),
            List::SchoolImprovementGoals => (ItemKind::SchoolGoal, Some(Field::School)),
            _ => (ItemKind::DistrictGoal, None),
        };
        let name = self.own_id(entry);
        let owner = owner_field.map(|field| self.required_name(entry, field));
        let (Some(name), false) = (name, owner == Some(None)) else {
            self.check_rest(None, entry, &[Field::Id, Field::Educator, Field::Team, Field::School]);
            return self.lose(Space::Items, entry);
        };
        let mut item = Item::blank(name, entry.place, kind);
        item.blank = Blank { text: true, due: true, why: false };
        let mut links = Links::default();
        let mut target = None;
        for cell in entry.cells {
            self.goal_cell(entry, cell, &mut item, &mut links, &mut target);
        }
        self.tell_period(entry, &mut item);
        let id = self.add(item, owner.flatten(), links);
        self.items.targets.extend(target.map(|target| (id, target)));
    }

    fn goal_cell(&mut self, entry: &Entry<'_>, cell: &Cell<'_>, item: &mut Item, links: &mut Links, target: &mut Option<Target>) {
        let reader = &mut self.reader;
        match cell.field {
            Field::Id | Field::Educator | Field::Team | Field::School => {}
            Field::Text => item.blank.text = reader.text(entry, cell).is_none(),
            Field::Purpose => item.purpose = reader.choice(entry, cell, PURPOSES).map(|at| Purpose::ALL[at]),
            Field::Focus => reader.names(entry, cell, &mut links.focus),
            Field::Practice => reader.names(entry, cell, &mut links.practice),
            Field::Start => item.start = reader.date(entry, cell),
            Field::Due => {
                item.due = reader.date(entry, cell);
                item.blank.due = false;
            }
            Field::Hours => item.minutes = reader.minutes(entry, cell),
            Field::Supports => reader.names(entry, cell, &mut links.supports),
            Field::Requires => reader.names(entry, cell, &mut links.requires),
            Field::Conflicts => reader.names(entry, cell, &mut links.conflicts),
            Field::Status => item.active = reader.choice(entry, cell, STATUSES).is_none_or(|at| STATUSES[at] == "active"),
            Field::Free => item.free = reader.flag(entry, cell).unwrap_or(false),
            Field::Private => item.private |= reader.flag(entry, cell).unwrap_or(false),
            Field::Type => {
                item.corrective = reader.choice(entry, cell, PLAN_TYPES).is_some_and(|at| PLAN_TYPES[at] == "corrective");
                item.private |= item.corrective;
            }
            Field::Target => {
                let none = Target { metric: None, group: None, min: None, max: None, by: None };
                reader.target(entry, cell, target.get_or_insert(none));
            }
            Field::Reviewed => reader.each(entry, cell, |reader, nth, word| match mark::parse(word) {
                Ok((parent, print)) => links.reviewed.push((reader.names.intern(parent), print)),
                Err(why) => reader.fault(entry, Field::Reviewed, Some(nth), None, why),
            }),
            Field::Continued => item.continued = reader.text(entry, cell).is_some_and(|text| values::flag(text) != Ok(false)),
            _ => reader.check(Some(item.name), entry, cell),
        }
    }

    pub(super) fn finding(&mut self, entry: &Entry<'_>) {
        let (owner, focus) = (self.required_name(entry, Field::Educator), self.required_name(entry, Field::Focus));
        let date = entry.find(Field::Date).and_then(|cell| self.reader.date(entry, cell));
        let framework = entry.find(Field::Framework).copied().and_then(|cell| {
            self.reader.parsed(entry, &cell, one_word)?;
            self.reader.name(entry, &cell)
        });
        let own = entry.find(Field::Id).copied().and_then(|cell| self.id_in(entry, &cell));
        self.check_rest(own, entry, &[Field::Educator, Field::Focus, Field::Date, Field::Framework, Field::Id]);
        let (Some(owner), Some(focus)) = (owner, focus) else { return self.lose(Space::Items, entry) };
        let name = own.unwrap_or_else(|| {
            let names = &self.reader.names;
            let day = date.map(|day| format!("@{day}")).unwrap_or_default();
            let id = format!("{}/{}{day}", names.get(owner), names.get(focus));
            self.reader.names.intern(&id)
        });
        let mut item = Item::blank(name, entry.place, ItemKind::Finding);
        item.detail = date.map_or(0, observed);
        let id = self.add(item, Some(owner), Links { focus: vec![focus], ..Links::default() });
        self.items.frameworks.extend(framework.map(|framework| (id, framework)));
    }

    pub(super) fn activity(&mut self, entry: &Entry<'_>) {
        let Some(name) = self.own_id(entry) else {
            self.check_rest(None, entry, &[Field::Id]);
            return self.lose(Space::Items, entry);
        };
        let mut item = Item::blank(name, entry.place, ItemKind::Activity);
        item.blank.why = true;
        item.detail = self.items.activities.len() as u32;
        let mut draft = Draft { item, activity: Activity::default(), links: Links::default() };
        for cell in entry.cells {
            self.activity_cell(entry, cell, &mut draft);
        }
        let Draft { mut item, activity, links } = draft;
        self.tell_disagreement(entry, &item, &links.slots);
        self.tell_period(entry, &mut item);
        self.items.activities.push(activity);
        self.add(item, None, links);
    }

    fn activity_cell(&mut self, entry: &Entry<'_>, cell: &Cell<'_>, draft: &mut Draft) {
        let (reader, Draft { item, activity, links }) = (&mut self.reader, draft);
        match cell.field {
            Field::Id => {}
            Field::Kind => {
                activity.duty = reader.choice(entry, cell, ACTIVITY_KINDS).is_some_and(|at| ACTIVITY_KINDS[at] == "duty");
            }
            Field::Focus => reader.names(entry, cell, &mut links.focus),
            Field::Sessions => reader.slots(entry, cell, &mut links.slots),
            Field::Hours => item.minutes = reader.minutes(entry, cell),
            Field::Start => item.start = reader.date(entry, cell),
            Field::Due => item.due = reader.date(entry, cell),
            Field::RequiredOf => reader.names(entry, cell, &mut links.audience),
            Field::Serves => reader.names(entry, cell, &mut links.supports),
            Field::ChosenBy => reader.names(entry, cell, &mut links.chosen_by),
            Field::Tags => reader.names(entry, cell, &mut links.tags),
            Field::Why => item.blank.why = reader.text(entry, cell).is_none(),
            Field::InContract => activity.in_contract = reader.flag(entry, cell).unwrap_or(true),
            Field::Released => activity.released = reader.flag(entry, cell).unwrap_or(false),
            Field::Evaluative => activity.evaluative = reader.flag(entry, cell).unwrap_or(false),
            Field::Design => activity.design = reader.choice(entry, cell, DESIGNS).map(|at| Design::ALL[at]),
            Field::Component => activity.component = reader.choice(entry, cell, COMPONENTS).map(|at| Component::ALL[at]),
            Field::Funding => {
                let word = reader.parsed(entry, cell, one_word).and_then(|()| reader.text(entry, cell));
                activity.title_ii_a = word.is_some_and(|word| word.eq_ignore_ascii_case(TITLE_II_A));
                let own = ItemId(self.items.items.len() as u32);
                self.items.funds.extend(word.map(|word| (own, reader.names.intern(word))));
            }
            Field::Cost => {
                let own = ItemId(self.items.items.len() as u32);
                self.items.costs.extend(reader.number(entry, cell, i64::MAX).map(|cost| (own, cost)));
            }
            Field::Provider => {
                let own = ItemId(self.items.items.len() as u32);
                self.items.providers.extend(reader.name(entry, cell).map(|name| (own, name)));
            }
            Field::Coach | Field::School | Field::FollowUpOf => {
                let named = reader.reference(Some(item.name), entry, cell);
                let pairs = match cell.field {
                    Field::Coach => &mut self.items.coached,
                    Field::School => &mut self.items.sites,
                    _ => &mut self.items.follow_ups,
                };
                let own = ItemId(self.items.items.len() as u32);
                pairs.extend(named.map(|name| (own, name)));
            }
            _ => reader.check(Some(item.name), entry, cell),
        }
    }

    /// Sessions win over `hours`; where both are given and differ, that is told.
    fn tell_disagreement(&mut self, entry: &Entry<'_>, item: &Item, slots: &[Slot]) {
        let (Some(hours), false) = (item.minutes, slots.is_empty()) else { return };
        let sessions: u64 = slots.iter().map(|slot| slot.total(&NO_BREAKS)).sum();
        if sessions != u64::from(hours) {
            let id = self.reader.names.get(item.name);
            let message = format!(
                "the sessions of {id} take {} and its hours say {}; the sessions count",
                duration(sessions),
                duration(u64::from(hours))
            );
            let finding = HOURS_DISAGREE.at(entry.at(Field::Hours), message).items([id]);
            self.reader.findings.push(finding.figure("session_minutes", sessions).figure("hours_minutes", hours));
        }
    }

    /// What begins after it is due has no time at all: that is told, and its start is not read.
    fn tell_period(&mut self, entry: &Entry<'_>, item: &mut Item) {
        if let (Some(start), Some(due)) = (item.start, item.due)
            && due < start
        {
            let id = self.reader.names.get(item.name);
            let message = format!("{id} starts on {start}, after it is due on {due}; its start is not read");
            self.reader.findings.push(BAD_VALUE.at(entry.at(Field::Start), message).items(subject(entry, Field::Start)));
            item.start = None;
        }
    }

    /// Tells that recurring meetings have no year to recur in.
    pub(in crate::model) fn tell_year(&mut self) {
        if let (Some(place), None) = (self.reader.unbounded, self.manifest.year) {
            let message =
                "a recurring meeting needs the `year` of district.yaml, or its own `from` and `until`; it was not counted";
            self.reader.findings.push(MISSING_FIELD.at(place, message));
        }
    }
}
