//! What a thread does when it ends.
//!
//! A pool's own thread-local is a plain pointer without a destructor, so that reaching it needs no
//! check whether it is still alive. This one thread-local has the destructor for all of them: it
//! calls back every pool that the thread has used. A guard that is dropped later still, by the
//! destructor of another thread-local, finds the thread without a magazine and uses the depot.

use std::cell::RefCell;

struct Hooks(RefCell<Vec<fn()>>);

impl Drop for Hooks {
    fn drop(&mut self) {
        self.0.take().into_iter().for_each(|hook| hook());
    }
}

std::thread_local! {
    static HOOKS: Hooks = const { Hooks(RefCell::new(Vec::new())) };
}

/// Has `hook` called when this thread ends. Tells whether it will be: not any more if the thread is
/// already past that point.
pub(crate) fn on_thread_exit(hook: fn()) -> bool {
    HOOKS.try_with(|hooks| hooks.0.borrow_mut().push(hook)).is_ok()
}
