//! What the next get finds in an object that came back with nine bytes in it.

use std::cell::Cell;
use std::sync::Mutex;

use heapless::box_pool;
use lockfree_object_pool::LinearObjectPool;
use old_syncpool::prelude::{PoolManager, SyncPool as OldPool};
use regex_automata::util::pool::Pool as RegexPool;
use syncpool::prelude::*;

use crate::{Buffers, block, fill};

#[test]
fn by_the_derive() {
    #[derive(Default, Poolable)]
    struct Request {
        body: Vec<u8>,
    }
    pool!(static REQUESTS: Request = 4);
    fill(&mut REQUESTS.get().body);
    let body = &REQUESTS.get().body;
    assert!(body.is_empty() && body.capacity() > 0);
}

#[test]
fn by_a_trait() {
    let pool = opool::Pool::new(4, Buffers);
    fill(&mut pool.get());
    assert!(pool.get().is_empty() && pool.get().capacity() > 0);

    let pool = sharded_slab::Pool::<Vec<u8>>::new();
    let mut buffer = pool.create().unwrap();
    fill(&mut buffer);
    let key = buffer.key();
    drop(buffer);
    assert!(pool.clear(key));
    let buffer = pool.create().unwrap();
    assert!(buffer.is_empty() && buffer.capacity() > 0);

    let pool = poolshark::global::Pool::<Vec<u8>>::new(4, 1000);
    fill(&mut pool.take());
    assert!(pool.take().is_empty() && pool.take().capacity() > 0);

    fill(&mut poolshark::local::LPooled::take());
    let buffer = poolshark::local::LPooled::<Vec<u8>>::take();
    assert!(buffer.is_empty() && buffer.capacity() > 0);
}

#[test]
fn by_a_function_of_the_pool() {
    let pool = LinearObjectPool::<Vec<u8>>::new(Vec::new, Vec::clear);
    let mut held: Vec<_> = (0..64).map(|_| pool.pull()).collect();
    held.iter_mut().for_each(|buffer| fill(buffer));
    drop(held);
    let buffer = pool.pull();
    assert!(buffer.is_empty() && buffer.capacity() > 0);

    let mut old = OldPool::<u64>::with_size(8);
    old.reset_handle(|word| *word = 0);
    for _ in 0..16 {
        let mut word = old.get();
        assert_eq!(*word, 0);
        *word = 9;
        assert!(old.put(word).is_none());
    }
}

#[test]
fn by_hand() {
    let pool = object_pool::Pool::<Vec<u8>>::new(1, Vec::new);
    fill(&mut pool.pull(Vec::new));
    assert_eq!(pool.pull(Vec::new).len(), 9);

    let pool = RegexPool::new(Vec::<u8>::new);
    fill(&mut pool.get());
    assert_eq!(pool.get().len(), 9);

    let pool = Mutex::new(vec![Vec::<u8>::new()]);
    let mut buffer = pool.lock().unwrap().pop().unwrap();
    fill(&mut buffer);
    pool.lock().unwrap().push(buffer);
    assert_eq!(pool.lock().unwrap().pop().unwrap().len(), 9);
}

#[test]
fn not_at_all_since_it_is_dropped() {
    thread_local! {
        static DROPPED: Cell<u32> = const { Cell::new(0) };
    }
    #[derive(Debug)]
    #[expect(unreachable_pub, reason = "the pool that the macro makes is public")]
    pub struct Noisy;
    impl Drop for Noisy {
        fn drop(&mut self) {
            DROPPED.set(DROPPED.get() + 1);
        }
    }
    box_pool!(NOISY: Noisy);
    NOISY.manage(block());
    drop(NOISY.alloc(Noisy));
    assert_eq!(DROPPED.get(), 1);
}
