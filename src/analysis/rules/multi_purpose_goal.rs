//! A goal that serves several purposes at once.

use crate::analysis::rule::{Case, Check, Rule};
use crate::finding::{At, Category, Class, Findings, Kind, Level, Role};
use crate::model::obligation::Item;

/// The rule.
pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "multi-purpose-goal",
        level: Level::Good,
        category: Category::Reinforcement,
        acts: &[Role::Learner, Role::School],
        tells: Class::Public,
        remedy: "Agree it once, and collect its evidence once.",
        page: include_str!("multi_purpose_goal.md"),
    },
    needs: &[],
    checks: &[Check::District(check)],
};

fn check(case: &Case<'_>, findings: &mut Findings) {
    let district = case.district;
    for item in district.item_ids().filter(|item| district.item(*item).kind.is_goal() && district.item(*item).active) {
        let parents = district.supports(item).iter().map(|parent| district.item(*parent));
        let mut purposes: Vec<_> =
            parents.filter(|parent| parent.kind.is_goal() && parent.active).filter_map(Item::purpose).collect();
        purposes.sort_unstable();
        purposes.dedup();
        if purposes.len() >= 2 {
            let id = district.item_name(item);
            let message = format!("{id} serves {} purposes at once", purposes.len());
            let at = At::field(district.item(item).place, "supports");
            findings.push(RULE.kind.at(at, message).items([id]).figure("purposes", purposes.len()));
        }
    }
}
