//! A global allocator that counts allocations, and the bytes that are allocated.
//!
//! Each thread counts for itself. A shared counter would be a contended cache line at every
//! allocation, and would make a run that allocates look slower than it is.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::sync::atomic::Ordering::Relaxed;
use std::sync::atomic::{AtomicI64, AtomicU64, AtomicUsize};

/// Threads that have a counter of their own. All later threads of the process share the last counter.
const COUNTERS: usize = 1024;

/// The counter of a thread, on cache lines of its own.
#[repr(align(128))]
struct Counter(AtomicU64);

static COUNTED: [Counter; COUNTERS] = [const { Counter(AtomicU64::new(0)) }; COUNTERS];

/// Threads that have allocated.
static THREADS: AtomicUsize = AtomicUsize::new(0);

/// The bytes that are allocated, but for what each thread has not reported yet.
static LIVE: AtomicI64 = AtomicI64::new(0);

/// The largest value of [`LIVE`] since [`reset_peak`].
static PEAK: AtomicI64 = AtomicI64::new(0);

/// A thread reports its bytes when they have changed by so many.
const STEP: i64 = 64 << 10;

thread_local! {
    // All are constant and without a destructor, so their use neither allocates nor registers anything.
    static ALLOCATIONS: Cell<u64> = const { Cell::new(0) };
    static COUNTER: Cell<Option<usize>> = const { Cell::new(None) };
    /// Bytes allocated, less bytes freed, that are not in [`LIVE`] yet.
    static UNREPORTED: Cell<i64> = const { Cell::new(0) };
}

/// Allocations and reallocations that this thread has asked for since it started. Reports its bytes, too: a
/// thread calls this at its end.
#[must_use]
pub fn on_this_thread() -> u64 {
    report();
    ALLOCATIONS.get()
}

/// The bytes that are allocated now; of each other thread, less than 64 KiB may be missing.
#[must_use]
pub fn live() -> i64 {
    report();
    LIVE.load(Relaxed)
}

/// Starts a new peak, at the bytes that are allocated now, which it returns.
pub fn reset_peak() -> i64 {
    let live = live();
    PEAK.store(live, Relaxed);
    live
}

/// The most bytes that were allocated at once since [`reset_peak`]; of each thread, less than 64 KiB may be
/// missing.
#[must_use]
pub fn peak() -> i64 {
    report();
    PEAK.load(Relaxed)
}

/// Adds the bytes of this thread to those of all.
fn report() {
    let bytes = UNREPORTED.take();
    PEAK.fetch_max(LIVE.fetch_add(bytes, Relaxed) + bytes, Relaxed);
}

fn count_bytes(bytes: i64) {
    let unreported = UNREPORTED.get() + bytes;
    UNREPORTED.set(unreported);
    if unreported.abs() >= STEP {
        report();
    }
}

fn signed(size: usize) -> i64 {
    // No block is larger than `isize::MAX`.
    size as i64
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
        count_bytes(signed(layout.size()));
        // SAFETY: the caller keeps `GlobalAlloc`'s contract, which is `System`'s.
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        count();
        count_bytes(signed(layout.size()));
        // SAFETY: as in `alloc`.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        count();
        count_bytes(signed(size) - signed(layout.size()));
        // SAFETY: as in `alloc`; `block` came from `System`, as every block of this allocator does.
        unsafe { System.realloc(block, layout, size) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        count_bytes(-signed(layout.size()));
        // SAFETY: as in `realloc`.
        unsafe { System.dealloc(block, layout) }
    }
}
