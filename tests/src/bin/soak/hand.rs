//! What a thread does to a pool.

use std::any::Any;
use std::cell::RefCell;
use std::mem;
use std::sync::atomic::Ordering;
use std::thread;

use syncpool::{Pool, Pooled};

use crate::hooks::{Hook, unwind_over, with_panic_in};
use crate::line::{Line, Subject};
use crate::parcel::Parcel;

/// What a thread does in a batch.
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
    /// Has threads that live for a moment.
    ShortLives,
    /// Has threads whose thread-locals hold objects when they end.
    LastWords,
    /// Panics with objects in its hands, and in every hook.
    Panic,
    /// Refills, trims, puts, takes for good, forgets.
    Manage,
}

impl Role {
    pub(crate) const ALL: [Role; 16] = {
        use Role::*;
        [
            Loop, Produce, Consume, Burst, Loop, ShortLives, Keep, Loop, Panic, Manage, Produce,
            Consume, Loop, LastWords, Burst, Loop,
        ]
    };
}

/// A thread at one pool.
pub(crate) trait Hand {
    /// Does a batch of work.
    fn work(&mut self, role: Role);
}

pub(crate) struct Worker<P: Subject> {
    line: &'static Line<P>,
    kept: Vec<(Pooled<P>, u64)>,
    /// The last stamp that this worker wrote; no two workers ever have the same.
    stamp: u64,
    operations: u64,
}

/// Bits of a stamp that count; the worker's number is above them.
const STAMP_BITS: u32 = 48;

/// Gets and returns of a batch, where they cost next to nothing.
const LOOPS: u64 = 20_000;

impl<P: Subject> Worker<P> {
    pub(crate) fn new(line: &'static Line<P>, number: usize) -> Self {
        let stamp = (number as u64 + 1) << STAMP_BITS;
        Worker { line, kept: Vec::new(), stamp, operations: 0 }
    }

    #[inline]
    fn own(&mut self, parcel: &Parcel) -> u64 {
        self.stamp += 1;
        self.operations += 1;
        parcel.check_out(self.stamp);
        self.stamp
    }

    #[inline]
    fn get(&mut self) -> (Pooled<P>, u64) {
        let parcel = Pool::get(self.line.pool.clone());
        let stamp = self.own(&parcel);
        (parcel, stamp)
    }

    fn get_many(&mut self, count: usize) -> Vec<(Pooled<P>, u64)> {
        (0..count).map(|_| self.get()).collect()
    }

    #[inline]
    fn give_back(&mut self, (parcel, stamp): (Pooled<P>, u64)) {
        parcel.check(stamp);
        self.operations += 1;
        drop(parcel);
    }

    fn loops(&mut self) {
        for _ in 0..LOOPS {
            let parcel = self.get();
            self.give_back(parcel);
        }
    }

    fn bursts(&mut self) {
        for count in [1, 3, 9, 40, 200, 2] {
            let mut parcels = self.get_many(count);
            // Half in the order of the gets, half against it.
            for parcel in parcels.split_off(count / 2) {
                self.give_back(parcel);
            }
            while let Some(parcel) = parcels.pop() {
                self.give_back(parcel);
            }
        }
    }

    fn produce(&mut self) {
        for _ in 0..500 {
            let (parcel, stamp) = self.get();
            if let Err(parcel) = self.line.send(parcel) {
                self.give_back((parcel, stamp));
                break;
            }
        }
    }

    fn consume(&mut self) {
        for _ in 0..500 {
            let Some(parcel) = self.line.receive() else { break };
            let stamp = parcel.owner();
            self.give_back((parcel, stamp));
        }
    }

    fn keep(&mut self) {
        if self.kept.len() > 20 {
            for parcel in mem::take(&mut self.kept) {
                self.give_back(parcel);
            }
        }
        let more = self.get_many(2);
        self.kept.extend(more);
    }

    fn short_lives(&mut self) {
        let line = self.line;
        let lives = (0..3).map(|life: usize| {
            let stamps = self.stamp;
            self.stamp += 100;
            self.operations += 2 * (1 + 10 * life as u64);
            thread::spawn(move || {
                let parcels: Vec<_> =
                    (0..1 + 10 * life).map(|_| Pool::get(line.pool.clone())).collect();
                for (parcel, stamp) in parcels.iter().zip(stamps + 1..) {
                    parcel.check_out(stamp);
                }
                for (parcel, stamp) in parcels.iter().zip(stamps + 1..) {
                    parcel.check(stamp);
                }
            })
        });
        join(lives.collect());
    }

    fn last_words(&mut self) {
        let line = self.line;
        let lives = [true, false].map(|is_early| {
            let parcels = self.get_many(3);
            let stamp = self.stamp + 1;
            self.stamp += 1;
            self.operations += 5;
            thread::spawn(move || {
                if is_early {
                    LAST_WORDS.with(|_| ());
                }
                let own = Pool::get(line.pool.clone());
                own.check_out(stamp);
                LAST_WORDS.with_borrow_mut(|last_words| {
                    last_words.0.push(Box::new(own));
                    last_words.0.push(Box::new(parcels));
                });
            })
        });
        join(lives.into());
    }

    fn panic(&mut self) {
        unwind_over(|| self.get_many(5));
        self.operations += 5;
        for hook in [Hook::Reset, Hook::IsReusable, Hook::DropOfField] {
            let mut parcels = self.get_many(3);
            parcels[1].0.is_unfit = hook == Hook::DropOfField;
            with_panic_in(hook, || drop(parcels));
            self.operations += 3;
        }
        with_panic_in(Hook::Init, || {
            // Until one has to be made, and a few at the most.
            let parcels = self.get_many(8);
            parcels.into_iter().for_each(|parcel| self.give_back(parcel));
        });
    }

    fn manage(&mut self) {
        let pool = &self.line.pool;
        let capacity = pool.capacity();
        pool.trim(capacity / 2);
        pool.refill(capacity);
        self.operations += 2;

        let (parcel, _) = self.get();
        let parcel = Pooled::into_box(parcel);
        drop(self.line.pool.put(parcel));
        let taken = self.line.pool.take();
        self.own(&taken);
        drop(taken);
        let foreign = Box::new(Parcel::new(self.line.ledger));
        self.own(&foreign);
        drop(self.line.pool.put(foreign));
        self.operations += 2;
        if let Some(parcel) = self.line.pool.try_take() {
            self.own(&parcel);
            drop(self.line.pool.put(parcel));
        }
        // A leak, so only now and then.
        if self.stamp % 64 == 0 {
            let (parcel, _) = self.get();
            parcel.forget();
            mem::forget(parcel);
        }
    }
}

impl<P: Subject> Hand for Worker<P> {
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
        }
        for (parcel, stamp) in &self.kept {
            parcel.check(*stamp);
        }
        self.line.held.fetch_add(self.kept.len() as u64, Ordering::SeqCst);
        self.line.held.fetch_sub(kept_before, Ordering::SeqCst);
        self.line.operations.fetch_add(mem::take(&mut self.operations), Ordering::SeqCst);
    }
}

impl<P: Subject> Drop for Worker<P> {
    fn drop(&mut self) {
        self.line.held.fetch_sub(self.kept.len() as u64, Ordering::SeqCst);
    }
}

/// Waits for threads to end, with all their thread-locals.
fn join(threads: Vec<thread::JoinHandle<()>>) {
    for thread in threads {
        thread.join().expect("a short-lived thread ended well");
    }
}

thread_local! {
    static LAST_WORDS: RefCell<LastWords> = const { RefCell::new(LastWords(Vec::new())) };
}

/// Guards that a thread has when its thread-locals are destroyed.
struct LastWords(Vec<Box<dyn Any>>);
