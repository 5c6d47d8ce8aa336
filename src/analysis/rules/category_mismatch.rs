//! What is planned for a licence goes to categories that are full, while another one is short.

use crate::analysis::licensed::words::{listed, missing, of_unit};
use crate::analysis::licensed::{Judged, Part};
use crate::analysis::rule::{Check, One, Rule};
use crate::finding::{Category, Class, Findings, Kind, Level, Role};
use crate::license::{RuleAnswer, Status, units};
use crate::load::lists::List;

/// The rule.
pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "category-mismatch",
        level: Level::Warning,
        category: Category::Gap,
        acts: &[Role::Learner],
        tells: Class::Licence,
        remedy: "Choose something for the category that is short.",
        page: include_str!("category_mismatch.md"),
    },
    needs: &[&[List::RelicensureRequirements]],
    checks: &[Check::Educator(check)],
};

fn check(one: &One<'_>, findings: &mut Findings) {
    for judged in one.licences {
        let Some((planned, full)) = misplaced(judged) else { continue };
        for part in judged.categories().filter(|part| part.status == Status::Short) {
            let (rule, Some(there)) = (part.rule, part.answer.units) else { continue };
            let offers = one.case.offers.fitting(judged, &[rule], one.hers, one.educator);
            let offers: Vec<&str> = offers.iter().map(|item| one.district().item_name(*item)).collect();
            let entries: Vec<&str> = planned.iter().map(|at| judged.entry(*at)).collect();
            let (lack, verb) = (missing(there.lack().low), if full.len() == 1 { "is" } else { "are" });
            let least = if there.lack().is_known() { "" } else { "at least " };
            let message = format!(
                "{} plans {} for {}, which {verb} full, while {} lacks {least}{}",
                one.name(),
                listed(&entries),
                listed(&full),
                judged.titled(rule),
                of_unit(judged.pack, lack),
            );
            let mut finding = judged.finding(&RULE.kind, part.top, message);
            for at in &planned {
                finding = finding.also(judged.place_of(*at), judged.entry(*at));
            }
            finding = finding.decimal("short", units(lack)).word("unit", &judged.pack.unit.plural);
            finding = finding.words("planned", entries).words("full", full.clone());
            let advice = if offers.is_empty() {
                RULE.kind.remedy.to_owned()
            } else {
                format!("Ask to take part in {}, on the calendar already.", listed(&offers))
            };
            findings.push(finding.words("would_help", offers).help(advice));
        }
    }
}

/// Planned entries that raise a category, and the categories, where all of these are full by what is earned.
fn misplaced(judged: &Judged<'_>) -> Option<(Vec<usize>, Vec<String>)> {
    let mut planned = judged.counting().filter(|at| judged.answer.entries[*at].is_planned).peekable();
    planned.peek()?;
    let categories: Vec<Part<'_>> = judged.categories().collect();
    let is_full = |answer: &RuleAnswer| answer.units.is_some_and(|units| units.earned.low >= units.need.high);
    let (mut entries, mut full) = (Vec::new(), Vec::new());
    for at in planned {
        let mut raises = categories.iter().filter(|part| judged.fits(at, part.rule)).peekable();
        if raises.peek().is_none() {
            continue;
        }
        for part in raises {
            if !is_full(part.answer) {
                return None;
            }
            full.push(part.rule.id.clone());
        }
        entries.push(at);
    }
    full.sort_unstable();
    full.dedup();
    (!entries.is_empty()).then_some((entries, full))
}
