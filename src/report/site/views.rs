//! What the pages of each audience are worked out from. Comes in: everything known at the end. Goes out: the same worked out
//! anew from a district without what an audience may not know, so that no sum, no thread and no finding, nor that one is
//! missing, tells of it.
//!
//! - Learners: what is hers, each as if she were alone, and no path leads over a goal of another; and what all staff may know.
//! - Coaches: without licences, findings of evaluations, and what private goals say.
//! - Leaders of schools: without licences, and what private goals say. These have a link or not; “linked, private” is told.
//! - The district: without anything that is one person's. What it is told of groups is counted in what leaders may see.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::Known;
use crate::analysis::{Analysis, Wanted, analyze, is_fault, is_of_district};
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

/// The district worked out anew, as deep as each audience may look.
#[derive(Debug)]
pub struct Views<'a> {
    /// What it was before, for the rest.
    all: &'a Report<'a>,
    views: BTreeMap<Depth, View<'a>>,
}

/// A district, what it was before where nothing is kept, and what was found in it.
type View<'a> = (Cow<'a, District>, Analysis);

impl<'a> Views<'a> {
    /// Works out what these audiences need. O(educators), for each depth.
    pub fn of(all: &'a Report<'a>, audiences: &[Audience]) -> Self {
        let depths = audiences.iter().flat_map(|audience| match audience {
            Audience::Learner => &[Depth::Staff, Depth::Own][..],
            Audience::Coach => &[Depth::Plans],
            Audience::School => &[Depth::Evaluations],
            Audience::District => &[Depth::Staff, Depth::Evaluations],
        });
        let mut views: BTreeMap<Depth, View<'a>> = BTreeMap::new();
        for depth in depths.copied().collect::<BTreeSet<Depth>>() {
            let view = if depth == Depth::Own { own(all, &views[&Depth::Staff].1) } else { view(all, depth) };
            views.insert(depth, view);
        }
        Self { all, views }
    }

    /// What is known at each depth, as the reports of [`Known`] borrow it.
    pub fn reports(&'a self) -> Reports<'a> {
        let report = |(district, analysis): &'a View<'a>| Report { district, analysis, ..*self.all };
        Reports { views: self.views.iter().map(|(depth, view)| (*depth, report(view))).collect() }
    }
}

/// The same as reports.
#[derive(Debug)]
pub struct Reports<'a> {
    views: BTreeMap<Depth, Report<'a>>,
}

impl<'a> Reports<'a> {
    /// Everything that the pages of an audience are made from. O(bytes of the lists with texts + findings × their people).
    pub fn known(&'a self, audience: Audience) -> Known<'a> {
        let at = |depth| self.views.get(&depth).expect("views were made for the audiences that are written");
        match audience {
            Audience::Learner => Known::of(at(Depth::Own), at(Depth::Own)),
            Audience::Coach => Known::of(at(Depth::Plans), at(Depth::Plans)),
            Audience::School => Known::of(at(Depth::Evaluations), at(Depth::Evaluations)),
            Audience::District => Known::of(at(Depth::Staff), at(Depth::Evaluations)),
        }
    }
}

/// What is left at a depth, and what is found in it.
fn view<'a>(all: &Report<'a>, depth: Depth) -> View<'a> {
    let personal = if depth >= Depth::Plans { Personal::Kept } else { Personal::Gone };
    let district = all.district.without(|district, item| depth.left(district, item), personal);
    // Faults of the input do not matter to these readers, but for what keeps something from being read.
    let faults = all.analysis.findings.iter().filter(|finding| changes_exit(finding.kind)).cloned().collect();
    let analysis = analyze(all.loaded, &district, faults, &Wanted { apart: true, ..Wanted::quietly(&[]) });
    (Cow::Owned(district), analysis)
}

/// Everything, each by herself, with faults that may be hers; and what holds for the district as all staff may know it.
fn own<'a>(all: &Report<'a>, staff: &Analysis) -> View<'a> {
    let faults = all.analysis.findings.iter().filter(|finding| is_fault(finding.kind)).cloned();
    let known = staff.findings.iter().zip(&staff.people).filter(|(finding, _)| is_of_district(finding));
    let known = known.map(|(finding, people)| finding.clone().people(people.clone()));
    let wanted = Wanted { apart: true, alone: true, ..Wanted::quietly(&[]) };
    (Cow::Borrowed(all.district), analyze(all.loaded, all.district, faults.chain(known).collect(), &wanted))
}
