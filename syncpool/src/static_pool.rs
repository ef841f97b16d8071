//! The static pool: what `pool!` declares.

use core::fmt;
use core::ptr::{self, NonNull};

use crate::commons::{Commons, Registry};
use crate::depot::{Block, Object};
use crate::hint::Group;
use crate::local::Local;
use crate::magazine::Magazine;
use crate::{Pool, Pooled, Stats};

/// The largest capacity of a pool, in objects.
pub const MAX_CAPACITY: usize = 1 << 24;

/// What `pool!` tells about a pool: implemented by the type that has the pool's name.
pub trait Declaration: Copy + 'static {
    /// What the pool holds.
    type Item: Send + 'static;
    /// Memory for as many slots as the capacity says.
    type Storage: Slots;
    /// The most idle objects that the pool keeps.
    const CAPACITY: usize;
    /// The name of the static.
    const NAME: &'static str;
    /// The handle itself, which has no content.
    const HANDLE: Self;

    /// The static.
    fn pool() -> &'static StaticPool<Self>;
    /// Calls `with` with this thread's place in the pool.
    fn local<R>(with: impl FnOnce(&Local<Self>) -> R) -> R;
    /// Makes an object.
    fn init() -> Box<Self::Item>;
    /// Clears an object that comes back.
    fn reset(object: &mut Self::Item);
    /// Tells whether an object that was cleared is worth keeping.
    fn is_reusable(object: &Self::Item) -> bool;
}

/// Memory for a pool's slots.
pub trait Slots: Sync + 'static {
    /// All slots free. The memory is all zeros.
    const NEW: Self;
    /// The blocks of slots.
    fn blocks(&self) -> &[Block];
    /// The hints about the blocks.
    fn groups(&self) -> &[Group];
}

/// Memory for `BLOCKS` blocks of slots, in `GROUPS` groups.
pub struct Storage<const BLOCKS: usize, const GROUPS: usize> {
    blocks: [Block; BLOCKS],
    groups: [Group; GROUPS],
}

impl<const BLOCKS: usize, const GROUPS: usize> Slots for Storage<BLOCKS, GROUPS> {
    const NEW: Self = Storage {
        blocks: [const { Block::new() }; BLOCKS],
        groups: [const { Group::new() }; GROUPS],
    };

    #[inline(always)]
    fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    #[inline(always)]
    fn groups(&self) -> &[Group] {
        &self.groups
    }
}

impl<const BLOCKS: usize, const GROUPS: usize> fmt::Debug for Storage<BLOCKS, GROUPS> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Storage").finish_non_exhaustive()
    }
}

/// Checks a capacity while the program is compiled.
///
/// # Panics
///
/// If it is 0 or more than [`MAX_CAPACITY`].
#[must_use]
#[track_caller]
pub const fn capacity(objects: usize) -> usize {
    assert!(
        objects > 0,
        "a pool that keeps 0 objects is no pool: give it a capacity of at least 1"
    );
    assert!(objects <= MAX_CAPACITY, "a pool keeps at most 16777216 (1 << 24) objects");
    objects
}

/// A pool that is a `static`, declared by [`pool!`](crate::pool).
///
/// It is ready at compile time and lies in zeroed memory: a pool that is never used costs nothing
/// at start-up.
pub struct StaticPool<K: Declaration> {
    registry: Registry,
    slots: K::Storage,
}

impl<K: Declaration> StaticPool<K> {
    #[doc(hidden)]
    #[must_use]
    #[allow(clippy::new_without_default, reason = "only `pool!` makes static pools")]
    pub const fn new() -> Self {
        StaticPool { registry: Registry::new(), slots: K::Storage::NEW }
    }

    /// Gets an object that comes back by itself; an empty pool makes a new one.
    #[inline]
    pub fn get(&'static self) -> Pooled<K> {
        Pooled::new(self.take(), K::HANDLE)
    }

    /// Gets an object that comes back by itself if one is idle; never makes one.
    #[inline]
    pub fn try_get(&'static self) -> Option<Pooled<K>> {
        Some(Pooled::new(self.try_take()?, K::HANDLE))
    }

    /// Takes an object out of the pool for good; an empty pool makes a new one.
    #[inline]
    pub fn take(&'static self) -> Box<K::Item> {
        match self.pop() {
            // SAFETY: see `own`.
            Some(object) => unsafe { own::<K>(object) },
            None => self.take_slow(),
        }
    }

    /// Takes an object out of the pool for good if one is idle; never makes one.
    #[inline]
    pub fn try_take(&'static self) -> Option<Box<K::Item>> {
        match self.pop() {
            // SAFETY: see `own`.
            Some(object) => Some(unsafe { own::<K>(object) }),
            None => self.try_take_slow(),
        }
    }

    /// Resets an object and gives it to the pool.
    #[inline]
    pub fn put(&'static self, mut object: Box<K::Item>) -> Option<Box<K::Item>> {
        // No borrow of the pool is held here: both may use it, and panic.
        K::reset(&mut object);
        if !K::is_reusable(&object) {
            return self.refuse(object);
        }
        match self.push(disown::<K>(object)) {
            Ok(()) => None,
            Err(object) => self.put_slow(object),
        }
    }

    /// The number of idle objects.
    pub fn len(&'static self) -> usize {
        self.commons().len()
    }

    /// Tells whether no object is idle.
    pub fn is_empty(&'static self) -> bool {
        self.len() == 0
    }

    /// The most idle objects that the pool ever keeps: the `N` of its declaration.
    pub const fn capacity(&'static self) -> usize {
        K::CAPACITY
    }

    /// How many times a get found no idle object and made one.
    pub fn miss_count(&'static self) -> u64 {
        self.stats().misses
    }

    /// Makes up to `n` idle objects and tells how many.
    pub fn refill(&'static self, n: usize) -> usize {
        let fits = || self.len() < K::CAPACITY;
        let kept = |object| self.commons().stock(K::local(Local::known), disown::<K>(object));
        for made in 0..n {
            if !fits() {
                return made;
            }
            if let Err(object) = kept(K::init()) {
                // SAFETY: see `own`.
                drop(unsafe { own::<K>(object) });
                return made;
            }
        }
        n
    }

    /// Drops idle objects down to `keep` and tells how many.
    pub fn trim(&'static self, keep: usize) -> usize {
        let excess = self.len().saturating_sub(keep);
        for dropped in 0..excess {
            match self.commons().unstock(K::local(Local::known)) {
                // SAFETY: see `own`.
                Some(object) => drop(unsafe { own::<K>(object) }),
                None => return dropped,
            }
        }
        excess
    }

    /// A snapshot of the pool's counters.
    pub fn stats(&'static self) -> Stats {
        Stats::of(self.commons(), K::CAPACITY)
    }

    /// The pool's handle: a value of no size that can be given to whatever takes a [`Pool`].
    #[must_use]
    pub const fn handle(&'static self) -> K {
        K::HANDLE
    }

    /// The fast way to an idle object.
    #[inline(always)]
    fn pop(&'static self) -> Option<Object> {
        K::local(|local| match self.commons().only_open() {
            Some(open) => local.take_open(open),
            None => local.pop(),
        })
    }

    /// The fast way back.
    #[inline(always)]
    fn push(&'static self, object: Object) -> Result<(), Object> {
        K::local(|local| match self.commons().only_open() {
            Some(open) => local.put_open(open, object),
            None => local.push(object),
        })
    }

    #[inline(always)]
    pub(crate) fn commons(&'static self) -> Commons<'static> {
        let (blocks, groups) = (self.slots.blocks(), self.slots.groups());
        Commons::new(&self.registry, blocks, groups, K::CAPACITY)
    }

    /// This thread's magazine, made if need be; `None` once the thread is past its end.
    fn magazine(&'static self) -> Option<&'static Magazine> {
        assert!(ptr::eq(self, K::pool()), "a declaration has one pool");
        K::local(Local::magazine)
    }

    #[cold]
    #[inline(never)]
    fn try_take_slow(&'static self) -> Option<Box<K::Item>> {
        let object = self.commons().take(self.magazine())?;
        // SAFETY: see `own`.
        Some(unsafe { own::<K>(object) })
    }

    #[cold]
    #[inline(never)]
    fn take_slow(&'static self) -> Box<K::Item> {
        self.try_take_slow().unwrap_or_else(|| {
            let object = K::init();
            // Counted afterwards: an `init` that panics has made nothing.
            self.commons().count_miss(self.magazine());
            object
        })
    }

    #[cold]
    #[inline(never)]
    fn put_slow(&'static self, object: Object) -> Option<Box<K::Item>> {
        let object = self.commons().put(self.magazine(), object).err()?;
        // SAFETY: see `own`.
        Some(unsafe { own::<K>(object) })
    }

    #[cold]
    #[inline(never)]
    fn refuse(&'static self, object: Box<K::Item>) -> Option<Box<K::Item>> {
        self.commons().count_unfit(self.magazine());
        Some(object)
    }
}

/// Turns an object into what a pool holds.
#[inline(always)]
fn disown<K: Declaration>(object: Box<K::Item>) -> Object {
    NonNull::from(Box::leak(object)).cast()
}

/// Turns what a pool held into its object.
///
/// # Safety
///
/// `object` must come from `disown` of the same `K`, and must have left the pool by the call that
/// gave it to the caller: an object is in one slot or one magazine at a time, so nobody else has
/// it.
#[inline(always)]
unsafe fn own<K: Declaration>(object: Object) -> Box<K::Item> {
    // SAFETY: by the contract above.
    unsafe { Box::from_raw(object.cast().as_ptr()) }
}

impl<K: Declaration> fmt::Debug for StaticPool<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StaticPool")
            .field("name", &K::NAME)
            .field("capacity", &K::CAPACITY)
            .finish_non_exhaustive()
    }
}

impl<K: Declaration> Pool for K {
    type Item = K::Item;

    #[inline]
    fn take(&self) -> Box<K::Item> {
        K::pool().take()
    }

    #[inline]
    fn try_take(&self) -> Option<Box<K::Item>> {
        K::pool().try_take()
    }

    #[inline]
    fn put(&self, object: Box<K::Item>) -> Option<Box<K::Item>> {
        K::pool().put(object)
    }
}

impl<K: Declaration> Pool for &'static StaticPool<K> {
    type Item = K::Item;

    #[inline]
    fn take(&self) -> Box<K::Item> {
        StaticPool::take(self)
    }

    #[inline]
    fn try_take(&self) -> Option<Box<K::Item>> {
        StaticPool::try_take(self)
    }

    #[inline]
    fn put(&self, object: Box<K::Item>) -> Option<Box<K::Item>> {
        StaticPool::put(self, object)
    }
}
