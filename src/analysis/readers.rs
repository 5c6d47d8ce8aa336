//! What the readers of the output may be told (contract §7). Comes in: what was found in everything, and in what these readers
//! may see. Goes out: the second, with what the first has beyond it counted. Whatever any format tells is worked out anew from
//! the records that its readers may see, so that nothing has to be taken out of it: it is the same with a hidden record and
//! without, but for the number of findings that are hidden.

use std::collections::{BTreeMap, BTreeSet};

use super::rule::{Check, Rule};
use super::{Analysis, concerned};
use crate::finding::{At, Class as Told, Finding, Findings, People};
use crate::load::lists::{Class, LISTS, List};
use crate::load::{Loaded, changes_exit};
use crate::model::District;
use crate::model::people::EducatorId;

/// What is kept from those for whom a district is read.
pub(super) struct Kept {
    lists: BTreeSet<List>,
    /// What findings may tell beyond the records that they name.
    most: Told,
}

impl Kept {
    pub(super) fn of(loaded: &Loaded) -> Self {
        let most = match loaded.readers() {
            Class::Public if loaded.is_for_readers() => Told::Public,
            Class::Staff if loaded.is_for_readers() => Told::Staff,
            Class::Public | Class::Staff | Class::Restricted => Told::Licence,
        };
        Self { lists: loaded.kept(), most }
    }

    /// Whether something of one of these lists is kept, so that what is not found in them may be there.
    pub(super) fn keeps(&self, lists: &[List]) -> bool {
        lists.iter().any(|list| self.lists.contains(list))
    }

    /// What a rule lacks that rests on everything there is of a person, on all people's figures or on all that was told: the
    /// lists that are kept. From a part of them it would tell what is not so.
    pub(super) fn lacking(&self, rule: &Rule) -> Vec<&'static [List]> {
        let of_all = |check: &Check| matches!(check, Check::Figures(_) | Check::Told(_));
        if rule.kind.tells <= self.most && !rule.checks.iter().any(of_all) {
            return Vec::new();
        }
        let kept = LISTS.iter().filter(|spec| self.lists.contains(&spec.list));
        kept.map(|spec| std::slice::from_ref(&spec.list)).collect()
    }
}

/// Whether the readers may see every record at which a finding points.
fn is_open(loaded: &Loaded, finding: &Finding) -> bool {
    finding.labels.iter().all(|label| {
        loaded.may_see(match &label.at {
            At::Span(span) => span.source,
            At::Record(place) | At::Field(place, _) => place.source,
        })
    })
}

/// Takes out what stands on records above the class of the output's readers.
pub(super) fn hide(loaded: &Loaded, told: &mut Findings) -> Findings {
    told.extract_if(.., |finding| !changes_exit(finding.kind) && !is_open(loaded, finding)).collect()
}

/// What the readers are told of what was found on the way: faults of what they may see, and that others keep something from
/// being read or are a refusal, which decides over the exit code; of these the rule and the place, and no word of the file.
pub fn openly(loaded: &Loaded, mut on_the_way: Findings, whole: &Analysis) -> Findings {
    on_the_way.retain(|finding| is_open(loaded, finding));
    let grave = whole.findings.iter().filter(|finding| changes_exit(finding.kind));
    on_the_way.extend(grave.filter(|finding| !is_open(loaded, finding)).map(bare));
    on_the_way
}

/// A finding without what it says of its record.
fn bare(finding: &Finding) -> Finding {
    let says = finding.kind.summary();
    let says = says.strip_suffix('.').unwrap_or(&says);
    let mut bare = finding.kind.at(finding.labels[0].at.clone(), says);
    bare.level = finding.level;
    bare
}

impl Analysis {
    /// Counts what was found in everything and is not in what the readers may see. Districts are those of both.
    pub fn count_hidden(&mut self, whole: Self, loaded: &Loaded, (all, open): (&District, &District)) {
        let mut shown: BTreeMap<(&str, u64), usize> = BTreeMap::new();
        for finding in &self.findings {
            *shown.entry((finding.kind.code, finding.hash())).or_default() += 1;
        }
        let mut is_shown = |finding: &Finding| {
            let count = shown.get_mut(&(finding.kind.code, finding.hash())).filter(|count| **count > 0);
            count.map(|count| *count -= 1).is_some()
        };
        // What `openly` told without its words is told.
        let is_bare = |finding: &Finding| changes_exit(finding.kind) && !is_open(loaded, finding);
        let found = whole.findings.into_iter().chain(whole.hidden);
        let hidden = found.filter(|finding| !is_shown(finding)).filter(|finding| !is_bare(finding));
        self.hidden = hidden.map(|finding| among(finding, all, open)).collect();
    }
}

/// A finding with the people it concerns as the other district numbers them.
fn among(mut finding: Finding, all: &District, open: &District) -> Finding {
    let named = concerned(all, &finding).into_iter().map(|one| all.educator_name(EducatorId(one)));
    let known = named.filter_map(|name| Some(open.find_party(name)?.educator()?.0)).collect();
    finding.people = People::OfItems;
    finding.people(known)
}
