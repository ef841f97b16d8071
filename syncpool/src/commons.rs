//! The commons: what the threads of a pool share, and the rare visits that they pay to it.
//!
//! Everything here is off the fast path: a thread comes when its magazine ran empty or full, when
//! it has none, or when it starts or ends. No user code runs in here.
//!
//! [`exchange`] is what a visit does, [`room`] how the threads divide the pool among them,
//! [`high_water`] how many objects they have out, [`reap`] how an adaptive pool finds what nobody needs.

mod exchange;
mod high_water;
mod reap;
mod room;

use self::high_water::HighWater;
#[cfg_attr(all(test, loom), expect(unused_imports, reason = "the models have no macro"))]
pub use self::reap::DEFAULT_INTERVAL;
pub(crate) use self::reap::{Reaper, Reaping};
pub(crate) use self::room::FIRST_ROOM;
use crate::counters::{Counter, Counters};
use crate::depot::{self, Block, Depot};
use crate::depots::{Depots, Segment};
use crate::hint::Group;
use crate::magazine::{Magazine, ROUNDS};
use crate::object::{Fate, Object};
use crate::open::{Cold, Open, OpenSlots, SLOTS_OF_A_LINE, open_slots};
use crate::rack::Rack;
use crate::sync::{AtomicUsize, Relaxed, constructor};

/// Of so many misses of a thread, one is timed.
#[cfg(not(all(test, loom)))]
const TIMED: u64 = 64;

/// The part of a pool's state whose size doesn't depend on its capacity.
pub(crate) struct Registry {
    open: OpenSlots,
    cold: Cold,
    rack: Rack,
    /// Slots that are room of a magazine; never more than half of the pool.
    room: AtomicUsize,
    /// Threads that have a magazine.
    threads: AtomicUsize,
    /// Counted for threads that have no magazine any more.
    strays: Counters,
    high_water: HighWater,
}

impl Registry {
    constructor! {
        pub(crate) fn new() -> Self {
            Registry {
                open: OpenSlots::new(),
                cold: Cold::new(),
                rack: Rack::new(),
                room: AtomicUsize::new(0),
                threads: AtomicUsize::new(0),
                strays: Counters::new(),
                high_water: HighWater::new(),
            }
        }
    }
}

impl Registry {
    /// The open slots of a pool of `capacity` slots.
    #[inline(always)]
    pub(crate) fn open(&self, capacity: usize) -> Open<'_> {
        Open::new(&self.open, &self.cold, capacity)
    }
}

/// A view of all that a pool's threads share.
#[derive(Clone, Copy)]
pub(crate) struct Commons<'a> {
    registry: &'a Registry,
    depots: Depots<'a>,
    open: Open<'a>,
    capacity: usize,
}

impl<'a> Commons<'a> {
    #[inline(always)]
    pub(crate) fn new(
        registry: &'a Registry,
        blocks: &'a [Block],
        groups: &'a [Group],
        capacity: usize,
    ) -> Self {
        let slots = capacity - open_slots(capacity);
        Commons {
            registry,
            open: registry.open(capacity),
            depots: Depots::new((slots > 0).then(|| Depot::new(blocks, groups, slots))),
            capacity,
        }
    }

    /// The same for a pool that has grown by the segments from `more` on, to `capacity`.
    pub(crate) fn expanded(self, more: Option<&'a Segment>, capacity: usize) -> Self {
        Commons { depots: self.depots.and(more), capacity, ..self }
    }

    /// Gives a thread a magazine of its own.
    pub(crate) fn enter(self) -> &'a Magazine {
        let magazine = self.registry.rack.acquire();
        let arrival = self.registry.threads.fetch_add(1, Relaxed);
        // Threads start apart from each other: in blocks, and in cache lines, of their own.
        let block = self.depots.place(arrival);
        magazine.take_near.store(block, Relaxed);
        magazine.put_near.store(block, Relaxed);
        magazine.open_near.store(arrival * SLOTS_OF_A_LINE % self.open.capacity(), Relaxed);
        magazine.patience.store(0, Relaxed);
        magazine.mark_anew();
        magazine
    }

    /// Takes a thread's magazine back, and what is in it.
    pub(crate) fn leave(self, magazine: &Magazine) {
        self.visit(magazine);
        let mut given_up = self.give_up_oldest(magazine, magazine.len());
        while let Some(unused) = magazine.unreserve(ROUNDS) {
            given_up += unused.len();
            self.depots.free(unused);
        }
        self.registry.room.fetch_sub(given_up, Relaxed);
        self.registry.threads.fetch_sub(1, Relaxed);
        magazine.release();
    }

    /// Makes the `count` objects that were used longest ago everyone's: every object in a magazine
    /// has a slot that is reserved for it, so all find room. Returns the number of these slots,
    /// which the caller takes off the count of all room.
    fn give_up_oldest(self, magazine: &Magazine, count: usize) -> usize {
        let mut given_up = 0;
        while given_up < count {
            let Some(claim) = magazine.unreserve(count - given_up) else { break };
            self.depots.publish(claim, magazine.oldest(claim.len()));
            magazine.forget_oldest(claim.len());
            given_up += claim.len();
        }
        magazine.mark();
        given_up
    }

    /// Finds an idle object for a thread whose magazine has none, or that has no magazine.
    pub(crate) fn take(self, magazine: Option<&Magazine>) -> Option<Object> {
        let Some(magazine) = magazine else {
            let object = self.take_one(&mut 0);
            if object.is_some() {
                self.registry.strays.depot_hits.add_shared(1);
            }
            return object;
        };
        // The magazine is empty: there is nothing in it that nobody needed.
        magazine.watch.note(0);
        let object = magazine.moving(|| {
            let object = self.load(magazine)?;
            magazine.counters.depot_hits.add(1);
            Some(object)
        });
        match object {
            Some(_) => self.visit(magazine),
            None => self.give_up_room(magazine),
        }
        object
    }

    /// Keeps an object of a thread whose magazine is full, or that has no magazine. Gives it back
    /// if there is no room for it.
    pub(crate) fn put(self, magazine: Option<&Magazine>, object: Object) -> Result<(), Object> {
        let Some(magazine) = magazine else {
            let put = self.put_one(&mut 0, object);
            let counters = &self.registry.strays;
            let counter = if put.is_ok() { &counters.depot_puts } else { &counters.discarded_full };
            counter.add_shared(1);
            return put;
        };
        self.visit(magazine);
        // There may have been room all along: a push comes here for other reasons, too.
        let put = magazine.push(object).or_else(|object| self.flush(magazine, object));
        if put.is_err() {
            magazine.counters.discarded_full.add(1);
        }
        put
    }

    /// The open slots, if the pool has nothing else.
    #[inline(always)]
    pub(crate) fn only_open(self) -> Option<Open<'a>> {
        (!self.depots.exist()).then_some(self.open)
    }

    /// Counts a get that made an object.
    pub(crate) fn count_miss(self, magazine: Option<&Magazine>) {
        match magazine {
            Some(magazine) => {
                magazine.counters.misses.add(1);
                self.visit(magazine);
            }
            None => self.registry.strays.misses.add_shared(1),
        }
    }

    /// Makes an object for a get that found none, and counts it. Afterwards: a function that panics
    /// has made nothing.
    #[cfg(not(all(test, loom)))]
    pub(crate) fn make<T>(self, magazine: Option<&Magazine>, make: impl FnOnce() -> T) -> T {
        let is_timed = |magazine: &&Magazine| magazine.counters.misses.get() % TIMED == 0;
        let made = match magazine.filter(is_timed) {
            Some(magazine) => magazine.counters.timed(make),
            None => make(),
        };
        self.count_miss(magazine);
        made
    }

    /// Counts an object that was not kept because it was not fit to be.
    pub(crate) fn count_refused(self, magazine: Option<&Magazine>, fate: Fate) {
        match fate {
            Fate::Outgrown => {
                self.count_discarded(magazine, |counters| &counters.discarded_outgrown);
            }
            _ => self.count_discarded(magazine, |counters| &counters.discarded_unfit),
        }
    }

    /// Counts an object that was dropped because its thread is unwinding.
    pub(crate) fn count_unwinding(self, magazine: Option<&Magazine>) {
        self.count_discarded(magazine, |counters| &counters.discarded_unwinding);
    }

    fn count_discarded(self, magazine: Option<&Magazine>, which: fn(&Counters) -> &Counter) {
        match magazine {
            Some(magazine) => {
                // First, as in `put`: until now the object was out.
                self.visit(magazine);
                which(&magazine.counters).add(1);
            }
            None => which(&self.registry.strays).add_shared(1),
        }
    }

    /// Takes an idle object from where every thread can reach it, for a purpose that is no get, or
    /// for a thread without a magazine.
    /// `near` is where it looks first.
    pub(crate) fn take_one(self, near: &mut usize) -> Option<Object> {
        self.depots.take_one(near).or_else(|| self.open.take(&mut 0))
    }

    /// Puts an object where every thread can reach it. Gives it back if there is no room.
    /// `near` is where it looks first.
    pub(crate) fn put_one(self, near: &mut usize, object: Object) -> Result<(), Object> {
        self.depots.put_one(near, object).or_else(|object| self.open.put(&mut 0, object))
    }

    /// Makes an object idle that does not come back but is new: where there is room in the depot, or
    /// in what the caller's magazine has reserved of it.
    pub(crate) fn stock(self, magazine: Option<&Magazine>, object: Object) -> Result<(), Object> {
        self.put_one(&mut 0, object).or_else(|object| {
            let magazine = magazine.ok_or(object)?;
            self.visit(magazine);
            magazine.moving(|| {
                magazine.push(object)?;
                // Not pushed by a thread that returned it: the counts see it as one out of the depot.
                magazine.counters.moved_in.add(1);
                magazine.mark();
                Ok(())
            })
        })
    }

    /// Takes an idle object out that nobody gets: the one in the caller's magazine that was used
    /// longest ago, or one in the depot.
    pub(crate) fn unstock(self, magazine: Option<&Magazine>) -> Option<Object> {
        let Some(magazine) = magazine.filter(|magazine| magazine.len() > 0) else {
            return self.take_one(&mut 0);
        };
        let object = magazine.oldest(1)[0].get();
        self.visit(magazine);
        magazine.forget_oldest(1);
        magazine.mark();
        object
    }

    /// Idle objects, in the depot and in all magazines. Exact while no other thread is at work,
    /// and never more than the capacity.
    pub(crate) fn len(self) -> usize {
        let shared = self.open.len() + self.depots.len();
        let private: usize = self.magazines().map(Magazine::len).sum();
        // An object that moves while one counts may be seen twice.
        (shared + private).min(self.capacity)
    }

    /// Every magazine that the pool has made.
    pub(crate) fn magazines(self) -> impl Iterator<Item = &'a Magazine> {
        self.registry.rack.iter()
    }

    /// Slots that are room of a magazine.
    #[cfg(all(test, any(loom, shuttle)))]
    pub(crate) fn room(self) -> usize {
        self.registry.room.load(Relaxed)
    }

    /// What was counted for threads without a magazine.
    pub(crate) fn strays(self) -> &'a Counters {
        &self.registry.strays
    }
}

/// Blocks that a pool of `capacity` slots needs beside its open slots.
#[must_use]
pub const fn blocks_for(capacity: usize) -> usize {
    depot::blocks_for(capacity - open_slots(capacity))
}

/// Groups of hints that a pool of `capacity` slots needs.
#[must_use]
pub const fn groups_for(capacity: usize) -> usize {
    depot::groups_for(capacity - open_slots(capacity))
}
