//! Whoever leads a team with goals has no training for it.

use super::people_of_team;
use crate::analysis::rule::{Case, Check, Rule};
use crate::finding::{At, Category, Class, Findings, Kind, Level, Role};
use crate::load::lists::List;
use crate::load::values::counted;
use crate::model::people::TeamId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "untrained-facilitator",
        level: Level::Info,
        category: Category::Capacity,
        acts: &[Role::School, Role::District],
        tells: Class::Public,
        remedy: "Train the facilitator, pair two, or take turns.",
        page: include_str!("untrained_facilitator.md"),
    },
    needs: &[&[List::Teams]],
    checks: &[Check::District(check)],
};

fn check(case: &Case<'_>, findings: &mut Findings) {
    let district = case.district;
    for team in (0..district.teams.len() as u32).map(TeamId) {
        let (about, goals) = (district.team(team), district.goals_of_team(team).len());
        if about.trained == Some(false) && goals > 0 {
            let id = district.names.get(about.name);
            let message = format!("{id} has {}, and whoever leads its meetings has no training for it", counted(goals, "goal"));
            let finding = RULE.kind.at(At::field(about.place, "trained"), message).items([id]);
            findings.push(finding.people(people_of_team(district, team)).figure("goals", goals));
        }
    }
}
