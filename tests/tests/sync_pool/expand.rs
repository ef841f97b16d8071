//! `SyncPool::expand`, alone and while threads use the pool.

use std::collections::HashSet;
use std::sync::Barrier;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::thread;

use syncpool::{MAX_CAPACITY, SyncPool};
use syncpool_tests::{Census, join, scaled};

use crate::counted;

/// A capacity of many blocks.
const LARGE: usize = scaled(5000, 200);

/// Capacities, and the steps by which they grow: small pools that stay small or don't, and steps that
/// end in the same block, in the same segment and in new segments.
const STEPS: [&[usize]; 8] = [
    &[0, 1, 5, 8, 1000],
    &[1, 1, 1, 1, 29, 1, 100],
    &[31, 31],
    &[8, 1000],
    &[32, 1],
    &[64, 63, 1, 1, 64, 1000],
    &[100, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7],
    &[LARGE, 1, LARGE],
];

fn pool(capacity: usize) -> SyncPool<[u64; 1]> {
    let pool = SyncPool::builder().capacity(capacity).build();
    pool.allow_expansion(true);
    pool
}

#[test]
fn an_expanded_pool_keeps_exactly_what_it_says() {
    for steps in STEPS {
        let pool = pool(steps[0]);
        let mut capacity = steps[0];
        for (step, additional) in steps.iter().enumerate() {
            if step > 0 {
                assert!(pool.expand(*additional));
                capacity += additional;
            }
            assert_eq!(pool.capacity(), capacity);
            let room = capacity - pool.len();
            assert_eq!(pool.refill(usize::MAX), room, "{steps:?}, step {step}");
            assert_eq!(pool.len(), capacity);
            assert_eq!(pool.put(Box::default()).as_deref(), Some(&[0]), "it is full");

            let out: Vec<_> = std::iter::from_fn(|| pool.try_get()).collect();
            let distinct: HashSet<_> = out.iter().map(|object| &raw const **object).collect();
            assert_eq!((distinct.len(), pool.len()), (capacity, 0));
            drop(out);
            assert_eq!(pool.len(), capacity);
            assert_eq!(pool.trim(capacity / 2), capacity - capacity / 2);
        }
    }
}

#[test]
fn expansion_must_be_allowed_and_has_a_limit() {
    let pool = SyncPool::<()>::with_size(40);
    assert!(!pool.expansion_enabled());
    assert!(!pool.expand(1));
    assert!(pool.allow_expansion(true).expansion_enabled());
    assert!(!pool.expand(usize::MAX));
    assert!(!pool.expand(MAX_CAPACITY - 39));
    assert_eq!(pool.capacity(), 40);
    assert!(pool.expand(0));
    assert!(pool.expand(2));
    assert!(!pool.allow_expansion(false).expand(1));
    assert_eq!(pool.capacity(), 42);
}

#[test]
fn a_thread_that_sleeps_hides_at_most_half_of_a_small_pool() {
    let pool = pool(8);
    pool.expand(8);
    pool.refill(16);
    let (used, done) = (Barrier::new(2), Barrier::new(2));
    thread::scope(|scope| {
        scope.spawn(|| {
            drop(std::iter::from_fn(|| pool.try_get()).collect::<Vec<_>>());
            used.wait();
            done.wait();
        });
        used.wait();
        let found: Vec<_> = std::iter::from_fn(|| pool.try_get()).collect();
        done.wait();
        assert!(found.len() >= 8, "{}", found.len());
    });
}

/// The bound is checked all the time.
#[test]
fn threads_go_on_while_the_pool_grows() {
    static CENSUS: Census = Census::new();
    for first in [0, 1, 8, 31, 32, 64, 200] {
        let pool = counted(&CENSUS, first);
        pool.allow_expansion(true);
        let grown = AtomicBool::new(false);
        thread::scope(|scope| {
            let threads = [1, 7, 40].map(|batch| {
                let (pool, grown) = (&pool, &grown);
                scope.spawn(move || {
                    let mut rounds = 0;
                    while !grown.load(Relaxed) || rounds < scaled(200, 4) {
                        let out: Vec<_> = (0..batch).map(|_| pool.get()).collect();
                        out.iter().for_each(|object| object.check_out());
                        // The capacity is read after the length, and only grows.
                        let idle = pool.len();
                        assert!(idle <= pool.capacity());
                        out.iter().for_each(|object| object.assert_out());
                        rounds += 1;
                    }
                })
            });
            let mut capacity = first;
            for additional in (1..scaled(60, 4)).chain([500]) {
                assert!(pool.expand(additional));
                capacity += additional;
                assert_eq!(pool.capacity(), capacity);
                thread::yield_now();
            }
            grown.store(true, Relaxed);
            // The end of the scope does not wait until the threads have returned their magazines.
            join(threads);
        });
        // All objects are idle now: none was lost, and all room can be filled.
        assert_eq!(CENSUS.live(), pool.len());
        let capacity = pool.capacity();
        drop(std::iter::from_fn(|| pool.try_get()).collect::<Vec<_>>());
        assert_eq!(CENSUS.live(), pool.len());
        let room = capacity - pool.len();
        assert_eq!((pool.refill(capacity), pool.len()), (room, capacity));
        drop(pool);
        assert_eq!(CENSUS.live(), 0);
    }
}

#[test]
fn threads_that_expand_at_once_each_get_their_share() {
    let times = scaled(100, 10);
    let pool = pool(1);
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| (0..times).for_each(|_| assert!(pool.expand(3))));
        }
    });
    let capacity = 1 + 4 * 3 * times;
    assert_eq!((pool.capacity(), pool.refill(usize::MAX)), (capacity, capacity));
}
