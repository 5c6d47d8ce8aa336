//! What hangs together for each educator, kept small. Comes in: threads as numbers among her obligations. Goes out: a label for
//! each obligation, and the threads again. Apart, because a district of a million keeps nothing else of them.

use super::Analysis;
use crate::model::people::EducatorId;
use crate::model::rows::Key;

/// Marks an obligation that is in no thread.
const NO_THREAD: u16 = u16::MAX;

/// Threads as the number of each obligation's thread, which is all that is kept of a district of a million. Threads
/// beyond the 65,535th share a number; nobody has so many.
pub(super) fn labels(obligations: usize, threads: &[Vec<usize>]) -> Box<[u16]> {
    let mut labels = vec![NO_THREAD; obligations].into_boxed_slice();
    for (number, thread) in threads.iter().enumerate() {
        thread.iter().for_each(|at| labels[*at] = number.min(usize::from(NO_THREAD) - 1) as u16);
    }
    labels
}

impl Analysis {
    /// The threads of an educator: numbers among her obligations, ascending; threads by their first.
    pub fn threads_of(&self, educator: EducatorId) -> Vec<Vec<usize>> {
        let labels = &self.threads[educator.row()];
        let count = labels.iter().filter(|label| **label != NO_THREAD).max().map_or(0, |most| usize::from(*most) + 1);
        let mut threads = vec![Vec::new(); count];
        for (at, label) in labels.iter().enumerate().filter(|(_, label)| **label != NO_THREAD) {
            threads[usize::from(*label)].push(at);
        }
        threads
    }
}
