//! The licences of one educator, judged. Comes in: what is hers, the packs in force, her ledger. Goes out: for each licence the
//! answer with what rules and reports ask of it. Made once for each educator, where she is looked at; reports make it again
//! rather than keep a state of ledgers in memory.

/// What the calendar has for a category.
pub mod offers;
/// Parts of packs in words.
pub mod phrases;
/// What every report tells.
pub mod told;
/// Answers in words.
pub mod words;

use jiff::civil::Date;

use crate::finding::{Finding, Kind};
use crate::license::ledger::{Holder, Licence, Origin};
use crate::license::{Answer, Cause, Circumstances, Cut, Days, Doubt, Entry, Outcome, RuleAnswer, Status, judge};
use crate::load::pack::{Cycle, Demand, EntryField, Known, Pack, Rule, Selector, SelectorField, Span};
use crate::model::District;
use crate::model::hers::Hers;
use crate::model::obligation::ItemId;
use crate::model::people::EducatorId;
use crate::model::requirement::RequirementId;
use crate::model::rows::Key;
use crate::source::Place;

/// A licence of an educator, judged.
#[derive(Debug)]
pub struct Judged<'a> {
    district: &'a District,
    /// The requirement.
    pub requirement: RequirementId,
    /// The requirement as an item.
    pub item: ItemId,
    /// What it asks.
    pub pack: &'a Pack,
    /// What is known of her and the licence.
    pub about: Circumstances<'a>,
    /// What she has earned and plans to earn.
    pub entries: Vec<Entry<'a>>,
    origins: Vec<Origin>,
    /// What the judge says.
    pub answer: Answer,
}

/// Tells of each licence of an educator, in her records' order, judged anew; of one of which nobody says what it asks, without an
/// answer. O(licences × entries of her ledger).
pub fn each<T>(
    district: &District,
    educator: EducatorId,
    hers: &Hers,
    mut tell: impl FnMut(RequirementId, Option<&Judged<'_>>) -> T,
) -> Vec<T> {
    let requirements = district.requirements_of(educator);
    if requirements.is_empty() {
        return Vec::new();
    }
    let holder = Holder::new(district, educator, hers);
    let judged = Judged::of(district, educator, &holder);
    let of = |one: &RequirementId| tell(*one, judged.iter().find(|judged| judged.requirement == *one));
    requirements.iter().map(of).collect()
}

/// A cause for which a rule is not met, and the rule it belongs to: the rule itself or one of its nearest alternative.
#[derive(Clone, Copy, Debug)]
pub struct Lacking<'j> {
    /// The rule.
    pub rule: &'j Rule,
    /// What was said of it.
    pub answer: &'j RuleAnswer,
    /// The cause.
    pub cause: &'j Cause,
}

/// A rule that binds her, or one of the nearest alternative of it.
#[derive(Clone, Copy, Debug)]
pub struct Part<'j> {
    /// The rule at the top of the pack.
    pub top: &'j Rule,
    /// The rule.
    pub rule: &'j Rule,
    /// What was said of it.
    pub answer: &'j RuleAnswer,
    /// Its status. Nothing is short for certain while it is not known whether the licence asks it.
    pub status: Status,
}

impl Lacking<'_> {
    /// Whether units are missing.
    pub fn is_of_units(&self) -> bool {
        *self.cause == Cause::Units
    }

    /// By what entries must differ, where they must.
    fn varied(&self) -> EntryField {
        let field = |ask: &Demand| match ask {
            Demand::Different(field, _) | Demand::FewDifferent(field, _) => Some(*field),
            _ => None,
        };
        self.rule.asks.iter().find_map(field).unwrap_or(EntryField::Id)
    }
}

impl<'a> Judged<'a> {
    /// Judges every licence of an educator of which it is known what it asks. O(licences × entries of her ledger).
    pub fn of(district: &'a District, educator: EducatorId, holder: &'a Holder<'a>) -> Vec<Self> {
        let one = |requirement: &RequirementId| {
            let Licence { pack, about, entries, origins, .. } = holder.licence(*requirement)?;
            let answer = judge(pack, &about, &entries);
            let item = district.requirements[requirement.row()].item;
            Some(Self { district, requirement: *requirement, item, pack, about, entries, origins, answer })
        };
        district.requirements_of(educator).iter().filter_map(one).collect()
    }

    /// The id of the requirement.
    pub fn id(&self) -> &'a str {
        self.district.item_name(self.item)
    }

    /// The id of a rule of its pack, as items and decisions have it.
    pub fn rule_id(&self, rule: &Rule) -> String {
        format!("{}#{}", self.id(), rule.id)
    }

    /// The id of an entry.
    pub fn entry(&self, at: usize) -> &str {
        self.entries[at].id
    }

    /// Whether an entry is a row of `credits`.
    pub fn is_credit(&self, at: usize) -> bool {
        matches!(self.origins[at], Origin::Credit(_))
    }

    /// The activity that an entry stands for.
    pub fn activity(&self, at: usize) -> Option<ItemId> {
        match self.origins[at] {
            Origin::Credit(credit) => {
                self.district.credit(credit).activity().filter(|item| self.district.activity(*item).is_some())
            }
            Origin::Activity(activity) => Some(activity),
        }
    }

    /// Where the record of an entry begins.
    pub fn place_of(&self, at: usize) -> Place {
        match self.origins[at] {
            Origin::Credit(credit) => self.district.credit(credit).place,
            Origin::Activity(activity) => self.district.item(activity).place,
        }
    }

    /// The day the licence expires.
    pub fn expires(&self) -> Date {
        self.about.answers.expires
    }

    /// A rule at the top of the pack.
    pub fn rule(&self, answer: &RuleAnswer) -> &'a Rule {
        &self.pack.rules[answer.rule]
    }

    /// Where a rule is told: the rule's own record where the entry has rules of its own, else the requirement's.
    pub fn place(&self, rule: &Rule) -> Place {
        let item =
            self.district.rules_of(self.requirement).find(|(_, one)| one.id == rule.id).map_or(self.item, |(item, _)| item);
        self.district.item(item).place
    }

    /// Whether a rule comes from a pack, and is not the entry's own.
    pub fn is_of_pack(&self, rule: &Rule) -> bool {
        !self.pack.id.is_empty() && self.place(rule) == self.district.item(self.item).place
    }

    /// Whether anything is asked at all: she is not exempt, and the rules are not suspended.
    pub fn asks(&self) -> bool {
        matches!(self.answer.outcome, Outcome::Rules(_))
    }

    /// The rules that bind her, while anything is asked at all.
    pub fn binding(&self) -> impl Iterator<Item = (&'a Rule, &RuleAnswer)> {
        let asks = self.asks();
        self.answer.rules.iter().filter(move |rule| asks && rule.binds).map(|rule| (self.rule(rule), rule))
    }

    /// The status of a rule. Nothing is short for certain while it is not known whether anything is owed.
    pub fn status(&self, rule: &RuleAnswer) -> Status {
        if self.answer.doubts.is_empty() || rule.status == Status::Met { rule.status } else { Status::Unknown }
    }

    /// The rules that bind her and are short in every reading.
    pub fn short(&self) -> impl Iterator<Item = (&'a Rule, &RuleAnswer)> {
        self.binding().filter(|(_, rule)| self.status(rule) == Status::Short)
    }

    /// Where the licence is short in every reading and no rule is in all of them: the rules of which one or another is short,
    /// whatever is answered.
    pub fn short_whatever(&self) -> Vec<(&'a Rule, &RuleAnswer)> {
        if self.answer.outcome != Outcome::Rules(Status::Short) || self.short().next().is_some() {
            return Vec::new();
        }
        self.binding().filter(|(_, rule)| self.status(rule) == Status::Unknown && !rule.causes.is_empty()).collect()
    }

    /// What is not known about a rule or about the licence as a whole, each once.
    pub fn doubts<'j>(&'j self, rule: &'j RuleAnswer) -> Vec<&'j Doubt> {
        let mut doubts: Vec<&Doubt> = rule.doubts.iter().chain(&self.answer.doubts).collect();
        doubts.sort_unstable();
        doubts.dedup();
        doubts
    }

    /// Why a rule is not met; of alternatives what the nearest one lacks.
    pub fn lacking<'j>(&'j self, answer: &'j RuleAnswer) -> Vec<Lacking<'j>> {
        let mut found = Vec::new();
        collect(self.rule(answer), answer, &mut found);
        found
    }

    /// The day by which something had to be so that is not, if it has passed.
    pub fn overdue(&self, cause: &Cause) -> Option<Date> {
        match cause {
            Cause::Need { due, .. } => due.filter(|due| *due < self.about.as_of),
            _ => None,
        }
    }

    /// The cut that a rule belongs to, where units are known to be split.
    pub fn cut(&self, answer: &RuleAnswer) -> Option<&Cut> {
        self.answer.cuts.iter().find(|cut| cut.rules.contains(&answer.rule))
    }

    /// The total: the first rule that binds, applies for certain and asks units of every kind over the whole cycle; of
    /// alternatives, in the nearest one.
    pub fn total(&self) -> Option<Part<'_>> {
        let cycles = self.pack.cycles_of(&self.about.answers);
        let is_of_a_year = cycles.first().is_some_and(|cycle| cycle.years == Some(1));
        let is_whole = |span: Span| span == Span::Cycle || (span == Span::Year && is_of_a_year);
        let is_total =
            |rule: &Rule| rule.of.is_all() && is_whole(rule.span) && rule.asks.iter().any(|ask| matches!(ask, Demand::Min(_)));
        self.parts().into_iter().find(|part| is_total(part.rule) && part.answer.guard == Known::Yes)
    }

    /// The categories: rules that bind and ask units of certain tags or topics; of alternatives, those of the nearest one.
    pub fn categories(&self) -> impl Iterator<Item = Part<'_>> {
        self.parts().into_iter().filter(|part| asks_category(part.rule))
    }

    /// The rules that bind her, each followed by those of its nearest alternative.
    fn parts(&self) -> Vec<Part<'_>> {
        let mut parts = Vec::new();
        for (rule, answer) in self.binding() {
            add_parts(Part { top: rule, rule, answer, status: self.status(answer) }, &mut parts);
        }
        parts
    }

    /// Whether an entry fits a rule for certain.
    pub fn fits(&self, entry: usize, rule: &Rule) -> bool {
        rule.of.fit(&self.entries[entry].record) == Known::Yes
    }

    /// Entries of which something may count, by their number.
    pub fn counting(&self) -> impl Iterator<Item = usize> {
        let entries = self.answer.entries.iter().enumerate();
        entries.filter(|(_, entry)| entry.counts.high > 0).map(|(at, _)| at)
    }

    /// A finding about a rule of it.
    pub fn finding(&self, kind: &'static Kind, rule: &Rule, message: String) -> Finding {
        kind.at(self.place(rule), message).items([self.rule_id(rule)])
    }

    /// A finding about an entry of it, which stands on the requirement and shows the entry as well.
    pub fn finding_on(&self, kind: &'static Kind, entry: usize, message: String) -> Finding {
        let id = self.entry(entry);
        kind.at(self.district.item(self.item).place, message).items([self.id(), id]).also(self.place_of(entry), id)
    }

    /// The day on which the cycle began, where somebody says it: so many years before the licence expires, or the day of issue if
    /// that is later.
    pub fn began(&self) -> Option<Date> {
        self.days().and_then(|days| days.began)
    }

    /// The first day on which units count, where somebody says it: of a cycle that looks further back, earlier than it began.
    pub fn counts_from(&self) -> Option<Date> {
        self.days().and_then(|days| days.counts_from)
    }

    fn days(&self) -> Option<Days> {
        match self.pack.cycles_of(&self.about.answers)[..] {
            [cycle] => Some(Days::of(&self.about, cycle)),
            [] => Some(Days::of(&self.about, &Cycle::default())),
            _ => None,
        }
    }
}

/// Adds a rule and those of its nearest alternative. These are no worse than the rule of which they are a part.
fn add_parts<'j>(part: Part<'j>, parts: &mut Vec<Part<'j>>) {
    parts.push(part);
    let Some(branch) = &part.answer.branch else { return };
    if let Some(Demand::Any(branches)) = part.rule.asks.get(branch.ask) {
        for answer in &branch.rules {
            let rule = &branches[branch.index][answer.rule];
            add_parts(Part { rule, answer, status: answer.status.min(part.status), ..part }, parts);
        }
    }
}

fn collect<'j>(rule: &'j Rule, answer: &'j RuleAnswer, found: &mut Vec<Lacking<'j>>) {
    for cause in &answer.causes {
        let branch = answer.branch.as_ref().filter(|_| *cause == Cause::Alternatives);
        let Some(branch) = branch else {
            found.push(Lacking { rule, answer, cause });
            continue;
        };
        if let Some(Demand::Any(branches)) = rule.asks.get(branch.ask) {
            for inner in branch.rules.iter().filter(|inner| inner.status != Status::Met) {
                collect(&branches[branch.index][inner.rule], inner, found);
            }
        }
    }
}

/// Whether a rule asks units of a category.
fn asks_category(rule: &Rule) -> bool {
    rule.of.is_category() && rule.asks.iter().any(|ask| matches!(ask, Demand::Min(_) | Demand::MinShare(..)))
}

/// Whether a selection asks which layers an entry serves.
pub fn asks_alignment(of: &Selector) -> bool {
    of.fields.iter().any(|(field, _)| *field == SelectorField::Serves)
}
