//! The registry: every magazine that a pool has made, whether a thread owns it now or not.
//!
//! Magazines are added to this list and never removed. A thread that ends releases its magazine empty; the
//! next thread that registers takes it over. So a pool makes at most as many magazines as threads were
//! registered at once.

use crate::raw::magazine::Magazine;
use crate::raw::sync::constructor;
use crate::raw::sync::link::{Link, List, Node};

/// The magazines of a pool.
pub(crate) struct Registry {
    newest: List<Magazine>,
}

impl Node for Magazine {
    fn next(&self) -> &Link<Magazine> {
        &self.next
    }
}

impl Registry {
    constructor! {
        pub(crate) fn new() -> Self {
            Registry { newest: List::new() }
        }
    }

    /// Every magazine, the newest first.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Magazine> {
        self.newest.iter()
    }

    /// A magazine that the caller now owns: a released one, or a new one.
    pub(crate) fn acquire(&self) -> &Magazine {
        if let Some(released) = self.iter().find(|magazine| magazine.acquire()) {
            return released;
        }
        let made = Magazine::new();
        assert!(made.acquire(), "nobody else knows a new magazine");
        self.newest.push(made)
    }
}
