//! A step that comes after what it is a step towards.

use crate::analysis::rule::{Case, Check, Rule};
use crate::finding::{At, Category, Finding, Findings, Kind, Level, Role};
use crate::graph::cycle::Relation;
use crate::graph::order;
use crate::model::District;
use crate::model::obligation::ItemId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "deadline-inversion",
        level: Level::Warning,
        category: Category::Conflict,
        acts: &[Role::Learner, Role::School],
        remedy: "Bring the date forward, move the other one back, or change the link.",
        page: include_str!("deadline_inversion.md"),
    },
    needs: &[],
    check: Check::District(check),
};

fn check(case: &Case<'_>, findings: &mut Findings) {
    let district = case.district;
    for from in district.item_ids() {
        for relation in Relation::ALL {
            for to in relation.links(district, from) {
                if let Some(days) = order::inversion(district, from, *to, relation) {
                    findings.push(late(district, from, *to, relation, days));
                }
            }
        }
    }
}

fn late(district: &District, from: ItemId, to: ItemId, relation: Relation, days: i32) -> Finding {
    let [child, parent] = [from, to].map(|item| district.item_name(item));
    let when = if days == 1 { "1 day".to_owned() } else { format!("{days} days") };
    let message = match relation {
        Relation::Supports => format!("{child} ends {when} after {parent}, which it is to support"),
        Relation::Requires => format!("{child} begins {when} before {parent} ends, which it requires first"),
    };
    let (first, second) = if relation == Relation::Supports { ("due", "due") } else { ("start", "due") };
    let finding = RULE.kind.at(at(district, from, first), message).items([child, parent]).figure("days", days);
    finding.also(at(district, to, second), parent)
}

/// Where a day is written: the sessions where there are some, else the field or, where it is missing, `due`.
fn at(district: &District, item: ItemId, field: &'static str) -> At {
    let about = district.item(item);
    let field = if !district.sessions(item).is_empty() {
        "sessions"
    } else if field == "start" && about.start.is_none() {
        "due"
    } else {
        field
    };
    At::field(about.place, field)
}
