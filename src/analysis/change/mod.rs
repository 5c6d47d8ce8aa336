//! Two versions of a district → what changed. Comes in: both, each analysed by itself. Goes out: which findings are new,
//! fixed or changed, by their stable ids; what changed in goals that several people share; whose obligations moved although
//! her own records did not; hours. Apart, because no other analysis looks at two districts.

/// What moved for whom.
pub mod moves;

use std::collections::BTreeMap;

use self::moves::{Moved, Shared};
use super::Analysis;
use super::figures::Totals;
use super::selection::Selection;
use crate::finding::{Finding, Level};
use crate::load::lists::Class;
use crate::load::{Loaded, changes_exit, hides_content};
use crate::model::District;
use crate::model::people::EducatorId;

/// One version of a district.
#[derive(Clone, Copy, Debug)]
pub struct Version<'a> {
    /// What was read.
    pub loaded: &'a Loaded,
    /// What it means.
    pub district: &'a District,
    /// What was found, of the selection alone.
    pub analysis: &'a Analysis,
    /// What of it is told.
    pub selection: &'a Selection,
}

/// What changed from one version to the other. Findings are numbers in the analysis they were told in.
#[derive(Debug)]
pub struct Changes {
    /// Findings of the second version that the first did not have, in the order of the second.
    pub new: Vec<usize>,
    /// Findings of the first version that the second has not, in the order of the first.
    pub fixed: Vec<usize>,
    /// Findings of both that say something else now: number before, number now.
    pub changed: Vec<(usize, usize)>,
    /// How many findings that are told are as they were.
    pub same: usize,
    /// Those of them, in the second version, that decide over the exit code by themselves: why a run fails is told each time.
    pub in_the_way: Vec<usize>,
    /// How many of the first version are settled by a decision in the second.
    pub settled: usize,
    /// Changes of findings that the readers of the output may not see.
    pub hidden: Hidden,
    /// Obligations of several people that were added, removed or changed, in natural order of their ids.
    pub shared: Vec<Shared>,
    /// Educators whose obligations moved although their own records did not, in the second version's order.
    pub moved: Vec<Moved>,
    /// Sums over the educators of the selection before and now.
    pub totals: (Totals, Totals),
    /// Which version cannot be read whole, the first or the second. What one of them lacks may then only be unread: nothing is
    /// fixed but that files can be read now, only what is graver is changed, and nothing is shared or moved.
    pub unread: (bool, bool),
}

/// How many findings that are not shown are new, fixed or changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hidden {
    /// New ones.
    pub new: usize,
    /// The gravest level of a new one.
    pub gravest_new: Option<Level>,
    /// The levels of those that are graver now: before, and now.
    pub risen: Vec<(Level, Level)>,
    /// Fixed ones.
    pub fixed: usize,
    /// Changed ones.
    pub changed: usize,
}

impl Hidden {
    /// How many there are.
    pub fn count(&self) -> usize {
        self.new + self.fixed + self.changed
    }

    /// The gravest level of one that is new, or graver than before.
    pub fn gravest(&self) -> Option<Level> {
        self.risen.iter().map(|(_, now)| *now).chain(self.gravest_new).min()
    }

    /// Whether one is new at or above a level, or has risen to it.
    pub fn fails(&self, fails: &dyn Fn(Level) -> bool) -> bool {
        self.gravest_new.is_some_and(fails) || self.risen.iter().any(|(before, now)| !fails(*before) && fails(*now))
    }
}

/// A finding of one version, told or only counted.
#[derive(Clone, Copy)]
struct Seen<'a> {
    finding: &'a Finding,
    /// Its number among the findings that are told.
    at: Option<usize>,
}

impl Changes {
    /// Compares two versions. O(n log n) in findings, and O(records).
    pub fn between(base: Version<'_>, head: Version<'_>, readers: Class) -> Self {
        let unread = (is_unread(base), is_unread(head));
        let (shared, moved) = if unread == (false, false) { moves::between(base, head, readers) } else { Default::default() };
        let sum = |version: Version<'_>| {
            let figures = version.analysis.figures.iter().zip(0..);
            figures.filter(|(_, educator)| version.selection.has(*educator)).map(|(figures, _)| figures).collect()
        };
        let mut changes = Self {
            new: Vec::new(),
            fixed: Vec::new(),
            changed: Vec::new(),
            same: 0,
            in_the_way: Vec::new(),
            settled: 0,
            hidden: Hidden::default(),
            shared,
            moved,
            totals: (sum(base), sum(head)),
            unread,
        };
        changes.findings(base, head);
        if unread != (false, false) {
            changes.hidden.fixed = 0;
            changes.fixed.retain(|at| !unread.1 && hides_content(base.analysis.findings[*at].kind));
            // Other people or hours in a finding may only be unread; a graver one is never kept quiet.
            changes.hidden.changed = changes.hidden.risen.len();
            changes.changed.retain(|(before, now)| {
                let (before, now) = (&base.analysis.findings[*before], &head.analysis.findings[*now]);
                now.level < before.level || changes_exit(now.kind)
            });
        }
        changes
    }

    fn findings(&mut self, base: Version<'_>, head: Version<'_>) {
        let (mut before, now) = (by_id(base), by_id(head));
        let mut decided: BTreeMap<Id, usize> = BTreeMap::new();
        head.analysis.decided.iter().for_each(|finding| *decided.entry(id(finding)).or_default() += 1);
        for (id, seen) in now {
            let mut earlier = before.remove(&id).unwrap_or_default().into_iter();
            for one in seen {
                match earlier.next() {
                    Some(other) => self.both((base, other), (head, one)),
                    None => self.come(one),
                }
            }
            earlier.for_each(|one| self.gone(one, &id, &mut decided));
        }
        for (id, seen) in before {
            seen.into_iter().for_each(|one| self.gone(one, &id, &mut decided));
        }
        self.new.sort_unstable();
        self.fixed.sort_unstable();
        self.in_the_way.sort_unstable();
        self.changed.sort_unstable_by_key(|(_, now)| *now);
    }

    fn come(&mut self, one: Seen<'_>) {
        if let Some(at) = one.at {
            self.new.push(at);
        } else {
            self.hidden.new += 1;
            self.hidden.gravest_new = self.hidden.gravest_new.into_iter().chain([one.finding.level]).min();
        }
    }

    fn gone(&mut self, one: Seen<'_>, id: &Id, decided: &mut BTreeMap<Id, usize>) {
        if let Some(count) = decided.get_mut(id).filter(|count| **count > 0) {
            *count -= 1;
            self.settled += usize::from(one.at.is_some());
        } else {
            match one.at {
                Some(at) => self.fixed.push(at),
                None => self.hidden.fixed += 1,
            }
        }
    }

    fn both(&mut self, (base, before): (Version<'_>, Seen<'_>), (head, now): (Version<'_>, Seen<'_>)) {
        let says = |one: Seen<'_>| (one.finding.level, one.finding.message.clone(), one.finding.figures.clone());
        let visible = before.at.zip(now.at);
        let same_people = || visible.is_none_or(|(before, now)| people(base, before) == people(head, now));
        let is_same = says(before) == says(now) && same_people();
        let levels = (before.finding.level, now.finding.level);
        match visible {
            Some((_, at)) if is_same => {
                self.same += 1;
                self.in_the_way.extend(changes_exit(now.finding.kind).then_some(at));
            }
            None if is_same => {}
            Some(pair) => self.changed.push(pair),
            None => {
                self.hidden.changed += 1;
                self.hidden.risen.extend((levels.1 < levels.0).then_some(levels));
            }
        }
    }

    /// Findings of the second version that changed and are graver now, in its order.
    pub fn risen(&self, base: &Analysis, head: &Analysis) -> impl Iterator<Item = usize> {
        let is_graver = |(before, now): &&(usize, usize)| head.findings[*now].level < base.findings[*before].level;
        self.changed.iter().filter(is_graver).map(|(_, now)| *now)
    }

    /// Whether something is new at or above a level: a new finding, or one that has risen to it. Hidden ones count too.
    pub fn fails(&self, base: &Analysis, head: &Analysis, fails: &dyn Fn(Level) -> bool) -> bool {
        let risen = |(before, now): &(usize, usize)| !fails(base.findings[*before].level) && fails(head.findings[*now].level);
        self.new.iter().any(|at| fails(head.findings[*at].level)) || self.changed.iter().any(risen) || self.hidden.fails(fails)
    }
}

/// Whether something of a version could not be read.
fn is_unread(version: Version<'_>) -> bool {
    version.analysis.findings.iter().chain(&version.analysis.hidden).any(|finding| hides_content(finding.kind))
}

/// Rule and number of a finding.
type Id = (&'static str, u64);

fn id(finding: &Finding) -> Id {
    (finding.kind.code, finding.hash())
}

/// The findings of a version by id, told ones first.
fn by_id(version: Version<'_>) -> BTreeMap<Id, Vec<Seen<'_>>> {
    let mut ids: BTreeMap<Id, Vec<Seen<'_>>> = BTreeMap::new();
    let told = version.analysis.findings.iter().enumerate().map(|(at, finding)| Seen { finding, at: Some(at) });
    let counted = version.analysis.hidden.iter().map(|finding| Seen { finding, at: None });
    told.chain(counted).for_each(|seen| ids.entry(id(seen.finding)).or_default().push(seen));
    ids
}

/// Ids of the people of a finding, sorted: numbers of two versions cannot be compared.
fn people(version: Version<'_>, at: usize) -> Vec<&str> {
    let ids = version.analysis.people[at].iter().map(|one| version.district.educator_name(EducatorId(*one)));
    let mut ids: Vec<&str> = ids.collect();
    ids.sort_unstable();
    ids
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hidden_finding_fails_only_where_it_crossed_the_level() {
        let hidden = Hidden { changed: 1, risen: vec![(Level::Warning, Level::Error)], ..Hidden::default() };
        assert!(hidden.fails(&|level| level <= Level::Error));
        assert!(!hidden.fails(&|level| level <= Level::Warning), "it failed before");
        assert_eq!(hidden.gravest(), Some(Level::Error));
        let new = Hidden { new: 1, gravest_new: Some(Level::Warning), ..Hidden::default() };
        assert!(new.fails(&|level| level <= Level::Warning) && !new.fails(&|level| level <= Level::Error));
    }
}
