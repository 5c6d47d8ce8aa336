//! Which comes before which. Comes in: a link. Goes out: how many days it is the wrong way round.

use jiff::civil::Date;

use super::cycle::Relation;
use crate::model::District;
use crate::model::obligation::ItemId;

/// By how many days a link is the wrong way round: a child due after the parent it supports, or, of `requires`,
/// a predecessor that ends after its successor starts. Only active goals and activities have an order, and nothing comes
/// before itself.
pub fn inversion(district: &District, from: ItemId, to: ItemId, relation: Relation) -> Option<i32> {
    let timed = |item: ItemId| district.activity(item).is_some() || super::carries(district, item);
    if from == to || !timed(from) || !timed(to) {
        return None;
    }
    let (earlier, later) = match relation {
        Relation::Supports => (end(district, from)?, end(district, to)?),
        Relation::Requires => (end(district, to)?, begin(district, from)?),
    };
    (earlier > later).then(|| later.until(earlier).map_or(0, |span| span.get_days()))
}

/// The last day: of an activity its last session, else its due date.
pub fn end(district: &District, item: ItemId) -> Option<Date> {
    district.activity(item).map_or(district.item(item).due, |activity| activity.end)
}

/// The first day: its start, else its end.
fn begin(district: &District, item: ItemId) -> Option<Date> {
    district.item(item).start.or_else(|| end(district, item))
}
