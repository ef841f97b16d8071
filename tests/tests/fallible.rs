//! Objects that can fail: a function that makes none, a check on get, an object that its user discards.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::thread;

use syncpool::prelude::*;
use syncpool::{Provisional, Stats};
use syncpool_tests::{Census, Counted, scaled};

/// An object with a counted part.
struct Connection {
    is_open: bool,
    _counted: Counted,
}

impl Poolable for Connection {
    fn reset(&mut self) {}
}

impl Connection {
    fn new(census: &'static Census) -> Self {
        Connection { is_open: true, _counted: census.object() }
    }
}

#[track_caller]
fn assert_counts(stats: Stats, hits: u64, misses: u64, failed: u64) {
    assert_eq!((stats.hits, stats.misses, stats.failed), (hits, misses, failed));
}

#[test]
fn a_get_whose_function_fails_is_a_miss_and_leaves_nothing_in_use() {
    // Without magazines, and with them.
    pool! {
        static SMALL: String = 2;
        static LARGE: String = 64;
    }
    let fail = || Err::<String, _>("none");
    for round in 1..=100 {
        SMALL.get_or_try(fail).unwrap_err();
        LARGE.get_or_try(fail).unwrap_err();
        assert_counts(SMALL.stats(), 0, round, round);
        assert_counts(LARGE.stats(), 0, round, round);
        assert_eq!((SMALL.miss_count(), SMALL.stats().in_use), (round, 0));
        assert_eq!((LARGE.miss_count(), LARGE.stats().in_use), (round, 0));
    }
    assert_eq!(SMALL.stats().high_water, 0);
    assert_eq!(LARGE.stats().hit_rate(), 0.0);
    drop(LARGE.get_or_try(|| Ok::<_, ()>("made".to_owned())).unwrap());
    assert_eq!(LARGE.get_or_try(fail).unwrap(), "");
    assert_counts(LARGE.stats(), 1, 101, 100);
    assert_eq!(LARGE.stats().high_water, 1);
    let block = format!("{:#}", LARGE.stats());
    assert!(block.contains("102: 1 hits, 101 misses (0.98 % hits), 100 failed"), "{block}");
}

#[test]
fn many_failures_are_not_taken_for_objects_that_did_not_come_back() {
    let pool = SyncPool::<String>::builder().without_init().build();
    let times = scaled(3000, 300);
    for _ in 0..times {
        pool.get_or_try(|| Err(())).unwrap_err();
        drop(pool.get_or(String::new));
        pool.trim(0);
    }
    let stats = pool.stats();
    assert_counts(stats, 0, 2 * times as u64, times as u64);
    assert!(!format!("{stats:#}").contains("did not come back"), "{stats:#}");
}

/// Checks `get_checked` on a pool of `Connection`s: `get` and `try_get` call it with `is_open`.
macro_rules! checks {
    ($census:ident, $pool:expr, $size:expr) => {{
        let (size, pool) = ($size, $pool);
        let close = |count: usize| {
            let mut all: Vec<_> = (0..size).map(|_| pool.get()).collect();
            all.iter_mut().enumerate().for_each(|(i, it)| it.is_open = i >= count);
            drop(all);
        };
        for closed in 0..=size {
            close(closed);
            let before = pool.stats();
            let checked = Cell::new(0);
            let is_open = |it: &mut Connection| {
                checked.set(checked.get() + 1);
                it.is_open
            };
            let guard = pool.get_checked(is_open);
            assert!(guard.is_open);
            drop(guard);
            let after = pool.stats();
            let refused = after.discarded_unfit - before.discarded_unfit;
            let made = after.misses - before.misses;
            assert_eq!(after.hits - before.hits, checked.get());
            assert_eq!(made, u64::from(closed == size));
            assert_eq!(refused, checked.get() - 1 + made);
            assert_eq!(after.in_use, 0);
            assert_eq!(pool.len(), size - refused as usize + made as usize);
            assert_eq!($census.live(), pool.len(), "the others were dropped");
        }
        close(size);
        assert!(pool.try_get_checked(|it| it.is_open).is_none());
        assert_eq!((pool.len(), $census.live()), (0, 0));

        // A check that panics drops its object.
        drop(pool.get());
        let unwound = pool.stats().discarded_unwinding;
        let check = || drop(pool.get_checked(|_| panic!("check")));
        catch_unwind(AssertUnwindSafe(check)).unwrap_err();
        assert_eq!((pool.len(), $census.live(), pool.stats().in_use), (0, 0, 0));
        assert_eq!(pool.stats().discarded_unwinding, unwound + 1);

        // A new object is not checked.
        assert!(pool.get_checked(|_| false).is_open);
    }};
}

#[test]
fn a_check_discards_what_is_not_fit() {
    static SMALL_CENSUS: Census = Census::new();
    static LARGE_CENSUS: Census = Census::new();
    static CENSUS: Census = Census::new();
    pool! {
        static SMALL: Connection = 3, init = || Connection::new(&SMALL_CENSUS);
        static LARGE: Connection = 40, init = || Connection::new(&LARGE_CENSUS);
    }
    checks!(SMALL_CENSUS, &SMALL, 3);
    checks!(LARGE_CENSUS, &LARGE, 40);
    for size in [1, 64] {
        let pool = SyncPool::builder().capacity(size).init(|| Connection::new(&CENSUS)).build();
        checks!(CENSUS, &pool, size);
        drop(pool);
        assert_eq!(CENSUS.live(), 0);
    }
}

#[test]
fn a_check_may_change_the_object_and_use_the_pool() {
    let pool = SyncPool::<String>::with_size(40);
    let line = pool.get_checked(|line| {
        line.push_str("checked");
        drop(pool.get());
        true
    });
    assert_eq!(line, "checked");
}

#[test]
fn any_handle_can_be_checked() {
    fn fit<P: Pool<Item = String>>(pool: P) -> Option<Pooled<P>> {
        Pool::try_get_checked(pool, |line| line.capacity() >= 100)
    }
    pool!(static LINES: String = 40);
    LINES.refill(3);
    assert!(fit(LINES.handle()).is_none());
    assert_eq!((LINES.len(), LINES.stats().discarded_unfit, LINES.stats().in_use), (0, 3, 0));

    let pool = Arc::new(SyncPool::<String>::with_size(3));
    pool.put(Box::new(String::with_capacity(100)));
    assert!(fit(&*pool).is_none(), "the pool was full");
    pool.put(Box::new(String::with_capacity(100)));
    assert!(fit(Arc::clone(&pool)).is_some());
    assert_eq!(Arc::strong_count(&pool), 1);
    let panics = || Pool::try_get_checked(Arc::clone(&pool), |_| panic!("check"));
    catch_unwind(AssertUnwindSafe(panics)).unwrap_err();
    assert_eq!((pool.len(), pool.stats().discarded_unwinding), (0, 1));
}

#[test]
fn a_discarded_object_is_dropped_without_a_reset() {
    static CENSUS: Census = Census::new();
    fn no_reset(_: &mut Connection) {
        panic!("a reset");
    }
    pool! {
        static POOL: Connection = 40, init = || Connection::new(&CENSUS), reset = no_reset;
    }
    let pool =
        Arc::new(SyncPool::builder().init(|| Connection::new(&CENSUS)).reset(no_reset).build());
    for round in 1..=100 {
        Pooled::discard(POOL.get());
        Pooled::discard(pool.get());
        Pooled::discard(pool.get_owned());
        drop(Pooled::provisional(POOL.get()));
        drop(Pooled::provisional(pool.get()));
        drop(Pooled::provisional(pool.get_owned()));
        let (fixed, made) = (POOL.stats(), pool.stats());
        assert_eq!((fixed.discarded_unfit, fixed.in_use, fixed.idle), (2 * round, 0, 0));
        assert_eq!((made.discarded_unfit, made.in_use, made.idle), (4 * round, 0, 0));
        assert_eq!((CENSUS.live(), Arc::strong_count(&pool)), (0, 1));
    }
}

#[test]
fn a_provisional_guard_gives_back_what_it_is_told_to_keep() {
    pool!(static LINES: String = 40);
    let mut line = Pooled::provisional(LINES.get());
    line.push_str("kept");
    let line: Pooled<LINES> = Pooled::keep(line);
    assert_eq!(line, "kept");
    drop(line);
    assert_eq!((LINES.len(), LINES.get().as_str()), (1, ""));

    // Another thread may drop it, and unwinding counts as unwinding.
    let line = Pooled::provisional(LINES.get());
    thread::spawn(move || drop(line)).join().unwrap();
    assert_eq!((LINES.len(), LINES.stats().discarded_unfit), (0, 1));
    let unwinds = || {
        let _line = Pooled::provisional(LINES.get());
        panic!("while the line is in use");
    };
    catch_unwind(unwinds).unwrap_err();
    assert_eq!((LINES.len(), LINES.stats().discarded_unwinding), (0, 1));
    assert_eq!((LINES.stats().discarded_unfit, LINES.stats().in_use), (1, 0));
}

#[test]
fn a_discarded_provisional_object_is_counted() {
    let pool = SyncPool::<String>::with_size(1);
    Pooled::discard(Pooled::provisional(pool.get()));
    let stats = pool.stats();
    assert_eq!((stats.discarded_unfit, stats.in_use), (1, 0));
}

#[test]
fn a_provisional_handle_is_a_pool() {
    pool!(static LINES: String = 40);
    type Line = Pooled<Provisional<LINES>>;
    assert_eq!((size_of::<Line>(), size_of::<Option<Line>>()), (8, 8));
    drop(Line::default());
    assert_eq!(LINES.len(), 0);
    let handle = Provisional::new(LINES.handle());
    assert_eq!(handle.put(handle.take()), None, "only a guard drops its object");
    assert!(handle.try_take().is_some());
    assert!(Pool::try_get_checked(handle, |_| true).is_none());
    let line = Pooled::into_box(Pool::get(handle));
    assert!(line.is_empty());
}
