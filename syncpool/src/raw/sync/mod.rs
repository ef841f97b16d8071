//! The facade from which the crate imports its atomics: those of `core` in a build, those of loom or shuttle
//! in the models, and [`recorded`] ones in the crate's unit tests.
//!
//! All that the raw pool shares between threads is imported from here. So the models explore, and the unit
//! tests count, the code of the raw pool that ships. ([`UnmodelledU32`], [`UnmodelledU64`] and fences are
//! `core`'s own in the models, and some constants differ by [`MODEL`].) Only this crate's own tests are ever
//! compiled for a model checker: a crate that depends on this one may set `cfg(loom)` for itself, and gets
//! the ordinary pool.

#[cfg(any(not(target_has_atomic = "64"), all(test, not(loom), not(shuttle))))]
mod halves;
pub(crate) mod link;
#[cfg(feature = "std")]
pub(crate) mod process;
#[cfg(all(test, not(loom), not(shuttle)))]
pub(crate) mod recorded;
#[cfg(all(test, loom))]
pub(crate) mod spoilt;

#[cfg(all(test, loom))]
pub(crate) use crate::raw::sync::spoilt::{
    AtomicBool, AtomicPtr, AtomicU32, AtomicU64, AtomicUsize,
};
#[cfg(all(not(test), target_has_atomic = "64"))]
pub(crate) use core::sync::atomic::AtomicU64;
#[cfg(not(test))]
pub(crate) use core::sync::atomic::{AtomicBool, AtomicPtr, AtomicU32, AtomicUsize};
#[cfg(not(target_has_atomic = "64"))]
pub(crate) use halves::AtomicU64;
#[cfg(all(test, not(loom), not(shuttle)))]
pub(crate) use recorded::{AtomicBool, AtomicPtr, AtomicU32, AtomicU64, AtomicUsize};
#[cfg(all(test, shuttle))]
pub(crate) use shuttle::sync::atomic::{AtomicBool, AtomicPtr, AtomicU32, AtomicU64, AtomicUsize};

#[cfg(all(test, any(loom, shuttle)))]
pub(crate) use core::sync::atomic::{AtomicU32 as UnmodelledU32, AtomicU64 as UnmodelledU64};
/// Atomics whose interleavings no model has to try: counts that guard no memory and decide nothing, and
/// values that only the owner of a magazine reads.
#[cfg(not(all(test, any(loom, shuttle))))]
pub(crate) use {AtomicU32 as UnmodelledU32, AtomicU64 as UnmodelledU64};

/// A word of a bitmap.
#[cfg(target_has_atomic = "64")]
pub(crate) type Word = u64;
#[cfg(not(target_has_atomic = "64"))]
pub(crate) type Word = u32;
#[cfg(not(target_has_atomic = "64"))]
pub(crate) use {AtomicU32 as AtomicWord, UnmodelledU32 as UnmodelledWord};
#[cfg(target_has_atomic = "64")]
pub(crate) use {AtomicU64 as AtomicWord, UnmodelledU64 as UnmodelledWord};

pub(crate) use core::sync::atomic::Ordering::{AcqRel, Acquire, Relaxed, Release};
/// Fences, for unmodelled atomics only.
pub(crate) use core::sync::atomic::fence;

/// Whether the code is compiled for a model checker. All sizes are then small.
pub(crate) const MODEL: bool = cfg!(all(test, any(loom, shuttle)));

/// Declares a constructor that is `const` except under loom, whose atomics cannot be made at compile
/// time.
macro_rules! constructor {
    ($(#[$attribute:meta])* $visibility:vis fn $($rest:tt)*) => {
        #[cfg(not(all(test, loom)))]
        $(#[$attribute])*
        $visibility const fn $($rest)*

        #[cfg(all(test, loom))]
        $(#[$attribute])*
        $visibility fn $($rest)*
    };
}
pub(crate) use constructor;

/// An array of `$length` atomics, each of which starts as `$element`.
macro_rules! array_of {
    ($element:expr; $length:expr) => {{
        #[cfg(not(all(test, loom)))]
        {
            [const { $element }; $length]
        }
        #[cfg(all(test, loom))]
        {
            core::array::from_fn::<_, { $length }, _>(|_| $element)
        }
    }};
}
pub(crate) use array_of;

/// Marks accesses to memory that has one owner at a time. Under loom, it checks that each access
/// happens after those of the previous owners. Otherwise it is empty.
#[derive(Debug)]
pub(crate) struct Owned {
    #[cfg(all(test, loom))]
    cell: loom::cell::UnsafeCell<()>,
}

impl Owned {
    constructor! {
        pub(crate) fn new() -> Self {
            Owned {
                #[cfg(all(test, loom))]
                cell: loom::cell::UnsafeCell::new(()),
            }
        }
    }

    /// Marks a read by the owner.
    #[inline(always)]
    #[cfg_attr(all(test, loom), track_caller)]
    pub(crate) fn read(&self) {
        #[cfg(all(test, loom))]
        self.cell.with(|_| ());
    }

    /// Marks a write by the owner.
    #[inline(always)]
    #[cfg_attr(all(test, loom), track_caller)]
    pub(crate) fn write(&self) {
        #[cfg(all(test, loom))]
        self.cell.with_mut(|_| ());
    }
}
