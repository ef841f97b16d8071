//! The one place that atomics come from: `core` in a build, `loom` where the models run, and
//! [`recorded`] ones in the crate's own tests.
//!
//! Everything the core shares between threads is imported from here, so that the code that loom
//! explores, and the code whose operations are counted, is the code that ships.

#[cfg(all(test, not(loom), not(shuttle)))]
pub(crate) mod recorded;

#[cfg(not(any(test, loom)))]
pub(crate) use core::sync::atomic::{AtomicBool, AtomicPtr, AtomicU32, AtomicU64, AtomicUsize};
#[cfg(loom)]
pub(crate) use loom::sync::atomic::{AtomicBool, AtomicPtr, AtomicU32, AtomicU64, AtomicUsize};
#[cfg(all(test, not(loom), not(shuttle)))]
pub(crate) use recorded::{AtomicBool, AtomicPtr, AtomicU32, AtomicU64, AtomicUsize};

pub(crate) use core::sync::atomic::Ordering::{AcqRel, Acquire, Relaxed, Release};

/// Declares a constructor that is `const` in a build; loom's atomics can't be made at compile time.
macro_rules! constructor {
    ($(#[$attribute:meta])* $visibility:vis fn $($rest:tt)*) => {
        #[cfg(not(loom))]
        $(#[$attribute])*
        $visibility const fn $($rest)*

        #[cfg(loom)]
        $(#[$attribute])*
        $visibility fn $($rest)*
    };
}
pub(crate) use constructor;

/// An array of atomics that each start as `$element`.
macro_rules! filled {
    ($element:expr; $length:expr) => {{
        #[cfg(not(loom))]
        {
            [const { $element }; $length]
        }
        #[cfg(loom)]
        {
            core::array::from_fn::<_, { $length }, _>(|_| $element)
        }
    }};
}
pub(crate) use filled;
