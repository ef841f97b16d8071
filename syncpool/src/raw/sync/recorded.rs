//! Atomics that record the operations on them, for the crate's unit tests.
//!
//! They have the layout and the operations of `core`'s atomics. While a thread [records](record),
//! each of its operations adds an [`Access`] to the record. So a test can tell how many operations of
//! each kind a path executes, and on which cache lines.

use core::cell::RefCell;
use core::ptr;
use core::sync::atomic::{self, Ordering};

/// The kind of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Load,
    Store,
    /// A read-modify-write, whether it changes the value or not.
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

/// Calls `path` and returns the operations on atomics that this thread executed in it, in order.
pub(crate) fn record(path: impl FnOnce()) -> Vec<Access> {
    RECORD.with(|record| *record.borrow_mut() = Some(Vec::new()));
    path();
    RECORD.with(|record| record.take()).expect("one recording at a time")
}

fn note<T>(kind: Kind, atomic: &T) {
    let access = Access { kind, address: ptr::from_ref(atomic).addr() };
    // A thread that ends may still use a pool after its record was destroyed. It then records nothing.
    let _ = RECORD.try_with(|record| {
        if let Some(accesses) = &mut *record.borrow_mut() {
            accesses.push(access);
        }
    });
}

/// The operations that every atomic has, and the given read-modify-writes.
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

        /// Never fails spuriously, so that counts are the same on every machine.
        pub(crate) fn compare_exchange_weak(
            &self,
            current: $value,
            new: $value,
            success: Ordering,
            failure: Ordering,
        ) -> Result<$value, $value> {
            self.compare_exchange(current, new, success, failure)
        }

        /// Records one update per attempt of the loop.
        pub(crate) fn fetch_update(
            &self,
            success: Ordering,
            failure: Ordering,
            mut change: impl FnMut($value) -> Option<$value>,
        ) -> Result<$value, $value> {
            let mut current = self.load(failure);
            while let Some(new) = change(current) {
                match self.compare_exchange_weak(current, new, success, failure) {
                    Ok(before) => return Ok(before),
                    Err(changed) => current = changed,
                }
            }
            Err(current)
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

        #[allow(dead_code, reason = "the raw pool does not use every operation of every type")]
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

#[allow(dead_code, reason = "the raw pool does not use every operation of every type")]
impl<T> AtomicPtr<T> {
    operations!(AtomicPtr, *mut T);
}
