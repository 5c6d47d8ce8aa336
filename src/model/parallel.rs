//! Work on many parts at once, handed over in order. Comes in: parts and what to make of each. Goes out: what was made,
//! one after another, so that the result does not depend on how many processors there are.

use std::collections::BTreeMap;
use std::panic::{self, AssertUnwindSafe};
use std::sync::mpsc;

/// How many parts are made ahead of the one that is taken: enough to keep processors busy, and few enough that what is
/// made does not pile up in memory.
const AHEAD: usize = 8;

/// Makes something of each part in parallel and hands it over in order, early ones while later ones are being made.
pub(super) fn in_order<P: Sync, T: Send>(parts: &[P], make: &(impl Fn(&P) -> T + Sync), take: &mut (impl FnMut(T) + Send)) {
    let (send, receive) = mpsc::channel();
    rayon::scope_fifo(move |scope| {
        let start = |number: usize| {
            let send = send.clone();
            if let Some(part) = parts.get(number) {
                // The receiver outlives every sender, unless another part panicked and the scope is on its way out.
                scope.spawn_fifo(move |_| _ = send.send((number, panic::catch_unwind(AssertUnwindSafe(|| make(part))))));
            }
        };
        (0..AHEAD).for_each(start);
        let (mut waiting, mut next) = (BTreeMap::new(), 0);
        while next < parts.len() {
            waiting.extend(receive.try_iter());
            match waiting.remove(&next) {
                Some(Ok(done)) => {
                    start(next + AHEAD);
                    take(done);
                    next += 1;
                }
                Some(Err(panicked)) => panic::resume_unwind(panicked),
                None if rayon::yield_now() == Some(rayon::Yield::Executed) => {}
                None => std::thread::yield_now(),
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_handed_over_in_order_on_any_number_of_threads() {
        for threads in 1..4 {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads can be started");
            let parts: Vec<u64> = (0..200).collect();
            let mut taken = Vec::new();
            pool.install(|| in_order(&parts, &|part| part * 2, &mut |made| taken.push(made)));
            assert!(taken.iter().copied().eq((0..200).map(|part| part * 2)), "{threads} threads");
        }
    }
}
