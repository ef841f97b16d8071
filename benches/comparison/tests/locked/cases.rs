//! A get and its give-back of each pool in the table.

use std::cell::RefCell;
use std::sync::{LazyLock, Mutex};
use std::thread;

use heapless::box_pool;
use heapless::pool::boxed::BoxBlock;
use lockfree_object_pool::LinearObjectPool;
use old_syncpool::prelude::SyncPool as OldPool;
use regex_automata::util::pool::Pool as RegexPool;
use syncpool::prelude::*;

use crate::steps::mark;

/// Counts what the marks themselves do.
pub(crate) const NOTHING: &str = "nothing";

/// Each pool, by the first cell of its row.
pub(crate) const ALL: [(&str, fn()); 15] = [
    (NOTHING, || mark(|| ())),
    ("syncpool, `pool!`", syncpool_static),
    ("syncpool, `SyncPool`", syncpool_run_time),
    ("syncpool 0.1", syncpool_0_1),
    ("opool", opool),
    ("object-pool", object_pool),
    ("lockfree-object-pool", lockfree_object_pool),
    ("sharded-slab `Pool`", sharded_slab),
    ("poolshark, local", poolshark_local),
    ("poolshark, global", poolshark_global),
    ("heapless `box_pool!`", heapless),
    ("regex-automata, its first thread", regex_first),
    ("regex-automata, other threads", regex_other),
    ("`Mutex<Vec>` by hand", mutex),
    ("no pool: mimalloc", mimalloc),
];

#[global_allocator]
static MIMALLOC: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// A byte more in a buffer that has room for it.
fn use_it(buffer: &mut Vec<u8>) {
    buffer.push(1);
}

fn syncpool_static() {
    pool!(static BUFFERS: Vec<u8> = 64, init = || Vec::with_capacity(1024));
    mark(|| use_it(&mut BUFFERS.get()));
}

fn syncpool_run_time() {
    let pool = SyncPool::<Vec<u8>>::with_size(64);
    mark(|| use_it(&mut pool.get()));
}

fn syncpool_0_1() {
    // Its documentation has it in a `static mut`, without a lock.
    let pool = RefCell::new(OldPool::<u64>::with_size(64));
    mark(|| {
        let word = pool.borrow_mut().get();
        drop(pool.borrow_mut().put(word));
    });
}

fn opool() {
    struct Buffers;
    impl opool::PoolAllocator<Vec<u8>> for Buffers {
        fn allocate(&self) -> Vec<u8> {
            Vec::with_capacity(1024)
        }
        fn reset(&self, buffer: &mut Vec<u8>) {
            buffer.clear();
        }
    }
    let pool = opool::Pool::new(64, Buffers);
    mark(|| use_it(&mut pool.get()));
}

fn object_pool() {
    let pool = object_pool::Pool::new(64, || Vec::with_capacity(1024));
    mark(|| {
        let mut buffer = pool.pull(Vec::new);
        use_it(&mut buffer);
        buffer.clear();
    });
}

fn lockfree_object_pool() {
    let pool = LinearObjectPool::new(|| Vec::with_capacity(1024), Vec::clear);
    mark(|| use_it(&mut pool.pull()));
}

fn sharded_slab() {
    let pool = sharded_slab::Pool::<Vec<u8>>::new();
    mark(|| {
        let mut buffer = pool.create().unwrap();
        use_it(&mut buffer);
        let key = buffer.key();
        drop(buffer);
        pool.clear(key);
    });
}

fn poolshark_local() {
    mark(|| use_it(&mut poolshark::local::LPooled::take()));
}

fn poolshark_global() {
    let pool = poolshark::global::Pool::<Vec<u8>>::new(64, 1024);
    mark(|| use_it(&mut pool.take()));
}

fn heapless() {
    box_pool!(BUFFERS: Vec<u8>);
    BUFFERS.manage(Box::leak(Box::new(BoxBlock::new())));
    // The objects are not kept: an empty one allocates nothing.
    mark(|| drop(BUFFERS.alloc(Vec::new())));
}

static REGEX: LazyLock<RegexPool<Vec<u8>>> =
    LazyLock::new(|| RegexPool::new(|| Vec::with_capacity(1024)));

fn regex() {
    mark(|| {
        let mut buffer = REGEX.get();
        use_it(&mut buffer);
        buffer.clear();
    });
}

fn regex_first() {
    drop(REGEX.get());
    regex();
}

fn regex_other() {
    thread::spawn(|| drop(REGEX.get())).join().unwrap();
    regex();
}

fn mutex() {
    static POOL: Mutex<Vec<Vec<u8>>> = Mutex::new(Vec::new());
    mark(|| {
        let idle = POOL.lock().unwrap().pop();
        let mut buffer = idle.unwrap_or_else(|| Vec::with_capacity(1024));
        use_it(&mut buffer);
        buffer.clear();
        POOL.lock().unwrap().push(buffer);
    });
}

fn mimalloc() {
    // As in any program, other blocks of the size are in use.
    let _other = Vec::<u8>::with_capacity(1024);
    mark(|| use_it(&mut Vec::with_capacity(1024)));
}
