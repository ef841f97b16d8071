//! The run-time pool: one that is made while the program runs.
//!
//! The core is a static pool's, see [`commons`](crate::commons). What is different:
//! - a thread finds its magazine through the pool's id, see [`thread`];
//! - the objects are made and cleared by functions that the compiler doesn't know here, see
//!   [`recipe`]: one indirect call for an object that comes back;
//! - the pool can end, see [`core`].

mod builder;
mod constructors;
pub(crate) mod core;
#[cfg(all(test, not(loom), not(shuttle)))]
mod counting;
mod expansion;
mod manage;
mod recipe;
mod thread;

use std::fmt;
use std::marker::PhantomData;
use std::mem;
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::sync::{Arc, Mutex};
use std::time::Duration;

pub use self::builder::{BuildError, SyncPoolBuilder};
use self::core::Core;
use self::recipe::{Cleaner, Make};
use self::thread::Key;
use crate::commons::{Reaper, Reaping};
use crate::magazine::Magazine;
use crate::object::{Fate, Object, disown, own};
use crate::sync::AtomicBool;
use crate::unwinding::noticing;
use crate::{Pool, Pooled};

/// A pool made at run time.
///
/// Use it where [`pool!`](crate::pool) does not fit: its capacity comes from a configuration, its
/// functions capture something, it belongs to one part of the program and ends with it, or there
/// are many of them. It keeps the same promises as a static pool (at most as many idle objects as
/// its capacity says, `get` never fails and never blocks) and is nearly as fast.
///
/// Everything works through `&self`. Threads share it by reference, in a `static`
/// [`LazyLock`](std::sync::LazyLock), or in an [`Arc`]: [`get`](Self::get) borrows the pool,
/// [`get_owned`](Self::get_owned) gives a guard that keeps it alive.
///
/// When the pool is dropped, so are its idle objects, those that other threads keep to themselves
/// included. A destructor that panics does not keep the others from being run.
///
/// # Examples
///
/// ```
/// use std::sync::Arc;
/// use std::thread;
/// use syncpool::SyncPool;
///
/// let buffers = Arc::new(SyncPool::<Vec<u8>>::with_size(100));
///
/// let workers: Vec<_> = (0..4)
///     .map(|_| {
///         let buffers = Arc::clone(&buffers);
///         thread::spawn(move || {
///             let mut buffer = buffers.get();
///             buffer.extend_from_slice(b"work");
///             buffer.len()
///         }) // The buffer is cleared and goes back.
///     })
///     .collect();
///
/// for worker in workers {
///     assert_eq!(worker.join().unwrap(), 4);
/// }
/// assert_eq!(buffers.len(), 100);
/// ```
pub struct SyncPool<T> {
    key: Key,
    cleaner: Cleaner<T>,
    core: Arc<Core>,
    make: Make<T>,
    may_expand: AtomicBool,
    name: Option<Arc<str>>,
    /// The pool owns objects, and hands each to one thread at a time: like a mutex, it may go
    /// where its objects may.
    objects: PhantomData<Mutex<T>>,
}

impl<T> SyncPool<T> {
    fn assemble(
        capacity: usize,
        name: Option<Arc<str>>,
        make: Make<T>,
        cleaner: Cleaner<T>,
        adaptive: Option<(Arc<Reaper>, Duration)>,
    ) -> Self {
        let core = Arc::new(Core::new(capacity, adaptive));
        #[cfg(feature = "metrics")]
        if let Some(name) = &name {
            crate::metrics::publish_named(name, &core, size_of::<T>());
        }
        SyncPool {
            key: Key::new(),
            cleaner,
            core,
            make,
            may_expand: AtomicBool::new(false),
            name,
            objects: PhantomData,
        }
    }

    /// Gets an object that comes back by itself; an empty pool makes a new one.
    ///
    /// # Panics
    ///
    /// If the function that makes the objects panics.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::SyncPool;
    ///
    /// let pool = SyncPool::<String>::with_size(10);
    /// let mut line = pool.get();
    /// line.push_str("GET / HTTP/1.1");
    /// drop(line);
    /// assert!(pool.get().is_empty());
    /// ```
    #[inline]
    pub fn get(&self) -> Pooled<&Self> {
        Pooled::new(self.take(), self)
    }

    /// Gets an object that comes back by itself if one is idle; never makes one.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::SyncPool;
    ///
    /// let pool = SyncPool::<String>::with_size(1);
    /// let line = pool.try_get();
    /// assert!(line.is_some());
    /// assert!(pool.try_get().is_none());
    /// ```
    #[inline]
    pub fn try_get(&self) -> Option<Pooled<&Self>> {
        Some(Pooled::new(self.try_take()?, self))
    }

    /// Gets an object that comes back by itself and keeps the pool alive until then.
    ///
    /// For a guard that goes to another thread, or into a struct without a lifetime. It counts the
    /// pool's references up and down, which [`get`](Self::get) does not.
    ///
    /// # Panics
    ///
    /// If the function that makes the objects panics.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::sync::Arc;
    /// use std::thread;
    /// use syncpool::SyncPool;
    ///
    /// let pool = Arc::new(SyncPool::<String>::new());
    /// let mut line = pool.get_owned();
    /// drop(pool);
    /// thread::spawn(move || line.push('x')).join().unwrap();
    /// ```
    #[inline]
    pub fn get_owned(self: &Arc<Self>) -> Pooled<Arc<Self>> {
        Pooled::new(self.take(), Arc::clone(self))
    }

    /// Takes an object out of the pool for good; an empty pool makes a new one.
    ///
    /// It does not come back by itself; [`put`](Self::put) accepts it.
    ///
    /// # Panics
    ///
    /// If the function that makes the objects panics.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::SyncPool;
    ///
    /// let pool = SyncPool::<String>::with_size(10);
    /// let line: Box<String> = pool.take();
    /// drop(line);
    /// assert_eq!(pool.len(), 9);
    /// ```
    #[inline]
    pub fn take(&self) -> Box<T> {
        match self.pop() {
            // SAFETY: I8, see `own`: the pool has given it away here.
            Some(object) => unsafe { own(object) },
            None => self.take_slow(),
        }
    }

    /// Takes an object out of the pool for good if one is idle; never makes one.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::SyncPool;
    ///
    /// let pool = SyncPool::<String>::builder().build();
    /// assert_eq!(pool.try_take(), None);
    /// ```
    #[inline]
    pub fn try_take(&self) -> Option<Box<T>> {
        match self.pop() {
            // SAFETY: I8, see `own`: the pool has given it away here.
            Some(object) => Some(unsafe { own(object) }),
            None => self.try_take_slow(),
        }
    }

    /// Resets an object and gives it to the pool, whether it was made by it or not.
    ///
    /// Returns `None` when it was kept, and the object when the pool is full or the object does
    /// not want to be kept.
    ///
    /// # Panics
    ///
    /// If the function that clears the object panics; the object is dropped then.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::SyncPool;
    ///
    /// let pool = SyncPool::<String>::builder().capacity(1).build();
    /// assert_eq!(pool.put(Box::new(String::from("first"))), None);
    /// let second = pool.put(Box::new(String::from("second")));
    /// assert_eq!(second.as_deref(), Some(&String::new()));
    /// ```
    #[inline]
    pub fn put(&self, object: Box<T>) -> Option<Box<T>> {
        let object = disown(object);
        // SAFETY: I8, I12: the object comes from there.
        match unsafe { self.clear_and_keep(object) } {
            Fate::Kept => None,
            fate => self.put_slow(object, fate),
        }
    }

    /// What a guard's drop does: `put`, with nothing to tell.
    #[inline(always)]
    fn give_back(&self, object: Box<T>) {
        let object = disown(object);
        // SAFETY: I8, I12: as in `put`.
        let fate = unsafe { self.clear_and_keep(object) };
        if fate != Fate::Kept {
            self.give_back_slow(object, fate);
        }
    }

    /// Clears an object and keeps it, if all is as usual. It is dropped if the user's functions panic.
    ///
    /// # Safety
    ///
    /// The object is one that the caller owns and comes from `disown::<T>`.
    #[inline(always)]
    unsafe fn clear_and_keep(&self, object: Object) -> Fate {
        noticing(
            || self.count_unwinding(),
            // SAFETY: I8, I12: by the contract above, and `&self` keeps the pool alive.
            || unsafe { self.cleaner.clear_and_keep(object, &self.key) },
        )
    }

    /// The fast way to an idle object.
    #[inline(always)]
    fn pop(&self) -> Option<Object> {
        self.magazine_on_line()?.pop()
    }

    #[inline(always)]
    fn magazine_on_line(&self) -> Option<&Magazine> {
        // SAFETY: I12: `&self` keeps the pool alive.
        unsafe { self.key.magazine_on_line() }
    }

    /// This thread's magazine, made if need be; `None` once the thread is past its end.
    fn magazine(&self) -> Option<&Magazine> {
        self.magazine_on_line().or_else(|| self.key.magazine(&self.core))
    }

    #[cold]
    #[inline(never)]
    fn try_take_slow(&self) -> Option<Box<T>> {
        self.find_idle()
    }

    #[cold]
    #[inline(never)]
    fn take_slow(&self) -> Box<T> {
        self.find_idle()
            .unwrap_or_else(|| self.core.commons().make(self.magazine(), || (self.make)()))
    }

    #[inline(always)]
    fn find_idle(&self) -> Option<Box<T>> {
        let magazine = self.magazine();
        // The line may have been another pool's, and the magazine not be empty at all.
        let mine = magazine.and_then(|magazine| {
            magazine.pop().or_else(|| self.core.only_open()?.take_own(magazine))
        });
        let object = mine.or_else(|| self.core.commons().take(magazine))?;
        // SAFETY: I8, see `own`: the pool has given it away here.
        Some(unsafe { own(object) })
    }

    /// What is not the usual case of `put`, all in one place, so that `put` stays small.
    #[cold]
    #[inline(never)]
    fn put_slow(&self, object: Object, fate: Fate) -> Option<Box<T>> {
        let magazine = self.magazine();
        let mut kept = Err(object);
        if fate == Fate::Fit {
            if let Some(magazine) = magazine {
                // The line may have been another pool's, and the magazine not be full at all.
                kept = kept.or_else(|object| magazine.push(object));
                if let Some(open) = self.core.only_open() {
                    kept = kept.or_else(|object| open.put_own(magazine, object));
                }
            }
            kept = kept.or_else(|object| self.core.commons().put(magazine, object));
        } else {
            self.core.commons().count_refused(magazine, fate);
        }
        // SAFETY: I8, see `own`: the pool has refused what it was given.
        let refused = kept.err().map(|object| unsafe { own(object) });
        if let (Some(reaping), Some(magazine)) = (self.core.reaping(), magazine) {
            self.reap(reaping, magazine);
        }
        refused
    }

    /// Drops what nobody has needed, when it is time to.
    fn reap(&self, reaping: Reaping<'_>, magazine: &Magazine) {
        for object in self.core.commons().call(reaping, magazine).into_iter().flatten() {
            // SAFETY: I8, see `own`: the pool has given it away here.
            drop(unsafe { own::<T>(object) });
        }
    }

    #[cold]
    #[inline(never)]
    fn count_unwinding(&self) {
        self.core.commons().count_unwinding(self.magazine());
    }

    #[cold]
    #[inline(never)]
    fn give_back_slow(&self, object: Object, fate: Fate) {
        drop(self.put_slow(object, fate));
    }

    /// Drops the objects that are left. A destructor that panics does not stop it.
    fn drop_all(&mut self, near: &mut usize) {
        struct Rest<'a, T>(&'a mut SyncPool<T>, &'a mut usize);

        impl<T> Drop for Rest<'_, T> {
            fn drop(&mut self) {
                self.0.drop_all(self.1);
            }
        }

        while let Some(object) = self.core.take_any(near) {
            let rest = Rest(self, near);
            // SAFETY: I8, see `own`: the pool has given it away here.
            drop(unsafe { own::<T>(object) });
            mem::forget(rest);
        }
    }
}

impl<T> Drop for SyncPool<T> {
    fn drop(&mut self) {
        self.core.close();
        #[cfg(feature = "metrics")]
        if let Some(name) = &self.name {
            crate::metrics::retire_named(name, &self.core);
        }
        self.drop_all(&mut 0);
    }
}

/// Nothing of a pool is left half done when a user's function panics.
impl<T> UnwindSafe for SyncPool<T> {}
impl<T> RefUnwindSafe for SyncPool<T> {}

impl<T> fmt::Debug for SyncPool<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SyncPool")
            .field("name", &self.name)
            .field("capacity", &self.capacity())
            .field("len", &self.len())
            .finish_non_exhaustive()
    }
}

impl<T> Pool for &SyncPool<T> {
    type Item = T;

    #[inline]
    fn take(&self) -> Box<T> {
        (**self).take()
    }

    #[inline]
    fn try_take(&self) -> Option<Box<T>> {
        (**self).try_take()
    }

    #[inline]
    fn put(&self, object: Box<T>) -> Option<Box<T>> {
        (**self).put(object)
    }

    #[inline]
    fn give_back(&self, object: Box<T>) {
        (**self).give_back(object);
    }

    fn discard(&self, object: Box<T>) {
        self.count_unwinding();
        drop(object);
    }
}

impl<T> Pool for Arc<SyncPool<T>> {
    type Item = T;

    #[inline]
    fn take(&self) -> Box<T> {
        (**self).take()
    }

    #[inline]
    fn try_take(&self) -> Option<Box<T>> {
        (**self).try_take()
    }

    #[inline]
    fn put(&self, object: Box<T>) -> Option<Box<T>> {
        (**self).put(object)
    }

    #[inline]
    fn give_back(&self, object: Box<T>) {
        (**self).give_back(object);
    }

    fn discard(&self, object: Box<T>) {
        self.count_unwinding();
        drop(object);
    }
}
