//! The physical limit of a pool on one thread: an array of boxes and a length, in the thread's own
//! memory. Nothing is shared, nothing is checked at the thread's exit (what is idle then leaks),
//! nothing is counted. No pool with any use can be faster; the question is by how little it is not.

#![expect(clippy::box_collection, reason = "boxes are what a pool of any type holds")]

use std::cell::{Cell, UnsafeCell};
use std::marker::PhantomData;
use std::mem::MaybeUninit;

use crate::contender::Contender;
use crate::object::Workload;

/// The most that the stack of a thread holds: enough for the widest scenario.
const SLOTS: usize = 1024;

/// The boxes below `len`, which is at most `SLOTS`, are idle.
struct Stack {
    len: Cell<usize>,
    slots: UnsafeCell<[MaybeUninit<Box<Vec<u8>>>; SLOTS]>,
}

thread_local! {
    // Constant and without a destructor: an access is one address computation, no check.
    static STACK: Stack = const {
        Stack { len: Cell::new(0), slots: UnsafeCell::new([const { MaybeUninit::uninit() }; SLOTS]) }
    };
}

impl Stack {
    #[inline(always)]
    fn pop(&self) -> Option<Box<Vec<u8>>> {
        let last = self.len.get().checked_sub(1)?;
        self.len.set(last);
        // SAFETY: slots below the length exist and are initialised, this one is given up by the new
        // length, and no other reference into the cell is alive.
        Some(unsafe { (*self.slots.get()).get_unchecked(last).assume_init_read() })
    }

    /// Keeps a buffer, or returns it when there is no room.
    #[inline(always)]
    fn push(&self, buffer: Box<Vec<u8>>) -> Option<Box<Vec<u8>>> {
        let len = self.len.get();
        if len == SLOTS {
            return Some(buffer);
        }
        // SAFETY: as above, and there is a slot at a length below `SLOTS`; it holds nothing.
        unsafe { (*self.slots.get()).get_unchecked_mut(len).write(buffer) };
        self.len.set(len + 1);
        None
    }

    /// Drops what is idle, so that scenarios do not hand objects of other sizes to each other.
    fn clear(&self) {
        while self.pop().is_some() {}
    }
}

/// The bare stack as a contender.
#[derive(Debug)]
pub struct Floor<W: Workload>(PhantomData<W>);

impl<W: Workload> Contender for Floor<W> {
    type Held<'a> = Box<Vec<u8>>;

    fn build(_slots: usize) -> Self {
        STACK.with(Stack::clear);
        Self(PhantomData)
    }

    #[inline]
    fn get(&self) -> Self::Held<'_> {
        STACK.with(Stack::pop).unwrap_or_else(|| Box::new(W::fresh()))
    }

    #[inline]
    fn fill(held: &mut Self::Held<'_>) {
        W::fill(held);
    }

    #[inline]
    fn give_back<'a>(&'a self, mut held: Self::Held<'a>) {
        held.clear();
        drop(STACK.with(|stack| stack.push(held)));
    }
}
