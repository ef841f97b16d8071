//! Counts the allocator's calls and bytes; a child of the report. Counting costs time, so that no
//! timed round is counted.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use syncpool_benches::child;
use syncpool_benches::object::{Tiny, Workload};
use syncpool_benches::sample::Live;

/// The system's allocator, with counters.
struct Counting;

/// Number of allocations and reallocations.
static ALLOCATIONS: AtomicU64 = AtomicU64::new(0);

/// Bytes that are allocated now.
static LIVE: AtomicU64 = AtomicU64::new(0);

/// Buffers of `Tiny` that are allocated now.
static OBJECTS: AtomicU64 = AtomicU64::new(0);

/// Whether this is the layout of a buffer of `Tiny`.
fn is_object(size: usize, align: usize) -> bool {
    (size, align) == (Tiny::CAPACITY, 1)
}

fn count(size: usize, align: usize) {
    LIVE.fetch_add(size as u64, Relaxed);
    OBJECTS.fetch_add(u64::from(is_object(size, align)), Relaxed);
}

fn uncount(layout: Layout) {
    LIVE.fetch_sub(layout.size() as u64, Relaxed);
    OBJECTS.fetch_sub(u64::from(is_object(layout.size(), layout.align())), Relaxed);
}

// SAFETY: each call goes to the system's allocator with the same arguments, and returns its result.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ALLOCATIONS.fetch_add(1, Relaxed);
        count(layout.size(), layout.align());
        // SAFETY: the caller upholds the contract of this method.
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        ALLOCATIONS.fetch_add(1, Relaxed);
        count(layout.size(), layout.align());
        // SAFETY: the caller upholds the contract of this method.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn realloc(&self, memory: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        ALLOCATIONS.fetch_add(1, Relaxed);
        count(size, layout.align());
        uncount(layout);
        // SAFETY: the caller upholds the contract of this method.
        unsafe { System.realloc(memory, layout, size) }
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        uncount(layout);
        // SAFETY: the caller upholds the contract of this method.
        unsafe { System.dealloc(memory, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

fn live() -> Live {
    Live {
        allocations: ALLOCATIONS.load(Relaxed),
        bytes: LIVE.load(Relaxed),
        objects: OBJECTS.load(Relaxed),
    }
}

fn main() -> std::io::Result<()> {
    child::serve(|| Some(live()))
}
