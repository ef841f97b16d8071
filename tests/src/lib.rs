//! Helpers that the integration tests share.

mod census;
pub mod sources;

use std::thread::{self, ScopedJoinHandle};

pub use census::{Census, Counted};

/// How often a test does something: `count` times, or `under_miri` times where Miri interprets it, which is some
/// five hundred times slower.
#[must_use]
pub const fn scaled(count: usize, under_miri: usize) -> usize {
    if cfg!(miri) { under_miri } else { count }
}

/// Starts all threads that the iterator has still to start, and waits until they are over, the
/// destructors of their thread-locals included. The end of a scope does not wait for those
/// destructors.
///
/// # Panics
///
/// If one of the threads has panicked.
pub fn join<'scope, T: 'scope>(threads: impl IntoIterator<Item = ScopedJoinHandle<'scope, T>>) {
    // An iterator is lazy: without the vector, each thread would start after the end of the last.
    let threads: Vec<_> = threads.into_iter().collect();
    threads.into_iter().for_each(|thread| _ = thread.join().unwrap());
}

/// Runs `test` on a thread with a stack of 64 KiB, which a large object would overflow.
///
/// # Panics
///
/// If `test` does.
pub fn on_small_stack(test: impl FnOnce() + Send + 'static) {
    let thread = thread::Builder::new().stack_size(64 << 10).spawn(test).expect("a thread");
    thread.join().unwrap();
}
