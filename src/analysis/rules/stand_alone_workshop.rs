//! A workshop of one day that nothing follows up.

use crate::analysis::followed::is_followed;
use crate::analysis::rule::{Case, Check, Hit, One, Rule, Shared};
use crate::finding::{Category, Class, Finding, Kind, Level, Role};
use crate::load::lists::List;
use crate::model::District;
use crate::model::activity::Design;
use crate::model::calendar::NO_BREAKS;
use crate::model::obligation::ItemId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "stand-alone-workshop",
        level: Level::Info,
        category: Category::Fragmentation,
        acts: &[Role::District],
        tells: Class::Public,
        remedy: "Add sessions or a follow-up, or make it part of something longer.",
        page: include_str!("stand_alone_workshop.md"),
    },
    needs: &[&[List::Activities]],
    checks: &[Check::Shared(check, tell)],
};

fn check(one: &One<'_>, hits: &mut Vec<Hit>) {
    for activity in one.hers.activities() {
        let about = one.district().activity(activity);
        let workshop = about.is_some_and(|about| about.design == Some(Design::Workshop));
        if workshop && is_on_one_day(one.district(), activity) && !is_followed(one, activity) {
            hits.push(Hit::of(activity));
        }
    }
}

/// Whether all sessions are on one day, and there are some.
fn is_on_one_day(district: &District, activity: ItemId) -> bool {
    let mut days = district.sessions(activity).iter().flat_map(|slot| slot.days(&NO_BREAKS));
    days.next().is_some_and(|first| days.all(|day| day == first))
}

fn tell(case: &Case<'_>, shared: &Shared<'_>) -> Option<Finding> {
    let (district, [item, _]) = (case.district, shared.items()?);
    let (id, activity) = (district.item_name(item), district.activity(item)?);
    let day = activity.end?;
    let message = format!("{id} is a one-day workshop ({day}), and nothing follows it for {}", shared.people());
    let finding =
        RULE.kind.at(district.item(item).place, message).items([id]).word("date", &day).counting(shared.educators.len());
    if !activity.title_ii_a {
        return Some(finding);
    }
    let mut finding = finding.help(LEGAL);
    finding.level = Level::Warning;
    Some(finding)
}

/// What the federal act says of what its money pays for (ESSA, section 8101(42)). Not legal advice.
const LEGAL: &str = "Add sessions or a follow-up, or pay for it from another fund: Title II-A is for learning that is sustained, not \
stand-alone, one-day or short-term workshops (ESSA section 8101(42)). This is a note, not legal advice.";
