//! Questions she might bring to a conference. Comes in: her findings and threads. Goes out: a question for each that has
//! one, each question once. They ask; they do not judge.

use super::thread::Hers;
use super::{enumerated, id, list, paragraph, text};
use crate::analysis::rules;
use crate::finding::{Finding, Kind, Level};
use crate::model::obligation::{ItemId, ItemKind, Owner};
use crate::report::audience::Shown;
use crate::report::document::{Section, Spans};

/// How many questions a conference has time for.
const MOST: usize = 8;

/// Rules whose findings lead to a question: what stands before the ids of its items, and behind them.
static ASKED: [(&Kind, &str, &str); 15] = [
    (rules::SESSION_OVERLAP, "Who may release me from one of ", "?"),
    (rules::HOURS_OVER_CAPACITY, "What will stop, or move, so that the work fits into its weeks?", ""),
    (rules::CONTRACT_CAP, "Which of the required sessions goes beyond what the agreement allows?", ""),
    (rules::MANDATE_UNBRIDGED, "Is ", " meant for me, and which of my goals does it serve?"),
    (rules::OPPOSED_PRACTICE, "Which leads, and where: ", "?"),
    (rules::CONTRADICTORY_TARGET, "Which target holds: that of ", "?"),
    (rules::DEADLINE_INVERSION, "Can the dates be changed so that what comes first is due first: ", "?"),
    (rules::FINDING_UNSERVED, "Which goal or activity will take up ", "?"),
    (rules::FINDING_WITHOUT_GOAL, "Should a goal of mine take up ", ", or is the activity enough?"),
    (rules::GOAL_WITHOUT_LEARNING, "What will help me to reach ", "?"),
    (rules::NO_FEEDBACK_LOOP, "Who can visit me and give feedback that is not part of my evaluation?", ""),
    (rules::NO_PRACTICE_TIME, "When will I have time to try it out: ", "?"),
    (rules::GOAL_COUNT, "Which of my goals matters most this year, and which could wait?", ""),
    (rules::DEADLINE_CLUSTER, "Which of the things that fall due together could be due at another time?", ""),
    (rules::COACH_IS_EVALUATOR, "Could somebody who does not evaluate me be my coach?", ""),
];

/// The section.
pub(super) fn section(hers: &Hers<'_, '_, '_>) -> Section {
    let of_findings = hers.page.findings().filter(|(finding, _, _)| finding.level != Level::Good);
    let mut questions: Vec<Spans> = of_findings.filter_map(|(finding, _, shown)| of_finding(hers, finding, shown)).collect();
    questions.extend(smallest_link(hers));
    questions.extend(one_for_several(hers));
    questions.extend(loose_goal(hers));
    let mut each: Vec<Spans> = Vec::new();
    for question in questions {
        if !each.contains(&question) && each.len() < MOST {
            each.push(question);
        }
    }
    let blocks = if each.is_empty() {
        vec![paragraph("Nothing on record raises a question. You may have others.")]
    } else {
        vec![list(each)]
    };
    super::section("questions", "Questions you might bring", blocks)
}

fn of_finding(hers: &Hers<'_, '_, '_>, finding: &Finding, shown: Shown) -> Option<Spans> {
    let (_, before, after) = ASKED.iter().find(|(kind, _, _)| *kind == finding.kind)?;
    if after.is_empty() {
        return Some(vec![text(before)]);
    }
    let seen = |id: &&String| {
        let district = hers.page.district();
        let item = district.find_item(id).map(|item| hers.page.sight.item(item) == Shown::Whole);
        item.unwrap_or(shown == Shown::Whole)
    };
    let items: Vec<Spans> = finding.items.iter().filter(seen).map(|word| hers.page.called(word)).collect();
    let items = if [rules::OPPOSED_PRACTICE, rules::CONTRADICTORY_TARGET].contains(&finding.kind) {
        either(items)
    } else {
        enumerated(items)
    };
    (!items.is_empty()).then(|| [vec![text(before)], items, vec![text(after)]].concat())
}

/// `a or b`.
fn either(items: Vec<Spans>) -> Spans {
    let mut line = Spans::new();
    for (at, item) in items.into_iter().enumerate() {
        line.extend((at > 0).then(|| text(" or ")));
        line.extend(item);
    }
    line
}

/// The link that would join two of her threads, as the rule names it.
fn smallest_link(hers: &Hers<'_, '_, '_>) -> Option<Spans> {
    let told = hers.page.findings().find(|(finding, _, _)| finding.kind == rules::DISCONNECTED_OBLIGATIONS)?;
    let [from, to] = told.0.words_of("link") else { return None };
    Some(vec![text("Is it true that "), id(from), text(" serves "), id(to), text("? That link would join two of my threads.")])
}

/// A goal of hers in a thread with a team's goal or a finding: one piece of work may be evidence for all.
fn one_for_several(hers: &Hers<'_, '_, '_>) -> Option<Spans> {
    let district = hers.page.district();
    let item = |at: &usize| hers.worked.hers.obligations[*at];
    let is = |item: ItemId, kind: ItemKind| district.item(item).kind == kind;
    hers.worked.threads.iter().find_map(|thread| {
        let goal = thread.iter().map(item).find(|goal| is(*goal, ItemKind::IndividualPlan))?;
        let others = thread.iter().map(item).filter(|other| is(*other, ItemKind::PlcGoal) || is(*other, ItemKind::Finding));
        let others: Vec<Spans> = others.take(3).map(|other| vec![id(district.item_name(other))]).collect();
        let lead = vec![text("Can the evidence for "), id(district.item_name(goal)), text(" be collected once, and count for ")];
        (!others.is_empty()).then(|| [lead, enumerated(others), vec![text(" too?")]].concat())
    })
}

/// A goal of hers that no goal of a team, a school or the district is above.
fn loose_goal(hers: &Hers<'_, '_, '_>) -> Option<Spans> {
    let district = hers.page.district();
    let own = |item: &&ItemId| {
        let about = district.item(**item);
        about.owner == Owner::Educator(hers.educator) && about.kind == ItemKind::IndividualPlan && !about.free
    };
    let leads = |item: &ItemId| district.supports(*item).iter().any(|up| district.item(*up).kind.is_goal());
    let goal = hers.worked.hers.obligations.iter().filter(own).find(|item| !leads(item))?;
    Some(vec![text("Which goal of my team or school could "), id(district.item_name(*goal)), text(" support?")])
}
