//! Whether work fits into its weeks. Comes in: divisible work with the first and the last week it may be done in, and the
//! capacity of each week. Goes out: the window in which most is missing, which is the proof that it does not fit.
//!
//! The test is the *processor demand criterion*: work that may be divided at will can be done in time if and only if, for
//! every window from a release to a due date, the work that must be done inside it is at most the capacity inside it
//! (Baruah, Rosier and Howell 1990, *Real-Time Systems* 2(4), 301–324, doi:10.1007/BF01995675; that serving the earliest
//! due date first meets every date that can be met is Horn 1974, *Naval Research Logistics Quarterly* 21(1), 177–185,
//! doi:10.1002/nav.3800210113). Both are stated for a machine of even speed; weeks of uneven capacity are the same
//! machine with time measured in capacity.

/// Work that must be done within some weeks, in any parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Job {
    /// The first week it may be done in, counted from the first week there is.
    pub release: u32,
    /// The last one, included.
    pub due: u32,
    /// How much, in the unit of the capacities.
    pub work: u64,
}

/// A run of weeks, both included, with what must be done inside it and what there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// First week, counted from the first week there is.
    pub first: u32,
    /// Last week.
    pub last: u32,
    /// Work that must be done inside.
    pub demand: u64,
    /// Capacity inside.
    pub capacity: u64,
}

impl Window {
    /// How much is missing.
    pub fn shortfall(&self) -> u64 {
        self.demand.saturating_sub(self.capacity)
    }

    /// Whether work with this release and due date must be done inside.
    pub fn holds(&self, release: u32, due: u32) -> bool {
        self.first <= release && due <= self.last
    }

    /// Greatest shortfall first, then the shortest window, then the earliest.
    fn rank(&self) -> (std::cmp::Reverse<u64>, u32, u32) {
        (std::cmp::Reverse(self.shortfall()), self.last - self.first, self.first)
    }
}

/// Memory that is used again for each educator.
#[derive(Debug, Default)]
pub struct Scratch {
    due_in: Vec<u64>,
}

/// The window in which most is missing; of equals the shortest, then the earliest; `None` where everything fits. Jobs lie
/// within the weeks and are sorted by their release here. O(jobs log jobs + releases × weeks).
///
/// ```
/// use plalign::time::demand::{Job, Scratch, tightest};
/// // Two hours in either of two weeks, and three more in the second: five asked, four there.
/// let mut jobs = [Job { release: 0, due: 1, work: 2 }, Job { release: 1, due: 1, work: 3 }];
/// let window = tightest(&mut jobs, &[2, 2], &mut Scratch::default()).expect("it does not fit");
/// assert_eq!((window.first, window.last, window.demand, window.capacity), (1, 1, 3, 2));
/// ```
pub fn tightest(jobs: &mut [Job], capacity: &[u64], scratch: &mut Scratch) -> Option<Window> {
    jobs.sort_unstable();
    let due_in = &mut scratch.due_in;
    due_in.clear();
    due_in.resize(capacity.len(), 0);
    let mut tightest: Option<Window> = None;
    for released in jobs.chunk_by(|a, b| a.release == b.release).rev() {
        let first = released[0].release;
        for job in released {
            let due = &mut due_in[job.due as usize];
            *due = due.saturating_add(job.work);
        }
        let (mut demand, mut there) = (0_u64, 0_u64);
        for last in first..capacity.len() as u32 {
            demand = demand.saturating_add(due_in[last as usize]);
            there = there.saturating_add(capacity[last as usize]);
            let window = Window { first, last, demand, capacity: there };
            if demand > there && tightest.is_none_or(|best| window.rank() < best.rank()) {
                tightest = Some(window);
            }
        }
    }
    tightest
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn job(release: u32, due: u32, work: u64) -> Job {
        Job { release, due, work }
    }

    fn find(jobs: &[Job], capacity: &[u64]) -> Option<(u32, u32, u64)> {
        let window = tightest(&mut jobs.to_vec(), capacity, &mut Scratch::default())?;
        Some((window.first, window.last, window.shortfall()))
    }

    /// Whether any division of the work fits, by trying them all: the first job's work is divided in every way over its
    /// weeks, then the next one's.
    fn fits_somehow(jobs: &[Job], capacity: &mut [u64]) -> bool {
        let Some((job, rest)) = jobs.split_first() else { return true };
        if job.work == 0 {
            return fits_somehow(rest, capacity);
        }
        let Job { release, due, work } = *job;
        if release > due {
            return false;
        }
        // Some of it in its first week, the rest from the next week on.
        let week = release as usize;
        let most = work.min(capacity[week]);
        (0..=most).rev().any(|part| {
            capacity[week] -= part;
            let later: Vec<Job> =
                std::iter::once(Job { release: release + 1, due, work: work - part }).chain(rest.iter().copied()).collect();
            let fits = fits_somehow(&later, capacity);
            capacity[week] += part;
            fits
        })
    }

    /// Jobs and capacities of up to four weeks.
    fn instance() -> impl Strategy<Value = (Vec<Job>, Vec<u64>)> {
        (1_u32..=4).prop_flat_map(|weeks| {
            let job = (0..weeks, 0..weeks, 0_u64..=4).prop_map(|(a, b, work)| job(a.min(b), a.max(b), work));
            (prop::collection::vec(job, 0..=4), prop::collection::vec(0_u64..=4, weeks as usize))
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 100_000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn the_criterion_agrees_with_trying_every_division((jobs, capacity) in instance()) {
            prop_assert_eq!(find(&jobs, &capacity).is_none(), fits_somehow(&jobs, &mut capacity.clone()));
        }

        #[test]
        fn the_window_is_the_worst_of_all((jobs, capacity) in instance()) {
            let weeks = capacity.len() as u32;
            let windows = (0..weeks).flat_map(|first| (first..weeks).map(move |last| (first, last)));
            let shortfall = |(first, last): (u32, u32)| {
                let window = Window { first, last, demand: 0, capacity: 0 };
                let demand: u64 = jobs.iter().filter(|job| window.holds(job.release, job.due)).map(|job| job.work).sum();
                demand.saturating_sub(capacity[first as usize..=last as usize].iter().sum())
            };
            let worst = windows.map(|(first, last)| (std::cmp::Reverse(shortfall((first, last))), last - first, first)).min();
            let expected = worst.filter(|(shortfall, ..)| shortfall.0 > 0);
            prop_assert_eq!(find(&jobs, &capacity).map(|(first, last, short)| (std::cmp::Reverse(short), last - first, first)), expected);
        }
    }

    #[test]
    fn work_that_just_fits_is_no_window() {
        assert_eq!(find(&[job(0, 0, 2), job(0, 1, 2)], &[2, 2]), None);
        assert_eq!(find(&[], &[]), None);
    }

    #[test]
    fn of_equal_shortfalls_the_shortest_window_is_told_and_then_the_earliest() {
        // A week without capacity adds nothing to the shortfall before it.
        assert_eq!(find(&[job(0, 0, 3)], &[2, 0]), Some((0, 0, 1)));
        assert_eq!(find(&[job(0, 0, 3), job(2, 2, 3)], &[2, 5, 2]), Some((0, 0, 1)));
    }

    #[test]
    fn work_of_many_years_does_not_overflow() {
        assert_eq!(find(&[job(0, 0, u64::MAX), job(0, 0, u64::MAX)], &[1]), Some((0, 0, u64::MAX - 1)));
    }
}
