//! `SyncPool`: changes of a pool while threads use it.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed};
use std::sync::{Arc, Barrier};
use std::thread;

use syncpool::{Poolable, SyncPool};
use syncpool_tests::scaled;

#[derive(Default)]
struct Tagged {
    tag: usize,
    refused: bool,
}

impl Poolable for Tagged {
    fn reset(&mut self) {
        self.tag = 0;
    }
    fn is_reusable(&self) -> bool {
        !self.refused
    }
}

#[test]
fn a_new_reset_takes_the_old_ones_place() {
    let pool = SyncPool::<Tagged>::with_size(40);
    pool.get().tag = 1;
    assert_eq!(pool.get().tag, 0);
    for new in 1..4 {
        pool.reset_handle(move |object| object.tag = new);
        drop(pool.get());
        assert_eq!(pool.get().tag, new);
    }
}

#[test]
fn a_new_reset_leaves_the_question_of_reuse_as_it_was() {
    let by_trait = SyncPool::<Tagged>::with_size(40);
    let by_function = SyncPool::builder()
        .reusable(|object: &Tagged| !object.refused)
        .capacity(40)
        .prefill(40)
        .build();
    let unasked =
        SyncPool::builder().init(Tagged::default).reset(|_| {}).capacity(40).prefill(40).build();
    for (pool, kept) in [(by_trait, 39), (by_function, 39), (unasked, 40)] {
        pool.reset_handle(|object| object.tag = 7);
        pool.get().refused = true;
        assert_eq!(pool.len(), kept);
    }
}

#[test]
fn resets_are_replaced_while_threads_use_them_and_dropped_with_the_pool() {
    let resets = scaled(2000, 20);
    let alive = Arc::new(());
    let pool = SyncPool::builder().init(|| vec![0_usize; 4]).reset(|_| {}).capacity(64).build();
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| {
                while !done.load(Relaxed) {
                    let numbers = pool.get();
                    assert!(numbers.iter().all(|number| *number == numbers[0]), "half a reset");
                }
            });
        }
        for new in 1..resets {
            let (numbers, alive) = (vec![new; 4], Arc::clone(&alive));
            pool.reset_handle(move |object| {
                let _alive = &alive;
                object.copy_from_slice(&numbers);
            });
        }
        done.store(true, Relaxed);
    });
    assert_eq!(Arc::strong_count(&alive), resets, "each may be in use until the end");
    drop(pool);
    assert_eq!(Arc::strong_count(&alive), 1);
}

#[test]
fn trim_and_refill_reach_what_threads_share() {
    for capacity in [1, 31, 32, 100, 1000] {
        let pool = SyncPool::<String>::with_size(capacity);
        assert_eq!(pool.trim(capacity), 0);
        assert_eq!(pool.trim(capacity / 2), capacity - capacity / 2);
        assert_eq!(pool.len(), capacity / 2);
        assert_eq!(pool.refill(1), 1);
        assert_eq!(pool.refill(usize::MAX), capacity - capacity / 2 - 1);
        assert_eq!(pool.trim(0), capacity);
        assert!(pool.is_empty());
        assert_eq!(pool.miss_count(), 0, "neither is a get");
    }
}

#[test]
fn a_sleeping_thread_keeps_at_most_half() {
    let pool = SyncPool::<String>::with_size(64);
    let (used, done) = (Barrier::new(2), Barrier::new(2));
    thread::scope(|scope| {
        scope.spawn(|| {
            (0..10).for_each(|_| drop((0..64).map(|_| pool.get()).collect::<Vec<_>>()));
            used.wait();
            done.wait();
        });
        used.wait();
        let trimmed = pool.trim(0);
        assert!(trimmed >= 32, "{trimmed} of 64 could be reached");
        assert_eq!(pool.refill(64), trimmed, "there is room for those again");
        assert_eq!(pool.len(), 64);
        done.wait();
    });
}

#[test]
fn a_refill_that_panics_keeps_what_was_made() {
    let made = AtomicUsize::new(0);
    let pool = SyncPool::builder()
        .init(move || assert_ne!(made.fetch_add(1, Relaxed), 5, "the sixth"))
        .capacity(40)
        .build();
    assert!(std::panic::catch_unwind(|| pool.refill(40)).is_err());
    assert_eq!(pool.len(), 5);
    assert_eq!(pool.refill(40), 35);
}

#[test]
fn a_builder_shows_its_settings() {
    let builder = SyncPool::<String>::builder().capacity(8).prefill(2).name("lines");
    assert_eq!(
        format!("{builder:?}"),
        "SyncPoolBuilder { capacity: 8, prefill: 2, name: Some(\"lines\"), .. }"
    );
}
