//! An object that is taken on one thread and dropped on another: whose next get has it?

use std::sync::Mutex;
use std::thread;

use heapless::box_pool;
use lockfree_object_pool::LinearObjectPool;
use old_syncpool::prelude::SyncPool as OldPool;
use regex_automata::util::pool::Pool as RegexPool;
use syncpool::prelude::*;

use crate::{Buffers, block, fill};

/// Runs `f` on another thread.
fn elsewhere<R: Send>(f: impl FnOnce() -> R + Send) -> R {
    thread::scope(|scope| scope.spawn(f).join().unwrap())
}

#[test]
fn all_guards_give_back_from_any_thread() {
    pool!(static OURS: Vec<u8> = 4);
    let mut buffer = OURS.get();
    fill(&mut buffer);
    elsewhere(|| drop(buffer));
    assert!(OURS.get().capacity() > 0);

    let pool = opool::Pool::new(4, Buffers);
    let mut buffer = pool.get();
    fill(&mut buffer);
    elsewhere(|| drop(buffer));
    assert!(pool.get().capacity() > 0);

    let pool = object_pool::Pool::<Vec<u8>>::from_vec(Vec::new());
    let mut buffer = pool.pull(Vec::new);
    fill(&mut buffer);
    elsewhere(|| drop(buffer));
    assert!(pool.pull(Vec::new).capacity() > 0);

    let pool = LinearObjectPool::<Vec<u8>>::new(Vec::new, Vec::clear);
    let mut buffer = pool.pull();
    fill(&mut buffer);
    elsewhere(|| drop(buffer));
    let held: Vec<_> = (0..64).map(|_| pool.pull()).collect();
    assert_eq!(held.iter().filter(|buffer| buffer.capacity() > 0).count(), 1);

    let pool = poolshark::global::Pool::<Vec<u8>>::new(4, 1000);
    let mut buffer = pool.take();
    fill(&mut buffer);
    elsewhere(|| drop(buffer));
    assert!(pool.take().capacity() > 0);

    let pool = RegexPool::new(Vec::<u8>::new);
    let mut buffer = pool.get();
    fill(&mut buffer);
    elsewhere(|| drop(buffer));
    assert!(pool.get().capacity() > 0);
}

/// A guard of its pool stays, but any thread may clear its object by its key.
#[test]
fn a_slab_is_given_a_key_back() {
    let pool = sharded_slab::Pool::<Vec<u8>>::new();
    let mut buffer = pool.create().unwrap();
    fill(&mut buffer);
    let key = buffer.key();
    drop(buffer);
    assert!(elsewhere(|| pool.clear(key)));
    let held: Vec<_> = (0..64).map(|_| pool.create().unwrap()).collect();
    assert_eq!(held.iter().filter(|buffer| buffer.capacity() > 0).count(), 1);
}

#[test]
fn a_local_object_stays_where_it_is_dropped() {
    use poolshark::local::LPooled;

    let mut buffer = LPooled::<Vec<u8>>::take();
    fill(&mut buffer);
    let there = elsewhere(|| {
        drop(buffer);
        LPooled::<Vec<u8>>::take().capacity()
    });
    assert!(there > 0);
    assert_eq!(LPooled::<Vec<u8>>::take().capacity(), 0);
}

#[test]
fn a_block_is_free_for_all_threads() {
    box_pool!(WORDS: u64);
    WORDS.manage(block());
    let word = WORDS.alloc(1).unwrap();
    assert!(WORDS.alloc(2).is_err());
    elsewhere(|| drop(word));
    assert!(WORDS.alloc(2).is_ok());
}

/// By a method, and behind a lock: nothing comes back by itself.
#[test]
fn what_has_no_guard_is_put_by_hand() {
    let by_hand = Mutex::new(vec![Vec::<u8>::new()]);
    let buffer = by_hand.lock().unwrap().pop().unwrap();
    elsewhere(|| by_hand.lock().unwrap().push(buffer));
    assert_eq!(by_hand.lock().unwrap().len(), 1);

    let old = Mutex::new(OldPool::<u64>::with_size(8));
    let word = old.lock().unwrap().get();
    assert!(elsewhere(|| old.lock().unwrap().put(word).is_none()), "it is kept");
    let word = old.lock().unwrap().get();
    drop(word);
    let more = Box::new(1);
    assert!(old.lock().unwrap().put(more).is_none(), "one was dropped, so there is room");
}
