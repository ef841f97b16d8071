//! What a thread knows of the run-time pools: an array by the pools' index.
//!
//! An entry has a pool's id and the thread's magazine. It serves every pool with this index: if the id is
//! another pool's, the entry is a former pool's, and is overwritten. So a pool that is dropped need not tell
//! the threads that have used it, and a thread finds its magazine by a few loads and one comparison,
//! however many pools there are. The pool that was looked up last is found without the array.
//!
//! The array grows when the thread comes to a pool with a larger index. A hook gives the magazines back
//! when the thread ends. It pins each pool meanwhile (see [`directory`]).
//!
//! Rejected: a map by id, which takes longer and keeps the entries of pools that are gone; the
//! `thread_local` crate, which has no hook for the end of a thread, so that the objects in its magazine
//! would be stranded (Netty's Recycler, issues 5563 and 11864).

mod directory;
mod pool_state;

use alloc::boxed::Box;
use alloc::rc::Rc;
use core::cell::Cell;
use core::ptr::{self, NonNull};

use self::directory::INDEX_SHIFT;
pub(in crate::sync_pool) use self::directory::PoolId;
use super::inner::Inner;
use crate::raw::magazine::NO_MAGAZINE;
use crate::raw::sync::MODEL;
use crate::raw::{Magazine, Visits};
use crate::thread::on_thread_exit;

const _: () = assert!(size_of::<Entry>() <= 1 << INDEX_SHIFT);

/// The fewest entries of an array.
const FIRST_ENTRIES: usize = if MODEL { 1 } else { 8 };

const NONE: NonNull<Magazine> = match NonNull::new((&raw const NO_MAGAZINE).cast_mut().cast()) {
    Some(none) => none,
    None => unreachable!(),
};

/// What a thread knows of one pool.
#[repr(align(32))]
struct Entry {
    /// The pool's id; 0 if there is no pool yet.
    id: Cell<u64>,
    /// The thread's magazine, or [`NO_MAGAZINE`].
    magazine: Cell<NonNull<Magazine>>,
    /// The pool's memory, not to be touched unless the pool is alive.
    inner: Cell<*const Inner>,
    visits: Visits,
}

impl Entry {
    const fn new() -> Self {
        Entry {
            id: Cell::new(0),
            magazine: Cell::new(NONE),
            inner: Cell::new(ptr::null()),
            visits: Visits::new(),
        }
    }

    /// Makes this the entry of a pool. The entry was empty, or one of a pool that is gone.
    fn begin(&self, pool: &PoolId, inner: &Inner) {
        self.id.set(pool.id());
        self.magazine.set(NONE);
        self.inner.set(inner);
        self.visits.restart();
    }

    /// Gives the magazine back, if there is one and its pool is alive.
    fn give_back(&self) {
        let magazine = self.magazine.replace(NONE);
        if magazine != NONE {
            directory::pinned(self.id.get(), || {
                // SAFETY: I12: the pool with this id is alive while it is pinned. I9: the magazine is one that
                // its `inner` has made.
                let (inner, magazine) = unsafe { (&*self.inner.get(), magazine.as_ref()) };
                inner.shared().unregister(magazine);
            });
        }
    }
}

/// The array of a thread that knows no pool: one entry, of no pool, which nobody writes to.
struct NoEntries([Entry; 1]);

// SAFETY: I12: nobody writes to the entry. Its id is 0, so it is no pool's.
unsafe impl Sync for NoEntries {}

static NO_ENTRIES: NoEntries = NoEntries([const { Entry::new() }]);

/// A thread's array. It belongs to the hook that gives it back.
#[derive(Clone)]
struct Array {
    entries: Cell<*const Entry>,
    /// The mask of the offset of an entry, in bytes: the length is a power of two.
    mask: Cell<usize>,
}

impl Array {
    const fn empty() -> Self {
        Array { entries: Cell::new((&raw const NO_ENTRIES.0).cast()), mask: Cell::new(0) }
    }

    /// The entry of a pool, or one of another pool.
    #[inline(always)]
    fn entry(&self, pool: &PoolId) -> &Entry {
        // The low bits of an id are the offset of its entry.
        let offset = pool.id() as usize & self.mask.get();
        // SAFETY: I12: there is an entry at each offset that the mask allows.
        unsafe { &*self.entries.get().byte_add(offset) }
    }

    /// The entry of a pool, which becomes the pool's if it is not. `None` if the array has no entry with
    /// its index.
    fn own_entry(&self, pool: &PoolId, inner: &Inner) -> Option<&Entry> {
        if self.is_empty() || pool.index() > self.last_index() {
            return None;
        }
        let entry = self.entry(pool);
        if entry.id.get() != pool.id() {
            entry.begin(pool, inner);
        }
        Some(entry)
    }

    /// The largest index that has an entry.
    fn last_index(&self) -> usize {
        self.mask.get() >> INDEX_SHIFT
    }

    fn is_empty(&self) -> bool {
        ptr::eq(self.entries.get(), (&raw const NO_ENTRIES.0).cast())
    }

    fn set(&self, other: &Array) {
        self.entries.set(other.entries.get());
        self.mask.set(other.mask.get());
    }

    /// Empties the array and returns what it was made of.
    fn take(&self) -> Box<[Entry]> {
        let array = self.clone();
        self.set(&Array::empty());
        if array.is_empty() {
            return Box::default();
        }
        let entries = array.entries.get().cast_mut();
        // SAFETY: I12: the array comes from `Box::into_raw` in `grow`, and nothing points to it any more.
        unsafe { Box::from_raw(ptr::slice_from_raw_parts_mut(entries, array.last_index() + 1)) }
    }
}

/// The thread-local value.
struct Cache {
    /// The pool that the thread has last looked up, or 0, and its magazine of that pool, or [`NO_MAGAZINE`].
    last_id: Cell<u64>,
    last_magazine: Cell<NonNull<Magazine>>,
    /// A copy of what the hook holds, which may live longer.
    array: Array,
    hooked: Cell<*const Array>,
}

crate::thread::thread_local! {
    static CACHE: Cache = const {
        Cache {
            last_id: Cell::new(0),
            last_magazine: Cell::new(NONE),
            array: Array::empty(),
            hooked: Cell::new(ptr::null()),
        }
    };
}

/// The thread's magazine of a pool, or [`NO_MAGAZINE`]; `None` if it is not the pool that the thread has
/// looked up last.
#[inline(always)]
pub(super) fn last_magazine(pool: &PoolId) -> Option<&Magazine> {
    CACHE.with(|cache| {
        // SAFETY: I9, I12: it is the pool's, since no other pool ever had its id. The magazine is one that the
        // pool has made, or a static; the pool lives as long as its id.
        let magazine = || unsafe { cache.last_magazine.get().as_ref() };
        (cache.last_id.get() == pool.id()).then(magazine)
    })
}

/// Looks a pool up. Returns the thread's magazine of it, if it has one.
pub(super) fn magazine(pool: &PoolId) -> Option<&Magazine> {
    CACHE.with(|cache| {
        let entry = cache.array.entry(pool);
        let magazine = entry.magazine.get();
        if entry.id.get() != pool.id() || magazine == NONE {
            return None;
        }
        cache.last_magazine.set(magazine);
        cache.last_id.set(pool.id());
        last_magazine(pool)
    })
}

/// Counts a visit of the thread to a pool of which it has no magazine. Gives it one if it has earned one,
/// unless the thread is about to end.
///
/// # Safety
///
/// `inner` is the memory of the pool, and lives as long as its id.
pub(super) unsafe fn visit(pool: &PoolId, inner: &Inner) {
    let has_earned = CACHE.with(|cache| {
        let entry = cache.array.own_entry(pool, inner)?;
        Some(inner.shared().has_earned(&entry.visits))
    });
    match has_earned {
        Some(false) => {}
        Some(true) => register(pool, inner),
        None => CACHE.with(|cache| cache.grow(pool.index())),
    }
}

/// Gives the thread a magazine of a pool, if its array has an entry of the pool.
fn register(pool: &PoolId, inner: &Inner) {
    // It allocates: the program's allocator may use the pool, and the thread have a magazine afterwards.
    let magazine = inner.shared().register();
    let is_first = CACHE.with(|cache| {
        let entry = cache.array.own_entry(pool, inner)?;
        (entry.magazine.get() == NONE).then(|| entry.magazine.set(NonNull::from(magazine)))
    });
    if is_first.is_none() {
        inner.shared().unregister(magazine);
    }
}

/// Gives the thread a magazine of a pool, whether it has earned one or not.
///
/// # Safety
///
/// As for [`visit`].
#[cfg(test)]
pub(super) unsafe fn register_now(pool: &PoolId, inner: &Inner) {
    if magazine(pool).is_none() {
        CACHE.with(|cache| cache.grow(pool.index()));
        register(pool, inner);
    }
}

impl Cache {
    /// Makes room for an entry with this index. There is none afterwards if the thread is about to end.
    fn grow(&self, index: usize) {
        if self.hooked.get().is_null() {
            let hooked = Rc::new(Array::empty());
            let array = Rc::as_ptr(&hooked);
            if on_thread_exit(move || give_back_all(&hooked)).is_err() {
                return;
            }
            // The program's allocator may have used a pool, and the thread have another hook.
            if self.hooked.get().is_null() {
                self.hooked.set(array);
            }
        }
        let len = (index + 1).next_power_of_two().max(FIRST_ENTRIES);
        let made: Box<[Entry]> = (0..len).map(|_| Entry::new()).collect();
        // The same may have happened here. Nothing is allocated from here on.
        // SAFETY: I12: it is null, or the array of the hook, which sets it to null before it ends.
        let Some(hooked) = (unsafe { self.hooked.get().as_ref() }) else { return };
        if !self.array.is_empty() && index <= self.array.last_index() {
            return;
        }
        let old = self.array.take();
        for (entry, old) in made.iter().zip(&old) {
            entry.id.swap(&old.id);
            entry.magazine.swap(&old.magazine);
            entry.inner.swap(&old.inner);
            entry.visits.restart();
        }
        self.array.entries.set(Box::into_raw(made).cast_const().cast());
        self.array.mask.set((len - 1) << INDEX_SHIFT);
        hooked.set(&self.array);
        // To free memory may use a pool, too: it finds the new array.
        drop(old);
    }
}

/// Gives back the magazines of a thread, and its array.
fn give_back_all(hooked: &Array) {
    CACHE.with(|cache| {
        cache.last_id.set(0);
        if ptr::eq(cache.hooked.get(), hooked) {
            cache.array.set(&Array::empty());
            cache.hooked.set(ptr::null());
        }
    });
    hooked.take().iter().for_each(Entry::give_back);
}
