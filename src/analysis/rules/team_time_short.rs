//! A team with goals has little time together.

use super::numbers;
use crate::analysis::rule::{Case, Check, Rule};
use crate::finding::{At, Category, Class, Findings, Kind, Level, Role};
use crate::load::lists::List;
use crate::load::values::duration;
use crate::model::people::TeamId;
use crate::time::Clock;
use crate::time::session::Session;

/// The rule.
pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "team-time-short",
        level: Level::Info,
        category: Category::Capacity,
        acts: &[Role::School],
        tells: Class::Public,
        remedy: "Find one longer block, or join two short ones.",
        page: include_str!("team_time_short.md"),
    },
    needs: &[&[List::Teams], &[List::Calendar]],
    checks: &[Check::District(check)],
};

fn check(case: &Case<'_>, findings: &mut Findings) {
    let (district, limit) = (case.district, u64::from(case.config.limits.plc_weekly_minutes));
    for team in (0..district.teams.len() as u32).map(TeamId) {
        if district.goals_of_team(team).is_empty() {
            continue;
        }
        let meetings = Clock::meetings(district, team);
        let weeks = meetings.chunk_by(|a, b| a.day.week() == b.day.week()).count() as u64;
        let total: u64 = meetings.iter().map(|meeting| u64::from(meeting.minutes())).sum();
        let longest = longest_block(&meetings);
        if total >= limit * weeks && longest >= limit {
            continue;
        }
        let (about, id) = (district.team(team), district.names.get(district.team(team).name));
        let mean = total.checked_div(weeks).unwrap_or(0);
        let mean_short = format!("meets for {} in a week with meetings, on average", duration(mean));
        let never_long = format!("never meets for longer than {} at once", duration(longest));
        let what = match (weeks, total < limit * weeks, longest < limit) {
            (0, ..) => "has goals and no meetings".to_owned(),
            (_, true, true) => format!("{mean_short}, and {never_long}"),
            (_, true, false) => mean_short,
            _ => never_long,
        };
        let message = format!("{id} {what}; {} are asked for", duration(limit));
        let finding =
            RULE.kind.at(At::field(about.place, "meetings"), message).items([id]).people(numbers(district.members(team)));
        findings.push(finding.figure("mean_minutes", mean).figure("longest_minutes", longest).figure("limit", limit));
    }
}

/// Minutes of the longest block without a gap; meetings that touch are one.
fn longest_block(meetings: &[Session]) -> u64 {
    let (mut longest, mut block) = (0, None);
    for meeting in meetings {
        let (start, end) = match block {
            Some((day, start, end)) if day == meeting.day && meeting.start <= end => (start, meeting.end.max(end)),
            _ => (meeting.start, meeting.end),
        };
        block = Some((meeting.day, start, end));
        longest = longest.max(u64::from(end - start));
    }
    longest
}
