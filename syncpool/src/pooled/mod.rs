//! The guard: an object that goes back to its pool when it is dropped.

mod clone;
mod collect;
#[cfg(feature = "std")]
mod io;
mod provisional;
mod reset;
#[cfg(feature = "serde1")]
mod serde;
mod views;

use alloc::boxed::Box;
use core::mem::{ManuallyDrop, needs_drop};
use core::ops::{Deref, DerefMut};
use core::ptr;

pub use self::provisional::Provisional;
#[cfg(feature = "serde1")]
pub use self::serde::PooledSeed;

use crate::{Pool, thread};

/// A guard: an object of the pool `P`, which goes back to the pool when this guard is dropped.
///
/// A pool's `get` returns a guard. The guard's type names the pool, so a guard of a static pool is one
/// pointer and `'static`. It can be a struct's field, a map's key or a channel's message, and may be
/// dropped on any thread. A guard has these traits if both the object and `P` have them: `Send`, `Sync`,
/// [`UnwindSafe`] and [`RefUnwindSafe`]. In this it is like a `Box` of the object.
///
/// The guard stands in for its object. It dereferences to the object, and it has these traits where the
/// object has them: [`AsRef`], [`AsMut`], [`Debug`], [`Display`], [`PartialEq`], [`Eq`],
/// [`PartialOrd`], [`Ord`], [`Hash`], [`Extend`], [`fmt::Write`], [`io::Write`], [`io::Read`],
/// [`io::BufRead`], [`io::Seek`] and [`Poolable`]. A guard of a string, a path or a vector also
/// implements [`Borrow`] of the unsized form, so that a map whose keys are pooled strings is looked up by
/// `&str`. If the object and `P` are [`Clone`], so is the guard: it copies the object into another one of the
/// pool. If `P` is [`Default`], as the handle of every static pool is, [`Default`] gets an object from
/// the pool, and `collect` gets one and fills it. A `for` loop over the object is written
/// `for element in &*guard`. The feature `serde1` adds serde's `Serialize` and `Deserialize`.
///
/// The guard's own functions are called as `Pooled::into_box(guard)`, so that they hide no method of the
/// object.
///
/// # Panics and leaks
///
/// A guard that is dropped while its thread unwinds from a panic does not give its object back, but drops
/// it: the panic may have left the object halfway through a change. See [`Pool::discard_unwinding`]. A
/// guard that is leaked, by [`mem::forget`](std::mem::forget), leaks its object; the pool makes a new one
/// when it needs to.
///
/// # Examples
///
/// Pools compose. Each `Line` below goes back to its own pool, with its memory, when the vector of lines is
/// cleared:
///
/// ```
/// use syncpool::prelude::*;
///
/// pool!(static LINES: String = 64);
///
/// type Line = Pooled<LINES>;
///
/// let mut document: Vec<Line> = Vec::new();
/// for text in ["to be", "or not to be"] {
///     let mut line = LINES.get();
///     line.push_str(text);
///     document.push(line);
/// }
/// assert_eq!(document, ["to be", "or not to be"]);
/// assert_eq!(LINES.len(), 0);
///
/// document.clear();
/// assert_eq!(LINES.len(), 2);
/// ```
///
/// [`AsMut`]: std::convert::AsMut
/// [`AsRef`]: std::convert::AsRef
/// [`Borrow`]: std::borrow::Borrow
/// [`Debug`]: std::fmt::Debug
/// [`Display`]: std::fmt::Display
/// [`Hash`]: std::hash::Hash
/// [`Poolable`]: crate::Poolable
/// [`RefUnwindSafe`]: std::panic::RefUnwindSafe
/// [`UnwindSafe`]: std::panic::UnwindSafe
/// [`fmt::Write`]: std::fmt::Write
/// [`io::BufRead`]: std::io::BufRead
/// [`io::Read`]: std::io::Read
/// [`io::Seek`]: std::io::Seek
/// [`io::Write`]: std::io::Write
#[must_use = "a guard that is not kept gives its object straight back"]
pub struct Pooled<P: Pool> {
    /// Holds an object until `drop` or `into_box` takes it out. Neither uses the field after that.
    object: ManuallyDrop<Box<P::Item>>,
    pool: P,
}

impl<P: Pool> Pooled<P> {
    /// Makes a guard that gives `object` to `pool` when it is dropped.
    ///
    /// [`Pool::get`] calls it. Call it for an object that comes from elsewhere: one that
    /// [`take`](Pool::take) took out, or one that never was in the pool.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::sync::Mutex;
    /// use syncpool::prelude::*;
    ///
    /// /// The simplest pool.
    /// struct Stack(Mutex<Vec<Box<String>>>);
    ///
    /// impl Pool for &Stack {
    ///     type Item = String;
    ///
    ///     fn take(&self) -> Box<String> {
    ///         self.try_take().unwrap_or_default()
    ///     }
    ///     fn try_take(&self) -> Option<Box<String>> {
    ///         self.0.lock().unwrap().pop()
    ///     }
    ///     fn put(&self, mut object: Box<String>) -> Option<Box<String>> {
    ///         object.reset();
    ///         self.0.lock().unwrap().push(object);
    ///         None
    ///     }
    /// }
    ///
    /// let stack = Stack(Mutex::new(Vec::new()));
    /// let guard = Pooled::new(Box::new(String::from("from elsewhere")), &stack);
    /// assert_eq!(guard, "from elsewhere");
    ///
    /// drop(guard);
    /// assert_eq!((&stack).try_take().as_deref(), Some(&String::new()));
    /// ```
    #[inline]
    pub fn new(object: Box<P::Item>, pool: P) -> Self {
        Self { object: ManuallyDrop::new(object), pool }
    }

    /// Takes the object out for good: the object is not reset, and does not go back by itself.
    ///
    /// Use it where another owner needs the object itself, for example to pass a `Vec` to an interface that
    /// keeps it. The pool's `put` accepts the box later.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::prelude::*;
    ///
    /// pool!(static BUFFERS: Vec<u8> = 64);
    ///
    /// let mut buffer = BUFFERS.get();
    /// buffer.extend(*b"kept");
    /// let vec: Vec<u8> = *Pooled::into_box(buffer);
    /// assert_eq!(vec, b"kept");
    /// assert_eq!(BUFFERS.len(), 0);
    /// ```
    #[must_use = "the object is dropped if it is not used; drop the guard to give it back"]
    #[inline]
    pub fn into_box(guard: Self) -> Box<P::Item> {
        Self::into_parts(guard).0
    }

    /// Takes the guard apart.
    #[inline]
    pub(crate) fn into_parts(guard: Self) -> (Box<P::Item>, P) {
        let mut guard = ManuallyDrop::new(guard);
        // SAFETY: I11: `guard.object` still holds its object, as it does until now in every guard,
        // and is not used again: `guard`'s own `drop` never runs.
        let object = unsafe { ManuallyDrop::take(&mut guard.object) };
        // SAFETY: I11: `guard.pool` is valid, is dropped nowhere else for the same reason, and is
        // not used again.
        (object, unsafe { ptr::read(&raw const guard.pool) })
    }

    /// Returns the handle to the pool that the object goes back to.
    ///
    /// # Examples
    ///
    /// Get another object from the pool of a guard:
    ///
    /// ```
    /// use syncpool::prelude::*;
    ///
    /// pool!(static LINES: String = 64);
    ///
    /// fn upper<P: Pool<Item = String> + Clone>(line: &Pooled<P>) -> Pooled<P> {
    ///     let mut upper = P::get(Pooled::pool(line).clone());
    ///     upper.extend(line.chars().flat_map(char::to_uppercase));
    ///     upper
    /// }
    ///
    /// let mut line = LINES.get();
    /// line.push_str("host");
    /// assert_eq!(upper(&line), "HOST");
    /// ```
    #[must_use]
    #[inline]
    pub fn pool(guard: &Self) -> &P {
        &guard.pool
    }
}

impl<P: Pool> Drop for Pooled<P> {
    #[inline]
    fn drop(&mut self) {
        let unwinds = thread::panicking();
        // SAFETY: I11: `self.object` still holds its object, as it does until now in every guard,
        // and is not used again: only the drop of `self.pool` comes after this function.
        let object = unsafe { ManuallyDrop::take(&mut self.object) };
        if !unwinds {
            self.pool.give_back(object);
        } else if const { needs_drop::<P>() } {
            discard_by_reference(&self.pool, object);
        } else {
            // By value: if the handle is a plain reference, or has no size, the guard can stay in
            // registers.
            // SAFETY: I11: the handle is valid, and not used again: only its drop comes after this function,
            // and that drop does nothing.
            discard(unsafe { ptr::read(&raw const self.pool) }, object);
        }
    }
}

/// Drops an object that does not go back. Out of line, so that a guard's drop stays small enough to be
/// inlined.
#[cold]
#[inline(never)]
fn discard<P: Pool>(pool: P, object: Box<P::Item>) {
    pool.discard_unwinding(object);
}

/// The same for a handle whose drop runs after this function.
#[cold]
#[inline(never)]
fn discard_by_reference<P: Pool>(pool: &P, object: Box<P::Item>) {
    pool.discard_unwinding(object);
}

impl<P: Pool> Deref for Pooled<P> {
    type Target = P::Item;

    #[inline]
    fn deref(&self) -> &P::Item {
        &self.object
    }
}

impl<P: Pool> DerefMut for Pooled<P> {
    #[inline]
    fn deref_mut(&mut self) -> &mut P::Item {
        &mut self.object
    }
}
