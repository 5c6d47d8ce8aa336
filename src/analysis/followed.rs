//! What follows up a workshop or a course. Comes in: one of an educator's activities. Goes out: whether anything of hers
//! takes its focus up again soon. Two rules ask it.

use super::rule::One;
use crate::model::Subject;
use crate::model::calendar::Day;
use crate::model::obligation::ItemId;

/// Within how many days after the last session.
pub(super) const DAYS: i32 = 60;

/// Whether an activity names this one as what it follows up, or one of hers, or a meeting of a team of hers with such a goal,
/// has its focus, exact or near, within the days after its end. O(her activities and sessions).
pub(super) fn is_followed(one: &One<'_>, activity: ItemId) -> bool {
    let district = one.district();
    if district.is_followed_up(activity) {
        return true;
    }
    let Some(end) = district.activity(activity).and_then(|about| about.end).map(Day::of) else { return false };
    let after = (end.plus(1), end.plus(DAYS));
    let soon = |day: Day| after.0 <= day && day <= after.1;
    let is_near = |other: ItemId| district.focuses.meet(district.focus(activity), district.focus(other));
    let by_activity = one.hers.activities().filter(|other| *other != activity && is_near(*other));
    let meets = |subject: Subject| match subject {
        Subject::Team(team) => district.goals_of_team(team).iter().any(|goal| is_near(*goal)),
        Subject::Item(_) | Subject::School(_) => false,
    };
    by_activity.into_iter().any(|other| takes_place(one, other, after))
        || one.timing.sessions.iter().any(|session| soon(session.day) && meets(session.of))
}

/// Whether an activity takes place on some day of a run; one without sessions does from its start to its due date.
fn takes_place(one: &One<'_>, activity: ItemId, (from, until): (Day, Day)) -> bool {
    let district = one.district();
    if district.sessions(activity).is_empty() {
        return district.item(activity).period(district.year).is_some_and(|(start, due)| start <= until && from <= due);
    }
    let sessions = one.case.clock.sessions(district, Subject::Item(activity), one.educator);
    sessions.iter().any(|session| from <= session.day && session.day <= until)
}
