//! The guard: an object that goes back to its pool when it is dropped.

mod collect;
mod compare;
mod io;
mod reset;
mod text;
mod views;

use std::mem::{ManuallyDrop, needs_drop};
use std::ops::{Deref, DerefMut};
use std::{ptr, thread};

use crate::Pool;

/// An object out of the pool `P`, which goes back to it when this guard is dropped.
///
/// A pool's `get` returns one. Its type names the pool, so the guard of a static pool is one pointer,
/// `'static`, and can be a struct's field, a map's key or a channel's message; it may be dropped on
/// any thread. It is `Send` when the object is (and `P` is), and `Sync` likewise.
///
/// The guard stands in for its object. It dereferences to it, and it has these traits where the
/// object has them: [`AsRef`], [`AsMut`], [`Debug`], [`Display`], [`PartialEq`], [`Eq`],
/// [`PartialOrd`], [`Ord`], [`Hash`], [`Extend`], [`fmt::Write`], [`io::Write`], [`io::Read`],
/// [`io::BufRead`], [`io::Seek`] and [`Poolable`]. A guard of a string, a path or a vector is also
/// [`Borrow`] of its unsized form, so that a map whose keys are pooled strings is looked up by
/// `&str`. Where the pool needs no value to be reached (`P: Default`, as for every static pool),
/// [`Default`] gets an object from the pool, and `collect` gets one and fills it. A `for` loop over
/// the object is written `for element in &*guard`.
///
/// The functions of the guard itself are called as `Pooled::into_box(guard)`, so that they do not
/// stand in the way of the object's methods.
///
/// # Panics and leaks
///
/// A guard that is dropped while its thread unwinds from a panic drops its object instead of giving
/// it back: the object may have been caught halfway through a change. A guard that is leaked, by
/// [`mem::forget`](std::mem::forget), leaks its object; the pool makes a new one when it needs to.
///
/// # Examples
///
/// Pools compose. Each `Line` below goes back to its own pool, with the memory that it has, whenever
/// a vector of lines is cleared:
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
/// [`fmt::Write`]: std::fmt::Write
/// [`io::BufRead`]: std::io::BufRead
/// [`io::Read`]: std::io::Read
/// [`io::Seek`]: std::io::Seek
/// [`io::Write`]: std::io::Write
#[must_use = "a guard that is not kept gives its object straight back"]
pub struct Pooled<P: Pool> {
    /// Always an object, until `drop` or `into_box` takes it out: the last thing that either does
    /// with this field.
    object: ManuallyDrop<Box<P::Item>>,
    pool: P,
}

impl<P: Pool> Pooled<P> {
    /// Makes a guard that gives `object` to `pool` when it is dropped.
    ///
    /// It is what [`Pool::get`] is made of. Call it to put an object under guard that comes from
    /// elsewhere: one that [`take`](Pool::take) took out, or one that never was in the pool.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::sync::Mutex;
    /// use syncpool::prelude::*;
    ///
    /// /// The smallest pool there can be.
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

    /// Takes the object out for good: it is not reset, and does not go back by itself.
    ///
    /// Use it where ownership has to end, for example to hand a `Vec` to an interface that keeps
    /// it. The pool's `put` still accepts the box later.
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
        let mut guard = ManuallyDrop::new(guard);
        // SAFETY: I11: `guard.object` still holds its object, as it does until now in every guard,
        // and is not used again: `guard`'s own `drop` never runs.
        let object = unsafe { ManuallyDrop::take(&mut guard.object) };
        // SAFETY: I11: `guard.pool` is valid, is dropped nowhere else for the same reason, and is
        // not used again.
        unsafe { ptr::drop_in_place(&raw mut guard.pool) };
        object
    }

    /// Returns the handle to the pool that the object goes back to.
    ///
    /// # Examples
    ///
    /// Get another object from the same pool, whichever it is:
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
        } else if needs_drop::<P>() {
            discard_by_reference(&self.pool, object);
        } else {
            // By value, so that a guard with a handle that is a plain reference, or nothing at all,
            // need not lie in memory.
            // SAFETY: I11: the handle is valid, and not used again: nothing comes after this function but
            // its drop, and that does nothing.
            discard(unsafe { ptr::read(&raw const self.pool) }, object);
        }
    }
}

/// Drops an object that does not go back, out of line, so that a guard's drop stays small enough to
/// be inlined into its pool's fast path.
#[cold]
#[inline(never)]
fn discard<P: Pool>(pool: P, object: Box<P::Item>) {
    pool.discard(object);
}

/// The same for a handle that stays where it is.
#[cold]
#[inline(never)]
fn discard_by_reference<P: Pool>(pool: &P, object: Box<P::Item>) {
    pool.discard(object);
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
