//! The directory: a small number for each run-time pool that is alive, its index.
//!
//! A thread keeps what it knows of the pools in an array by index (see
//! [`thread_cache`](super)), so indices should stay small: a pool that is dropped gives its
//! index back. With the index, a pool has a generation. Both together are an id, which no other pool ever
//! had or will have.
//!
//! The directory grows in chunks and never shrinks. Nothing in it is a lock.

use alloc::boxed::Box;

use super::pool_state::{PIN_BITS, PoolState};
use crate::raw::sync::link::{Link, List, Node};
use crate::raw::sync::{Acquire, AtomicU64, AtomicUsize, MODEL, Relaxed, Release, array_of};

/// Indices in a group: the bits of a word.
const GROUP: usize = if MODEL { 4 } else { 64 };

/// The bits of a group's indices.
const ALL: u64 = u64::MAX >> (64 - GROUP);

/// Bits of an index.
const INDEX_BITS: u32 = 24;

/// In an id, the index is above this number of zeros: it is the offset of the index's entry in an array
/// of entries of 2^5 bytes.
pub(super) const INDEX_SHIFT: u32 = 5;

/// In an id, the generation is above the index.
const GENERATION_SHIFT: u32 = INDEX_SHIFT + INDEX_BITS;
const GENERATION_BITS: u32 = u64::BITS - GENERATION_SHIFT;

// A generation that fits an id fits a state.
const _: () = assert!(GENERATION_BITS <= u64::BITS - PIN_BITS);

/// An index with so many generations behind it gets no further one.
const GENERATIONS: u64 = 1 << (GENERATION_BITS - 1);

/// Groups that there can be: 2^24 indices.
const GROUPS: usize = (1 << INDEX_BITS) / GROUP;

/// Chunks that there can be. Chunk k has 2^k groups.
const CHUNKS: usize = GROUPS.ilog2() as usize + 1;

/// Indices that are given out together.
struct Group {
    /// The bits of indices that a pool has.
    used: AtomicU64,
    states: [PoolState; GROUP],
}

/// Groups that are made together.
struct Chunk(Box<[Group]>, Link<Chunk>);

impl Node for Chunk {
    fn next(&self) -> &Link<Chunk> {
        &self.1
    }
}

#[cfg(not(all(test, loom)))]
static CHUNK_OF: [List<Chunk>; CHUNKS] = [const { List::new() }; CHUNKS];

/// No group before this one had a free index when it was last looked at. A hint.
#[cfg(not(all(test, loom)))]
static FIRST_FREE: AtomicUsize = AtomicUsize::new(0);

// Each interleaving has a directory of its own, which is leaked: loom's atomics can't be dropped when a model fails.
#[cfg(all(test, loom))]
loom::lazy_static! {
    static ref CHUNK_OF: &'static [List<Chunk>; CHUNKS] = Box::leak(Box::new(array_of![List::new(); CHUNKS]));
    static ref FIRST_FREE: &'static AtomicUsize = Box::leak(Box::new(AtomicUsize::new(0)));
}

/// The group with this number, which is made if need be.
fn group(number: usize) -> &'static Group {
    let chunk = (number + 1).ilog2();
    let first = (1 << chunk) - 1;
    let Chunk(groups, _) = CHUNK_OF[chunk as usize].get_or_publish(|| {
        let empty =
            || Group { used: AtomicU64::new(0), states: array_of![PoolState::new(); GROUP] };
        Chunk((0..1 << chunk).map(|_| empty()).collect(), Link::new())
    });
    &groups[number - first]
}

/// The place of a pool in the directory.
#[derive(Debug)]
pub(in crate::sync_pool) struct PoolId {
    /// The generation, the index, and zeros.
    id: u64,
}

impl PoolId {
    /// Finds a free index, and makes the next id of it.
    ///
    /// # Panics
    ///
    /// If 2^24 pools are alive.
    pub(in crate::sync_pool) fn new() -> Self {
        let mut number = FIRST_FREE.load(Relaxed);
        let start = number;
        loop {
            assert!(number < GROUPS, "more than {} run-time pools are alive", GROUPS * GROUP);
            let group = group(number);
            let first_free = |used: u64| (used != ALL).then(|| used | (used + 1));
            // Acquire: pairs with the Release in `drop`: the generation before has ended.
            if let Ok(used) = group.used.fetch_update(Acquire, Relaxed, first_free) {
                let bit = used.trailing_ones() as usize;
                if number != start {
                    // An index that was given back meanwhile is found again when it is given back.
                    _ = FIRST_FREE.compare_exchange(start, number, Relaxed, Relaxed);
                }
                return PoolId { id: id_of(&group.states[bit], number * GROUP + bit) };
            }
            number += 1;
        }
    }

    /// Gives the pool another id: no thread knows it yet. Waits for threads that give back a magazine of the pool;
    /// returns whether that is over, as [`close`](Self::close) does.
    pub(in crate::sync_pool) fn renew(&mut self) -> bool {
        let is_closed = self.close();
        let state = state_of(self.id);
        if state.generation() < GENERATIONS {
            self.id = id_of(state, self.index());
        } else {
            // The index has no further generation.
            *self = PoolId::new();
        }
        is_closed
    }

    /// The id: never 0, and no other pool's.
    #[inline(always)]
    pub(in crate::sync_pool) fn id(&self) -> u64 {
        self.id
    }

    /// The index.
    #[inline(always)]
    pub(in crate::sync_pool) fn index(&self) -> usize {
        index_of(self.id)
    }

    /// Waits for threads that give back a magazine of the pool, and keeps others from it. Returns whether the
    /// pool's memory is the caller's to free. The id is of no use after that, except to be dropped.
    pub(in crate::sync_pool) fn close(&self) -> bool {
        state_of(self.id).close()
    }
}

impl Drop for PoolId {
    fn drop(&mut self) {
        let (number, bit) = (self.index() / GROUP, self.index() % GROUP);
        let group = group(number);
        let state = &group.states[bit];
        // An index is never given out again if its generations are used up, or if a pin was left behind by a
        // fork.
        if state.generation() < GENERATIONS && state.is_unpinned() {
            // Release: pairs with the Acquire in `new`.
            group.used.fetch_and(!(1 << bit), Release);
            if number < FIRST_FREE.load(Relaxed) {
                FIRST_FREE.fetch_min(number, Relaxed);
            }
        }
    }
}

/// Calls `visit` unless the pool that has this id is gone. The pool is alive until `visit` returns.
pub(super) fn pinned<R>(id: u64, visit: impl FnOnce() -> R) -> Option<R> {
    state_of(id).pinned(id >> GENERATION_SHIFT, visit)
}

/// The id of the pool that has an index, whose state is given.
fn id_of(state: &PoolState, index: usize) -> u64 {
    state.generation() << GENERATION_SHIFT | (index as u64) << INDEX_SHIFT
}

fn index_of(id: u64) -> usize {
    (id >> INDEX_SHIFT) as usize & ((1 << INDEX_BITS) - 1)
}

fn state_of(id: u64) -> &'static PoolState {
    let index = index_of(id);
    &group(index / GROUP).states[index % GROUP]
}

#[cfg(all(test, not(loom)))]
mod tests {
    use std::collections::BTreeSet;
    use std::thread;

    use super::*;

    /// More pools than all tests of this process have at once.
    const MOST_ALIVE: usize = 8000;

    #[test]
    fn an_index_is_used_again_and_an_id_is_not() {
        let mut ids = BTreeSet::new();
        let mut largest = 0;
        for _ in 0..if cfg!(miri) { 100 } else { 2 * MOST_ALIVE } {
            let pool = PoolId::new();
            assert!(ids.insert(pool.id()), "an id was used twice");
            largest = largest.max(pool.index());
            assert!(pool.close());
        }
        assert!(largest < MOST_ALIVE, "{largest}");
    }

    #[test]
    fn indices_are_dense_and_those_of_live_pools_differ() {
        let work = || {
            let pools: Vec<_> = (0..500).map(|_| PoolId::new()).collect();
            let indices: BTreeSet<_> = pools.iter().map(PoolId::index).collect();
            pools.iter().for_each(|pool| assert!(pool.close()));
            assert_eq!(indices.len(), 500);
            indices.last().copied().expect("there are some")
        };
        let threads = [(); 4].map(|()| thread::spawn(work));
        for thread in threads {
            assert!(thread.join().expect("no assertion fails") < MOST_ALIVE);
        }
    }

    /// Closes and drops pools.
    fn drop_all(pools: impl IntoIterator<Item = PoolId>) {
        pools.into_iter().for_each(|pool| assert!(pool.close()));
    }

    #[test]
    fn many_pools_that_come_and_go_use_the_same_indices() {
        let mut ids = BTreeSet::new();
        let mut largest = 0;
        for _ in 0..if cfg!(miri) { 2 } else { 30 } {
            let pools = (0..500).map(|_| PoolId::new());
            // One in three goes, and others come.
            let (gone, mut pools): (Vec<_>, Vec<_>) = pools.partition(|pool| pool.index() % 3 == 0);
            let count = gone.len();
            assert!(gone.iter().all(|pool| ids.insert(pool.id())), "an id was used twice");
            drop_all(gone);
            pools.extend((0..count).map(|_| PoolId::new()));
            let indices: BTreeSet<_> = pools.iter().map(PoolId::index).collect();
            assert_eq!(indices.len(), 500, "two pools that are alive have one index");
            assert!(pools.iter().all(|pool| ids.insert(pool.id())), "an id was used twice");
            assert!(pools.iter().all(|pool| pinned(pool.id(), || ()).is_some()), "it is alive");
            largest = largest.max(*indices.last().expect("there are some"));
            drop_all(pools);
        }
        assert!(largest < MOST_ALIVE, "{largest}");
    }

    /// Whether no pool gets this index any more.
    fn is_retired(index: usize) -> bool {
        let pools: Vec<_> = (0..500).map(|_| PoolId::new()).collect();
        let is_retired = pools.iter().all(|pool| pool.index() != index);
        drop_all(pools);
        is_retired
    }

    /// As in a child that was forked while a thread gave back a magazine.
    #[test]
    fn an_index_whose_pin_never_ends_is_retired() {
        let pool = PoolId::new();
        let (id, index) = (pool.id(), pool.index());
        assert_eq!(pinned(id, || drop(pool)), Some(()));
        assert!(is_retired(index));
    }

    #[test]
    fn a_pool_that_is_renewed_keeps_its_index() {
        let mut pool = PoolId::new();
        for _ in 0..3 {
            let (id, index) = (pool.id(), pool.index());
            assert!(pool.renew());
            assert_eq!((pool.index(), pinned(id, || ())), (index, None));
            assert!(pool.id() > id && pinned(pool.id(), || ()).is_some());
        }
        assert!(pool.close());
    }

    #[test]
    fn an_index_that_has_no_further_generation_is_retired() {
        let last = (1 << (GENERATION_BITS - 1)) - 1;
        // The pool before the last one with its index.
        let mut pool = PoolId::new();
        let index = pool.index();
        state_of(pool.id).skip_to(last - 1);
        pool.id = id_of(state_of(pool.id), index);
        assert!(pool.renew());
        assert_eq!(pool.index(), index);
        assert_eq!(pool.id() >> GENERATION_SHIFT, last);
        assert!(pool.renew());
        assert_ne!(pool.index(), index, "it has got another one");
        assert!(is_retired(index));
        assert!(pool.close());

        // The same with a drop.
        let mut pool = PoolId::new();
        let index = pool.index();
        state_of(pool.id).skip_to(last);
        pool.id = id_of(state_of(pool.id), index);
        drop_all([pool]);
        assert!(is_retired(index));
    }

    #[test]
    fn a_pool_that_is_gone_is_not_visited() {
        let pool = PoolId::new();
        assert_eq!(pinned(pool.id(), || 1), Some(1));
        let id = pool.id();
        assert!(pool.close());
        drop(pool);
        assert_eq!(pinned(id, || 1), None);
        let pools: Vec<_> = (0..100).map(|_| PoolId::new()).collect();
        assert_eq!(pinned(id, || 1), None, "the index is another pool's");
        pools.iter().for_each(|pool| assert!(pool.close()));
    }
}
