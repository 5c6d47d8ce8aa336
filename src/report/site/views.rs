//! What the pages of each audience are worked out from. Comes in: everything known at the end. Goes out: the same worked out
//! anew from a district without what an audience may not know, so that no sum, no thread and no finding, nor that one is
//! missing, tells of it.
//!
//! - Learners: everything, but no path of one leads over a goal of another.
//! - Coaches: without licences, findings of evaluations, and what private goals say.
//! - Leaders of schools: without licences, and what private goals say. These have a link or not; “linked, private” is told.
//! - The district: without anything that is one person's. What it is told of groups is counted in what leaders may see.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::Known;
use crate::analysis::{Analysis, Wanted, analyze, is_fault};
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
            Audience::Learner => &[Depth::Own][..],
            Audience::Coach => &[Depth::Plans],
            Audience::School => &[Depth::Evaluations],
            Audience::District => &[Depth::Staff, Depth::Evaluations],
        });
        let mut views = BTreeMap::new();
        for depth in depths {
            views.entry(*depth).or_insert_with(|| view(all, *depth));
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

fn view<'a>(all: &Report<'a>, depth: Depth) -> View<'a> {
    let is_own = depth == Depth::Own;
    let district = if is_own {
        Cow::Borrowed(all.district)
    } else {
        let personal = if depth >= Depth::Plans { Personal::Kept } else { Personal::Gone };
        Cow::Owned(all.district.without(|district, item| depth.left(district, item), personal))
    };
    // Of the faults of the input only her own, and what keeps something from being read, matter to these readers.
    let matters = |kind| changes_exit(kind) || is_own && is_fault(kind);
    let faults = all.analysis.findings.iter().filter(|finding| matters(finding.kind)).cloned().collect();
    let analysis = analyze(all.loaded, &district, faults, &Wanted { apart: true, ..Wanted::quietly(&[]) });
    (district, analysis)
}
