//! A district → how its obligations hang together. Comes in: a district. Goes out: rings of links, what is reached from
//! where, and for one educator the interplay of her obligations. petgraph stays behind these words.

/// Rings of links.
pub mod cycle;
/// The step between two obligations of one educator.
pub mod interplay;
/// Which comes before which.
pub mod order;
/// Why two obligations interact.
pub mod reason;
/// What hangs together for one educator.
pub mod thread;

use std::collections::VecDeque;

use crate::model::District;
use crate::model::obligation::{ItemId, ItemKind};
use crate::model::rows::Key;

/// Links above which a goal has no line of sight to the district (contract: 4).
pub const LINE_OF_SIGHT: u8 = 4;

/// What is known of all goals together.
#[derive(Debug)]
pub struct GoalGraph {
    /// For each item, links to the nearest active district goal; 0 for these themselves, `u8::MAX` beyond the limit.
    distance: Vec<u8>,
    /// For each item, whether an active individual or team goal has a path to it.
    reached: Vec<bool>,
}

impl GoalGraph {
    /// Walks all links twice. O(items and links).
    pub fn of(district: &District) -> Self {
        Self { distance: distances(district), reached: reached(district) }
    }

    /// Links from an item up to the nearest active district goal, where that is within [`LINE_OF_SIGHT`].
    pub fn links_to_district(&self, item: ItemId) -> Option<u8> {
        Some(self.distance[item.row()]).filter(|distance| *distance <= LINE_OF_SIGHT)
    }

    /// Whether an active individual or team goal has a path to it.
    pub fn is_reached(&self, item: ItemId) -> bool {
        self.reached[item.row()]
    }
}

/// Whether a link to this item carries anything on: only active goals do.
fn carries(district: &District, item: ItemId) -> bool {
    district.item(item).carries()
}

/// What leads to goals, worked out for one after another in the same memory.
#[derive(Debug)]
pub struct Below {
    /// For each item, the last turn in which it was met.
    met: Vec<u32>,
    turn: u32,
}

impl Below {
    /// Nothing met yet.
    pub fn of(district: &District) -> Self {
        Self { met: vec![0; district.items.len()], turn: 0 }
    }

    /// Every active goal and every activity from which links lead to a goal, the goal itself never. O(these and their links).
    pub fn goal(&mut self, district: &District, goal: ItemId) -> Vec<ItemId> {
        self.turn += 1;
        self.met[goal.row()] = self.turn;
        let mut found = Vec::new();
        let mut queue = vec![goal];
        while let Some(item) = queue.pop() {
            for child in district.supported_by(item) {
                let is_goal = carries(district, *child);
                let leads = is_goal || district.item(*child).kind == ItemKind::Activity;
                if leads && std::mem::replace(&mut self.met[child.row()], self.turn) != self.turn {
                    found.push(*child);
                    queue.extend(is_goal.then_some(*child));
                }
            }
        }
        found
    }
}

/// Breadth-first from the district goals against the links.
fn distances(district: &District) -> Vec<u8> {
    let mut distance = vec![u8::MAX; district.items.len()];
    let mut queue = VecDeque::new();
    for goal in district.goals_of_district() {
        distance[goal.row()] = 0;
        queue.push_back(*goal);
    }
    while let Some(item) = queue.pop_front() {
        let next = distance[item.row()] + 1;
        if next > LINE_OF_SIGHT {
            continue;
        }
        for child in district.supported_by(item) {
            if carries(district, *child) && distance[child.row()] == u8::MAX {
                distance[child.row()] = next;
                queue.push_back(*child);
            }
        }
    }
    distance
}

/// Everything above an active individual or team goal.
fn reached(district: &District) -> Vec<bool> {
    let mut reached = vec![false; district.items.len()];
    let near = |item: &ItemId| district.item(*item).kind.is_near_goal() && district.item(*item).active;
    let mut queue: Vec<ItemId> = district.item_ids().filter(near).collect();
    while let Some(item) = queue.pop() {
        for parent in district.supports(item) {
            if carries(district, *parent) && !std::mem::replace(&mut reached[parent.row()], true) {
                queue.push(*parent);
            }
        }
    }
    reached
}
