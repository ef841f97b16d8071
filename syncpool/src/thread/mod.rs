//! What the crate knows of the thread that calls it: its thread-local values, its end, and whether it
//! unwinds.
//!
//! A thread has no magazine without the standard library, which has the thread-local values, or on a target
//! without 64-bit atomics, which a magazine is made of. A stand-in for thread-local values then forgets at
//! once what it is told ([`no_local_values`]), so the rest of the crate is the same.

mod exit;
#[cfg(not(all(feature = "std", target_has_atomic = "64")))]
mod no_local_values;

pub use self::exit::flush_thread;
pub(crate) use self::exit::on_thread_exit;
#[cfg(not(all(feature = "std", target_has_atomic = "64")))]
pub use self::no_local_values::{ForgetfulKey as LocalKey, thread_local};
#[cfg(all(feature = "std", target_has_atomic = "64", not(syncpool_keyed_locals)))]
pub use std::{thread::LocalKey, thread_local};
/// What stands in for `std`'s where a test has to know that it does without native thread-local values.
#[cfg(syncpool_keyed_locals)]
pub use syncpool_pthread_keys::{KeyedLocal as LocalKey, thread_local};

/// Whether the thread unwinds. Without the standard library, nobody can tell.
#[inline(always)]
pub(crate) fn panicking() -> bool {
    #[cfg(feature = "std")]
    return std::thread::panicking();
    #[cfg(not(feature = "std"))]
    false
}
