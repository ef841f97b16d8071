//! The one place that atomics come from: `core` in a build, loom or shuttle where the models run,
//! and [`recorded`] ones in the crate's other tests.
//!
//! Everything the core shares between threads is imported from here, so that the code that is
//! explored, and the code whose operations are counted, is the code that ships. Only this crate's
//! own tests are ever built for a model: a crate that depends on this one may set `cfg(loom)` for
//! itself and gets the ordinary pool.

#[cfg(all(test, not(loom), not(shuttle)))]
pub(crate) mod recorded;
#[cfg(all(test, loom))]
pub(crate) mod spoilt;

#[cfg(all(test, loom))]
pub(crate) use crate::raw::sync::spoilt::{
    AtomicBool, AtomicPtr, AtomicU32, AtomicU64, AtomicUsize,
};
#[cfg(not(test))]
pub(crate) use core::sync::atomic::{AtomicBool, AtomicPtr, AtomicU32, AtomicU64, AtomicUsize};
#[cfg(all(test, not(loom), not(shuttle)))]
pub(crate) use recorded::{AtomicBool, AtomicPtr, AtomicU32, AtomicU64, AtomicUsize};
#[cfg(all(test, shuttle))]
pub(crate) use shuttle::sync::atomic::{AtomicBool, AtomicPtr, AtomicU32, AtomicU64, AtomicUsize};

#[cfg(all(test, any(loom, shuttle)))]
pub(crate) use core::sync::atomic::{AtomicU32 as UnmodelledU32, AtomicU64 as UnmodelledU64};
/// For counts that guard nothing and decide nothing, and for what only a magazine's owner ever
/// reads: no model need try their interleavings.
#[cfg(not(all(test, any(loom, shuttle))))]
pub(crate) use {AtomicU32 as UnmodelledU32, AtomicU64 as UnmodelledU64};

#[cfg(all(test, loom))]
pub(crate) use loom::thread::yield_now;
#[cfg(all(test, shuttle))]
pub(crate) use shuttle::thread::yield_now;
#[cfg(not(all(test, any(loom, shuttle))))]
pub(crate) use std::thread::yield_now;

pub(crate) use core::sync::atomic::Ordering::{AcqRel, Acquire, Relaxed, Release};
/// Only for such counts, too.
pub(crate) use core::sync::atomic::fence;

/// Whether the code is explored by a model: then all sizes are small.
pub(crate) const MODEL: bool = cfg!(all(test, any(loom, shuttle)));

/// Declares a constructor that is `const` in a build; loom's atomics can't be made at compile time.
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

/// An array of atomics that each start as `$element`.
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

/// Stands beside memory that has one owner at a time, and says when the owner uses it. Nothing in
/// a build; loom then checks that an owner sees all that the owners before it have done.
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

    /// The owner reads.
    #[inline(always)]
    #[cfg_attr(all(test, loom), track_caller)]
    pub(crate) fn read(&self) {
        #[cfg(all(test, loom))]
        self.cell.with(|_| ());
    }

    /// The owner writes.
    #[inline(always)]
    #[cfg_attr(all(test, loom), track_caller)]
    pub(crate) fn write(&self) {
        #[cfg(all(test, loom))]
        self.cell.with_mut(|_| ());
    }
}
