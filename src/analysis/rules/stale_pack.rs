//! The rules of a licence that are used here were put together long ago.

use crate::analysis::rule::{Case, Check, Rule};
use crate::finding::{Category, Class, Findings, Kind, Level, Role};

/// The rule.
pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "stale-pack",
        level: Level::Warning,
        category: Category::Data,
        acts: &[Role::District],
        tells: Class::Public,
        remedy: "Read its sources again, and give it a new date; a newer plalign may bring a newer pack.",
        page: include_str!("stale_pack.md"),
    },
    needs: &[],
    checks: &[Check::District(check)],
};

fn check(case: &Case<'_>, findings: &mut Findings) {
    for pack in case.district.packs.iter().map(|one| &one.pack) {
        let Some(at) = pack.named_at else { continue };
        let Some(months) = pack.age_months(case.district.as_of).filter(|_| pack.is_stale(case.district.as_of)) else { continue };
        let Some((year, month)) = pack.date else { continue };
        let date = format!("{year}-{month:02}");
        let message = format!("the pack {} was put together in {date}, {months} months ago", pack.id);
        let finding = RULE.kind.at(at, message).items([&*pack.id]).people(Vec::new());
        findings.push(finding.word("date", &date).figure("months", months));
    }
}
