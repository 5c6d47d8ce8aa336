//! Teams, schools and the district as drawings: shared goals once, people counted. Comes in: a scene and whom to draw. Goes out:
//! a drawing that stays readable: where goals of one kind are too many to be read, they are counted at what they lead to.
//! No educator and no individual goal is in it, and no group of people so small that somebody could be told from it.

use std::collections::{BTreeMap, BTreeSet};

use petgraph::unionfind::UnionFind;

use super::educator::{directed, thread_title};
use super::nodes::Nodes;
use super::{Drawing, Edge, Kind, Link, Node, Scene, shown};
use crate::graph::interplay::{Interplay, Scratch};
use crate::graph::reason::{Reason, Reasons};
use crate::load::values::counted;
use crate::model::District;
use crate::model::activity::Audience;
use crate::model::hers::Hers;
use crate::model::obligation::{Item, ItemId, ItemKind, Owner};
use crate::model::people::{EducatorId, SchoolId, TeamId};
use crate::report::suppress::{self, Count};

/// How many goals, activities or schools of one kind are drawn one by one.
const MOST: usize = 40;

/// What no drawing of many shows.
const NOT_DRAWN: [&str; 2] = [
    "Individual goals, evaluation findings and licenses are not drawn.",
    "Sessions that clash and weeks that are too full concern single people; their own pictures show them.",
];

/// Draws some teams.
pub(super) fn of_teams(scene: &Scene<'_>, teams: &[TeamId]) -> Drawing {
    let district = scene.district;
    let own: Vec<ItemId> = teams.iter().flat_map(|team| district.goals_of_team(*team)).copied().collect();
    let parties: BTreeSet<Audience> = teams.iter().map(|team| Audience::Team(*team)).collect();
    let mut plan = Plan::of(scene, above(district, &own));
    plan.activities(&parties, &own);
    let people: Vec<(Vec<ItemId>, &[EducatorId])> =
        teams.iter().map(|team| (district.goals_of_team(*team).to_vec(), district.members(*team))).collect();
    let names: Vec<&str> = teams.iter().map(|team| district.names.get(district.team(*team).name)).collect();
    plan.finish("team", &names, &people)
}

/// Draws some schools.
pub(super) fn of_schools(scene: &Scene<'_>, schools: &[SchoolId]) -> Drawing {
    let district = scene.district;
    let own: Vec<ItemId> = schools.iter().flat_map(|school| district.goals_of_school(*school)).copied().collect();
    let teams = || {
        (0..district.teams.len() as u32)
            .map(TeamId)
            .filter(|team| district.team(*team).school.is_some_and(|school| schools.contains(&school)))
    };
    let of_teams: Vec<ItemId> = teams().flat_map(|team| district.goals_of_team(team)).copied().collect();
    let mut items = above(district, &own);
    let few = of_teams.len() <= MOST;
    items.extend(if few { above(district, &of_teams) } else { BTreeSet::new() });
    let parties = schools.iter().map(|school| Audience::School(*school)).chain(teams().map(Audience::Team)).collect();
    let mut plan = Plan::of(scene, items);
    if !few {
        plan.counted.push(ItemKind::PlcGoal);
    }
    plan.activities(&parties, &[own.as_slice(), &of_teams].concat());
    let people: Vec<(Vec<ItemId>, &[EducatorId])> =
        schools.iter().map(|school| (district.goals_of_school(*school).to_vec(), district.staff(*school))).collect();
    let names: Vec<&str> = schools.iter().map(|school| district.school_name(*school)).collect();
    plan.finish("school", &names, &people)
}

/// Draws the district: its goals, and those of its schools; many schools stand for their goals, and very many are counted.
pub(super) fn of_district(scene: &Scene<'_>) -> Drawing {
    let district = scene.district;
    let own = district.goals_of_district();
    let schools = || (0..district.schools.len() as u32).map(SchoolId);
    let of_schools: Vec<ItemId> = schools().flat_map(|school| district.goals_of_school(school)).copied().collect();
    let each = of_schools.len() <= MOST;
    let mut items: BTreeSet<ItemId> = own.iter().copied().collect();
    items.extend(of_schools.iter().filter(|_| each));
    let mut plan = Plan::of(scene, items);
    plan.counted.extend([ItemKind::PlcGoal, ItemKind::Activity]);
    if each {
        plan.by_school = true;
    } else if district.schools.len() <= MOST {
        plan.schools();
    } else {
        plan.counted.insert(0, ItemKind::SchoolGoal);
    }
    let everyone: Vec<EducatorId> = district.educator_ids().collect();
    let name = district.id.as_str();
    plan.finish("district", &[name], &[(own.to_vec(), &everyone)])
}

/// Goals and everything that they lead to over active goals of teams, schools and the district.
fn above(district: &District, goals: &[ItemId]) -> BTreeSet<ItemId> {
    let mut found: BTreeSet<ItemId> = goals.iter().copied().collect();
    let mut queue = goals.to_vec();
    while let Some(item) = queue.pop() {
        for target in district.supports(item) {
            let about = district.item(*target);
            let is_shared = about.kind.is_goal() && about.kind != ItemKind::IndividualPlan;
            if is_shared && about.active && found.insert(*target) {
                queue.push(*target);
            }
        }
    }
    found
}

/// A drawing in the making.
struct Plan<'s, 'a> {
    scene: &'s Scene<'a>,
    items: BTreeSet<ItemId>,
    activities: Vec<ItemId>,
    /// Kinds that are counted at what they lead to.
    counted: Vec<ItemKind>,
    /// Schools that stand for their goals.
    schools: Vec<SchoolId>,
    by_school: bool,
}

impl<'s, 'a> Plan<'s, 'a> {
    fn of(scene: &'s Scene<'a>, items: BTreeSet<ItemId>) -> Self {
        Self { scene, items, activities: Vec::new(), counted: Vec::new(), schools: Vec::new(), by_school: false }
    }

    /// Adds what is required of some parties or of everybody, and what serves some goals.
    fn activities(&mut self, parties: &BTreeSet<Audience>, goals: &[ItemId]) {
        let district = self.scene.district;
        let required = |audience: &Audience| *audience == Audience::All || parties.contains(audience);
        let of_them = district.item_ids().filter(|item| district.activity(*item).is_some());
        let of_them = of_them.filter(|item| district.audience(*item).iter().any(required));
        let serving = goals.iter().flat_map(|goal| district.supported_by(*goal)).copied();
        let serving = serving.filter(|item| district.activity(*item).is_some());
        let found: BTreeSet<ItemId> = of_them.chain(serving).collect();
        if found.len() <= MOST {
            self.activities = found.into_iter().collect();
        } else {
            self.counted.push(ItemKind::Activity);
        }
    }

    fn schools(&mut self) {
        let schools = (0..self.scene.district.schools.len() as u32).map(SchoolId);
        self.schools = schools.filter(|school| !self.scene.district.goals_of_school(*school).is_empty()).collect();
    }

    fn finish(self, scope: &'static str, names: &[&str], people: &[(Vec<ItemId>, &[EducatorId])]) -> Drawing {
        let district = self.scene.district;
        let mut nodes = Nodes::of(self.scene, self.items.iter().chain(&self.activities).copied());
        let mut edges = self.pairs(&nodes);
        self.stand_for_goals(&mut nodes, &mut edges);
        shown::choose(&mut edges, nodes.all.len());
        for node in &mut nodes.all {
            if let Some(item) = node.item {
                node.how = district.activity(item).map(|_| audience(district, item));
                node.below = self.below(item);
            }
        }
        let least = u64::from(self.scene.loaded.manifest.config.limits.aggregate_min);
        let kept = count_people(self.scene, &mut nodes, people, least);
        let groups = if self.by_school { by_school(district, &mut nodes) } else { by_thread(district, &mut nodes, &edges) };
        let told = self.notes((kept > 0).then_some(least));
        let goals = nodes.all.iter().filter(|node| matches!(node.kind, Kind::Item(kind) if kind.is_goal())).count();
        let about = format!(
            "{}, by kind from the district's goals down; people are counted and not named.",
            counted(goals as u64, "shared goal")
        );
        let title = match scope {
            "district" => format!("How the goals of {} hang together", names.join(", ")),
            scope => format!(
                "How the goals of the {scope}{} {} hang together",
                if names.len() == 1 { "" } else { "s" },
                names.join(", ")
            ),
        };
        Drawing { scope, title, about, groups, hidden: nodes.hidden, nodes: nodes.all, edges, notes: told }
    }

    /// What the drawing leaves out; numbers of people among it where there is a least group.
    fn notes(&self, least: Option<u64>) -> Vec<String> {
        let mut told = NOT_DRAWN.map(str::to_owned).to_vec();
        let plural =
            |kind: &ItemKind| if *kind == ItemKind::Activity { "activities".to_owned() } else { format!("{}s", kind.plain()) };
        let counted: Vec<String> = self.counted.iter().map(plural).collect();
        if !counted.is_empty() {
            let what = counted.join(" and ");
            told.push(format!(
                "Here {what} are counted at the goals that they lead to; the pictures of schools and teams show more."
            ));
        }
        told.extend(least.map(|least| {
            format!(
                "How many people have goals of their own that lead to a goal is not shown where it would tell of fewer than {least} \
                 people, or of all but fewer than {least}."
            )
        }));
        told
    }

    /// How all that is drawn interacts, as it would for somebody who had all of it. Goals that nobody can have together,
    /// because they are of different schools or of teams without a common member, interact only where it is declared.
    fn pairs(&self, nodes: &Nodes) -> Vec<Edge> {
        let district = self.scene.district;
        let mut obligations: Vec<ItemId> = self.items.iter().chain(&self.activities).copied().collect();
        obligations.sort_unstable_by_key(|item| district.rank(*item));
        let mut required = self.activities.clone();
        required.sort_unstable();
        let all = Hers { obligations, required, chosen: Vec::new(), fills: Vec::new(), keeps_off: true };
        let interplay = Interplay::of(district, &all, &[], &mut Scratch::default());
        let declared = |reasons: Reasons| reasons.has(Reason::Supports) || reasons.has(Reason::Conflicts);
        let mut found: BTreeMap<(usize, usize), (Reasons, [bool; 2])> = BTreeMap::new();
        for (a, b, reasons) in interplay.pairs() {
            let (a, b) = (all.obligations[a], all.obligations[b]);
            let may = declared(reasons) || may_be_of_one(district, a, b);
            if let (Some(one), Some(other), true) = (nodes.number(a), nodes.number(b), may) {
                let ((one, a), (other, b)) = if one < other { ((one, a), (other, b)) } else { ((other, b), (one, a)) };
                found.insert((one, other), (reasons, [district.supports(a).contains(&b), district.supports(b).contains(&a)]));
            }
        }
        let line = |((one, other), (reasons, leads))| {
            let (from, to, directed) = directed(one, other, leads);
            Edge::new(from, to, directed, Link::Pair(reasons))
        };
        found.into_iter().map(line).collect()
    }

    /// Adds schools that stand for their goals, and how many of these lead to which goal of the district.
    fn stand_for_goals(&self, nodes: &mut Nodes, edges: &mut Vec<Edge>) {
        let district = self.scene.district;
        for school in &self.schools {
            let from = nodes.all.len();
            let goals = district.goals_of_school(*school);
            let mut leads: BTreeMap<usize, u32> = BTreeMap::new();
            let targets = goals.iter().flat_map(|goal| district.supports(*goal));
            targets.filter_map(|target| nodes.number(*target)).for_each(|to| *leads.entry(to).or_default() += 1);
            let node = Node::of_item(Kind::School, district.school_name(*school).to_owned(), None);
            nodes.all.push(Node { says: Some(counted(goals.len() as u64, "school goal")), ..node });
            edges.extend(leads.into_iter().map(|(to, goals)| Edge::new(from, to, true, Link::Leads(goals))));
        }
    }

    /// What leads to an item directly and is counted instead of drawn.
    fn below(&self, item: ItemId) -> Vec<(ItemKind, usize)> {
        let district = self.scene.district;
        let count = |kind: &ItemKind| {
            let is_one = |below: &&ItemId| district.item(**below).kind == *kind && district.item(**below).active;
            (*kind, district.supported_by(item).iter().filter(is_one).count())
        };
        self.counted.iter().map(count).filter(|(_, count)| *count > 0).collect()
    }
}

/// Whether one educator may have both.
fn may_be_of_one(district: &District, a: ItemId, b: ItemId) -> bool {
    match (district.item(a).owner, district.item(b).owner) {
        (Owner::School(one), Owner::School(other)) => one == other,
        (Owner::Team(one), Owner::Team(other)) => {
            one == other || district.members(one).iter().any(|member| district.members(other).contains(member))
        }
        _ => true,
    }
}

/// Of whom an activity is required, in words and without naming people.
fn audience(district: &District, item: ItemId) -> String {
    let mut words = BTreeSet::new();
    for audience in district.audience(item) {
        words.insert(match audience {
            Audience::All => "everyone".to_owned(),
            Audience::Team(team) => district.names.get(district.team(*team).name).to_owned(),
            Audience::School(school) => district.school_name(*school).to_owned(),
            Audience::Role(role) => format!("role {}", district.names.get(*role)),
            Audience::Educator(_) => "some people".to_owned(),
        });
    }
    let words: Vec<String> = words.into_iter().collect();
    if words.is_empty() { "by choice".to_owned() } else { format!("required of {}", words.join(", ")) }
}

/// Says at each goal how many of its people have goals of their own that lead to it, as far as it may be told. Gives at how many
/// goals it may not. O(people and their links).
fn count_people(scene: &Scene<'_>, nodes: &mut Nodes, people: &[(Vec<ItemId>, &[EducatorId])], least: u64) -> usize {
    let mut kept = 0;
    for (goals, people) in people {
        let goals: Vec<ItemId> = goals.iter().copied().filter(|goal| nodes.number(*goal).is_some()).collect();
        let (groups, within) = groups(scene.district, &goals, people);
        let shown = suppress::groups(&groups, people.len() as u64, &within, least);
        for ((goal, group), shown) in goals.iter().zip(groups).zip(shown) {
            let at = nodes.number(*goal).expect("goals without a node were left out");
            nodes.all[at].people = Some(if shown { Count::Told(group.len() as u64) } else { Count::Kept });
            kept += usize::from(!shown);
        }
    }
    kept
}

/// For each goal who of some people have a goal of their own that leads to it, ascending, and which goals lead to which.
fn groups(district: &District, goals: &[ItemId], people: &[EducatorId]) -> (Vec<Vec<EducatorId>>, Vec<(usize, usize)>) {
    let number: BTreeMap<ItemId, usize> = goals.iter().copied().zip(0..).collect();
    let mut groups = vec![Vec::new(); goals.len()];
    for own in own_goals(district, people).chunk_by(|a, b| a.0 == b.0) {
        let reached = reached(district, own.iter().map(|(_, goal)| *goal).collect());
        reached.iter().filter_map(|item| number.get(item)).for_each(|at| groups[*at].push(own[0].0));
    }
    let within = goals.iter().enumerate().flat_map(|(inner, goal)| {
        let reached = reached(district, vec![*goal]);
        let outer: Vec<usize> = reached.iter().filter_map(|item| number.get(item)).copied().collect();
        outer.into_iter().filter(move |outer| *outer != inner).map(move |outer| (inner, outer))
    });
    (groups, within.collect())
}

/// The active individual goals of some people, by their educator.
fn own_goals(district: &District, people: &[EducatorId]) -> Vec<(EducatorId, ItemId)> {
    let people: BTreeSet<EducatorId> = people.iter().copied().collect();
    let own = |item: ItemId| match district.item(item) {
        Item { kind: ItemKind::IndividualPlan, active: true, owner: Owner::Educator(educator), .. } => Some((*educator, item)),
        _ => None,
    };
    let mut goals: Vec<(EducatorId, ItemId)> =
        district.item_ids().filter_map(own).filter(|(one, _)| people.contains(one)).collect();
    goals.sort_unstable();
    goals
}

/// What some items lead to over active goals, without themselves unless they go in a ring.
fn reached(district: &District, mut queue: Vec<ItemId>) -> BTreeSet<ItemId> {
    let mut reached = BTreeSet::new();
    while let Some(item) = queue.pop() {
        for target in district.supports(item) {
            let about = district.item(*target);
            if about.kind.is_goal() && about.active && reached.insert(*target) {
                queue.push(*target);
            }
        }
    }
    reached
}

/// School goals stand in a column of their school.
fn by_school(district: &District, nodes: &mut Nodes) -> Vec<String> {
    let mut groups: Vec<SchoolId> = Vec::new();
    for node in &mut nodes.all {
        if let Some(Owner::School(school)) = node.item.map(|item| district.item(item).owner) {
            let at = groups.iter().position(|known| *known == school).unwrap_or_else(|| {
                groups.push(school);
                groups.len() - 1
            });
            node.group = Some(at);
        }
    }
    groups.into_iter().map(|school| format!("School {}", district.school_name(school))).collect()
}

/// What hangs together stands in a column; what hangs on nothing comes last.
fn by_thread(district: &District, nodes: &mut Nodes, edges: &[Edge]) -> Vec<String> {
    let count = nodes.all.len();
    let mut together = UnionFind::<usize>::new(count);
    let reinforces = |edge: &&Edge| match edge.link {
        Link::Pair(reasons) => reasons.is_positive(),
        Link::Serves | Link::Leads(_) => true,
        Link::Strains => false,
    };
    edges.iter().filter(reinforces).for_each(|edge| _ = together.union(edge.from, edge.to));
    let mut threads: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    (0..count).for_each(|at| threads.entry(together.find_mut(at)).or_default().push(at));
    let mut threads: Vec<Vec<usize>> = threads.into_values().collect();
    threads.sort_unstable();
    let (threads, alone): (Vec<_>, Vec<_>) = threads.into_iter().partition(|members| members.len() > 1);
    let mut titles = Vec::new();
    for (number, members) in threads.iter().enumerate() {
        titles.push(thread_title(district, number + 1, members.iter().filter_map(|at| nodes.all[*at].item)));
        members.iter().for_each(|at| nodes.all[*at].group = Some(number));
    }
    if !alone.is_empty() {
        alone.concat().into_iter().for_each(|at| nodes.all[at].group = Some(titles.len()));
        titles.push("Linked to nothing here".to_owned());
    }
    titles
}
