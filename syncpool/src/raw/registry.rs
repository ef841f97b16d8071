//! The registry: every magazine that a pool has made, whether a thread owns it now or not.
//!
//! Magazines are added to this list and never removed. A thread that ends releases its magazine empty; the
//! next thread that registers takes it over. So a pool makes at most as many magazines as threads were
//! registered at once.

use core::iter;
use core::ptr;

use crate::raw::magazine::Magazine;
use crate::raw::sync::{Acquire, AtomicPtr, Relaxed, Release, constructor};

/// The magazines of a pool.
pub(crate) struct Registry {
    newest: AtomicPtr<Magazine>,
}

impl Registry {
    constructor! {
        pub(crate) fn new() -> Self {
            Registry { newest: AtomicPtr::new(ptr::null_mut()) }
        }
    }

    /// Every magazine, the newest first.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Magazine> {
        // Acquire: pairs with the Release in `acquire`, so that the magazine is seen whole.
        let follow = |link: &AtomicPtr<Magazine>| {
            // SAFETY: I9: a link is null or comes from the `Box::into_raw` in `acquire`. A magazine
            // is freed only by `Registry::drop`, which has the registry to itself, so it outlives `&self`.
            unsafe { link.load(Acquire).as_ref() }
        };
        iter::successors(follow(&self.newest), move |magazine| follow(&magazine.next))
    }

    /// A magazine that the caller now owns: one that was left, or a new one.
    pub(crate) fn acquire(&self) -> &Magazine {
        if let Some(left) = self.iter().find(|magazine| magazine.acquire()) {
            return left;
        }
        let made = Magazine::new();
        assert!(made.acquire(), "nobody else knows a new magazine");
        let made = Box::into_raw(Box::new(made));
        // SAFETY: I9: it was made above and is freed only by `Registry::drop`, see `iter`.
        let magazine = unsafe { &*made };
        let mut newest = self.newest.load(Relaxed);
        loop {
            magazine.next.store(newest, Relaxed);
            // Release: pairs with the Acquire in `iter`. It hands on the rest of the list, too: a
            // read-modify-write continues the release sequence of the one before it.
            match self.newest.compare_exchange_weak(newest, made, Release, Relaxed) {
                Ok(_) => return magazine,
                Err(now) => newest = now,
            }
        }
    }
}

impl Drop for Registry {
    fn drop(&mut self) {
        // Relaxed: what gave this thread the registry to itself has ordered all of it.
        let mut next = self.newest.load(Relaxed);
        while !next.is_null() {
            // SAFETY: I9: each magazine of the list comes from `Box::into_raw` in `acquire` and is
            // in the list once; `&mut self` says that nobody else can reach it any more.
            let magazine = unsafe { Box::from_raw(next) };
            next = magazine.next.load(Relaxed);
        }
    }
}
