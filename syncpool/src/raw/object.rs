//! An object as the raw pool sees it: a box whose type is erased.

use alloc::boxed::Box;
use core::ptr::NonNull;

/// An object whose type is erased. It comes from [`into_raw`].
pub(crate) type Object = NonNull<()>;

/// Whether a cleared object is fit to be kept, and why if it is not.
///
/// This is a number rather than an enum. The compiler would encode `Ok(())` of a `Result` with a
/// refused object in the spare values of an enum. That takes more instructions on the fast path than
/// the null pointer of a `Box`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Fate(u8);

impl Fate {
    /// The object is fit to be kept.
    pub(crate) const FIT: Fate = Fate(0);
    /// Its `is_reusable` returned false.
    pub(crate) const UNFIT: Fate = Fate(1);
    /// It holds far more memory than the objects of its pool use.
    pub(crate) const OUTGROWN: Fate = Fate(2);
    /// It is fit, but its bytes do not fit the limit of a pool with sizes.
    pub(crate) const FULL: Fate = Fate(3);

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

/// Prefetches an object's first cache line for writing, so that the cache misses of a batch overlap.
/// They occur where another thread used the objects last, or no thread did so recently. A no-op for
/// null, and on targets for which no prefetch instruction is given here.
#[inline(always)]
pub(crate) fn prefetch(object: *const ()) {
    #[cfg(all(target_arch = "x86_64", not(miri)))]
    // SAFETY: I14: a prefetch does not access memory, and never faults.
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
