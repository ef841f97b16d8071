//! What an object must be able to do in order to be pooled.

mod std_impls;

/// An object that can be cleared in place and used again.
///
/// A pool calls [`reset`](Poolable::reset) on every object that comes back, then asks
/// [`is_reusable`](Poolable::is_reusable) whether it is worth keeping. Derive it for your own types
/// with [`#[derive(Poolable)]`](macro@crate::Poolable); the standard library's collections, smart
/// pointers, cells, atomics, tuples, arrays and primitives have it already.
///
/// # Examples
///
/// ```
/// use syncpool::Poolable;
///
/// let mut line = String::with_capacity(64);
/// line.push_str("GET / HTTP/1.1");
/// line.reset();
/// assert!(line.is_empty());
/// assert!(line.capacity() >= 64);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say how to reset itself: it does not implement `Poolable`",
    label = "`{Self}` cannot be reset",
    note = "add `#[derive(Poolable)]` to `{Self}`, or give the pool a reset of its own: `reset = |object| ...`"
)]
pub trait Poolable {
    /// Clears the object in place and keeps what it has allocated.
    ///
    /// Afterwards the object must be indistinguishable, to its next user, from one that was just
    /// made, except for the capacity that it keeps.
    fn reset(&mut self);

    /// Tells, after a [`reset`](Poolable::reset), whether the object is worth keeping: `false`
    /// means "drop me instead of keeping me".
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::Poolable;
    ///
    /// struct Frame(Vec<u8>);
    ///
    /// impl Poolable for Frame {
    ///     fn reset(&mut self) {
    ///         self.0.clear();
    ///     }
    ///     fn is_reusable(&self) -> bool {
    ///         self.0.capacity() <= 1 << 20 // bytes: a larger frame is not worth pinning
    ///     }
    /// }
    ///
    /// assert!(Frame(Vec::with_capacity(1500)).is_reusable());
    /// assert!(!Frame(Vec::with_capacity(2 << 20)).is_reusable());
    /// ```
    #[inline]
    fn is_reusable(&self) -> bool {
        true
    }
}
