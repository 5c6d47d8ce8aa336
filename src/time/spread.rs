//! The year week by week, for people to look at. Comes in: tasks and capacity. Goes out: hours asked and hours there of
//! each week. A picture, not the proof: work without sessions is spread over its weeks by what each of them holds.

use super::work::Task;
use crate::model::calendar::Week;

/// A week of an educator's year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WeekLine {
    /// Which.
    pub week: Week,
    /// Minutes asked of the learning time.
    pub asked: u64,
    /// Minutes of learning time, rounded down; `None` without a calendar.
    pub there: Option<u64>,
    /// Whether there is no school in it at all.
    pub off: bool,
}

/// Minutes asked in each week: sessions in their own, other work over its weeks in proportion to their capacity, evenly
/// where none has any. The minutes of a task are kept: what rounding leaves goes to the weeks with the largest
/// remainders, the earlier first. O(tasks × weeks).
pub(super) fn spread(tasks: &[Task], capacity: &[u64]) -> Vec<u64> {
    let mut asked = vec![0_u64; capacity.len()];
    for task in tasks {
        let weeks = task.release as usize..=task.due as usize;
        let total: u128 = capacity[weeks.clone()].iter().map(|week| u128::from(*week)).sum();
        let share =
            |week: usize| if total == 0 { (1, weeks.clone().count() as u128) } else { (u128::from(capacity[week]), total) };
        let minutes = u128::from(task.minutes);
        let mut left = u64::from(task.minutes);
        let mut remainders: Vec<(u128, usize)> = Vec::new();
        for week in weeks.clone() {
            let (part, whole) = share(week);
            asked[week] += (minutes * part / whole) as u64;
            left -= (minutes * part / whole) as u64;
            remainders.push((minutes * part % whole, week));
        }
        remainders.sort_by_key(|(remainder, week)| (std::cmp::Reverse(*remainder), *week));
        for (_, week) in remainders.into_iter().take(left as usize) {
            asked[week] += 1;
        }
    }
    asked
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Subject;
    use crate::model::obligation::ItemId;

    fn task(release: u32, due: u32, minutes: u32) -> Task {
        Task { of: Subject::Item(ItemId(0)), release, due, minutes, is_session: release == due }
    }

    #[test]
    fn work_is_spread_by_what_each_week_holds_and_no_minute_is_lost() {
        assert_eq!(spread(&[task(0, 2, 60), task(1, 1, 30)], &[200, 0, 100]), [40, 30, 20]);
        assert_eq!(spread(&[task(0, 2, 100)], &[1, 1, 1]), [34, 33, 33]);
        assert_eq!(spread(&[task(0, 1, 5)], &[0, 0]), [3, 2], "evenly where there is no capacity");
    }
}
