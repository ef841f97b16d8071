//! Boxes from elsewhere, and guards that never come back.

use std::mem;
use std::thread;

use syncpool::{Pooled, SyncPool, pool};
use syncpool_tests::{Census, Counted};

/// The pool treats any box of its type as its own: it resets the box, and keeps it if there is room.
#[test]
fn a_foreign_box_is_kept() {
    static CENSUS: Census = Census::new();
    pool! {
        static POOL: Counted = 2, init = || CENSUS.object();
        static OTHER: Counted = 64, init = || CENSUS.object();
    }
    assert!(POOL.put(Box::new(CENSUS.object())).is_none());
    assert!(POOL.put(OTHER.take()).is_none());
    assert!(POOL.put(Pooled::into_box(OTHER.get())).is_some(), "the pool is full");
    assert_eq!((POOL.len(), CENSUS.live()), (2, 2));

    let run_time = SyncPool::builder().init(|| CENSUS.object()).capacity(1).build();
    assert!(run_time.put(POOL.take()).is_none());
    assert!(run_time.put(POOL.take()).is_some(), "the pool is full");
    assert_eq!((POOL.len(), run_time.len(), CENSUS.live()), (0, 1, 1));
}

/// A guard made around a foreign box gives the box to the pool.
#[test]
fn a_foreign_box_comes_under_guard() {
    pool!(static POOL: Vec<u8> = 64);
    let guard = Pooled::new(Box::new(vec![1, 2, 3]), POOL.handle());
    assert_eq!(guard, [1, 2, 3]);
    drop(guard);
    assert_eq!(POOL.try_get().expect("it was kept"), []);
}

/// A forgotten guard leaks its object and does nothing worse: the pool makes others.
#[test]
fn a_forgotten_guard_leaks_its_object() {
    const FORGOTTEN: usize = 200;
    static CENSUS: Census = Census::new();
    pool!(static POOL: Counted = 64, init = || CENSUS.object());

    for _ in 0..FORGOTTEN {
        let guard = POOL.get();
        guard.check_out();
        mem::forget(guard);
    }
    assert_eq!((POOL.len(), CENSUS.live()), (0, FORGOTTEN));
    assert_eq!(POOL.refill(64), 64);
    assert_eq!((POOL.len(), CENSUS.live()), (64, FORGOTTEN + 64));
}

/// A thread that leaks its guards still gives its magazine back.
#[test]
fn a_thread_that_forgets_its_guards() {
    static CENSUS: Census = Census::new();
    pool!(static POOL: Counted = 64, init = || CENSUS.object());

    for _ in 0..50 {
        let life = || {
            drop((0..20).map(|_| POOL.get()).collect::<Vec<_>>());
            mem::forget(POOL.get());
        };
        thread::spawn(life).join().unwrap();
    }
    let idle = POOL.len();
    assert_eq!(CENSUS.live(), idle + 50);
    assert_eq!(std::iter::from_fn(|| POOL.try_take()).count(), idle);
}
