//! Work on many parts at once, handed over in order. Comes in: parts and what to make of each. Goes out: what was made,
//! one after another, so that the result does not depend on how many processors there are.

use std::collections::BTreeMap;
use std::sync::mpsc;

/// Makes something of each part in parallel and hands it over in order, early ones while later ones are being made.
pub(super) fn in_order<P: Sync, T: Send>(parts: &[P], make: &(impl Fn(&P) -> T + Sync), take: &mut (impl FnMut(T) + Send)) {
    let (send, receive) = mpsc::channel();
    rayon::scope_fifo(move |scope| {
        for (at, part) in parts.iter().enumerate() {
            let send = send.clone();
            scope.spawn_fifo(move |_| {
                // The receiver outlives every sender.
                _ = send.send((at, make(part)));
            });
        }
        let (mut waiting, mut next) = (BTreeMap::new(), 0);
        while next < parts.len() {
            let ended = match receive.try_recv() {
                Ok((number, done)) => {
                    waiting.insert(number, done);
                    false
                }
                Err(error) => error == mpsc::TryRecvError::Disconnected,
            };
            if let Some(made) = waiting.remove(&next) {
                take(made);
                next += 1;
            } else if ended {
                // A part panicked; leaving the scope passes that on.
                return;
            } else if rayon::yield_now() != Some(rayon::Yield::Executed) {
                std::thread::yield_now();
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
