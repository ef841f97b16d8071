//! A guard that drops its object unless it is told to keep it.

use alloc::boxed::Box;

use super::Pooled;
use crate::Pool;

/// A handle whose guards drop their objects, unless they are told to keep them.
///
/// Use it for an object that may be left halfway through a change when a function returns early, for example
/// by `?`. A guard of type `Pooled<Provisional<P>>` is made by [`Pooled::provisional`], and has all that a
/// guard has. [`Pooled::keep`] turns it back into an ordinary guard. If it is dropped before that, its object
/// is dropped without a reset, as [`Pooled::discard`] does. It is as large as an ordinary guard.
///
/// # Examples
///
/// ```
/// use syncpool::prelude::*;
/// use syncpool::Provisional;
///
/// pool!(static TABLES: Vec<u32> = 8);
///
/// /// An early return leaves the table in a state that nobody has thought about.
/// fn parse(text: &str) -> Result<Pooled<TABLES>, std::num::ParseIntError> {
///     let mut table: Pooled<Provisional<TABLES>> = Pooled::provisional(TABLES.get());
///     for number in text.split(' ') {
///         table.push(number.parse()?);
///     }
///     Ok(Pooled::keep(table))
/// }
///
/// assert_eq!(parse("1 2 3").unwrap(), [1, 2, 3]);
/// assert_eq!(TABLES.len(), 1);
/// assert!(parse("1 two 3").is_err());
/// assert_eq!((TABLES.len(), TABLES.stats().discarded_unfit), (0, 1));
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct Provisional<P>(P);

impl<P: Pool> Provisional<P> {
    /// Makes a provisional handle of a pool's handle.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::{Pool, Provisional, SyncPool};
    ///
    /// let pool = SyncPool::<String>::with_size(10);
    /// drop(Pool::get(Provisional::new(&pool)));
    /// assert_eq!(pool.len(), 9);
    /// ```
    pub const fn new(pool: P) -> Self {
        Provisional(pool)
    }
}

#[diagnostic::do_not_recommend]
impl<P: Pool> Pool for Provisional<P> {
    type Item = P::Item;

    #[inline]
    fn take(&self) -> Box<P::Item> {
        self.0.take()
    }

    #[inline]
    fn try_take(&self) -> Option<Box<P::Item>> {
        self.0.try_take()
    }

    fn take_like(&self, object: &P::Item) -> Box<P::Item> {
        self.0.take_like(object)
    }

    /// Keeps the object, as the pool itself does: only a guard that is dropped does not.
    #[inline]
    fn put(&self, object: Box<P::Item>) -> Option<Box<P::Item>> {
        self.0.put(object)
    }

    /// Drops the object. A guard calls it when it is dropped.
    #[inline]
    fn give_back(&self, object: Box<P::Item>) {
        self.0.discard(object);
    }

    fn discard(&self, object: Box<P::Item>) {
        self.0.discard(object);
    }

    fn discard_unwinding(&self, object: Box<P::Item>) {
        self.0.discard_unwinding(object);
    }
}

impl<P: Pool> Pooled<P> {
    /// Drops the object rather than giving it back.
    ///
    /// Use it for an object that is broken, or that nobody should use again. It is not reset. The pools of this
    /// crate count it as [`discarded_unfit`](crate::Stats::discarded_unfit).
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::prelude::*;
    ///
    /// pool!(static LINES: String = 64);
    ///
    /// Pooled::discard(LINES.get());
    /// assert_eq!((LINES.len(), LINES.stats().discarded_unfit), (0, 1));
    /// ```
    pub fn discard(guard: Self) {
        let (object, pool) = Self::into_parts(guard);
        pool.discard(object);
    }

    /// Makes the guard drop its object, unless it is told to [`keep`](Pooled::keep) it; see [`Provisional`].
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::prelude::*;
    ///
    /// pool!(static LINES: String = 64);
    ///
    /// let line = Pooled::provisional(LINES.get());
    /// drop(Pooled::keep(line));
    /// assert_eq!(LINES.len(), 1);
    /// drop(Pooled::provisional(LINES.get()));
    /// assert_eq!(LINES.len(), 0);
    /// ```
    #[inline]
    pub fn provisional(guard: Self) -> Pooled<Provisional<P>> {
        let (object, pool) = Self::into_parts(guard);
        Pooled::new(object, Provisional(pool))
    }
}

impl<P: Pool> Pooled<Provisional<P>> {
    /// Makes the guard give its object back, as an ordinary guard does.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::{Pooled, SyncPool};
    ///
    /// let pool = SyncPool::<String>::with_size(10);
    /// let line = Pooled::provisional(pool.get());
    /// let line: Pooled<&SyncPool<String>> = Pooled::keep(line);
    /// drop(line);
    /// assert_eq!(pool.len(), 10);
    /// ```
    #[inline]
    pub fn keep(guard: Self) -> Pooled<P> {
        let (object, pool) = Self::into_parts(guard);
        Pooled::new(object, pool.0)
    }
}
