//! What draining a pool returns that other threads use.

use alloc::boxed::Box;
use alloc::vec::Vec;

/// The objects that a thread has drained from a pool that others may use, and the number of those that it
/// could not reach.
///
/// [`SyncPool::drain_reachable`](crate::SyncPool::drain_reachable) and
/// [`StaticPool::drain_reachable`](crate::StaticPool::drain_reachable) return it.
///
/// # Examples
///
/// ```
/// use syncpool::{Drained, SyncPool};
///
/// let pool = SyncPool::<String>::with_size(10);
/// let Drained { objects, unreached, .. } = pool.drain_reachable();
/// assert_eq!((objects.len(), unreached), (10, 0));
/// ```
#[derive(Debug)]
#[non_exhaustive]
#[must_use = "the objects are dropped if they are not used"]
pub struct Drained<T> {
    /// The objects, in no order.
    pub objects: Vec<Box<T>>,
    /// The number of idle objects that are left: those that other threads keep to themselves, and those that
    /// came back meanwhile.
    pub unreached: usize,
}
