//! Constructors of a run-time pool. Each makes its objects in advance; the builder does not.

use alloc::boxed::Box;

use super::builder::DEFAULT_CAPACITY;
use super::{SyncPool, SyncPoolBuilder};
use crate::Poolable;

/// The bounds are on the functions rather than here, because rustc then names the trait that a type lacks.
impl<T> SyncPool<T> {
    /// Makes a pool of 64 objects, all made in advance.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::SyncPool;
    ///
    /// let pool = SyncPool::<String>::new();
    /// assert_eq!((pool.capacity(), pool.len()), (64, 64));
    /// ```
    #[must_use]
    pub fn new() -> Self
    where
        T: Default + Poolable,
    {
        Self::with_size(DEFAULT_CAPACITY)
    }

    /// Makes a pool of `size` objects, all made in advance.
    ///
    /// The pool keeps at most `size` idle objects. To make none in advance, use the
    /// [`builder`](Self::builder).
    ///
    /// # Panics
    ///
    /// If `size` is more than [`MAX_CAPACITY`](crate::MAX_CAPACITY).
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::SyncPool;
    ///
    /// let pool = SyncPool::<Vec<u8>>::with_size(100);
    /// assert_eq!((pool.capacity(), pool.len()), (100, 100));
    /// ```
    #[must_use]
    #[track_caller]
    pub fn with_size(size: usize) -> Self
    where
        T: Default + Poolable,
    {
        SyncPoolBuilder::new().capacity(size).prefill(size).build()
    }

    /// Makes a pool of 64 objects, all made in advance, each prepared by `packer`.
    ///
    /// `packer` is given a box with a default object, and returns this box, or another one, ready for
    /// use. It is called once for every object that the pool makes, and not when an object is used again.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::SyncPool;
    ///
    /// let pool = SyncPool::with_packer(|mut buffer: Box<Vec<u8>>| {
    ///     buffer.reserve(4096);
    ///     buffer
    /// });
    /// assert!(pool.get().capacity() >= 4096);
    /// ```
    #[must_use]
    pub fn with_packer(packer: impl Fn(Box<T>) -> Box<T> + Send + Sync + 'static) -> Self
    where
        T: Default + Poolable,
    {
        Self::with_packer_and_size(DEFAULT_CAPACITY, packer)
    }

    /// Makes a pool of `size` objects, all made in advance, each prepared by `packer`.
    ///
    /// See [`with_packer`](Self::with_packer).
    ///
    /// # Panics
    ///
    /// If `size` is more than [`MAX_CAPACITY`](crate::MAX_CAPACITY).
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::SyncPool;
    ///
    /// let pool = SyncPool::with_packer_and_size(10, |mut line: Box<String>| {
    ///     line.reserve(80);
    ///     line
    /// });
    /// assert_eq!(pool.len(), 10);
    /// ```
    #[must_use]
    #[track_caller]
    pub fn with_packer_and_size(
        size: usize,
        packer: impl Fn(Box<T>) -> Box<T> + Send + Sync + 'static,
    ) -> Self
    where
        T: Default + Poolable,
    {
        let pack = move || packer(Box::default());
        SyncPoolBuilder::new().init_boxed(pack).capacity(size).prefill(size).build()
    }

    /// Makes a pool of 64 objects, all made in advance, by `builder`.
    ///
    /// Use it for a type that is not `Default`, or whose default is not the object that a user of the pool
    /// should get.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::SyncPool;
    ///
    /// let size = 4096;
    /// let pool = SyncPool::with_builder(move || Vec::<u8>::with_capacity(size));
    /// assert!(pool.get().capacity() >= size);
    /// ```
    #[must_use]
    pub fn with_builder(builder: impl Fn() -> T + Send + Sync + 'static) -> Self
    where
        T: Poolable,
    {
        Self::with_builder_and_size(DEFAULT_CAPACITY, builder)
    }

    /// Makes a pool of `size` objects, all made in advance, by `builder`.
    ///
    /// # Panics
    ///
    /// If `size` is more than [`MAX_CAPACITY`](crate::MAX_CAPACITY).
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::SyncPool;
    ///
    /// let pool = SyncPool::with_builder_and_size(10, || String::with_capacity(80));
    /// assert_eq!(pool.len(), 10);
    /// ```
    #[must_use]
    #[track_caller]
    pub fn with_builder_and_size(
        size: usize,
        builder: impl Fn() -> T + Send + Sync + 'static,
    ) -> Self
    where
        T: Poolable,
    {
        SyncPoolBuilder::new().init(builder).capacity(size).prefill(size).build()
    }

    /// Returns a builder of a pool, which makes no objects in advance unless
    /// [`prefill`](SyncPoolBuilder::prefill) is set.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::SyncPool;
    ///
    /// let pool = SyncPool::<String>::builder().capacity(1000).prefill(10).build();
    /// assert_eq!((pool.capacity(), pool.len()), (1000, 10));
    /// ```
    pub fn builder() -> SyncPoolBuilder<T> {
        SyncPoolBuilder::new()
    }
}

impl<T: Default + Poolable> Default for SyncPool<T> {
    /// Makes a pool of 64 objects, all made in advance, as [`SyncPool::new`] does.
    fn default() -> Self {
        SyncPool::new()
    }
}
