//! A long required activity that serves nothing the educator is working on.

use crate::analysis::rule::{Case, Check, Hit, One, Rule, Shared};
use crate::finding::{Category, Class, Finding, Kind, Level, Role};
use crate::load::lists::List;
use crate::load::values::duration;

/// The rule.
pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "mandate-unbridged",
        level: Level::Warning,
        category: Category::Gap,
        acts: &[Role::School, Role::District],
        tells: Class::Plan,
        remedy: "Bridge it: link it to a goal and say why. Or buffer it: shorten it, delay it, or exempt those it is not for.",
        page: include_str!("mandate_unbridged.md"),
    },
    needs: &[&[List::Activities]],
    checks: &[Check::Shared(check, tell)],
};

/// From how many minutes a required activity is asked what it serves: half a working day.
const MINUTES: u64 = 240;

fn check(one: &One<'_>, hits: &mut Vec<Hit>) {
    let district = one.district();
    for item in &one.hers.required {
        let Some(activity) = district.activity(*item) else { continue };
        let long = !activity.duty && activity.minutes >= MINUTES;
        if long && !one.hers.serves(district, *item).any(|target| one.hers.position(district, target).is_some()) {
            hits.push(Hit::of(*item));
        }
    }
}

fn tell(case: &Case<'_>, shared: &Shared<'_>) -> Option<Finding> {
    let (district, [item, _]) = (case.district, shared.items()?);
    let id = district.item_name(item);
    let minutes = district.activity(item).map_or(0, |activity| activity.minutes);
    let message = format!("{id} is required ({}) and serves no obligation of {}", duration(minutes), shared.people());
    let finding = RULE.kind.at(district.item(item).place, message).items([id]);
    Some(finding.counting(shared.educators.len()).figure("minutes", minutes).figure("limit", MINUTES))
}
