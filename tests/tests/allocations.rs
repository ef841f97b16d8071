//! What pools allocate: a hundred thousand of them, made and dropped one after the other, and what is reused.
//!
//! This test is a program of its own because it replaces the global allocator.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::{BufMut, BytesMut};
use serde::Deserialize;
use serde::de::DeserializeSeed;
use syncpool::collections::{ReuseMap, ReuseVec};
use syncpool::{Poolable, Pooled, PooledArc, PooledSeed, Shareable, SyncPool};

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

/// One test at a time: the pools of another one have indices, too, and a thread's array grows by them.
static TURN: Mutex<()> = Mutex::new(());

fn turn() -> MutexGuard<'static, ()> {
    TURN.lock().unwrap_or_else(PoisonError::into_inner)
}

fn use_one() -> SyncPool<Vec<u8>> {
    let pool = SyncPool::builder().capacity(64).init(|| Vec::with_capacity(100)).build();
    pool.get().push(1);
    pool.get().push(2);
    assert_eq!((pool.miss_count(), pool.len()), (1, 1));
    pool
}

#[test]
fn a_hundred_thousand_pools_leave_nothing_behind() {
    let _turn = turn();
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
    // The thread's array has grown for a hundred pools, to 128 entries of 32 bytes.
    let left = BYTES.get() - bytes;
    assert!(left <= 128 * 32 + 4096, "{left} bytes are left of 100,000 pools");
}

/// A pool that was used once takes little memory, and leaves none behind.
#[test]
fn a_pool_that_was_used_once_takes_600_bytes() {
    let _turn = turn();
    drop(use_one());
    let (allocated, bytes) = (ALLOCATED.get(), BYTES.get());
    let pool = SyncPool::<u64>::builder().build();
    drop(pool.get());
    let idle = BYTES.get() - bytes - size_of::<u64>() as isize;
    assert!(idle <= 600, "{idle} bytes");
    assert!(ALLOCATED.get() - allocated <= 3, "{} allocations", ALLOCATED.get() - allocated);
    drop(pool);
    assert_eq!(BYTES.get(), bytes, "nothing is left");
}

/// A thread that comes by takes no memory worth speaking of, however many pools there are.
#[test]
fn a_thread_that_uses_each_of_a_thousand_pools_once_takes_64_bytes_a_pool() {
    let _turn = turn();
    let pools: Vec<SyncPool<u64>> = (0..1000).map(|_| SyncPool::builder().build()).collect();
    let use_all = || {
        let before = BYTES.get();
        pools.iter().for_each(|pool| drop(pool.get()));
        BYTES.get() - before
    };
    // It makes the objects.
    std::thread::scope(|scope| scope.spawn(use_all).join().expect("it does not panic"));
    let bytes = std::thread::scope(|scope| scope.spawn(use_all).join().expect("it does not panic"));
    assert!(bytes <= 64 * 1024, "{bytes} bytes");
}

/// A buffer of which parts were split off gets its memory back without an allocation.
#[test]
fn a_buffer_that_is_split_is_reused_without_an_allocation() {
    let _turn = turn();
    let pool = SyncPool::builder().capacity(8).init(|| BytesMut::with_capacity(4096)).build();
    let use_one = |count: usize| {
        let mut buffer = pool.get();
        buffer.put_bytes(1, 4 * count);
        drop(buffer.split_to(count).freeze());
        drop(buffer.split_off(2 * count));
        drop(buffer.split());
    };
    (0..10).for_each(use_one);
    let allocated = ALLOCATED.get();
    (0..1000).for_each(use_one);
    assert_eq!((ALLOCATED.get() - allocated, pool.miss_count()), (0, 1));
}

#[derive(Default, Deserialize, Poolable)]
struct Event {
    message: String,
    tags: ReuseVec<String>,
    fields: ReuseMap<String, ReuseVec<u64>>,
}

/// Once it is warm, an object with nested collections is filled and cleared without an allocation.
#[test]
fn collections_that_reuse_their_elements_allocate_nothing_once_warm() {
    let _turn = turn();
    let pool = SyncPool::<Event>::builder().capacity(8).build();
    let fill = |round: usize| {
        let mut event = pool.get();
        event.message.push_str("a message");
        for tag in &["one", "two", "three", "four", "five"][..round % 6] {
            event.tags.push_default().push_str(tag);
        }
        for key in &["width", "height", "depth", "age"][..round % 5] {
            event.fields.get_or_insert_default(*key).extend([1, 2, 3]);
        }
        event.fields.remove("height");
        event.tags.retain(|tag| tag != "two");
    };
    (0..100).for_each(fill);
    let allocated = ALLOCATED.get();
    (0..1000).for_each(fill);
    assert_eq!((ALLOCATED.get() - allocated, pool.miss_count()), (0, 1));
}

/// The same by serde. The JSON has no escapes, for which serde_json would need memory of its own.
#[test]
fn an_object_that_is_read_in_place_allocates_nothing_once_warm() {
    let _turn = turn();
    let pool = SyncPool::<Event>::builder().capacity(8).build();
    let lines = [
        r#"{"message": "a long message", "tags": ["a", "b"], "fields": {"width": [1], "age": [2, 3]}}"#,
        r#"{"message": "", "tags": [], "fields": {}}"#,
        r#"{"message": "two", "tags": ["a longer tag", "b", "c"], "fields": {"depth": []}}"#,
    ];
    let read = |round: usize| {
        let mut json = serde_json::Deserializer::from_str(lines[round % lines.len()]);
        let event = PooledSeed::new(&pool).deserialize(&mut json);
        assert!(event.is_ok_and(|event| event.tags.len() == [2, 0, 3][round % lines.len()]));
    };
    (0..100).for_each(read);
    let allocated = ALLOCATED.get();
    (0..1000).for_each(read);
    assert_eq!((ALLOCATED.get() - allocated, pool.miss_count()), (0, 1));
}

/// A message for eight connections: an `Arc` of a pooled buffer is allocated for each message, a shared guard is not.
#[test]
fn a_message_for_many_is_shared_without_an_allocation() {
    let _turn = turn();
    let buffers = SyncPool::<Vec<u8>>::builder().capacity(8).build();
    let messages = SyncPool::<Shareable<Vec<u8>>>::builder().capacity(8).build();

    fn broadcast<T: Clone>(fill: impl Fn() -> T) -> usize {
        let mut connections = Vec::with_capacity(8);
        let mut send_one = || {
            let message = fill();
            connections.extend((0..8).map(|_| message.clone()));
            connections.clear();
        };
        // The thread earns its magazines.
        (0..100).for_each(|_| send_one());
        let allocated = ALLOCATED.get();
        (0..1000).for_each(|_| send_one());
        ALLOCATED.get() - allocated
    }

    let in_arcs = broadcast(|| {
        let mut buffer = buffers.get();
        buffer.extend_from_slice(&[1; 100]);
        Arc::new(buffer)
    });
    let shared = broadcast(|| {
        let mut message = messages.get();
        message.extend_from_slice(&[1; 100]);
        Pooled::share(message)
    });
    // A copy for a connection that wants to change its message is an object of the pool.
    let changed = broadcast(|| {
        let mut message = Pooled::share(messages.get());
        let other = message.clone();
        PooledArc::make_mut(&mut message).extend_from_slice(&[1; 100]);
        drop(other);
        message
    });
    assert_eq!([in_arcs, shared, changed], [1000, 0, 0]);
}
