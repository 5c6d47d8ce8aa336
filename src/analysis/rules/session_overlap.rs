//! Two required sessions that one person cannot both attend.

use crate::analysis::rule::{Case, Check, Hit, One, Rule, Shared};
use crate::finding::{Category, Class, Finding, Kind, Level, Role};
use crate::load::values::duration;
use crate::time::session::{Clash, place_of};

/// The rule.
pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "session-overlap",
        level: Level::Error,
        category: Category::Conflict,
        acts: &[Role::School, Role::District],
        tells: Class::Public,
        remedy: "Move one session, write into `decisions` which one gives way, or make one of them optional.",
        page: include_str!("session_overlap.md"),
    },
    needs: &[],
    checks: &[Check::Shared(check, tell)],
};

fn check(one: &One<'_>, hits: &mut Vec<Hit>) {
    for clash in &one.timing.clashes {
        let [a, b] = clash.a.in_order(clash.b, one.district());
        hits.push(Hit::between(a, b));
    }
}

fn tell(case: &Case<'_>, shared: &Shared<'_>) -> Option<Finding> {
    let (district, pair) = (case.district, [shared.a, shared.b]);
    let clashes = case.clock.clash_days(district, pair, shared.educators);
    let first = clashes.first()?;
    let [a, b] = pair.map(|subject| subject.name(district));
    // A team and an activity may have the same id.
    let who = if a == b { format!("the team {a} and the activity {b}") } else { format!("{a} and {b}") };
    let message = format!("{who} {}, for {}", what(&clashes), shared.people());
    let [here, there] = pair.map(|subject| place_of(district, subject, first.day));
    let finding = RULE.kind.at(here, message).items([a, b]).also(there, b).counting(shared.educators.len());
    let minutes = worst(&clashes).iter().map(|clash| clash.minutes).max();
    Some(finding.figure("minutes", minutes.unwrap_or(0)).words("dates", clashes.iter().map(|clash| clash.day.date().to_string())))
}

/// The clashes that overlap or, where none does, those that leave too little time for the way.
fn worst(clashes: &[Clash]) -> Vec<&Clash> {
    let overlapping: Vec<&Clash> = clashes.iter().filter(|clash| clash.overlaps).collect();
    if overlapping.is_empty() { clashes.iter().collect() } else { overlapping }
}

/// How and when they clash, in words.
fn what(clashes: &[Clash]) -> String {
    let told = worst(clashes);
    let minutes = |clash: &&Clash| u64::from(clash.minutes);
    let (fewest, most) = (told.iter().map(minutes).min().unwrap_or(0), told.iter().map(minutes).max().unwrap_or(0));
    let up_to = if fewest == most { "" } else { "up to " };
    let days = match told.as_slice() {
        [only] => format!("on {}", only.day.date()),
        [first, .., last] => format!("on {} days from {} to {}", told.len(), first.day.date(), last.day.date()),
        [] => String::new(),
    };
    let on_the_way = match clashes.len() - told.len() {
        0 => String::new(),
        1 => ", and leave too little time for the way on 1 more".to_owned(),
        more => format!(", and leave too little time for the way on {more} more"),
    };
    if told[0].overlaps {
        format!("overlap by {up_to}{} {days}{on_the_way}", duration(most))
    } else {
        format!("leave {up_to}{} too little to get from one school to the other {days}", duration(most))
    }
}
