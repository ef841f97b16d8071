//! Counts what a run-time pool's own paths do to shared memory, see [`crate::tests::atomic_ops`].

use std::sync::Arc;

use super::atomic_ops::{Cost, cost};
use crate::SyncPool;
use crate::raw::magazine::Magazine;

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
        // The one load is of the function that clears.
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
fn an_exchange_is_two_updates_for_a_batch() {
    let pool = SyncPool::<Vec<u8>>::with_size(64);
    let own = own(&pool);
    let turn = || {
        let mut held = Vec::new();
        let takes: Vec<_> = (0..48).map(|_| cost(own, || held.push(pool.take()))).collect();
        let puts = held.into_iter().map(|object| cost(own, || drop(pool.put(object))));
        [takes, puts.collect()]
    };
    turn();
    for costs in turn() {
        let visits: Vec<_> = costs.iter().filter(|cost| cost.updates > 0).collect();
        assert_eq!(visits.len(), 3, "{visits:?}");
        assert!(visits.iter().all(|visit| visit.updates == 2), "{visits:?}");
    }
}

#[test]
fn an_owned_guard_costs_no_more_than_its_reference_count() {
    let pool = Arc::new(SyncPool::<Vec<u8>>::with_size(64));
    let own = own(&pool);
    drop(pool.get());
    // The count of the `Arc`, which the facade does not see, is one update each way.
    let visit = cost(own, || drop(pool.get_owned()));
    assert_eq!((visit.updates, visit.lines), (0, 0));
}
