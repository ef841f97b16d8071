//! Pools of which a bounded number of objects is in use: `BoundedPool`.

mod ends;
mod handles;
mod order;
mod tasks;
mod threads;

use std::thread;

use syncpool::{BoundedPool, Pool};

/// Waits until so many threads and tasks wait for an object.
fn until_waiting<P: Pool>(pool: &BoundedPool<P>, count: usize) {
    while pool.waiting() != count {
        thread::yield_now();
    }
}

/// Asserts that nothing is in use, and that nothing was lost: as many objects as may be can be had.
#[track_caller]
fn assert_all_free<P: Pool>(pool: &BoundedPool<P>) {
    assert_eq!((pool.in_use(), pool.waiting()), (0, 0));
    let guards: Vec<_> = (0..pool.max_in_use()).map_while(|_| pool.get_without_waiting()).collect();
    assert_eq!(guards.len(), pool.max_in_use());
    assert!(pool.get_without_waiting().is_none());
}
