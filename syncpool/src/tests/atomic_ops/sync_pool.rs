//! The atomic operations of a run-time pool, where they might differ from those of a static pool.

use std::sync::Arc;

use super::{Cost, cost, groups};
use crate::SyncPool;
use crate::raw::Magazine;

/// This thread's magazine.
fn own<T>(pool: &SyncPool<T>) -> &Magazine {
    pool.register().expect("the thread is not about to end")
}

#[test]
fn the_hot_path_writes_no_shared_memory() {
    let pool = SyncPool::<Vec<u8>>::with_size(64);
    let own = own(&pool);
    drop(pool.get());
    for _ in 0..1000 {
        let mut held = None;
        assert_eq!(cost(own, || held = Some(pool.get())), Cost::default());
        // The one load is of the reset hook.
        let put = Cost { loads: 1, ..Cost::default() };
        assert_eq!(cost(own, || held = None), put);
    }
}

#[test]
fn a_small_pool_costs_one_update_each_way() {
    let pool = SyncPool::<Vec<u8>>::with_size(7);
    let own = own(&pool);
    drop(pool.get());
    for _ in 0..100 {
        let mut held = None;
        let get = cost(own, || held = Some(pool.get()));
        let put = cost(own, || held = None);
        assert_eq!([(get.updates, get.lines), (put.updates, put.lines)], [(1, 1); 2]);
    }
}

#[test]
fn a_transfer_is_two_updates_for_a_batch() {
    let pool = SyncPool::<Vec<u8>>::with_size(64);
    let own = own(&pool);
    let burst = || {
        let mut held = Vec::new();
        let takes: Vec<_> = (0..48).map(|_| cost(own, || held.push(pool.take()))).collect();
        let puts = held.into_iter().map(|object| cost(own, || drop(pool.put(object))));
        [takes, puts.collect()]
    };
    burst();
    for costs in burst() {
        assert_eq!(groups(&costs), [(0, 16), (2, 8), (2, 16), (2, 8)]);
    }
}

#[test]
fn an_owned_guard_costs_no_more_than_its_reference_count() {
    let pool = Arc::new(SyncPool::<Vec<u8>>::with_size(64));
    let own = own(&pool);
    drop(pool.get());
    // The reference count of the `Arc`, which the facade does not see, is one update each way.
    let both = cost(own, || drop(pool.get_owned()));
    assert_eq!((both.updates, both.lines), (0, 0));
}
