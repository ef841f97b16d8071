//! `SyncPool` with many threads: no object has two owners, the bound holds, and no thread starves.

use std::sync::Barrier;
use std::sync::mpsc::sync_channel;
use std::thread;

use syncpool::{Pooled, SyncPool};
use syncpool_tests::{Census, join, scaled};

use crate::counted;

#[test]
fn no_object_has_two_owners_and_the_bound_holds() {
    static CENSUS: Census = Census::new();
    for capacity in [1, 8, 32, 64, 300] {
        let pool = counted(&CENSUS, capacity);
        thread::scope(|scope| {
            let threads = [1, 3, 20, 64].map(|batch| {
                let pool = &pool;
                scope.spawn(move || {
                    for _ in 0..scaled(20_000, 200) / batch {
                        let objects: Vec<_> = (0..batch).map(|_| pool.get()).collect();
                        objects.iter().for_each(|object| object.check_out());
                        assert!(pool.len() <= capacity);
                        objects.iter().for_each(|object| object.assert_out());
                    }
                })
            });
            join(threads);
        });
        assert_eq!(pool.len(), CENSUS.live());
        let idle = pool.len();
        assert_eq!(pool.trim(0), idle, "every one can be had");
        assert_eq!(CENSUS.live(), 0);
    }
}

#[test]
#[cfg_attr(miri, ignore = "counts the misses of many thousand gets")]
fn a_pipeline_with_half_in_flight_hardly_misses() {
    const CAPACITY: usize = 128;
    const OBJECTS: u64 = 100_000;
    let pool = SyncPool::<Vec<u8>>::with_size(CAPACITY);
    let (send, receive) = sync_channel::<Pooled<&SyncPool<Vec<u8>>>>(CAPACITY / 2);
    thread::scope(|scope| {
        scope.spawn(|| receive.into_iter().for_each(drop));
        for _ in 0..OBJECTS {
            send.send(pool.get()).unwrap();
        }
        drop(send);
    });
    let misses = pool.miss_count();
    assert!(misses < OBJECTS / 100, "{misses} misses of {OBJECTS}");
}

#[test]
#[cfg_attr(miri, ignore = "counts the misses of many thousand gets")]
fn sleeping_threads_do_not_starve_the_others() {
    const SLEEPERS: usize = 64;
    const GETS: u64 = 10_000;
    let pool = SyncPool::<String>::with_size(64);
    let (used, done) = (Barrier::new(SLEEPERS + 1), Barrier::new(SLEEPERS + 1));
    thread::scope(|scope| {
        for _ in 0..SLEEPERS {
            scope.spawn(|| {
                drop(pool.get());
                used.wait();
                done.wait();
            });
        }
        used.wait();
        let before = pool.miss_count();
        let busy = [(); 2]
            .map(|()| scope.spawn(|| (0..GETS).for_each(|_| drop([pool.get(), pool.get()]))));
        join(busy);
        let misses = pool.miss_count() - before;
        assert!(misses < GETS / 5, "{misses} misses of {}", 4 * GETS);
        done.wait();
    });
}

#[test]
fn ten_thousand_short_threads_strand_nothing() {
    static CENSUS: Census = Census::new();
    let pool = counted(&CENSUS, 64);
    for _ in 0..scaled(100, 4) {
        thread::scope(|scope| {
            let life = || {
                let objects = [pool.get(), pool.get()];
                objects.iter().for_each(|object| object.check_out());
                objects.iter().for_each(|object| object.assert_out());
            };
            join((0..scaled(100, 10)).map(|_| scope.spawn(life)));
        });
    }
    assert_eq!(CENSUS.live(), pool.len());
    assert!(pool.len() <= 64);
    let idle = pool.len();
    let found: Vec<_> = std::iter::from_fn(|| pool.try_get()).collect();
    assert_eq!(found.len(), idle, "every one can be had");
}
