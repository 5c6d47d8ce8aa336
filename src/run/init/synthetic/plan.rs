//! How many educators each school has and what is planted there. Comes in: the size of the district and its seed.
//! Goes out: one small plan a school, which is all that must be known of the whole district at once, and who it meets.

use std::cmp::Reverse;

use super::plants::{PLANTS, Plant};
use super::random::Random;
use super::school::School;

/// One planted fault or reinforcement.
#[derive(Clone, Copy, Debug)]
pub(super) struct Planting {
    /// The row of `PLANTS`.
    pub(super) plant: usize,
    /// How many of its kind were planted before, which chooses among its forms.
    pub(super) turn: usize,
}

/// What is known of a school before it is built.
#[derive(Debug)]
pub(super) struct Plan {
    /// Its number, from 1.
    pub(super) number: u32,
    /// The number of its first educator.
    pub(super) first: u32,
    /// How many educators it has.
    pub(super) size: u32,
    /// What is planted in it.
    pub(super) plantings: Vec<Planting>,
}

/// How few educators a school of a larger district has.
const SMALLEST: u32 = 20;
/// How many it has at most.
const LARGEST: u32 = 80;
/// One of every plant for so many educators.
const EDUCATORS_PER_PLANT: u32 = 1000;

/// The schools of a district with their plants, spread by the seed. O(schools).
pub(super) fn schools(educators: u32, seed: u64) -> Vec<Plan> {
    let random = &mut Random::of(seed, 0);
    let mut plans: Vec<Plan> = Vec::new();
    let mut left = educators;
    while left > 0 {
        let size = size(left, random);
        let first = educators - left + 1;
        plans.push(Plan { number: plans.len() as u32 + 1, first, size, plantings: Vec::new() });
        left -= size;
    }
    spread(&mut plans, educators, random);
    plans
}

/// The last school takes what is left, and no school before it leaves too few.
fn size(left: u32, random: &mut Random) -> u32 {
    if left <= 2 * SMALLEST { left } else { (SMALLEST + random.below(LARGEST - SMALLEST + 1)).min(left - SMALLEST) }
}

/// Plants one after another in the schools' shuffled order, so that the same plant meets a school once.
fn spread(plans: &mut [Plan], educators: u32, random: &mut Random) {
    let mut order: Vec<usize> = (0..plans.len()).collect();
    random.shuffle(&mut order);
    let mut at = 0;
    for (plant, what) in PLANTS.iter().enumerate() {
        for turn in 0..(educators / EDUCATORS_PER_PLANT).max(1) as usize {
            let next = (0..order.len()).map(|step| order[(at + step) % order.len()]);
            if let Some(school) = next.into_iter().find(|school| plans[*school].has_room(what, educators)) {
                plans[school].plantings.push(Planting { plant, turn });
            }
            at += 1;
        }
    }
}

impl Plan {
    fn has_room(&self, plant: &Plant, educators: u32) -> bool {
        let is_fit = self.size >= plant.school_size && self.size * plant.district <= educators;
        let taken: u32 = self.plantings.iter().map(|planting| PLANTS[planting.plant].people).sum();
        // The principal, the coach and the one who also works elsewhere stay as they are.
        is_fit && taken + plant.people + 3 <= self.size
    }
}

/// Chooses people for each plant: not the first two nor the last, nobody twice, the least used teams first.
pub(super) fn choose(school: &School, plantings: &[Planting], random: &mut Random) -> Vec<(Planting, Vec<usize>)> {
    let mut free: Vec<usize> = (2..school.people.len().saturating_sub(1)).collect();
    random.shuffle(&mut free);
    let mut used = vec![0; school.teams.len()];
    let mut plantings = plantings.to_vec();
    // Those who need most choose first, while every team has somebody free.
    plantings.sort_by_key(|planting| Reverse(PLANTS[planting.plant].people));
    let mut chosen = Vec::new();
    for planting in plantings {
        let (mut people, mut teams) = (Vec::new(), Vec::new());
        while people.len() < PLANTS[planting.plant].people as usize {
            let team_of = |person: usize| school.people[person].team.unwrap_or_default();
            let candidates = free.iter().copied().filter(|person| !teams.contains(&team_of(*person)));
            let Some(person) = candidates.min_by_key(|person| used[team_of(*person)]) else { break };
            free.retain(|other| *other != person);
            teams.push(team_of(person));
            used[team_of(person)] += 1;
            people.push(person);
        }
        if people.len() == PLANTS[planting.plant].people as usize {
            chosen.push((planting, people));
        }
    }
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schools_add_up_and_have_a_sensible_size() {
        for educators in (60..400).chain([3000, 12_345]) {
            let plans = schools(educators, 9);
            assert_eq!(plans.iter().map(|plan| plan.size).sum::<u32>(), educators);
            assert!(plans.iter().all(|plan| (SMALLEST..=LARGEST).contains(&plan.size)), "{educators}");
        }
    }

    #[test]
    fn sixty_educators_hold_every_plant_that_asks_for_no_larger_district() {
        for seed in 0..200 {
            let plans = schools(60, seed);
            let possible = PLANTS.iter().filter(|plant| plant.district == 1).count();
            assert_eq!(plans.iter().map(|plan| plan.plantings.len()).sum::<usize>(), possible);
        }
    }
}
