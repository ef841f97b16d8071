//! Pools at the largest capacity, and objects of the smallest size and of the largest alignment there.

use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};

use syncpool::prelude::*;
use syncpool::{BuildError, MAX_CAPACITY};
use syncpool_tests::scaled;

/// The largest capacity; with Miri, which would take too long, a small one.
const LARGEST: usize = scaled(MAX_CAPACITY, 300);

/// As many objects as fill some blocks and many magazines.
const MANY: usize = scaled(20_000, 200);

static ZERO_SIZED: AtomicUsize = AtomicUsize::new(0);

/// An object without memory, counted.
struct ZeroSized;

impl ZeroSized {
    fn new() -> Self {
        ZERO_SIZED.fetch_add(1, SeqCst);
        ZeroSized
    }
}

impl Poolable for ZeroSized {
    fn reset(&mut self) {}
}

impl Drop for ZeroSized {
    fn drop(&mut self) {
        ZERO_SIZED.fetch_sub(1, SeqCst);
    }
}

/// An object that begins on a page.
#[derive(Default, Poolable)]
#[repr(align(4096))]
struct OverAligned(u8);

impl OverAligned {
    fn assert_aligned(&self) {
        assert_eq!((&raw const *self).addr() % 4096, 0);
    }
}

/// That each slot is used is a unit test of the depot: to fill such a pool takes a minute.
#[test]
fn zero_sized_objects_of_the_largest_pool_are_counted_and_dropped() {
    let pool = SyncPool::builder().init(ZeroSized::new).capacity(LARGEST).build();
    assert!(!pool.allow_expansion(true).expand(MAX_CAPACITY));

    assert_eq!(pool.refill(MANY), MANY);
    assert_eq!((pool.len(), pool.capacity(), ZERO_SIZED.load(SeqCst)), (MANY, LARGEST, MANY));
    drop((0..MANY + 100).map(|_| pool.get()).collect::<Vec<_>>());
    let stats = pool.stats();
    assert_eq!((stats.idle, stats.in_use, stats.misses), (MANY + 100, 0, 100));
    assert!(stats.recommended_capacity() <= MAX_CAPACITY);

    assert_eq!((pool.trim(usize::MAX), pool.trim(100)), (0, MANY));
    drop(pool);
    assert_eq!(ZERO_SIZED.load(SeqCst), 0);
}

#[test]
#[cfg_attr(miri, ignore = "makes segments of 16 million slots")]
fn a_pool_grows_to_the_largest_capacity_and_no_further() {
    for first in [100, MAX_CAPACITY - 1, MAX_CAPACITY] {
        let pool = SyncPool::<u8>::builder().capacity(first).allow_expansion(true).build();
        assert!(pool.expand(MAX_CAPACITY - first));
        assert_eq!(pool.capacity(), MAX_CAPACITY);
        assert!(!pool.expand(1) && !pool.expand(usize::MAX) && pool.expand(0));
        assert_eq!((pool.refill(MANY), pool.trim(0), pool.capacity()), (MANY, MANY, MAX_CAPACITY));
    }
}

#[test]
fn over_aligned_objects_stay_aligned_in_the_largest_pool() {
    let pool =
        SyncPool::<OverAligned>::builder().capacity(LARGEST - 1).allow_expansion(true).build();
    assert!(pool.expand(1));
    for _ in 0..3 {
        let objects: Vec<_> = (0..MANY / 20).map(|_| pool.get()).collect();
        objects.iter().for_each(|object| object.assert_aligned());
    }
    let mut taken = pool.take();
    taken.0 = 1;
    taken.assert_aligned();
    assert!(pool.put(taken).is_none());
    assert_eq!((pool.len(), pool.stats().misses), (MANY / 20, (MANY / 20) as u64));
    pool.drain_reachable().objects.iter().for_each(|object| object.assert_aligned());
}

#[test]
fn zero_sized_and_over_aligned_objects_of_static_pools() {
    pool! {
        static NOTHING: () = 64;
        static PAGES: OverAligned = 64;
    }
    drop((0..100).map(|_| (NOTHING.get(), PAGES.get())).collect::<Vec<_>>());
    let stats = [NOTHING.stats(), PAGES.stats()];
    assert_eq!(stats.map(|stats| (stats.idle, stats.discarded_full)), [(64, 36); 2]);
    std::iter::from_fn(|| PAGES.try_take()).for_each(|object| object.assert_aligned());
    assert_eq!((NOTHING.trim(0), PAGES.len()), (64, 0));
}

#[test]
fn larger_numbers_are_refused_and_not_added_up() {
    for capacity in [MAX_CAPACITY + 1, usize::MAX / 2 + 1, usize::MAX] {
        let error = SyncPool::<u8>::builder().capacity(capacity).try_build().unwrap_err();
        assert_eq!(error, BuildError::CapacityTooLarge { capacity });
    }
    let error = SyncPool::<u8>::builder().capacity(1).prefill(usize::MAX).try_build().unwrap_err();
    assert_eq!(error, BuildError::PrefillTooLarge { prefill: usize::MAX, capacity: 1 });
}
