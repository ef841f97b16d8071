//! The builder of a run-time pool with sizes.

use alloc::boxed::Box;
use alloc::format;
use alloc::sync::Arc;
use core::fmt;
use core::iter;
use core::time::Duration;

use super::SizedPool;
use super::limits::Limits;
use crate::hooks::{Reset, ResetPoolable, ResetWith, WithoutReset};
use crate::raw::DEFAULT_INTERVAL;
use crate::{BuildError, SyncPool, WithCapacity};

/// Tells whether an object that was cleared is fit to be kept.
pub(super) type Reusable<T> = Box<dyn Fn(&T) -> bool + Send + Sync>;

/// Builds a [`SizedPool`].
///
/// [`SizedPool::builder`] returns one. Every setting has a default: sizes from 1024 to 1,048,576 (1 KiB to
/// 1 MiB of bytes), each twice the one before, and 64 objects of each size. The objects are cleared by
/// [`Poolable`](crate::Poolable) unless [`reset`](Self::reset) is set.
///
/// # Examples
///
/// ```
/// use syncpool::SizedPool;
///
/// let pool = SizedPool::<Vec<u8>>::builder()
///     .smallest(4096)
///     .largest(1 << 20)
///     .factor(4)
///     .capacity(32)
///     .max_bytes(8 << 20)
///     .build();
///
/// assert_eq!(pool.sizes(), [4 << 10, 16 << 10, 64 << 10, 256 << 10, 1 << 20]);
/// ```
#[must_use = "a builder does nothing until `build` is called"]
pub struct SizedPoolBuilder<T, R = ResetPoolable> {
    smallest: usize,
    largest: usize,
    factor: usize,
    capacity: usize,
    max_bytes: Option<usize>,
    name: Option<Arc<str>>,
    adaptive: Option<Duration>,
    reset: R,
    reusable: Option<Reusable<T>>,
}

impl<T> SizedPoolBuilder<T> {
    pub(super) fn new() -> Self {
        SizedPoolBuilder {
            smallest: 1 << 10,
            largest: 1 << 20,
            factor: 2,
            capacity: 64,
            max_bytes: None,
            name: None,
            adaptive: None,
            reset: ResetPoolable(()),
            reusable: None,
        }
    }

    /// Clears the objects that come back with `reset`, rather than by their [`Poolable`] trait.
    ///
    /// The object's capacity after `reset` decides which class it goes to. An object whose `reset` panics is
    /// dropped.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::SizedPool;
    ///
    /// let pool = SizedPool::builder().reset(|buffer: &mut Vec<u8>| buffer.fill(0)).build();
    /// pool.get_with_capacity(2048).extend([1, 2, 3]);
    /// assert_eq!(*pool.get_with_capacity(2048), [0, 0, 0]);
    /// ```
    ///
    /// [`Poolable`]: crate::Poolable
    pub fn reset<F>(self, reset: F) -> SizedPoolBuilder<T, ResetWith<F>>
    where
        F: Fn(&mut T) + Send + Sync + 'static,
    {
        self.with_reset(ResetWith(reset))
    }

    /// Keeps objects as they come back, without a reset.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::SizedPool;
    ///
    /// // Scratch memory, which its next user overwrites.
    /// let pool = SizedPool::<Vec<u8>>::builder().without_reset().build();
    /// pool.get_with_capacity(2048).resize(2048, 7);
    /// assert_eq!(pool.get_with_capacity(2048).len(), 2048);
    /// ```
    pub fn without_reset(self) -> SizedPoolBuilder<T, WithoutReset> {
        self.with_reset(WithoutReset(()))
    }

    fn with_reset<R>(self, reset: R) -> SizedPoolBuilder<T, R> {
        let Self {
            smallest, largest, factor, capacity, max_bytes, name, adaptive, reusable, ..
        } = self;
        SizedPoolBuilder {
            smallest,
            largest,
            factor,
            capacity,
            max_bytes,
            name,
            adaptive,
            reset,
            reusable,
        }
    }
}

impl<T, R> SizedPoolBuilder<T, R> {
    /// Sets the smallest size, in the unit of the objects' capacity; 1024 if it is not set.
    ///
    /// An object that comes back with less capacity is dropped.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::SizedPool;
    ///
    /// let pool = SizedPool::<String>::builder().smallest(100).largest(800).build();
    /// assert_eq!(pool.sizes(), [100, 200, 400, 800]);
    /// ```
    pub fn smallest(self, size: usize) -> Self {
        SizedPoolBuilder { smallest: size, ..self }
    }

    /// Sets the largest size, in the unit of the objects' capacity; 1,048,576 if it is not set.
    ///
    /// An object that comes back with more capacity is dropped, unless the pool has made it so: a hash map
    /// that is made with the largest size has more capacity than that.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::SizedPool;
    ///
    /// let pool = SizedPool::<Vec<u8>>::builder().largest(100_000).build();
    /// drop(pool.get_with_capacity(100_001));
    /// assert!(pool.is_empty());
    /// drop(pool.get_with_capacity(100_000));
    /// assert_eq!(pool.len(), 1);
    /// ```
    pub fn largest(self, size: usize) -> Self {
        SizedPoolBuilder { largest: size, ..self }
    }

    /// Sets how much larger each size is than the one before; 2 if it is not set.
    ///
    /// The last size is always the [`largest`](Self::largest). With a factor of 2, an object has less than
    /// twice the capacity that it was asked for, or the smallest size. These are the sizes of the binary
    /// buddy system (Knowlton, "A Fast Storage Allocator", 1965), and of `ArrayPool` in .NET. A larger factor
    /// makes fewer classes: fewer idle objects, and more unused capacity in each. (Allocators, such as
    /// jemalloc, have four sizes where this has one. A pool's objects are fewer, so finer classes would
    /// more often be empty.)
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::SizedPool;
    ///
    /// let pool = SizedPool::<Vec<u8>>::builder().smallest(1000).largest(70_000).factor(8).build();
    /// assert_eq!(pool.sizes(), [1000, 8000, 64_000, 70_000]);
    /// ```
    pub fn factor(self, factor: usize) -> Self {
        SizedPoolBuilder { factor, ..self }
    }

    /// Sets the most idle objects that the pool keeps of each size; 64 if it is not set. A pool of
    /// capacity 0 keeps nothing.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::SizedPool;
    ///
    /// let pool = SizedPool::<Vec<u8>>::builder().capacity(2).build();
    /// drop([pool.get_with_capacity(1024), pool.get_with_capacity(1024), pool.get_with_capacity(1024)]);
    /// assert_eq!(pool.len(), 2);
    /// ```
    pub fn capacity(self, objects: usize) -> Self {
        SizedPoolBuilder { capacity: objects, ..self }
    }

    /// Sets the most bytes that all idle objects hold together; no limit if it is not set.
    ///
    /// The limit holds at any instant. An object that comes back and does not fit takes the place of idle
    /// objects of larger sizes, which are dropped, and is dropped itself if that does not suffice.
    /// [`allocated_bytes`](WithCapacity::allocated_bytes) tells how many bytes an object has. All threads
    /// count them in one place, at one atomic update for each get of an idle object and for each object that
    /// comes back. So a pool with a limit is slower if several threads use it at once. A limit of 0 keeps
    /// nothing.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::SizedPool;
    ///
    /// let pool = SizedPool::<Vec<u8>>::builder().max_bytes(10_000).build();
    /// drop((0..64).map(|_| pool.get_with_capacity(4096)).collect::<Vec<_>>());
    /// assert_eq!(pool.len(), 2);
    /// assert_eq!(pool.stats().idle_bytes, Some(8192));
    /// ```
    pub fn max_bytes(self, bytes: usize) -> Self {
        SizedPoolBuilder { max_bytes: Some(bytes), ..self }
    }

    /// Sets the pool's name, which its [`Debug`](fmt::Debug) output shows; none if it is not set. With the
    /// feature `metrics024`, each class has metrics whose label is the name and the size: `buffers[4096]`.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::SizedPool;
    ///
    /// let pool = SizedPool::<Vec<u8>>::builder().name("buffers").build();
    /// assert!(format!("{pool:?}").contains("buffers"));
    /// ```
    pub fn name(self, name: impl Into<Arc<str>>) -> Self {
        SizedPoolBuilder { name: Some(name.into()), ..self }
    }

    /// Keeps an object only if `reusable` returns `true` for it after it was cleared, and its
    /// [`is_reusable`](crate::Poolable::is_reusable) does, too.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::SizedPool;
    ///
    /// let pool = SizedPool::builder().reusable(|text: &String| text.capacity() % 1024 == 0).build();
    /// drop(pool.get_with_capacity(1024));
    /// assert_eq!(pool.len(), 1);
    /// ```
    pub fn reusable(self, reusable: impl Fn(&T) -> bool + Send + Sync + 'static) -> Self {
        SizedPoolBuilder { reusable: Some(Box::new(reusable)), ..self }
    }

    /// Makes the pool adaptive: each class drops the objects that were idle for two whole intervals of a
    /// second. See [`SyncPoolBuilder::adaptive`](crate::SyncPoolBuilder::adaptive).
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::SizedPool;
    ///
    /// let pool = SizedPool::<Vec<u8>>::builder().adaptive().build();
    /// drop(pool.get_with_capacity(1));
    /// assert_eq!(pool.len(), 1); // and none, once nobody has needed it for some seconds
    /// ```
    pub fn adaptive(self) -> Self {
        self.adaptive_every(DEFAULT_INTERVAL)
    }

    /// Makes the pool adaptive, as [`adaptive`](Self::adaptive) does, with intervals of this length
    /// instead of one second.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::time::Duration;
    /// use syncpool::SizedPool;
    ///
    /// let pool = SizedPool::<Vec<u8>>::builder().adaptive_every(Duration::from_secs(60)).build();
    /// drop(pool.get_with_capacity(1));
    /// assert_eq!(pool.len(), 1); // for two minutes at least
    /// ```
    pub fn adaptive_every(self, interval: Duration) -> Self {
        SizedPoolBuilder { adaptive: Some(interval), ..self }
    }

    /// Builds the pool, which is empty.
    ///
    /// # Panics
    ///
    /// If a number is wrong; [`try_build`](Self::try_build) returns an error instead.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::SizedPool;
    ///
    /// let pool: SizedPool<String> = SizedPool::builder().build();
    /// assert_eq!((pool.sizes()[0], pool.sizes().len()), (1024, 11));
    /// ```
    #[track_caller]
    pub fn build(self) -> SizedPool<T>
    where
        T: WithCapacity,
        R: Reset<T>,
    {
        match self.try_build() {
            Ok(pool) => pool,
            Err(error) => panic!("{error}"),
        }
    }

    /// Builds the pool, as [`build`](Self::build) does, or returns an error that tells which number is wrong.
    ///
    /// # Errors
    ///
    /// If the smallest size is 0 or more than the largest, if the factor is less than 2, if the capacity
    /// is more than [`MAX_CAPACITY`](crate::MAX_CAPACITY), or if the interval of an adaptive pool is zero.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::{BuildError, SizedPool};
    ///
    /// let error = SizedPool::<String>::builder().smallest(0).try_build().unwrap_err();
    /// assert_eq!(error, BuildError::ZeroSize);
    /// ```
    pub fn try_build(self) -> Result<SizedPool<T>, BuildError>
    where
        T: WithCapacity,
        R: Reset<T>,
    {
        let sizes = sizes(self.smallest, self.largest, self.factor)?;
        let class = |size: &usize| {
            let mut builder = SyncPool::builder().capacity(self.capacity);
            if let Some(name) = &self.name {
                builder = builder.name(format!("{name}[{size}]"));
            }
            if let Some(interval) = self.adaptive {
                builder = builder.adaptive_every(interval);
            }
            // Objects are made and cleared before a class is chosen.
            builder.without_init().without_reset().try_build()
        };
        Ok(SizedPool {
            classes: sizes.iter().map(class).collect::<Result<_, _>>()?,
            sizes,
            clear: self.reset.into_clear(),
            reusable: self.reusable,
            limits: Limits::new(),
            max_bytes: self.max_bytes,
            name: self.name,
        })
    }
}

/// The sizes from `smallest` to `largest`.
fn sizes(smallest: usize, largest: usize, factor: usize) -> Result<Box<[usize]>, BuildError> {
    if smallest == 0 {
        return Err(BuildError::ZeroSize);
    }
    if smallest > largest {
        return Err(BuildError::LargestTooSmall { smallest, largest });
    }
    if factor < 2 {
        return Err(BuildError::FactorTooSmall { factor });
    }
    let next = |&size: &usize| size.checked_mul(factor).filter(|&next| next < largest);
    let below = iter::successors(Some(smallest).filter(|&size| size < largest), next);
    Ok(below.chain([largest]).collect())
}

impl<T, R> fmt::Debug for SizedPoolBuilder<T, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SizedPoolBuilder")
            .field("smallest", &self.smallest)
            .field("largest", &self.largest)
            .field("factor", &self.factor)
            .field("capacity", &self.capacity)
            .field("max_bytes", &self.max_bytes)
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}
