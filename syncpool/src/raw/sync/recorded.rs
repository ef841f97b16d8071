//! Atomics that note down what is done to them: the facade of the crate's own tests.
//!
//! They are what they stand for, with the same memory and the same operations. While a thread
//! [records](record), each of its operations leaves an [`Access`] behind, so that a test can tell
//! how many of each kind a path executes, and on which cache lines.

use core::cell::RefCell;
use core::ptr;
use core::sync::atomic::{self, Ordering};

/// What an operation does to memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Load,
    Store,
    /// A read-modify-write, whether it changes anything or not.
    Update,
}

/// An operation on an atomic.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Access {
    pub(crate) kind: Kind,
    pub(crate) address: usize,
}

std::thread_local! {
    static RECORD: RefCell<Option<Vec<Access>>> = const { RefCell::new(None) };
}

/// What this thread does to atomics during `visit`, in order.
pub(crate) fn record(visit: impl FnOnce()) -> Vec<Access> {
    RECORD.with(|record| *record.borrow_mut() = Some(Vec::new()));
    visit();
    RECORD.with(|record| record.take()).expect("one recording at a time")
}

fn note<T>(kind: Kind, atomic: &T) {
    let access = Access { kind, address: ptr::from_ref(atomic).addr() };
    // A thread may still use a pool when its record is gone already: it no longer records, then.
    let _ = RECORD.try_with(|record| {
        if let Some(accesses) = &mut *record.borrow_mut() {
            accesses.push(access);
        }
    });
}

/// The operations that every atomic has, and those of numbers by name.
macro_rules! operations {
    ($atomic:ident, $value:ty $(, $more:ident)*) => {
        pub(crate) const fn new(value: $value) -> Self {
            Self(atomic::$atomic::new(value))
        }

        pub(crate) fn load(&self, order: Ordering) -> $value {
            note(Kind::Load, self);
            self.0.load(order)
        }

        pub(crate) fn store(&self, value: $value, order: Ordering) {
            note(Kind::Store, self);
            self.0.store(value, order);
        }

        pub(crate) fn swap(&self, value: $value, order: Ordering) -> $value {
            note(Kind::Update, self);
            self.0.swap(value, order)
        }

        pub(crate) fn compare_exchange(
            &self,
            current: $value,
            new: $value,
            success: Ordering,
            failure: Ordering,
        ) -> Result<$value, $value> {
            note(Kind::Update, self);
            self.0.compare_exchange(current, new, success, failure)
        }

        /// Never fails without a reason, so that counts are the same on every machine.
        pub(crate) fn compare_exchange_weak(
            &self,
            current: $value,
            new: $value,
            success: Ordering,
            failure: Ordering,
        ) -> Result<$value, $value> {
            self.compare_exchange(current, new, success, failure)
        }

        /// The loop that it is: one update for each attempt.
        pub(crate) fn fetch_update(
            &self,
            success: Ordering,
            failure: Ordering,
            mut change: impl FnMut($value) -> Option<$value>,
        ) -> Result<$value, $value> {
            let mut now = self.load(failure);
            while let Some(new) = change(now) {
                match self.compare_exchange_weak(now, new, success, failure) {
                    Ok(before) => return Ok(before),
                    Err(changed) => now = changed,
                }
            }
            Err(now)
        }

        $(
            pub(crate) fn $more(&self, value: $value, order: Ordering) -> $value {
                note(Kind::Update, self);
                self.0.$more(value, order)
            }
        )*
    };
}

macro_rules! recorded {
    ($($atomic:ident: $value:ty [$($more:ident),*];)+) => {$(
        #[derive(Debug)]
        #[repr(transparent)]
        pub(crate) struct $atomic(atomic::$atomic);

        #[allow(dead_code, reason = "as much as the core may want to use")]
        impl $atomic {
            operations!($atomic, $value $(, $more)*);
        }
    )+};
}

recorded! {
    AtomicBool: bool [fetch_and, fetch_or];
    AtomicU32: u32 [fetch_add, fetch_sub, fetch_and, fetch_or, fetch_max, fetch_min];
    AtomicU64: u64 [fetch_add, fetch_sub, fetch_and, fetch_or, fetch_max, fetch_min];
    AtomicUsize: usize [fetch_add, fetch_sub, fetch_and, fetch_or, fetch_max, fetch_min];
}

#[derive(Debug)]
#[repr(transparent)]
pub(crate) struct AtomicPtr<T>(atomic::AtomicPtr<T>);

#[allow(dead_code, reason = "as much as the core may want to use")]
impl<T> AtomicPtr<T> {
    operations!(AtomicPtr, *mut T);
}
