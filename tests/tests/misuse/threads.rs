//! Very many threads, and very small ones.

use std::sync::{Barrier, RwLock};
use std::thread;

use syncpool::pool;
use syncpool_tests::{Census, Counted, join};

const STACK: usize = 64 << 10;

/// Ten thousand threads at once, each holding an object.
#[test]
fn ten_thousand_threads_at_once() {
    static CENSUS: Census = Census::new();
    pool!(static POOL: Counted = 64, init = || CENSUS.object());
    /// The system may allow fewer.
    const MOST: usize = 10_000;

    let all_are_there = RwLock::new(());
    thread::scope(|scope| {
        let gate = all_are_there.write().unwrap();
        let life = || {
            let object = POOL.get();
            object.check_out();
            // No thread goes on before all have started.
            drop(all_are_there.read());
            drop(object);
            drop(POOL.get());
        };
        let mut threads = Vec::new();
        for _ in 0..MOST {
            match thread::Builder::new().stack_size(STACK).spawn_scoped(scope, life) {
                Ok(thread) => threads.push(thread),
                Err(error) => {
                    println!("{} threads, for {error}", threads.len());
                    break;
                }
            }
        }
        assert!(threads.len() >= 500, "{} threads are not many", threads.len());
        drop(gate);
        join(threads);
    });
    assert_eq!(CENSUS.live(), POOL.len());
    assert!((1..=64).contains(&POOL.len()), "{}", POOL.stats());

    let idle = POOL.len();
    assert_eq!(std::iter::from_fn(|| POOL.try_take()).count(), idle);
    assert_eq!(CENSUS.live(), 0);
}

/// The pool's own code needs very little stack, even in a debug build.
#[test]
fn a_stack_of_64_kib() {
    static CENSUS: Census = Census::new();
    pool! {
        static SMALL: Counted = 4, init = || CENSUS.object();
        static LARGE: Counted = 1024, init = || CENSUS.object();
    }
    let barrier = &Barrier::new(4);
    thread::scope(|scope| {
        let life = || {
            barrier.wait();
            for count in [1, 10, 500] {
                drop((0..count).map(|_| SMALL.get()).collect::<Vec<_>>());
                drop((0..count).map(|_| LARGE.get()).collect::<Vec<_>>());
            }
            LARGE.refill(20);
            LARGE.trim(10);
            assert!(!LARGE.stats().to_string().is_empty());
        };
        let spawn = |_| thread::Builder::new().stack_size(STACK).spawn_scoped(scope, life).unwrap();
        join((0..4).map(spawn));
    });
    assert_eq!(CENSUS.live(), SMALL.len() + LARGE.len());
}
