//! Emptying pools: one that nobody uses, and one that others use.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Barrier};
use std::thread;

use syncpool::{Drained, SyncPool, pool};
use syncpool_tests::{Census, Counted, join, scaled};

/// Off, without and with magazines, one block and several.
const CAPACITIES: [usize; 6] = [0, 1, 8, 64, 65, scaled(1000, 130)];

fn counted(census: &'static Census, capacity: usize) -> SyncPool<Counted> {
    SyncPool::builder().capacity(capacity).init(|| census.object()).build()
}

/// Uses the pool until the thread has a magazine, and all objects are idle.
fn be_busy(pool: &SyncPool<Counted>) {
    for _ in 0..40 {
        drop([pool.get(), pool.get(), pool.get()]);
    }
}

#[test]
fn all_objects_are_drained_whoever_has_them() {
    static CENSUS: Census = Census::new();
    for capacity in CAPACITIES {
        let mut pool = counted(&CENSUS, capacity);
        for round in 0..3 {
            pool.refill(capacity);
            // The magazines of threads that end, and that of this one.
            thread::scope(|scope| {
                (0..3).for_each(|_| drop(scope.spawn(|| be_busy(&pool))));
            });
            be_busy(&pool);
            pool.refill(capacity);
            let mut drain = pool.drain();
            assert_eq!(drain.len(), capacity, "round {round}");
            let mut objects: Vec<_> = drain.next().into_iter().collect();
            let left = capacity.saturating_sub(1);
            assert_eq!(drain.len(), left);
            assert_eq!(format!("{drain:?}"), format!("Drain {{ left: {left}, .. }}"));
            objects.extend(drain);
            assert_eq!((objects.len(), CENSUS.live()), (capacity, capacity));
            objects.iter().for_each(|object| object.check_out());
            assert_eq!((pool.len(), pool.stats().in_use), (0, 0));
            drop(objects);
            assert_eq!(CENSUS.live(), 0);
        }
        // All slots are there again.
        assert_eq!(pool.refill(usize::MAX), capacity);
        be_busy(&pool);
        assert_eq!(pool.len(), capacity);
    }
    assert_eq!(CENSUS.live(), 0);
}

/// Threads that have magazines and do not end: an owned pool comes back to one owner.
#[test]
fn magazines_of_threads_that_live_on_are_drained() {
    static CENSUS: Census = Census::new();
    let pool = Arc::new(counted(&CENSUS, 64));
    let barrier = Arc::new(Barrier::new(4));
    let threads = [(); 3].map(|()| {
        let (pool, barrier) = (Arc::clone(&pool), Arc::clone(&barrier));
        thread::spawn(move || {
            be_busy(&pool);
            drop(pool);
            barrier.wait();
            // They live until the pool is drained.
            barrier.wait();
        })
    });
    barrier.wait();
    let mut pool = Arc::into_inner(pool).expect("the threads have dropped theirs");
    let Drained { objects, unreached, .. } = pool.drain_reachable();
    assert!(unreached > 0, "the threads have magazines");
    let rest = pool.drain().count();
    assert_eq!((rest, pool.len()), (unreached, 0));
    drop(objects);
    assert_eq!(CENSUS.live(), 0);
    // The pool is as good as new, while the threads end.
    be_busy(&pool);
    barrier.wait();
    threads.into_iter().for_each(|thread| thread.join().unwrap());
    assert_eq!((pool.refill(64) + 3, pool.len()), (64, 64));
    assert_eq!(CENSUS.live(), 64);
}

#[test]
fn threads_may_end_while_the_pool_is_drained() {
    static CENSUS: Census = Census::new();
    for _ in 0..scaled(50, 5) {
        let mut pool = Arc::new(counted(&CENSUS, 64));
        let threads = [(); 3].map(|()| {
            let pool = Arc::clone(&pool);
            thread::spawn(move || {
                be_busy(&pool);
                drop(pool);
            })
        });
        let drained = loop {
            match Arc::get_mut(&mut pool) {
                Some(pool) => break pool.drain().count(),
                None => thread::yield_now(),
            }
        };
        assert_eq!((CENSUS.live(), pool.len()), (0, 0), "{drained} drained");
        threads.into_iter().for_each(|thread| thread.join().unwrap());
        assert_eq!((pool.len(), pool.refill(100)), (0, 64));
        drop(pool);
        assert_eq!(CENSUS.live(), 0);
    }
}

#[test]
fn what_is_left_of_a_drain_is_dropped() {
    static CENSUS: Census = Census::new();
    let mut pool = counted(&CENSUS, 64);
    pool.refill(64);
    let first = pool.drain().next();
    assert_eq!((CENSUS.live(), pool.len()), (1, 0));
    drop(first);
    pool.refill(64);
    std::mem::forget(pool.drain());
    assert_eq!((CENSUS.live(), pool.len()), (64, 64), "nothing is lost");
    drop(pool);
    assert_eq!(CENSUS.live(), 0);
}

#[test]
fn a_destructor_that_panics_does_not_stop_the_others() {
    static CENSUS: Census = Census::new();
    struct Loud(bool, #[allow(dead_code, reason = "it counts")] Counted);
    impl Drop for Loud {
        fn drop(&mut self) {
            assert!(!self.0, "loud");
        }
    }
    let mut pool =
        SyncPool::builder().init(|| Loud(false, CENSUS.object())).without_reset().build();
    pool.put(Box::new(Loud(true, CENSUS.object())));
    pool.refill(10);
    catch_unwind(AssertUnwindSafe(|| drop(pool.drain()))).unwrap_err();
    assert_eq!((CENSUS.live(), pool.len()), (0, 0));
}

#[test]
fn a_named_pool_that_was_drained_can_be_dropped() {
    let mut pool = SyncPool::<String>::builder().name("drained").prefill(3).build();
    assert_eq!(pool.drain().count(), 3);
    pool.allow_expansion(true).expand(1000);
    assert_eq!((pool.refill(usize::MAX), pool.drain().len()), (1064, 1064));
}

#[test]
fn a_static_pool_tells_what_it_could_not_reach() {
    static CENSUS: Census = Census::new();
    pool!(static POOL: Counted = 64, init = || CENSUS.object());
    let (used, done) = (Barrier::new(2), Barrier::new(2));
    thread::scope(|scope| {
        let other = scope.spawn(|| {
            (0..40).for_each(|_| drop([POOL.get(), POOL.get()]));
            used.wait();
            done.wait();
            syncpool::flush_thread();
        });
        used.wait();
        POOL.refill(64);
        (0..40).for_each(|_| drop([POOL.get(), POOL.get()]));
        let in_use = POOL.get();
        let idle = POOL.len();
        let drained = POOL.drain_reachable();
        assert!((1..=32).contains(&drained.unreached), "{}", drained.unreached);
        assert_eq!(
            (drained.objects.len() + drained.unreached, drained.unreached),
            (idle, POOL.len())
        );
        assert_eq!(CENSUS.live(), idle + 1);
        drop((drained, in_use));
        done.wait();
        join([other]);
    });
    let drained = POOL.drain_reachable();
    assert_eq!((drained.unreached, CENSUS.live()), (0, drained.objects.len()));
}
