//! More threads than magazines, and threads that sleep on theirs.

use std::sync::Barrier;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use syncpool_tests::{Census, Counted, join};

use crate::vital;

const CROWD: usize = 64;

/// How the objects of a crowd are held.
#[derive(Clone, Copy, PartialEq)]
enum Hold {
    /// For a moment.
    Briefly,
    /// While the other threads run.
    AcrossYield,
}

macro_rules! crowd {
    ($pool:ident, $hold:expr) => {{
        const WARM: usize = 100;
        const ROUNDS: usize = 500;
        let (hold, barrier) = ($hold, &Barrier::new(CROWD));
        let missed_cold = &AtomicU64::new(0);
        thread::scope(|scope| {
            let life = |thread: usize| {
                move || {
                    for round in 0..WARM + ROUNDS {
                        if round == WARM {
                            if barrier.wait().is_leader() {
                                missed_cold.store($pool.miss_count(), Ordering::Relaxed);
                            }
                            barrier.wait();
                        }
                        let object = $pool.get();
                        object.check_out();
                        if hold == Hold::AcrossYield && (thread + round) % 2 == 0 {
                            thread::yield_now();
                        }
                        drop(object);
                    }
                }
            };
            join((0..CROWD).map(|thread| scope.spawn(move || vital(life(thread)))));
        });
        let missed = $pool.miss_count() - missed_cold.load(Ordering::Relaxed);
        missed as f64 / (CROWD * ROUNDS) as f64
    }};
}

/// The cure: a thread that can reserve no slots takes from the depot and puts into it object by
/// object, instead of missing and dropping.
#[test]
#[cfg_attr(miri, ignore = "counts the misses of many thousand gets")]
fn sixty_four_threads_on_a_pool_of_64() {
    for hold in [Hold::Briefly, Hold::AcrossYield] {
        static CENSUS: Census = Census::new();
        syncpool::pool!(static POOL: Counted = 64, init = || CENSUS.object());

        let share = crowd!(POOL, hold);
        assert!(share < 0.05, "{:.2} % misses: {}", share * 100.0, POOL.stats());
        assert_eq!(CENSUS.live(), POOL.len());
    }
}

/// Every thread uses the pool and then sleeps. Two threads that stay awake must still find objects.
/// The number of objects that a thread held at once decides how many slots it tries to reserve.
macro_rules! hoarded {
    ($burst:expr) => {{
        static CENSUS: Census = Census::new();
        syncpool::pool!(static POOL: Counted = 64, init = || CENSUS.object());

        let asleep = &Barrier::new(CROWD + 1);
        let finished = &Barrier::new(CROWD + 1);
        let misses = &AtomicU64::new(0);
        thread::scope(|scope| {
            let mut hoarders = Vec::new();
            for _ in 0..CROWD {
                let (used, is_used) = std::sync::mpsc::channel();
                hoarders.push(scope.spawn(move || {
                    let objects: Vec<_> = (0..$burst).map(|_| POOL.get()).collect();
                    drop(objects);
                    used.send(()).expect("the next thread waits for this one");
                    asleep.wait();
                    finished.wait();
                }));
                // One thread after the other, so that the result depends on no schedule.
                is_used.recv().expect("the thread uses the pool");
            }
            asleep.wait();

            const GETS: usize = 10_000;
            let busy = || {
                let warm = || (0..100).for_each(|_| drop(POOL.get()));
                warm();
                let before = POOL.miss_count();
                for _ in 0..GETS / 4 {
                    let objects: Vec<_> = (0..4).map(|_| POOL.get()).collect();
                    objects.iter().for_each(|object| object.check_out());
                }
                misses.fetch_add(POOL.miss_count() - before, Ordering::Relaxed);
            };
            join((0..2).map(|_| scope.spawn(move || vital(busy))));
            finished.wait();
            join(hoarders);

            // Each busy thread also counts the misses of the other: at most twice too many.
            let share = misses.load(Ordering::Relaxed) as f64 / (2 * GETS) as f64;
            assert!(share < 0.05, "{:.2} % misses: {}", share * 100.0, POOL.stats());
        });
        assert_eq!(CENSUS.live(), POOL.len());
    }};
}

/// The cure: all threads together reserve at most half of the pool.
#[test]
#[cfg_attr(miri, ignore = "counts the misses of many thousand gets")]
fn hoarders_that_used_one_object_each() {
    hoarded!(1);
}

#[test]
#[cfg_attr(miri, ignore = "counts the misses of many thousand gets")]
fn hoarders_that_used_many_objects_each() {
    hoarded!(64);
}

/// Nobody can get the objects that sleeping threads keep. They are never more than half of the pool.
/// The cure is the same.
#[test]
fn sleeping_threads_keep_at_most_half() {
    static CENSUS: Census = Census::new();
    syncpool::pool!(static POOL: Counted = 64, init = || CENSUS.object());

    let (asleep, finished) = (&Barrier::new(CROWD + 1), &Barrier::new(CROWD + 1));
    thread::scope(|scope| {
        for _ in 0..CROWD {
            scope.spawn(move || {
                for _ in 0..10 {
                    drop((0..8).map(|_| POOL.get()).collect::<Vec<_>>());
                }
                asleep.wait();
                finished.wait();
            });
        }
        asleep.wait();
        POOL.refill(64);
        let reached = std::iter::from_fn(|| POOL.try_get()).collect::<Vec<_>>().len();
        finished.wait();
        assert!(reached >= 32, "only {reached} of 64 idle objects were to be had");
    });
}

/// A thread that could reserve no slots for a magazine tries again later. The cure: the number of
/// calls that it lets pass before that is limited.
#[test]
fn room_comes_to_those_who_wait() {
    static CENSUS: Census = Census::new();
    syncpool::pool!(static POOL: Counted = 64, init = || CENSUS.object());

    let (asleep, finished) = (&Barrier::new(CROWD + 1), &Barrier::new(CROWD + 1));
    // More objects than a magazine of this pool holds: a thread that has one goes to the depot.
    let work = || (0..100).for_each(|_| drop((0..40).map(|_| POOL.get()).collect::<Vec<_>>()));
    thread::scope(|scope| {
        let hoard = || {
            drop((0..8).map(|_| POOL.get()).collect::<Vec<_>>());
            asleep.wait();
            finished.wait();
        };
        let hoarders: Vec<_> = (0..CROWD).map(|_| scope.spawn(hoard)).collect();
        asleep.wait();
        work();
        finished.wait();
        join(hoarders);
    });
    let transfers = POOL.stats().transfers;
    work();
    assert!(POOL.stats().transfers > transfers, "no room for a magazine: {}", POOL.stats());
}
