//! The lower bound of a pool's time on one thread: an array of boxes and a length, both
//! thread-local.
//!
//! Threads share nothing. Nothing is counted. A thread that exits leaks its idle objects.

#![expect(clippy::box_collection, reason = "boxes are what a pool of any type holds")]

use std::cell::{Cell, UnsafeCell};
use std::mem::MaybeUninit;

use crate::adapter::Adapter;
use crate::object::Workload;

/// Objects that a thread's stack holds: as many as the largest burst has.
const SLOTS: usize = 1024;

/// The boxes below `len`, which is at most `SLOTS`, are idle.
struct Stack {
    len: Cell<usize>,
    slots: UnsafeCell<[MaybeUninit<Box<Vec<u8>>>; SLOTS]>,
}

thread_local! {
    // A constant without a destructor: an access is one address computation, without a check.
    static STACK: Stack = const {
        Stack { len: Cell::new(0), slots: UnsafeCell::new([const { MaybeUninit::uninit() }; SLOTS]) }
    };
}

impl Stack {
    #[inline(always)]
    fn pop(&self) -> Option<Box<Vec<u8>>> {
        let last = self.len.get().checked_sub(1)?;
        self.len.set(last);
        // SAFETY: the slots below the old length exist and are initialised. The new length excludes
        // this slot. No other reference into the cell is alive.
        Some(unsafe { (*self.slots.get()).get_unchecked(last).assume_init_read() })
    }

    /// Keeps a buffer, or returns it when the stack is full.
    #[inline(always)]
    fn push(&self, buffer: Box<Vec<u8>>) -> Option<Box<Vec<u8>>> {
        let len = self.len.get();
        if len == SLOTS {
            return Some(buffer);
        }
        // SAFETY: the length is below `SLOTS`, so that this slot exists. It is not initialised, so
        // that nothing is overwritten. No other reference into the cell is alive.
        unsafe { (*self.slots.get()).get_unchecked_mut(len).write(buffer) };
        self.len.set(len + 1);
        None
    }

    /// Drops the idle objects: the next scenario may use objects of another size.
    fn clear(&self) {
        while self.pop().is_some() {}
    }
}

/// The stack without anything around it.
#[derive(Debug)]
pub struct Floor;

impl<W: Workload> Adapter<W> for Floor {
    type Held<'a> = Box<Vec<u8>>;

    fn build(_: usize) -> Self {
        STACK.with(Stack::clear);
        Self
    }

    #[inline]
    fn get(&self) -> Self::Held<'_> {
        STACK.with(Stack::pop).unwrap_or_else(|| Box::new(W::fresh()))
    }

    #[inline]
    fn release(mut held: Self::Held<'_>) {
        held.clear();
        drop(STACK.with(|stack| stack.push(held)));
    }
}
