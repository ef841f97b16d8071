//! What an object must be able to do in order to be pooled.

mod atomics_and_primitives;
mod collections;
mod footprint;
mod limit_capacity;
mod pointers_and_cells;
mod tuples_and_arrays;
#[cfg(feature = "zeroize")]
mod wipe;
#[cfg(feature = "bytemuck")]
mod zeroed;

pub use footprint::Footprint;
pub use limit_capacity::LimitCapacity;
#[cfg(feature = "zeroize")]
pub use wipe::Wipe;
#[cfg(feature = "bytemuck")]
pub use zeroed::zeroed_box;

/// An object that can be cleared in place and used again.
///
/// A pool calls [`reset`](Poolable::reset) on every object that comes back, then asks
/// [`is_reusable`](Poolable::is_reusable) whether it is worth keeping. Derive it for your own types
/// with [`#[derive(Poolable)]`](macro@crate::Poolable), or write it by hand where clearing field by
/// field is not what you want. An object that cannot have it, because its type is another crate's,
/// goes into a pool that is given a `reset` of its own.
///
/// # What the standard library's types do
///
/// | type | after `reset` |
/// |---|---|
/// | `Vec`, `VecDeque`, `BinaryHeap`, `String`, `OsString`, `PathBuf`, `HashMap`, `HashSet` | empty, with the same capacity |
/// | `BTreeMap`, `BTreeSet`, `LinkedList` | empty; these own no memory while empty |
/// | `Option`, `OnceCell`, `OnceLock` | `None`, not set |
/// | `Box`, `Pooled`, arrays, slices, tuples, `Wrapping`, `Saturating`, `Reverse` | each object inside is reset in place |
/// | `Cursor` | the object inside is reset in place, the position is 0 |
/// | `Cell`, `RefCell`, `Mutex`, `RwLock` | the object inside is reset in place; a poisoned lock is whole again |
/// | integers, floats, `bool`, `char`, their atomics, `Duration`, `&str`, `&[T]` | zero, `false`, `'\0'`, null, empty |
/// | `PhantomData`, `()` | as before: nothing is in them |
///
/// A collection *drops* what it holds: a `Vec<String>` keeps the vector's memory and frees the
/// strings'. To keep theirs as well, pool them too: the elements of a `Vec<Pooled<STRINGS>>` go back
/// to their own pool when the vector is cleared.
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
    note = "add `#[derive(Poolable)]` to `{Self}`, or give the pool a reset of its own: `reset = |object| ...`",
    note = "where it is a field of a type that derives `Poolable`, the field can say what to do instead: `#[poolable(skip)]`, `#[poolable(default)]`, `#[poolable(value = ...)]` or `#[poolable(with = ...)]`"
)]
pub trait Poolable {
    /// Clears the object in place and keeps what it has allocated.
    ///
    /// Afterwards the object must be indistinguishable, to its next user, from one that was just
    /// made, except for the capacity that it keeps.
    ///
    /// # Panics
    ///
    /// The standard library's types panic here only if an element's destructor does. A pool drops an
    /// object whose `reset` panics.
    fn reset(&mut self);

    /// Tells, after a [`reset`](Poolable::reset), whether the object is worth keeping: `false`
    /// means "drop me instead of keeping me".
    ///
    /// An object that is made of others (a box, an array, a tuple, a lock, a guard) is worth keeping
    /// when all of them are.
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
    #[must_use]
    #[inline]
    fn is_reusable(&self) -> bool {
        true
    }

    /// Tells how much memory the object holds that a [`reset`](Poolable::reset) keeps, and how much
    /// of it is used now.
    ///
    /// Only an adaptive pool asks, just before it resets an object: to let go of one that holds far
    /// more than any of them uses. So it should be quick. By default nothing is known, and the
    /// object is never found too large. A collection counts its own memory and not what its elements
    /// have allocated, which a reset frees; an object that is made of others adds theirs up.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::{Footprint, Poolable};
    ///
    /// struct Frame {
    ///     pixels: Vec<u32>,
    ///     caption: String,
    /// }
    ///
    /// impl Poolable for Frame {
    ///     fn reset(&mut self) {
    ///         self.pixels.clear();
    ///         self.caption.clear();
    ///     }
    ///     fn footprint(&self) -> Footprint {
    ///         self.pixels.footprint() + self.caption.footprint()
    ///     }
    /// }
    ///
    /// let frame = Frame { pixels: vec![0; 100], caption: String::new() };
    /// assert_eq!(frame.footprint(), Footprint::new(400, 400));
    /// ```
    #[must_use]
    #[inline]
    fn footprint(&self) -> Footprint {
        Footprint::default()
    }
}
