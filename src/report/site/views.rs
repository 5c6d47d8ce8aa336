//! What the pages of each audience are worked out from. Comes in: everything known at the end. Goes out: the same worked out
//! anew from a district without what an audience may not know, so that no sum, no thread and no finding, nor that one is
//! missing, tells of it.
//!
//! - Learners: what is hers, each as if she were alone, and no path leads over a goal of another; and what all staff may know.
//! - Coaches: without licences, findings of evaluations, and what private goals say; what several share as if only those were
//!   there whom she coaches.
//! - Leaders of schools: without licences, and what private goals say. These have a link or not; “linked, private” is told. What
//!   several share as if only her staff were there.
//! - The district: without anything that is one person's. What it is told of groups is counted in what leaders may see.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::Known;
use crate::analysis::{Analysis, Circle, Wanted, analyze, is_fault, is_of_district};
use crate::load::changes_exit;
use crate::model::District;
use crate::model::obligation::ItemId;
use crate::model::without::{Left, Personal};
use crate::report::Report;
use crate::report::audience::{Audience, Class, class_of};

/// How much is known to those for whom something is worked out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Depth {
    /// What all staff may know.
    Staff,
    /// Plans besides, but for what is private.
    Plans,
    /// Findings of evaluations besides.
    Evaluations,
    /// All that is hers.
    Own,
}

impl Depth {
    /// What is left of a record.
    fn left(self, district: &District, item: ItemId) -> Left {
        let is_linked = || {
            let mut near = district.supports(item).iter().chain(district.supported_by(item));
            near.any(|other| district.item(*other).carries() && class_of(district, *other) <= Class::Plan)
        };
        match class_of(district, item) {
            Class::Public | Class::Staff => Left::Whole,
            Class::Plan if self >= Self::Plans => Left::Whole,
            Class::Private if self >= Self::Plans && district.item(item).active && is_linked() => Left::Links,
            Class::Evaluative if self >= Self::Evaluations => Left::Whole,
            Class::Plan | Class::Private | Class::Evaluative | Class::Licence => Left::Nothing,
        }
    }
}

/// How deep those look for whom something is worked out, and whom each of them is told of together.
type Look = (Depth, Circle);

/// What all staff may know.
const STAFF: Look = (Depth::Staff, Circle::All);
/// What each may know of herself.
const OWN: Look = (Depth::Own, Circle::Each);
/// What a coach may know of those she coaches.
const COACHED: Look = (Depth::Plans, Circle::Coached);
/// What the leader of a school may know of her staff.
const LED: Look = (Depth::Evaluations, Circle::Staff);
/// What may be counted of everybody.
const COUNTED: Look = (Depth::Evaluations, Circle::All);

/// What is told to an audience one by one, and what of groups.
fn looks(audience: Audience) -> (Look, Look) {
    match audience {
        Audience::Learner => (OWN, OWN),
        Audience::Coach => (COACHED, COACHED),
        Audience::School => (LED, LED),
        Audience::District => (STAFF, COUNTED),
    }
}

/// The district worked out anew, as each audience may look at it.
#[derive(Debug)]
pub struct Views<'a> {
    /// What it was before, for the rest.
    all: &'a Report<'a>,
    /// What is left at each depth; what it was before where nothing is kept.
    districts: BTreeMap<Depth, Cow<'a, District>>,
    /// What was found in it.
    analyses: BTreeMap<Look, Analysis>,
}

impl<'a> Views<'a> {
    /// Works out what these audiences need. O(educators), for each look.
    pub fn of(all: &'a Report<'a>, audiences: &[Audience]) -> Self {
        let mut views = Self { all, districts: BTreeMap::new(), analyses: BTreeMap::new() };
        for (single, groups) in audiences.iter().map(|audience| looks(*audience)) {
            views.add(single);
            views.add(groups);
        }
        views
    }

    fn add(&mut self, look: Look) {
        if self.analyses.contains_key(&look) {
            return;
        }
        // What all staff may know is told to each as well.
        if look == OWN {
            self.add(STAFF);
        }
        let district = self.districts.entry(look.0).or_insert_with(|| left(self.all, look.0));
        let found = if look == OWN { own(self.all, &self.analyses[&STAFF]) } else { found(self.all, district, look.1) };
        self.analyses.insert(look, found);
    }

    /// What is known at each look, as the reports of [`Known`] borrow it.
    pub fn reports(&'a self) -> Reports<'a> {
        let report = |(look, analysis): (&Look, &'a Analysis)| {
            (*look, Report { district: &self.districts[&look.0], analysis, ..*self.all })
        };
        Reports { looks: self.analyses.iter().map(report).collect() }
    }
}

/// The same as reports.
#[derive(Debug)]
pub struct Reports<'a> {
    looks: BTreeMap<Look, Report<'a>>,
}

impl<'a> Reports<'a> {
    /// Everything that the pages of an audience are made from. O(bytes of the lists with texts + findings × their people).
    pub fn known(&'a self, audience: Audience) -> Known<'a> {
        let at = |look| self.looks.get(&look).expect("views were made for the audiences that are written");
        let (single, groups) = looks(audience);
        Known::of(at(single), at(groups))
    }
}

/// What is left of a district at a depth.
fn left<'a>(all: &Report<'a>, depth: Depth) -> Cow<'a, District> {
    let personal = if depth >= Depth::Plans { Personal::Kept } else { Personal::Gone };
    match depth {
        Depth::Own => Cow::Borrowed(all.district),
        Depth::Staff | Depth::Plans | Depth::Evaluations => {
            Cow::Owned(all.district.without(|district, item| depth.left(district, item), personal))
        }
    }
}

/// What is found in it. Faults of the input do not matter to these readers, but for what keeps something from being read.
fn found(all: &Report<'_>, district: &District, circle: Circle) -> Analysis {
    let faults = all.analysis.findings.iter().filter(|finding| changes_exit(finding.kind)).cloned().collect();
    analyze(all.loaded, district, faults, &Wanted { apart: true, circle, ..Wanted::quietly(&[]) })
}

/// Everything, each by herself, with faults that may be hers; and what holds for the district as all staff may know it.
fn own(all: &Report<'_>, staff: &Analysis) -> Analysis {
    let faults = all.analysis.findings.iter().filter(|finding| is_fault(finding.kind)).cloned();
    let known = staff.findings.iter().zip(&staff.people).filter(|(finding, _)| is_of_district(finding));
    let known = known.map(|(finding, people)| finding.clone().people(people.clone()));
    let wanted = Wanted { apart: true, circle: Circle::Each, ..Wanted::quietly(&[]) };
    analyze(all.loaded, all.district, faults.chain(known).collect(), &wanted)
}
