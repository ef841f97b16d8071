//! Pools where thread-local values lie behind keys: a copy of the library that has no native ones
//! (`fixtures/keyed-locals`), as on Android, OpenBSD, illumos and `x86_64-pc-windows-gnu`.
//!
//! When a thread ends, its values are destroyed in an order that the system chooses, those without a destructor, too. A
//! value that is asked for afterwards is made anew. So the value in which a thread finds its magazine may be gone before
//! the hook runs that gives the magazine back.
//!
//! The cure: the hook holds the magazine itself.

use std::cell::RefCell;
use std::sync::{Arc, LazyLock, Once};
use std::{iter, thread};

use syncpool_keyed_locals::{Pool, Pooled, Stats, SyncPool, pool};
use syncpool_tests::{Census, Counted};

const THREADS: usize = 1000;
/// Objects that a thread has at once.
const AT_ONCE: usize = 8;

static EARLY_CENSUS: Census = Census::new();
static LATE_CENSUS: Census = Census::new();
static RUN_TIME_CENSUS: Census = Census::new();

pool!(static EARLY: Counted = 64, init = || EARLY_CENSUS.object(), reset = reset);
pool!(static LATE: Counted = 64, init = || LATE_CENSUS.object(), reset = reset);
static RUN_TIME: LazyLock<Arc<SyncPool<Counted>>> = LazyLock::new(|| {
    let make = || RUN_TIME_CENSUS.object();
    Arc::new(SyncPool::builder().capacity(64).init(make).reset(reset).build())
});

fn reset(object: &mut Counted) {
    syncpool::Poolable::reset(object);
}

/// Makes the keys in the order in which their values are to be destroyed: that of `EARLY`, that of the run-time pools,
/// that of the hooks, that of `LATE`.
fn order_keys() {
    static ORDER: Once = Once::new();
    let order = || {
        value_before_hooks::make_keys();
        drop((EARLY.get(), RUN_TIME.get()));
        be_busy(&EARLY);
        be_busy(&LATE);
        value_after_hooks::make_keys();
    };
    ORDER.call_once(|| thread::spawn(order).join().unwrap());
}

/// Uses a pool so often that a thread earns a magazine.
fn be_busy<P: Pool<Item = Counted> + Clone>(pool: P) {
    for _ in 0..50 {
        let objects: Vec<_> = (0..AT_ONCE).map(|_| Pool::get(pool.clone())).collect();
        objects.iter().for_each(|object| object.check_out());
    }
}

/// Whoever comes now gets every idle object, and there are no more than were needed at once.
fn nothing_is_stranded<P: Pool<Item = Counted>>(pool: &P, idle: usize, census: &Census) {
    assert_eq!(
        (idle, census.made(), census.dropped()),
        (AT_ONCE, AT_ONCE, 0),
        "idle, made, dropped"
    );
    let found: Vec<_> = iter::from_fn(|| pool.try_take()).collect();
    found.iter().for_each(|object| object.check_out());
    assert_eq!(found.len(), AT_ONCE, "objects are stranded");
    found.into_iter().for_each(|object| assert!(pool.put(object).is_none()));
}

macro_rules! threads_one_after_another {
    ($pool:expr, $census:expr) => {{
        order_keys();
        for _ in 0..THREADS {
            thread::spawn(|| be_busy($pool)).join().unwrap();
        }
        let stats = $pool.stats();
        // One thread at a time has a magazine: one is enough.
        assert_eq!(
            (stats.threads, stats.misses),
            (1, AT_ONCE as u64),
            "magazines, misses: {stats}"
        );
        nothing_is_stranded(&$pool, stats.idle, &$census);
    }};
}

#[test]
fn a_thousand_threads_on_a_pool_whose_value_goes_before_the_hooks() {
    threads_one_after_another!(&EARLY, EARLY_CENSUS);
}

#[test]
fn a_thousand_threads_on_a_pool_whose_value_goes_after_the_hooks() {
    threads_one_after_another!(&LATE, LATE_CENSUS);
}

#[test]
fn a_thousand_threads_on_a_run_time_pool() {
    threads_one_after_another!(Arc::clone(&RUN_TIME), RUN_TIME_CENSUS);
}

/// A pool that two thread-local values use when they are destroyed, so often that their thread earns a magazine once
/// more. The key of one is made before that of the pool, and the key of the other after it.
macro_rules! kept_until_the_end {
    ($name:ident) => {
        mod $name {
            use super::*;

            static CENSUS: Census = Census::new();
            pool!(static POOL: Counted = 64, init = || CENSUS.object(), reset = reset);

            struct Keeper(Option<Pooled<POOL>>);

            impl Drop for Keeper {
                fn drop(&mut self) {
                    be_busy(&POOL);
                    self.0.iter().for_each(|object| object.assert_out());
                }
            }

            syncpool_pthread_keys::thread_local! {
                static FIRST: RefCell<Keeper> = const { RefCell::new(Keeper(None)) };
            }
            syncpool_pthread_keys::thread_local! {
                static LAST: RefCell<Keeper> = const { RefCell::new(Keeper(None)) };
            }

            pub(super) fn make_keys() {
                FIRST.with(|_| ());
                drop(POOL.get());
            }

            pub(super) fn lives() -> (usize, Stats) {
                order_keys();
                for _ in 0..THREADS {
                    let keep = |keeper: &RefCell<Keeper>| {
                        let object = POOL.get();
                        object.check_out();
                        keeper.borrow_mut().0 = Some(object);
                    };
                    let life = move || {
                        be_busy(&POOL);
                        FIRST.with(keep);
                        LAST.with(keep);
                    };
                    thread::spawn(life).join().unwrap();
                }
                let (live, stats) = (CENSUS.live(), POOL.stats());
                let found: Vec<_> = iter::from_fn(|| POOL.try_take()).collect();
                found.iter().for_each(|object| object.check_out());
                assert_eq!((found.len(), stats.in_use), (live, 0), "objects are stranded: {stats}");
                (live, stats)
            }
        }
    };
}

kept_until_the_end!(value_before_hooks);
kept_until_the_end!(value_after_hooks);

#[test]
fn destructors_may_use_a_pool_whose_value_goes_before_the_hooks() {
    let (live, stats) = value_before_hooks::lives();
    // The two objects that are kept, and those of `be_busy`.
    assert_eq!((live, stats.misses), (AT_ONCE + 2, live as u64), "{stats}");
}

/// The last value to be destroyed does not find the magazine that the first one has earned after the hooks ran. Magazines
/// have at most half of the pool.
#[test]
fn destructors_may_use_a_pool_whose_value_goes_after_the_hooks() {
    let (live, stats) = value_after_hooks::lives();
    assert!(live <= stats.capacity / 2 + AT_ONCE + 2, "{live} objects: {stats}");
}
