//! A plan that leaves out what people need to act on it.

use crate::analysis::rule::{Case, Check, Rule};
use crate::finding::{Category, Class, Findings, Kind, Level, Role};
use crate::model::District;
use crate::model::obligation::{Item, ItemId, ItemKind};

/// The rule.
pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "blank-plan-field",
        level: Level::Warning,
        category: Category::Data,
        acts: &[Role::Learner, Role::School, Role::District],
        tells: Class::Public,
        remedy: "Fill it in; a short and honest entry is enough.",
        page: include_str!("blank_plan_field.md"),
    },
    needs: &[],
    checks: &[Check::District(check)],
};

fn check(case: &Case<'_>, findings: &mut Findings) {
    let district = case.district;
    for item in district.item_ids().filter(|item| district.item(*item).active) {
        let blank = blank_fields(district, item);
        if !blank.is_empty() {
            let (id, about) = (district.item_name(item), district.item(item));
            let message = format!("the {} {id} leaves {} blank", about.kind.plain(), blank.join(" and "));
            findings.push(RULE.kind.at(about.place, message).items([id]).words("fields", blank));
        }
    }
}

/// Names of the fields that are blank and should not be, sorted.
fn blank_fields(district: &District, item: ItemId) -> Vec<&'static str> {
    let Item { kind, blank, .. } = district.item(item);
    let asked: &[(&str, bool)] = match kind {
        ItemKind::IndividualPlan | ItemKind::PlcGoal => &[("due", blank.due), ("text", blank.text)],
        ItemKind::SchoolGoal => &[("text", blank.text)],
        ItemKind::Activity => &[("why", blank.why && !district.audience(item).is_empty())],
        _ => &[],
    };
    asked.iter().filter(|(_, blank)| *blank).map(|(field, _)| *field).collect()
}
