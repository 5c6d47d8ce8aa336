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
use crate::model::obligation::{ItemId, ItemKind, Owner};
use crate::model::people::EducatorId;
use crate::model::rows::Key;
use crate::source::{Place, SourceId};
use crate::time::Hours;

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
    /// What it is.
    pub kind: ItemKind,
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

/// One version with what its records say, and which of them may be told.
struct Side<'a> {
    version: Version<'a>,
    prints: BTreeMap<Place, Print>,
    /// Sources that stand in both versions word for word: a record is as it was if it stands there at the same place.
    same: BTreeSet<SourceId>,
    /// Who can read the output.
    readers: Class,
}

/// What a record says: where it stands in a file that is the same in both versions, or a print.
#[derive(Debug, PartialEq, Eq)]
enum Says<'s> {
    At(&'s str, u32),
    Print(&'s Print),
}

impl<'a> Side<'a> {
    /// `other` is the version it is compared with, unless everything is to be read anew.
    fn of(version: Version<'a>, other: Option<Version<'_>>, readers: Class) -> Self {
        let same = other.map(|other| version.loaded.same_sources(other.loaded)).unwrap_or_default();
        // What an educator is, and everybody's obligations.
        let watched: Vec<List> = ItemKind::ALL.map(ItemKind::list).into_iter().chain([List::Educators]).collect();
        let prints = version.loaded.prints(&watched, &|source| !same.contains(&source));
        Self { version, prints, same, readers }
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

    /// Whether the readers of the output may see an item.
    fn shows(&self, item: ItemId) -> bool {
        self.version.loaded.class_of(self.district().item(item).place.source) <= self.readers
    }

    /// Ids of the items that may be seen.
    fn ids(&self, items: &[ItemId]) -> Vec<String> {
        items.iter().filter(|item| self.shows(**item)).map(|item| self.district().item_name(*item).to_owned()).collect()
    }

    fn hours(&self, educator: EducatorId) -> Hours {
        self.version.analysis.figures[educator.row()].hours
    }
}

/// What changed in shared obligations, and for whom.
pub(super) fn between(base: Version<'_>, head: Version<'_>, readers: Class) -> (Vec<Shared>, Vec<Moved>) {
    let both = |whole: bool| {
        let other = |version| Some(version).filter(|_| !whole);
        rayon::join(|| Side::of(base, other(head), readers), || Side::of(head, other(base), readers))
    };
    let mut sides = both(false);
    let mut pairs = Pairs::of(&sides.0, &sides.1);
    if pairs.is_none() {
        sides = both(true);
        pairs = Pairs::of(&sides.0, &sides.1);
    }
    let (base, head) = sides;
    let pairs = pairs.expect("prints of everything can be compared");
    let mut shared: Vec<Shared> = head
        .shared()
        .filter(|item| head.shows(*item))
        .filter_map(|item| Some((item, pairs.change(item).filter(|_| head.tells(item))?)))
        .map(|(item, change)| told(&head, item, change, pairs.linked(&base, &head, item)))
        .collect();
    let gone = base.shared().filter(|item| pairs.is_gone(*item) && base.shows(*item) && base.tells(*item));
    shared.extend(gone.map(|item| told(&base, item, Change::Removed, (Vec::new(), 0))));
    shared.sort_by(|a, b| natural(&a.id, &b.id));
    let everyone: Vec<EducatorId> =
        head.district().educator_ids().filter(|educator| head.version.selection.has(educator.0)).collect();
    let moved = |educator: &EducatorId| OneEducator::of(&pairs, (&base, &head), *educator)?.moved();
    (shared, everyone.par_iter().filter_map(moved).collect())
}

fn told(side: &Side<'_>, item: ItemId, change: Change, (linked, linked_hidden): (Vec<String>, usize)) -> Shared {
    let district = side.district();
    Shared {
        id: district.item_name(item).to_owned(),
        kind: district.item(item).kind,
        change,
        educators: people_of(district, item).iter().filter(|one| side.version.selection.has(**one)).count(),
        linked,
        linked_hidden,
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

    /// The number in the first version of an item of the second.
    fn before(&self, item: ItemId) -> Option<ItemId> {
        self.before[item.row()]
    }

    /// The number in the second version of an item of the first.
    fn now(&self, item: ItemId) -> Option<ItemId> {
        self.now[item.row()]
    }

    fn is_gone(&self, item: ItemId) -> bool {
        self.now(item).is_none()
    }

    fn differs(&self, item: ItemId) -> bool {
        !self.fields[item.row()].is_empty()
    }

    fn change(&self, item: ItemId) -> Option<Change> {
        if self.before(item).is_none() {
            return Some(Change::Added);
        }
        let mut names: Vec<&'static str> = self.fields[item.row()].iter().map(|field| field.name()).collect();
        names.sort_unstable();
        (!names.is_empty()).then_some(Change::Changed(names))
    }

    /// Goals that supported an item before its wording changed, still do, and have not changed themselves; and how many of
    /// them are not to be shown.
    fn linked(&self, base: &Side<'_>, head: &Side<'_>, item: ItemId) -> (Vec<String>, usize) {
        let (mut linked, mut hidden) = (Vec::new(), 0);
        let Some(before) = self.before(item) else { return (linked, hidden) };
        if !self.fields[item.row()].iter().any(|field| WORDING.contains(field)) {
            return (linked, hidden);
        }
        let district = head.district();
        let stood = base.district().supported_by(before);
        for goal in district.supported_by(item) {
            let about = district.item(*goal);
            let earlier = self.before(*goal).filter(|earlier| stood.contains(earlier));
            if earlier.is_none() || !about.kind.is_goal() || !about.active || self.differs(*goal) || !head.tells(*goal) {
                continue;
            }
            if about.private || !head.shows(*goal) {
                hidden += 1;
            } else {
                linked.push(district.item_name(*goal).to_owned());
            }
        }
        linked.sort_by(|a, b| natural(a, b));
        (linked, hidden)
    }
}

/// One educator before and now.
struct OneEducator<'a> {
    pairs: &'a Pairs,
    base: &'a Side<'a>,
    head: &'a Side<'a>,
    /// Her number in the first version and in the second.
    numbers: (EducatorId, EducatorId),
    /// Obligations that she has in the second version alone.
    gained: Vec<ItemId>,
    /// Obligations that she has in the first version alone, by their numbers there.
    lost: Vec<ItemId>,
    /// Obligations that she has in both, and that say something else.
    changed: Vec<ItemId>,
}

impl<'a> OneEducator<'a> {
    /// `None` where she is not in both versions.
    fn of(pairs: &'a Pairs, (base, head): (&'a Side<'a>, &'a Side<'a>), educator: EducatorId) -> Option<Self> {
        let earlier = base.district().find_party(head.district().educator_name(educator))?.educator()?;
        let before = Hers::of(base.district(), earlier).obligations;
        let now = Hers::of(head.district(), educator).obligations;
        let old: BTreeSet<ItemId> = before.iter().copied().collect();
        let new: BTreeSet<ItemId> = now.iter().copied().collect();
        let stayed = |item: &ItemId| pairs.before(*item).is_some_and(|item| old.contains(&item));
        let (stayed, gained): (Vec<ItemId>, Vec<ItemId>) = now.into_iter().partition(stayed);
        let is_lost = |item: &ItemId| pairs.now(*item).is_none_or(|item| !new.contains(&item));
        Some(Self {
            pairs,
            base,
            head,
            numbers: (earlier, educator),
            gained,
            lost: before.into_iter().filter(is_lost).collect(),
            changed: stayed.into_iter().filter(|item| pairs.differs(*item)).collect(),
        })
    }

    /// Whether her own record, or that of an obligation of hers alone, is another one. A rule comes and goes with its pack while
    /// her record of the license stays as it is.
    fn own_records_moved(&self) -> bool {
        let Self { pairs, base, head, numbers, .. } = self;
        let own_record = |side: &Side<'_>, item: ItemId| {
            let about = side.district().item(item);
            matches!(about.owner, Owner::Educator(_)).then(|| about.requirement(item))
        };
        let came =
            |item: &ItemId| own_record(head, *item).is_some_and(|record| pairs.before(record).is_none() || pairs.differs(record));
        let went = |item: &ItemId| {
            own_record(base, *item).is_some_and(|record| pairs.now(record).is_none_or(|record| pairs.differs(record)))
        };
        base.record(numbers.0) != head.record(numbers.1)
            || self.gained.iter().chain(&self.changed).any(came)
            || self.lost.iter().any(went)
    }

    /// What moved for her, where her own records are as they were and something of it may be told.
    fn moved(&self) -> Option<Moved> {
        let Self { base, head, numbers, .. } = self;
        if self.own_records_moved() {
            return None;
        }
        let moved = Moved {
            educator: numbers.1,
            gained: head.ids(&self.gained),
            lost: base.ids(&self.lost),
            changed: head.ids(&self.changed),
            hours: (base.hours(numbers.0), head.hours(numbers.1)),
        };
        (moved.gained.len() + moved.lost.len() + moved.changed.len() > 0).then_some(moved)
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
