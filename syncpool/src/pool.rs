//! The one trait over all pools.

use crate::Pooled;

/// A handle to a pool, whatever kind of pool it is.
///
/// Take a `P: Pool` where a function should work with any pool: a static pool's handle, a
/// [`&SyncPool<T>`](crate::SyncPool), an `Arc<SyncPool<T>>`, or a type of your own.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a handle to a pool",
    label = "expected the name of a static pool, `&SyncPool<T>` or `Arc<SyncPool<T>>`",
    note = "a type from `pool!(static NAME: Type = N)` is written `NAME`; a guard of it is `Pooled<NAME>`"
)]
pub trait Pool {
    /// What the pool holds.
    type Item;

    /// Takes an object out of the pool for good; an empty pool makes a new one.
    fn take(&self) -> Box<Self::Item>;

    /// Takes an object out of the pool for good if one is idle; never makes one.
    fn try_take(&self) -> Option<Box<Self::Item>>;

    /// Resets an object and gives it to the pool. `None` when it was kept; the object back when
    /// the pool is full or the object does not want to be kept.
    fn put(&self, object: Box<Self::Item>) -> Option<Box<Self::Item>>;

    /// Gets an object that comes back by itself; an empty pool makes a new one.
    fn get(self) -> Pooled<Self>
    where
        Self: Sized,
    {
        let object = self.take();
        Pooled::new(object, self)
    }
}
