//! The work of a thread on one pool.

use std::any::Any;
use std::cell::RefCell;
use std::mem;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::thread;

use syncpool::{Pool, Pooled, SyncPool};

use crate::canary::Canary;
use crate::fixture::{Fixture, Subject};
use crate::hooks::{Hook, unwind_over, with_panic_in};
use crate::pools::passing_pool;

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
}

impl Role {
    pub(crate) const ALL: [Role; 18] = {
        use Role::*;
        [
            Loop, Produce, Consume, Burst, Loop, ShortLives, Keep, Loop, Panic, Manage, Produce,
            Consume, Loop, LastWords, Burst, Loop, Flush, ComeAndGo,
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
}

/// The low bits of a stamp count; the bits above are the worker's number.
const STAMP_BITS: u32 = 48;

/// Pairs of get and return in a batch of `Role::Loop`.
const LOOPS: u64 = 20_000;

impl<P: Subject> PoolWorker<P> {
    pub(crate) fn new(fixture: &'static Fixture<P>, number: usize) -> Self {
        let stamp = (number as u64 + 1) << STAMP_BITS;
        PoolWorker { fixture, kept: Vec::new(), stamp, operations: 0 }
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

    fn short_lives(&mut self) {
        let fixture = self.fixture;
        let lives = (0..3).map(|life: usize| {
            let stamps = self.stamp;
            self.stamp += 100;
            self.operations += 2 * (1 + 10 * life as u64);
            thread::spawn(move || {
                let canaries: Vec<_> =
                    (0..1 + 10 * life).map(|_| Pool::get(fixture.pool.clone())).collect();
                for (canary, stamp) in canaries.iter().zip(stamps + 1..) {
                    canary.check_out(stamp);
                }
                for (canary, stamp) in canaries.iter().zip(stamps + 1..) {
                    canary.check(stamp);
                }
            })
        });
        join(lives.collect());
    }

    fn last_words(&mut self) {
        let fixture = self.fixture;
        let lives = [true, false].map(|is_early| {
            let canaries = self.get_many(3);
            let stamp = self.stamp + 1;
            self.stamp += 1;
            self.operations += 5;
            thread::spawn(move || {
                if is_early {
                    LAST_WORDS.with(|_| ());
                }
                let own = Pool::get(fixture.pool.clone());
                own.check_out(stamp);
                LAST_WORDS.with_borrow_mut(|last_words| {
                    last_words.0.push(Box::new(own));
                    last_words.0.push(Box::new(canaries));
                });
            })
        });
        join(lives.into());
    }

    fn panic(&mut self) {
        unwind_over(|| self.get_many(5));
        self.operations += 5;
        for hook in [Hook::Reset, Hook::IsReusable, Hook::DropOfField] {
            let mut canaries = self.get_many(3);
            canaries[1].0.is_unfit = hook == Hook::DropOfField;
            with_panic_in(hook, || drop(canaries));
            self.operations += 3;
        }
        with_panic_in(Hook::Init, || {
            // `init` runs when a get finds no idle object: up to 8 gets are tried.
            let canaries = self.get_many(8);
            canaries.into_iter().for_each(|canary| self.give_back(canary));
        });
    }

    fn manage(&mut self) {
        let pool = &self.fixture.pool;
        let capacity = pool.capacity();
        pool.trim(capacity / 2);
        pool.refill(capacity);
        self.operations += 2;

        let (canary, _) = self.get();
        let canary = Pooled::into_box(canary);
        drop(self.fixture.pool.put(canary));
        let taken = self.fixture.pool.take();
        self.own(&taken);
        drop(taken);
        let foreign = Box::new(Canary::new(self.fixture.ledger));
        self.own(&foreign);
        drop(self.fixture.pool.put(foreign));
        self.operations += 2;
        if let Some(canary) = self.fixture.pool.try_take() {
            self.own(&canary);
            drop(self.fixture.pool.put(canary));
        }
        // Each forgotten object is a leak, so this happens now and then only.
        if self.stamp % 64 == 0 {
            let (canary, _) = self.get();
            canary.forget();
            mem::forget(canary);
        }
    }

    fn come_and_go(&mut self) {
        let pools: Arc<[SyncPool<Canary>]> = (0..40).map(|_| passing_pool()).collect();
        let lives = (0..3).map(|_| {
            let stamps = self.stamp;
            self.stamp += 40 * 20;
            let pools = Arc::clone(&pools);
            thread::spawn(move || {
                for (pool, uses) in pools.iter().zip(0..) {
                    for stamp in stamps + 20 * uses + 1..=stamps + 20 * (uses + 1) {
                        let canary = pool.get();
                        canary.check_out(stamp);
                        canary.check(stamp);
                    }
                }
                // Another thread may drop the pools from here on, while this one ends.
                drop(pools);
            })
        });
        let lives = lives.collect();
        drop(pools);
        join(lives);
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

/// Waits until threads are over, the destructors of their thread-locals included.
fn join(threads: Vec<thread::JoinHandle<()>>) {
    for thread in threads {
        thread.join().expect("a short-lived thread ended well");
    }
}

thread_local! {
    static LAST_WORDS: RefCell<LastWords> = const { RefCell::new(LastWords(Vec::new())) };
}

/// The guards that a thread still has when its thread-locals are destroyed.
struct LastWords(Vec<Box<dyn Any>>);
