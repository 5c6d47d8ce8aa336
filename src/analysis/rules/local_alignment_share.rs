//! Too few of the units for a licence are linked to a goal of the school or the district.

use crate::analysis::licensed::words::{amount, listed, missing, of_unit, range};
use crate::analysis::licensed::{Judged, Lacking, asks_alignment};
use crate::analysis::rule::{Check, One, Rule};
use crate::finding::{Category, Class, Findings, Kind, Level, Role};
use crate::license::Cause;
use crate::license::units;
use crate::load::lists::List;
use crate::load::pack::{Known, Rule as PackRule, SelectorField};

/// The rule.
pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "local-alignment-share",
        level: Level::Info,
        category: Category::Gap,
        acts: &[Role::Learner, Role::School],
        tells: Class::Licence,
        remedy: PROTECTIVE,
        page: include_str!("local_alignment_share.md"),
    },
    needs: &[&[List::RelicensureRequirements], &[List::Credits, List::Activities]],
    checks: &[Check::Educator(check)],
};

/// What the share does not mean.
const PROTECTIVE: &str =
    "A link to one goal of the school or district is enough for each entry, and nobody can demand one particular activity.";

fn check(one: &One<'_>, findings: &mut Findings) {
    for judged in one.licences {
        for (rule, answer) in judged.short() {
            let share = judged.lacking(answer).into_iter().find(|one| *one.cause == Cause::Units && asks_alignment(&one.rule.of));
            let Some(Lacking { rule: of, answer: share, .. }) = share else { continue };
            let Some(there) = share.units else { continue };
            let unlinked = unlinked(judged, of);
            let least = if there.lack().is_known() { "" } else { "at least " };
            let message = format!(
                "{} of {} that {} needs for {} by {} are linked to {}: {least}{} missing",
                range(there.have),
                of_unit(judged.pack, there.need.high),
                one.name(),
                judged.titled(rule),
                answer.due,
                goals_of(of),
                amount(missing(there.lack().low)),
            );
            let finding = judged.finding(&RULE.kind, rule, message);
            let mut finding = finding
                .decimal("need", units(there.need.low))
                .decimal("have", units(there.have.low))
                .decimal("short", units(missing(there.lack().low)))
                .word("unit", &judged.pack.unit.plural)
                .word("due", &answer.due)
                .words("unlinked", unlinked.clone());
            finding.level = if judged.is_of_pack(rule) { Level::Warning } else { Level::Info };
            findings.push(match unlinked.as_slice() {
                [] => finding,
                ids => finding.help(format!("Not linked: {}. {PROTECTIVE}", listed(ids))),
            });
        }
    }
}

/// Whose goals a rule asks for: `a goal of the school or district`.
fn goals_of(rule: &PackRule) -> String {
    let layers = rule.of.fields.iter().filter(|(field, _)| *field == SelectorField::Serves).flat_map(|(_, words)| words);
    let of: Vec<&str> = layers.map(String::as_str).collect();
    format!("a goal of the {}", of.join(" or "))
}

/// Entries that count and serve no goal of these layers.
fn unlinked(judged: &Judged<'_>, rule: &PackRule) -> Vec<String> {
    let is_unlinked = |at: &usize| rule.of.fit(&judged.entries[*at].record) == Known::No;
    judged.counting().filter(is_unlinked).map(|at| judged.entry(at).to_owned()).collect()
}
