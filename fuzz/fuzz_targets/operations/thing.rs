//! The pooled object, whose hooks panic or use the pool when the input says so.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use syncpool::{Footprint, Poolable};

#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Hook {
    /// The pool's own function that makes an object, or the caller's.
    Init,
    Check,
    Reset,
    IsReusable,
    Drop,
}

thread_local! {
    static PANIC_IN: Cell<Option<Hook>> = const { Cell::new(None) };
    /// Objects that are alive.
    static LIVE: Cell<usize> = const { Cell::new(0) };
    /// Objects that the function of a `reset_handle` has reset.
    static RESET_BY_HANDLE: Cell<u64> = const { Cell::new(0) };
}

pub(crate) fn live() -> usize {
    LIVE.get()
}

pub(crate) fn reset_by_handle() -> u64 {
    RESET_BY_HANDLE.get()
}

/// Panics if that is planned.
pub(crate) fn visit(hook: Hook) {
    if PANIC_IN.get() == Some(hook) {
        PANIC_IN.set(None);
        unwind();
    }
}

/// Panics as planned.
pub(crate) fn unwind() -> ! {
    resume_unwind(Box::new("planned"))
}

/// Runs `action` with a panic planned in `hook`. Returns whether a planned panic came.
pub(crate) fn panics(hook: Hook, action: impl FnOnce()) -> bool {
    PANIC_IN.set(Some(hook));
    let result = catch_unwind(AssertUnwindSafe(action));
    PANIC_IN.set(None);
    match result {
        Ok(()) => false,
        Err(payload) if payload.downcast_ref() == Some(&"planned") => true,
        Err(payload) => resume_unwind(payload),
    }
}

const IDLE: u32 = 0x1D1E;
const OUT: u32 = 0x0B5E;

pub(crate) struct Thing {
    /// On the heap, so that AddressSanitizer sees a second drop or a use after it.
    state: Box<u32>,
    pub(crate) is_unfit: bool,
    pub(crate) is_huge: bool,
    pub(crate) nested: Option<fn()>,
}

impl Thing {
    pub(crate) fn new() -> Self {
        visit(Hook::Init);
        LIVE.set(LIVE.get() + 1);
        Thing { state: Box::new(IDLE), is_unfit: false, is_huge: false, nested: None }
    }

    pub(crate) fn check_idle(&self) {
        assert_eq!(*self.state, IDLE, "the object has two owners");
    }

    pub(crate) fn check_out(&mut self) {
        self.check_idle();
        *self.state = OUT;
    }

    pub(crate) fn reset_by_handle(&mut self) {
        RESET_BY_HANDLE.set(RESET_BY_HANDLE.get() + 1);
        self.reset();
    }
}

impl Poolable for Thing {
    fn reset(&mut self) {
        visit(Hook::Reset);
        self.is_huge = false;
        if let Some(nested) = self.nested.take() {
            nested();
        }
        assert_eq!(*self.state, OUT, "the object came back twice");
        *self.state = IDLE;
    }

    fn is_reusable(&self) -> bool {
        visit(Hook::IsReusable);
        !self.is_unfit
    }

    fn footprint(&self) -> Footprint {
        Footprint::new(100, if self.is_huge { 1 << 20 } else { 100 })
    }
}

impl Drop for Thing {
    fn drop(&mut self) {
        LIVE.set(LIVE.get() - 1);
        visit(Hook::Drop);
    }
}
