//! More is required of an educator than the state allows an employer to demand.

use crate::analysis::licensed::Judged;
use crate::analysis::licensed::words::{amount, missing, of_unit};
use crate::analysis::rule::{Check, One, Rule};
use crate::finding::{Category, Class, Findings, Kind, Level, Role};
use crate::license::RuleAnswer;
use crate::license::{Amount, units};
use crate::load::lists::List;
use crate::load::pack::Known;
use crate::model::obligation::ItemId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "demand-limit",
        level: Level::Warning,
        category: Category::Conflict,
        acts: &[Role::District],
        tells: Class::Licence,
        remedy: "Make a part of it a choice, or drop it.",
        page: include_str!("demand_limit.md"),
    },
    needs: &[&[List::RelicensureRequirements]],
    checks: &[Check::Educator(check)],
};

fn check(one: &One<'_>, findings: &mut Findings) {
    for judged in one.licences.iter().filter(|judged| judged.asks()) {
        let limits =
            judged.answer.rules.iter().filter(|answer| judged.rule(answer).limits_employer && answer.guard == Known::Yes);
        for answer in limits {
            let Some(most) = answer.units.filter(|units| units.is_most).map(|units| units.need.high) else { continue };
            let (demanded, activities) = demanded(one, judged, answer);
            if demanded <= most {
                continue;
            }
            let rule = judged.rule(answer);
            let over = missing(demanded - most);
            let message = format!(
                "{} of {} are required of {}, where no more than {} may be demanded: {} too many",
                of_unit(judged.pack, demanded),
                judged.titled(rule),
                one.name(),
                amount(most),
                amount(over),
            );
            let mut finding = judged.finding(&RULE.kind, rule, message);
            for activity in &activities {
                finding = finding.also(one.district().item(*activity).place, one.district().item_name(*activity));
            }
            let finding = finding.decimal("most", units(most)).decimal("required", units(demanded)).decimal("over", units(over));
            let ids = activities.iter().map(|activity| one.district().item_name(*activity));
            findings.push(finding.word("unit", &judged.pack.unit.plural).words("activities", ids));
        }
    }
}

/// What activities that are required of her and fit the rule are worth, and which these are.
fn demanded(one: &One<'_>, judged: &Judged<'_>, answer: &RuleAnswer) -> (Amount, Vec<ItemId>) {
    let rule = judged.rule(answer);
    let (mut sum, mut activities) = (0, Vec::new());
    for at in 0..judged.entries.len() {
        let required = judged.activity(at).filter(|activity| one.hers.required.binary_search(activity).is_ok());
        if let Some(activity) = required.filter(|_| judged.fits(at, rule)) {
            sum += judged.answer.entries[at].worth.low;
            activities.push(activity);
        }
    }
    activities.sort_unstable_by_key(|activity| one.district().rank(*activity));
    activities.dedup();
    (sum, activities)
}
