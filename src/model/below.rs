//! What leads to a goal. Comes in: a goal, and whose goals may stand on the way. Goes out: everything from which links lead to
//! it. Apart, because rules ask it as well as pages.

use std::collections::BTreeSet;

use super::District;
use super::obligation::{ItemId, ItemKind};

impl District {
    /// Everything from which links lead to a goal, over active goals that `keep` keeps: these goals, and the activities that serve
    /// one of them or the goal itself. O(what leads to it and its links).
    pub fn below(&self, goal: ItemId, keep: impl Fn(ItemId) -> bool) -> BTreeSet<ItemId> {
        let (mut found, mut queue) = (BTreeSet::new(), vec![goal]);
        while let Some(item) = queue.pop() {
            for child in self.supported_by(item) {
                let is_goal = self.item(*child).carries() && keep(*child);
                if is_goal && found.insert(*child) {
                    queue.push(*child);
                } else if self.item(*child).kind == ItemKind::Activity {
                    found.insert(*child);
                }
            }
        }
        found
    }
}
