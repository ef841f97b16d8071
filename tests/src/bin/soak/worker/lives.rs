//! What a worker does with other threads, which live for a moment, and with pools that do.

use std::any::Any;
use std::cell::RefCell;
use std::sync::Arc;
use std::thread;

use syncpool::{Pool, SyncPool};

use super::PoolWorker;
use crate::canary::Canary;
use crate::fixture::Subject;
use crate::pools::passing_pool;
use crate::violations;

impl<P: Subject> PoolWorker<P> {
    /// Reserves stamps for another thread: it may use as many as `count` after the one that is returned.
    fn stamps(&mut self, count: u64) -> u64 {
        let before = self.stamp;
        self.stamp += count;
        before
    }

    pub(super) fn short_lives(&mut self) {
        let fixture = self.fixture;
        let lives = (0..3).map(|life: usize| {
            let stamps = self.stamps(100);
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

    pub(super) fn last_words(&mut self) {
        let fixture = self.fixture;
        let lives = [true, false].map(|is_early| {
            let canaries = self.get_many(3);
            let stamp = self.stamps(1) + 1;
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

    pub(super) fn come_and_go(&mut self) {
        let pools: Arc<[SyncPool<Canary>]> = (0..40).map(passing_pool).collect();
        let lives = (0..3).map(|_| {
            let pools = Arc::clone(&pools);
            let stamps = self.stamps(40 * 20);
            thread::spawn(move || {
                use_each(&pools, stamps);
                // Another thread may drop the pools from here on, while this one ends.
                drop(pools);
            })
        });
        let lives = lives.collect();
        drop(pools);
        join(lives);
        self.drain_passing_pools();
    }

    /// Has threads use pools, and drains these while the threads end.
    fn drain_passing_pools(&mut self) {
        let mut pools: Vec<_> = (0..3).map(passing_pool).collect();
        thread::scope(|scope| {
            for _ in 0..3 {
                let (pools, stamps) = (&pools, self.stamps(3 * 20));
                scope.spawn(move || use_each(pools, stamps));
            }
        });
        for pool in &mut pools {
            // `len` may be wrong while a thread gives its magazine back, but these numbers do not change any more.
            let stats = pool.stats();
            let idle = stats.misses - stats.reaped - stats.discarded_full;
            let drained: Vec<_> = pool.drain().collect();
            drained.iter().for_each(|canary| _ = self.own(canary));
            if drained.len() as u64 != idle || !pool.is_empty() {
                violations::report(format!("{} of {idle} objects were drained", drained.len()));
            }
        }
    }
}

/// Gets an object of each pool 20 times, with the next stamps.
fn use_each(pools: &[SyncPool<Canary>], mut stamp: u64) {
    for pool in pools {
        for _ in 0..20 {
            stamp += 1;
            let canary = pool.get();
            canary.check_out(stamp);
            canary.check(stamp);
        }
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
