//! The builder of a run-time pool.

use alloc::boxed::Box;
use alloc::sync::Arc;
use core::fmt;
use core::time::Duration;

use super::admission::Admission;
#[cfg(feature = "bytemuck")]
use super::hooks::InitZeroed;
use super::hooks::{
    Init, InitBoxedWith, InitDefault, InitWith, Reset, ResetPoolable, ResetWith, WithoutInit,
    WithoutReset,
};
use super::{BuildError, SyncPool};
use crate::raw::{DEFAULT_INTERVAL, MAX_CAPACITY, Reaper};

/// The capacity of a pool if none is set, in objects.
pub(super) const DEFAULT_CAPACITY: usize = 64;

/// Builds a [`SyncPool`], and makes no objects in advance unless [`prefill`](Self::prefill) is set.
///
/// [`SyncPool::builder`] returns one. Every setting has a default: a capacity of 64 objects, made by
/// [`Default`] and cleared by [`Poolable`](crate::Poolable). A type that lacks one of these two traits needs
/// [`init`](Self::init) or [`reset`](Self::reset); without them, [`build`](Self::build) does not compile.
/// The functions may capture variables.
///
/// The type parameters `I` and `R` are the hooks that make and clear objects. To store a builder, name
/// them: see [`hooks`](crate::hooks).
///
/// # Examples
///
/// ```
/// use syncpool::SyncPool;
///
/// /// Neither `Default` nor `Poolable`.
/// struct Connection {
///     host: String,
///     sent: Vec<u8>,
/// }
///
/// let host = String::from("db.example");
/// let pool = SyncPool::builder()
///     .capacity(8)
///     .init(move || Connection { host: host.clone(), sent: Vec::new() })
///     .reset(|connection| connection.sent.clear())
///     .reusable(|connection| connection.sent.capacity() <= 1 << 20)
///     .prefill(2)
///     .build();
///
/// assert_eq!(pool.len(), 2);
/// assert_eq!(pool.get().host, "db.example");
/// ```
#[must_use = "a builder does nothing until `build` is called"]
pub struct SyncPoolBuilder<T, I = InitDefault, R = ResetPoolable> {
    capacity: usize,
    prefill: usize,
    name: Option<Arc<str>>,
    adaptive: Option<Duration>,
    may_expand: bool,
    init: I,
    reset: R,
    pub(super) admission: Admission<T>,
}

impl<T> SyncPoolBuilder<T> {
    pub(super) fn new() -> Self {
        SyncPoolBuilder {
            capacity: DEFAULT_CAPACITY,
            prefill: 0,
            name: None,
            adaptive: None,
            may_expand: false,
            init: InitDefault(()),
            reset: ResetPoolable(()),
            admission: Admission::ALL,
        }
    }
}

impl<T, R> SyncPoolBuilder<T, InitDefault, R> {
    /// Makes objects with `init`.
    ///
    /// The object is made on the stack and then moved to the heap. For an object that is too large for the
    /// stack, use [`init_boxed`](Self::init_boxed).
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::SyncPool;
    ///
    /// let pool = SyncPool::builder().init(|| Vec::<u8>::with_capacity(4096)).build();
    /// assert!(pool.get().capacity() >= 4096);
    /// ```
    pub fn init<F>(self, init: F) -> SyncPoolBuilder<T, InitWith<F>, R>
    where
        F: Fn() -> T + Send + Sync + 'static,
    {
        self.with_init(InitWith(init))
    }

    /// Makes objects with `init`, which returns them in a box.
    ///
    /// Use it for objects that are too large for the stack: this crate never moves an object out of its
    /// box.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::SyncPool;
    ///
    /// let pool = SyncPool::builder()
    ///     // A vector is filled on the heap; the slice and the array are the same memory.
    ///     .init_boxed(|| vec![0u8; 16 << 20].into_boxed_slice().try_into().unwrap())
    ///     .reset(|image: &mut [u8; 16 << 20]| image.fill(0))
    ///     .capacity(2)
    ///     .build();
    ///
    /// let mut image = pool.get();
    /// image[12_345_678] = 1;
    /// drop(image);
    /// assert_eq!(pool.get()[12_345_678], 0);
    /// ```
    pub fn init_boxed<F>(self, init: F) -> SyncPoolBuilder<T, InitBoxedWith<F>, R>
    where
        F: Fn() -> Box<T> + Send + Sync + 'static,
    {
        self.with_init(InitBoxedWith(init))
    }

    /// Makes objects whose bytes are all zero, directly on the heap.
    ///
    /// The system provides a large object as fresh memory, which is not touched before its first use. Needs
    /// the feature `bytemuck`, whose trait tells the types for which zeros are a valid value; see
    /// [`zeroed_box`](crate::zeroed_box).
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::SyncPool;
    ///
    /// let pool = SyncPool::<[u32; 4 << 20]>::builder().zeroed().capacity(2).build();
    /// assert_eq!(pool.get()[1_234_567], 0);
    /// ```
    #[cfg(feature = "bytemuck")]
    pub fn zeroed(self) -> SyncPoolBuilder<T, InitZeroed, R>
    where
        T: bytemuck::Zeroable,
    {
        self.with_init(InitZeroed(()))
    }

    /// Makes no objects: the callers of [`get_or`](SyncPool::get_or) make them.
    ///
    /// Use it if making an object needs a value that only the caller has. On such a pool,
    /// [`get`](SyncPool::get) and [`take`](SyncPool::take) panic if no object is idle.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::SyncPool;
    ///
    /// // Neither `Default` nor made by a function that could be given to the builder.
    /// struct Cursor<'a>(&'a str);
    ///
    /// let text = String::from("text");
    /// let pool = SyncPool::<Cursor<'_>>::builder().without_init().without_reset().build();
    /// assert_eq!(pool.get_or(|| Cursor(&text)).0, "text");
    /// ```
    pub fn without_init(self) -> SyncPoolBuilder<T, WithoutInit, R> {
        self.with_init(WithoutInit(()))
    }

    fn with_init<I>(self, init: I) -> SyncPoolBuilder<T, I, R> {
        let SyncPoolBuilder {
            capacity, prefill, name, adaptive, may_expand, reset, admission, ..
        } = self;
        SyncPoolBuilder { capacity, prefill, name, adaptive, may_expand, init, reset, admission }
    }
}

impl<T, I> SyncPoolBuilder<T, I, ResetPoolable> {
    /// Clears the objects that come back with `reset`, rather than by their [`Poolable`] trait.
    ///
    /// An object whose `reset` panics is dropped.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::SyncPool;
    ///
    /// // The first line is kept.
    /// let pool = SyncPool::builder()
    ///     .init(|| vec![String::from("# header")])
    ///     .reset(|lines| lines.truncate(1))
    ///     .build();
    ///
    /// pool.get().push(String::from("body"));
    /// assert_eq!(*pool.get(), ["# header"]);
    /// ```
    ///
    /// [`Poolable`]: crate::Poolable
    pub fn reset<F>(self, reset: F) -> SyncPoolBuilder<T, I, ResetWith<F>>
    where
        F: Fn(&mut T) + Send + Sync + 'static,
    {
        self.with_reset(ResetWith(reset))
    }

    /// Keeps objects as they come back, without a reset.
    ///
    /// Use it for objects whose next user overwrites the contents, such as scratch memory. No function is
    /// called when an object comes back.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::SyncPool;
    ///
    /// let pool = SyncPool::<Vec<u32>>::builder().without_reset().build();
    /// pool.get().push(1);
    /// assert_eq!(*pool.get(), [1]);
    /// ```
    pub fn without_reset(self) -> SyncPoolBuilder<T, I, WithoutReset> {
        self.with_reset(WithoutReset(()))
    }

    fn with_reset<R>(self, reset: R) -> SyncPoolBuilder<T, I, R> {
        let SyncPoolBuilder {
            capacity, prefill, name, adaptive, may_expand, init, admission, ..
        } = self;
        SyncPoolBuilder { capacity, prefill, name, adaptive, may_expand, init, reset, admission }
    }
}

impl<T, I, R> SyncPoolBuilder<T, I, R> {
    /// Sets the most idle objects that the pool keeps: from 0 to [`MAX_CAPACITY`]; 64 if it is not set.
    ///
    /// A pool with a capacity of 0 is switched off: it keeps nothing, and everything else works. Each get makes
    /// an object, each object that comes back is reset and dropped, and all of them are counted.
    ///
    /// From a capacity of 8 on, busy threads keep some objects to themselves, half of the capacity at most.
    /// That is much faster.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::SyncPool;
    ///
    /// let pool = SyncPool::<String>::builder().capacity(1000).build();
    /// assert_eq!(pool.capacity(), 1000);
    ///
    /// let off = SyncPool::<String>::builder().capacity(0).build();
    /// drop(off.get());
    /// assert_eq!((off.len(), off.miss_count()), (0, 1));
    /// ```
    pub fn capacity(self, objects: usize) -> Self {
        SyncPoolBuilder { capacity: objects, ..self }
    }

    /// Sets how many idle objects are made in advance; none if it is not set.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::SyncPool;
    ///
    /// let pool = SyncPool::<String>::builder().prefill(10).build();
    /// assert_eq!(pool.len(), 10);
    /// ```
    pub fn prefill(self, objects: usize) -> Self {
        SyncPoolBuilder { prefill: objects, ..self }
    }

    /// Sets the pool's name, which its [`Debug`](fmt::Debug) output shows; none if it is not set. With the
    /// feature `metrics024`, the pool's metrics have the name as a label.
    ///
    /// Several pools may have the same name: then their metrics are added up. A name takes memory as long as
    /// the program runs, so pools that come and go should share one name.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::SyncPool;
    ///
    /// let pool = SyncPool::<String>::builder().name("lines").build();
    /// assert!(format!("{pool:?}").contains("lines"));
    /// ```
    pub fn name(self, name: impl Into<Arc<str>>) -> Self {
        SyncPoolBuilder { name: Some(name.into()), ..self }
    }

    /// Allows the pool to grow; forbidden if it is not set. See [`SyncPool::expand`].
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::SyncPool;
    ///
    /// let pool = SyncPool::<String>::builder().capacity(10).allow_expansion(true).build();
    /// assert!(pool.expand(5));
    /// assert_eq!(pool.capacity(), 15);
    /// ```
    pub fn allow_expansion(self, allow: bool) -> Self {
        SyncPoolBuilder { may_expand: allow, ..self }
    }

    /// Makes the pool adaptive: it drops the objects that no thread has needed lately.
    ///
    /// An ordinary pool keeps the objects that came back, up to its capacity, until the pool is dropped. An
    /// adaptive pool drops
    ///
    /// - an object that was idle for two whole intervals of a second. It is dropped within four intervals;
    /// - an object that comes back and holds more than 16 KiB, and more than four times the memory that any
    ///   object used that came back in this interval or the last one. The object's
    ///   [`footprint`](crate::Poolable::footprint) tells both numbers. A pool that is given a
    ///   [`reset`](Self::reset) does not call it.
    ///
    /// The pool has no thread of its own. The threads that put objects do this work, so a pool that no
    /// thread uses keeps its objects. A thread that does not come back keeps its objects, too: all such
    /// threads together at most half of the capacity. Getting an object costs the same as in an ordinary
    /// pool. An object's destructor may run in any `put` or drop of a guard.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::SyncPool;
    ///
    /// let pool = SyncPool::<Vec<u8>>::builder().capacity(1000).adaptive().build();
    /// drop((0..1000).map(|_| pool.get()).collect::<Vec<_>>());
    /// assert_eq!(pool.stats().idle, 1000); // and few, after some seconds of use one by one
    /// ```
    pub fn adaptive(self) -> Self {
        self.adaptive_every(DEFAULT_INTERVAL)
    }

    /// Makes the pool adaptive, as [`adaptive`](Self::adaptive) does, with intervals of this length
    /// instead of one second.
    ///
    /// Long intervals keep objects that are needed now and then; short intervals give memory back sooner.
    /// An object that is dropped too early is made again, up to once an interval. So with intervals below
    /// some milliseconds a pool hardly pays.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::time::Duration;
    /// use syncpool::SyncPool;
    ///
    /// // A job that runs every few minutes finds its buffers again.
    /// let pool = SyncPool::<Vec<u8>>::builder().adaptive_every(Duration::from_secs(600)).build();
    /// drop(pool.get());
    /// assert_eq!(pool.len(), 1); // for twenty minutes at least
    /// ```
    pub fn adaptive_every(self, interval: Duration) -> Self {
        SyncPoolBuilder { adaptive: Some(interval), ..self }
    }

    /// Builds the pool, which is empty unless [`prefill`](Self::prefill) is set.
    ///
    /// # Panics
    ///
    /// If the capacity is more than [`MAX_CAPACITY`], or if [`prefill`](Self::prefill) is more than the
    /// capacity; [`try_build`](Self::try_build) returns an error instead. If the function that makes the
    /// objects panics.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::SyncPool;
    ///
    /// let pool: SyncPool<String> = SyncPool::builder().build();
    /// assert_eq!(pool.capacity(), 64);
    /// ```
    #[track_caller]
    pub fn build(self) -> SyncPool<T>
    where
        I: Init<T>,
        R: Reset<T>,
    {
        match self.try_build() {
            Ok(pool) => pool,
            Err(error) => panic!("{error}"),
        }
    }

    /// Builds the pool, as [`build`](Self::build) does, or returns an error that tells which number is wrong.
    ///
    /// Use it for numbers that come from a configuration.
    ///
    /// # Errors
    ///
    /// If the capacity is more than [`MAX_CAPACITY`], if [`prefill`](Self::prefill) is more than the
    /// capacity, or if the interval of an adaptive pool is zero.
    ///
    /// # Panics
    ///
    /// If the function that makes the objects panics.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::{BuildError, SyncPool};
    ///
    /// let configured = 1 << 30;
    /// let error = SyncPool::<String>::builder().capacity(configured).try_build().unwrap_err();
    /// assert_eq!(error, BuildError::CapacityTooLarge { capacity: 1 << 30 });
    /// ```
    pub fn try_build(self) -> Result<SyncPool<T>, BuildError>
    where
        I: Init<T>,
        R: Reset<T>,
    {
        let SyncPoolBuilder {
            capacity,
            prefill,
            name,
            adaptive,
            may_expand,
            init,
            reset,
            admission,
        } = self;
        if capacity > MAX_CAPACITY {
            return Err(BuildError::CapacityTooLarge { capacity });
        }
        if prefill > capacity {
            return Err(BuildError::PrefillTooLarge { prefill, capacity });
        }
        if adaptive.is_some_and(|interval| interval.is_zero()) {
            return Err(BuildError::ZeroInterval);
        }
        let adaptive = adaptive.map(|interval| (Arc::new(Reaper::new()), interval));
        let reaper = adaptive.as_ref().map(|(reaper, _)| Arc::clone(reaper));
        let reset = reset.hooks(admission, reaper);
        let pool = SyncPool::assemble(capacity, name, init.make(), reset, adaptive);
        pool.allow_expansion(may_expand);
        if prefill != 0 {
            pool.refill(prefill);
        }
        Ok(pool)
    }
}

impl<T, I, R> fmt::Debug for SyncPoolBuilder<T, I, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SyncPoolBuilder")
            .field("capacity", &self.capacity)
            .field("prefill", &self.prefill)
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}
