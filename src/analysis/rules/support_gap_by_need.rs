//! Less feedback and coaching where it is needed most.

use super::TOLD;
use crate::analysis::figures::Figures;
use crate::analysis::rule::{Case, Check, Rule};
use crate::analysis::support::{Division, Thirds, by_years};
use crate::finding::{At, Category, Class, Finding, Findings, Kind, Level, Role};
use crate::load::lists::List;
use crate::load::values::duration;
use crate::model::names::natural;
use crate::source::Place;

/// The rule.
pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "support-gap-by-need",
        level: Level::Warning,
        category: Category::Equity,
        acts: &[Role::District],
        tells: Class::Public,
        remedy: "Give coaching and visits first to where they are needed most.",
        page: include_str!("support_gap_by_need.md"),
    },
    needs: &[&[List::Educators], &[List::Schools], &[List::Activities]],
    checks: &[Check::Figures(check)],
};

fn check(case: &Case<'_>, figures: &[Figures], findings: &mut Findings) {
    let least = u64::from(case.config.limits.aggregate_min);
    let is_told = |division: &Division| division.may_be_told(least) && division.lags();
    if let Some(thirds) = Thirds::of(case.district) {
        let division = Some(thirds.divide(case.district, figures)).filter(is_told);
        findings.extend(division.map(|division| of_schools(case, &thirds, &division)));
    }
    let division = Some(by_years(case.district, figures)).filter(is_told);
    findings.extend(division.and_then(|division| of_novices(case, &division)));
}

fn of_schools(case: &Case<'_>, thirds: &Thirds, division: &Division) -> Finding {
    let district = case.district;
    let mut schools = thirds.highest.clone();
    schools.sort_by(|a, b| natural(district.school_name(*a), district.school_name(*b)));
    let place = |at: usize| At::field(district.school(schools[at]).place, "need");
    let [here, there] = each(division);
    let message = format!(
        "educators in the third of schools with the most poverty have {here} of feedback and coaching each on average, those in \
         the third with the least {there}"
    );
    let mut finding = RULE.kind.at(place(0), message).items([&*district.id, "need"]);
    for at in 1..schools.len().min(TOLD) {
        finding = finding.also(place(at), "");
    }
    told(finding, division)
}

/// The place is the roster as a whole: no novice is pointed at.
fn of_novices(case: &Case<'_>, division: &Division) -> Option<Finding> {
    let district = case.district;
    let source = district.educators.iter().map(|one| one.place.source).min()?;
    let [here, there] = each(division);
    let message =
        format!("educators who are new to teaching have {here} of feedback and coaching each on average, the others {there}");
    let roster = Place { source, offset: 0 }.span(0);
    Some(told(RULE.kind.at(roster, message).items([&*district.id, "years"]), division))
}

/// What each has of those who need more and of the others.
fn each(division: &Division) -> [String; 2] {
    [division.needing, division.others].map(|group| duration(group.each().unwrap_or(0)))
}

fn told(finding: Finding, division: &Division) -> Finding {
    let finding = finding.people(Vec::new());
    let finding = finding.figure("people", division.needing.people).figure("minutes", division.needing.minutes);
    finding.figure("other_people", division.others.people).figure("other_minutes", division.others.minutes)
}
