//! What is done although a user's function has panicked.

use alloc::boxed::Box;
use core::mem;

/// Calls `call`. If that panics, calls `unwinds` on the way out.
#[inline(always)]
pub(crate) fn on_unwind<R>(unwinds: impl FnOnce(), call: impl FnOnce() -> R) -> R {
    struct Guard<F: FnOnce()>(Option<F>);

    impl<F: FnOnce()> Drop for Guard<F> {
        #[cold]
        fn drop(&mut self) {
            if let Some(unwinds) = self.0.take() {
                unwinds();
            }
        }
    }

    let guard = Guard(Some(unwinds));
    let result = call();
    mem::forget(guard);
    result
}

/// Drops every object that `next` returns. A destructor that panics does not stop it. A second one aborts the
/// process, as in a `Vec`.
pub(crate) fn drop_each<T>(next: &mut impl FnMut() -> Option<Box<T>>) {
    while let Some(object) = next() {
        on_unwind(|| drop_each(next), || drop(object));
    }
}
