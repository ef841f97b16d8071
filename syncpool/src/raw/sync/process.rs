//! What a process that was forked must know.
//!
//! The child has the memory of its parent, as it was when fork was called, and only the thread that called it.
//! What another thread had begun is never finished in the child. So whoever waits for a thread gives up at some
//! time, and what a thread claims for itself tells the process.

#[cfg(all(test, loom))]
use loom::thread::yield_now;
#[cfg(all(test, shuttle))]
use shuttle::thread::yield_now;
#[cfg(not(all(test, any(loom, shuttle))))]
use std::thread::yield_now;

use super::MODEL;

/// How often a thread waits for another one that may be gone, at most: for about a second.
pub(crate) const MOST_WAITS: u32 = YIELDS + 1000;

/// Waits in which a thread only yields. A wait is over in some hundred nanoseconds, as a rule.
const YIELDS: u32 = 100;

/// Waits for another thread, for the time that suits the number of `waits` before.
pub(crate) fn wait(waits: u32) {
    if MODEL || waits < YIELDS {
        yield_now();
    } else {
        // How long a number of yields takes depends on what else runs on the machine.
        std::thread::sleep(core::time::Duration::from_millis(1));
    }
}

/// The number of this process, which is never 0. A parent and its child have different ones.
#[cfg(not(all(test, any(loom, shuttle))))]
pub(crate) fn this_process() -> u32 {
    if cfg!(unix) { std::process::id() } else { 1 }
}
