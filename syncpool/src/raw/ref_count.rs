//! The number of owners of a shared object, and whether one of them was dropped by unwinding.
//!
//! It is the strong count of an `Arc`, with one difference: an object that has one owner always has the same
//! count, however it came to that. So an object that is not shared needs no change of its count, neither in the
//! pool nor in a guard.
//!
//! An owner reads the object, adds owners, and releases the object once. The owner for which
//! [`RefCount::release`] returns true is the last. It, and an owner that finds itself the
//! [only one](RefCount::is_unique), may write to the object.

use crate::raw::sync::{Acquire, AtomicUsize, Relaxed, Release, constructor};

/// What one more owner adds to the word.
const OWNER: usize = 2;
/// The bit that is set once an owner was dropped by unwinding.
const UNWOUND: usize = 1;
/// Beyond this value, the process is aborted. The owners that are added meanwhile, one a thread at most, cannot
/// make the word overflow.
const LIMIT: usize = isize::MAX as usize;

/// The count of an object, which lies in the object's own memory.
#[derive(Debug)]
pub(crate) struct RefCount {
    /// The owners but one, times [`OWNER`], and [`UNWOUND`].
    word: AtomicUsize,
}

impl RefCount {
    constructor! {
        /// The count of an object with one owner.
        pub(crate) fn new() -> Self {
            RefCount { word: AtomicUsize::new(0) }
        }
    }

    /// The number of owners. It may be old if other owners are at work.
    pub(crate) fn owners(&self) -> usize {
        self.word.load(Relaxed) / OWNER + 1
    }

    /// Adds an owner. An existing owner calls it.
    ///
    /// The new owner gets the object from the caller, who also orders its accesses after the earlier ones. So
    /// nothing has to be ordered here.
    #[inline]
    pub(crate) fn add_owner(&self) {
        if self.word.fetch_add(OWNER, Relaxed) > LIMIT {
            abort();
        }
    }

    /// Tells whether the caller, an owner that borrows itself mutably, is the only owner.
    ///
    /// If so, no other thread can add one, since that takes an owner. All that former owners did with the object
    /// happens before the return.
    #[inline]
    pub(crate) fn is_unique(&self) -> bool {
        // Acquire: reads the last `release` of another owner, or an increment of `add_owner` that follows it; pairs
        // with its Release.
        self.word.load(Acquire) & !UNWOUND == 0
    }

    /// Ends the caller's ownership, and tells whether it was the last owner. Only then may the caller use the
    /// object any more; it has to call [`reclaim`](RefCount::reclaim).
    #[inline]
    pub(crate) fn release(&self, unwinds: bool) -> bool {
        if unwinds {
            // Comes before the `fetch_sub` below in the order of the word, so the last owner reads it.
            self.word.fetch_or(UNWOUND, Relaxed);
        }
        // An object that is not shared, or no longer, needs no update.
        if self.is_unique() {
            return true;
        }
        // Release: the caller's accesses to the object happen before those of the last owner; pairs with
        // the Acquire below, and with that of `is_unique`.
        if self.word.fetch_sub(OWNER, Release) & !UNWOUND != 0 {
            return false;
        }
        // Acquire: reads this thread's own change, which continues the release sequences of all others' releases.
        self.word.load(Acquire);
        true
    }

    /// Makes the count that of an object with one owner, and tells whether an owner was dropped by
    /// unwinding. The last owner calls it.
    #[inline]
    pub(crate) fn reclaim(&self) -> bool {
        let word = self.word.load(Relaxed);
        if word != 0 {
            self.word.store(0, Relaxed);
        }
        word & UNWOUND != 0
    }
}

/// Ends the process, as `Arc` does when its count overflows: owners were forgotten so often that the count could
/// reach 0 while there are some.
#[cold]
fn abort() -> ! {
    #[cfg(feature = "std")]
    std::process::abort();

    #[cfg(not(feature = "std"))]
    {
        struct PanicsAgain;

        impl Drop for PanicsAgain {
            fn drop(&mut self) {
                panic!("a shared object has too many owners");
            }
        }

        // A panic while a panic unwinds aborts.
        let _panics_again = PanicsAgain;
        panic!("a shared object has too many owners");
    }
}

#[cfg(all(test, not(loom), not(shuttle)))]
mod tests {
    use std::env;
    use std::process::Command;

    use super::{AtomicUsize, LIMIT, OWNER, RefCount};

    /// Set in the process that is to abort.
    const CHILD: &str = "SYNCPOOL_TEST_TOO_MANY_OWNERS";

    fn crowded(word: usize) -> RefCount {
        RefCount { word: AtomicUsize::new(word) }
    }

    #[test]
    fn too_many_owners_abort_the_process() {
        if env::var_os(CHILD).is_some() {
            crowded(LIMIT + 1).add_owner();
            return;
        }
        let count = crowded(LIMIT - 1);
        count.add_owner();
        assert_eq!(count.owners(), LIMIT / OWNER + 2, "just not too many");

        let test = Command::new(env::current_exe().expect("the test is a program"))
            .args(["too_many_owners_abort_the_process", "--nocapture"])
            .env(CHILD, "1")
            .output()
            .expect("it starts");
        assert!(!test.status.success(), "the process went on");
        let output = String::from_utf8_lossy(&test.stdout);
        assert!(!output.contains("test result"), "it did not end at once: {output}");
    }
}
