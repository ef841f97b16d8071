//! A static pool and a run-time pool inside the program's global allocator: each allocation and each
//! deallocation uses both, also those that the pools make themselves.
//!
//! This test is a program of its own because it replaces the global allocator.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::sync::OnceLock;
use std::thread;

use syncpool::{SyncPool, pool};

pool!(static INSIDE: u64 = 64);

static RUN_TIME: OnceLock<SyncPool<u64>> = OnceLock::new();

thread_local! {
    /// Whether the allocator is using the pools.
    static IS_INSIDE: Cell<bool> = const { Cell::new(false) };
    static USES: Cell<u64> = const { Cell::new(0) };
}

struct Pooling;

fn use_pools() {
    // What the allocator itself allocates must not use the pools again, for ever.
    if !IS_INSIDE.replace(true) {
        drop(INSIDE.get());
        if let Some(pool) = RUN_TIME.get() {
            drop(pool.get());
        }
        USES.set(USES.get() + 1);
        IS_INSIDE.set(false);
    }
}

// SAFETY: passes everything on to the system's allocator.
unsafe impl GlobalAlloc for Pooling {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        use_pools();
        // SAFETY: as the caller's.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        use_pools();
        // SAFETY: as the caller's.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Pooling = Pooling;

#[test]
fn an_allocation_may_use_the_pool_that_allocates() {
    RUN_TIME.get_or_init(|| SyncPool::builder().capacity(64).build());
    let work = || {
        let before = USES.get();
        // Each thread earns a magazine of both pools, and of many others, while the allocator uses them.
        let pools: Vec<SyncPool<Vec<u8>>> =
            (0..40).map(|_| SyncPool::builder().capacity(64).build()).collect();
        for round in 0..100_usize {
            let held = (INSIDE.get(), RUN_TIME.get().map(SyncPool::get));
            pools[round % 40].get().push(1);
            pools.iter().for_each(|pool| pool.get().push(1));
            drop(held);
        }
        syncpool::flush_thread();
        drop(pools);
        assert!(USES.get() - before > 100, "the allocator has used the pools");
    };
    (0..20).for_each(|_| {
        let threads = [(); 4].map(|()| thread::spawn(work));
        threads.into_iter().for_each(|thread| thread.join().expect("no assertion fails"));
    });
    // Every thread that has ended gave its magazines back: this thread finds all objects.
    let mut found = Vec::with_capacity(INSIDE.capacity());
    found.extend(std::iter::from_fn(|| INSIDE.try_take()));
    // But for the one that the harness's own thread may have.
    assert!(!found.is_empty() && INSIDE.len() <= 1, "{:?}", INSIDE.stats());
}
