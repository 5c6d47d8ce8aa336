//! What hangs together for one educator, as cards. Comes in: her threads. Goes out: of each its obligations by kind, the
//! activities that serve it and their hours; and what stands alone.

use std::collections::{BTreeMap, BTreeSet};

use super::{Page, enumerated, said, text};
use crate::analysis::Worked;
use crate::load::values::counted;
use crate::model::Subject;
use crate::model::focus::FocusId;
use crate::model::hers::teams_met;
use crate::model::obligation::{ItemId, ItemKind, Owner};
use crate::model::people::EducatorId;
use crate::report::document::{Group, Span, Spans, ThreadCard, hours};
use crate::time::served;

/// Kinds in the order in which a thread tells them, and what they are called: hers first, the widest last.
const KINDS: [(ItemKind, &str); 6] = [
    (ItemKind::Finding, "Evaluation focus"),
    (ItemKind::IndividualPlan, "Your goal"),
    (ItemKind::PlcGoal, "Team goal"),
    (ItemKind::SchoolGoal, "School goal"),
    (ItemKind::DistrictGoal, "District goal"),
    (ItemKind::Requirement, "License"),
];
/// Letters of a goal of a school or the district that a thread shows.
const SHORT: usize = 72;

/// One educator's work, as her page needs it.
pub(super) struct Hers<'p, 's, 'a> {
    pub(super) page: &'p Page<'s, 'a>,
    pub(super) educator: EducatorId,
    pub(super) worked: &'p Worked,
}

impl Hers<'_, '_, '_> {
    /// The threads in which something of her own works together with something else.
    pub(super) fn cards(&self) -> Vec<ThreadCard> {
        let joined = self.worked.threads.iter().map(|thread| self.members(thread)).filter(|members| self.is_joined(members));
        joined.zip(1..).map(|(members, number)| self.card(number, &members)).collect()
    }

    /// What of her own stands alone: her goals, findings and licenses, and goals of her teams.
    pub(super) fn alone(&self) -> Vec<Spans> {
        self.apart(|item| self.is_own(item)).into_iter().filter_map(|item| self.page.item(item)).collect()
    }

    /// What is only required of her: activities in threads with nothing of her own.
    pub(super) fn only_required(&self) -> Vec<Spans> {
        let clock = &self.page.known.report.analysis.clock;
        let activities = self.apart(|item| self.page.district().item(item).kind == ItemKind::Activity);
        let told = activities.into_iter().filter_map(|item| {
            let minutes = clock.minutes(self.page.district(), item, self.educator);
            Some([self.page.item(item)?, vec![text(&format!(", {}", hours(minutes)))]].concat())
        });
        told.collect()
    }

    /// Obligations of some kind in threads that are no cards.
    fn apart(&self, wanted: impl Fn(ItemId) -> bool) -> Vec<ItemId> {
        let members = self.worked.threads.iter().map(|thread| self.members(thread)).filter(|members| !self.is_joined(members));
        let mut items: Vec<ItemId> = members.flatten().map(|at| self.obligation(at)).filter(|item| wanted(*item)).collect();
        items.dedup();
        items
    }

    /// The obligations of a thread, but for goals of a school or the district to which nothing of it leads: these hang together
    /// with it only by what else is required of everybody. O(links between them).
    fn members(&self, thread: &[usize]) -> Vec<usize> {
        let (district, hers) = (self.page.district(), &self.worked.hers);
        let is_ambient = |item: ItemId| district.item(item).kind.is_ambient();
        let inside = thread.iter().map(|at| hers.obligations[*at]).filter(|item| !is_ambient(*item));
        let mut queue: Vec<ItemId> = inside.chain(hers.chosen.iter().copied()).collect();
        let mut reached: BTreeSet<ItemId> = BTreeSet::new();
        while let Some(item) = queue.pop() {
            let up = district.supports(item).iter().filter(|up| hers.position(district, **up).is_some());
            queue.extend(up.filter(|up| reached.insert(**up)));
        }
        let stays = |at: &usize| !is_ambient(hers.obligations[*at]) || reached.contains(&hers.obligations[*at]);
        thread.iter().copied().filter(stays).collect()
    }

    /// Whether a thread holds two obligations at least, the rules of one license as one, and one of them is her own.
    fn is_joined(&self, thread: &[usize]) -> bool {
        let is_more = || thread.iter().any(|at| self.obligation(*at) != self.obligation(thread[0]));
        thread.iter().any(|at| self.is_own(self.obligation(*at))) && is_more()
    }

    /// Whether an obligation is her own or her team's: neither what is only required of her nor a goal that everybody has.
    fn is_own(&self, item: ItemId) -> bool {
        let kind = self.page.district().item(item).kind;
        !kind.is_ambient() && kind != ItemKind::Activity
    }

    /// An obligation; of a rule, the license it is of.
    fn obligation(&self, at: usize) -> ItemId {
        let item = self.worked.hers.obligations[at];
        self.page.district().item(item).requirement(item)
    }

    fn card(&self, number: usize, thread: &[usize]) -> ThreadCard {
        let district = self.page.district();
        let mut members: Vec<ItemId> = thread.iter().map(|at| self.obligation(*at)).collect();
        members.dedup();
        let kind = |item: &ItemId| district.item(*item).kind;
        let group = |(wanted, name): &(ItemKind, &str)| {
            let items: Vec<Spans> =
                members.iter().filter(|item| kind(item) == *wanted).filter_map(|item| self.short(*item)).collect();
            (!items.is_empty()).then(|| Group { name: (*name).to_owned(), items, is_told: false })
        };
        let rules: Vec<ItemId> = thread.iter().map(|at| self.worked.hers.obligations[*at]).collect();
        let activities = self.activities(&rules);
        let meetings = self.meetings(&members);
        let minutes = activities.iter().map(|(_, minutes)| minutes).chain(meetings.iter().map(|(_, minutes)| minutes)).sum();
        let lines = activities.iter().filter_map(|(item, minutes)| self.line(*item, *minutes));
        ThreadCard {
            name: self.title(number, &members),
            obligations: KINDS.iter().filter_map(group).collect(),
            activities: lines.chain(meetings.iter().map(|(line, _)| line.clone())).collect(),
            minutes,
            notes: self.notes(&activities),
        }
    }

    /// “Thread 1: Academic talk”: by the focus that most of its own obligations have.
    fn title(&self, number: usize, members: &[ItemId]) -> Spans {
        let district = self.page.district();
        let mut count: BTreeMap<FocusId, usize> = BTreeMap::new();
        for item in members.iter().filter(|item| !district.item(**item).kind.is_ambient()) {
            district.focus(*item).iter().for_each(|focus| *count.entry(*focus).or_default() += 1);
        }
        let most = count.into_iter().max_by_key(|(focus, count)| (*count, std::cmp::Reverse(*focus)));
        let mut line = vec![text(&format!("Thread {number}"))];
        if let Some((focus, _)) = most {
            line.extend([text(": "), said(&self.page.focus_in_words(focus))]);
        }
        line
    }

    /// An obligation; of goals that everybody has only the beginning of the text.
    fn short(&self, item: ItemId) -> Option<Spans> {
        let spans = self.page.item(item)?;
        if !self.page.district().item(item).kind.is_ambient() {
            return Some(spans);
        }
        let cut = |span| match span {
            Span::Said(words) => said(&shortened(&words)),
            other => other,
        };
        Some(spans.into_iter().map(cut).collect())
    }

    /// Activities of hers that are in a thread or serve something in it, with their minutes in her year.
    fn activities(&self, members: &[ItemId]) -> Vec<(ItemId, u64)> {
        let district = self.page.district();
        let serves = |activity: &ItemId| {
            members.contains(activity) || district.supports(*activity).iter().any(|target| members.contains(target))
        };
        let mut activities: Vec<ItemId> = self.worked.hers.activities().filter(serves).collect();
        activities.sort_unstable_by_key(|item| district.rank(*item));
        let clock = &self.page.known.report.analysis.clock;
        activities.into_iter().map(|item| (item, clock.minutes(district, item, self.educator))).collect()
    }

    /// Meetings of her teams whose goals are in a thread.
    fn meetings(&self, members: &[ItemId]) -> Vec<(Spans, u64)> {
        let district = self.page.district();
        let clock = &self.page.known.report.analysis.clock;
        let owned = |team| members.iter().any(|item| district.item(*item).owner == Owner::Team(team));
        let mut teams: Vec<_> = teams_met(district, self.educator).filter(|team| owned(*team)).collect();
        teams.sort_unstable();
        teams.dedup();
        let minutes = |team| {
            clock.sessions(district, Subject::Team(team), self.educator).iter().map(|session| u64::from(session.minutes())).sum()
        };
        let meeting = |team| {
            let minutes: u64 = minutes(team);
            (vec![text("meetings of "), self.page.known.team(team), text(&format!(", {}", hours(minutes)))], minutes)
        };
        teams.into_iter().map(meeting).filter(|(_, minutes)| *minutes > 0).collect()
    }

    fn line(&self, item: ItemId, minutes: u64) -> Option<Spans> {
        let chosen = if self.worked.hers.chosen.contains(&item) { "chosen" } else { "required" };
        let mut line = self.page.item(item)?;
        line.push(text(&format!(", {}, {chosen}", hours(minutes))));
        Some(line)
    }

    /// What counts more than once.
    fn notes(&self, activities: &[(ItemId, u64)]) -> Vec<Spans> {
        let district = self.page.district();
        let double = activities.iter().map(|(item, minutes)| (item, *minutes, served(district, &self.worked.hers, *item)));
        let double: Vec<_> = double.filter(|(_, _, served)| *served >= 2).collect();
        let freed: u64 = double.iter().map(|(_, minutes, served)| minutes * (*served as u64 - 1)).sum();
        if double.is_empty() {
            return Vec::new();
        }
        let each = |(item, _, served): &(&ItemId, u64, usize)| {
            let serves = text(&format!(" (serves {})", counted(*served, "obligation")));
            [self.page.called(district.item_name(**item)), vec![serves]].concat()
        };
        let mut line = vec![text("Counts more than once: ")];
        line.extend(enumerated(double.iter().map(each).collect()));
        line.push(text(&format!(". If each obligation were served by itself, it would take {} more.", hours(freed))));
        vec![line]
    }
}

/// The beginning of a text, cut between words.
pub(super) fn shortened(words: &str) -> String {
    if words.chars().count() <= SHORT {
        return words.to_owned();
    }
    let start: String = words.chars().take(SHORT).collect();
    let cut = start.rfind(char::is_whitespace).unwrap_or(start.len());
    format!("{}…", start[..cut].trim_end())
}
