//! A step that comes after what it is a step towards.

use crate::analysis::rule::{Case, Check, Hit, One, Rule, Shared};
use crate::finding::{At, Category, Class, Finding, Findings, Kind, Level, Role};
use crate::graph::cycle::Relation;
use crate::graph::order;
use crate::load::values::{counted, duration};
use crate::model::District;
use crate::model::obligation::ItemId;
use crate::time::Timing;

/// The rule.
pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "deadline-inversion",
        level: Level::Warning,
        category: Category::Conflict,
        acts: &[Role::Learner, Role::School],
        tells: Class::Public,
        remedy: "Bring the date forward, move the other one back, or change the link.",
        page: include_str!("deadline_inversion.md"),
    },
    needs: &[],
    checks: &[Check::District(check), Check::Shared(check_hours, tell_hours)],
};

fn check(case: &Case<'_>, findings: &mut Findings) {
    let district = case.district;
    for from in district.item_ids() {
        for relation in Relation::ALL {
            for to in relation.links(district, from) {
                if let Some(days) = order::inversion(district, from, *to, relation) {
                    findings.push(late(district, from, *to, relation, days));
                }
            }
        }
    }
}

fn late(district: &District, from: ItemId, to: ItemId, relation: Relation, days: i32) -> Finding {
    let [child, parent] = [from, to].map(|item| district.item_name(item));
    let when = counted(days.unsigned_abs(), "day");
    let message = match relation {
        Relation::Supports => format!("{child} ends {when} after {parent}, which it is to support"),
        Relation::Requires => format!("{child} begins {when} before {parent} ends, which it requires first"),
    };
    let (first, second) = if relation == Relation::Supports { ("due", "due") } else { ("start", "due") };
    let finding = RULE.kind.at(at(district, from, first), message).items([child, parent]).figure("days", days);
    finding.also(at(district, to, second), parent)
}

/// Steps that are in order by their dates, and cannot be finished so in the hours there are.
fn check_hours(one: &One<'_>, hits: &mut Vec<Hit>) {
    let district = one.district();
    for late in &one.timing.late {
        if order::inversion(district, late.successor, late.predecessor, Relation::Requires).is_none() {
            hits.push(Hit::pair(late.successor, late.predecessor).with(late.short() as u32));
        }
    }
}

fn tell_hours(case: &Case<'_>, shared: &Shared<'_>) -> Option<Finding> {
    let (district, [successor, predecessor]) = (case.district, shared.items()?);
    let mut timing = Timing::default();
    case.clock.look(district, shared.first, &mut timing);
    let late = timing.late.iter().find(|late| (late.successor, late.predecessor) == (successor, predecessor))?;
    let [child, parent] = [successor, predecessor].map(|item| district.item_name(item));
    let chain: Vec<&str> = late.chain.iter().map(|item| district.item_name(*item)).collect();
    let (from, until) = (late.weeks.0.monday().date(), late.weeks.1.sunday().date());
    let (asked, there) = (duration(late.asked), duration(late.there));
    let steps = chain.split_last().map_or(String::new(), |(last, first)| format!("{} and {last}", first.join(", ")));
    let message =
        format!("{steps} must follow one another; together they ask {asked} from {from} to {until}, and there are {there}");
    let finding = RULE.kind.at(at(district, successor, "due"), message).items([child, parent]).help(HOURS);
    let finding =
        finding.figure("minutes_asked", late.asked).figure("minutes_there", late.there).word("from", &from).word("until", &until);
    Some(finding.words("chain", chain).also(at(district, predecessor, "hours"), parent))
}

/// What to do about steps that take too long.
const HOURS: &str = "Start earlier, move the last date back, or plan fewer hours.";

/// Where a day is written: the sessions where there are some, else the field or, where it is missing, `due`.
fn at(district: &District, item: ItemId, field: &'static str) -> At {
    let about = district.item(item);
    let field = if !district.sessions(item).is_empty() {
        "sessions"
    } else if field == "start" && about.start.is_none() {
        "due"
    } else {
        field
    };
    At::field(about.place, field)
}
