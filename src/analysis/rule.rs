//! What a rule is: a value with a kind, the lists it needs and a check. Comes in: nothing. Goes out: the types that all
//! rule files share.

use std::collections::BTreeSet;

use super::figures::Figures;
use super::licensed::Judged;
use super::licensed::offers::Offers;
use super::reread::Reread;
use super::shared::Circle;
use crate::config::Config;
use crate::finding::{Finding, Findings, Kind};
use crate::graph::GoalGraph;
use crate::graph::interplay::Interplay;
use crate::load::lists::List;
use crate::load::values::counted;
use crate::model::hers::Hers;
use crate::model::obligation::ItemId;
use crate::model::people::EducatorId;
use crate::model::{District, Subject};
use crate::time::{Clock, Timing};

/// A rule.
#[derive(Debug)]
pub struct Rule {
    /// What its findings are.
    pub kind: Kind,
    /// The lists it needs: of each group at least one. Without them it is not run.
    pub needs: &'static [&'static [List]],
    /// How it looks; of several ways each finding comes from one.
    pub checks: &'static [Check],
}

/// How a rule looks.
#[derive(Debug)]
pub enum Check {
    /// At each educator by herself.
    Educator(fn(&One<'_>, &mut Findings)),
    /// At each educator, for what she may share with others; told once for all of a circle, if it is to be told.
    Shared(fn(&One<'_>, &mut Vec<Hit>), fn(&Case<'_>, &Shared<'_>) -> Option<Finding>),
    /// At the district as a whole.
    District(fn(&Case<'_>, &mut Findings)),
    /// At the figures of all educators, when they are known.
    Figures(fn(&Case<'_>, &[Figures], &mut Findings)),
    /// At what all others told, before a decision takes anything out.
    Told(fn(&Case<'_>, &Told<'_>, &mut Findings)),
}

/// What was told when all other rules have looked.
#[derive(Debug)]
pub struct Told<'a> {
    /// Every finding so far.
    pub findings: &'a Findings,
    /// Codes that were looked for: of these what is not told is not there.
    pub looked_for: BTreeSet<&'static str>,
    /// Codes there are.
    pub codes: Vec<&'static str>,
}

/// Something that holds for one educator and perhaps for others: a pair of subjects, or one subject twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hit {
    /// The first subject.
    pub a: Subject,
    /// The second one.
    pub b: Subject,
    /// A number that may differ from educator to educator; the largest is told.
    pub value: u32,
    /// Minutes that may differ from educator to educator; their sum is told.
    pub minutes: u32,
}

impl Hit {
    /// A hit about one item.
    pub fn of(item: ItemId) -> Self {
        Self::pair(item, item)
    }

    /// A hit about two items.
    pub fn pair(a: ItemId, b: ItemId) -> Self {
        Self::between(Subject::Item(a), Subject::Item(b))
    }

    /// A hit about two subjects.
    pub fn between(a: Subject, b: Subject) -> Self {
        Self { a, b, value: 0, minutes: 0 }
    }

    /// The same with a number.
    #[must_use]
    pub fn with(self, value: u32) -> Self {
        Self { value, ..self }
    }

    /// The same with minutes.
    #[must_use]
    pub fn minutes(self, minutes: u64) -> Self {
        Self { minutes: u32::try_from(minutes).unwrap_or(u32::MAX), ..self }
    }
}

/// A hit of several educators.
#[derive(Debug)]
pub struct Shared<'a> {
    /// The first subject.
    pub a: Subject,
    /// The second one.
    pub b: Subject,
    /// The largest of their numbers.
    pub value: u32,
    /// The sum of their minutes.
    pub minutes: u64,
    /// The first educator with the largest number.
    pub first: EducatorId,
    /// The educators, by number, ascending: of one circle.
    pub educators: &'a [u32],
    /// Which circles they are told of in.
    pub circle: Circle,
}

impl Shared<'_> {
    /// How many educators, in words that say of whom they are counted.
    pub fn people(&self) -> String {
        counted(self.educators.len() as u64, "educator") + self.circle.words()
    }

    /// The two subjects as items; `None` for other subjects.
    pub fn items(&self) -> Option<[ItemId; 2]> {
        if let (Subject::Item(a), Subject::Item(b)) = (self.a, self.b) { Some([a, b]) } else { None }
    }
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
    /// The calendars of its people.
    pub clock: &'a Clock,
    /// What the calendar has for categories of licences.
    pub offers: &'a Offers,
    /// What was found in texts.
    pub reread: &'a Reread,
    /// Of whom everybody who looks is told together.
    pub circle: Circle,
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
    /// Her hours, her sessions, and where time is short.
    pub timing: &'a Timing,
    /// Her licences, judged; none where no rule asks for them.
    pub licences: &'a [Judged<'a>],
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
