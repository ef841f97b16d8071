//! The untyped pool: objects without a type, no user code, no thread-local value.
//!
//! A thread that has a [`Magazine`] pops from it and pushes to it. This module holds the state that
//! the threads of a pool share, and the slow path: what a thread does when its magazine is empty or
//! full, when it has no magazine, or when it starts or ends.
//!
//! | module | content |
//! |---|---|
//! | [`magazine`], [`registry`] | a thread's private stack; all magazines that a pool has made |
//! | [`transfer`], [`quota`] | filling and flushing a magazine; how many slots it may reserve |
//! | [`depot`] | the slots that magazines exchange objects through, in batches |
//! | [`shared_slots`] | slots that are used one by one: by small pools and by threads without quota |
//! | [`earning`] | when a thread gets a magazine |
//! | [`high_water`], [`counters`] | how many objects are in use; what is counted |
//! | [`reclaim`] | how an adaptive pool finds idle objects that nobody needs |
//! | [`ref_count`] | how many owners an object has that is shared |
//! | [`slot`], [`object`] | a place for an object; an object without its type |
//! | [`sync`] | atomics: `core`'s, or those of a model checker |
//!
//! No module in this folder imports anything from outside of it.

pub(crate) mod counters;
pub(crate) mod depot;
mod earning;
mod high_water;
pub(crate) mod magazine;
pub(crate) mod object;
mod quota;
pub(crate) mod reclaim;
pub(crate) mod ref_count;
pub(crate) mod registry;
pub(crate) mod shared_slots;
pub(crate) mod slot;
pub(crate) mod sync;
mod transfer;

use self::counters::{Counter, Counters};
use self::depot::Depot;
use self::depot::segments::Segments;
use self::high_water::HighWater;
use self::magazine::ROUNDS;
use self::registry::Registry;
use self::shared_slots::{ColdMask, SharedSlotMemory, SharedSlots, shared_slots_of};
use self::sync::{AtomicUsize, Relaxed, constructor};

pub(crate) use self::depot::Block;
pub use self::depot::MAX_CAPACITY;
pub(crate) use self::depot::growth::Growth;
pub(crate) use self::depot::summary::Summary;
pub(crate) use self::earning::Visits;
pub(crate) use self::magazine::Magazine;
pub(crate) use self::object::{Fate, Object};
pub(crate) use self::quota::INITIAL_QUOTA;
pub use self::reclaim::reaper::DEFAULT_INTERVAL;
pub(crate) use self::reclaim::reaper::Reaper;
pub(crate) use self::reclaim::reaper::Reaping;

/// The part of a pool's shared state whose size does not depend on its capacity.
#[repr(C)]
pub(crate) struct Header {
    shared_slots: SharedSlotMemory,
    cold: ColdMask,
    registry: Registry,
    /// Slots that all magazines have reserved together; at most half of the capacity.
    quota: AtomicUsize,
    /// Threads that have a magazine.
    threads: AtomicUsize,
    /// Gets that failed to make an object, of all threads. They are rare, and a magazine has no room.
    failed: Counter,
    /// The counters of threads without a magazine.
    unregistered: Counters,
    high_water: HighWater,
}

impl Header {
    constructor! {
        pub(crate) fn new() -> Self {
            Header {
                shared_slots: SharedSlotMemory::new(),
                cold: ColdMask::new(),
                registry: Registry::new(),
                quota: AtomicUsize::new(0),
                threads: AtomicUsize::new(0),
                failed: Counter::new(),
                unregistered: Counters::new(),
                high_water: HighWater::new(),
            }
        }
    }

    /// The shared slots of a pool of `capacity` objects.
    #[inline(always)]
    pub(crate) fn shared_slots(&self, capacity: usize) -> SharedSlots<'_> {
        SharedSlots::new(&self.shared_slots, &self.cold, capacity)
    }
}

/// A view of everything that a pool's threads share.
#[derive(Clone, Copy)]
pub(crate) struct Shared<'a> {
    header: &'a Header,
    depot: Segments<'a>,
    shared_slots: SharedSlots<'a>,
    capacity: usize,
}

impl<'a> Shared<'a> {
    #[inline(always)]
    pub(crate) fn new(
        header: &'a Header,
        blocks: &'a [Block],
        summaries: &'a [Summary],
        capacity: usize,
    ) -> Self {
        let slots = capacity - shared_slots_of(capacity);
        Shared {
            header,
            shared_slots: header.shared_slots(capacity),
            depot: Segments::Fixed((slots > 0).then(|| Depot::new(blocks, summaries, slots))),
            capacity,
        }
    }

    /// The same view of a pool that can grow.
    #[inline(always)]
    pub(crate) fn growing(header: &'a Header, growth: &'a Growth) -> Self {
        Shared {
            header,
            shared_slots: header.shared_slots(growth.first_capacity()),
            depot: Segments::Growing(growth),
            capacity: growth.capacity(),
        }
    }

    /// Gives the calling thread a magazine.
    pub(crate) fn register(self) -> &'a Magazine {
        let magazine = self.header.registry.acquire();
        let arrival = self.header.threads.fetch_add(1, Relaxed);
        // Each thread starts at a block and a shared slot of its own.
        let block = self.depot.place(arrival);
        magazine.last_take_block.store(block, Relaxed);
        magazine.last_put_block.store(block, Relaxed);
        magazine.last_shared_slot.store(self.shared_slots.start_of(arrival), Relaxed);
        magazine.quota_backoff.store(0, Relaxed);
        magazine.restart_low_water();
        magazine
    }

    /// Takes the magazine of the calling thread back, and publishes the objects in it.
    pub(crate) fn unregister(self, magazine: &Magazine) {
        self.update_high_water(magazine);
        let mut given_up = self.publish_oldest(magazine, magazine.len());
        while let Some(unused) = magazine.unreserve(ROUNDS) {
            given_up += unused.len();
            self.depot.free(unused);
        }
        self.header.quota.fetch_sub(given_up, Relaxed);
        self.header.threads.fetch_sub(1, Relaxed);
        magazine.release();
    }

    /// Takes the magazines of all threads back, so that every object is in a slot. No thread has a magazine of
    /// the pool any more, nor uses the pool.
    pub(crate) fn unregister_all(self) {
        self.magazines().filter(|magazine| magazine.is_owned()).for_each(|it| self.unregister(it));
    }

    /// Moves the `count` objects at the bottom of the magazine into slots that it has reserved, where
    /// every thread can reach them. Each object in a magazine has a reserved slot, so all of them
    /// find one. Returns the number of slots; the caller subtracts it from the quota.
    fn publish_oldest(self, magazine: &Magazine, count: usize) -> usize {
        let mut given_up = 0;
        while given_up < count {
            let Some(claim) = magazine.unreserve(count - given_up) else { break };
            self.depot.publish(claim, magazine.oldest(claim.len()));
            magazine.remove_oldest(claim.len());
            given_up += claim.len();
        }
        magazine.update_low_water();
        given_up
    }

    /// Finds an idle object for a thread whose magazine is empty, or that has none.
    pub(crate) fn take(self, magazine: Option<&Magazine>) -> Option<Object> {
        let Some(magazine) = magazine else {
            let object = self.take_one(&mut 0)?;
            self.count(None, |counters| &counters.depot_hits);
            self.sample_high_water();
            return Some(object);
        };
        // The magazine is empty, so its minimum length in this interval is 0.
        magazine.ticker.note_length(0);
        let object = magazine.transferring(|| {
            let object = self.fill(magazine)?;
            magazine.counters.depot_hits.add(1);
            Some(object)
        });
        match object {
            Some(_) => self.update_high_water(magazine),
            None => self.release_quota(magazine),
        }
        object
    }

    /// Keeps an object of a thread whose magazine is full, or that has none. Returns the object if
    /// the pool is full.
    pub(crate) fn put(self, magazine: Option<&Magazine>, object: Object) -> Result<(), Object> {
        let put = match magazine {
            Some(magazine) => {
                self.update_high_water(magazine);
                // The magazine may have room: a push also fails because a tick is due.
                magazine.push(object).or_else(|object| self.flush(magazine, object))
            }
            None => {
                let put = self.put_one(&mut 0, object);
                if put.is_ok() {
                    self.count(None, |counters| &counters.depot_puts);
                }
                put
            }
        };
        if put.is_err() {
            self.count(magazine, |counters| &counters.discarded_full);
        }
        put
    }

    /// Takes an idle object by the fast path, which may have missed the magazine, or by [`take`].
    ///
    /// [`take`]: Self::take
    pub(crate) fn take_again(self, magazine: Option<&Magazine>) -> Option<Object> {
        let private = magazine.and_then(|magazine| {
            magazine.pop().or_else(|| self.only_shared_slots()?.take_last(magazine))
        });
        private.or_else(|| self.take(magazine))
    }

    /// Keeps an object by the fast path, which may have missed the magazine, or by [`put`].
    ///
    /// [`put`]: Self::put
    pub(crate) fn put_again(
        self,
        magazine: Option<&Magazine>,
        object: Object,
    ) -> Result<(), Object> {
        let private = match (magazine, self.only_shared_slots()) {
            (Some(magazine), None) => magazine.push(object),
            (Some(magazine), Some(shared_slots)) => shared_slots.put_last(magazine, object),
            (None, _) => Err(object),
        };
        private.or_else(|object| self.put(magazine, object))
    }

    /// The shared slots of a pool that has no depot.
    #[inline(always)]
    pub(crate) fn only_shared_slots(self) -> Option<SharedSlots<'a>> {
        (!self.depot.exist()).then_some(self.shared_slots)
    }

    /// Takes an idle object from a shared slot or the depot, without counting a get. The search in the
    /// depot begins at block `start`.
    pub(crate) fn take_one(self, start: &mut usize) -> Option<Object> {
        self.shared_slots.take(&mut 0).or_else(|| self.depot.take_one(start))
    }

    /// Removes any object from a pool that nobody else uses. The search in the shared slots begins at `slot`,
    /// the one in the depot at `block`.
    pub(crate) fn take_any(self, slot: &mut usize, block: &mut usize) -> Option<Object> {
        while *slot < self.shared_slots.count() {
            if let found @ Some(_) = self.shared_slots.take_at(*slot) {
                return found;
            }
            *slot += 1;
        }
        self.depot.take_one(block).or_else(|| self.magazines().find_map(Magazine::pop))
    }

    /// Puts an object into a shared slot or the depot, without counting a return. The search in the
    /// depot begins at block `start`. Returns the object if there is no free slot.
    pub(crate) fn put_one(self, start: &mut usize, object: Object) -> Result<(), Object> {
        self.shared_slots.put(&mut 0, object).or_else(|object| self.depot.put_one(start, object))
    }

    /// Adds an object that is new: to the depot, a shared slot, or the caller's magazine. Returns the
    /// object if none of them has room.
    pub(crate) fn insert_new(
        self,
        magazine: Option<&Magazine>,
        object: Object,
    ) -> Result<(), Object> {
        self.put_one(&mut 0, object).or_else(|object| {
            let magazine = magazine.ok_or(object)?;
            self.update_high_water(magazine);
            magazine.transferring(|| {
                magazine.push(object)?;
                // No thread has returned the object: the counters treat it as one from the depot.
                magazine.moved_in.add(1);
                magazine.update_low_water();
                Ok(())
            })
        })
    }

    /// Removes an idle object that nobody gets: the oldest one of the caller's magazine, or one of the
    /// depot or the shared slots.
    pub(crate) fn remove_idle(self, magazine: Option<&Magazine>) -> Option<Object> {
        let Some(magazine) = magazine.filter(|magazine| magazine.len() > 0) else {
            return self.take_one(&mut 0);
        };
        let object = magazine.oldest(1)[0].get();
        self.update_high_water(magazine);
        magazine.remove_oldest(1);
        magazine.update_low_water();
        object
    }

    /// Idle objects: in the depot, the shared slots and all magazines. Exact while no other thread
    /// uses the pool, and never more than the capacity.
    pub(crate) fn len(self) -> usize {
        let private: usize = self.magazines().map(Magazine::len).sum();
        // An object that moves meanwhile may be counted twice.
        (self.len_of_slots() + private).min(self.capacity)
    }

    /// Idle objects in the depot and the shared slots.
    pub(crate) fn len_of_slots(self) -> usize {
        self.shared_slots.len() + self.depot.len()
    }

    /// Every magazine that the pool has made.
    pub(crate) fn magazines(self) -> impl Iterator<Item = &'a Magazine> {
        self.header.registry.iter()
    }

    /// Slots that all magazines have reserved.
    #[cfg(all(test, any(loom, shuttle)))]
    pub(crate) fn quota(self) -> usize {
        self.header.quota.load(Relaxed)
    }
}

/// Blocks of a pool of `capacity` slots, beside its shared slots.
#[must_use]
pub(crate) const fn blocks_for(capacity: usize) -> usize {
    depot::blocks_for(capacity - shared_slots_of(capacity))
}

/// Summaries of a pool of `capacity` slots.
#[must_use]
pub(crate) const fn summaries_for(capacity: usize) -> usize {
    depot::summaries_for(capacity - shared_slots_of(capacity))
}
