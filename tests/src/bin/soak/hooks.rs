//! Panics in what the user's code is asked to do, planned by the thread that will see them.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

/// Where the next object that comes along panics, once.
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

/// Has the next call of `hook` on this thread panic while `action` runs, and catches it.
pub(crate) fn with_panic_in(hook: Hook, action: impl FnOnce()) {
    PLANNED.set(Some(hook));
    catch(action);
    PLANNED.set(None);
}

/// Panics while what `setup` returns is alive.
pub(crate) fn unwind_over<T>(setup: impl FnOnce() -> T) {
    catch(|| {
        let _bystander = setup();
        resume_unwind(Box::new(Planned));
    });
}

/// Only planned panics end here; any other goes on, to end its thread and the run.
fn catch(action: impl FnOnce()) {
    if let Err(payload) = catch_unwind(AssertUnwindSafe(action)) {
        if !payload.is::<Planned>() {
            resume_unwind(payload);
        }
    }
}
