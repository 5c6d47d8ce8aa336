//! People of one school choose much more or much less of their learning than the district.

use super::numbers;
use crate::analysis::figures::Figures;
use crate::analysis::rule::{Case, Check, Rule};
use crate::finding::{Category, Class, Findings, Kind, Level, Role};
use crate::load::lists::List;
use crate::load::values::SCALE;
use crate::model::people::SchoolId;
use crate::model::rows::Key;

/// The rule.
pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "choice-gap",
        level: Level::Info,
        category: Category::Equity,
        acts: &[Role::District, Role::School],
        tells: Class::Public,
        remedy: "Widen the choice within the priorities where it is narrow.",
        page: include_str!("choice_gap.md"),
    },
    needs: &[&[List::Activities]],
    checks: &[Check::Figures(check)],
};

/// By how many percentage points the shares differ.
const POINTS: u128 = 15;

fn check(case: &Case<'_>, figures: &[Figures], findings: &mut Findings) {
    let (district, fewest) = (case.district, case.config.limits.aggregate_min as usize);
    let everyone: Group = figures.iter().collect();
    if everyone.people < fewest {
        return;
    }
    for school in (0..district.schools.len() as u32).map(SchoolId) {
        let staff: Group = district.staff(school).iter().map(|one| &figures[one.row()]).collect();
        if staff.people >= fewest && staff.differs(&everyone) {
            let id = district.school_name(school);
            let [here, there] = [&staff, &everyone].map(Group::share);
            let percent = |share: i64| (share * 100 + SCALE / 2) / SCALE;
            let message = format!(
                "the people of {id} choose {}% of their hours, those of the whole district {}%",
                percent(here),
                percent(there)
            );
            let finding =
                RULE.kind.at(district.school(school).place, message).items([id]).people(numbers(district.staff(school)));
            let finding = finding.counting(staff.people);
            findings.push(finding.decimal("share", here).decimal("district_share", there).figure("educators", staff.people));
        }
    }
}

/// Hours of some people, in minutes.
#[derive(Default)]
struct Group {
    people: usize,
    chosen: u64,
    all: u64,
}

impl<'a> FromIterator<&'a Figures> for Group {
    fn from_iter<T: IntoIterator<Item = &'a Figures>>(figures: T) -> Self {
        figures.into_iter().fold(Self::default(), |sum, one| Self {
            people: sum.people + 1,
            chosen: sum.chosen + one.hours.chosen,
            all: sum.all + one.hours.together,
        })
    }
}

impl Group {
    /// Whether the shares differ by more than the points; without any hours there is no share.
    fn differs(&self, other: &Self) -> bool {
        let [chosen, all, others, all_others] = [self.chosen, self.all, other.chosen, other.all].map(u128::from);
        all > 0 && all_others > 0 && (chosen * all_others).abs_diff(others * all) * 100 > POINTS * all * all_others
    }

    /// The share in ten-thousandths, rounded down.
    fn share(&self) -> i64 {
        (u128::from(self.chosen) * SCALE as u128).checked_div(u128::from(self.all)).unwrap_or(0) as i64
    }
}
