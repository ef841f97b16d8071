//! Run-time pools: `SyncPool`, on one thread and on many.

mod drop;
mod expand;
mod handles;
mod hooks;
mod large;
mod largest;
mod manage;
mod many;
mod off;
mod one_thread;
mod threads;
mod weak;

use syncpool::SyncPool;
use syncpool_tests::{Census, Counted, scaled};

/// Off, below and above the capacity at which threads get magazines, one block and several.
const CAPACITIES: [usize; 9] = [0, 1, 2, 31, 32, 63, 64, 65, scaled(1000, 130)];

/// A pool whose objects are counted, and notice a second owner.
fn counted(census: &'static Census, capacity: usize) -> SyncPool<Counted> {
    SyncPool::builder().capacity(capacity).init(|| census.object()).build()
}
