//! Where a thread finds its magazine in a pool that was made at run time.
//!
//! A static pool has a thread-local of its own. Pools made at run time share two:
//! - the *cached*: a small array, without a destructor, of pool ids and magazines. A pool looks at
//!   one line only, and there are as many cached as pools that are alive in most programs, so
//!   usually no two pools share one. This is the fast path: two loads and a comparison;
//! - the *table*: every pool that the thread has a magazine of, with the destructor that gives the
//!   magazines back when the thread ends. It is asked when the line belongs to another pool.
//!
//! An id is never used twice, so neither has to be told when a pool is dropped: nobody asks for
//! its id any more. The table forgets pools that are gone whenever it has doubled.
//!
//! The `thread_local` crate was weighed: its lookup is as fast, but it gives each thread's value
//! back only when the whole `ThreadLocal` is dropped. It has no hook for a thread's end, where the
//! objects in its magazine must go back to the others (Netty's Recycler stranded objects so in
//! issues 5563 and 11864); and its array of buckets takes half a KiB a pool.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::ptr::NonNull;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, Weak};

use super::inner::Inner;
use crate::raw::magazine::Magazine;

/// Cached a thread has: one for each bit of [`ENTRIES_IN_USE`].
const ENTRIES: usize = u32::BITS as usize;

/// The fewest pools in a table at which it looks for those that are gone.
const PURGE_FROM: usize = 16;

/// The id of no pool.
const NOBODY: u64 = 0;

/// The cached that belong to a pool that is alive.
static ENTRIES_IN_USE: AtomicU32 = AtomicU32::new(0);

/// The id of the next pool. 64 bits: at a pool a nanosecond they last for 584 years.
static NEXT_ID: AtomicU64 = AtomicU64::new(NOBODY + 1);

std::thread_local! {
    static CACHED: Cached = const { Cached::new() };
    static TABLE: RefCell<Table> = const { RefCell::new(Table::new()) };
}

/// By what the threads know a pool.
pub(super) struct CacheKey {
    id: u64,
    entry: usize,
    /// The line is this pool's alone.
    owns_entry: bool,
}

impl CacheKey {
    /// A key that no other pool has had or will have.
    pub(super) fn new() -> Self {
        let id = NEXT_ID.fetch_add(1, Relaxed);
        let first_free = |used: u32| {
            let line = used.trailing_ones();
            (line < u32::BITS).then(|| used | 1 << line)
        };
        match ENTRIES_IN_USE.fetch_update(Relaxed, Relaxed, first_free) {
            Ok(used) => CacheKey { id, entry: used.trailing_ones() as usize, owns_entry: true },
            Err(_) => CacheKey { id, entry: id as usize % ENTRIES, owns_entry: false },
        }
    }

    #[cfg(feature = "metrics")]
    pub(super) fn id(&self) -> u64 {
        self.id
    }

    /// This thread's magazine of the pool that has this key, if it is on the pool's line.
    ///
    /// # Safety
    ///
    /// The pool that has this key, and with it its [`Inner`], is alive as long as the reference is used.
    #[inline(always)]
    pub(super) unsafe fn cached_magazine(&self) -> Option<&Magazine> {
        CACHED.with(|cached| {
            // SAFETY: I12: `line` is less than `ENTRIES` in every key.
            let (id, magazine) = unsafe {
                (cached.ids.get_unchecked(self.entry), cached.magazines.get_unchecked(self.entry))
            };
            // SAFETY: I9, I12: it is a magazine of this very pool: a line is written by
            // `Key::magazine` only, with the id of the pool whose core made the magazine, and ids
            // are never used twice. A core owns its magazines until it is dropped, and this one is
            // alive.
            (id.get() == self.id).then(|| unsafe { magazine.get().as_ref() })
        })
    }

    /// This thread's magazine of the pool that has this key and `core`; it gets one if it has
    /// none, unless the thread is about to end.
    #[cold]
    #[inline(never)]
    pub(super) fn magazine<'a>(&self, inner: &'a Arc<Inner>) -> Option<&'a Magazine> {
        // The table is borrowed already if the program's allocator uses a pool and was called from
        // `find`. No other code of the user's runs in there.
        let find = |table: &RefCell<Table>| Some(table.try_borrow_mut().ok()?.find(self.id, inner));
        let magazine = TABLE.try_with(find).ok()??;
        CACHED.with(|cached| cached.set(self.entry, self.id, magazine));
        // SAFETY: I9, I12: `find` says that it is a magazine of this `core`, which owns its
        // magazines until it is dropped itself.
        Some(unsafe { magazine.as_ref() })
    }
}

impl Drop for CacheKey {
    fn drop(&mut self) {
        if self.owns_entry {
            ENTRIES_IN_USE.fetch_and(!(1 << self.entry), Relaxed);
        }
    }
}

/// The magazines that a thread used last. Two arrays, each of which one instruction can index.
struct Cached {
    ids: [Cell<u64>; ENTRIES],
    /// Dangling where the id is nobody's.
    magazines: [Cell<NonNull<Magazine>>; ENTRIES],
}

impl Cached {
    const fn new() -> Self {
        Cached {
            ids: [const { Cell::new(NOBODY) }; ENTRIES],
            magazines: [const { Cell::new(NonNull::dangling()) }; ENTRIES],
        }
    }

    fn set(&self, entry: usize, id: u64, magazine: NonNull<Magazine>) {
        self.ids[entry].set(id);
        self.magazines[entry].set(magazine);
    }
}

/// The magazines that a thread owns.
struct Table {
    magazines: BTreeMap<u64, Entry>,
    /// How many there may be before those of pools that are gone are looked for.
    purge_at: usize,
}

struct Entry {
    inner: Weak<Inner>,
    /// Owned by the `Inner`: not to be touched unless it is alive.
    magazine: NonNull<Magazine>,
}

impl Table {
    const fn new() -> Self {
        Table { magazines: BTreeMap::new(), purge_at: PURGE_FROM }
    }

    /// The magazine that the thread has of the pool `id`, whose memory is `core`. It is one that
    /// `core` has made.
    fn find(&mut self, id: u64, inner: &Arc<Inner>) -> NonNull<Magazine> {
        if let Some(entry) = self.magazines.get(&id) {
            return entry.magazine;
        }
        if self.magazines.len() >= self.purge_at {
            self.magazines.retain(|_, entry| entry.inner.strong_count() > 0);
            self.purge_at = (2 * self.magazines.len()).max(PURGE_FROM);
        }
        let magazine = NonNull::from(inner.shared().register());
        self.magazines.insert(id, Entry { inner: Arc::downgrade(inner), magazine });
        magazine
    }
}

impl Drop for Table {
    fn drop(&mut self) {
        // Whatever the thread still does with a pool, by the destructors of other thread-locals,
        // finds no line, and no table either.
        CACHED.with(|cached| {
            cached.ids.iter().for_each(|id| id.set(NOBODY));
        });
        for Entry { inner, magazine } in std::mem::take(&mut self.magazines).into_values() {
            if let Some(inner) = inner.upgrade() {
                // SAFETY: I9, I12: the magazine is `core`'s, see `find`, and `core` is alive here.
                inner.unregister(unsafe { magazine.as_ref() });
            }
        }
    }
}
