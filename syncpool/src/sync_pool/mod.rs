//! The run-time pool: one that is made while the program runs.
//!
//! Three things differ from a static pool:
//! - a thread finds its magazine by the pool's index, see [`thread_cache`];
//! - the objects are made and cleared by functions whose types are erased, see [`hooks`] and
//!   [`reset_hooks`]: an object that comes back costs one indirect call;
//! - the pool can grow and can be dropped, see [`inner`] and [`thread_cache`].

mod admission;
mod build_error;
mod builder;
mod checked;
mod constructors;
mod drain;
mod handles;
pub mod hooks;
mod inner;
mod manage;
mod reset_hooks;
#[cfg(all(feature = "std", target_has_atomic = "64"))]
mod thread_cache;
#[cfg(not(all(feature = "std", target_has_atomic = "64")))]
#[path = "no_thread_cache.rs"]
mod thread_cache;
mod weak;

use alloc::boxed::Box;
use alloc::sync::Arc;
use core::fmt;
use core::marker::PhantomData;
use core::mem;
use core::panic::{RefUnwindSafe, UnwindSafe};
use core::time::Duration;

pub use self::build_error::BuildError;
pub use self::builder::SyncPoolBuilder;
pub use self::drain::Drain;
use self::hooks::Make;
use self::inner::Inner;
use self::reset_hooks::ResetHooks;
use self::thread_cache::PoolId;
use crate::Pooled;
use crate::front;
use crate::raw::Reaper;
use crate::raw::sync::AtomicBool;

/// A pool made at run time.
///
/// Use it where [`pool!`](crate::pool) does not fit: its capacity comes from a configuration, its
/// functions capture something, it belongs to one part of the program and ends with it, or there
/// are many of them. It keeps the same promises as a static pool (at most as many idle objects as
/// its capacity says, `get` never fails and never blocks) and is nearly as fast.
///
/// Everything works through `&self`. Threads share it by reference, in a `static`
/// [`LazyLock`](std::sync::LazyLock), or in an [`Arc`]: [`get`](Self::get) borrows the pool,
/// [`get_owned`](Self::get_owned) gives a guard that keeps it alive, and [`get_weak`](Self::get_weak) one
/// that may outlive it.
///
/// [`new`](Self::new), [`with_size`](Self::with_size) and the other constructors make all objects in
/// advance. The [`builder`](Self::builder) makes none in advance unless
/// [`prefill`](SyncPoolBuilder::prefill) is set.
///
/// When the pool is dropped, so are its idle objects, those that other threads keep to themselves
/// included. If a destructor panics, the others still run. If a second one panics, the process aborts, as
/// with a `Vec`.
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
    id: PoolId,
    reset: ResetHooks<T>,
    inner: Arc<Inner>,
    make: Make<T>,
    may_expand: AtomicBool,
    name: Option<Arc<str>>,
    _objects: Objects<T>,
}

/// The objects that a pool owns. The pool hands each to one thread at a time, so threads may share it if
/// objects may move between threads.
struct Objects<T>(PhantomData<T>);

// SAFETY: it holds nothing, and I8: an object that the pool has given to a thread is in no other place.
unsafe impl<T: Send> Sync for Objects<T> {}

impl<T> SyncPool<T> {
    fn assemble(
        capacity: usize,
        name: Option<Arc<str>>,
        make: Make<T>,
        reset: ResetHooks<T>,
        adaptive: Option<(Arc<Reaper>, Duration)>,
    ) -> Self {
        let inner = Arc::new(Inner::new(capacity, adaptive));
        #[cfg(feature = "metrics024")]
        if let Some(name) = &name {
            let address = Arc::as_ptr(&inner).addr();
            let inner = Arc::downgrade(&inner);
            let stats = move || {
                let inner = inner.upgrade()?;
                Some(crate::Stats::of(inner.shared(), inner.capacity(), size_of::<T>()))
            };
            crate::metrics::publish_named(name, address, stats);
        }
        SyncPool {
            id: PoolId::new(),
            reset,
            inner,
            make,
            may_expand: AtomicBool::new(false),
            name,
            _objects: Objects(PhantomData),
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

    /// Gets an object that comes back by itself; an empty pool gets one from `make`.
    ///
    /// For objects that are made of something that only the caller has. The function is called at most
    /// once, on this thread, so it may borrow. What it makes counts as a miss.
    ///
    /// # Panics
    ///
    /// If `make` panics; the pool is as before.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::SyncPool;
    ///
    /// let pool = SyncPool::<String>::builder().without_init().build();
    /// let name = String::from("borrowed");
    /// assert_eq!(pool.get_or(|| name.clone()), "borrowed");
    /// assert_eq!(pool.get_or(|| unreachable!("one is idle")), "");
    /// assert_eq!(pool.miss_count(), 1);
    /// ```
    #[inline]
    pub fn get_or(&self, make: impl FnOnce() -> T) -> Pooled<&Self> {
        Pooled::new(front::take_or(self, || Box::new(make())), self)
    }

    /// Gets an object that comes back by itself; an empty pool gets one from `make`, which may fail.
    ///
    /// # Errors
    ///
    /// The error of `make`. Such a get counts as a miss, and as [`failed`](crate::Stats::failed).
    ///
    /// # Panics
    ///
    /// If `make` panics; the pool is as before.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::SyncPool;
    ///
    /// let pool = SyncPool::<u32>::builder().without_init().build();
    /// assert!(pool.get_or_try(|| "none".parse()).is_err());
    /// assert_eq!(*pool.get_or_try(|| "42".parse())?, 42);
    /// # Ok::<(), std::num::ParseIntError>(())
    /// ```
    #[inline]
    pub fn get_or_try<E>(&self, make: impl FnOnce() -> Result<T, E>) -> Result<Pooled<&Self>, E> {
        let object = front::take_or_try(self, || make().map(Box::new))?;
        Ok(Pooled::new(object, self))
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
    #[must_use = "a guard that is not kept gives its object straight back"]
    #[inline]
    pub fn try_get(&self) -> Option<Pooled<&Self>> {
        Some(Pooled::new(self.try_take()?, self))
    }

    /// Gets an object that comes back by itself and keeps the pool alive until then.
    ///
    /// Use it for a guard that goes to another thread, or into a struct without a lifetime. The guard
    /// holds an [`Arc`], which is counted up here and down when the guard is dropped. These two atomic
    /// updates make it take about 1.6 times as long as [`get`](Self::get), and more if several threads
    /// do so at once.
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
    /// let pool = Arc::new(SyncPool::<String>::with_size(1));
    /// let mut line = pool.get_owned();
    /// thread::spawn(move || line.push('x')).join().unwrap();
    /// assert_eq!(pool.len(), 1, "the line came back from the other thread");
    ///
    /// let line = pool.get_owned();
    /// drop(pool);
    /// assert_eq!(line, "", "the guard has kept the pool alive");
    /// ```
    #[inline]
    pub fn get_owned(self: &Arc<Self>) -> Pooled<Arc<Self>> {
        Pooled::new(self.take(), Arc::clone(self))
    }

    /// Gets an object that comes back by itself and keeps the pool alive until then, if one is idle; never
    /// makes one.
    ///
    /// It is to [`get_owned`](Self::get_owned) what [`try_get`](Self::try_get) is to
    /// [`get`](Self::get). The [`Arc`] is counted only if there is an object.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::sync::Arc;
    /// use syncpool::SyncPool;
    ///
    /// let pool = Arc::new(SyncPool::<String>::with_size(1));
    /// let line = pool.try_get_owned();
    /// assert!(line.is_some());
    /// assert!(pool.try_get_owned().is_none());
    /// ```
    #[must_use = "a guard that is not kept gives its object straight back"]
    #[inline]
    pub fn try_get_owned(self: &Arc<Self>) -> Option<Pooled<Arc<Self>>> {
        Some(Pooled::new(self.try_take()?, Arc::clone(self)))
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
    #[must_use = "the object is dropped if it is not used"]
    #[inline]
    pub fn take(&self) -> Box<T> {
        front::take(self)
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
    #[must_use = "the object is dropped if it is not used"]
    #[inline]
    pub fn try_take(&self) -> Option<Box<T>> {
        front::try_take(self)
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
    #[rustfmt::skip] // rustc prints the next line where the argument is wrong
    pub fn put(&self, object: Box<T>) -> Option<Box<T>> { // a guard needs no `put`: drop it
        front::put(self, object)
    }
}

impl<T> Drop for SyncPool<T> {
    fn drop(&mut self) {
        if !self.id.close() {
            // The process was forked while a thread gave a magazine back. What that thread may have left half
            // done stays as it is.
            mem::forget(Arc::clone(&self.inner));
            return;
        }
        #[cfg(feature = "metrics024")]
        if let Some(name) = &self.name {
            crate::metrics::retire_named(name, Arc::as_ptr(&self.inner).addr(), &self.stats());
        }
        front::drop_all(self, &mut self.inner.drain());
    }
}

/// A panic of a user's function leaves the pool consistent, and no thread reaches its idle objects.
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
