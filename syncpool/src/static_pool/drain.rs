//! Emptying a static pool.

use super::{Declaration, StaticPool};
use crate::{Drained, front};

impl<K: Declaration> StaticPool<K> {
    /// Removes all idle objects that the calling thread can reach, and tells how many it could not.
    ///
    /// Use it before the program ends, for objects whose destructors must run or that hold something to be
    /// handed on. The objects that other threads keep to themselves can't be reached: at most half of the
    /// pool. A thread gives them back when it ends, or calls [`flush_thread`](crate::flush_thread).
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::pool;
    ///
    /// pool!(static LINES: String = 64);
    ///
    /// LINES.refill(10);
    /// let drained = LINES.drain_reachable();
    /// assert_eq!((drained.objects.len(), drained.unreached), (10, 0));
    /// assert!(LINES.is_empty());
    /// ```
    pub fn drain_reachable(&'static self) -> Drained<K::Item> {
        front::drain_reachable(&self.handle())
    }
}
