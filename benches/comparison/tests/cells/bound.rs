//! How many of ten idle objects a pool keeps whose capacity is four.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::thread;

use heapless::box_pool;
use lockfree_object_pool::LinearObjectPool;
use old_syncpool::prelude::SyncPool as OldPool;
use regex_automata::util::pool::Pool as RegexPool;
use syncpool::prelude::*;

use crate::{Buffers, block, fill};

const N: usize = 4;

#[test]
fn syncpool_keeps_n() {
    pool!(static BUFFERS: Vec<u8> = N);
    drop((0..10).map(|_| BUFFERS.get()).collect::<Vec<_>>());
    assert_eq!(BUFFERS.len(), N);
}

#[test]
fn syncpool_0_1_keeps_eights() {
    static MADE: AtomicUsize = AtomicUsize::new(0);
    fn make() -> u64 {
        MADE.fetch_add(1, Relaxed) as u64
    }
    // It makes as many as it keeps.
    for (size, kept) in [(1, 8), (8, 8), (20, 16), (24, 24)] {
        MADE.store(0, Relaxed);
        let mut pool = OldPool::with_builder_and_size(size, make);
        assert_eq!(MADE.load(Relaxed), kept, "a pool of {size}");
        assert!(pool.put(Box::new(1)).is_some(), "a pool of {size} is full");
    }
}

#[test]
fn opool_keeps_n() {
    let pool = opool::Pool::new(N, Buffers);
    drop((0..10).map(|_| pool.get()).collect::<Vec<_>>());
    assert_eq!(pool.len(), N);
}

#[test]
fn object_pool_keeps_all() {
    let pool = object_pool::Pool::new(N, Vec::<u8>::new);
    drop((0..10).map(|_| pool.pull(Vec::new)).collect::<Vec<_>>());
    assert_eq!(pool.len(), 10);
}

#[test]
fn lockfree_object_pool_keeps_all() {
    static MADE: AtomicUsize = AtomicUsize::new(0);
    let make = || {
        MADE.fetch_add(1, Relaxed);
        Vec::new()
    };
    let pool = LinearObjectPool::new(make, Vec::<u8>::clear);
    for _ in 0..2 {
        drop((0..10).map(|_| pool.pull()).collect::<Vec<_>>());
    }
    let made = MADE.load(Relaxed);
    drop((0..made).map(|_| pool.pull()).collect::<Vec<_>>());
    assert!(made >= 10 && MADE.load(Relaxed) == made, "all of the {made} that were made are kept");
}

/// The bound is of the objects that a thread has made, in use and idle, and a create fails beyond it.
#[test]
fn sharded_slab_makes_as_many_as_configured_on_each_thread() {
    #[derive(Debug)]
    struct Four;
    impl sharded_slab::Config for Four {
        const INITIAL_PAGE_SIZE: usize = N;
        const MAX_PAGES: usize = 1;
        const MAX_THREADS: usize = 4;
    }
    let pool = sharded_slab::Pool::<Vec<u8>>::new_with_config::<Four>();
    let create = || (0..10).map_while(|_| pool.create()).count();
    let held: Vec<_> = (0..10).map_while(|_| pool.create()).collect();
    assert_eq!(held.len(), N);
    assert_eq!(thread::scope(|scope| scope.spawn(create).join().unwrap()), N);
}

#[test]
fn poolshark_keeps_n() {
    use poolshark::global::Pool;
    use poolshark::local::{LPooled, set_size};

    set_size::<Vec<u8>>(N, 1000);
    let fresh = || (0..10).map(|_| LPooled::<Vec<u8>>::take()).collect::<Vec<_>>();
    let mut held = fresh();
    held.iter_mut().for_each(|buffer| fill(buffer));
    drop(held);
    assert_eq!(fresh().iter().filter(|buffer| buffer.capacity() > 0).count(), N);

    let pool = Pool::<Vec<u8>>::new(N, 1000);
    let fresh = || (0..10).map(|_| pool.take()).collect::<Vec<_>>();
    let mut held = fresh();
    held.iter_mut().for_each(|buffer| fill(buffer));
    drop(held);
    assert_eq!(fresh().iter().filter(|buffer| buffer.capacity() > 0).count(), N);
}

#[test]
fn heapless_has_the_blocks_that_it_is_given() {
    box_pool!(WORDS: u64);
    assert!(WORDS.alloc(1).is_err(), "it has none yet");
    for _ in 0..N {
        WORDS.manage(block());
    }
    let held: Vec<_> = (0..10).map_while(|word| WORDS.alloc(word).ok()).collect();
    assert_eq!(held.len(), N);
}

#[test]
fn regex_automata_keeps_all() {
    static MADE: AtomicUsize = AtomicUsize::new(0);
    let pool = RegexPool::new(|| MADE.fetch_add(1, Relaxed));
    for _ in 0..3 {
        drop((0..10).map(|_| pool.get()).collect::<Vec<_>>());
    }
    assert_eq!(MADE.load(Relaxed), 10);
}

/// A bound is a line of one's own: `if idle.len() < N`.
#[test]
fn a_vector_keeps_all() {
    static POOL: Mutex<Vec<Vec<u8>>> = Mutex::new(Vec::new());
    let put = |buffer| POOL.lock().unwrap().push(buffer);
    (0..10).map(|_| Vec::new()).for_each(put);
    assert_eq!(POOL.lock().unwrap().len(), 10);
}
