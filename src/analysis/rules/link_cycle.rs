//! Links that lead back to where they began.

use crate::analysis::rule::{Case, Check, Rule};
use crate::finding::{At, Category, Class, Findings, Kind, Level, Role};
use crate::graph::cycle::{self, Relation};
use crate::model::obligation::ItemId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "link-cycle",
        level: Level::Error,
        category: Category::Data,
        acts: &[Role::District],
        tells: Class::Public,
        remedy: "Remove one link of the ring: a goal cannot be a means to itself.",
        page: include_str!("link_cycle.md"),
    },
    needs: &[],
    checks: &[Check::District(check)],
};

fn check(case: &Case<'_>, findings: &mut Findings) {
    let district = case.district;
    for relation in Relation::ALL {
        for ring in cycle::rings(district, relation) {
            let ids: Vec<&str> = ring.iter().map(|item| district.item_name(*item)).collect();
            let way = way(&ids);
            let verb = if relation == Relation::Requires { "requires" } else { "supports" };
            let at = |item: ItemId| At::field(district.item(item).place, relation.field(district, item));
            let message = format!("each {verb} the next, round in a ring: {way}");
            let finding = RULE.kind.at(at(ring[0]), message).items(ids).figure("length", ring.len());
            let others = ring[1..].iter().take(SHOWN);
            findings.push(others.fold(finding, |finding, item| finding.also(at(*item), "also in the ring")));
        }
    }
}

/// How many ids of a ring are written out.
const SHOWN: usize = 20;

/// The ring as it is walked, cut short where it is very long.
fn way(ids: &[&str]) -> String {
    let shown = ids.iter().take(SHOWN).chain(ids.first().filter(|_| ids.len() <= SHOWN));
    let rest = if ids.len() > SHOWN { format!(" → … ({} in all)", ids.len()) } else { String::new() };
    shown.copied().collect::<Vec<_>>().join(" → ") + &rest
}
