//! A goal or activity with so many focuses that they say little.

use crate::analysis::rule::{Case, Check, Rule};
use crate::finding::{At, Category, Class, Findings, Kind, Level, Role};
use crate::model::obligation::ItemKind;

/// The rule.
pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "over-tagging",
        level: Level::Info,
        category: Category::Data,
        acts: &[Role::Learner, Role::School, Role::District],
        tells: Class::Public,
        remedy: "Keep the one or two that will really be worked on.",
        page: include_str!("over_tagging.md"),
    },
    needs: &[],
    checks: &[Check::District(check)],
};

fn check(case: &Case<'_>, findings: &mut Findings) {
    let district = case.district;
    for item in district.item_ids().filter(|item| district.item(*item).active) {
        let about = district.item(item);
        let (focuses, limit) = (district.focus(item).len(), if about.kind == ItemKind::Activity { 8 } else { 3 });
        if focuses > limit {
            let id = district.item_name(item);
            let message = format!("{id} names {focuses} focuses; more than {limit} say little about what will be worked on");
            let finding = RULE.kind.at(At::field(about.place, "focus"), message).items([id]);
            findings.push(finding.figure("focuses", focuses).figure("limit", limit));
        }
    }
}
