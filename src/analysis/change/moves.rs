//! Prompts downwards: a school rewords a goal, and thirty plans stand on the old wording though nobody touched them. Comes
//! in: two versions. Goes out: what changed in obligations that are not one educator's own, with the goals linked to them;
//! and the educators whose obligations moved although their own records did not.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::Version;
use crate::load::lists::{Class, Field, List};
use crate::load::prints::Print;
use crate::model::District;
use crate::model::hers::{Hers, people_of};
use crate::model::names::natural;
use crate::model::obligation::{ItemId, Owner};
use crate::model::people::EducatorId;
use crate::source::{Place, SourceId};
use crate::time::Hours;

/// Lists whose records are obligations or say what one educator is.
const LISTS: [List; 8] = [
    List::Educators,
    List::IndividualPlans,
    List::PlcGoals,
    List::SchoolImprovementGoals,
    List::DistrictGoals,
    List::EvaluationFindings,
    List::RelicensureRequirements,
    List::Activities,
];

/// Fields that say what a goal is about: who linked a goal to it, linked it to these words. Dates, hours and links are
/// looked at by rules of their own.
const WORDING: [Field; 9] = [
    Field::Text,
    Field::Title,
    Field::Focus,
    Field::Practice,
    Field::Outcome,
    Field::Target,
    Field::Purpose,
    Field::Why,
    Field::Learners,
];

/// What became of an obligation that several people share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// It is there now.
    Added,
    /// It is not there any more.
    Removed,
    /// These fields say something else, sorted by name.
    Changed(Vec<&'static str>),
}

/// An obligation of a team, a school or the district, or an activity, that changed.
#[derive(Clone, Debug)]
pub struct Shared {
    /// Its id.
    pub id: String,
    /// What it is, as in JSON.
    pub kind: &'static str,
    /// What became of it.
    pub change: Change,
    /// How many educators of the selection have it as an obligation, before if it is removed.
    pub educators: usize,
    /// Goals that were linked to the old wording and have not changed since, in natural order.
    pub linked: Vec<String>,
    /// How many more there are that the readers of the output may not see, or that are private.
    pub linked_hidden: usize,
}

/// An educator whose obligations moved although her own records did not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// Her number in the second version.
    pub educator: EducatorId,
    /// Ids of obligations she has now and had not.
    pub gained: Vec<String>,
    /// Ids of obligations she had.
    pub lost: Vec<String>,
    /// Ids of obligations that say something else.
    pub changed: Vec<String>,
    /// Her hours before and now.
    pub hours: (Hours, Hours),
}

/// One version with what its records say.
struct Side<'a> {
    version: Version<'a>,
    prints: BTreeMap<Place, Print>,
    /// Sources that stand in both versions word for word: a record is as it was if it stands there at the same place.
    same: BTreeSet<SourceId>,
}

/// What a record says: where it stands in a file that is the same in both versions, or a print.
#[derive(Debug, PartialEq, Eq)]
enum Says<'s> {
    At(&'s str, u32),
    Print(&'s Print),
}

impl<'a> Side<'a> {
    /// `other` is the version it is compared with, unless everything is to be read anew.
    fn of(version: Version<'a>, other: Option<Version<'_>>) -> Self {
        let same = other.map(|other| version.loaded.same_sources(other.loaded)).unwrap_or_default();
        let prints = version.loaded.prints(&LISTS, &|source| !same.contains(&source));
        Self { version, prints, same }
    }

    fn district(&self) -> &'a District {
        self.version.district
    }

    fn says(&self, item: ItemId) -> Option<Says<'_>> {
        // A rule of a requirement stands in its record.
        self.says_at(self.district().item(self.district().item(item).requirement(item)).place)
    }

    fn says_at(&self, place: Place) -> Option<Says<'_>> {
        if self.same.contains(&place.source) {
            return Some(Says::At(self.version.loaded.sources.get(place.source).path(), place.offset));
        }
        self.prints.get(&place).map(Says::Print)
    }

    /// What the record of an educator says, where there is a list of them.
    fn record(&self, educator: EducatorId) -> Option<Says<'_>> {
        let listed = self.district().lists.contains(&List::Educators);
        listed.then(|| self.says_at(self.district().educator(educator).place)).flatten()
    }

    /// Items of which one educator is not the owner.
    fn shared(&self) -> impl Iterator<Item = ItemId> + '_ {
        let district = self.district();
        district.item_ids().filter(|item| !matches!(district.item(*item).owner, Owner::Educator(_)))
    }

    /// Whether an item is told of.
    fn tells(&self, item: ItemId) -> bool {
        self.version.selection.has_item(self.district(), item)
    }
}

/// What changed in shared obligations, and for whom.
pub(super) fn between(base: Version<'_>, head: Version<'_>, readers: Option<Class>) -> (Vec<Shared>, Vec<Moved>) {
    let both = |whole: bool| {
        let other = |version| Some(version).filter(|_| !whole);
        rayon::join(|| Side::of(base, other(head)), || Side::of(head, other(base)))
    };
    let mut sides = both(false);
    let mut pairs = Pairs::of(&sides.0, &sides.1);
    if pairs.is_none() {
        sides = both(true);
        pairs = Pairs::of(&sides.0, &sides.1);
    }
    let (base, head) = sides;
    let pairs = pairs.expect("prints of everything can be compared");
    let seen = Readers::of(&head, readers);
    let before = Readers::of(&base, readers);
    let mut shared: Vec<Shared> = head
        .shared()
        .filter(|item| seen.may(&head, *item))
        .filter_map(|item| Some((item, pairs.change(item).filter(|_| head.tells(item))?)))
        .map(|(item, change)| told(&head, item, change, pairs.linked(&base, &head, &seen, item)))
        .collect();
    let gone = base.shared().filter(|item| pairs.is_gone(*item) && before.may(&base, *item) && base.tells(*item));
    shared.extend(gone.map(|item| told(&base, item, Change::Removed, (Vec::new(), 0))));
    shared.sort_by(|a, b| natural(&a.id, &b.id));
    let everyone: Vec<EducatorId> =
        head.district().educator_ids().filter(|educator| head.version.selection.has(educator.0)).collect();
    let moved = |educator: &EducatorId| pairs.moved((&base, &before), (&head, &seen), *educator);
    (shared, everyone.par_iter().filter_map(moved).collect())
}

fn told(side: &Side<'_>, item: ItemId, change: Change, (linked, linked_hidden): (Vec<String>, usize)) -> Shared {
    let district = side.district();
    Shared {
        id: district.item_name(item).to_owned(),
        kind: district.item(item).kind.word(),
        change,
        educators: people_of(district, item).iter().filter(|one| side.version.selection.has(**one)).count(),
        linked,
        linked_hidden,
    }
}

/// Who may see which record: the class of each source is looked up once.
struct Readers {
    readers: Option<Class>,
    classes: BTreeMap<SourceId, Class>,
}

impl Readers {
    fn of(side: &Side<'_>, readers: Option<Class>) -> Self {
        let items = side.district().items.iter().filter(|_| readers.is_some());
        let sources: BTreeSet<SourceId> = items.map(|item| item.place.source).collect();
        Self { readers, classes: sources.into_iter().map(|source| (source, side.version.loaded.class_of(source))).collect() }
    }

    fn may(&self, side: &Side<'_>, item: ItemId) -> bool {
        let class = || self.classes.get(&side.district().item(item).place.source).copied().unwrap_or(Class::Restricted);
        self.readers.is_none_or(|readers| class() <= readers)
    }
}

/// The items of two versions, matched by id.
struct Pairs {
    /// For each item of the second version its number in the first.
    before: Vec<Option<ItemId>>,
    /// For each item of the second version, the fields that differ.
    fields: Vec<Vec<Field>>,
    /// For each item of the first version its number in the second.
    now: Vec<Option<ItemId>>,
}

impl Pairs {
    /// `None` if a record stands in an unchanged file, and in the other version somewhere else: then its fields must be
    /// compared, and are not known.
    fn of(base: &Side<'_>, head: &Side<'_>) -> Option<Self> {
        let found = |from: &Side<'_>, to: &Side<'_>, item: ItemId| to.district().find_item(from.district().item_name(item));
        let items: Vec<ItemId> = head.district().item_ids().collect();
        let before: Vec<Option<ItemId>> = items.par_iter().map(|item| found(head, base, *item)).collect();
        let differ = |(item, before): (&ItemId, &Option<ItemId>)| {
            before.map_or_else(|| Some(Vec::new()), |before| fields_that_differ(base.says(before), head.says(*item)))
        };
        let fields: Option<Vec<Vec<Field>>> = items.par_iter().zip(&before).map(differ).collect();
        let old: Vec<ItemId> = base.district().item_ids().collect();
        Some(Self { before, fields: fields?, now: old.par_iter().map(|item| found(base, head, *item)).collect() })
    }

    fn is_gone(&self, item: ItemId) -> bool {
        self.now[item.0 as usize].is_none()
    }

    fn differs(&self, item: ItemId) -> bool {
        !self.fields[item.0 as usize].is_empty()
    }

    fn change(&self, item: ItemId) -> Option<Change> {
        if self.before[item.0 as usize].is_none() {
            return Some(Change::Added);
        }
        let mut names: Vec<&'static str> = self.fields[item.0 as usize].iter().map(|field| field.name()).collect();
        names.sort_unstable();
        (!names.is_empty()).then_some(Change::Changed(names))
    }

    /// Goals that supported an item before its wording changed, still do, and have not changed themselves; and how many of
    /// them are not to be shown.
    fn linked(&self, base: &Side<'_>, head: &Side<'_>, seen: &Readers, item: ItemId) -> (Vec<String>, usize) {
        let (mut linked, mut hidden) = (Vec::new(), 0);
        let Some(before) = self.before[item.0 as usize] else { return (linked, hidden) };
        if !self.fields[item.0 as usize].iter().any(|field| WORDING.contains(field)) {
            return (linked, hidden);
        }
        let district = head.district();
        let stood = base.district().supported_by(before);
        for goal in district.supported_by(item) {
            let about = district.item(*goal);
            let earlier = self.before[goal.0 as usize].filter(|earlier| stood.contains(earlier));
            if earlier.is_none() || !about.kind.is_goal() || !about.active || self.differs(*goal) || !head.tells(*goal) {
                continue;
            }
            if about.private || !seen.may(head, *goal) {
                hidden += 1;
            } else {
                linked.push(district.item_name(*goal).to_owned());
            }
        }
        linked.sort_by(|a, b| natural(a, b));
        (linked, hidden)
    }

    /// What moved for an educator of both versions whose own records are as they were.
    fn moved(
        &self,
        (base, before): (&Side<'_>, &Readers),
        (head, seen): (&Side<'_>, &Readers),
        educator: EducatorId,
    ) -> Option<Moved> {
        let district = head.district();
        let earlier = base.district().find_party(district.educator_name(educator))?.educator()?;
        let (earlier_hers, hers) = (Hers::of(base.district(), earlier), Hers::of(district, educator));
        let is_own = |district: &District, item: ItemId| matches!(district.item(item).owner, Owner::Educator(_));
        // A rule comes and goes with its pack while her record of the license stays as it is.
        let came = |item: &ItemId| {
            let record = district.item(*item).requirement(*item);
            is_own(district, *item) && (self.before[record.0 as usize].is_none() || self.differs(record))
        };
        let went = |item: &ItemId| {
            let record = self.now[base.district().item(*item).requirement(*item).0 as usize];
            is_own(base.district(), *item) && record.is_none_or(|record| self.differs(record))
        };
        let now: BTreeSet<ItemId> = hers.obligations.iter().copied().collect();
        let kept = |item: &ItemId| self.now[item.0 as usize].is_some_and(|item| now.contains(&item));
        let old: BTreeSet<ItemId> = earlier_hers.obligations.iter().copied().collect();
        let stood = |item: &ItemId| self.before[item.0 as usize].is_some_and(|item| old.contains(&item));
        let gained: Vec<ItemId> = hers.obligations.iter().copied().filter(|item| !stood(item)).collect();
        let lost: Vec<ItemId> = earlier_hers.obligations.iter().copied().filter(|item| !kept(item)).collect();
        let changed: Vec<ItemId> = hers.obligations.iter().copied().filter(|item| stood(item) && self.differs(*item)).collect();
        let own_moved =
            base.record(earlier) != head.record(educator) || gained.iter().chain(&changed).any(came) || lost.iter().any(went);
        if own_moved || gained.len() + lost.len() + changed.len() == 0 {
            return None;
        }
        let ids = |side: &Side<'_>, readers: &Readers, items: &[ItemId]| -> Vec<String> {
            let may = items.iter().filter(|item| readers.may(side, **item));
            may.map(|item| side.district().item_name(*item).to_owned()).collect()
        };
        let hours = |side: &Side<'_>, one: EducatorId| side.version.analysis.figures[one.0 as usize].hours;
        let moved = Moved {
            educator,
            gained: ids(head, seen, &gained),
            lost: ids(base, before, &lost),
            changed: ids(head, seen, &changed),
            hours: (hours(base, earlier), hours(head, educator)),
        };
        let shown = moved.gained.len() + moved.lost.len() + moved.changed.len();
        (shown > 0).then_some(moved)
    }
}

/// The fields that one record has and the other has not, or that say something else; `None` where that is not known.
fn fields_that_differ(before: Option<Says<'_>>, now: Option<Says<'_>>) -> Option<Vec<Field>> {
    if before == now {
        return Some(Vec::new());
    }
    let (before, now) = match (before, now) {
        (Some(Says::Print(before)), Some(Says::Print(now))) => (before, now),
        (None, _) | (_, None) => return Some(Vec::new()),
        _ => return None,
    };
    let missing = |from: &Print, other: &Print| {
        from.iter().filter(|field| !other.contains(field)).map(|(field, _)| *field).collect::<Vec<_>>()
    };
    let mut fields = missing(before, now);
    fields.extend(missing(now, before));
    fields.sort_unstable();
    fields.dedup();
    Some(fields)
}
