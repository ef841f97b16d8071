//! Getting an object that is fit for use.

use super::{Declaration, StaticPool};
use crate::{Pooled, front};

impl<K: Declaration> StaticPool<K> {
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
    /// syncpool::pool!(static BUFFERS: Vec<u8> = 64);
    ///
    /// BUFFERS.put(Box::new(Vec::with_capacity(10)));
    /// BUFFERS.put(Box::new(Vec::with_capacity(1000)));
    /// let large = BUFFERS.get_checked(|buffer| buffer.capacity() >= 1000);
    /// assert_eq!(large.capacity(), 1000);
    /// ```
    pub fn get_checked(&'static self, check: impl FnMut(&mut K::Item) -> bool) -> Pooled<K> {
        Pooled::new(front::take_checked(&self.handle(), check), K::HANDLE)
    }

    /// Gets an idle object for which `check` returns `true` if there is one; never makes one.
    ///
    /// It is to [`get_checked`](Self::get_checked) what [`try_get`](Self::try_get) is to [`get`](Self::get).
    ///
    /// # Panics
    ///
    /// If `check` panics; its object is dropped.
    ///
    /// # Examples
    ///
    /// ```
    /// syncpool::pool!(static BUFFERS: Vec<u8> = 64);
    ///
    /// BUFFERS.refill(3);
    /// assert!(BUFFERS.try_get_checked(|buffer| buffer.capacity() >= 1000).is_none());
    /// assert_eq!((BUFFERS.len(), BUFFERS.stats().discarded_unfit), (0, 3));
    /// ```
    #[must_use = "a guard that is not kept gives its object straight back"]
    pub fn try_get_checked(
        &'static self,
        check: impl FnMut(&mut K::Item) -> bool,
    ) -> Option<Pooled<K>> {
        Some(Pooled::new(front::try_take_checked(&self.handle(), check)?, K::HANDLE))
    }
}
