//! The work of a thread on one pool.

mod calls;
mod fork;
mod lives;

use std::mem;
use std::sync::atomic::Ordering;

use syncpool::{Pool, Pooled};

use crate::canary::Canary;
use crate::fixture::{Fixture, Subject};

/// The work of a thread in one batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// Gets an object and gives it back.
    Loop,
    /// Gets several and gives them back.
    Burst,
    /// Gets objects and sends them to other threads.
    Produce,
    /// Gives back what other threads got.
    Consume,
    /// Keeps objects from one batch to later ones.
    Keep,
    /// Starts threads that live for a moment.
    ShortLives,
    /// Starts threads that end with objects in their thread-locals.
    LastWords,
    /// Panics while it holds objects, and in every hook.
    Panic,
    /// Refills and trims the pool; takes, puts, drops and forgets objects.
    Manage,
    /// Earns a magazine, and gives everything back that the thread holds of all pools.
    Flush,
    /// Makes run-time pools, which are dropped while the threads that have used them end.
    ComeAndGo,
    /// Gets objects that it makes itself, that a check is to find fit, and that it may not keep.
    Choose,
    /// Takes all objects that it reaches, and records the counters of all pools.
    Drain,
    /// Forks the process, now and then. The child uses the pools, too.
    Fork,
}

impl Role {
    pub(crate) const ALL: [Role; 21] = {
        use Role::*;
        [
            Loop, Produce, Consume, Burst, Loop, ShortLives, Keep, Choose, Panic, Manage, Produce,
            Consume, Loop, LastWords, Burst, Drain, Flush, ComeAndGo, Loop, Fork, Choose,
        ]
    };
}

/// The work of one thread on one pool of any kind.
pub(crate) trait Worker {
    /// Does a batch of work.
    fn work(&mut self, role: Role);
}

pub(crate) struct PoolWorker<P: Subject> {
    fixture: &'static Fixture<P>,
    kept: Vec<(Pooled<P>, u64)>,
    /// The last stamp that this worker wrote. No two workers ever write the same.
    stamp: u64,
    operations: u64,
    /// Times that this worker was to fork.
    forks: u64,
}

/// The low bits of a stamp count; the bits above are the worker's number.
const STAMP_BITS: u32 = 48;

/// Pairs of get and return in a batch of `Role::Loop`.
const LOOPS: u64 = 20_000;

impl<P: Subject> PoolWorker<P> {
    pub(crate) fn new(fixture: &'static Fixture<P>, number: usize) -> Self {
        let stamp = (number as u64 + 1) << STAMP_BITS;
        PoolWorker { fixture, kept: Vec::new(), stamp, operations: 0, forks: number as u64 }
    }

    #[inline]
    fn own(&mut self, canary: &Canary) -> u64 {
        self.stamp += 1;
        self.operations += 1;
        canary.check_out(self.stamp);
        self.stamp
    }

    #[inline]
    fn get(&mut self) -> (Pooled<P>, u64) {
        let canary = Pool::get(self.fixture.pool.clone());
        let stamp = self.own(&canary);
        (canary, stamp)
    }

    fn get_many(&mut self, count: usize) -> Vec<(Pooled<P>, u64)> {
        (0..count).map(|_| self.get()).collect()
    }

    #[inline]
    fn give_back(&mut self, (canary, stamp): (Pooled<P>, u64)) {
        canary.check(stamp);
        self.operations += 1;
        drop(canary);
    }

    fn loops(&mut self) {
        for _ in 0..LOOPS {
            let canary = self.get();
            self.give_back(canary);
        }
    }

    fn bursts(&mut self) {
        for count in [1, 3, 9, 40, 200, 2] {
            let mut canaries = self.get_many(count);
            // The second half goes back in the order of the gets, the first half against it.
            for canary in canaries.split_off(count / 2) {
                self.give_back(canary);
            }
            while let Some(canary) = canaries.pop() {
                self.give_back(canary);
            }
        }
    }

    fn produce(&mut self) {
        for _ in 0..500 {
            let (canary, stamp) = self.get();
            if let Err(canary) = self.fixture.send(canary) {
                self.give_back((canary, stamp));
                break;
            }
        }
    }

    fn consume(&mut self) {
        for _ in 0..500 {
            let Some(canary) = self.fixture.receive() else { break };
            let stamp = canary.owner();
            self.give_back((canary, stamp));
        }
    }

    fn keep(&mut self) {
        if self.kept.len() > 20 {
            for canary in mem::take(&mut self.kept) {
                self.give_back(canary);
            }
        }
        let more = self.get_many(2);
        self.kept.extend(more);
    }
}

impl<P: Subject> Worker for PoolWorker<P> {
    fn work(&mut self, role: Role) {
        let kept_before = self.kept.len() as u64;
        match role {
            Role::Loop => self.loops(),
            Role::Burst => self.bursts(),
            Role::Produce => self.produce(),
            Role::Consume => self.consume(),
            Role::Keep => self.keep(),
            Role::ShortLives => self.short_lives(),
            Role::LastWords => self.last_words(),
            Role::Panic => self.panic(),
            Role::Manage => self.manage(),
            Role::Flush => {
                self.bursts();
                syncpool::flush_thread();
            }
            Role::ComeAndGo => self.come_and_go(),
            Role::Choose => self.choose(),
            Role::Drain => self.drain(),
            Role::Fork => self.fork(),
        }
        for (canary, stamp) in &self.kept {
            canary.check(*stamp);
        }
        self.fixture.held.fetch_add(self.kept.len() as u64, Ordering::SeqCst);
        self.fixture.held.fetch_sub(kept_before, Ordering::SeqCst);
        self.fixture.operations.fetch_add(mem::take(&mut self.operations), Ordering::SeqCst);
    }
}

impl<P: Subject> Drop for PoolWorker<P> {
    fn drop(&mut self) {
        self.fixture.held.fetch_sub(self.kept.len() as u64, Ordering::SeqCst);
    }
}
