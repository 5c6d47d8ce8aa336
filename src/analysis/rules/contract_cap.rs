//! More required sessions than the agreement with the educators allows.

use std::fmt::Display;

use super::TOLD;
use crate::analysis::rule::{Check, One, Rule};
use crate::finding::{Category, Class, Finding, Findings, Kind, Level, Role};
use crate::load::values::{counted, duration};
use crate::model::calendar::Week;
use crate::time::session::Session;

/// The rule.
pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "contract-cap",
        level: Level::Warning,
        category: Category::Capacity,
        acts: &[Role::School, Role::District],
        tells: Class::Plan,
        remedy: "Take out, move or make optional what goes beyond the agreement.",
        page: include_str!("contract_cap.md"),
    },
    needs: &[],
    checks: &[Check::Educator(check)],
};

fn check(one: &One<'_>, findings: &mut Findings) {
    let contract = one.case.config.limits.contract;
    let weeks: Vec<&[Session]> = one.timing.sessions.chunk_by(|a, b| a.day.week() == b.day.week()).collect();
    let minutes = |sessions: &[Session]| sessions.iter().map(|session| u64::from(session.minutes())).sum::<u64>();
    let worst = |measure: &dyn Fn(&[Session]) -> u64| {
        weeks.iter().map(|week| (measure(week), std::cmp::Reverse(week[0].day.week()))).max().map(|(most, week)| (most, week.0))
    };
    let mut over = Over { one, said: Vec::new(), figures: Vec::new(), weeks: Vec::new() };
    let meetings = worst(&|week| week.len() as u64);
    let sessions = |count: u64| counted(count, "session");
    over.week(["meetings_per_week", "meetings_per_week_limit"], meetings, contract.meetings_per_week, sessions);
    let hours = worst(&minutes);
    over.week(["minutes_per_week", "minutes_per_week_limit"], hours, contract.minutes_per_week, duration);
    let in_year = |session: &&Session| one.district().year.is_none_or(|(start, end)| start <= session.day && session.day <= end);
    let year: u64 = one.timing.sessions.iter().filter(in_year).map(|session| u64::from(session.minutes())).sum();
    over.year(year, contract.minutes_per_year);
    findings.extend(over.finding());
}

/// The caps that are exceeded.
struct Over<'a> {
    one: &'a One<'a>,
    said: Vec<String>,
    figures: Vec<(&'static str, u64)>,
    weeks: Vec<Week>,
}

impl Over<'_> {
    fn week<T: Display>(
        &mut self,
        keys: [&'static str; 2],
        worst: Option<(u64, Week)>,
        cap: Option<u32>,
        say: impl Fn(u64) -> T,
    ) {
        let Some(((most, week), cap)) = worst.zip(cap.map(u64::from)).filter(|((most, _), cap)| most > cap) else { return };
        self.said.push(format!("{} in the week of {} ({} allowed)", say(most), week.monday().date(), say(cap)));
        self.figures.extend(keys.into_iter().zip([most, cap]));
        self.weeks.push(week);
    }

    fn year(&mut self, minutes: u64, cap: Option<u32>) {
        let Some(cap) = cap.map(u64::from).filter(|cap| minutes > *cap) else { return };
        self.said.push(format!("{} in the year ({} allowed)", duration(minutes), duration(cap)));
        self.figures.extend([("minutes_per_year", minutes), ("minutes_per_year_limit", cap)]);
    }

    fn finding(self) -> Option<Finding> {
        let (district, name) = (self.one.district(), self.one.name());
        if self.said.is_empty() {
            return None;
        }
        let message = format!("more is required of {name} than the agreement allows: {}", self.said.join("; "));
        let finding = RULE.kind.at(district.educator(self.one.educator).place, message).items([name]);
        let in_worst = self.one.timing.sessions.iter().filter(|session| self.weeks.contains(&session.day.week()));
        let finding = in_worst.take(TOLD).fold(finding, |finding, session| {
            let when =
                format!("{} on {}, {}", session.of.name(district), session.day.date(), duration(u64::from(session.minutes())));
            finding.also(session.place(district), when)
        });
        let finding = self.figures.into_iter().fold(finding, |finding, (key, figure)| finding.figure(key, figure));
        Some(finding.words("weeks", self.weeks.iter().map(|week| week.monday().date().to_string())))
    }
}
