//! A need that nobody else in her schools shares, and that no network or activity of hers meets.

use std::collections::BTreeSet;

use crate::analysis::rule::{Check, One, Rule};
use crate::finding::{At, Category, Class, Findings, Kind, Level, Role};
use crate::model::focus::FocusId;
use crate::model::obligation::{ItemId, ItemKind, Owner};

/// The rule.
pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "isolated-need",
        level: Level::Warning,
        category: Category::Gap,
        acts: &[Role::Coach, Role::District],
        // The focus may be that of a finding.
        tells: Class::Evaluative,
        remedy: "Offer a network, a course, or a team across schools for it.",
        page: include_str!("isolated_need.md"),
    },
    needs: &[],
    checks: &[Check::Educator(check)],
};

fn check(one: &One<'_>, findings: &mut Findings) {
    let district = one.district();
    let schools = district.schools_of(one.educator);
    let need = |item: ItemId| {
        matches!(district.item(item).kind, ItemKind::IndividualPlan | ItemKind::Finding) && !district.item(item).free
    };
    let mut seen = BTreeSet::new();
    for item in one.obligations(need) {
        for (focus, nth) in district.focus(item).iter().zip(0..) {
            if !schools.is_empty() && seen.insert(*focus) && !is_shared(one, *focus) && !is_met(one, *focus) {
                let (name, word) = (one.name(), district.names.get(district.focuses.name(*focus)));
                let message = format!(
                    "{name} is the only one in her schools who works on {word}, and no network or activity of hers is about it"
                );
                findings.push(RULE.kind.at(At::element(district.item(item).place, "focus", nth), message).items([name, word]));
            }
        }
    }
}

/// Whether a colleague in one of her schools holds exactly this focus.
fn is_shared(one: &One<'_>, focus: FocusId) -> bool {
    let district = one.district();
    let others = |focus: FocusId| {
        district.schools_of(one.educator).iter().any(|school| one.case.holders.others(*school, focus, one.educator))
    };
    others(focus) || district.focuses.same(focus).any(others)
}

/// Whether a network she is in or an activity of hers is about it or near it.
fn is_met(one: &One<'_>, focus: FocusId) -> bool {
    let district = one.district();
    let about = |item: ItemId| district.focuses.meet(district.focus(item), &[focus]);
    let in_network = |item: &ItemId| matches!(district.item(*item).owner, Owner::Team(team) if district.team(team).is_network);
    one.hers.activities().any(about) || one.hers.obligations.iter().copied().filter(in_network).any(about)
}
