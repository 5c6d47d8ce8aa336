//! A coach has more to do in some weeks than there are hours for coaching.

use super::TOLD;
use crate::analysis::rule::{Case, Check, Rule};
use crate::finding::{At, Category, Class, Findings, Kind, Level, Role};
use crate::load::lists::List;
use crate::load::values::duration;

/// The rule.
pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "coach-overbooked",
        level: Level::Warning,
        category: Category::Capacity,
        acts: &[Role::Coach, Role::School, Role::District],
        tells: Class::Plan,
        remedy: "Bring people with the same focus together, move some of it to other weeks, or give the coach more hours.",
        page: include_str!("coach_overbooked.md"),
    },
    needs: &[&[List::Coaches], &[List::Activities]],
    checks: &[Check::District(check)],
};

fn check(case: &Case<'_>, findings: &mut Findings) {
    let district = case.district;
    for (coach, strain) in case.clock.overbooked(district) {
        let name = district.educator_name(coach.educator);
        let (from, until) = (strain.weeks.0.monday().date(), strain.weeks.1.sunday().date());
        let message = format!(
            "{name} is booked for {} of coaching from {from} to {until} and has {}: {} too many",
            duration(strain.asked),
            duration(strain.there),
            duration(strain.short())
        );
        let mut finding = RULE.kind.at(At::field(coach.place, "hours_per_week"), message).items([name]);
        finding = finding.people(vec![coach.educator.0]);
        for share in strain.work.iter().take(TOLD) {
            let label = format!("{}, {}", share.of.name(district), duration(share.minutes));
            finding = finding.also(At::field(share.of.place(district), "coach"), label);
        }
        findings.push(
            finding
                .word("from", &from)
                .word("until", &until)
                .figure("minutes_asked", strain.asked)
                .figure("minutes_there", strain.there)
                .words("work", strain.work.iter().map(|share| share.of.name(district)))
                .numbers("work_minutes", strain.work.iter().map(|share| share.minutes)),
        );
    }
}
