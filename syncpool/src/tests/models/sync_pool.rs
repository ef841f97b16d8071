//! What a thread knows of the run-time pools: its array, the entries, and what it gives back when it ends; and the
//! directory, which gives a pool its index.

#[path = "../../sync_pool/inner.rs"]
mod inner;
#[path = "../../sync_pool/thread_cache/mod.rs"]
mod thread_cache;

use loom::thread;

use self::inner::Inner;
use self::thread_cache::{PoolId, magazine, register_now};
use super::explore::models;
use super::harness::{Canary, Kept, Memory};
use crate::thread::flush_thread;

models! {
    an_index_is_given_out_again(1) catches NoRelease of "group.used.fetch_and(" in "directory.rs";
    two_pools_get_an_index(1) catches Torn of "group.used.fetch_update(" in "directory.rs";
    a_thread_ends_while_its_pool_is_dropped(5) catches NoRelease of "self.0.fetch_sub(1" in "pool_state.rs";
    an_entry_is_taken_over(5) catches NoWrite of "self.0.fetch_add(1 << PIN_BITS" in "pool_state.rs";
}

/// A pool: its memory, and its place in the directory.
struct Pool {
    inner: Inner,
    id: PoolId,
}

/// An id that is never dropped if the model fails.
fn pool(memory: &Memory) -> Kept<Pool> {
    Kept::new(Pool { inner: Inner::new(memory.capacity(), None), id: PoolId::new() })
}

/// Has the thread use a pool: it gets a magazine, and keeps an object in it.
fn use_pool(pool: &Pool, memory: &'static Memory) {
    // SAFETY: the memory and the id are dropped together, by the last thread of the model that has the pool.
    unsafe { register_now(&pool.id, &pool.inner) };
    let magazine = magazine(&pool.id).expect("the thread is not about to end");
    let object = Canary::goes_in(memory.make());
    let put = pool.inner.shared().put(Some(magazine), object);
    assert!(put.is_ok() && magazine.len() > 0, "there is room");
}

/// Ends a pool that other threads may give magazines back to, and returns how many objects it had.
fn close(pool: &Pool) -> usize {
    assert!(pool.id.close(), "a pin does not last");
    std::iter::from_fn(pool.inner.drain()).map(Canary::came_out).count()
}

/// A pool is dropped while another one is made, which may get its index.
fn an_index_is_given_out_again(_: &'static Memory) {
    let first = PoolId::new();
    let id = first.id();
    let other = thread::spawn(move || {
        let second = PoolId::new();
        assert_ne!(second.id(), id, "an id was used twice");
        assert!(second.close());
        drop(second);
    });
    assert!(first.close());
    drop(first);
    other.join().unwrap();
    let third = PoolId::new();
    assert_ne!(third.id(), id, "an id was used twice");
    assert_eq!(third.index(), 0, "an index was lost");
    assert!(third.close());
}

/// Two threads make a pool at once.
fn two_pools_get_an_index(_: &'static Memory) {
    let other = thread::spawn(PoolId::new);
    let id = PoolId::new();
    let others = other.join().unwrap();
    assert_eq!(id.index() + others.index(), 1, "both have an index of their own");
    assert!(id.close() && others.close());
}

/// A thread ends, and gives back its magazines of two pools, while one of the pools is dropped.
fn a_thread_ends_while_its_pool_is_dropped(memory: &'static Memory) {
    let [staying, dropped] = [pool(memory), pool(memory)];
    use_pool(&staying, memory);
    // The array grows, and takes the entry of the first pool along.
    use_pool(&dropped, memory);
    let other = thread::spawn({
        let dropped = dropped.clone();
        move || close(&dropped)
    });
    flush_thread();
    assert_eq!(other.join().unwrap(), 1, "an object was lost");
    let late = std::iter::from_fn(dropped.inner.drain()).map(Canary::came_out).count();
    assert_eq!(late, 0, "an object came too late");
    let shared = staying.inner.shared();
    assert_eq!((shared.len_of_slots(), shared.quota()), (1, 0), "a magazine was not given back");
    assert_eq!(close(&staying), 1, "an object was lost");
}

/// Another pool has the index of one that was dropped: the entry of a thread that knew the first one becomes that
/// of the second one.
fn an_entry_is_taken_over(memory: &'static Memory) {
    let first = pool(memory);
    use_pool(&first, memory);
    assert_eq!(close(&first), 1);
    let index = first.id.index();
    drop(first);
    let second = pool(memory);
    assert_eq!(second.id.index(), index);
    assert!(magazine(&second.id).is_none(), "the magazine is another pool's");
    use_pool(&second, memory);
    let other = thread::spawn({
        let second = second.clone();
        move || {
            std::iter::from_fn(|| second.inner.shared().take(None)).map(Canary::came_out).count()
        }
    });
    flush_thread();
    assert!(magazine(&second.id).is_none(), "it was given back");
    let taken = other.join().unwrap();
    assert_eq!((second.inner.shared().len(), second.inner.shared().quota()), (1 - taken, 0));
    assert_eq!(close(&second), 1 - taken);
}
