//! Little time in the year for what a goal is about.

use crate::analysis::rule::{Check, One, Rule};
use crate::finding::{At, Category, Class, Findings, Kind, Level, Role};
use crate::load::lists::List;
use crate::load::values::duration;
use crate::model::focus::FocusId;
use crate::model::obligation::{ItemId, ItemKind};

/// The rule.
pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "thin-dose",
        level: Level::Info,
        category: Category::Fragmentation,
        acts: &[Role::Coach, Role::School],
        tells: Class::Plan,
        remedy: "Put related activities together and name their focus; short pieces count too.",
        page: include_str!("thin_dose.md"),
    },
    needs: &[&[List::Activities]],
    checks: &[Check::Educator(check)],
};

fn check(one: &One<'_>, findings: &mut Findings) {
    let (district, limit) = (one.district(), u64::from(one.case.config.limits.low_minutes));
    let mut activities: Option<Vec<(ItemId, u64)>> = None;
    for (focus, goal) in focuses(one) {
        let activities = activities.get_or_insert_with(|| activities_of(one));
        let on_it = activities.iter().filter(|(activity, _)| district.focuses.meet(&[focus], district.focus(*activity)));
        let minutes: u64 = on_it.map(|(_, minutes)| minutes).sum();
        if 0 < minutes && minutes < limit {
            let (name, word) = (one.name(), district.names.get(district.focuses.name(focus)));
            let message =
                format!("{name} has {} of learning on {word} in the year, less than {}", duration(minutes), duration(limit));
            let finding = RULE.kind.at(At::field(district.item(goal).place, "focus"), message).items([name, word]);
            findings.push(finding.figure("minutes", minutes).figure("limit", limit));
        }
    }
}

/// The focuses of her individual goals, each with the first goal that has it.
fn focuses(one: &One<'_>) -> Vec<(FocusId, ItemId)> {
    let district = one.district();
    let mut focuses: Vec<(FocusId, ItemId)> = Vec::new();
    for goal in one.obligations(|item| district.item(item).kind == ItemKind::IndividualPlan) {
        for focus in district.focus(goal) {
            if !focuses.iter().any(|(known, _)| known == focus) {
                focuses.push((*focus, goal));
            }
        }
    }
    focuses
}

/// Her activities of all kinds, and how many minutes of each lie in the year.
fn activities_of(one: &One<'_>) -> Vec<(ItemId, u64)> {
    let minutes = |activity| (activity, one.case.clock.minutes_in_year(one.district(), activity, one.educator));
    one.hers.activities().map(minutes).collect()
}
