//! The pooled object: it detects a second owner, and is counted.

use std::sync::atomic::{AtomicU64, Ordering};

use syncpool::Poolable;

use crate::hooks::{Hook, visit};
use crate::violations;

/// The counts of one pool's objects.
#[derive(Debug)]
pub(crate) struct Ledger {
    pub(crate) pool: &'static str,
    pub(crate) made: AtomicU64,
    pub(crate) dropped: AtomicU64,
    pub(crate) forgotten: AtomicU64,
}

impl Ledger {
    pub(crate) const fn new(pool: &'static str) -> Self {
        let [made, dropped, forgotten] = [const { AtomicU64::new(0) }; 3];
        Ledger { pool, made, dropped, forgotten }
    }

    /// The number of objects that are alive and were not forgotten. Exact while no thread is at work.
    pub(crate) fn live(&self) -> u64 {
        let [made, dropped, forgotten] =
            [&self.made, &self.dropped, &self.forgotten].map(|count| count.load(Ordering::SeqCst));
        made - dropped - forgotten
    }
}

/// The owner of an object that has none.
const IDLE: u64 = 0;
/// The owner of an object that was dropped.
const DROPPED: u64 = u64::MAX;

/// An object that detects a second owner.
///
/// The owner of a canary writes a unique stamp into it, and compares the stamp before giving the
/// canary back. Two owners at once overwrite each other's stamp, or find a stamp in an idle canary.
/// The loads and stores are relaxed atomics, no read-modify-writes: a bug of the pool shows as a
/// wrong stamp, not as undefined behavior.
#[derive(Debug)]
pub(crate) struct Canary {
    owner: AtomicU64,
    content: [AtomicU64; 3],
    pub(crate) is_unfit: bool,
    ledger: &'static Ledger,
    _fuse: Fuse,
}

/// A field whose drop panics if the thread has planned that.
#[derive(Debug)]
struct Fuse;

impl Drop for Fuse {
    fn drop(&mut self) {
        visit(Hook::DropOfField);
    }
}

impl Canary {
    pub(crate) fn new(ledger: &'static Ledger) -> Self {
        visit(Hook::Init);
        ledger.made.fetch_add(1, Ordering::SeqCst);
        Canary {
            owner: AtomicU64::new(IDLE),
            content: [const { AtomicU64::new(IDLE) }; 3],
            is_unfit: false,
            ledger,
            _fuse: Fuse,
        }
    }

    /// Makes the caller the owner.
    #[inline]
    pub(crate) fn check_out(&self, stamp: u64) {
        let owner = self.owner.load(Ordering::Relaxed);
        if owner != IDLE {
            self.violated("was handed out while it had an owner", owner);
        }
        self.owner.store(stamp, Ordering::Relaxed);
        self.content.iter().for_each(|word| word.store(stamp, Ordering::Relaxed));
    }

    /// Checks that the caller is still the only owner.
    #[inline]
    pub(crate) fn check(&self, stamp: u64) {
        let owner = self.owner.load(Ordering::Relaxed);
        if owner != stamp {
            self.violated("changed its owner", owner);
        }
        for word in &self.content {
            let word = word.load(Ordering::Relaxed);
            if word != stamp {
                self.violated("was written to by somebody else", word);
            }
        }
    }

    /// Takes the owner away.
    pub(crate) fn clear(&mut self) {
        *self.owner.get_mut() = IDLE;
    }

    /// The owner's stamp.
    pub(crate) fn owner(&self) -> u64 {
        self.owner.load(Ordering::Relaxed)
    }

    /// Counts the object as forgotten: nobody can get it again.
    pub(crate) fn forget(&self) {
        self.ledger.forgotten.fetch_add(1, Ordering::SeqCst);
    }

    #[cold]
    fn violated(&self, what: &str, stamp: u64) {
        violations::report(format!("an object of {} {what}: {stamp:#x}", self.ledger.pool));
    }
}

impl Poolable for Canary {
    #[inline]
    fn reset(&mut self) {
        visit(Hook::Reset);
        let owner = *self.owner.get_mut();
        if owner == IDLE || owner == DROPPED {
            self.violated("came back without having been out", owner);
        }
        *self.owner.get_mut() = IDLE;
    }

    #[inline]
    fn is_reusable(&self) -> bool {
        visit(Hook::IsReusable);
        !self.is_unfit
    }
}

impl Drop for Canary {
    fn drop(&mut self) {
        let owner = self.owner.swap(DROPPED, Ordering::Relaxed);
        if owner == DROPPED {
            self.violated("was dropped twice", owner);
        }
        self.ledger.dropped.fetch_add(1, Ordering::SeqCst);
    }
}
