//! Items as nodes. Comes in: a scene and the items to draw. Goes out: nodes in their order, without what whoever looks may not
//! see, and the number of each item's node. The rules of one requirement are one node, as they are one obligation of a thread.

use std::collections::{BTreeMap, BTreeSet};

use super::{Kind, Node, Scene};
use crate::graph::order;
use crate::model::obligation::{Item, ItemId, ItemKind, Owner};

/// The nodes of some items.
pub(super) struct Nodes {
    /// By row, then in natural order.
    pub(super) all: Vec<Node>,
    number: BTreeMap<ItemId, usize>,
    /// How many items the readers of the output may not see.
    pub(super) hidden: usize,
}

impl Nodes {
    /// Makes a node of each item. O(n log n).
    pub(super) fn of(scene: &Scene<'_>, items: impl IntoIterator<Item = ItemId>) -> Self {
        let district = scene.district;
        let items: BTreeSet<ItemId> = items.into_iter().collect();
        let mut rows: BTreeMap<(usize, u32, ItemId), Vec<ItemId>> = BTreeMap::new();
        let mut hidden = 0;
        for item in items {
            if may_be_seen(scene, item) {
                let root = district.item(item).requirement(item);
                let row = Kind::Item(district.item(item).kind).row();
                rows.entry((row, district.rank(root), root)).or_default().push(item);
            } else {
                hidden += 1;
            }
        }
        let mut made = Self { all: Vec::new(), number: BTreeMap::new(), hidden };
        let mut private = 0;
        for ((_, _, root), mut items) in rows {
            items.sort_unstable_by_key(|item| district.rank(*item));
            let keep_private = district.item(root).private && !scene.eyes.learner;
            private += usize::from(keep_private);
            let node = if keep_private { secret(scene, root, private) } else { open(scene, root, &items) };
            items.into_iter().chain([root]).for_each(|item| _ = made.number.insert(item, made.all.len()));
            made.all.push(node);
        }
        made
    }

    /// The number of the node that stands for an item, if one does.
    pub(super) fn number(&self, item: ItemId) -> Option<usize> {
        self.number.get(&item).copied()
    }
}

/// Whether the readers of the output may see an item (contract §7).
fn may_be_seen(scene: &Scene<'_>, item: ItemId) -> bool {
    scene.loaded.may_see(scene.district.item(item).place.source)
}

/// A node of which nothing is told but its kind and, by its lines, what it is linked to. No id of a district has a blank.
fn secret(scene: &Scene<'_>, item: ItemId, number: usize) -> Node {
    let kind = Kind::Item(scene.district.item(item).kind);
    let says = Some("linked, private".to_owned());
    Node { private: true, says, ..Node::of_item(kind, format!("private {number}"), None) }
}

fn open(scene: &Scene<'_>, root: ItemId, items: &[ItemId]) -> Node {
    let district = scene.district;
    let about = district.item(root);
    let id = district.item_name(root);
    let rule =
        |item: &ItemId| district.item_name(*item).strip_prefix(id).and_then(|rest| rest.strip_prefix('#')).map(str::to_owned);
    let activity = district.activity(root);
    let focus = items.iter().flat_map(|item| district.focus(*item));
    let mut ids: Vec<String> = Vec::new();
    for focus in focus.map(|focus| district.names.get(district.focuses.name(*focus))) {
        if !ids.iter().any(|id| id == focus) {
            ids.push(focus.to_owned());
        }
    }
    Node {
        focus: ids,
        of: team(scene, about),
        minutes: activity.map_or(about.minutes.map(u64::from), |activity| Some(activity.minutes)),
        due: order::end(district, root),
        rules: items.iter().filter_map(rule).collect(),
        ..Node::of_item(Kind::Item(about.kind), id.to_owned(), Some(root))
    }
}

/// The team of a team goal; a school goal stands for its school by its id and its column.
fn team(scene: &Scene<'_>, about: &Item) -> Option<String> {
    match about.owner {
        Owner::Team(team) if about.kind == ItemKind::PlcGoal => {
            Some(format!("team {}", scene.district.names.get(scene.district.team(team).name)))
        }
        _ => None,
    }
}
