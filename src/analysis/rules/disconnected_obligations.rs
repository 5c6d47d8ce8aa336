//! An educator whose obligations fall apart into many tracks.

use crate::analysis::rule::{Check, One, Rule};
use crate::finding::{Category, Class, Findings, Kind, Level, Role};
use crate::model::District;
use crate::model::obligation::{ItemId, ItemKind};

/// The rule.
pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "disconnected-obligations",
        level: Level::Warning,
        category: Category::Fragmentation,
        acts: &[Role::Learner, Role::Coach, Role::School],
        tells: Class::Licence,
        remedy: "Join two threads with a link where that is true, and ask what the rest of the work is for.",
        page: include_str!("disconnected_obligations.md"),
    },
    needs: &[],
    checks: &[Check::Educator(check)],
};

/// Fewer obligations than this are too few to fall apart.
const OBLIGATIONS: usize = 4;

fn check(one: &One<'_>, findings: &mut Findings) {
    let district = one.district();
    let counted = |at: &usize| {
        let item = district.item(one.hers.obligations[*at]);
        !item.free && !item.kind.is_ambient()
    };
    let threads: Vec<Vec<usize>> = one.threads.iter().filter(|thread| thread.iter().any(counted)).cloned().collect();
    let mut obligations: Vec<ItemId> =
        one.obligations(|item| !district.item(item).free).map(|item| district.item(item).requirement(item)).collect();
    obligations.sort_unstable();
    obligations.dedup();
    let limit = one.case.config.limits.threads_per_person;
    if obligations.len() < OBLIGATIONS || threads.len() < limit as usize {
        return;
    }
    let (count, name) = (obligations.len(), one.name());
    let message = format!("the {count} obligations of {name} fall apart into {} threads", threads.len());
    let first = threads.iter().flatten().copied().find(counted).unwrap_or(0);
    let finding = RULE.kind.at(district.item(one.hers.obligations[first]).place, message).items([name]);
    let finding = finding.figure("obligations", count).figure("threads", threads.len()).figure("limit", limit);
    findings.push(match smallest_link(one, &threads) {
        Some((from, to)) => {
            let (from, to) = (district.item_name(from), district.item_name(to));
            let verb = if district.find_item(from).is_some_and(|item| district.activity(item).is_some()) {
                "serves"
            } else {
                "supports"
            };
            finding.words("link", [from, to]).help(format!(
                "Two threads have related focuses, and one link would join them: {from} {verb} {to}, if that is true."
            ))
        }
        // Among a thousand obligations nobody looked for one.
        None if one.interplay.too_many => finding,
        None => finding.help(NO_LINK),
    });
}

/// The next step where no two threads have anything to do with each other: a link on paper would only hide that.
const NO_LINK: &str = "No link suggests itself. Ask what the work of each thread is meant for.";

/// Kind of source, kind of target, and the two numbers: the smallest asks least.
type Rank = (u8, u8, usize, usize);
/// An end of a link: its kind's rank, its number among her obligations, and its thread.
type End = (u8, usize, usize);

/// How many ends of links are weighed of one thread, and of all threads.
const ENDS: (usize, usize) = (8, 32);
/// How many focuses of an end are weighed.
const FOCUSES: usize = 8;

/// The link that asks least of her: between two threads of related focus, from a goal or activity she can change herself, to
/// what is nearest to her. O(obligations) and a bounded number of pairs: those that ask least by kind.
fn smallest_link(one: &One<'_>, threads: &[Vec<usize>]) -> Option<(ItemId, ItemId)> {
    if one.interplay.too_many {
        return None;
    }
    let district = one.district();
    let item = |at: usize| one.hers.obligations[at];
    let sources = ends(one, threads, source_rank);
    let targets = ends(one, threads, target_rank);
    let mut best: Option<Rank> = None;
    for (source, from, thread) in &sources {
        let related = |(_, to, other): &&End| other != thread && are_related(district, item(*from), item(*to));
        for (target, to, _) in targets.iter().filter(related) {
            let rank = (*source, *target, *from, *to);
            best = Some(best.map_or(rank, |least| least.min(rank)));
        }
    }
    best.map(|(_, _, from, to)| (item(from), item(to)))
}

/// The ends of links that ask least, of each thread some. A free goal is unaligned on purpose, and none of them.
fn ends(one: &One<'_>, threads: &[Vec<usize>], rank: fn(&District, ItemId) -> Option<u8>) -> Vec<End> {
    let district = one.district();
    let mut ends: Vec<End> = Vec::new();
    for (thread, members) in threads.iter().enumerate() {
        let bound = members.iter().filter(|at| !district.item(one.hers.obligations[**at]).free);
        let ranked = bound.filter_map(|at| rank(district, one.hers.obligations[*at]).map(|rank| (rank, *at, thread)));
        let mut ranked: Vec<End> = ranked.collect();
        ranked.sort_unstable();
        ends.extend(ranked.into_iter().take(ENDS.0));
    }
    ends.sort_unstable();
    ends.truncate(ENDS.1);
    ends
}

/// Whether a focus of one is a focus of the other, or related to it.
fn are_related(district: &District, a: ItemId, b: ItemId) -> bool {
    let focuses = |item: ItemId| district.focus(item).iter().take(FOCUSES);
    focuses(a).any(|one| focuses(b).any(|other| district.focuses.nearness(*one, *other).is_some()))
}

fn source_rank(district: &District, item: ItemId) -> Option<u8> {
    match district.item(item).kind {
        ItemKind::IndividualPlan => Some(0),
        ItemKind::Activity => Some(1),
        ItemKind::PlcGoal => Some(2),
        _ => None,
    }
}

fn target_rank(district: &District, item: ItemId) -> Option<u8> {
    match district.item(item).kind {
        ItemKind::PlcGoal => Some(0),
        ItemKind::SchoolGoal => Some(1),
        ItemKind::DistrictGoal => Some(2),
        ItemKind::IndividualPlan => Some(3),
        ItemKind::Finding => Some(4),
        ItemKind::Requirement => Some(5),
        ItemKind::Activity => None,
    }
}
