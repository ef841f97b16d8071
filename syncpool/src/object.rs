//! An object as the core sees it: a box whose type is not known there.

use core::ptr::NonNull;

/// An object whose type the core doesn't know.
pub(crate) type Object = NonNull<()>;

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
