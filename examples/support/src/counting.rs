//! A global allocator that counts allocations.
//!
//! Each thread counts its own allocations. A shared counter would be a contended cache line at every
//! allocation, and would make a run that allocates look slower than it is.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::sync::atomic::Ordering::Relaxed;
use std::sync::atomic::{AtomicU64, AtomicUsize};

/// Threads that have a counter of their own. All later threads of the process share the last counter.
const COUNTERS: usize = 1024;

/// The counter of a thread, on cache lines of its own.
#[repr(align(128))]
struct Counter(AtomicU64);

static COUNTED: [Counter; COUNTERS] = [const { Counter(AtomicU64::new(0)) }; COUNTERS];

/// Threads that have allocated.
static THREADS: AtomicUsize = AtomicUsize::new(0);

thread_local! {
    // Both are constant and without a destructor, so their use neither allocates nor registers anything.
    static ALLOCATIONS: Cell<u64> = const { Cell::new(0) };
    static COUNTER: Cell<Option<usize>> = const { Cell::new(None) };
}

/// Allocations and reallocations that this thread has asked for since it started.
#[must_use]
pub fn on_this_thread() -> u64 {
    ALLOCATIONS.get()
}

/// Allocations and reallocations that all threads have asked for since the program started. The number of a
/// thread that is running may be old.
#[must_use]
pub fn on_all_threads() -> u64 {
    let threads = THREADS.load(Relaxed).min(COUNTERS);
    COUNTED[..threads].iter().map(|counter| counter.0.load(Relaxed)).sum()
}

fn count() {
    ALLOCATIONS.set(ALLOCATIONS.get() + 1);
    let place = COUNTER.get().unwrap_or_else(|| {
        let place = THREADS.fetch_add(1, Relaxed).min(COUNTERS - 1);
        COUNTER.set(Some(place));
        place
    });
    let counter = &COUNTED[place].0;
    if place < COUNTERS - 1 {
        // Nobody else writes to this counter: a load and a store are enough.
        counter.store(counter.load(Relaxed) + 1, Relaxed);
    } else {
        counter.fetch_add(1, Relaxed);
    }
}

/// The system's allocator, counted.
#[derive(Debug)]
pub struct Counting;

// SAFETY: every method passes its arguments on to `System`, whose results are returned unchanged;
// counting touches thread-local integers and atomic ones, and does not allocate.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count();
        // SAFETY: the caller keeps `GlobalAlloc`'s contract, which is `System`'s.
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        count();
        // SAFETY: as in `alloc`.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        count();
        // SAFETY: as in `alloc`; `block` came from `System`, as every block of this allocator does.
        unsafe { System.realloc(block, layout, size) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // SAFETY: as in `realloc`.
        unsafe { System.dealloc(block, layout) }
    }
}
