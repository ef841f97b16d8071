//! An adaptive pool drops objects that hold far more memory than its objects use.

use super::{adaptive, burst, intervals};
use crate::tests::scaled;
use crate::{Footprint, Pool, Poolable, Stats, SyncPool, pool};

/// Gets an object and fills it with `bytes` bytes.
fn fill<P: Pool<Item = Vec<u8>> + Copy>(pool: P, bytes: usize) {
    // A copy is sooner done than a loop, in a debug build and above all under Miri.
    static BYTES: [u8; HUGE] = [1; HUGE];
    Pool::get(pool).extend_from_slice(&BYTES[..bytes]);
}

const HUGE: usize = scaled(1 << 20, 128 << 10);
const USUAL: usize = 1 << 10;

/// Checks that a pool drops an object that has outgrown its use, and keeps one that has not. The thread
/// gets the same object over and over again.
fn assert_outgrown_objects_go<P: Pool<Item = Vec<u8>> + Copy>(pool: P, stats: impl Fn() -> Stats) {
    let capacity = || Pool::get(pool).capacity();
    fill(pool, HUGE);
    intervals(1, || fill(pool, USUAL));
    assert_eq!(
        (capacity(), stats().discarded_outgrown),
        (HUGE, 0),
        "its last large use is too recent"
    );
    intervals(2, || fill(pool, USUAL));
    assert_eq!((capacity(), stats().discarded_outgrown), (USUAL, 1));
    intervals(10, || fill(pool, USUAL));
    assert_eq!((stats().misses, stats().discarded_outgrown), (2, 1));

    // An object that is used up to a third is kept. So is one that is as large as another object's use.
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
fn objects_that_have_outgrown_their_use_go() {
    pool! {
        static SMALL: Vec<u8> = 8, retain = adaptive;
        static LARGE: Vec<u8> = 64, retain = adaptive;
    }
    assert_outgrown_objects_go(SMALL.handle(), || SMALL.stats());
    assert_outgrown_objects_go(LARGE.handle(), || LARGE.stats());
    for capacity in [8, 64] {
        let pool = adaptive::<Vec<u8>>(capacity);
        assert_outgrown_objects_go(&pool, || pool.stats());
        let pool = adaptive::<Vec<u8>>(capacity);
        pool.reset_handle(Vec::clear);
        assert_outgrown_objects_go(&pool, || pool.stats());
    }
}

#[test]
fn uneven_but_regular_use_keeps_large_objects() {
    let pool = adaptive::<Vec<u8>>(64);
    let mut turn = 0;
    // One use in ten is large, which is one per interval.
    intervals(scaled(50, 5), || {
        turn += 1;
        fill(&pool, if turn % 10 == 0 { HUGE } else { USUAL });
    });
    let stats = pool.stats();
    assert_eq!((stats.misses, stats.discarded_outgrown, stats.reaped), (1, 0, 0), "{stats:?}");
}

#[test]
fn each_rare_large_use_costs_one_object() {
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
fn a_pool_that_is_not_adaptive_does_not_ask_for_the_footprint() {
    #[derive(Default)]
    struct Asked;
    impl Poolable for Asked {
        fn reset(&mut self) {}
        fn footprint(&self) -> Footprint {
            panic!("the pool is not adaptive");
        }
    }
    pool!(static ORDINARY: Asked = 64);
    burst(ORDINARY.handle(), 10);
    burst(&SyncPool::<Asked>::new(), 10);
}
