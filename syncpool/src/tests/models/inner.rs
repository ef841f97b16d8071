//! What only pools made at run time do: they end while threads end, they make their memory when it is first
//! needed, and they grow.
//!
//! The pool itself needs thread-locals and knows the objects' type, which loom can't follow. Its memory and
//! its state need neither, and are compiled here as they are.

#[path = "../../sync_pool/inner.rs"]
mod memory;
#[path = "../../sync_pool/thread_cache/pool_state.rs"]
mod pool_state;

use std::ops::Deref;

use loom::thread;

use crate::raw::MAX_CAPACITY;
use crate::raw::sync::Relaxed;

use self::memory::Inner;
use self::pool_state::PoolState;
use super::explore::models;
use super::harness::{Canary, Kept, Memory};

models! {
    ends_while_the_pool_is_dropped(5) catches NoRelease of "self.0.fetch_sub(1" in "pool_state.rs";
    two_end_while_the_pool_is_dropped(8) catches Torn of "self.0.fetch_update" in "pool_state.rs";
    ends_while_the_pool_is_drained(8) catches NoAcquire of "self.0.fetch_add(1 << PIN_BITS" in "pool_state.rs";
    two_need_the_first_segment(5) catches NoRelease of "self.0.compare_exchange(ptr" in "link.rs";
    grows_meanwhile(4) catches NoWrite of "self.capacity.fetch_update" in "growth.rs";
    grows_again_meanwhile(4) catches NoAcquire of "self.0.load(Acquire)" in "link.rs";
    has_room_in_a_grown_segment(4) catches NoAcquire of "self.0.load(Acquire)" in "link.rs";
    ends_with_room_in_a_grown_segment(4) catches NoRelease of "full.fetch_or(mask" in "depot/block.rs";
    two_grow_at_once(4) catches Torn of "self.capacity.fetch_update" in "growth.rs";
}

/// A pool's memory and state.
struct Pool {
    inner: Inner,
    state: PoolState,
}

impl Deref for Pool {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.inner
    }
}

fn pool(memory: &Memory) -> Kept<Pool> {
    Kept::new(Pool { inner: Inner::new(memory.capacity(), None), state: PoolState::new() })
}

/// Puts a new object into the pool and tells whether it was kept.
fn put_new(inner: &Inner, memory: &'static Memory) -> bool {
    let put = inner.shared().put(None, Canary::goes_in(memory.make()));
    put.map_err(Canary::refused).is_ok()
}

/// Removes every object, and returns how many there were.
fn drain(inner: &Inner) -> usize {
    std::iter::from_fn(inner.drain()).map(Canary::came_out).count()
}

/// Makes a magazine with this number of objects.
fn stock_magazine(inner: &Inner, memory: &'static Memory, objects: usize) {
    let magazine = inner.shared().register();
    for _ in 0..objects {
        let object = Canary::goes_in(memory.make());
        let put = |object| inner.shared().put(Some(magazine), object);
        assert!(magazine.push(object).or_else(put).is_ok(), "there is room for two");
    }
    assert!(magazine.len() > 0, "nothing is in the magazine");
}

/// Starts a thread that ends: it gives back the magazine with this number, unless the pool is gone.
fn end(inner: &Kept<Pool>, number: usize) -> thread::JoinHandle<()> {
    let (inner, generation) = (inner.clone(), inner.state.generation());
    thread::spawn(move || {
        inner.state.pinned(generation, || {
            let magazine = inner.shared().magazines().nth(number);
            inner.shared().unregister(magazine.expect("it was made above"));
        });
    })
}

/// Threads end, each with objects in its magazine, while the pool is dropped.
fn end_while_the_pool_is_dropped(memory: &'static Memory, threads: usize) {
    let inner = pool(memory);
    (0..threads).for_each(|_| stock_magazine(&inner, memory, 2 / threads));
    let others: Vec<_> = (0..threads).map(|number| end(&inner, number)).collect();
    assert!(inner.state.close(), "a pin does not last");
    assert_eq!(drain(&inner), 2, "an object was lost");
    others.into_iter().for_each(|other| other.join().unwrap());
    assert_eq!(drain(&inner), 0, "an object came too late");
}

fn ends_while_the_pool_is_dropped(memory: &'static Memory) {
    end_while_the_pool_is_dropped(memory, 1);
}

fn two_end_while_the_pool_is_dropped(memory: &'static Memory) {
    end_while_the_pool_is_dropped(memory, 2);
}

/// Of two threads that have a magazine, one ends while the pool is drained. The pool can be used after that.
fn ends_while_the_pool_is_drained(memory: &'static Memory) {
    let inner = pool(memory);
    (0..2).for_each(|_| stock_magazine(&inner, memory, 1));
    let other = end(&inner, 0);
    assert!(inner.state.close(), "a pin does not last");
    inner.shared().unregister_all();
    let from_slots = || inner.shared().take_one(&mut 0).map(Canary::came_out);
    assert_eq!(std::iter::from_fn(from_slots).count(), 2, "an object was lost");
    other.join().unwrap();
    assert_eq!((inner.shared().len(), inner.shared().quota()), (0, 0));
    settle(&inner, memory, 8);
}

/// Two threads find the shared slots full, and need the first segment.
fn two_need_the_first_segment(memory: &'static Memory) {
    let inner = pool(memory);
    assert!(put_new(&inner, memory), "there is a shared slot");
    let other = thread::spawn({
        let inner = inner.clone();
        move || assert!(put_new(&inner, memory), "there is room for five")
    });
    assert!(put_new(&inner, memory), "there is room for five");
    other.join().unwrap();
    assert_eq!(inner.shared().len(), 3);
    assert_eq!(drain(&inner), 3, "an object was lost");
    settle(&inner, memory, 5);
}

/// A pool grows while a thread gives objects back.
fn grows_meanwhile(memory: &'static Memory) {
    let inner = pool(memory);
    let other = thread::spawn({
        let inner = inner.clone();
        move || assert!(inner.grow(2))
    });
    let kept = (0..6).filter(|_| put_new(&inner, memory)).count();
    assert!((4..=inner.capacity()).contains(&kept), "the pool keeps more than it says");
    other.join().unwrap();
    settle(&inner, memory, 6);
}

/// A pool that has grown before grows while a thread counts what it holds.
fn grows_again_meanwhile(memory: &'static Memory) {
    let inner = pool(memory);
    assert!(inner.grow(4));
    let other = thread::spawn({
        let inner = inner.clone();
        move || assert!(inner.grow(1))
    });
    assert_eq!(inner.shared().len(), 0);
    other.join().unwrap();
    let kept = (0..10).filter(|_| put_new(&inner, memory)).count();
    assert_eq!((kept, inner.shared().len()), (9, 9));
}

/// A thread whose magazine reserves slots finds them in the memory by which the pool grows meanwhile, and ends.
fn has_room_in_a_grown_segment(memory: &'static Memory) {
    let inner = pool(memory);
    (0..4).for_each(|_| assert!(put_new(&inner, memory), "there is room for four"));
    let magazine = inner.shared().register();
    let other = thread::spawn({
        let inner = inner.clone();
        move || assert!(inner.grow(4))
    });
    let object = Canary::goes_in(memory.make());
    let kept = inner.shared().put(Some(magazine), object).map_err(Canary::refused).is_ok();
    inner.shared().unregister(magazine);
    other.join().unwrap();
    assert_eq!(inner.shared().len(), 4 + usize::from(kept));
    settle(&inner, memory, 8);
}

/// A thread whose magazine has reserved slots of a grown segment ends, while another one takes an object, and the
/// pool grows again.
fn ends_with_room_in_a_grown_segment(memory: &'static Memory) {
    let inner = pool(memory);
    assert!(inner.grow(4));
    // Of the threads, each begins at a block of its own.
    let [_, magazine] = [(); 2].map(|()| inner.shared().register());
    assert!(
        magazine.last_put_block.load(Relaxed) >= MAX_CAPACITY,
        "the block is in the second segment"
    );
    let object = Canary::goes_in(memory.make());
    assert!(inner.shared().put(Some(magazine), object).is_ok() && magazine.len() == 1);
    let ending = thread::spawn({
        let inner = inner.clone();
        move || {
            inner
                .shared()
                .unregister(inner.shared().magazines().next().expect("the newest is first"))
        }
    });
    let taken = inner.shared().take(None).map(Canary::came_out).into_iter().count();
    assert!(inner.grow(1));
    ending.join().unwrap();
    assert_eq!(inner.shared().len(), 1 - taken);
    settle(&inner, memory, 9);
}

/// Two threads make a pool grow, into the same new memory.
fn two_grow_at_once(memory: &'static Memory) {
    let inner = pool(memory);
    let other = thread::spawn({
        let inner = inner.clone();
        move || assert!(inner.grow(1))
    });
    assert!(inner.grow(2));
    other.join().unwrap();
    assert_eq!(inner.capacity(), 7);
    settle(&inner, memory, 7);
}

fn settle(inner: &Inner, memory: &'static Memory, capacity: usize) {
    memory.settle(
        capacity,
        || drain(inner),
        || {
            let put = inner.shared().put_one(&mut 0, Canary::goes_in(memory.make()));
            usize::from(put.map_err(Canary::refused).is_ok())
        },
    );
}
