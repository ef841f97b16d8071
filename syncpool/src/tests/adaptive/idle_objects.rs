//! An adaptive pool drops objects that are idle for two intervals.

use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use super::{adaptive, burst, intervals};
use crate::raw::DEFAULT_INTERVAL;
use crate::raw::object::into_raw;
use crate::raw::reclaim::clock::mock::advance;
use crate::tests::{own_magazine, scaled};
use crate::{Pool, Poolable, Stats, SyncPool, pool};

/// A capacity of many blocks.
const LARGE: usize = scaled(5000, 300);

/// Checks that a pool drops the idle objects after `objects` were in use at once and then one at a
/// time.
fn assert_idle_objects_go<P: Pool + Copy>(pool: P, objects: usize, stats: impl Fn() -> Stats) {
    burst(pool, objects);
    assert_eq!(stats().idle, objects);
    intervals(1, || burst(pool, 1));
    assert_eq!(stats().reaped, 0, "no object has been idle for two intervals");
    intervals(4, || burst(pool, 1));
    let after = stats();
    assert_eq!((after.idle, after.reaped), (1, objects as u64 - 1), "{after:?}");
    intervals(20, || burst(pool, 1));
    assert_eq!(stats().misses, objects as u64, "the object in use stays");
}

/// Checks that a pool of which `set` objects are used regularly keeps all of them.
fn assert_working_set_stays<P: Pool + Copy>(pool: P, set: usize, stats: impl Fn() -> Stats) {
    burst(pool, set);
    intervals(scaled(20, 5), || burst(pool, set));
    let after = stats();
    assert_eq!((after.idle, after.reaped, after.misses), (set, 0, set as u64), "{after:?}");
}

#[test]
fn idle_objects_go_from_a_static_pool() {
    pool! {
        static ONE: Vec<u8> = 1, retain = adaptive;
        static LARGEST_WITHOUT_MAGAZINES: Vec<u8> = 7, retain = adaptive;
        static SMALL: Vec<u8> = 31, retain = adaptive;
        static SMALLEST_WITH_MAGAZINES: Vec<u8> = 8, retain = adaptive;
        static USUAL: Vec<u8> = 64, retain = adaptive;
        static LARGE_POOL: Vec<u8> = LARGE, retain = adaptive;
    }
    assert_idle_objects_go(ONE.handle(), 1, || ONE.stats());
    let largest = LARGEST_WITHOUT_MAGAZINES.handle();
    assert_idle_objects_go(largest, 7, || LARGEST_WITHOUT_MAGAZINES.stats());
    assert_idle_objects_go(SMALL.handle(), 31, || SMALL.stats());
    let smallest = SMALLEST_WITH_MAGAZINES.handle();
    assert_idle_objects_go(smallest, 8, || SMALLEST_WITH_MAGAZINES.stats());
    assert_idle_objects_go(USUAL.handle(), 64, || USUAL.stats());
    assert_idle_objects_go(LARGE_POOL.handle(), LARGE, || LARGE_POOL.stats());
}

#[test]
fn idle_objects_go_from_a_run_time_pool() {
    for capacity in [1, 8, 31, 32, 64, 65, LARGE] {
        let pool = adaptive::<Vec<u8>>(capacity);
        assert_idle_objects_go(&pool, capacity, || pool.stats());
    }
}

#[test]
fn idle_objects_go_from_the_segments_that_a_pool_has_grown_by() {
    for capacity in [8, 64] {
        let pool = adaptive::<Vec<u8>>(capacity);
        assert!(pool.allow_expansion(true).expand(100) && pool.expand(500));
        assert_idle_objects_go(&pool, capacity + 600, || pool.stats());
    }
}

#[test]
fn the_working_set_stays() {
    pool! {
        static SMALL: Vec<u8> = 31, retain = adaptive;
        static USUAL: Vec<u8> = 64, retain = adaptive;
        static LARGE_POOL: Vec<u8> = LARGE, retain = adaptive;
    }
    assert_working_set_stays(SMALL.handle(), 10, || SMALL.stats());
    assert_working_set_stays(USUAL.handle(), 40, || USUAL.stats());
    assert_working_set_stays(LARGE_POOL.handle(), LARGE / 2, || LARGE_POOL.stats());
    for (capacity, set) in
        [(1, 1), (8, 8), (31, 2), (32, 32), (64, 1), (64, 64), (LARGE, LARGE / 2)]
    {
        let pool = adaptive::<Vec<u8>>(capacity);
        assert_working_set_stays(&pool, set, || pool.stats());
    }
}

#[test]
fn the_working_set_may_be_touched_once_an_interval() {
    for (capacity, set) in [(8, 5), (64, 40), (LARGE / 5, LARGE / 8)] {
        let pool = adaptive::<Vec<u8>>(capacity);
        burst(&pool, set);
        for interval in 0..20 {
            intervals(1, || burst(&pool, 1));
            burst(&pool, set);
            assert_eq!(pool.miss_count(), set as u64, "N = {capacity}, interval {interval}");
        }
    }
}

#[test]
fn a_pool_that_is_not_adaptive_keeps_its_objects() {
    pool! {
        static SMALL: Vec<u8> = 31;
        static USUAL: Vec<u8> = 64;
    }
    let pool = SyncPool::<Vec<u8>>::builder().capacity(1000).build();
    burst(SMALL.handle(), 31);
    burst(USUAL.handle(), 64);
    burst(&pool, 1000);
    intervals(20, || {
        burst(SMALL.handle(), 1);
        burst(USUAL.handle(), 1);
        burst(&pool, 1);
    });
    assert_eq!((SMALL.len(), USUAL.len(), pool.len()), (31, 64, 1000));
}

#[test]
fn a_busy_thread_reads_the_clock_often_enough() {
    pool! {
        static SMALL: Vec<u8> = 31, retain = adaptive;
        static USUAL: Vec<u8> = 64, retain = adaptive;
    }
    burst(SMALL.handle(), 31);
    burst(USUAL.handle(), 64);
    // Six seconds, with one use per ten microseconds.
    let uses = scaled(600_000, 3000);
    for _ in 0..uses {
        advance(Duration::from_secs(6) / uses as u32);
        burst(SMALL.handle(), 1);
        burst(USUAL.handle(), 1);
    }
    assert_eq!((SMALL.len(), USUAL.len()), (1, 1));
    assert_eq!((SMALL.miss_count(), USUAL.miss_count()), (31, 64));
}

#[test]
fn intervals_may_have_another_length() {
    const HOUR: Duration = Duration::from_secs(3600);
    pool!(static HOURLY: Vec<u8> = 64, retain = adaptive(HOUR));
    let pool = SyncPool::<Vec<u8>>::builder().adaptive_every(HOUR).build();
    burst(HOURLY.handle(), 64);
    burst(&pool, 64);
    let both = || {
        burst(HOURLY.handle(), 1);
        burst(&pool, 1);
    };
    intervals(100, both);
    assert_eq!((HOURLY.len(), pool.len()), (64, 64));
    (0..50).for_each(|_| {
        advance(HOUR / 10);
        both();
    });
    assert_eq!((HOURLY.len(), pool.len()), (1, 1));
}

#[test]
fn a_magazine_publishes_its_idle_objects_first() {
    pool!(static POOL: Vec<u8> = 64, retain = adaptive);
    burst(POOL.handle(), 16);
    let own = own_magazine(&POOL);
    assert_eq!(own.len(), 16);
    intervals(2, || burst(POOL.handle(), 1));
    assert_eq!((own.len(), own.limit(), POOL.len()), (1, 1, 16));
    // A burst takes them back, and the magazine grows again.
    burst(POOL.handle(), 16);
    assert_eq!((own.len(), POOL.miss_count()), (16, 16));
}

#[test]
fn a_thread_that_sleeps_keeps_its_magazine_until_it_ends() {
    pool!(static POOL: Vec<u8> = 64, retain = adaptive);
    let sleeper = POOL.shared().register();
    burst(POOL.handle(), 5);
    for _ in 0..4 {
        let object = into_raw(POOL.try_take().expect("the burst has left them"));
        assert!(POOL.shared().put(Some(sleeper), object).is_ok());
    }
    intervals(10, || burst(POOL.handle(), 1));
    assert_eq!((sleeper.len(), POOL.len()), (4, 5));
    POOL.shared().unregister(sleeper);
    intervals(4, || burst(POOL.handle(), 1));
    assert_eq!(POOL.len(), 1);
}

#[test]
fn no_put_sweeps_a_whole_large_pool() {
    let objects = scaled(100_000, 2000);
    let pool = adaptive::<Vec<u8>>(objects);
    burst(&pool, objects);
    let mut reaped = 0;
    let mut most = 0;
    intervals(5, || {
        for _ in 0..scaled(50, 5) {
            burst(&pool, 1);
            let now = pool.stats().reaped;
            most = most.max(now - reaped);
            reaped = now;
        }
    });
    assert_eq!(pool.len(), 1);
    assert!(most <= 256, "{most} objects in one put");
}

/// A step of a sweep drops 256 objects, or looks at as many blocks.
#[test]
fn a_sweep_that_is_not_finished_goes_on_at_the_next_put() {
    let pool = adaptive::<Vec<u8>>(2000);
    burst(&pool, 2000);
    while pool.stats().reaped == 0 {
        advance(DEFAULT_INTERVAL / 10);
        burst(&pool, 1);
    }
    // No time passes from here on.
    let steps: Vec<_> = std::iter::from_fn(|| {
        let before = pool.stats().reaped;
        burst(&pool, 1);
        Some(pool.stats().reaped - before).filter(|&reaped| reaped > 0)
    })
    .collect();
    assert!(steps.len() > 5 && steps[..5].iter().all(|&dropped| dropped > 200), "{steps:?}");
    let left = pool.len();
    assert!(left <= 64, "{left}: what the thread's magazine has, which is not swept");
}

std::thread_local! {
    static FUSES: Cell<usize> = const { Cell::new(0) };
    static DROPPED: Cell<usize> = const { Cell::new(0) };
}

/// An object whose destructor panics as long as `FUSES` is above 0, and that is fit to be kept unless `true`.
#[derive(Default)]
struct Explosive(bool);

impl Poolable for Explosive {
    fn reset(&mut self) {}

    fn is_reusable(&self) -> bool {
        !self.0
    }
}

impl Drop for Explosive {
    fn drop(&mut self) {
        DROPPED.set(DROPPED.get() + 1);
        if FUSES.get() > 0 {
            FUSES.set(FUSES.get() - 1);
            panic!("planned");
        }
    }
}

#[test]
fn a_destructor_that_panics_leaves_the_rest_for_the_next_put() {
    for capacity in [8, 64, 1000] {
        let pool = adaptive::<Explosive>(capacity);
        burst(&pool, capacity);
        DROPPED.set(0);
        FUSES.set(5);
        let mut panics = 0;
        intervals(6, || {
            let put = AssertUnwindSafe(|| burst(&pool, 1));
            panics += usize::from(catch_unwind(put).is_err());
        });
        let left = FUSES.replace(0);
        assert_eq!((panics, left), (5, 0), "N = {capacity}: each panic reaches the caller");
        assert_eq!((pool.len(), DROPPED.get()), (1, capacity - 1), "each object is dropped once");
    }
}

#[test]
fn an_object_that_is_refused_is_dropped_if_the_sweep_panics() {
    let pool = adaptive::<Explosive>(8);
    burst(&pool, 8);
    DROPPED.set(0);
    FUSES.set(1);
    let mut refused = Vec::new();
    let mut panics = 0;
    for _ in 0..60 {
        advance(DEFAULT_INTERVAL / 10);
        match catch_unwind(AssertUnwindSafe(|| pool.put(Box::new(Explosive(true))))) {
            Ok(object) => refused.extend(object),
            Err(_) => {
                panics += 1;
                assert_eq!(DROPPED.get(), 2, "the object that panicked, and the one that was put");
            }
        }
    }
    assert_eq!((panics, refused.len()), (1, 59));
    assert_eq!((pool.len(), DROPPED.get()), (0, 9), "each object is dropped once");
}

/// An object whose destructor uses its own pool.
#[derive(Default)]
struct Nested;

pool!(static NESTED: Nested = 256, retain = adaptive(Duration::from_nanos(1)));

std::thread_local! {
    static DEPTH: RefCell<(usize, usize)> = const { RefCell::new((0, 0)) };
}

impl Poolable for Nested {
    fn reset(&mut self) {}
}

impl Drop for Nested {
    fn drop(&mut self) {
        DEPTH.with_borrow_mut(|(depth, deepest)| {
            *depth += 1;
            *deepest = (*deepest).max(*depth);
        });
        drop(NESTED.try_get());
        DEPTH.with_borrow_mut(|(depth, _)| *depth -= 1);
    }
}

#[test]
fn a_destructor_that_uses_the_pool_does_not_sweep() {
    burst(NESTED.handle(), 200);
    (0..1000).for_each(|_| {
        advance(Duration::from_micros(10));
        burst(NESTED.handle(), 1);
    });
    let stats = NESTED.stats();
    assert!(stats.reaped >= 199 && stats.idle <= 1, "{stats:?}");
    assert_eq!(DEPTH.with_borrow(|(_, deepest)| *deepest), 1);
}

/// What is idle after a busy time is dropped within four intervals, however few uses there are then.
fn assert_quiet_after_busy<P: Pool + Copy>(
    pool: P,
    busy: impl FnOnce(),
    stats: impl Fn() -> Stats,
) {
    busy();
    let objects = stats().idle;
    assert!(objects > 1);
    for _ in 0..8 {
        advance(DEFAULT_INTERVAL / 2);
        burst(pool, 1);
    }
    let after = stats();
    assert_eq!(after.idle, 1, "of {objects}: {after:?}");
}

#[test]
fn a_pool_that_was_busy_with_bursts_falls_quiet() {
    for capacity in [7, 8, 64, 1000] {
        let pool = adaptive::<Vec<u8>>(capacity);
        let busy = || {
            for _ in 0..scaled(3000, 50) {
                advance(Duration::from_micros(100));
                burst(&pool, capacity.min(40));
            }
        };
        assert_quiet_after_busy(&pool, busy, || pool.stats());
    }
}

#[test]
fn a_prefilled_pool_falls_quiet() {
    for capacity in [7, 8, 64, 1000] {
        let pool = adaptive::<Vec<u8>>(capacity);
        assert_quiet_after_busy(&pool, || _ = pool.refill(capacity), || pool.stats());
    }
}

#[test]
fn a_pool_with_a_reset_of_its_own_falls_quiet() {
    let builder = || SyncPool::<Vec<u8>>::builder().adaptive();
    for pool in [builder().reset(Vec::clear).build(), builder().without_reset().build()] {
        let busy = || (0..1000).for_each(|_| burst(&pool, 3));
        assert_quiet_after_busy(&pool, busy, || pool.stats());
    }
}

#[test]
fn a_pool_that_threads_use_once_each_falls_quiet() {
    let pool = adaptive::<Vec<u8>>(64);
    pool.refill(64);
    // Each thread has a clock of its own: it starts where the last one has stopped.
    for second in 1..=5 {
        std::thread::scope(|scope| {
            scope.spawn(|| {
                advance(DEFAULT_INTERVAL * second);
                burst(&pool, 1);
            });
        });
    }
    assert_eq!(pool.len(), 1, "{:?}", pool.stats());
}
