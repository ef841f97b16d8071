//! An object as the core sees it: a box whose type is not known there.

use core::ptr::NonNull;

/// An object whose type the core doesn't know.
pub(crate) type Object = NonNull<()>;

/// Whether a cleared object is fit to be kept, and if not, why.
///
/// A number rather than an enum: an enum's spare values would be used to tell `Ok(())` from a refused
/// object, which takes more instructions on the fast path than the null of a `Box`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Fate(u8);

impl Fate {
    /// The object is fit to be kept.
    pub(crate) const FIT: Fate = Fate(0);
    /// Its `is_reusable` returned false.
    pub(crate) const UNFIT: Fate = Fate(1);
    /// It holds far more memory than the objects of its pool use.
    pub(crate) const OUTGROWN: Fate = Fate(2);

    /// The fate of an object that was cleared.
    #[inline(always)]
    pub(crate) fn of(is_lean: bool, is_reusable: bool) -> Self {
        match (is_lean, is_reusable) {
            (false, _) => Fate::OUTGROWN,
            (true, false) => Fate::UNFIT,
            (true, true) => Fate::FIT,
        }
    }
}

/// Erases the type of an object.
#[inline(always)]
pub(crate) fn into_raw<T>(object: Box<T>) -> Object {
    NonNull::from(Box::leak(object)).cast()
}

/// Rebuilds the `Box` of an object.
///
/// # Safety
///
/// `object` must come from `into_raw::<T>`, and the pool must have given it to the caller: an object
/// is in one slot or one magazine at a time, so nobody else has it.
#[inline(always)]
pub(crate) unsafe fn from_raw<T>(object: Object) -> Box<T> {
    // SAFETY: I8, by the contract above.
    unsafe { Box::from_raw(object.cast().as_ptr()) }
}

/// Prefetches an object's cache line for writing. The cache misses of a batch then overlap, where the
/// objects were last used by another thread or long ago. A no-op for null, and on targets without a
/// prefetch instruction here.
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
