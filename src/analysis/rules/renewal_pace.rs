//! Less is earned toward a licence than the time that has passed would suggest.

use jiff::civil::Date;

use crate::analysis::licensed::Judged;
use crate::analysis::licensed::words::{amount, missing, of_unit};
use crate::analysis::rule::{Check, One, Rule};
use crate::finding::{Category, Class, Findings, Kind, Level, Role};
use crate::license::{Amount, units};
use crate::load::lists::List;
use crate::load::values::counted;
use crate::model::calendar::Day;

/// The rule.
pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "renewal-pace",
        level: Level::Info,
        category: Category::Gap,
        acts: &[Role::Learner],
        tells: Class::Licence,
        remedy: "Plan the rest by terms.",
        page: include_str!("renewal_pace.md"),
    },
    needs: &[&[List::RelicensureRequirements], &[List::Credits, List::Activities]],
    checks: &[Check::Educator(check)],
};

/// How far behind an even pace she may be, in percent of the total.
const BEHIND: Amount = 15;
/// Days in a term, which is half a year.
const TERM: i32 = 183;

fn check(one: &One<'_>, findings: &mut Findings) {
    for judged in one.licences {
        let (Some(total), Some(began)) = (judged.total(), judged.began()) else { continue };
        let (rule, Some(of)) = (total.top, total.answer.units) else { continue };
        let (as_of, expires) = (one.district().as_of, judged.expires());
        let Some((passed, all)) = days(began, as_of, expires) else { continue };
        // What may have been earned speaks for her.
        let (need, earned) = (of.need.low, of.earned.high);
        if earned * all * 100 >= need * (passed * 100 - BEHIND * all) || !judged.answer.doubts.is_empty() {
            continue;
        }
        let planned = (of.have.high - of.earned.high).max(0);
        let terms = ((Day::of(expires).0 - Day::of(as_of).0 + TERM - 1) / TERM).max(1);
        let (expected, to_plan) = (need * passed / all, missing((need - earned - planned).max(0)));
        let per_term = missing((need - earned) / Amount::from(terms));
        let message = format!(
            "{} has earned {} of {} for {}, and {}% of the time until {expires} is over",
            one.name(),
            amount(earned),
            of_unit(judged.pack, need),
            judged.titled(rule),
            passed * 100 / all,
        );
        let finding =
            judged.finding(&RULE.kind, rule, message).help(advice(judged, [need - earned, planned, to_plan, per_term], terms));
        let figures = [("need", need), ("earned", earned), ("planned", planned), ("expected", expected), ("to_plan", to_plan)];
        let finding = figures.into_iter().fold(finding, |finding, (key, of)| finding.decimal(key, units(of)));
        let finding = finding.figure("terms", terms).decimal("to_earn_per_term", units(per_term));
        findings.push(finding.word("unit", &judged.pack.unit.plural).word("due", &expires));
    }
}

/// Days of the cycle that are over, and all of them; `None` before it begins and after it ends.
fn days(began: Date, as_of: Date, expires: Date) -> Option<(Amount, Amount)> {
    let [first, now, last] = [began, as_of, expires].map(|day| Day::of(day).0);
    (first <= now && now <= last).then(|| (Amount::from(now - first), Amount::from(last - first).max(1)))
}

fn advice(judged: &Judged<'_>, [open, planned, to_plan, per_term]: [Amount; 4], terms: i32) -> String {
    let open = of_unit(judged.pack, missing(open));
    let planned = match (planned, to_plan) {
        (0, _) => "none of them planned".to_owned(),
        (planned, 0) => format!("of which {} are planned", amount(planned)),
        (planned, left) => format!("of which {} are planned and {} are not", amount(planned), amount(left)),
    };
    let each = if terms == 1 { String::new() } else { format!(": {} a term", amount(per_term)) };
    format!("{open} are left to earn, {planned}, in {}{each}.", counted(terms.unsigned_abs(), "term"))
}
