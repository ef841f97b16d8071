//! Many threads that are seldom busy, such as the worker threads of a server: never two at once use
//! the pool, so that one object is enough for all.

use super::hot::cycle;
use crate::adapter::Adapter;
use crate::case::Case;
use crate::object::Tiny;
use crate::sample::{Footprint, Live, Meter};
use crate::threads::take_turns;

/// Threads that take turns.
const THREADS: usize = 200;

/// Turns of each thread.
const TURNS: usize = 5;

/// The trial in which a pool keeps the most objects decides.
const TRIALS: usize = 3;

/// Counts the objects that are idle after the last turn, and the bytes: the numbers of a
/// [`Footprint`].
pub fn count<C: Adapter<Tiny> + Sync>(case: Case, live: Meter<'_>) -> Vec<f64> {
    let trial = |_| {
        // A static pool drops what the trial before left.
        drop(C::build(case.capacity()));
        after_turns(|| C::build(case.capacity()), THREADS, TURNS, |pool| cycle(pool, 1), live)
    };
    let worst = (0..TRIALS).map(trial).max_by(|a, b| a.objects.total_cmp(&b.objects));
    worst.unwrap_or_default().to_numbers()
}

/// What pools take while the threads are alive that used them in turns. What the threads take
/// themselves is not counted.
pub(super) fn after_turns<P: Sync>(
    build: impl FnOnce() -> P,
    threads: usize,
    turns: usize,
    work: impl Fn(&P) + Sync,
    live: Meter<'_>,
) -> Footprint {
    let start = live();
    let pools = build();
    let built = live();
    let (before, after) = take_turns(threads, turns, || work(&pools), live);
    let sum = |number: fn(Live) -> u64| {
        let [start, built, before, after] = [start, built, before, after].map(number);
        (built as f64 - start as f64) + (after as f64 - before as f64)
    };
    Footprint {
        objects: sum(|live| live.objects),
        bytes: sum(|live| live.bytes),
        ..Footprint::default()
    }
}
