//! Panics in the user's hooks. A thread plans the panics that it will see.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

/// A hook of an object: a planned panic happens once, in the thread's next call of the hook.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hook {
    Init,
    Reset,
    IsReusable,
    DropOfField,
}

thread_local! {
    static PLANNED: Cell<Option<Hook>> = const { Cell::new(None) };
}

/// The payload of a planned panic.
struct Planned;

/// Called by every hook of an object.
#[inline]
pub(crate) fn visit(hook: Hook) {
    if PLANNED.get() == Some(hook) {
        PLANNED.set(None);
        // Unlike `panic!`, this prints nothing.
        resume_unwind(Box::new(Planned));
    }
}

/// Runs `action`; the first call of `hook` in it on this thread panics. Catches that panic.
pub(crate) fn with_panic_in(hook: Hook, action: impl FnOnce()) {
    PLANNED.set(Some(hook));
    catch(action);
    PLANNED.set(None);
}

/// Panics while the result of `setup` is alive.
pub(crate) fn unwind_over<T>(setup: impl FnOnce() -> T) {
    catch(|| {
        let _bystander = setup();
        resume_unwind(Box::new(Planned));
    });
}

/// Catches planned panics. Any other panic goes on, and ends its thread and the run.
fn catch(action: impl FnOnce()) {
    if let Err(payload) = catch_unwind(AssertUnwindSafe(action)) {
        if !payload.is::<Planned>() {
            resume_unwind(payload);
        }
    }
}
