//! What is drawn: nodes, lines, groups, and the words for them. Comes in: nothing. Goes out: the types that every format writes,
//! and each node and line as a sentence.

use jiff::civil::Date;

use crate::graph::reason::{Reason, Reasons, plain, word};
use crate::load::values::{counted, duration};
use crate::model::obligation::{ItemId, ItemKind};
use crate::report::document::day_in_words;
use crate::report::suppress::Count;

/// What is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawing {
    /// One of `educator`, `team`, `school`, `district`.
    pub scope: &'static str,
    /// A title without a full stop.
    pub title: String,
    /// What there is to see, in a sentence or two.
    pub about: String,
    /// What stands together, side by side: threads, or schools.
    pub groups: Vec<String>,
    /// By row, then in natural order of their ids.
    pub nodes: Vec<Node>,
    /// By the numbers of their nodes.
    pub edges: Vec<Edge>,
    /// What the picture leaves out, and why; whole sentences.
    pub notes: Vec<String>,
    /// How many obligations the readers of the output may not see.
    pub hidden: usize,
}

/// What a node stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// An obligation or activity.
    Item(ItemKind),
    /// A school, standing for its goals.
    School,
    /// Weeks that ask for more time than there is.
    Strain,
}

/// A node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Its id, unique in the drawing; with a blank in it where it is none of the district's.
    pub id: String,
    /// What it stands for.
    pub kind: Kind,
    /// The number of its group; none for what is shared by all.
    pub group: Option<usize>,
    /// Its text, where whoever looks may see it.
    pub title: Option<String>,
    /// Ids of its focuses.
    pub focus: Vec<String>,
    /// The team, school or educators it belongs to, where that is not plain from the drawing.
    pub of: Option<String>,
    /// Of an activity, whether and of whom it is required, in words.
    pub how: Option<String>,
    /// Minutes that it takes.
    pub minutes: Option<u64>,
    /// The last day.
    pub due: Option<Date>,
    /// Rules of a requirement.
    pub rules: Vec<String>,
    /// What leads to it and is not drawn one by one.
    pub below: Vec<(ItemKind, usize)>,
    /// How many educators have goals of their own that lead to it.
    pub people: Option<Count>,
    /// Whether something is kept from whoever looks.
    pub private: bool,
    /// Words of its own, of what is no item.
    pub says: Option<String>,
    pub(super) item: Option<ItemId>,
}

/// What a line says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Link {
    /// Two obligations interact.
    Pair(Reasons),
    /// An activity that is no obligation serves one.
    Serves,
    /// Weeks that are too full hold work for it.
    Strains,
    /// So many goals of a school lead to it.
    Leads(u32),
}

/// A line between two nodes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edge {
    /// The number of one node.
    pub from: usize,
    /// The number of the other one.
    pub to: usize,
    /// Whether it leads from the one to the other, by a declared link; else it has no direction.
    pub directed: bool,
    /// What it says.
    pub link: Link,
    /// Whether a picture has it; what it leaves out follows from what it shows, and stands in lists and for programs.
    pub shown: bool,
    /// The educators for whom it holds, where several are drawn and it does not hold for all.
    pub people: Vec<String>,
}

impl Kind {
    /// The row it stands in, from the district's goals down.
    pub fn row(self) -> usize {
        match self {
            Self::Item(ItemKind::DistrictGoal) => 0,
            Self::Item(ItemKind::SchoolGoal) | Self::School => 1,
            Self::Item(ItemKind::PlcGoal) => 2,
            Self::Item(ItemKind::Finding | ItemKind::Requirement) => 3,
            Self::Item(ItemKind::IndividualPlan) => 4,
            Self::Item(ItemKind::Activity) => 5,
            Self::Strain => 6,
        }
    }

    /// The word for programs.
    pub fn word(self) -> &'static str {
        match self {
            Self::Item(kind) => kind.word(),
            Self::School => "school",
            Self::Strain => "time",
        }
    }

    /// In plain words.
    pub fn plain(self) -> &'static str {
        match self {
            Self::Item(kind) => kind.plain(),
            Self::School => "school",
            Self::Strain => "conflict: time",
        }
    }
}

/// Up to how many focuses are told.
const FOCUSES: usize = 3;

impl Node {
    pub(super) fn of_item(kind: Kind, id: String, item: Option<ItemId>) -> Self {
        Self {
            id,
            kind,
            group: None,
            title: None,
            focus: Vec::new(),
            of: None,
            how: None,
            minutes: None,
            due: None,
            rules: Vec::new(),
            below: Vec::new(),
            people: None,
            private: false,
            says: None,
            item,
        }
    }

    /// What is known of it besides kind, id and title, a short line each.
    pub fn facts(&self) -> Vec<String> {
        let mut facts = Vec::new();
        facts.extend(self.of.clone());
        if !self.focus.is_empty() {
            let more = self.focus.len().saturating_sub(FOCUSES);
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            facts.push(format!("focus {}{more}", self.focus[..self.focus.len().min(FOCUSES)].join(", ")));
        }
        facts.extend(
            (!self.rules.is_empty()).then(|| format!("{}: {}", counted(self.rules.len() as u64, "rule"), self.rules.join(", "))),
        );
        let hours = self.minutes.filter(|minutes| *minutes > 0).map(duration);
        let due = self.due.map(|due| format!("{} {}", self.ends(), day_in_words(due)));
        let when: Vec<String> = [self.how.clone(), hours, due].into_iter().flatten().collect();
        facts.extend((!when.is_empty()).then(|| when.join(", ")));
        let leads = |count: usize| if count == 1 { "leads" } else { "lead" };
        facts.extend(
            self.below.iter().map(|(kind, count)| format!("{} {} here", counted(*count as u64, kind.plain()), leads(*count))),
        );
        facts.extend(self.people.map(|people| format!("people with own goals that lead here: {people}")));
        facts.extend(self.says.clone());
        facts
    }

    fn ends(&self) -> &'static str {
        match self.kind {
            Kind::Item(ItemKind::Requirement) => "expires",
            Kind::Item(ItemKind::Activity) => "until",
            _ => "due",
        }
    }

    /// All of it as a sentence without a full stop.
    pub fn line(&self) -> String {
        let title = self.title.as_ref().map(|title| format!(": {title}")).unwrap_or_default();
        let facts = self.facts();
        let facts = if facts.is_empty() { String::new() } else { format!(" ({})", facts.join("; ")) };
        format!("{} {}{title}{facts}", self.kind.plain(), self.id)
    }
}

impl Link {
    /// Whether it is a conflict.
    pub fn is_conflict(self) -> bool {
        matches!(self, Self::Strains) || matches!(self, Self::Pair(reasons) if reasons.step() < 0)
    }

    /// The step of a pair.
    pub fn step(self) -> Option<i8> {
        if let Self::Pair(reasons) = self { Some(reasons.step()) } else { None }
    }

    /// The word that stands on it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Pair(reasons) => word(reasons.step()),
            Self::Serves => "serves",
            Self::Strains => "needs time here",
            Self::Leads(_) => "leads to",
        }
    }

    /// The same to people who do not know the steps of a scale.
    pub fn plain(self) -> &'static str {
        if let Self::Pair(reasons) = self { plain(reasons.step()) } else { self.word() }
    }

    /// The reasons of a pair, by their words.
    pub fn reasons(self) -> Vec<&'static str> {
        if let Self::Pair(reasons) = self { reasons.iter().map(Reason::word).collect() } else { Vec::new() }
    }

    /// The reasons of a pair, in plain words.
    pub fn why(self) -> String {
        let Self::Pair(reasons) = self else { return String::new() };
        reasons.iter().map(Reason::plain).collect::<Vec<_>>().join(", ")
    }

    /// What stands on the line in a picture: a word, and beneath it why. An arrow says `serves` without words.
    pub(super) fn label(self) -> Option<(String, String)> {
        match self {
            Self::Pair(_) if self.is_conflict() => Some((format!("conflict: {}", self.plain()), self.why())),
            Self::Pair(_) => Some((self.plain().to_owned(), self.why())),
            Self::Leads(goals) => Some((counted(goals, "school goal"), String::new())),
            Self::Serves | Self::Strains => None,
        }
    }
}

impl Edge {
    pub(super) fn new(from: usize, to: usize, directed: bool, link: Link) -> Self {
        Self { from, to, directed, link, shown: false, people: Vec::new() }
    }

    /// It as a sentence without a full stop.
    pub fn line(&self, drawing: &Drawing) -> String {
        let [from, to] = [self.from, self.to].map(|at| drawing.nodes[at].id.as_str());
        let people = if self.people.is_empty() { String::new() } else { format!(" for {}", self.people.join(", ")) };
        match self.link {
            Link::Pair(_) => {
                let leads = if self.directed { format!("; {from} leads to {to}") } else { String::new() };
                format!("{from} and {to}: {} ({}){leads}{people}", self.link.plain(), self.link.why())
            }
            Link::Serves => format!("{from} serves {to}{people}"),
            Link::Strains => format!("{from} holds work for {to}{people}"),
            Link::Leads(goals) => format!("{} of {from} lead to {to}", counted(goals, "school goal")),
        }
    }
}
