//! Limits that multiply with threads: a pool of N keeps N, whatever the number of threads.

use std::sync::Barrier;
use std::thread;

use syncpool_tests::{Census, Counted, join, scaled};

use crate::vital;

const THREADS: usize = scaled(32, 4);

/// All threads fill the pool at once, again and again. Whenever all have stopped, every object that
/// is alive is idle, so the objects' own count is the number of idle ones.
macro_rules! bounded {
    ($size:expr) => {{
        static CENSUS: Census = Census::new();
        syncpool::pool!(static POOL: Counted = $size, init = || CENSUS.object());

        let barrier = &Barrier::new(THREADS);
        thread::scope(|scope| {
            let life = |thread: usize| {
                move || {
                    for round in 0..scaled(60, 4) {
                        // In some rounds a few threads do most of the work, in others all do.
                        let burst = match (thread + round) % 4 {
                            0 => 2 * $size,
                            1 => 1,
                            2 => $size / 3 + 1,
                            _ => round % 5,
                        };
                        let objects: Vec<_> = (0..burst).map(|_| POOL.get()).collect();
                        objects.iter().for_each(|object| object.check_out());
                        barrier.wait();
                        drop(objects);
                        if barrier.wait().is_leader() {
                            let live = CENSUS.live();
                            assert!(live <= $size, "{live} idle objects in a pool of {}", $size);
                            assert_eq!(live, POOL.len(), "{}", POOL.stats());
                        }
                        barrier.wait();
                    }
                }
            };
            join((0..THREADS).map(|thread| scope.spawn(move || vital(life(thread)))));
        });
        let live = CENSUS.live();
        assert!(live <= $size, "{live} idle objects in a pool of {}", $size);
        assert_eq!(live, POOL.len());
    }};
}

/// The cure: a magazine holds at most as many objects as it has reserved slots in the depot.
#[test]
fn a_pool_of_64() {
    bounded!(64);
}

#[test]
fn a_pool_of_100_whose_last_block_is_not_whole() {
    bounded!(100);
}

#[test]
fn a_pool_of_1024() {
    bounded!(1024);
}

#[test]
fn a_pool_too_small_for_magazines() {
    bounded!(5);
}

#[test]
fn a_pool_of_one() {
    bounded!(1);
}

/// Puts and refills obey the bound as well.
#[test]
fn refill_and_put_stop_at_n() {
    static CENSUS: Census = Census::new();
    syncpool::pool!(static POOL: Counted = 64, init = || CENSUS.object());

    assert_eq!(POOL.refill(40), 40);
    assert_eq!(POOL.refill(40), 24);
    assert_eq!((POOL.refill(1), POOL.len(), CENSUS.live()), (0, 64, 64));
    let refused = POOL.put(Box::new(CENSUS.object()));
    assert!(refused.is_some());
    drop(refused);
    assert_eq!((POOL.len(), CENSUS.live()), (64, 64));
    assert_eq!(POOL.stats().discarded_full, 1);
}

/// The free places of the caller's magazine count as room. The cure: a refill that finds the depot
/// full falls back on that magazine.
#[test]
fn refill_reaches_n_after_a_get() {
    static CENSUS: Census = Census::new();
    syncpool::pool!(static POOL: Counted = 64, init = || CENSUS.object());

    drop((0..16).map(|_| POOL.get()).collect::<Vec<_>>());
    assert_eq!(POOL.refill(64), 48);
    assert_eq!((POOL.len(), CENSUS.live(), POOL.stats().returned), (64, 64, 16));
}
