//! Who may see what: the one place that says it (contract §7). Comes in: a viewer, and a record or a finding. Goes out:
//! whether it is shown whole, in outline, or not at all. Every page of the site asks here.
//!
//! Classes, most open first: goals of schools and the district and the calendar (public); teams, their goals, activities and
//! the roster (staff); individual goals, chosen activities and hours (plan); goals marked private and corrective plans
//! (private); findings of an evaluation (evaluative); licences (licence). A learner sees what is hers. A coach sees what those
//! she coaches share with her, and nothing above the coaching wall: no findings, no licences, no private goals. A school's
//! leader sees plans and findings of her own staff, and no licences. The district sees counts alone of all of these.

use clap::ValueEnum;

pub use crate::finding::Class;
use crate::finding::{At, Finding, Role};
use crate::model::District;
use crate::model::obligation::{ItemId, ItemKind, Owner};
use crate::model::people::{EducatorId, SchoolId, TeamId};
use crate::source::Place;

/// For whom pages are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub enum Audience {
    /// Each educator, about herself
    Learner,
    /// Each coach, about those she coaches
    Coach,
    /// Each school's leader, about her own staff
    School,
    /// The district: counts of groups, and none of a small one
    District,
}

impl Audience {
    /// All of them, nearest to the educator first.
    pub const ALL: [Self; 4] = [Self::Learner, Self::Coach, Self::School, Self::District];

    /// The role in findings: who can act.
    pub fn role(self) -> Role {
        match self {
            Self::Learner => Role::Learner,
            Self::Coach => Role::Coach,
            Self::School => Role::School,
            Self::District => Role::District,
        }
    }

    /// The name of the folder that holds its pages.
    pub fn folder(self) -> &'static str {
        self.role().word()
    }
}

/// Whose eyes a folder is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Viewer {
    /// An educator, about herself.
    Learner(EducatorId),
    /// A coach.
    Coach(EducatorId),
    /// The leader of a school.
    School(SchoolId),
    /// The district's office.
    District,
}

impl Viewer {
    /// The audience she belongs to.
    pub fn audience(self) -> Audience {
        match self {
            Self::Learner(_) => Audience::Learner,
            Self::Coach(_) => Audience::Coach,
            Self::School(_) => Audience::School,
            Self::District => Audience::District,
        }
    }

    /// Her number among educators, or the school's; the district's office has none.
    fn number(self) -> Option<u32> {
        match self {
            Self::Learner(educator) | Self::Coach(educator) => Some(educator.0),
            Self::School(school) => Some(school.0),
            Self::District => None,
        }
    }
}

/// How something is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shown {
    /// Not at all.
    Not,
    /// That it is there: a private goal is counted as “linked, private”, a finding is told without what is others'.
    Outline,
    /// As it is.
    Whole,
}

/// A record of the district, found by where it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Record {
    Item(ItemId),
    /// An educator, a team, a school, an initiative, a coach, an offer, a budget: what all staff may know.
    Staff,
}

/// What a viewer may see of a district.
#[derive(Debug)]
pub struct Sight<'a> {
    district: &'a District,
    records: &'a Records,
    /// Who looks.
    pub viewer: Viewer,
}

/// Every record by its place.
#[derive(Debug)]
pub struct Records(Vec<(Place, Record)>);

impl Records {
    /// Collects the places of all records. O(records log records).
    pub fn of(district: &District) -> Self {
        let items = district.item_ids().map(|item| (district.item(item).place, Record::Item(item)));
        let educators = district.educators.iter().map(|one| one.place);
        let teams = district.teams.iter().map(|one| one.place);
        let schools = district.schools.iter().map(|one| one.place);
        let initiatives = district.initiatives.iter().map(|one| one.place);
        let coaches = district.coaches.iter().map(|one| one.place);
        let experts = district.experts.iter().map(|one| one.place);
        let budgets = district.budgets.iter().map(|one| one.place);
        let staff = educators.chain(teams).chain(schools).chain(initiatives).chain(coaches).chain(experts).chain(budgets);
        let mut records: Vec<(Place, Record)> = items.chain(staff.map(|place| (place, Record::Staff))).collect();
        // Who is named first in another record has its place; then that record counts.
        records.sort_unstable();
        records.dedup_by_key(|(place, _)| *place);
        Self(records)
    }

    /// The record in which a place lies; none where it lies before the first one of its source.
    fn at(&self, place: Place) -> Option<Record> {
        let after = self.0.partition_point(|(begins, _)| *begins <= place);
        let (begins, record) = self.0.get(after.checked_sub(1)?)?;
        (begins.source == place.source).then_some(*record)
    }
}

impl<'a> Sight<'a> {
    /// The sight of a viewer.
    pub fn of(district: &'a District, records: &'a Records, viewer: Viewer) -> Self {
        Self { district, records, viewer }
    }

    /// Whether what is this confidential and somebody's own may be seen.
    pub fn may(&self, class: Class, whose: EducatorId) -> bool {
        match self.viewer {
            _ if class <= Class::Staff => true,
            Viewer::Learner(me) => me == whose,
            Viewer::Coach(coach) => class == Class::Plan && is_coached_by(self.district, whose, coach),
            Viewer::School(school) => {
                matches!(class, Class::Plan | Class::Evaluative) && self.district.schools_of(whose).contains(&school)
            }
            Viewer::District => false,
        }
    }

    /// How an obligation or activity is shown. A private goal is not named to others who may see her plan, and its links are
    /// not lost: it is shown in outline, as “linked, private”.
    pub fn item(&self, item: ItemId) -> Shown {
        let class = class_of(self.district, item);
        let Owner::Educator(whose) = self.district.item(item).owner else { return Shown::Whole };
        if self.may(class, whose) {
            Shown::Whole
        } else if class == Class::Private && self.may(Class::Plan, whose) {
            Shown::Outline
        } else {
            Shown::Not
        }
    }

    /// How a finding is shown that concerns these people: whole where every record it names or points at and everything it
    /// tells beyond them may be seen; in outline to those it concerns among others; else not at all.
    pub fn finding(&self, finding: &Finding, people: &[u32]) -> Shown {
        let concerns = |viewer: Viewer| match viewer {
            Viewer::Learner(me) => people.binary_search(&me.0).is_ok(),
            Viewer::Coach(coach) => people.iter().any(|one| is_coached_by(self.district, EducatorId(*one), coach)),
            Viewer::School(school) => people.iter().any(|one| self.district.schools_of(EducatorId(*one)).contains(&school)),
            Viewer::District => false,
        };
        let is_for_others = finding.told_to.is_some_and(|whom| self.viewer.number() != Some(whom));
        if is_for_others || self.is_elsewhere(finding) || self.is_of_others(finding) {
            return Shown::Not;
        }
        let beyond = finding.kind.tells;
        let alone = beyond <= Class::Staff || people.iter().all(|one| self.may(beyond, EducatorId(*one)));
        // A fault of a record that nobody is known to have may be about anybody's.
        let is_known = beyond <= Class::Staff || !people.is_empty();
        let named = self.named(finding).all(|shown| shown == Shown::Whole);
        let pointed = finding.labels.iter().all(|label| self.place(&label.at));
        if alone && is_known && named && pointed {
            return Shown::Whole;
        }
        // To others than herself only the number of people is left out, never what the finding rests on.
        let is_hers = matches!(self.viewer, Viewer::Learner(_));
        let outlined = is_hers || named && pointed && beyond <= Class::Plan;
        if concerns(self.viewer) && is_known && outlined { Shown::Outline } else { Shown::Not }
    }

    /// Whether a finding rests on what is another educator's own: to a learner it would tell of a colleague's plan.
    fn is_of_others(&self, finding: &Finding) -> bool {
        let Viewer::Learner(me) = self.viewer else { return false };
        let owner = |id: &String| match self.district.item(self.district.find_item(id)?).owner {
            Owner::Educator(whose) => Some(whose),
            Owner::Team(_) | Owner::School(_) | Owner::District => None,
        };
        finding.items.iter().filter_map(owner).any(|whose| whose != me)
    }

    /// Whether a finding is about another school than that whose leader looks, though some of her staff work there too.
    fn is_elsewhere(&self, finding: &Finding) -> bool {
        let Viewer::School(own) = self.viewer else { return false };
        let of_item = |item: ItemId| match self.district.item(item).owner {
            Owner::School(school) => Some(school),
            Owner::Team(team) => self.district.team(team).school,
            Owner::Educator(_) | Owner::District => None,
        };
        let school = |id: &String| match (self.district.find_party(id), self.district.find_item(id)) {
            (Some(party), _) => party.school(),
            (None, Some(item)) => of_item(item),
            (None, None) => self.district.school_of_initiative(id),
        };
        let schools = || finding.items.iter().filter_map(school);
        schools().next().is_some() && schools().all(|school| school != own)
    }

    /// Whether the record at a place of a finding may be seen.
    pub fn place(&self, at: &At) -> bool {
        let place = match at {
            At::Span(span) => span.place(),
            At::Record(place) | At::Field(place, _) => *place,
        };
        match self.records.at(place) {
            Some(Record::Item(item)) => self.item(item) == Shown::Whole,
            Some(Record::Staff) | None => true,
        }
    }

    /// How the obligations that a finding names are shown.
    fn named(&self, finding: &Finding) -> impl Iterator<Item = Shown> {
        finding.items.iter().filter_map(|id| self.district.find_item(id)).map(|item| self.item(item))
    }
}

/// How confidential an obligation or activity is.
pub fn class_of(district: &District, item: ItemId) -> Class {
    let about = district.item(item);
    match about.kind {
        ItemKind::SchoolGoal | ItemKind::DistrictGoal => Class::Public,
        ItemKind::PlcGoal | ItemKind::Activity => Class::Staff,
        ItemKind::IndividualPlan if about.private => Class::Private,
        ItemKind::IndividualPlan => Class::Plan,
        ItemKind::Finding => Class::Evaluative,
        ItemKind::Requirement => Class::Licence,
    }
}

/// Whether an educator names somebody as her coach.
fn is_coached_by(district: &District, educator: EducatorId, coach: EducatorId) -> bool {
    district.educator(educator).coach == Some(district.educator(coach).name)
}

/// Schools whose leader has a team: its own, or those of its members where it has none.
pub fn schools_of_team(district: &District, team: TeamId) -> Vec<SchoolId> {
    if let Some(school) = district.team(team).school {
        return vec![school];
    }
    let mut schools: Vec<SchoolId> = district.members(team).iter().flat_map(|one| district.schools_of(*one)).copied().collect();
    schools.sort_unstable();
    schools.dedup();
    schools
}
