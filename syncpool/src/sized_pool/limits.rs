//! The limits of what a pool with sizes keeps: the largest capacity, and the bytes of all idle objects.

use core::sync::atomic::AtomicUsize;
use core::sync::atomic::Ordering::Relaxed;

/// The largest capacity that the pool keeps, and the bytes that its idle objects hold.
///
/// All operations are `Relaxed`. The bound on the bytes is one on the sequence of the values of one atomic:
/// a thread reserves an object's bytes before it puts the object into the pool, and releases them after it
/// has taken the object out. So in that sequence, the bytes of an idle object are always counted.
pub(crate) struct Limits {
    /// Bytes of idle objects, and of those that are being put or taken. 0 in a pool without a limit in bytes.
    reserved: AtomicUsize,
    /// The largest capacity that the pool's own objects of the largest size had when they were made. A hash
    /// map has more capacity than it is asked for.
    largest: AtomicUsize,
}

impl Limits {
    pub(crate) const fn new() -> Self {
        Limits { reserved: AtomicUsize::new(0), largest: AtomicUsize::new(0) }
    }

    /// Bytes of the idle objects.
    pub(crate) fn reserved(&self) -> usize {
        self.reserved.load(Relaxed)
    }

    /// Counts the bytes of an object that is about to be put, unless all bytes would then be more than
    /// `max`. Returns whether it did.
    pub(crate) fn reserve(&self, bytes: usize, max: usize) -> bool {
        let reserve = |reserved: usize| reserved.checked_add(bytes).filter(|&sum| sum <= max);
        self.reserved.fetch_update(Relaxed, Relaxed, reserve).is_ok()
    }

    /// Counts down the bytes of an object that is no longer in the pool.
    pub(crate) fn release(&self, bytes: usize) {
        self.reserved.fetch_sub(bytes, Relaxed);
    }

    /// Remembers the capacity of an object that was made with the largest size.
    pub(crate) fn made_largest(&self, capacity: usize) {
        self.largest.fetch_max(capacity, Relaxed);
    }

    /// Tells whether an object of this capacity, which is more than the largest size, is one as the pool makes
    /// for the largest size.
    pub(crate) fn is_as_made(&self, capacity: usize) -> bool {
        capacity <= self.largest.load(Relaxed)
    }
}
