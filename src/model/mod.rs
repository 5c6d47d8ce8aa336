//! Entries → a district that makes sense. Comes in: records as written. Goes out: educators, teams, schools,
//! obligations and activities that know each other, and every fault of what is meant. What is in a `District`
//! has been checked: ids are resolved, dates are days, no field needs asking twice.

/// What an activity is.
pub mod activity;
/// Days, breaks, sessions.
pub mod calendar;
/// Units earned, and who provides them.
pub mod credit;
/// What was decided about findings.
pub mod decision;
/// What activities earn.
pub mod earning;
/// Kinds of fault of this stage.
pub mod faults;
/// Focuses and how near they are.
pub mod focus;
/// What is one educator's.
pub mod hers;
/// What goals said when they were read.
pub mod mark;
/// Ids as numbers.
pub mod names;
/// Obligations of every kind.
pub mod obligation;
/// Educators, teams, schools, initiatives.
pub mod people;
/// What a licence asks.
pub mod requirement;
/// Expertise and money.
pub mod resources;
/// Many short lists.
pub mod rows;
/// Whom and what an id names.
pub mod subject;
/// A district without what some may not know.
pub mod without;

mod below;
mod entries;
mod parallel;
mod read;
mod resolve;

pub use self::subject::{Party, Subject};

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use rayon::prelude::*;

use self::activity::{Activity, Audience};
use self::calendar::{Calendar, Day, Slot};
use self::credit::{Credits, Provider};
use self::decision::{Decision, InForce};
use self::earning::Fits;
use self::focus::{FocusId, Focuses};
use self::mark::Mark;
use self::names::{Name, Names, natural};
use self::obligation::{Item, ItemId, Target};
use self::people::{Coach, Educator, EducatorId, Initiative, InitiativeId, School, SchoolId, Team, TeamId};
use self::requirement::{InUse, Requirement, RequirementId};
use self::resources::{Budget, Expert};
use self::rows::{Key, Rows};
use crate::finding::Findings;
use crate::load::lists::List;
use crate::load::{self, Loaded};

/// A district, valid by construction.
#[derive(Clone, Debug)]
pub struct District {
    /// Its id.
    pub id: String,
    /// The day for which it is checked.
    pub as_of: Date,
    /// First and last day of the school year, where the manifest says them.
    pub year: Option<(Day, Day)>,
    /// Every id.
    pub names: Names,
    /// Every focus.
    pub focuses: Focuses,
    /// Educators, in reading order.
    pub educators: Vec<Educator>,
    /// Schools, in reading order.
    pub schools: Vec<School>,
    /// Teams, in reading order.
    pub teams: Vec<Team>,
    /// Obligations and activities, in reading order.
    pub items: Vec<Item>,
    /// What is particular to activities.
    pub activities: Vec<Activity>,
    /// Targets of goals.
    pub targets: Vec<(ItemId, Target)>,
    /// What goals said when others were read against them, by the goal that carries the mark.
    pub marks: Vec<Mark>,
    /// Initiatives, in reading order.
    pub initiatives: Vec<Initiative>,
    /// Breaks and learning time.
    pub calendar: Calendar,
    /// Coaches and the time they have.
    pub coaches: Vec<Coach>,
    /// Those who offer colleagues what they know, in reading order.
    pub experts: Vec<Expert>,
    /// Money set aside for goals, in reading order.
    pub budgets: Vec<Budget>,
    /// What licences may ask: the packs in force, then the own rules of requirements.
    pub packs: Vec<InUse>,
    /// Requirements of licences, in reading order.
    pub requirements: Vec<Requirement>,
    /// Who provides learning, by their names.
    pub providers: Vec<Provider>,
    /// What was decided.
    pub decisions: Vec<Decision>,
    /// What of it holds on the day for which the district is checked.
    pub in_force: InForce,
    /// Lists that are there and were read whole.
    pub lists: BTreeSet<List>,
    /// Ids of records that were left out.
    left_out: BTreeSet<Name>,
    credits: Credits,
    links: Links,
    index: Index,
    fits: Fits,
    parties: Vec<Option<Party>>,
    by_name: Vec<Option<ItemId>>,
    /// The place of each item in the natural order of their ids.
    rank: Vec<u32>,
}

/// What stands in the list fields of items, row by row.
#[derive(Clone, Debug, Default)]
struct Links {
    supports: Rows<ItemId, ItemId>,
    requires: Rows<ItemId, ItemId>,
    conflicts: Rows<ItemId, ItemId>,
    focus: Rows<ItemId, FocusId>,
    practice: Rows<ItemId, FocusId>,
    slots: Rows<ItemId, Slot>,
    tags: Rows<ItemId, Name>,
    /// Who coaches in which activity, where one takes place, and which have a follow-up; each ascending.
    coached: Vec<(EducatorId, ItemId)>,
    sites: Vec<(ItemId, SchoolId)>,
    /// Who provides an activity, ascending.
    providers: Vec<(ItemId, Name)>,
    /// What an activity costs and what pays for it, ascending.
    costs: Vec<(ItemId, i64)>,
    funds: Vec<(ItemId, Name)>,
    /// Key and answer.
    profile: Rows<RequirementId, (Name, Name)>,
    followed: BTreeSet<ItemId>,
    audience: Rows<ItemId, Audience>,
    meetings: Rows<TeamId, Slot>,
    members: Rows<TeamId, EducatorId>,
    workplaces: Rows<EducatorId, SchoolId>,
    pursued: Rows<InitiativeId, FocusId>,
    methods: Rows<InitiativeId, FocusId>,
    carried: Rows<InitiativeId, ItemId>,
    allied: Rows<InitiativeId, InitiativeId>,
    grades: Rows<InitiativeId, Name>,
}

/// The links the other way round, and lists by owner.
#[derive(Clone, Debug, Default)]
struct Index {
    supported_by: Rows<ItemId, ItemId>,
    own: Rows<EducatorId, ItemId>,
    of_team: Rows<TeamId, ItemId>,
    of_school: Rows<SchoolId, ItemId>,
    of_district: Vec<ItemId>,
    teams: Rows<EducatorId, TeamId>,
    facilitated: Rows<EducatorId, TeamId>,
    staff: Rows<SchoolId, EducatorId>,
    chosen: Rows<EducatorId, ItemId>,
    requirements: Rows<EducatorId, RequirementId>,
    required_of_educator: Rows<EducatorId, ItemId>,
    required_of_team: Rows<TeamId, ItemId>,
    required_of_school: Rows<SchoolId, ItemId>,
    required_of_role: Vec<(Name, ItemId)>,
    required_of_all: Vec<ItemId>,
    /// Whose each initiative is.
    initiatives: BTreeMap<Name, SchoolId>,
    providers: BTreeSet<Name>,
}

impl District {
    /// What the district is called above a result: its id, where it has one.
    pub fn title(&self) -> &str {
        if self.id.is_empty() { "a district without an id" } else { &self.id }
    }

    /// Makes sense of everything that was opened. `as_of` is the day for which the district is checked. Parts of the
    /// input are read in parallel and put together in their order. O(records).
    pub fn resolve(loaded: &Loaded, as_of: Date) -> (Self, Findings) {
        let parts = loaded.parts();
        let take = |part: &load::parts::Part| {
            let mut entries = entries::Entries::new(loaded);
            let read = loaded.entries(part, &mut |entry| entries.take(entry));
            (entries, read)
        };
        let (mut entries, mut read) = (entries::Entries::new(loaded), loaded.nothing_read());
        parallel::in_order(&parts, &take, &mut |(part, faults)| {
            entries.absorb(part);
            read.add(faults);
        });
        let (district, mut findings) = resolve::resolve(entries, &read, &loaded.manifest, as_of);
        findings.extend(read.findings);
        (district, findings)
    }

    /// The item of this number.
    pub fn item(&self, id: ItemId) -> &Item {
        &self.items[id.row()]
    }

    /// All items by number.
    pub fn item_ids(&self) -> impl Iterator<Item = ItemId> + use<> {
        (0..self.items.len() as u32).map(ItemId)
    }

    /// The id of an item, as written.
    pub fn item_name(&self, id: ItemId) -> &str {
        self.names.get(self.item(id).name)
    }

    /// Where an item stands in the natural order of all ids.
    pub fn rank(&self, id: ItemId) -> u32 {
        self.rank[id.row()]
    }

    /// Ranks every item once, so that no list of one educator compares texts. O(n log n); O(n) where files are sorted.
    fn rank_items(&mut self) {
        let mut order: Vec<ItemId> = self.item_ids().collect();
        order.par_sort_by(|a, b| natural(self.item_name(*a), self.item_name(*b)));
        self.rank = vec![0; order.len()];
        for (item, rank) in order.iter().zip(0..) {
            self.rank[item.row()] = rank;
        }
    }

    /// The educator of this number.
    pub fn educator(&self, id: EducatorId) -> &Educator {
        &self.educators[id.row()]
    }

    /// All educators by number.
    pub fn educator_ids(&self) -> impl Iterator<Item = EducatorId> + use<> {
        (0..self.educators.len() as u32).map(EducatorId)
    }

    /// The id of an educator, as written.
    pub fn educator_name(&self, id: EducatorId) -> &str {
        self.names.get(self.educator(id).name)
    }

    /// The team of this number.
    pub fn team(&self, id: TeamId) -> &Team {
        &self.teams[id.row()]
    }

    /// The school of this number.
    pub fn school(&self, id: SchoolId) -> &School {
        &self.schools[id.row()]
    }

    /// The id of a school, as written.
    pub fn school_name(&self, id: SchoolId) -> &str {
        self.names.get(self.school(id).name)
    }

    /// The item that an id names.
    pub fn find_item(&self, id: &str) -> Option<ItemId> {
        let named = || self.by_name.get(self.names.find(id)?.0 as usize).copied().flatten();
        named().or_else(|| self.find_rule(id))
    }

    /// The educator, team or school that an id names.
    pub fn find_party(&self, id: &str) -> Option<Party> {
        self.party(self.names.find(id)?)
    }

    /// The educator, team or school of a name.
    pub fn party(&self, name: Name) -> Option<Party> {
        self.parties.get(name.0 as usize).copied().flatten()
    }

    /// What an item supports or serves directly, a requirement standing as its rules.
    pub fn supports(&self, id: ItemId) -> &[ItemId] {
        self.links.supports.of(id)
    }

    /// What supports or serves an item directly.
    pub fn supported_by(&self, id: ItemId) -> &[ItemId] {
        self.index.supported_by.of(id)
    }

    /// What an item requires first.
    pub fn requires(&self, id: ItemId) -> &[ItemId] {
        self.links.requires.of(id)
    }

    /// What an item is declared to conflict with.
    pub fn conflicts(&self, id: ItemId) -> &[ItemId] {
        self.links.conflicts.of(id)
    }

    /// The focuses of an item.
    pub fn focus(&self, id: ItemId) -> &[FocusId] {
        self.links.focus.of(id)
    }

    /// The practices of an item.
    pub fn practice(&self, id: ItemId) -> &[FocusId] {
        self.links.practice.of(id)
    }

    /// The meetings of a team.
    pub fn meetings(&self, id: TeamId) -> &[Slot] {
        self.links.meetings.of(id)
    }

    /// The members of a team.
    pub fn members(&self, id: TeamId) -> &[EducatorId] {
        self.links.members.of(id)
    }

    /// The schools an educator works in, in the order of her record.
    pub fn schools_of(&self, id: EducatorId) -> &[SchoolId] {
        self.links.workplaces.of(id)
    }

    /// The people of a school.
    pub fn staff(&self, id: SchoolId) -> &[EducatorId] {
        self.index.staff.of(id)
    }

    /// The teams an educator is a member of, in the order of the teams list.
    pub fn teams_of(&self, id: EducatorId) -> &[TeamId] {
        self.index.teams.of(id)
    }

    /// Active goals of a team.
    pub fn goals_of_team(&self, id: TeamId) -> &[ItemId] {
        self.index.of_team.of(id)
    }

    /// Active goals of a school.
    pub fn goals_of_school(&self, id: SchoolId) -> &[ItemId] {
        self.index.of_school.of(id)
    }

    /// Active goals of the district.
    pub fn goals_of_district(&self) -> &[ItemId] {
        &self.index.of_district
    }

    /// Focuses of an initiative.
    pub fn pursued(&self, id: InitiativeId) -> &[FocusId] {
        self.links.pursued.of(id)
    }

    /// Practices of an initiative.
    pub fn methods(&self, id: InitiativeId) -> &[FocusId] {
        self.links.methods.of(id)
    }

    /// Goals that an initiative supports.
    pub fn carried(&self, id: InitiativeId) -> &[ItemId] {
        self.links.carried.of(id)
    }

    /// Initiatives that an initiative supports.
    pub fn allied(&self, id: InitiativeId) -> &[InitiativeId] {
        self.links.allied.of(id)
    }

    /// Grades of an initiative; none means all.
    pub fn grades(&self, id: InitiativeId) -> &[Name] {
        self.links.grades.of(id)
    }

    /// The target of a goal.
    pub fn target(&self, id: ItemId) -> Option<&Target> {
        let at = self.targets.binary_search_by_key(&id, |(item, _)| *item).ok()?;
        Some(&self.targets[at].1)
    }
}
