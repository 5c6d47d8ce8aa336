//! Initiatives that come and go before they can work.

use jiff::ToSpan;
use jiff::civil::Date;

use super::{counted, numbers};
use crate::analysis::rule::{Case, Check, Rule};
use crate::finding::{Category, Class, Finding, Findings, Kind, Level, Role};
use crate::load::lists::List;
use crate::model::District;
use crate::model::names::natural;
use crate::model::people::{Initiative, SchoolId};

/// The rule.
pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "initiative-churn",
        level: Level::Warning,
        category: Category::Fragmentation,
        acts: &[Role::School, Role::District],
        tells: Class::Public,
        remedy: "Record what was learned and what of it goes on; let what has begun run before something else begins.",
        page: include_str!("initiative_churn.md"),
    },
    needs: &[&[List::Initiatives]],
    checks: &[Check::District(check)],
};

/// How long an initiative takes at least to come into use (NIRN: two to four years).
const MONTHS: i32 = 24;
/// From how many beginnings within that time on a school is told.
const STARTS: usize = 3;
/// How far back ends and beginnings are looked at.
const LOOK_BACK_YEARS: i32 = 5;

fn check(case: &Case<'_>, findings: &mut Findings) {
    let district = case.district;
    let since = district.as_of.saturating_sub(LOOK_BACK_YEARS.years());
    let mut by_school: Vec<&Initiative> = district.initiatives.iter().collect();
    let name = |one: &Initiative| district.names.get(one.name);
    by_school.sort_by(|a, b| (a.school, a.start).cmp(&(b.school, b.start)).then_with(|| natural(name(a), name(b))));
    for group in by_school.chunk_by(|a, b| a.school == b.school) {
        findings.extend(group.iter().filter_map(|one| ended_early(district, one, since)));
        findings.extend(many_starts(district, group, since));
    }
}

/// An initiative that is over and did not run for two years.
fn ended_early(district: &District, initiative: &Initiative, since: Date) -> Option<Finding> {
    let (start, end) = (initiative.start?, initiative.end?);
    let is_over = since <= end && end < district.as_of;
    if !is_over || end >= start.checked_add(MONTHS.months()).ok()?.yesterday().ok()? {
        return None;
    }
    let id = district.names.get(initiative.name);
    let school = district.school_name(initiative.school);
    let message = format!("{id} ended in {school} on {end}, less than 2 years after it began on {start}");
    let finding = RULE.kind.at(initiative.place, message).items([id]).people(people(district, initiative.school));
    Some(finding.figure("months", months(start, end)).figure("limit", MONTHS))
}

/// The most beginnings within 24 months, the latest of such stretches, where there are three.
fn many_starts(district: &District, group: &[&Initiative], since: Date) -> Option<Finding> {
    let begun: Vec<(Date, &Initiative)> = group
        .iter()
        .filter_map(|one| Some((one.start?, *one)))
        .filter(|(start, _)| since <= *start && *start <= district.as_of)
        .collect();
    let within = |first: usize| {
        let until = begun[first].0.saturating_add(MONTHS.months());
        begun[first..].iter().take_while(|(start, _)| *start < until).count()
    };
    let first = (0..begun.len()).max_by_key(|first| within(*first))?;
    let stretch = &begun[first..first + within(first)];
    if stretch.len() < STARTS {
        return None;
    }
    let school = district.school_name(stretch[0].1.school);
    let (from, until) = (stretch[0].0, stretch[stretch.len() - 1].0);
    let message = format!("{} began in {school} within 2 years, from {from} to {until}", counted(stretch.len(), "initiative"));
    let mut finding = RULE.kind.at(stretch[0].1.place, message).items([school]);
    for (start, one) in &stretch[1..] {
        finding = finding.also(one.place, format!("{} began on {start}", district.names.get(one.name)));
    }
    let names = stretch.iter().map(|(_, one)| district.names.get(one.name));
    let finding = finding.people(people(district, stretch[0].1.school)).words("initiatives", names);
    Some(finding.figure("months", months(from, until)).figure("limit", STARTS))
}

fn people(district: &District, school: SchoolId) -> Vec<u32> {
    numbers(district.staff(school))
}

/// Whole months between two days.
fn months(from: Date, until: Date) -> i32 {
    let months = (i32::from(until.year()) - i32::from(from.year())) * 12 + i32::from(until.month()) - i32::from(from.month());
    months - i32::from(until.day() < from.day())
}
