//! Notices that a user's function panics.

use core::mem;

/// Calls `call`, and `unwinds` if that panics, on the way out.
#[inline(always)]
pub(crate) fn noticing<R>(unwinds: impl FnOnce(), call: impl FnOnce() -> R) -> R {
    struct Notice<F: FnOnce()>(Option<F>);

    impl<F: FnOnce()> Drop for Notice<F> {
        #[cold]
        fn drop(&mut self) {
            if let Some(unwinds) = self.0.take() {
                unwinds();
            }
        }
    }

    let notice = Notice(Some(unwinds));
    let result = call();
    mem::forget(notice);
    result
}
