//! More is required of an educator in some weeks than there is time for.

use std::collections::BTreeMap;

use super::TOLD;
use crate::analysis::rule::{Check, One, Rule};
use crate::analysis::timed;
use crate::finding::{Category, Class, Findings, Kind, Level, Role};
use crate::graph::reason::Reasons;
use crate::load::lists::List;
use crate::load::values::duration;
use crate::model::Subject;
use crate::time::Strain;
use crate::time::work::Share;

/// The rule.
pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "hours-over-capacity",
        level: Level::Error,
        category: Category::Conflict,
        acts: &[Role::School, Role::District],
        tells: Class::Plan,
        remedy: "Drop, merge or move some of it, or release time for it.",
        page: include_str!("hours_over_capacity.md"),
    },
    needs: &[&[List::Calendar]],
    checks: &[Check::Educator(check)],
};

fn check(one: &One<'_>, findings: &mut Findings) {
    let Some(strain) = &one.timing.strain else { return };
    let (district, name) = (one.district(), one.name());
    let (from, until) = (strain.weeks.0.monday().date(), strain.weeks.1.sunday().date());
    let [asked, there] = [strain.asked, strain.there].map(duration);
    let message = if strain.is_over {
        let short = duration(strain.short());
        format!("{name} has {asked} of required work from {from} to {until} and {there} for it: {short} too many")
    } else {
        format!("{name} has {asked} of required work and {there} for it in the year, which leaves little room")
    };
    let merges = merges(one, strain);
    let mut finding = RULE.kind.at(district.educator(one.educator).place, message).items([name]);
    finding.level = if strain.is_over { Level::Error } else { Level::Warning };
    // All of it is told with its place: who may not see one of the records may not see what follows from it.
    for (share, merge) in strain.work.iter().zip(&merges) {
        finding = finding.also(share.of.place(district), label(one, strain, share, *merge));
    }
    let names = || strain.work.iter().map(|share| share.of.name(district));
    let partner = |merge: &Merge| merge.map_or("", |(other, _)| strain.work[other].of.name(district));
    finding = finding
        .word("from", &from)
        .word("until", &until)
        .figure("minutes_asked", strain.asked)
        .figure("minutes_there", strain.there)
        .figure("minutes_short", strain.short())
        .words("work", names())
        .numbers("work_minutes", strain.work.iter().map(|share| share.minutes))
        .numbers("moving_frees", strain.work.iter().map(|share| share.minutes.min(strain.room)))
        .words("merge_with", merges.iter().map(partner))
        .numbers("merging_frees", merges.iter().map(|merge| merge.map_or(0, |(_, freed)| freed)));
    findings.push(finding.help(advice(one, strain)));
}

/// Which other work of the window something could be merged with, and how many minutes that frees.
type Merge = Option<(usize, u64)>;

/// For each piece of work the one that it reinforces and that frees most if both are done at once: the shorter of the two.
fn merges(one: &One<'_>, strain: &Strain) -> Vec<Merge> {
    let reasons: BTreeMap<(usize, usize), Reasons> = one.interplay.pairs().into_iter().map(|(a, b, why)| ((a, b), why)).collect();
    let work = &strain.work[..strain.work.len().min(TOLD)];
    let stands: Vec<Vec<u32>> = work.iter().map(|share| timed::stands_for(one.district(), one.hers, share.of)).collect();
    let reinforces = |a: u32, b: u32| {
        let pair = (a.min(b) as usize, a.max(b) as usize);
        a == b || reasons.get(&pair).is_some_and(|why| why.is_positive())
    };
    let best = |at: usize| -> Merge {
        let others = (0..work.len()).filter(|other| *other != at);
        let fitting = others.filter(|other| stands[at].iter().any(|a| stands[*other].iter().any(|b| reinforces(*a, *b))));
        fitting
            .map(|other| (other, work[other].minutes.min(work[at].minutes)))
            .max_by_key(|(other, freed)| (*freed, std::cmp::Reverse(*other)))
    };
    (0..strain.work.len()).map(|at| if at < work.len() { best(at) } else { None }).collect()
}

/// What a piece of work asks, and what moving or merging it would free.
fn label(one: &One<'_>, strain: &Strain, share: &Share, merge: Merge) -> String {
    let sessions = if share.is_sessions { " in sessions" } else { "" };
    let moved = share.minutes.min(strain.room);
    let moving = if !strain.is_over || moved == 0 {
        String::new()
    } else {
        format!("; moving it to other weeks frees {}", duration(moved))
    };
    let merging = merge.map_or(String::new(), |(other, freed)| {
        format!("; merging it with {} frees {}", strain.work[other].of.name(one.district()), duration(freed))
    });
    format!("{}, {}{sessions}{moving}{merging}", share.of.name(one.district()), duration(share.minutes))
}

/// What to do: first what nothing of hers hangs on. Goals are hers, so that only activities and meetings can be loose.
fn advice(one: &One<'_>, strain: &Strain) -> String {
    let district = one.district();
    let serves = |share: &Share| timed::stands_for(district, one.hers, share.of).len() > usize::from(share.of.is_item());
    let is_goal = |share: &Share| matches!(share.of, Subject::Item(item) if district.item(item).kind.is_goal());
    let loose = strain.work.iter().filter(|share| !is_goal(share) && !serves(share)).take(3);
    let loose: Vec<String> = loose.map(|share| format!("{} ({})", share.of.name(district), duration(share.minutes))).collect();
    let what = if strain.is_over {
        format!("Drop, merge or move work of {}, or release time for it.", duration(strain.short()))
    } else {
        "Drop or merge some of it, or release time.".to_owned()
    };
    if loose.is_empty() { what } else { format!("Look first at what serves no goal of hers: {}. {what}", loose.join(", ")) }
}
