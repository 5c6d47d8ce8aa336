//! An educator with so many obligations that pairs of them are not listed.

use crate::analysis::rule::{Check, One, Rule};
use crate::finding::{Category, Class, Findings, Kind, Level, Role};
use crate::model::hers::MAX_OBLIGATIONS;

/// The rule.
pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "too-many-obligations",
        level: Level::Warning,
        category: Category::Data,
        acts: &[Role::District],
        tells: Class::Licence,
        remedy: "Check the export: did the goals of several people get one id?",
        page: include_str!("too_many_obligations.md"),
    },
    needs: &[],
    checks: &[Check::Educator(check)],
};

fn check(one: &One<'_>, findings: &mut Findings) {
    let (count, district) = (one.hers.obligations.len(), one.district());
    if one.interplay.too_many {
        let message = format!("{} has {count} obligations; pairs of more than {MAX_OBLIGATIONS} are not listed", one.name());
        let place = district.item(one.hers.obligations[0]).place;
        let finding = RULE.kind.at(place, message).items([one.name()]);
        findings.push(finding.figure("obligations", count).figure("limit", MAX_OBLIGATIONS));
    }
}
