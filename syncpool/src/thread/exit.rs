//! What a thread gives back when it ends, or when it is asked to.
//!
//! The thread-local values of the pools have no destructor, so that reaching one needs no check whether
//! it is still alive. One thread-local value has the destructor for all of them: a list of hooks. A guard
//! that is dropped later still, by the destructor of another thread-local value, finds the thread without
//! a magazine, and uses the slots that all threads share.
//!
//! A hook holds what it gives back. Where the standard library keeps thread-local values behind keys, the
//! pool's own value may have been destroyed before the hook runs.

use alloc::boxed::Box;
use core::cell::Cell;

/// A hook, and the hooks that were added before it.
struct Hook {
    run: Box<dyn FnOnce()>,
    next: Option<Box<Hook>>,
}

struct Hooks(Cell<Option<Box<Hook>>>);

impl Hooks {
    /// Runs every hook. Hooks that are added meanwhile stay: to free memory may use a pool, if the program's
    /// allocator does.
    fn run(&self) {
        let mut hooks = self.0.take();
        while let Some(hook) = hooks {
            let Hook { run, next } = *hook;
            run();
            hooks = next;
        }
    }
}

impl Drop for Hooks {
    fn drop(&mut self) {
        self.run();
    }
}

super::thread_local! {
    static HOOKS: Hooks = const { Hooks(Cell::new(None)) };
}

/// Has `run` called when this thread ends. Returns `run` if the thread is already past that point.
///
/// Nothing is borrowed while memory is allocated: the program's allocator may use a pool.
pub(crate) fn on_thread_exit<F: FnOnce() + 'static>(run: F) -> Result<(), ()> {
    // Before the allocation: it is for nothing if the thread is past its end.
    HOOKS.try_with(|_| ()).map_err(|_| ())?;
    let mut hook = Box::new(Hook { run: Box::new(run), next: None });
    HOOKS
        .try_with(|hooks| {
            hook.next = hooks.0.take();
            hooks.0.set(Some(hook));
        })
        .map_err(|_| ())
}

/// Gives back everything that the calling thread holds of the pools: its magazines, and the idle objects
/// in them, which other threads then reach.
///
/// A thread does so by itself when it ends. Call it in a thread that was busy and will sleep for long, for
/// example before a worker thread of a pool of threads waits for its next task, or before a library that
/// uses pools is unloaded. The thread may go on using every pool. It earns a magazine again when it is busy
/// again. Without the feature `std`, no thread holds anything, and this does nothing.
///
/// # Examples
///
/// ```
/// use std::thread;
/// use syncpool::prelude::*;
///
/// pool!(static LINES: String = 64);
///
/// let worker = thread::spawn(|| {
///     for _ in 0..1000 {
///         drop(LINES.get());
///     }
///     syncpool::flush_thread();
///     assert_eq!(LINES.trim(0), 1); // all threads reach it now
/// });
/// worker.join().unwrap();
/// ```
pub fn flush_thread() {
    // Past the end of the thread there is nothing left to give back.
    _ = HOOKS.try_with(Hooks::run);
}
