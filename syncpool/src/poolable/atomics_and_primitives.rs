//! Types that hold one plain value: a reset assigns the value that their `Default` gives.

use core::cmp::Reverse;
use core::marker::PhantomData;
use core::num::{Saturating, Wrapping};
use core::ptr;
use core::sync::atomic;
use core::time::Duration;

use super::{Footprint, Poolable};

/// A primitive type. The derive knows these types by their names, and assigns the value at once: rustc takes less
/// time to compile that than a call of `reset`.
#[cfg(feature = "derive")]
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not the primitive type of that name",
    label = "expected the primitive type",
    note = "write the path of a type of your own that is called like a primitive type, such as `self::{Self}`"
)]
pub trait Primitive {
    /// The value after a reset.
    const CLEARED: Self;
}

macro_rules! assigned {
    ($($type:ty = $value:expr;)+) => {$(
        #[doc = concat!("Assigns `", stringify!($value), "`.")]
        impl Poolable for $type {
            #[inline]
            fn reset(&mut self) {
                *self = $value;
            }
        }
    )+};
}

macro_rules! primitive {
    ($($type:ty = $value:expr;)+) => {
        assigned!($($type = $value;)+);

        $(#[cfg(feature = "derive")]
        impl Primitive for $type {
            const CLEARED: Self = $value;
        })+
    };
}

primitive! {
    bool = false;
    char = '\0';
    f32 = 0.0;
    f64 = 0.0;
    i8 = 0;
    i16 = 0;
    i32 = 0;
    i64 = 0;
    i128 = 0;
    isize = 0;
    u8 = 0;
    u16 = 0;
    u32 = 0;
    u64 = 0;
    u128 = 0;
    usize = 0;
}

assigned! {
    Duration = Duration::ZERO;
    &str = "";
}

/// Assigns the empty slice. The slice that it pointed to is untouched.
impl<T> Poolable for &[T] {
    #[inline]
    fn reset(&mut self) {
        *self = &[];
    }
}

/// Does nothing.
impl Poolable for () {
    #[inline]
    fn reset(&mut self) {}
}

/// Does nothing.
impl<T: ?Sized> Poolable for PhantomData<T> {
    #[inline]
    fn reset(&mut self) {}
}

/// A reset has exclusive access, so a plain store through `get_mut` is enough.
macro_rules! stored {
    ($($width:literal $atomic:ident = $value:expr;)+) => {$(
        #[doc = concat!("Assigns `", stringify!($value), "`.")]
        #[cfg(target_has_atomic = $width)]
        impl Poolable for atomic::$atomic {
            #[inline]
            fn reset(&mut self) {
                *self.get_mut() = $value;
            }
        }
    )+};
}

stored! {
    "8" AtomicBool = false;
    "8" AtomicI8 = 0;
    "8" AtomicU8 = 0;
    "16" AtomicI16 = 0;
    "16" AtomicU16 = 0;
    "32" AtomicI32 = 0;
    "32" AtomicU32 = 0;
    "64" AtomicI64 = 0;
    "64" AtomicU64 = 0;
    "ptr" AtomicIsize = 0;
    "ptr" AtomicUsize = 0;
}

/// Assigns the null pointer. The value that it pointed to is untouched.
#[cfg(target_has_atomic = "ptr")]
impl<T> Poolable for atomic::AtomicPtr<T> {
    #[inline]
    fn reset(&mut self) {
        *self.get_mut() = ptr::null_mut();
    }
}

macro_rules! forwarded {
    ($($wrapper:ident)+) => {$(
        /// Resets the wrapped object.
        impl<T: Poolable> Poolable for $wrapper<T> {
            #[inline]
            fn reset(&mut self) {
                self.0.reset();
            }

            #[inline]
            fn is_reusable(&self) -> bool {
                self.0.is_reusable()
            }

            #[inline]
            fn footprint(&self) -> Footprint {
                self.0.footprint()
            }
        }
    )+};
}

forwarded!(Wrapping Saturating Reverse);
