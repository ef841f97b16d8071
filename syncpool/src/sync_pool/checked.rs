//! Getting an object that is fit for use.

use super::SyncPool;
use crate::{Pooled, front};

impl<T> SyncPool<T> {
    /// Gets an idle object for which `check` returns `true`; makes a new one if there is none.
    ///
    /// Use it for objects that can go bad while they are idle, such as a connection that its other end may
    /// close. `check` is called with idle objects, one after another, until it returns `true`. It may change
    /// the object. The others are dropped; each counts as a hit, and as
    /// [`discarded_unfit`](crate::Stats::discarded_unfit). A new object is not checked.
    ///
    /// # Panics
    ///
    /// If `check` panics; its object is dropped. If no idle object is fit and the function that makes an object
    /// panics.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::time::{Duration, Instant};
    /// use syncpool::SyncPool;
    ///
    /// /// A ticket for one minute.
    /// struct Ticket(Instant);
    ///
    /// let pool = SyncPool::builder().init(|| Ticket(Instant::now())).without_reset().build();
    /// drop(pool.get());
    /// let minute = Duration::from_secs(60);
    /// let ticket = pool.get_checked(|ticket| ticket.0.elapsed() < minute);
    /// assert!(ticket.0.elapsed() < minute);
    /// assert_eq!(pool.miss_count(), 1);
    /// ```
    pub fn get_checked(&self, check: impl FnMut(&mut T) -> bool) -> Pooled<&Self> {
        Pooled::new(front::take_checked(self, check), self)
    }

    /// Gets an idle object for which `check` returns `true` if there is one; never makes one.
    ///
    /// It is to [`get_checked`](Self::get_checked) what [`try_get`](Self::try_get) is to [`get`](Self::get).
    /// Use it before [`get_or_try`](Self::get_or_try) where making an object can fail.
    ///
    /// # Panics
    ///
    /// If `check` panics; its object is dropped.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::SyncPool;
    ///
    /// let pool = SyncPool::<String>::with_size(3);
    /// assert!(pool.try_get_checked(|line| line.capacity() >= 80).is_none());
    /// assert_eq!((pool.len(), pool.stats().discarded_unfit), (0, 3));
    /// ```
    #[must_use = "a guard that is not kept gives its object straight back"]
    pub fn try_get_checked(&self, check: impl FnMut(&mut T) -> bool) -> Option<Pooled<&Self>> {
        Some(Pooled::new(front::try_take_checked(self, check)?, self))
    }
}
