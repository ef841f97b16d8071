//! One pool under test, with its ledger and its queue.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use syncpool::{Drained, Pool, Pooled, Stats};

use crate::canary::{Canary, Ledger};
use crate::violations;

/// A pool under test: `Pool`, and the functions that every kind of pool has beside it.
pub(crate) trait Subject: Pool<Item = Canary> + Clone + Send + Sync + 'static {
    fn capacity(&self) -> usize;
    fn len(&self) -> usize;
    fn refill(&self, count: usize) -> usize;
    fn trim(&self, keep: usize) -> usize;
    fn stats(&self) -> Stats;
    /// Gets an object, or one that `make` makes.
    fn get_or_make(&self, make: impl FnOnce() -> Option<Canary>) -> Option<Pooled<Self>>;
    fn get_checked(&self, check: &mut impl FnMut(&mut Canary) -> bool) -> Pooled<Self>;
    fn drain_reachable(&self) -> Drained<Canary>;
}

/// A pool with its ledger, and a queue of objects from producers to consumers.
pub(crate) struct Fixture<P: Pool> {
    pub(crate) pool: P,
    pub(crate) ledger: &'static Ledger,
    queue: Mutex<VecDeque<Pooled<P>>>,
    /// The number of objects that workers keep between two batches.
    pub(crate) held: AtomicU64,
    pub(crate) operations: AtomicU64,
    samples: AtomicU64,
    most_idle: AtomicU64,
}

impl<P: Subject> Fixture<P> {
    pub(crate) fn new(pool: P, ledger: &'static Ledger) -> Self {
        Fixture {
            pool,
            ledger,
            queue: Mutex::default(),
            held: AtomicU64::new(0),
            operations: AtomicU64::new(0),
            samples: AtomicU64::new(0),
            most_idle: AtomicU64::new(0),
        }
    }

    /// Pushes an object to the queue, unless the queue holds half of the pool already.
    pub(crate) fn send(&self, canary: Pooled<P>) -> Result<(), Pooled<P>> {
        let mut queue = self.queue.lock().unwrap_or_else(PoisonError::into_inner);
        if queue.len() > self.pool.capacity() / 2 {
            return Err(canary);
        }
        queue.push_back(canary);
        Ok(())
    }

    /// Pops an object from the queue.
    pub(crate) fn receive(&self) -> Option<Pooled<P>> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner).pop_front()
    }
}

/// The counts of one pool, for the report.
#[derive(Debug)]
pub(crate) struct Account {
    pub(crate) pool: &'static str,
    pub(crate) capacity: usize,
    pub(crate) made: u64,
    pub(crate) dropped: u64,
    pub(crate) forgotten: u64,
    pub(crate) operations: u64,
    pub(crate) samples: u64,
    pub(crate) most_idle: u64,
    pub(crate) stats: Stats,
}

/// A pool of any kind, as the audit uses it.
pub(crate) trait Audited: Sync {
    /// Compares the ledger with the pool while no thread is at work. Objects may be in use.
    fn sample(&self);
    /// Compares them when no object is in use any more, and takes every idle object once.
    fn settle(&self);
    fn account(&self) -> Account;
}

impl<P: Subject> Audited for Fixture<P> {
    fn sample(&self) {
        let name = self.ledger.pool;
        let queued = self.queue.lock().unwrap_or_else(PoisonError::into_inner).len() as u64;
        let out = self.held.load(Ordering::SeqCst) + queued;
        let (live, len) = (self.ledger.live(), self.pool.len() as u64);
        let capacity = self.pool.capacity() as u64;
        let Some(idle) = live.checked_sub(out) else {
            return violations::report(format!("{name}: {live} objects alive, {out} of them out"));
        };
        if idle > capacity {
            violations::report(format!("{name}: {idle} idle objects in a pool of {capacity}"));
        }
        if idle != len {
            violations::report(format!("{name}: {idle} idle objects, and the pool says {len}"));
        }
        self.samples.fetch_add(1, Ordering::SeqCst);
        self.most_idle.fetch_max(idle, Ordering::SeqCst);
    }

    fn settle(&self) {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner).clear();
        self.sample();
        let idle = self.pool.len();
        let found: Vec<_> = std::iter::from_fn(|| self.pool.try_take()).collect();
        if found.len() != idle {
            let message = format!("{}: {} of {idle} to be had", self.ledger.pool, found.len());
            violations::report(message);
        }
        for (number, canary) in found.into_iter().enumerate() {
            // From 1, because stamp 0 means no owner.
            canary.check_out(number as u64 + 1);
            if self.pool.put(canary).is_some() {
                violations::report(format!("{}: what was idle found no room", self.ledger.pool));
            }
        }
        self.sample();
    }

    fn account(&self) -> Account {
        let load = |count: &AtomicU64| count.load(Ordering::SeqCst);
        let Ledger { pool, made, dropped, forgotten } = self.ledger;
        Account {
            pool,
            capacity: self.pool.capacity(),
            made: load(made),
            dropped: load(dropped),
            forgotten: load(forgotten),
            operations: load(&self.operations),
            samples: load(&self.samples),
            most_idle: load(&self.most_idle),
            stats: self.pool.stats(),
        }
    }
}
