//! `SyncPool`: many pools, one after the other and at once, leave nothing behind and do not slow
//! each other down.
//!
//! Alone in its file, because it counts what the whole process allocates.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::thread;

use syncpool::SyncPool;

/// Counts this thread's allocations, so that the test's harness doesn't disturb.
struct Counting;

thread_local! {
    static ALLOCATED: Cell<usize> = const { Cell::new(0) };
    static BYTES: Cell<isize> = const { Cell::new(0) };
}

// SAFETY: passes everything on to the system's allocator.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ALLOCATED.set(ALLOCATED.get() + 1);
        BYTES.set(BYTES.get() + layout.size() as isize);
        // SAFETY: as the caller's.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        BYTES.set(BYTES.get() - layout.size() as isize);
        // SAFETY: as the caller's.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

fn use_one() -> SyncPool<Vec<u8>> {
    let pool = SyncPool::builder().capacity(64).init(|| Vec::with_capacity(100)).build();
    pool.get().push(1);
    pool.get().push(2);
    assert_eq!((pool.miss_count(), pool.len()), (1, 1));
    pool
}

#[test]
fn a_hundred_thousand_pools_leave_nothing_behind() {
    let mut kept = Vec::with_capacity(100);
    (0..1000).for_each(|_| drop(use_one()));
    let (allocated, bytes) = (ALLOCATED.get(), BYTES.get());
    (0..1000).for_each(|_| drop(use_one()));
    let allocations_of_1000 = ALLOCATED.get() - allocated;

    for round in 0..98 {
        kept.push(use_one());
        let before = ALLOCATED.get();
        (0..1000).for_each(|_| drop(use_one()));
        let now = ALLOCATED.get() - before;
        assert!(
            now.abs_diff(allocations_of_1000) <= allocations_of_1000 / 20,
            "round {round}: {now} allocations, {allocations_of_1000} in the first",
        );
    }
    drop(kept);
    // The last pools that are gone are still in the thread's table, which had 100 live ones in it and
    // is cleared out when it has doubled: less than 256, whose cores take less than 1 KiB each.
    let left = BYTES.get() - bytes;
    assert!(left < 256 << 10, "{left} bytes are left of 100,000 pools");
}

#[test]
fn many_pools_at_once_keep_their_objects_apart() {
    // More than a thread has lines for, so that most of them share one.
    let pools: Vec<_> = (0..500).map(|_| SyncPool::<Vec<usize>>::builder().build()).collect();
    for _ in 0..3 {
        for (number, pool) in pools.iter().enumerate() {
            pool.reset_handle(|_| {});
            let mut numbers = pool.get();
            assert!(numbers.iter().all(|&found| found == number));
            numbers.push(number);
        }
    }
    assert!(pools.iter().all(|pool| (pool.len(), pool.miss_count()) == (1, 1)));
}

#[test]
fn pools_that_share_a_line_lose_nothing_when_a_thread_ends() {
    let pools: Vec<_> = (0..500).map(|_| SyncPool::<String>::builder().build()).collect();
    thread::scope(|scope| {
        for _ in 0..3 {
            let uses = || pools.iter().for_each(|pool| drop([pool.get(), pool.get()]));
            scope.spawn(uses).join().unwrap();
        }
    });
    assert!(pools.iter().all(|pool| (pool.len(), pool.miss_count()) == (2, 2)));
    let all = |pool: &SyncPool<String>| std::iter::from_fn(|| pool.try_take()).count() == 2;
    assert!(pools.iter().all(all), "every object can be had");
}
