//! The trait [`Poolable`], and its implementations for the standard library's types.

mod atomics_and_primitives;
mod collections;
mod footprint;
mod foreign;
mod limit_capacity;
#[cfg(feature = "derive")]
pub mod own_methods;
mod pointers_and_cells;
#[cfg(feature = "std")]
mod std_only;
mod tuples_and_arrays;
#[cfg(feature = "zeroize")]
mod wipe;
mod with_capacity;
#[cfg(feature = "bytemuck")]
mod zeroed;

#[cfg(feature = "derive")]
pub use atomics_and_primitives::Primitive;
pub use footprint::{Footprint, all, sum};
pub use limit_capacity::LimitCapacity;
#[cfg(feature = "zeroize")]
pub use wipe::Wipe;
pub use with_capacity::WithCapacity;
#[cfg(feature = "bytemuck")]
pub use zeroed::zeroed_box;

/// An object that can be cleared in place and used again.
///
/// A pool calls [`reset`](Poolable::reset) on every object that is returned, and then
/// [`is_reusable`](Poolable::is_reusable), which tells whether to keep it. Derive the trait for your own
/// types with [`#[derive(Poolable)]`](macro@crate::Poolable), or implement it by hand where an object
/// must not be cleared field by field. A field of a type of another crate is cleared by that type's own
/// `clear` where it is marked `#[poolable(clear)]`. A pool whose objects are of such a type needs a `reset`
/// function of its own.
///
/// # The standard library's types
///
/// | type | after `reset` |
/// |---|---|
/// | `Vec`, `VecDeque`, `BinaryHeap`, `String`, `OsString`, `PathBuf`, `HashMap`, `HashSet` | empty, with the same capacity |
/// | `BTreeMap`, `BTreeSet`, `LinkedList` | empty; an empty one owns no memory |
/// | `Option`, `OnceCell`, `OnceLock` | `None`, not set |
/// | `Box`, `Pooled`, `Shareable`, arrays, slices, tuples, `Wrapping`, `Saturating`, `Reverse` | each object inside is reset in place |
/// | `Cursor` | the object inside is reset in place, the position is 0 |
/// | `Cell`, `RefCell`, `Mutex`, `RwLock` | the object inside is reset in place; a poisoned lock is no longer poisoned |
/// | integers, floats, `bool`, `char`, their atomics, `Duration`, `&str`, `&[T]` | zero, `false`, `'\0'`, null, empty |
/// | `PhantomData`, `()` | unchanged |
///
/// `OsString`, `PathBuf`, `HashMap`, `HashSet`, `OnceLock`, `Cursor`, `Mutex` and `RwLock` need the feature `std`.
///
/// The reset of a collection *drops* its elements: a `Vec<String>` keeps the memory of the vector,
/// and frees that of the strings. To keep the latter as well, pool the strings too: the elements of a
/// `Vec<Pooled<STRINGS>>` return to their own pool when the vector is cleared. Or use a collection that keeps its
/// cleared elements: see [the guide](crate::guide::deep_reuse).
///
/// # Types of other crates
///
/// These have the trait if the feature is switched on. It is named after the version of its crate.
///
/// | feature | type | after `reset` |
/// |---|---|---|
/// | `bumpalo3` | `Bump` | empty, with its largest chunk |
/// | `bytes1` | `BytesMut` | empty, with all of its memory; not reusable while another handle shares it; see [the guide](crate::guide::network_buffers) |
/// | `bytes1` | `Bytes` | empty, without memory |
/// | `hashbrown017` | `HashMap`, `HashSet`, `HashTable` | empty, with the same capacity |
/// | `http1` | `HeaderMap` | empty, with the same capacity |
/// | `indexmap2` | `IndexMap`, `IndexSet` | empty, with the same capacity |
/// | `parking_lot012` | `Mutex`, `RwLock`, `ReentrantMutex`, `FairMutex` | the object inside is reset in place |
/// | `smallvec1` | `SmallVec` | empty, with the same capacity |
///
/// `max_capacity` works on all of these but the locks, `Bytes` and `HashTable`.
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
    note = "if it is the type of a field, say what a reset does with the field: `#[poolable(clear)]`, `#[poolable(with = FUNCTION)]`, `#[poolable(skip)]`, `#[poolable(default)]` or `#[poolable(value = ...)]`",
    note = "if it is what a pool holds, give the pool a function that resets it: `reset = |object| ...`",
    note = "if it is a type of your own, add `#[derive(Poolable)]` to it"
)]
pub trait Poolable {
    /// Clears the object in place and keeps its allocated memory.
    ///
    /// The next user of the object must not be able to distinguish it from a new one, except by its
    /// capacity.
    ///
    /// # Panics
    ///
    /// The standard library's types panic here only if the destructor of an element panics. A pool
    /// drops an object whose `reset` panics.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::Poolable;
    ///
    /// let mut line = String::from("as long as it gets");
    /// line.reset();
    /// assert_eq!(line, "");
    /// assert!(line.capacity() >= 18);
    /// ```
    fn reset(&mut self);

    /// Tells, after a [`reset`](Poolable::reset), whether the pool should keep the object. If it
    /// returns `false`, the pool drops the object.
    ///
    /// An object that is made of others (a box, an array, a tuple, a lock, a guard) is reusable if
    /// all of them are.
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
    /// Only an adaptive pool calls this, just before it resets an object, to drop one that holds far
    /// more memory than the pool's objects use. So it should be quick. The default says that nothing
    /// is known, and such an object is never found too large. A collection counts its own memory, but
    /// not the memory of its elements, which a reset frees. An object that is made of others returns
    /// the sum of their footprints.
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
