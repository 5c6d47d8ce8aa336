//! A goal that changed after others were read against it.

use super::{TOLD, counted};
use crate::analysis::rule::{Case, Check, Rule};
use crate::finding::{Category, Class, Findings, Kind, Level, Role};
use crate::model::hers::people_of;

/// The rule.
pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "suspect-link",
        level: Level::Warning,
        category: Category::Data,
        acts: &[Role::Learner, Role::School, Role::District],
        tells: Class::Public,
        remedy: "Read the goals again, change what no longer fits, and confirm it with `plalign review`.",
        page: include_str!("suspect_link.md"),
    },
    needs: &[],
    checks: &[Check::District(check)],
};

fn check(case: &Case<'_>, findings: &mut Findings) {
    let district = case.district;
    for (parent, children) in &case.reread.suspects {
        let (id, about) = (district.item_name(*parent), district.item(*parent));
        let goals = counted(children.len(), "goal");
        let verb = if children.len() == 1 { "was" } else { "were" };
        let message = format!("the {} {id} has changed since {goals} {verb} last read against it", about.kind.plain());
        let mut finding = RULE.kind.at(about.place, message).items([id]);
        for child in children.iter().take(TOLD) {
            finding = finding.also(district.item(*child).place, format!("{} was read before", district.item_name(*child)));
        }
        let remedy = format!(
            "Read {id} again beside the goals that lead to it, change what no longer fits, and confirm it with \
             `plalign review {id}`."
        );
        let people = children.iter().flat_map(|child| people_of(district, *child)).collect();
        let names = children.iter().map(|child| district.item_name(*child));
        findings.push(finding.help(remedy).people(people).figure("links", children.len()).words("goals", names));
    }
}
