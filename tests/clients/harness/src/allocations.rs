//! An allocator that counts what each thread allocates.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::ops::Sub;

/// What a thread has allocated since its start.
#[derive(Clone, Copy)]
pub(crate) struct Allocations {
    pub(crate) bytes: u64,
    pub(crate) count: u64,
}

impl Allocations {
    pub(crate) fn of_this_thread() -> Self {
        COUNTED.get()
    }
}

impl Sub for Allocations {
    type Output = Self;

    fn sub(self, earlier: Self) -> Self {
        Allocations { bytes: self.bytes - earlier.bytes, count: self.count - earlier.count }
    }
}

thread_local! {
    static COUNTED: Cell<Allocations> = const { Cell::new(Allocations { bytes: 0, count: 0 }) };
}

fn count(bytes: usize) {
    let Allocations { bytes: before, count } = COUNTED.get();
    COUNTED.set(Allocations { bytes: before + bytes as u64, count: count + 1 });
}

struct Counting;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

// SAFETY: each method passes its arguments to the system's allocator, and returns what that returns.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(layout.size());
        // SAFETY: the caller's contract is the same.
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        count(layout.size());
        // SAFETY: the caller's contract is the same.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn realloc(&self, memory: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        count(size);
        // SAFETY: the caller's contract is the same.
        unsafe { System.realloc(memory, layout, size) }
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        // SAFETY: the caller's contract is the same.
        unsafe { System.dealloc(memory, layout) }
    }
}
