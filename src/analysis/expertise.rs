//! Colleagues who could help. Comes in: what educators offer and what they work on. Goes out: needs that no activity meets,
//! the colleagues in the building who offer just that, and how many they have time for. Apart, because rules ask it and the
//! coach's page shows it. Goals that are private take no part, nor do findings of evaluations.
//!
//! A colleague has an hour for each person she helps: who offers five hours has time for five. Where several could help, people
//! and colleagues are matched so that as many as can be are helped: a maximum matching with capacities, as a maximum flow
//! (source → people with one need → colleagues → sink; Dinic 1970).

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use petgraph::algo::dinics;
use petgraph::graph::DiGraph;
use petgraph::unionfind::UnionFind;
use rayon::prelude::*;

use crate::model::District;
use crate::model::focus::FocusId;
use crate::model::hers::Hers;
use crate::model::names::natural;
use crate::model::obligation::{ItemId, ItemKind, Owner};
use crate::model::people::{EducatorId, SchoolId};
use crate::source::Place;

/// Minutes that one person is helped.
const VISIT: u32 = 60;

/// What an educator offers in one focus; several records of it are one.
#[derive(Clone, Copy, Debug)]
pub struct Offer {
    /// Who.
    pub educator: EducatorId,
    /// In what.
    pub focus: FocusId,
    /// Minutes in the year; `None` where no limit is said.
    pub minutes: Option<u32>,
    /// Where the first record of it begins.
    pub place: Place,
}

impl Offer {
    /// Whether there is time for anybody.
    fn has_time(&self) -> bool {
        self.minutes.is_none_or(|minutes| minutes >= VISIT)
    }
}

/// What somebody works on and no activity of hers is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Need {
    /// Whose.
    pub educator: EducatorId,
    /// On what.
    pub focus: FocusId,
    /// The first of her goals on it, in natural order of their ids.
    pub goal: ItemId,
}

/// Everything that is offered.
#[derive(Debug, Default)]
pub struct Offers {
    /// By educator and focus, in natural order of their ids, so that the order of the records decides nothing.
    all: Vec<Offer>,
    /// The numbers of the offers in each school, ascending, of people who have time.
    by_school: BTreeMap<SchoolId, Vec<usize>>,
    /// Those of people who have time, by focus, ascending.
    by_focus: BTreeMap<FocusId, Vec<usize>>,
}

impl Offers {
    /// Collects them. O(records log records).
    pub fn of(district: &District) -> Self {
        let mut merged: BTreeMap<(EducatorId, FocusId), Offer> = BTreeMap::new();
        for expert in &district.experts {
            let new = Offer { educator: expert.educator, focus: expert.focus, minutes: Some(0), place: expert.place };
            let offer = merged.entry((expert.educator, expert.focus)).or_insert(new);
            offer.minutes = offer.minutes.zip(expert.minutes).map(|(sum, more)| sum.saturating_add(more));
            offer.place = offer.place.min(expert.place);
        }
        let mut offers: Vec<Offer> = merged.into_values().collect();
        offers.sort_by(|a, b| {
            let people = natural(district.educator_name(a.educator), district.educator_name(b.educator));
            people.then_with(|| by_focus(district, a.focus, b.focus))
        });
        let mut by_school: BTreeMap<SchoolId, Vec<usize>> = BTreeMap::new();
        let mut by_focus: BTreeMap<FocusId, Vec<usize>> = BTreeMap::new();
        for (at, offer) in offers.iter().enumerate().filter(|(_, offer)| offer.has_time()) {
            by_focus.entry(offer.focus).or_default().push(at);
            for school in district.schools_of(offer.educator) {
                by_school.entry(*school).or_default().push(at);
            }
        }
        Self { all: offers, by_school, by_focus }
    }

    /// What is offered on some focuses, exactly or nearly, anywhere in the district, by people who have time; in natural order of
    /// their ids. O(focuses that are offered).
    pub fn on(&self, district: &District, focuses: &[FocusId]) -> Vec<&Offer> {
        let near = self.by_focus.iter().filter(|(focus, _)| district.focuses.meet(&[**focus], focuses));
        let mut found: Vec<usize> = near.flat_map(|(_, offers)| offers).copied().collect();
        found.sort_unstable();
        found.into_iter().map(|at| &self.all[at]).collect()
    }

    /// What colleagues in her schools offer on a focus, exactly or nearly, and have time for; each once.
    pub fn of_colleagues(&self, district: &District, educator: EducatorId, focus: FocusId) -> Vec<&Offer> {
        self.near(district, district.schools_of(educator), focus).into_iter().map(|at| &self.all[at]).collect()
    }

    /// The numbers of the offers on a focus in some schools, ascending.
    fn near(&self, district: &District, schools: &[SchoolId], focus: FocusId) -> Vec<usize> {
        let here = schools.iter().filter_map(|school| self.by_school.get(school)).flatten().copied();
        let is_near = |at: &usize| district.focuses.meet(&[self.all[*at].focus], &[focus]);
        let near: BTreeSet<usize> = here.filter(is_near).collect();
        near.into_iter().collect()
    }

    /// What an educator works on by goals that are not private, and no activity of hers serves or is about; nor does she offer
    /// it herself. O(her goals × her activities).
    pub fn needs_of(&self, district: &District, educator: EducatorId, hers: &Hers) -> Vec<Need> {
        let goals: Vec<ItemId> = hers.obligations.iter().copied().filter(|item| is_shared(district, *item)).collect();
        let is_served = |goal: &&ItemId| hers.activities().any(|item| district.supports(item).contains(goal));
        // Where one of several goals on a focus is served, the focus is.
        let served: BTreeSet<FocusId> = goals.iter().filter(is_served).flat_map(|goal| district.focus(*goal)).copied().collect();
        let is_about = |focus: FocusId| hers.activities().any(|item| district.focuses.meet(district.focus(item), &[focus]));
        let mut needs: Vec<Need> = Vec::new();
        for goal in goals {
            for focus in district.focus(goal) {
                let is_met = || served.contains(focus) || is_about(*focus) || self.offers_herself(district, educator, *focus);
                if !needs.iter().any(|need| need.focus == *focus) && !is_met() {
                    needs.push(Need { educator, focus: *focus, goal });
                }
            }
        }
        needs
    }

    fn offers_herself(&self, district: &District, educator: EducatorId, focus: FocusId) -> bool {
        let first = self.all.partition_point(|offer| {
            natural(district.educator_name(offer.educator), district.educator_name(educator)) == Ordering::Less
        });
        let hers = self.all[first..].iter().take_while(|offer| offer.educator == educator);
        hers.map(|offer| offer.focus).any(|own| district.focuses.meet(&[own], &[focus]))
    }

    /// Every need for which a colleague in the building has time, in no particular order. O(goals + needs × offers in a school),
    /// in parallel.
    pub fn needs(&self, district: &District) -> Vec<Need> {
        let mut people: Vec<EducatorId> = Vec::new();
        for item in district.item_ids().filter(|item| is_shared(district, *item)) {
            if let Owner::Educator(educator) = district.item(item).owner {
                let has_offer = |school: &SchoolId| self.by_school.contains_key(school);
                people.extend(district.schools_of(educator).iter().any(has_offer).then_some(educator));
            }
        }
        people.sort_unstable();
        people.dedup();
        let needs = |educator: &EducatorId| {
            let mut needs = self.needs_of(district, *educator, &Hers::of(district, *educator));
            needs.retain(|need| !self.near(district, district.schools_of(*educator), need.focus).is_empty());
            needs
        };
        people.par_iter().flat_map_iter(needs).collect()
    }
}

/// Whether a goal of one educator runs and is not hers alone to know.
fn is_shared(district: &District, item: ItemId) -> bool {
    let about = district.item(item);
    about.kind == ItemKind::IndividualPlan && about.active && !about.private
}

fn by_focus(district: &District, a: FocusId, b: FocusId) -> Ordering {
    let name = |focus: FocusId| district.names.get(district.focuses.name(focus));
    natural(name(a), name(b))
}

/// Who of a school needs a focus, and which colleagues there could help.
#[derive(Debug)]
pub struct Match<'o> {
    /// The school.
    pub school: SchoolId,
    /// The focus that is needed.
    pub focus: FocusId,
    /// Those who need it, in natural order of their goals' ids.
    pub needs: Vec<Need>,
    /// What colleagues offer.
    pub offers: Vec<&'o Offer>,
    /// For how many of the needs they have time, when all others' that were given are thought of too.
    pub helped: usize,
}

/// People of the same schools who need the same.
struct Wanting {
    schools: Vec<SchoolId>,
    focus: FocusId,
    needs: Vec<Need>,
}

/// Matches needs with offers, so that as many as can be are met. One match for each school and focus for which somebody has time, in
/// natural order of their ids. O(needs log needs + offers in their schools), and a flow for each group of schools that share
/// people.
pub fn matches<'o>(district: &District, offers: &'o Offers, needs: Vec<Need>) -> Vec<Match<'o>> {
    let wanting = wanting(district, needs);
    let mut parts: BTreeMap<usize, Vec<&Wanting>> = BTreeMap::new();
    let part_of = parts_of_schools(district, offers, &wanting);
    for group in &wanting {
        parts.entry(part_of[&group.schools[0]]).or_default().push(group);
    }
    let mut found: BTreeMap<(SchoolId, FocusId), Match<'o>> = BTreeMap::new();
    for groups in parts.values() {
        let choices: Vec<(usize, Vec<usize>)> =
            groups.iter().map(|group| (group.needs.len(), offers.near(district, &group.schools, group.focus))).collect();
        let capacity = |at: usize| offers.all[at].minutes.map(|minutes| (minutes / VISIT) as usize);
        let given = helped(&choices, &capacity);
        for ((group, (_, choices)), given) in groups.iter().zip(&choices).zip(&given) {
            for school in &group.schools {
                let here = |at: &usize| district.schools_of(offers.all[*at].educator).contains(school);
                let there: Vec<&Offer> = choices.iter().filter(|at| here(at)).map(|at| &offers.all[*at]).collect();
                if there.is_empty() {
                    continue;
                }
                let new = || Match { school: *school, focus: group.focus, needs: Vec::new(), offers: there, helped: 0 };
                let told = found.entry((*school, group.focus)).or_insert_with(new);
                told.needs.extend(&group.needs);
                told.helped += choices.iter().zip(given).filter(|(at, _)| here(at)).map(|(_, given)| given).sum::<usize>();
            }
        }
    }
    let mut matches: Vec<Match<'o>> = found.into_values().filter(|one| one.helped > 0).collect();
    matches.iter_mut().for_each(|one| one.needs.sort_by_key(|need| district.rank(need.goal)));
    matches.sort_by(|a, b| {
        let schools = natural(district.school_name(a.school), district.school_name(b.school));
        schools.then_with(|| by_focus(district, a.focus, b.focus))
    });
    matches
}

/// The schools of those who want something, in parts that share neither one of them nor a colleague who could help: each school with
/// the number of its part. O(offers in these schools).
fn parts_of_schools(district: &District, offers: &Offers, wanting: &[Wanting]) -> BTreeMap<SchoolId, usize> {
    let schools: BTreeSet<SchoolId> = wanting.iter().flat_map(|group| group.schools.iter().copied()).collect();
    let numbers: BTreeMap<SchoolId, usize> = schools.into_iter().zip(0..).collect();
    let mut parts: UnionFind<usize> = UnionFind::new(numbers.len());
    let of_people = wanting.iter().map(|group| &group.schools[..]);
    let helpers = numbers.keys().filter_map(|school| offers.by_school.get(school)).flatten();
    for schools_of_one in of_people.chain(helpers.map(|at| district.schools_of(offers.all[*at].educator))) {
        let known: Vec<usize> = schools_of_one.iter().filter_map(|school| numbers.get(school).copied()).collect();
        known.windows(2).for_each(|pair| _ = parts.union(pair[0], pair[1]));
    }
    numbers.into_iter().map(|(school, number)| (school, parts.find(number))).collect()
}

/// Needs by the schools of those who have them and by focus, in an order that the order of the records does not change.
fn wanting(district: &District, needs: Vec<Need>) -> Vec<Wanting> {
    let mut groups: BTreeMap<(Vec<SchoolId>, FocusId), Vec<Need>> = BTreeMap::new();
    for need in needs {
        let mut schools = district.schools_of(need.educator).to_vec();
        schools.sort_by(|a, b| natural(district.school_name(*a), district.school_name(*b)));
        groups.entry((schools, need.focus)).or_default().push(need);
    }
    let mut groups: Vec<Wanting> =
        groups.into_iter().map(|((schools, focus), needs)| Wanting { schools, focus, needs }).collect();
    groups.sort_by(|a, b| {
        let [ours, others] = [a, b].map(|group| group.schools.iter().map(|school| district.school_name(*school)));
        ours.cmp(others).then_with(|| by_focus(district, a.focus, b.focus))
    });
    groups
}

/// For each group of equal people, given how many they are and who could help them, how many each of these helps: as many as
/// can be in all. `capacity` says how many a helper has time for; `None` is any number. A maximum flow.
fn helped(groups: &[(usize, Vec<usize>)], capacity: &impl Fn(usize) -> Option<usize>) -> Vec<Vec<usize>> {
    let all: usize = groups.iter().map(|(people, _)| people).sum();
    let mut graph: DiGraph<(), u64> = DiGraph::new();
    let (source, sink) = (graph.add_node(()), graph.add_node(()));
    let mut helpers = BTreeMap::new();
    let mut edges = Vec::new();
    for (people, choices) in groups {
        let group = graph.add_node(());
        graph.add_edge(source, group, *people as u64);
        for choice in choices {
            let helper = *helpers.entry(*choice).or_insert_with(|| {
                let helper = graph.add_node(());
                graph.add_edge(helper, sink, capacity(*choice).unwrap_or(all) as u64);
                helper
            });
            edges.push(graph.add_edge(group, helper, *people as u64));
        }
    }
    let (_, flows) = dinics(&graph, source, sink);
    let mut given = edges.iter().map(|edge| flows[edge.index()] as usize);
    groups.iter().map(|(_, choices)| given.by_ref().take(choices.len()).collect()).collect()
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    /// The most people that can be helped, found by trying everything: one person after another with each helper or none.
    fn most(people: &[Vec<usize>], left: &mut [usize]) -> usize {
        let Some((first, rest)) = people.split_first() else { return 0 };
        let mut best = most(rest, left);
        for helper in first {
            if left[*helper] > 0 {
                left[*helper] -= 1;
                best = best.max(1 + most(rest, left));
                left[*helper] += 1;
            }
        }
        best
    }

    proptest! {
        #[test]
        fn as_many_are_helped_as_can_be(
            groups in vec((1_usize..3, vec(0_usize..4, 0..4)), 0..5),
            hours in vec(0_usize..3, 4),
        ) {
            let once = |choices: &Vec<usize>| choices.iter().copied().collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>();
            let groups: Vec<(usize, Vec<usize>)> = groups.iter().map(|(people, choices)| (*people, once(choices))).collect();
            let given = helped(&groups, &|helper| Some(hours[helper]));
            let mut left = hours.clone();
            let mut sum = 0;
            for ((people, choices), given) in groups.iter().zip(&given) {
                prop_assert!(given.iter().sum::<usize>() <= *people);
                for (helper, given) in choices.iter().zip(given) {
                    prop_assert!(*given <= left[*helper], "a helper gives more than she has");
                    left[*helper] -= given;
                    sum += given;
                }
            }
            let people: Vec<Vec<usize>> =
                groups.iter().flat_map(|(people, choices)| std::iter::repeat_n(choices.clone(), *people)).collect();
            prop_assert_eq!(sum, most(&people, &mut hours.clone()));
        }
    }

    #[test]
    fn a_helper_without_a_limit_helps_everybody() {
        assert_eq!(helped(&[(7, vec![0]), (5, vec![0])], &|_| None), [[7], [5]]);
    }
}
