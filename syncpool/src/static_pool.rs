//! The static pool: what `pool!` declares.

use core::fmt;
use core::ptr;

use crate::commons::{Commons, Reaping, Registry};
use crate::declaration::{Declaration, Slots};
use crate::local::Local;
use crate::magazine::Magazine;
use crate::object::{Fate, Object, disown, own};
use crate::unwinding::noticing;
use crate::{Pool, Pooled, Stats};

/// A pool that is a `static`, declared by [`pool!`](crate::pool).
///
/// It is ready at compile time and lies in zeroed memory: a pool that is never used costs nothing
/// at start-up. Of N objects, it takes at most 16 N + 1024 bytes, and about one and a half
/// kilobytes for each thread that uses it.
///
/// All methods are called on the name of the pool: `NAME.get()`.
///
/// # Examples
///
/// ```
/// use syncpool::prelude::*;
///
/// pool!(static BUFFERS: Vec<u8> = 64, init = || Vec::with_capacity(4096));
///
/// let mut buffer: Pooled<BUFFERS> = BUFFERS.get();
/// buffer.extend_from_slice(b"hello");
/// std::thread::spawn(move || drop(buffer)).join().unwrap(); // it returns from any thread
/// assert_eq!(BUFFERS.len(), 1);
/// ```
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
    ///
    /// It never fails and never waits. The object is cleared, as if it had just been made, but for the
    /// memory that it has kept.
    ///
    /// # Panics
    ///
    /// If the pool is empty and the function that makes an object panics; the pool is as before.
    ///
    /// # Examples
    ///
    /// ```
    /// syncpool::pool!(static LINES: String = 64);
    ///
    /// let mut line = LINES.get();
    /// line.push_str("hello");
    /// drop(line);
    /// assert_eq!((LINES.len(), LINES.get().as_str()), (1, ""));
    /// ```
    #[inline]
    pub fn get(&'static self) -> Pooled<K> {
        Pooled::new(self.take(), K::HANDLE)
    }

    /// Gets an object that comes back by itself if one is idle; never makes one.
    ///
    /// For work that can be put off, or done without an object, when the pool is empty.
    ///
    /// # Examples
    ///
    /// ```
    /// syncpool::pool!(static LINES: String = 64);
    ///
    /// assert!(LINES.try_get().is_none());
    /// LINES.refill(1);
    /// assert!(LINES.try_get().is_some());
    /// ```
    #[inline]
    pub fn try_get(&'static self) -> Option<Pooled<K>> {
        Some(Pooled::new(self.try_take()?, K::HANDLE))
    }

    /// Takes an object out of the pool for good; an empty pool makes a new one.
    ///
    /// For an object whose owner wants a `Box`. [`put`](Self::put) gives it back.
    ///
    /// # Panics
    ///
    /// If the pool is empty and the function that makes an object panics; the pool is as before.
    ///
    /// # Examples
    ///
    /// ```
    /// syncpool::pool!(static LINES: String = 64);
    ///
    /// let line: Box<String> = LINES.take();
    /// drop(line); // dropped like any other box
    /// assert_eq!(LINES.len(), 0);
    /// ```
    #[inline]
    pub fn take(&'static self) -> Box<K::Item> {
        match self.pop() {
            // SAFETY: I8, see `own`.
            Some(object) => unsafe { own::<K::Item>(object) },
            None => self.take_slow(),
        }
    }

    /// Takes an object out of the pool for good if one is idle; never makes one.
    ///
    /// # Examples
    ///
    /// ```
    /// syncpool::pool!(static LINES: String = 64);
    ///
    /// LINES.put(Box::new("hello".to_owned()));
    /// assert_eq!(LINES.try_take().as_deref(), Some(&String::new()));
    /// assert_eq!(LINES.try_take(), None);
    /// ```
    #[inline]
    pub fn try_take(&'static self) -> Option<Box<K::Item>> {
        match self.pop() {
            // SAFETY: I8, see `own`.
            Some(object) => Some(unsafe { own::<K::Item>(object) }),
            None => self.try_take_slow(),
        }
    }

    /// Resets an object and gives it to the pool, wherever it comes from.
    ///
    /// Returns `None` if the pool has kept it. Returns the object, reset, if the pool is full or the
    /// object's [`is_reusable`](crate::Poolable::is_reusable) said no.
    ///
    /// # Panics
    ///
    /// If the object's reset or `is_reusable` panics; the object is dropped, and the pool as before.
    ///
    /// # Examples
    ///
    /// ```
    /// syncpool::pool!(static LINES: String = 1);
    ///
    /// assert_eq!(LINES.put(Box::new("first".to_owned())), None);
    /// assert_eq!(LINES.put(Box::new("second".to_owned())), Some(Box::default()), "full");
    /// ```
    #[inline]
    pub fn put(&'static self, mut object: Box<K::Item>) -> Option<Box<K::Item>> {
        let fate = self.reset(&mut object);
        if fate != Fate::Fit {
            return self.refuse(object, fate);
        }
        match self.push(disown(object)) {
            Ok(()) => None,
            Err(object) => self.put_slow(object),
        }
    }

    /// Returns the number of idle objects, those that threads keep to themselves included.
    ///
    /// It is collected from all threads without stopping them: exact while none of them uses the pool,
    /// and never more than the capacity. It reads memory of each of them, so it is not for a hot path.
    ///
    /// # Examples
    ///
    /// ```
    /// syncpool::pool!(static LINES: String = 64);
    ///
    /// drop([LINES.get(), LINES.get()]);
    /// assert_eq!(LINES.len(), 2);
    /// ```
    pub fn len(&'static self) -> usize {
        self.commons().len()
    }

    /// Tells whether no object is idle, as [`len`](Self::len) does.
    ///
    /// # Examples
    ///
    /// ```
    /// syncpool::pool!(static LINES: String = 64);
    ///
    /// assert!(LINES.is_empty());
    /// ```
    pub fn is_empty(&'static self) -> bool {
        self.len() == 0
    }

    /// Returns the most idle objects that the pool ever keeps: the `N` of its declaration.
    ///
    /// # Examples
    ///
    /// ```
    /// syncpool::pool!(static LINES: String = 64);
    ///
    /// assert_eq!(LINES.capacity(), 64);
    /// ```
    pub const fn capacity(&'static self) -> usize {
        K::CAPACITY
    }

    /// Returns how many times an object was made because none was idle.
    ///
    /// A count that goes on growing when the program has warmed up says that the pool is too small.
    ///
    /// # Examples
    ///
    /// ```
    /// syncpool::pool!(static LINES: String = 64);
    ///
    /// drop(LINES.get());
    /// drop(LINES.get());
    /// assert_eq!(LINES.miss_count(), 1);
    /// ```
    pub fn miss_count(&'static self) -> u64 {
        self.stats().misses
    }

    /// Makes up to `n` idle objects, as long as the pool has room, and returns how many.
    ///
    /// For warming a pool up before the first request comes.
    ///
    /// # Panics
    ///
    /// If the function that makes the objects panics; those that were made by then are kept.
    ///
    /// # Examples
    ///
    /// ```
    /// syncpool::pool!(static LINES: String = 64);
    ///
    /// assert_eq!(LINES.refill(60), 60);
    /// assert_eq!(LINES.refill(60), 4);
    /// ```
    pub fn refill(&'static self, n: usize) -> usize {
        let room = n.min(K::CAPACITY.saturating_sub(self.len()));
        for made in 0..room {
            let magazine = K::local(Local::known);
            let object = disown(match magazine.filter(|_| made == 0) {
                Some(magazine) => magazine.counters.timed(K::init),
                None => K::init(),
            });
            if let Err(object) = self.commons().stock(magazine, object) {
                // SAFETY: I8, see `own`: the pool has refused what it was given here.
                drop(unsafe { own::<K::Item>(object) });
                return made;
            }
        }
        room
    }

    /// Drops idle objects until no more than `keep` are left, and returns how many.
    ///
    /// The objects that other threads keep to themselves, half of the pool at most, can't be reached from
    /// here: if they are needed to get down to `keep`, more than that are left.
    ///
    /// # Panics
    ///
    /// If an object's destructor panics; the others stay in the pool.
    ///
    /// # Examples
    ///
    /// ```
    /// syncpool::pool!(static LINES: String = 64);
    ///
    /// LINES.refill(10);
    /// assert_eq!(LINES.trim(3), 7);
    /// assert_eq!(LINES.len(), 3);
    /// ```
    pub fn trim(&'static self, keep: usize) -> usize {
        let excess = self.len().saturating_sub(keep);
        for dropped in 0..excess {
            match self.commons().unstock(K::local(Local::known)) {
                // SAFETY: I8, see `own`.
                Some(object) => drop(unsafe { own::<K::Item>(object) }),
                None => return dropped,
            }
        }
        excess
    }

    /// Returns a snapshot of the pool's counters, which prints with advice on the capacity.
    ///
    /// # Examples
    ///
    /// ```
    /// syncpool::pool!(static LINES: String = 64);
    ///
    /// drop(LINES.get());
    /// drop(LINES.get());
    /// let stats = LINES.stats();
    /// assert_eq!((stats.hits, stats.misses, stats.idle), (1, 1, 1));
    /// assert_eq!(stats.hit_rate(), 0.5);
    /// ```
    pub fn stats(&'static self) -> Stats {
        Stats::of(self.commons(), K::CAPACITY, size_of::<K::Item>())
    }

    /// Returns the pool's handle: a value of no size, for what takes any [`Pool`].
    ///
    /// `&NAME` is a handle, too; the guards that come from it are 16 bytes wide, and those that come from
    /// `NAME.handle()` are 8.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::prelude::*;
    ///
    /// fn hello<P: Pool<Item = String>>(pool: P) -> Pooled<P> {
    ///     let mut line = Pool::get(pool);
    ///     line.push_str("hello");
    ///     line
    /// }
    ///
    /// pool!(static LINES: String = 64);
    ///
    /// let line: Pooled<LINES> = hello(LINES.handle());
    /// assert_eq!(line, "hello");
    /// ```
    #[must_use]
    pub const fn handle(&'static self) -> K {
        K::HANDLE
    }

    /// What a guard's drop does: `put`, with nothing to tell.
    #[inline]
    fn give_back(&'static self, mut object: Box<K::Item>) {
        let fate = self.reset(&mut object);
        let object = disown(object);
        if fate != Fate::Fit || self.push(object).is_err() {
            self.give_back_slow(object, fate);
        }
    }

    /// Resets an object that comes back, and tells whether to keep it.
    #[inline(always)]
    fn reset(&'static self, object: &mut K::Item) -> Fate {
        // No borrow of the pool is held here: all three may use it, and panic.
        noticing(
            || self.count_unwinding(),
            || {
                let allows = |reaping: Reaping<'_>| reaping.reaper.allows(K::footprint(object));
                let is_lean = self.reaping().is_none_or(allows);
                K::reset(object);
                Fate::of(is_lean, K::is_reusable(object))
            },
        )
    }

    /// What an adaptive pool remembers: known when the pool is compiled not to be there in others.
    #[inline(always)]
    fn reaping(&'static self) -> Option<Reaping<'static>> {
        Some(Reaping::new(self.slots.reaper()?, K::ADAPTIVE?))
    }

    /// Drops what nobody has needed, when it is time to.
    #[inline(always)]
    fn reap(&'static self, magazine: Option<&'static Magazine>) {
        let (Some(reaping), Some(magazine)) = (self.reaping(), magazine) else { return };
        for object in self.commons().call(reaping, magazine).into_iter().flatten() {
            // SAFETY: I8, see `own`.
            drop(unsafe { own::<K::Item>(object) });
        }
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
        // SAFETY: I8, see `own`.
        Some(unsafe { own::<K::Item>(object) })
    }

    #[cold]
    #[inline(never)]
    fn take_slow(&'static self) -> Box<K::Item> {
        self.try_take_slow().unwrap_or_else(|| self.commons().make(self.magazine(), K::init))
    }

    #[cold]
    #[inline(never)]
    fn put_slow(&'static self, object: Object) -> Option<Box<K::Item>> {
        let magazine = self.magazine();
        let refused = self.commons().put(magazine, object).err();
        // SAFETY: I8, see `own`: the pool has refused what it was given here.
        let refused = refused.map(|object| unsafe { own::<K::Item>(object) });
        self.reap(magazine);
        refused
    }

    #[cold]
    #[inline(never)]
    fn give_back_slow(&'static self, object: Object, fate: Fate) {
        drop(if fate == Fate::Fit {
            self.put_slow(object)
        } else {
            // SAFETY: I8, see `own`: the pool was not given it.
            self.refuse(unsafe { own::<K::Item>(object) }, fate)
        });
    }

    #[cold]
    #[inline(never)]
    fn refuse(&'static self, object: Box<K::Item>, fate: Fate) -> Option<Box<K::Item>> {
        self.commons().count_refused(self.magazine(), fate);
        Some(object)
    }

    #[cold]
    #[inline(never)]
    fn count_unwinding(&'static self) {
        self.commons().count_unwinding(self.magazine());
    }
}

impl<K: Declaration> fmt::Debug for StaticPool<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StaticPool")
            .field("name", &K::NAME)
            .field("capacity", &K::CAPACITY)
            .finish_non_exhaustive()
    }
}

// An error about `Pool` must not name `Declaration`, which is hidden.
#[diagnostic::do_not_recommend]
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

    #[inline]
    fn give_back(&self, object: Box<K::Item>) {
        StaticPool::give_back(self, object);
    }

    fn discard(&self, object: Box<K::Item>) {
        self.count_unwinding();
        drop(object);
    }
}
