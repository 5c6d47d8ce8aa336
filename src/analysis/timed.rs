//! Which of an educator's obligations conflict in time (contract §3). Comes in: what was found about her time. Goes out:
//! pairs of her obligations with the reason: sessions that clash, work that does not fit beside each other, steps that
//! cannot be finished in order. A decision in force takes the reasons away that it was taken about.

use crate::graph::interplay::Timed;
use crate::graph::reason::Reason;
use crate::model::hers::{Hers, MAX_OBLIGATIONS};
use crate::model::people::EducatorId;
use crate::model::{District, Subject};
use crate::time::Timing;
use crate::time::session::Clash;

/// Pairs of numbers among her obligations, with the reason; none where there are too many. O(pairs).
pub(super) fn conflicts(district: &District, educator: EducatorId, hers: &Hers, timing: &Timing) -> Vec<Timed> {
    let mut found = Vec::new();
    if hers.obligations.len() > MAX_OBLIGATIONS {
        return found;
    }
    for clash in &timing.clashes {
        if !district.in_force.settles("session-overlap", &names(district, clash)) {
            let [some, others] = [clash.a, clash.b].map(|subject| attended(district, hers, subject));
            found.extend(pairs(&some, &others).map(|(a, b)| (a, b, Reason::Session)));
        }
    }
    if let Some(strain) = timing.strain.as_ref().filter(|strain| strain.is_over)
        && !district.in_force.settles("hours-over-capacity", &[district.educator_name(educator)])
    {
        let subjects: Vec<Subject> = strain.work.iter().map(|share| share.of).collect();
        found.extend(competing(district, hers, &subjects));
    }
    for late in &timing.late {
        let [a, b] = [late.successor, late.predecessor].map(|item| hers.position(district, item));
        found.extend(a.zip(b).map(|(a, b)| (a as u32, b as u32, Reason::Order)));
    }
    found
}

/// The ids of a clash, as the finding has them.
fn names<'d>(district: &'d District, clash: &Clash) -> [&'d str; 2] {
    clash.a.in_order(clash.b, district).map(|subject| subject.name(district))
}

/// The obligations that sessions of a subject stand for: an activity for itself, a meeting for its team's active goals.
fn attended(district: &District, hers: &Hers, subject: Subject) -> Vec<u32> {
    let number = |item| hers.position(district, item).map(|at| at as u32);
    match subject {
        Subject::Item(item) => number(item).into_iter().collect(),
        Subject::Team(team) => district.goals_of_team(team).iter().filter_map(|goal| number(*goal)).collect(),
        Subject::School(_) => Vec::new(),
    }
}

/// The obligations that work of a subject is for: what its sessions stand for, and what an activity serves, declared or by
/// filling a rule.
pub(super) fn stands_for(district: &District, hers: &Hers, subject: Subject) -> Vec<u32> {
    let mut obligations = attended(district, hers, subject);
    if let Subject::Item(item) = subject
        && district.activity(item).is_some()
    {
        let served = hers.serves(district, item).filter_map(|served| hers.position(district, served));
        obligations.extend(served.map(|at| at as u32));
    }
    obligations
}

fn pairs<'n>(some: &'n [u32], others: &'n [u32]) -> impl Iterator<Item = (u32, u32)> {
    some.iter().flat_map(|a| others.iter().map(|b| (*a, *b)))
}

/// Pairs of obligations that both have work among these subjects and share none of it.
fn competing(district: &District, hers: &Hers, subjects: &[Subject]) -> Vec<Timed> {
    let mut work: Vec<(u32, Subject)> = Vec::new();
    for subject in subjects {
        work.extend(stands_for(district, hers, *subject).into_iter().map(|obligation| (obligation, *subject)));
    }
    work.sort_unstable();
    work.dedup();
    let of_each: Vec<&[(u32, Subject)]> = work.chunk_by(|a, b| a.0 == b.0).collect();
    let mut found = Vec::new();
    for (at, some) in of_each.iter().enumerate() {
        for others in &of_each[at + 1..] {
            if !share_one(some, others) {
                found.push((some[0].0, others[0].0, Reason::Time));
            }
        }
    }
    found
}

/// Whether two lists, both ascending, have a subject in common.
fn share_one(some: &[(u32, Subject)], others: &[(u32, Subject)]) -> bool {
    let mut others = others.iter().map(|(_, subject)| subject).peekable();
    some.iter().any(|(_, subject)| {
        while others.next_if(|other| *other < subject).is_some() {}
        others.peek() == Some(&subject)
    })
}
