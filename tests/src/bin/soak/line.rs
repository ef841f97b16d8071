//! One pool under test, and what goes around it.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use syncpool::{Pool, Pooled, Stats};

use crate::parcel::{Ledger, Parcel};
use crate::violations;

/// A pool that can be soaked. Every kind of pool has these functions.
pub(crate) trait Subject: Pool<Item = Parcel> + Clone + Send + Sync + 'static {
    fn capacity(&self) -> usize;
    fn len(&self) -> usize;
    fn refill(&self, count: usize) -> usize;
    fn trim(&self, keep: usize) -> usize;
    fn stats(&self) -> Stats;
}

/// A pool with its books, and a belt that carries its objects from producers to consumers.
pub(crate) struct Line<P: Pool> {
    pub(crate) pool: P,
    pub(crate) ledger: &'static Ledger,
    belt: Mutex<VecDeque<Pooled<P>>>,
    /// Objects that threads have in their hands between two batches.
    pub(crate) held: AtomicU64,
    pub(crate) operations: AtomicU64,
    samples: AtomicU64,
    most_idle: AtomicU64,
}

impl<P: Subject> Line<P> {
    pub(crate) fn new(pool: P, ledger: &'static Ledger) -> Self {
        Line {
            pool,
            ledger,
            belt: Mutex::default(),
            held: AtomicU64::new(0),
            operations: AtomicU64::new(0),
            samples: AtomicU64::new(0),
            most_idle: AtomicU64::new(0),
        }
    }

    /// Puts an object on the belt, unless half of the pool is there already.
    pub(crate) fn send(&self, parcel: Pooled<P>) -> Result<(), Pooled<P>> {
        let mut belt = self.belt.lock().unwrap_or_else(PoisonError::into_inner);
        if belt.len() > self.pool.capacity() / 2 {
            return Err(parcel);
        }
        belt.push_back(parcel);
        Ok(())
    }

    /// Takes an object off the belt.
    pub(crate) fn receive(&self) -> Option<Pooled<P>> {
        self.belt.lock().unwrap_or_else(PoisonError::into_inner).pop_front()
    }
}

/// What the books say about one pool.
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

/// What an audit does to a pool of any kind.
pub(crate) trait Audited: Sync {
    /// Compares the books while nobody is at work, but objects may be out.
    fn sample(&self);
    /// Compares them when nothing is out any more, and finds every idle object.
    fn settle(&self);
    fn account(&self) -> Account;
}

impl<P: Subject> Audited for Line<P> {
    fn sample(&self) {
        let name = self.ledger.pool;
        let on_belt = self.belt.lock().unwrap_or_else(PoisonError::into_inner).len() as u64;
        let out = self.held.load(Ordering::SeqCst) + on_belt;
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
        self.belt.lock().unwrap_or_else(PoisonError::into_inner).clear();
        self.sample();
        let idle = self.pool.len();
        let found: Vec<_> = std::iter::from_fn(|| self.pool.try_take()).collect();
        if found.len() != idle {
            let message = format!("{}: {} of {idle} to be had", self.ledger.pool, found.len());
            violations::report(message);
        }
        for (number, parcel) in found.into_iter().enumerate() {
            // From 1: a stamp of 0 is no owner.
            parcel.check_out(number as u64 + 1);
            if self.pool.put(parcel).is_some() {
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
