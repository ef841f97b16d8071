//! Each pool as a static, in a crate that forbids `unsafe`. `src/lib.rs` has the pools that need a `LazyLock` without
//! one: they do not compile.

use std::sync::{LazyLock, Mutex};

use heapless::box_pool;
use lockfree_object_pool::LinearObjectPool;
use old_syncpool::prelude::SyncPool as OldPool;
use regex_automata::util::pool::Pool as RegexPool;
use syncpool::prelude::*;

use crate::{Buffers, block};

#[test]
fn ready_at_compile_time() {
    pool!(static OURS: Vec<u8> = 4);
    assert!(OURS.get().is_empty());

    static BY_HAND: Mutex<Vec<Vec<u8>>> = Mutex::new(Vec::new());
    assert!(BY_HAND.lock().unwrap().pop().is_none());

    // The pool is, but its memory comes at run time.
    box_pool!(WORDS: u64);
    assert!(WORDS.alloc(1).is_err());
    WORDS.manage(block());
    assert_eq!(*WORDS.alloc(1).unwrap(), 1);
}

#[test]
fn made_at_the_first_use() {
    static OURS: LazyLock<SyncPool<Vec<u8>>> = LazyLock::new(|| SyncPool::with_size(4));
    assert!(OURS.get().is_empty());

    static OPOOL: LazyLock<opool::Pool<Buffers, Vec<u8>>> =
        LazyLock::new(|| opool::Pool::new(4, Buffers));
    assert!(OPOOL.get().is_empty());

    static OBJECT_POOL: LazyLock<object_pool::Pool<Vec<u8>>> =
        LazyLock::new(|| object_pool::Pool::new(4, Vec::new));
    assert!(OBJECT_POOL.pull(Vec::new).is_empty());

    static LOCKFREE: LazyLock<LinearObjectPool<Vec<u8>>> =
        LazyLock::new(|| LinearObjectPool::new(Vec::new, Vec::clear));
    assert!(LOCKFREE.pull().is_empty());

    static SLAB: LazyLock<sharded_slab::Pool<Vec<u8>>> = LazyLock::new(sharded_slab::Pool::new);
    assert!(SLAB.create().unwrap().is_empty());

    static SHARK: LazyLock<poolshark::global::Pool<Vec<u8>>> =
        LazyLock::new(|| poolshark::global::Pool::new(4, 1000));
    assert!(SHARK.take().is_empty());

    static REGEX: LazyLock<RegexPool<Vec<u8>>> = LazyLock::new(|| RegexPool::new(Vec::new));
    assert!(REGEX.get().is_empty());

    // Its own documentation has a `static mut`.
    static OLD: LazyLock<Mutex<OldPool<u64>>> = LazyLock::new(|| Mutex::new(OldPool::with_size(8)));
    assert_eq!(*OLD.lock().unwrap().get(), 0);
}

#[test]
fn nothing_to_declare() {
    assert!(poolshark::local::LPooled::<Vec<u8>>::take().is_empty());
    assert!(poolshark::global::take::<Vec<u8>>().is_empty());
}

#[global_allocator]
static MIMALLOC: mimalloc::MiMalloc = mimalloc::MiMalloc;
