//! What a rule is: a value with a kind, the lists it needs and a check. Comes in: nothing. Goes out: the types that all
//! rule files share.

use crate::config::Config;
use crate::finding::{Finding, Findings, Kind};
use crate::graph::GoalGraph;
use crate::graph::interplay::Interplay;
use crate::load::lists::List;
use crate::model::District;
use crate::model::hers::Hers;
use crate::model::obligation::ItemId;
use crate::model::people::EducatorId;
use crate::time::Hours;

/// A rule.
#[derive(Debug)]
pub struct Rule {
    /// What its findings are.
    pub kind: Kind,
    /// The lists it needs: of each group at least one. Without them it is not run.
    pub needs: &'static [&'static [List]],
    /// How it looks.
    pub check: Check,
}

/// How a rule looks.
#[derive(Debug)]
pub enum Check {
    /// At each educator by herself.
    Educator(fn(&One<'_>, &mut Findings)),
    /// At each educator, for what she may share with others; told once for all of them.
    Shared(fn(&One<'_>, &mut Vec<Hit>), fn(&Case<'_>, &Shared<'_>) -> Finding),
    /// At the district as a whole.
    District(fn(&Case<'_>, &mut Findings)),
}

/// Something that holds for one educator and perhaps for others: a pair of items, or one item twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hit {
    /// The first item.
    pub a: ItemId,
    /// The second one.
    pub b: ItemId,
    /// A number that may differ from educator to educator.
    pub value: u32,
}

/// A hit of several educators.
#[derive(Debug)]
pub struct Shared<'a> {
    /// The first item.
    pub a: ItemId,
    /// The second one.
    pub b: ItemId,
    /// The largest of their numbers.
    pub value: u32,
    /// The educators, by number, ascending.
    pub educators: &'a [u32],
}

/// What every check may see.
#[derive(Clone, Copy, Debug)]
pub struct Case<'a> {
    /// The district.
    pub district: &'a District,
    /// How its goals hang together.
    pub graph: &'a GoalGraph,
    /// Its settings.
    pub config: &'a Config,
    /// Who holds which focus in which school.
    pub holders: &'a super::holders::Holders,
}

/// An educator apart, with what is shared.
#[derive(Debug)]
pub struct One<'a> {
    /// What is shared.
    pub case: &'a Case<'a>,
    /// Who.
    pub educator: EducatorId,
    /// Her obligations and activities.
    pub hers: &'a Hers,
    /// How her obligations interact.
    pub interplay: &'a Interplay,
    /// What hangs together, as numbers among her obligations.
    pub threads: &'a [Vec<usize>],
    /// Her hours.
    pub hours: Hours,
}

impl<'a> One<'a> {
    /// The district.
    pub fn district(&self) -> &'a District {
        self.case.district
    }

    /// Her id.
    pub fn name(&self) -> &'a str {
        self.case.district.educator_name(self.educator)
    }

    /// Her obligations for which something holds.
    pub fn obligations(&self, holds: impl Fn(ItemId) -> bool) -> impl Iterator<Item = ItemId> {
        self.hers.obligations.iter().copied().filter(move |item| holds(*item))
    }
}
