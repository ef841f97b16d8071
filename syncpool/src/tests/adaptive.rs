//! What an adaptive pool lets go of, and when: with a clock that the tests move.

use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use super::atomic_ops::own;
use crate::raw::DEFAULT_INTERVAL;
use crate::raw::object::into_raw;
use crate::raw::reclaim::clock::mock::advance;
use crate::{Pool, Poolable, Stats, SyncPool, pool};

const TENTH: Duration = Duration::from_millis(100);

/// Lets so many intervals pass, and has the pool used ten times in each.
fn intervals(count: usize, mut use_pool: impl FnMut()) {
    for _ in 0..10 * count {
        advance(DEFAULT_INTERVAL / 10);
        use_pool();
    }
}

/// Has `count` objects out at once, and gives them back.
fn burst<P: Pool + Copy>(pool: P, count: usize) {
    drop((0..count).map(|_| Pool::get(pool)).collect::<Vec<_>>());
}

fn adaptive<T: Default + Poolable>(capacity: usize) -> SyncPool<T> {
    SyncPool::builder().capacity(capacity).adaptive().build()
}

/// A pool in which so many objects were in use once, and then one at a time.
fn assert_idle_ones_go<P: Pool + Copy>(pool: P, objects: usize, stats: impl Fn() -> Stats) {
    burst(pool, objects);
    assert_eq!(stats().idle, objects);
    intervals(1, || burst(pool, 1));
    assert_eq!(stats().reaped, 0, "no object was idle for two intervals yet");
    intervals(4, || burst(pool, 1));
    let after = stats();
    assert_eq!((after.idle, after.reaped), (1, objects as u64 - 1), "{after:?}");
    intervals(20, || burst(pool, 1));
    assert_eq!(stats().misses, objects as u64, "the one that is used stays");
}

/// A pool that is used regularly, by fewer objects than once.
fn assert_working_set_stays<P: Pool + Copy>(pool: P, set: usize, stats: impl Fn() -> Stats) {
    burst(pool, set);
    intervals(20, || burst(pool, set));
    let after = stats();
    assert_eq!((after.idle, after.reaped, after.misses), (set, 0, set as u64), "{after:?}");
}

#[test]
fn what_is_idle_goes_from_a_static_pool() {
    pool! {
        static ONE: Vec<u8> = 1, retain = adaptive;
        static SMALL: Vec<u8> = 31, retain = adaptive;
        static SMALLEST_WITH_MAGAZINES: Vec<u8> = 32, retain = adaptive;
        static USUAL: Vec<u8> = 64, retain = adaptive;
        static LARGE: Vec<u8> = 5000, retain = adaptive;
    }
    assert_idle_ones_go(ONE.handle(), 1, || ONE.stats());
    assert_idle_ones_go(SMALL.handle(), 31, || SMALL.stats());
    let name = SMALLEST_WITH_MAGAZINES.handle();
    assert_idle_ones_go(name, 32, || SMALLEST_WITH_MAGAZINES.stats());
    assert_idle_ones_go(USUAL.handle(), 64, || USUAL.stats());
    assert_idle_ones_go(LARGE.handle(), 5000, || LARGE.stats());
}

#[test]
fn what_is_idle_goes_from_a_run_time_pool() {
    for capacity in [1, 8, 31, 32, 64, 65, 5000] {
        let pool = adaptive::<Vec<u8>>(capacity);
        assert_idle_ones_go(&pool, capacity, || pool.stats());
    }
}

#[test]
fn what_is_idle_goes_from_the_segments_that_a_pool_has_grown_by() {
    for capacity in [8, 64] {
        let pool = adaptive::<Vec<u8>>(capacity);
        assert!(pool.allow_expansion(true).expand(100) && pool.expand(500));
        assert_idle_ones_go(&pool, capacity + 600, || pool.stats());
    }
}

#[test]
fn the_working_set_stays() {
    pool! {
        static SMALL: Vec<u8> = 31, retain = adaptive;
        static USUAL: Vec<u8> = 64, retain = adaptive;
        static LARGE: Vec<u8> = 5000, retain = adaptive;
    }
    assert_working_set_stays(SMALL.handle(), 10, || SMALL.stats());
    assert_working_set_stays(USUAL.handle(), 40, || USUAL.stats());
    assert_working_set_stays(LARGE.handle(), 3000, || LARGE.stats());
    for (capacity, set) in [(1, 1), (8, 8), (31, 2), (32, 32), (64, 1), (64, 64), (1000, 500)] {
        let pool = adaptive::<Vec<u8>>(capacity);
        assert_working_set_stays(&pool, set, || pool.stats());
    }
}

#[test]
fn the_working_set_may_be_touched_once_an_interval() {
    for (capacity, set) in [(8, 5), (64, 40), (1000, 700)] {
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
fn a_pool_that_is_not_told_to_keeps_what_it_has() {
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
fn a_busy_thread_looks_at_the_clock_often_enough() {
    pool! {
        static SMALL: Vec<u8> = 31, retain = adaptive;
        static USUAL: Vec<u8> = 64, retain = adaptive;
    }
    burst(SMALL.handle(), 31);
    burst(USUAL.handle(), 64);
    // A use each ten microseconds.
    for _ in 0..600_000 {
        advance(Duration::from_micros(10));
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
fn a_magazine_gives_its_idle_objects_to_everyone_first() {
    pool!(static POOL: Vec<u8> = 64, retain = adaptive);
    burst(POOL.handle(), 16);
    let own = own(&POOL);
    assert_eq!(own.len(), 16);
    intervals(2, || burst(POOL.handle(), 1));
    assert_eq!((own.len(), own.limit(), POOL.len()), (1, 1, 16));
    // And takes them back, with room.
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
fn no_put_pays_for_a_large_pool() {
    let pool = adaptive::<Vec<u8>>(100_000);
    burst(&pool, 100_000);
    let mut reaped = 0;
    let mut most = 0;
    intervals(5, || {
        for _ in 0..50 {
            burst(&pool, 1);
            let now = pool.stats().reaped;
            most = most.max(now - reaped);
            reaped = now;
        }
    });
    assert_eq!(pool.len(), 1);
    assert!(most <= 256, "{most} objects in one put");
}

std::thread_local! {
    static FUSES: Cell<usize> = const { Cell::new(0) };
    static DROPPED: Cell<usize> = const { Cell::new(0) };
}

/// An object whose destructor panics while there are fuses.
#[derive(Default)]
struct Explosive;

impl Poolable for Explosive {
    fn reset(&mut self) {}
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
        assert_eq!((panics, left), (5, 0), "N = {capacity}: each goes through to the caller");
        assert_eq!((pool.len(), DROPPED.get()), (1, capacity - 1), "each is dropped once");
    }
}

/// An object whose destructor uses the pool that it comes from.
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
fn a_destructor_that_uses_the_pool_does_not_sweep_in_turn() {
    burst(NESTED.handle(), 200);
    (0..1000).for_each(|_| {
        advance(Duration::from_micros(10));
        burst(NESTED.handle(), 1);
    });
    let stats = NESTED.stats();
    assert!(stats.reaped >= 199 && stats.idle <= 1, "{stats:?}");
    assert_eq!(DEPTH.with_borrow(|(_, deepest)| *deepest), 1);
}

/// Uses an object by filling it with so many bytes.
fn fill<P: Pool<Item = Vec<u8>> + Copy>(pool: P, bytes: usize) {
    Pool::get(pool).resize(bytes, 1);
}

const HUGE: usize = 1 << 20;
const USUAL: usize = 1 << 10;

/// The capacity of the object that a thread is using over and over again.
fn assert_outgrown_ones_go<P: Pool<Item = Vec<u8>> + Copy>(pool: P, stats: impl Fn() -> Stats) {
    let capacity = || Pool::get(pool).capacity();
    fill(pool, HUGE);
    intervals(1, || fill(pool, USUAL));
    assert_eq!((capacity(), stats().discarded_outgrown), (HUGE, 0), "it was used just now");
    intervals(2, || fill(pool, USUAL));
    assert_eq!((capacity(), stats().discarded_outgrown), (USUAL, 1));
    intervals(10, || fill(pool, USUAL));
    assert_eq!((stats().misses, stats().discarded_outgrown), (2, 1));

    // Half full is not too large, and neither is what was used by another object.
    fill(pool, HUGE);
    intervals(10, || fill(pool, HUGE / 3));
    assert_eq!((capacity(), stats().discarded_outgrown), (HUGE, 1));
    intervals(10, || {
        let lean = Pool::get(pool);
        fill(pool, HUGE);
        drop(lean);
    });
    assert_eq!(stats().discarded_outgrown, 1);
}

#[test]
fn what_has_outgrown_its_use_goes() {
    pool! {
        static SMALL: Vec<u8> = 8, retain = adaptive;
        static LARGE: Vec<u8> = 64, retain = adaptive;
    }
    assert_outgrown_ones_go(SMALL.handle(), || SMALL.stats());
    assert_outgrown_ones_go(LARGE.handle(), || LARGE.stats());
    for capacity in [8, 64] {
        let pool = adaptive::<Vec<u8>>(capacity);
        assert_outgrown_ones_go(&pool, || pool.stats());
        let pool = adaptive::<Vec<u8>>(capacity);
        pool.reset_handle(Vec::clear);
        assert_outgrown_ones_go(&pool, || pool.stats());
    }
}

#[test]
fn uneven_but_regular_use_keeps_the_large_ones() {
    let pool = adaptive::<Vec<u8>>(64);
    let mut turn = 0;
    // One use in ten is large: one in each interval.
    intervals(50, || {
        turn += 1;
        fill(&pool, if turn % 10 == 0 { HUGE } else { USUAL });
    });
    let stats = pool.stats();
    assert_eq!((stats.misses, stats.discarded_outgrown, stats.reaped), (1, 0, 0), "{stats:?}");
}

#[test]
fn a_large_use_now_and_then_costs_one_object_each_time() {
    let pool = adaptive::<Vec<u8>>(64);
    for turns in 1..=5 {
        fill(&pool, HUGE);
        intervals(10, || fill(&pool, USUAL));
        assert_eq!(pool.stats().discarded_outgrown, turns);
    }
}

#[test]
fn small_objects_are_never_outgrown() {
    let pool = adaptive::<Vec<u8>>(64);
    fill(&pool, 16 << 10);
    intervals(10, || fill(&pool, 1));
    assert_eq!(pool.stats().discarded_outgrown, 0);
}

#[test]
fn a_put_gives_an_outgrown_object_back_reset() {
    pool!(static POOL: Vec<u8> = 64, retain = adaptive);
    let pool = adaptive::<Vec<u8>>(64);
    intervals(3, || {
        fill(POOL.handle(), 1);
        fill(&pool, 1);
    });
    let outgrown = || {
        let mut outgrown = Box::new(Vec::with_capacity(HUGE));
        outgrown.push(1);
        outgrown
    };
    assert_eq!(POOL.put(outgrown()).as_deref(), Some(&vec![]));
    assert_eq!(pool.put(outgrown()).as_deref(), Some(&vec![]));
    for stats in [POOL.stats(), pool.stats()] {
        assert_eq!((stats.discarded_outgrown, stats.discarded_unfit), (1, 0));
    }
}

#[test]
fn an_object_whose_footprint_is_not_known_is_never_outgrown() {
    pool!(static BY_HAND: Vec<u8> = 64, reset = |bytes| bytes.clear(), retain = adaptive);
    let pool = SyncPool::<Vec<u8>>::builder().reset(Vec::clear).adaptive().build();
    fill(BY_HAND.handle(), HUGE);
    fill(&pool, HUGE);
    intervals(10, || {
        fill(BY_HAND.handle(), 1);
        fill(&pool, 1);
    });
    assert_eq!((BY_HAND.stats().discarded_outgrown, pool.stats().discarded_outgrown), (0, 0));
    assert_eq!((BY_HAND.get().capacity(), pool.get().capacity()), (HUGE, HUGE));
}

#[test]
fn what_is_ordinary_pays_nothing_for_a_footprint() {
    #[derive(Default)]
    struct Asked;
    impl Poolable for Asked {
        fn reset(&mut self) {}
        fn footprint(&self) -> crate::Footprint {
            panic!("nobody should ask");
        }
    }
    pool!(static ORDINARY: Asked = 64);
    burst(ORDINARY.handle(), 10);
    burst(&SyncPool::<Asked>::new(), 10);
    advance(TENTH);
}
