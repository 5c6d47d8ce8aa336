//! A required session on a day without school.

use crate::analysis::rule::{Case, Check, Hit, One, Rule, Shared};
use crate::finding::{Category, Class, Finding, Kind, Level, Role};
use crate::load::lists::List;
use crate::model::Subject;
use crate::model::calendar::NO_BREAKS;
use crate::time::session::place_of;

/// The rule.
pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "session-in-break",
        level: Level::Warning,
        category: Category::Conflict,
        acts: &[Role::School, Role::District],
        tells: Class::Public,
        remedy: "Move the session to a working day, or enter the day under `days` if people work on it.",
        page: include_str!("session_in_break.md"),
    },
    needs: &[&[List::Calendar]],
    checks: &[Check::Shared(check, tell)],
};

fn check(one: &One<'_>, hits: &mut Vec<Hit>) {
    for activity in &one.hers.required {
        let dated = one.district().sessions(*activity).iter().filter(|slot| slot.is_dated());
        if dated.flat_map(|slot| slot.days(&NO_BREAKS)).any(|day| one.case.clock.is_off(one.educator, day)) {
            hits.push(Hit::of(*activity));
        }
    }
}

fn tell(case: &Case<'_>, shared: &Shared<'_>) -> Option<Finding> {
    let (district, [activity, _]) = (case.district, shared.items()?);
    let days = case.clock.days_off(district, activity, shared.educators);
    let id = district.item_name(activity);
    let when = match days.as_slice() {
        [only] => format!("a session on {}, in a break", only.date()),
        [first, ..] => format!("sessions on {} days in a break, first on {}", days.len(), first.date()),
        [] => return None,
    };
    let message = format!("{id} has {when}, for {}", shared.people());
    let at = place_of(district, Subject::Item(activity), days[0]);
    let finding = RULE.kind.at(at, message).items([id]);
    Some(finding.counting(shared.educators.len()).words("dates", days.iter().map(|day| day.date().to_string())))
}
