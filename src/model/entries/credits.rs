//! Credits and providers as written.

use super::{Entries, Space};
use crate::load::entry::Entry;
use crate::load::lists::Field;
use crate::load::values;
use crate::model::credit::{Credit, CreditId, Slim};
use crate::model::names::Name;
use crate::model::read::one_word;
use crate::model::rows::Rows;
use crate::source::Place;

/// Rows of `credits`, numbered as they are read; names of what is not a text of the row itself stand beside them.
#[derive(Debug, Default)]
pub(in crate::model) struct WrittenCredits {
    pub(in crate::model) rows: Vec<Credit>,
    pub(in crate::model) owners: Vec<Name>,
    pub(in crate::model) activities: Vec<(CreditId, Name)>,
    pub(in crate::model) providers: Vec<(CreditId, Name)>,
    pub(in crate::model) tags: Rows<CreditId, Name>,
    pub(in crate::model) has: Rows<CreditId, Name>,
    pub(in crate::model) serves: Rows<CreditId, Name>,
}

/// A provider as written.
#[derive(Debug)]
pub(in crate::model) struct WrittenProvider {
    pub(in crate::model) name: Name,
    pub(in crate::model) place: Place,
    pub(in crate::model) approved_for: Option<Vec<Name>>,
}

/// How many credits or continuing education units one row has at most, in ten-thousandths: more is a slip of the pen.
const MOST: i64 = 100_000 * values::SCALE;

impl Entries<'_> {
    pub(super) fn credit(&mut self, entry: &Entry<'_>) {
        let owner = self.required_name(entry, Field::Educator);
        let id = CreditId(self.credits.rows.len() as u32);
        let (mut credit, mut activity, mut provider) = (Credit::new(entry.place), None, None);
        let (mut tags, mut has, mut serves) = (Vec::new(), Vec::new(), Vec::new());
        for cell in entry.cells {
            let reader = &mut self.reader;
            let slim = |name: Option<Name>| Slim::of(name.map(|name| name.0));
            let scaled = |number: Option<i64>| Slim::of(number.and_then(|number| u32::try_from(number).ok()));
            match cell.field {
                Field::Educator => {}
                Field::Activity => activity = reader.name(entry, cell),
                Field::Provider => provider = reader.name(entry, cell),
                Field::Title => credit.title = slim(reader.name(entry, cell)),
                Field::Topic => credit.topic = slim(reader.name(entry, cell)),
                Field::Kind => credit.kind = slim(reader.parsed(entry, cell, one_word).and_then(|()| reader.name(entry, cell))),
                Field::Level => credit.level = slim(reader.parsed(entry, cell, one_word).and_then(|()| reader.name(entry, cell))),
                Field::Hours => credit.minutes = Slim::of(reader.minutes(entry, cell)),
                Field::Credits => credit.credits = scaled(reader.number(entry, cell, MOST)),
                Field::Ceu => credit.ceu = scaled(reader.number(entry, cell, MOST)),
                Field::Date => credit.date = reader.date(entry, cell),
                Field::Tags => reader.names(entry, cell, &mut tags),
                Field::Has => reader.names(entry, cell, &mut has),
                Field::Serves => reader.names(entry, cell, &mut serves),
                _ => reader.check(owner, entry, cell),
            }
        }
        let Some(owner) = owner else { return };
        let credits = &mut self.credits;
        credits.rows.push(credit);
        credits.owners.push(owner);
        credits.activities.extend(activity.map(|name| (id, name)));
        credits.providers.extend(provider.map(|name| (id, name)));
        credits.tags.push(tags);
        credits.has.push(has);
        credits.serves.push(serves);
    }

    pub(super) fn provider(&mut self, entry: &Entry<'_>) {
        let Some(name) = self.own_id_or_lose(Space::Providers, entry) else { return };
        let approved_for = entry.find(Field::ApprovedFor).map(|cell| {
            let mut packs = Vec::new();
            self.reader.names(entry, cell, &mut packs);
            packs
        });
        self.check_rest(Some(name), entry, &[Field::Id, Field::ApprovedFor]);
        self.providers.push(WrittenProvider { name, place: entry.place, approved_for });
    }
}

impl WrittenCredits {
    /// Adds the credits of a later part.
    pub(super) fn absorb(&mut self, part: Self, new: &impl Fn(Name) -> Name) {
        let before = self.rows.len() as u32;
        self.rows.extend(part.rows.into_iter().map(|mut credit| {
            for name in [&mut credit.title, &mut credit.kind, &mut credit.topic, &mut credit.level] {
                *name = name.renamed(new);
            }
            credit
        }));
        let shifted =
            |pairs: Vec<(CreditId, Name)>| pairs.into_iter().map(move |(id, name)| (CreditId(id.0 + before), new(name)));
        self.owners.extend(part.owners.into_iter().map(new));
        self.activities.extend(shifted(part.activities));
        self.providers.extend(shifted(part.providers));
        self.tags.append(&part.tags, new);
        self.has.append(&part.has, new);
        self.serves.append(&part.serves, new);
    }
}

impl WrittenProvider {
    /// The same with names of the whole.
    pub(super) fn renamed(mut self, new: &impl Fn(Name) -> Name) -> Self {
        self.name = new(self.name);
        self.approved_for.iter_mut().flatten().for_each(|pack| *pack = new(*pack));
        self
    }
}
