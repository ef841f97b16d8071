//! The builder: a pool with everything that can be said about it.

use std::error::Error;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::SyncPool;
#[cfg(feature = "bytemuck")]
use super::hooks::InitZeroed;
use super::hooks::{
    Init, InitBoxedWith, InitDefault, InitWith, Reset, ResetPoolable, ResetWith, Reusable,
    WithoutInit, WithoutReset,
};
use crate::raw::{DEFAULT_INTERVAL, MAX_CAPACITY, Reaper};

/// The capacity of a pool that was told none, in objects.
pub(super) const DEFAULT_CAPACITY: usize = 64;

/// Builds a [`SyncPool`] with all that can be said about it.
///
/// Made by [`SyncPool::builder`]. Every setting has a default: 64 objects at most, none of them
/// made in advance, made by [`Default`] and cleared by [`Poolable`](crate::Poolable). A type that
/// lacks one of these two traits needs [`init`](Self::init) or [`reset`](Self::reset); without
/// them, [`build`](Self::build) does not compile. The functions may capture what they need.
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
    reusable: Reusable<T>,
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
            reusable: Reusable::Always,
        }
    }
}

impl<T, R> SyncPoolBuilder<T, InitDefault, R> {
    /// Makes objects with `init`.
    ///
    /// The object is made on the stack and then moved to the heap. One that is too large for that
    /// is made by [`init_boxed`](Self::init_boxed).
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

    /// Makes objects with `init`, which puts them on the heap by itself.
    ///
    /// For objects that are too large for the stack: nothing in this crate transfer_version one.
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
    /// ```
    pub fn init_boxed<F>(self, init: F) -> SyncPoolBuilder<T, InitBoxedWith<F>, R>
    where
        F: Fn() -> Box<T> + Send + Sync + 'static,
    {
        self.with_init(InitBoxedWith(init))
    }

    /// Makes objects of nothing but zeros, straight on the heap.
    ///
    /// The system hands large ones out as fresh memory, which is not even touched before it is
    /// used. Needs the feature `bytemuck`, whose trait says for which types zeros are a value; see
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

    /// Makes no objects: the callers of [`get_or`](SyncPool::get_or) do.
    ///
    /// For objects that can't be made without something that only the caller has. On such a pool
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
            capacity, prefill, name, adaptive, may_expand, reset, reusable, ..
        } = self;
        SyncPoolBuilder { capacity, prefill, name, adaptive, may_expand, init, reset, reusable }
    }
}

impl<T, I> SyncPoolBuilder<T, I, ResetPoolable> {
    /// Clears objects that come back with `reset`, in place of their [`Poolable`] trait.
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
    /// For objects whose next user overwrites what the last one has left, such as scratch memory. It
    /// costs no call at all.
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
            capacity, prefill, name, adaptive, may_expand, init, reusable, ..
        } = self;
        SyncPoolBuilder { capacity, prefill, name, adaptive, may_expand, init, reset, reusable }
    }
}

impl<T, I, R> SyncPoolBuilder<T, I, R> {
    /// Sets the most idle objects that the pool keeps: from 1 to [`MAX_CAPACITY`], 64 if it is not
    /// set.
    ///
    /// Up to 31, all threads share each of them; from 32, threads keep some to themselves, which
    /// is much faster.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::SyncPool;
    ///
    /// let pool = SyncPool::<String>::builder().capacity(1000).build();
    /// assert_eq!(pool.capacity(), 1000);
    /// ```
    pub fn capacity(self, objects: usize) -> Self {
        SyncPoolBuilder { capacity: objects, ..self }
    }

    /// Makes so many idle objects in advance: none if it is not set.
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

    /// Gives the pool a name, by which its [`Debug`](fmt::Debug) output and, with the feature
    /// `metrics`, its metrics are known. It has none if it is not set.
    ///
    /// Pools may share a name: then their metrics are added up. Names are remembered for as long as
    /// the program runs, so a family of pools that come and go should have one name.
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

    /// Says whether the pool may grow: not if it is not set. See [`SyncPool::expand`].
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

    /// Keeps an object only if `reusable` says so after it was cleared.
    ///
    /// It is asked in place of [`Poolable::is_reusable`](crate::Poolable::is_reusable). Use it to
    /// let go of objects that have grown too large, or that are broken.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::SyncPool;
    ///
    /// let pool = SyncPool::builder()
    ///     .reusable(|buffer: &Vec<u8>| buffer.capacity() <= 1 << 16)
    ///     .build();
    ///
    /// pool.get().reserve(1 << 20);
    /// assert_eq!(pool.len(), 0);
    /// ```
    pub fn reusable(self, reusable: impl Fn(&T) -> bool + Send + Sync + 'static) -> Self {
        SyncPoolBuilder { reusable: Reusable::ByFunction(Arc::new(reusable)), ..self }
    }

    /// Lets go of what nobody has needed lately.
    ///
    /// Without it, a pool keeps whatever came back, up to its capacity, for as long as it lives. An
    /// adaptive pool drops
    ///
    /// - an object that was idle for two whole intervals of a second, and within four;
    /// - an object that comes back holding more than 16 KiB, and more than four times as much as any
    ///   object that came back in this interval or the last one was using. What an object holds and
    ///   uses is told by its [`footprint`](crate::Poolable::footprint); a pool that is given a
    ///   [`reset`](Self::reset) does not ask.
    ///
    /// The pool has no thread of its own: its users' threads do that as they put objects, so a pool
    /// that nobody uses keeps what it has, and so does a thread that does not come back (half of the
    /// capacity at most, by all threads together). Getting an object costs the same as without. An
    /// object's destructor may run in any `put` or drop of a guard.
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

    /// Lets go of what nobody has needed lately, as [`adaptive`](Self::adaptive) does, with
    /// intervals of another length than a second.
    ///
    /// A long one keeps what is needed now and then; a short one gives memory back sooner. Whatever
    /// goes too early is made again once an interval, so below some milliseconds a pool hardly pays.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::time::Duration;
    /// use syncpool::SyncPool;
    ///
    /// // A job that runs every few minutes finds its buffers again.
    /// let pool = SyncPool::<Vec<u8>>::builder().adaptive_every(Duration::from_secs(600)).build();
    /// # drop(pool.get());
    /// ```
    pub fn adaptive_every(self, interval: Duration) -> Self {
        SyncPoolBuilder { adaptive: Some(interval), ..self }
    }

    /// Builds the pool.
    ///
    /// # Panics
    ///
    /// If the capacity is 0 or more than [`MAX_CAPACITY`], or there would be more objects in
    /// advance than the pool keeps; see [`try_build`](Self::try_build). If the function that makes
    /// the objects panics, its panic goes through.
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

    /// Builds the pool, or says what is wrong with its numbers: for those that come from a
    /// configuration.
    ///
    /// # Errors
    ///
    /// If the capacity is 0 or more than [`MAX_CAPACITY`], or there would be more objects in
    /// advance than the pool keeps.
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
    /// let configured = 0;
    /// let error = SyncPool::<String>::builder().capacity(configured).try_build().unwrap_err();
    /// assert_eq!(error, BuildError::ZeroCapacity);
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
            reusable,
        } = self;
        match capacity {
            0 => return Err(BuildError::ZeroCapacity),
            1..=MAX_CAPACITY if prefill <= capacity => {}
            1..=MAX_CAPACITY => return Err(BuildError::PrefillTooLarge { prefill, capacity }),
            _ => return Err(BuildError::CapacityTooLarge { capacity }),
        }
        let adaptive = adaptive.map(|interval| (Arc::new(Reaper::new()), interval));
        let reaper = adaptive.as_ref().map(|(reaper, _)| Arc::clone(reaper));
        let reset = reset.hooks(reusable, reaper);
        let pool = SyncPool::assemble(capacity, name, init.make(), reset, adaptive);
        pool.allow_expansion(may_expand);
        pool.refill(prefill);
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

/// What is wrong with the numbers that a pool was to be built with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum BuildError {
    /// A pool that keeps no object is no pool.
    ZeroCapacity,
    /// The capacity is more than [`MAX_CAPACITY`].
    CapacityTooLarge {
        /// The capacity that was asked for, in objects.
        capacity: usize,
    },
    /// More objects were to be made in advance than the pool keeps.
    PrefillTooLarge {
        /// The number of objects that were to be made in advance.
        prefill: usize,
        /// The capacity that was asked for, in objects.
        capacity: usize,
    },
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            BuildError::ZeroCapacity => f.write_str(
                "a pool that keeps 0 objects is no pool: give it a capacity of at least 1",
            ),
            BuildError::CapacityTooLarge { capacity } => write!(
                f,
                "a pool keeps at most {MAX_CAPACITY} objects: a capacity of {capacity} is too large",
            ),
            BuildError::PrefillTooLarge { prefill, capacity } => write!(
                f,
                "{prefill} objects made in advance do not fit a pool that keeps {capacity}: \
                 raise the capacity or prefill fewer",
            ),
        }
    }
}

impl Error for BuildError {}
