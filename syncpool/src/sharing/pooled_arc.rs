//! The guard that can be cloned.

use alloc::boxed::Box;
use core::mem::ManuallyDrop;
use core::ops::Deref;
use core::ptr::{self, NonNull};

use super::contents::{Shareable, ShareableItem};
use crate::raw::ref_count::RefCount;
use crate::{Pool, Pooled, thread};

/// A guard that can be cloned: an object of the pool `P` that several owners read. It goes back to the pool when
/// the last of them is dropped, on whatever thread.
///
/// [`Pooled::share`] makes it of a guard whose object is a [`Shareable`]. It is to [`Pooled`] what an
/// [`Arc`](std::sync::Arc) is to a `Box`: it dereferences to the object, and can't change it. A clone adds 1 to a
/// count that lies in the object, and makes no allocation. [`get_mut`](Self::get_mut),
/// [`make_mut`](Self::make_mut), [`ptr_eq`](Self::ptr_eq) and [`strong_count`](Self::strong_count) are those of an
/// `Arc`. There are no weak references.
///
/// The guard of a static pool is one pointer and `'static`. It is `Send` if the object is `Send` and `Sync`,
/// and the handle `P` is `Send`. It is `Sync` if the object is `Send` and `Sync`, and `P` is `Sync`.
///
/// The guard stands in for its object. It has these traits where the object has them:
/// [`AsRef`], [`Debug`](core::fmt::Debug), [`Display`](core::fmt::Display), [`PartialEq`], [`Eq`], [`PartialOrd`],
/// [`Ord`], [`Hash`](core::hash::Hash), and [`Borrow`](core::borrow::Borrow) of the unsized form of a string, a
/// path or a vector. If `P` is [`Default`], as the handle of every static pool is, [`Default`] gets an object from
/// the pool, and `collect` gets one and fills it.
///
/// # Panics and leaks
///
/// An object does not go back, but is dropped, if any of its owners was dropped while its thread was unwinding from a
/// panic. An owner can only read the object, but that may change what is in a lock, a cell or an atomic, and the
/// panic may have left that halfway through a change. The pool counts the object as
/// [`discarded_unwinding`](crate::Stats::discarded_unwinding).
///
/// An owner that is leaked, by [`mem::forget`](std::mem::forget), counts for ever, so the object never goes back:
/// it is leaked, too. Once so many owners were leaked that the count would overflow, the process is aborted, as
/// with an `Arc`.
///
/// # Examples
///
/// A message that many connections send:
///
/// ```
/// use std::sync::mpsc;
/// use std::thread;
/// use syncpool::prelude::*;
///
/// pool!(static MESSAGES: Shareable<String> = 64);
///
/// let (connections, threads): (Vec<_>, Vec<_>) = (0..4)
///     .map(|_| {
///         let (sender, receiver) = mpsc::channel::<PooledArc<MESSAGES>>();
///         let sent = move || receiver.iter().map(|message| message.len()).sum::<usize>();
///         (sender, thread::spawn(sent))
///     })
///     .unzip();
///
/// for number in 1..=3 {
///     let mut message = MESSAGES.get();
///     message.push_str("news ");
///     message.push_str(&number.to_string());
///     let message = Pooled::share(message);
///     for connection in &connections {
///         connection.send(message.clone()).unwrap(); // no allocation, no copy
///     }
/// }
///
/// drop(connections);
/// for thread in threads {
///     assert_eq!(thread.join().unwrap(), 3 * "news 1".len());
/// }
/// assert_eq!(MESSAGES.stats().in_use, 0); // all came back
/// ```
#[must_use = "a guard that is not kept gives its object straight back"]
pub struct PooledArc<P: Pool> {
    /// Points to a [`Shareable`] that was in a `Box`, and that all owners have together. Not a `Box`: that would
    /// claim to be the only pointer to it.
    object: NonNull<P::Item>,
    pool: P,
}

// SAFETY: I15: the guard gives references to the object (`Sync`), and the last owner, whichever it is, gives the
// object away or drops it (`Send`). The handle goes along.
unsafe impl<P: Pool<Item: Send + Sync> + Send> Send for PooledArc<P> {}

// SAFETY: I15: a reference to the guard gives references to the object and to the handle. With a clone
// of the handle, it makes a further owner on another thread, which may be the last one.
unsafe impl<P: Pool<Item: Send + Sync> + Sync> Sync for PooledArc<P> {}

impl<P: Pool> Pooled<P> {
    /// Makes the guard one that can be cloned, and whose object can only be read.
    ///
    /// The pool's objects must be [`Shareable`]. This costs nothing: it changes the type of the guard.
    /// [`PooledArc::try_into_pooled`] is the way back.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::prelude::*;
    ///
    /// pool!(static LINES: Shareable<String> = 64);
    ///
    /// let mut line = LINES.get();
    /// line.push_str("to be");
    /// let line: PooledArc<LINES> = Pooled::share(line);
    /// assert_eq!([line.clone(), line], ["to be", "to be"]);
    /// assert_eq!(LINES.len(), 1);
    /// ```
    #[inline]
    pub fn share(guard: Self) -> PooledArc<P>
    where
        P::Item: ShareableItem,
    {
        let (object, pool) = Self::into_parts(guard);
        PooledArc { object: NonNull::from(Box::leak(object)), pool }
    }
}

impl<P: Pool> PooledArc<P> {
    /// Makes the guard an ordinary one, which may change its object, if it is the only owner.
    ///
    /// If another owner was dropped by unwinding, the ordinary guard does not know it: its object goes back.
    ///
    /// # Errors
    ///
    /// The guard itself, if there are other owners.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::prelude::*;
    ///
    /// pool!(static LINES: Shareable<String> = 64);
    ///
    /// let line = Pooled::share(LINES.get());
    /// let other = line.clone();
    /// let line = PooledArc::try_into_pooled(line).unwrap_err();
    /// drop(other);
    /// let mut line: Pooled<LINES> = PooledArc::try_into_pooled(line).unwrap();
    /// line.push_str("to be");
    /// assert_eq!(line, "to be");
    /// ```
    #[inline]
    pub fn try_into_pooled(this: Self) -> Result<Pooled<P>, Self> {
        if !this.ref_count().is_unique() {
            return Err(this);
        }
        this.ref_count().reclaim();
        let this = ManuallyDrop::new(this);
        // SAFETY: I15: this is the only owner, and it ends here: its own `drop` never runs. So the object
        // belongs to the caller alone.
        let object = unsafe { Box::from_raw(this.object.as_ptr()) };
        // SAFETY: I15: the handle is valid, is dropped nowhere else for the same reason, and is not used again.
        Ok(Pooled::new(object, unsafe { ptr::read(&raw const this.pool) }))
    }

    /// Tells whether two guards are owners of the same object.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::prelude::*;
    ///
    /// pool!(static LINES: Shareable<String> = 64);
    ///
    /// let line = Pooled::share(LINES.get());
    /// assert!(PooledArc::ptr_eq(&line, &line.clone()));
    /// assert!(!PooledArc::ptr_eq(&line, &Pooled::share(LINES.get())));
    /// ```
    #[must_use]
    #[inline]
    pub fn ptr_eq(this: &Self, other: &Self) -> bool {
        this.object == other.object
    }

    /// Returns the number of owners of the object.
    ///
    /// If other threads have owners, the number may have changed by the time it is returned.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::prelude::*;
    ///
    /// pool!(static LINES: Shareable<String> = 64);
    ///
    /// let line = Pooled::share(LINES.get());
    /// let other = line.clone();
    /// assert_eq!(PooledArc::strong_count(&line), 2);
    /// drop(other);
    /// assert_eq!(PooledArc::strong_count(&line), 1);
    /// ```
    #[must_use]
    #[inline]
    pub fn strong_count(this: &Self) -> usize {
        this.ref_count().owners()
    }

    /// Returns the handle to the pool that the object goes back to.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::prelude::*;
    ///
    /// let pool = SyncPool::<Shareable<String>>::with_size(10);
    /// let line = Pooled::share(pool.get());
    /// assert_eq!(PooledArc::pool(&line).len(), 9);
    /// ```
    #[must_use]
    #[inline]
    pub fn pool(this: &Self) -> &P {
        &this.pool
    }

    /// The object with its count.
    #[inline(always)]
    pub(super) fn item(&self) -> &P::Item {
        // SAFETY: I15: the object is there as long as this owner, and nobody has it mutably while an owner is
        // borrowed.
        unsafe { self.object.as_ref() }
    }

    /// The count of the object's owners.
    #[inline(always)]
    fn ref_count(&self) -> &RefCount {
        // SAFETY: I15: the object is there as long as this owner, and is a `Shareable`, which begins with its count.
        unsafe { self.object.cast::<RefCount>().as_ref() }
    }

    /// Gives the object back, as an ordinary guard does, or drops it if an owner was dropped by unwinding.
    ///
    /// # Safety
    ///
    /// This was the last owner, and does not use the object again.
    #[inline(never)]
    unsafe fn give_back(&self) {
        let unwound = self.ref_count().reclaim();
        // SAFETY: I15, by the contract above: no owner is left, so the object belongs to this function alone.
        let object = unsafe { Box::from_raw(self.object.as_ptr()) };
        if unwound {
            self.pool.discard_unwinding(object);
        } else {
            self.pool.give_back(object);
        }
    }
}

impl<T, P: Pool<Item = Shareable<T>>> PooledArc<P> {
    /// Returns the object for changes, if the guard is its only owner.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::prelude::*;
    ///
    /// pool!(static LINES: Shareable<String> = 64);
    ///
    /// let mut line = Pooled::share(LINES.get());
    /// PooledArc::get_mut(&mut line).unwrap().push_str("to be");
    /// let other = line.clone();
    /// assert_eq!(PooledArc::get_mut(&mut line), None);
    /// assert_eq!(other, "to be");
    /// ```
    #[must_use]
    #[inline]
    pub fn get_mut(this: &mut Self) -> Option<&mut T> {
        if !this.ref_count().is_unique() {
            return None;
        }
        // SAFETY: I15: this is the only owner, and it is borrowed mutably as long as the result. So nobody else reads
        // the object, or becomes an owner.
        Some(unsafe { &mut (*this.object.as_ptr()).object })
    }

    /// Returns the object for changes. If there are other owners, it first becomes a copy: another object of the
    /// pool, filled by [`clone_from`](Clone::clone_from).
    ///
    /// So a change is never seen by another owner, and the memory of a pooled object is used for the copy. An empty
    /// pool makes an object.
    ///
    /// # Panics
    ///
    /// If [`Pool::take_like`] panics for the pool, or if `clone_from` does. The guard is as before.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::prelude::*;
    ///
    /// pool!(static LINES: Shareable<String> = 64);
    ///
    /// let mut line = Pooled::share(LINES.get());
    /// PooledArc::make_mut(&mut line).push_str("to be"); // it is the only owner
    /// let other = line.clone();
    /// PooledArc::make_mut(&mut line).push_str(" or not to be"); // it copies
    /// assert_eq!([line, other], ["to be or not to be", "to be"]);
    /// assert_eq!(LINES.len(), 2);
    /// ```
    #[inline]
    pub fn make_mut(this: &mut Self) -> &mut T
    where
        T: Clone,
        P: Clone,
    {
        if !this.ref_count().is_unique() {
            let pool = this.pool.clone();
            let mut copy = Pooled::new(pool.take_like(this.item()), pool);
            T::clone_from(&mut copy, this);
            *this = Pooled::share(copy);
        }
        // SAFETY: I15: this is the only owner of the object that it has now, as in `get_mut`.
        unsafe { &mut (*this.object.as_ptr()).object }
    }
}

/// Adds an owner of the same object.
impl<P: Pool + Clone> Clone for PooledArc<P> {
    #[inline]
    fn clone(&self) -> Self {
        // The handle comes first: its clone may panic.
        let pool = self.pool.clone();
        self.ref_count().add_owner();
        PooledArc { object: self.object, pool }
    }
}

impl<P: Pool> Drop for PooledArc<P> {
    #[inline]
    fn drop(&mut self) {
        if self.ref_count().release(thread::panicking()) {
            // SAFETY: I15: this was the last owner, and only the handle is used after this function.
            unsafe { self.give_back() };
        }
    }
}

impl<T, P: Pool<Item = Shareable<T>>> Deref for PooledArc<P> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        self.item()
    }
}

impl<P: Pool<Item: ShareableItem>> From<Pooled<P>> for PooledArc<P> {
    /// Does what [`Pooled::share`] does.
    #[inline]
    fn from(guard: Pooled<P>) -> Self {
        Pooled::share(guard)
    }
}
