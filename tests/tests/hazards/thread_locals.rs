//! Guards that are dropped while their thread's locals are being destroyed.
//!
//! Thread-locals are destroyed one after the other, in an order that nobody promises. The pool's own
//! may be destroyed before or after the user's. Both orders happen here: one thread-local is
//! initialized before the pool's first use, and one after.
//!
//! The cure: a thread whose exit has begun has no magazine, and uses the depot.

use std::cell::RefCell;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use syncpool_tests::{Census, Counted, scaled};

const THREADS: usize = scaled(50, 5);

/// Calls a function when it is dropped.
struct AtExit<F: FnMut()>(F);

impl<F: FnMut()> Drop for AtExit<F> {
    fn drop(&mut self) {
        (self.0)();
    }
}

/// Which thread-local is initialized first, and so, as a rule, destroyed last.
#[derive(Clone, Copy, PartialEq, Debug)]
enum First {
    User,
    Pool,
}

/// In each of many threads a thread-local holds guards. Its destructor gets more guards from the same
/// pool, and drops them all.
macro_rules! outlived {
    ($size:expr) => {{
        static CENSUS: Census = Census::new();
        static EXITS: AtomicUsize = AtomicUsize::new(0);
        syncpool::pool!(static POOL: Counted = $size, init = || CENSUS.object());

        /// Holds guards, and uses the pool in its own destructor.
        struct Holder(Vec<syncpool::Pooled<POOL>>);
        impl Drop for Holder {
            fn drop(&mut self) {
                for _ in 0..3 {
                    let guards: Vec<_> = (0..5).map(|_| POOL.get()).collect();
                    guards.iter().for_each(|guard| guard.check_out());
                    self.0.extend(guards);
                    drop(POOL.put(POOL.take()));
                    self.0.truncate(4);
                }
                EXITS.fetch_add(1, Ordering::SeqCst);
            }
        }
        thread_local! {
            static HELD: RefCell<Holder> = const { RefCell::new(Holder(Vec::new())) };
        }

        for first in [First::User, First::Pool] {
            for _ in 0..THREADS {
                let life = move || {
                    if first == First::Pool {
                        drop(POOL.get());
                    }
                    HELD.with_borrow_mut(|held| {
                        let guards: Vec<_> = (0..3).map(|_| POOL.get()).collect();
                        guards.iter().for_each(|guard| guard.check_out());
                        held.0.extend(guards);
                    });
                    drop((0..10).map(|_| POOL.get()).collect::<Vec<_>>());
                };
                thread::spawn(life).join().unwrap();
                assert_eq!(CENSUS.live(), POOL.len(), "{first:?} first: {}", POOL.stats());
            }
            // This thread can get the objects that the others left.
            let idle = POOL.len();
            assert_eq!(std::iter::from_fn(|| POOL.try_take()).count(), idle, "{first:?} first");
            assert_eq!(CENSUS.live(), 0);
        }
        assert_eq!(EXITS.load(Ordering::SeqCst), 2 * THREADS);
    }};
}

#[test]
fn a_pool_with_magazines() {
    outlived!(64);
}

#[test]
fn a_small_pool() {
    outlived!(6);
}

/// The first use of the pool on a thread is after the thread's exit has begun.
#[test]
fn a_pool_that_is_used_only_by_destructors() {
    static CENSUS: Census = Census::new();
    syncpool::pool! {
        static POOL: Counted = 64, init = || CENSUS.object();
        static OTHER: Counted = 64, init = || CENSUS.object();
    }
    fn last_words() {
        let guards: Vec<_> = (0..10).map(|_| POOL.get()).collect();
        guards.iter().for_each(|guard| guard.check_out());
    }
    thread_local! {
        static EARLY: AtExit<fn()> = const { AtExit(last_words) };
        static LATE: AtExit<fn()> = const { AtExit(last_words) };
    }
    for _ in 0..THREADS {
        let life = || {
            EARLY.with(|_| ());
            // The first use of any pool registers the thread's exit handler. Here that is another
            // pool.
            drop(OTHER.get());
            LATE.with(|_| ());
        };
        thread::spawn(life).join().unwrap();
    }
    assert_eq!((POOL.len(), POOL.miss_count(), OTHER.len()), (10, 10, 1));
    let reached: Vec<_> = std::iter::from_fn(|| POOL.try_get()).collect();
    assert_eq!((reached.len(), CENSUS.live()), (10, 11));
}
