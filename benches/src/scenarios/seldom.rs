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

/// Counts the objects that are idle after the last turn, and the bytes that the turns added: the
/// numbers of a [`Footprint`].
pub fn count<C: Adapter<Tiny> + Sync>(case: Case, live: Meter<'_>) -> Vec<f64> {
    let trials = (0..TRIALS).map(|_| trial::<C>(case.capacity(), live));
    let worst = trials.max_by(|a, b| a.objects.total_cmp(&b.objects));
    worst.unwrap_or_default().to_numbers()
}

fn trial<C: Adapter<Tiny> + Sync>(capacity: usize, live: Meter<'_>) -> Footprint {
    let pool = C::build(capacity);
    let (before, after): (Live, Live) = take_turns(THREADS, TURNS, || cycle(&pool, 1), live);
    Footprint {
        objects: after.objects as f64 - before.objects as f64,
        bytes: after.bytes as f64 - before.bytes as f64,
        ..Footprint::default()
    }
}
