//! What several educators share, told once to each who looks. Comes in: what holds for each of them. Goes out: findings of all of
//! a circle. Apart, because of whom a finding counts people decides to whom it may be told.

use rayon::prelude::*;

use super::numbered;
use super::rule::{Case, Check, Hit, Rule, Shared};
use crate::finding::{Finding, Findings, People};
use crate::model::people::EducatorId;
use crate::model::{District, Subject};

/// Those of whom each one who looks is told together: what several educators share is told once for each circle, and of no
/// number but of those in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Circle {
    /// Everybody, to everybody.
    All,
    /// Each by herself, to her. Nothing is told that rests on what is others' own: what she shares with others is told as if nobody
    /// shared it, and of what concerns the district as a whole only what names a record that is one person's. For pages that one
    /// person may read and no other; what all staff may know of the rest comes from an analysis of that alone.
    Each,
    /// Those who name the same coach, to her.
    Coached,
    /// The staff of each school, to its leader.
    Staff,
}

impl Circle {
    /// Whoever is told of an educator, by the number of herself, of her coach, of each of her schools; `None` for everybody, and
    /// where there is nobody.
    pub(super) fn of(self, district: &District, educator: EducatorId) -> Vec<Option<u32>> {
        let mut whom = match self {
            Self::All => Vec::new(),
            Self::Each => vec![Some(educator.0)],
            Self::Coached => {
                let coach = district.educator(educator).coach.and_then(|coach| district.party(coach)?.educator());
                coach.map(|coach| Some(coach.0)).into_iter().collect()
            }
            Self::Staff => district.schools_of(educator).iter().map(|school| Some(school.0)).collect(),
        };
        if whom.is_empty() {
            whom.push(None);
        }
        whom
    }

    /// Whether each one who looks is told of some people, and not of others.
    pub(super) fn is_of_some(self) -> bool {
        matches!(self, Self::Coached | Self::Staff)
    }

    /// Which of all educators are in it, in words behind a number of them.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::All | Self::Each => "",
            Self::Coached => " you coach",
            Self::Staff => " of your school",
        }
    }
}

/// Something that holds for an educator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Held {
    /// By which check of the rules, by its number.
    pub check: u32,
    /// What.
    pub hit: Hit,
    /// To whom it is told.
    pub whom: Option<u32>,
    /// For whom it holds.
    pub educator: u32,
}

impl Held {
    /// What is told in one finding.
    fn group(&self) -> (u32, Subject, Subject, Option<u32>) {
        (self.check, self.hit.a, self.hit.b, self.whom)
    }
}

/// Tells once for each circle what holds for several educators in it.
pub(super) fn tell(case: &Case<'_>, rules: &[&'static Rule], mut held: Vec<Held>, told: &mut Findings) {
    let checks: Vec<&Check> = numbered(rules).map(|(_, check)| check).collect();
    held.par_sort_unstable_by_key(|one| (one.group(), *one));
    for group in held.chunk_by(|x, y| x.group() == y.group()) {
        let Held { check, hit, whom, .. } = group[0];
        if let Check::Shared(_, tell) = checks[check as usize] {
            let mut educators: Vec<u32> = group.iter().map(|one| one.educator).collect();
            educators.sort_unstable();
            let most = group.iter().map(|one| (one.hit.value, std::cmp::Reverse(one.educator))).max();
            let (value, first) = most.expect("a group has a hit");
            let minutes = group.iter().map(|one| u64::from(one.hit.minutes)).sum();
            let first = EducatorId(first.0);
            let shared = Shared { a: hit.a, b: hit.b, value, minutes, first, educators: &educators, circle: case.circle };
            let finding = tell(case, &shared).map(|finding| match finding.people {
                People::OfItems => finding.people(educators.clone()),
                People::These(_) => finding,
            });
            told.extend(finding.map(|finding| Finding { told_to: whom, ..finding }));
        }
    }
}
