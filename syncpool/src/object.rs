//! An object as the core sees it: a box whose type is not known there.

use core::ptr::NonNull;

/// An object whose type the core doesn't know.
pub(crate) type Object = NonNull<()>;

/// What becomes of an object that comes back, once it is cleared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    /// It is in the thread's magazine.
    Kept,
    /// It is worth keeping, but nobody keeps it yet.
    Fit,
    /// Its `is_reusable` said no.
    Unfit,
    /// It holds far more memory than its pool's objects use.
    Outgrown,
}

impl Fate {
    /// That of an object that is cleared.
    #[inline(always)]
    pub(crate) fn of(is_lean: bool, is_reusable: bool) -> Self {
        match (is_lean, is_reusable) {
            (false, _) => Fate::Outgrown,
            (true, false) => Fate::Unfit,
            (true, true) => Fate::Fit,
        }
    }
}

/// Turns an object into what a pool holds.
#[inline(always)]
pub(crate) fn disown<T>(object: Box<T>) -> Object {
    NonNull::from(Box::leak(object)).cast()
}

/// Turns what a pool held into its object.
///
/// # Safety
///
/// `object` must come from `disown::<T>`, and the pool must have given it to the caller: an object
/// is in one slot or one magazine at a time, so nobody else has it.
#[inline(always)]
pub(crate) unsafe fn own<T>(object: Object) -> Box<T> {
    // SAFETY: I8, by the contract above.
    unsafe { Box::from_raw(object.cast().as_ptr()) }
}

/// Has the processor fetch an object's cache line, to be written, while the caller goes on. For a batch
/// of objects that another thread, or nobody for long, has touched: their misses overlap then,
/// instead of waiting for each other. Does nothing where it is not known how to say it, and for null.
#[inline(always)]
pub(crate) fn prefetch(object: *const ()) {
    #[cfg(all(target_arch = "x86_64", not(miri)))]
    // SAFETY: I14.
    unsafe {
        core::arch::asm!(
            "prefetchw [{}]",
            in(reg) object,
            options(nostack, preserves_flags, readonly),
        );
    }
    #[cfg(not(all(target_arch = "x86_64", not(miri))))]
    let _ = object;
}
