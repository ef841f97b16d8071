//! The user's functions: what they decide, and what comes of their panics.

use std::panic::{AssertUnwindSafe, catch_unwind};

use syncpool::WithCapacity;
use syncpool::prelude::*;

#[derive(Default)]
struct Frame {
    bytes: Vec<u8>,
    is_broken: bool,
}

impl Poolable for Frame {
    fn reset(&mut self) {
        assert!(self.bytes.first() != Some(&13), "planted");
        self.bytes.clear();
    }
    fn is_reusable(&self) -> bool {
        !self.is_broken
    }
}

impl WithCapacity for Frame {
    fn with_capacity(capacity: usize) -> Self {
        assert!(capacity != 1300, "planted");
        Frame { bytes: Vec::with_capacity(capacity), is_broken: false }
    }
    fn capacity(&self) -> usize {
        self.bytes.capacity()
    }
}

pool!(static FRAMES: Frame = 8, sizes = [100, 1000], max_bytes = 10_000);

/// What a sized pool does, whether it is static.
macro_rules! check {
    ($pool:expr) => {{
        let pool = $pool;
        pool.get_with_capacity(10).is_broken = true;
        assert_eq!((pool.len(), pool.stats().classes[0].stats.discarded_unfit), (0, 1));

        let in_reset = catch_unwind(AssertUnwindSafe(|| pool.get_with_capacity(10).bytes.push(13)));
        assert!(in_reset.is_err());
        let in_use = catch_unwind(AssertUnwindSafe(|| {
            let _frame = pool.get_with_capacity(500);
            panic!("planted");
        }));
        assert!(in_use.is_err());
        let in_making = catch_unwind(AssertUnwindSafe(|| drop(pool.get_with_capacity(1300))));
        assert!(in_making.is_err());

        let stats = pool.stats();
        let total = stats.total();
        assert_eq!((total.discarded_unwinding, total.idle, total.in_use), (2, 0, 0), "{stats}");
        assert_eq!(stats.idle_bytes, Some(0));

        drop(pool.get_with_capacity(10));
        assert_eq!((pool.len(), pool.stats().idle_bytes), (1, Some(100)));
    }};
}

#[test]
fn panics_of_the_users_functions_on_a_static_pool() {
    check!(&FRAMES);
}

#[test]
fn panics_of_the_users_functions_on_a_run_time_pool() {
    let builder = SizedPool::<Frame>::builder().smallest(100).largest(1000).max_bytes(10_000);
    check!(&builder.build());
}

#[test]
fn the_capacity_after_the_reset_decides() {
    let pool = SizedPool::builder()
        .reset(|text: &mut String| {
            text.clear();
            text.shrink_to(1024);
        })
        .build();
    drop(pool.get_with_capacity(100_000));
    assert_eq!(pool.get_with_capacity(1024).capacity(), 1024);
    assert_eq!(pool.stats().classes[0].stats.hits, 1);

    pool!(static LINES: String = 8, sizes = [100, 1000], max_capacity = 100);
    drop(LINES.get_with_capacity(1000));
    assert!(LINES.try_get_with_capacity(100).is_some());
}

#[test]
fn reusable_judges_after_the_type() {
    let pool = SizedPool::<Frame>::builder().reusable(|frame| frame.capacity() < 4000).build();
    drop(pool.get_with_capacity(2000));
    drop(pool.get_with_capacity(4000));
    pool.get_with_capacity(1000).is_broken = true;
    assert_eq!((pool.len(), pool.stats().total().discarded_unfit), (1, 2));

    pool!(static FRAMES: Frame = 8, sizes = [100, 1000], reusable = |frame| frame.bytes.capacity() < 1000);
    drop([FRAMES.get_with_capacity(10), FRAMES.get_with_capacity(200)]);
    assert_eq!(FRAMES.len(), 1);
}

#[test]
fn into_box_takes_an_object_out_for_good() {
    pool!(static LINES: String = 8, sizes = [100], max_bytes = 100);
    drop(LINES.get_with_capacity(1));
    let line = Pooled::into_box(LINES.get_with_capacity(1));
    assert_eq!((LINES.len(), LINES.stats().idle_bytes), (0, Some(0)));
    assert_eq!(LINES.put(line), None);
    assert_eq!(LINES.stats().total().in_use, 0);
}
