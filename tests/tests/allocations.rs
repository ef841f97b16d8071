//! `SyncPool`: what a hundred thousand pools, made and dropped one after the other, allocate.
//!
//! This test is a program of its own because it replaces the global allocator.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

use syncpool::SyncPool;

/// Counts the allocations of each thread by themselves: those of the test's harness don't disturb.
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
