//! Which objects an adaptive pool drops, and when. The tests advance the clock.

mod idle_objects;
mod outgrown_objects;

use crate::raw::DEFAULT_INTERVAL;
use crate::raw::reclaim::clock::mock::advance;
use crate::{Pool, Poolable, SyncPool};

/// Lets `count` intervals pass, and calls `use_pool` ten times in each.
fn intervals(count: usize, mut use_pool: impl FnMut()) {
    for _ in 0..10 * count {
        advance(DEFAULT_INTERVAL / 10);
        use_pool();
    }
}

/// Gets `count` objects, then drops their guards.
fn burst<P: Pool + Copy>(pool: P, count: usize) {
    drop((0..count).map(|_| Pool::get(pool)).collect::<Vec<_>>());
}

fn adaptive<T: Default + Poolable>(capacity: usize) -> SyncPool<T> {
    SyncPool::builder().capacity(capacity).adaptive().build()
}
