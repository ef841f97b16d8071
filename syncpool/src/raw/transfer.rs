//! Filling and flushing a magazine: what a thread does when its magazine is empty or full.
//!
//! - A thread whose magazine is empty fills it with a batch from the depot. If it may reserve more slots,
//!   it keeps the slots where the objects were.
//! - A thread whose magazine is full first tries to reserve more slots, and otherwise flushes a batch.
//! - A batch is the whole magazine if the last transfer went the same way (the thread only gets, or only
//!   puts), and half of it if the direction has changed.
//! - A thread that can't reserve any slot uses the shared slots, one object at a time, and the depot if
//!   they are all empty or full.
//! - A thread that finds no object misses, and releases most of its quota: threads that put objects need it
//!   more.

use crate::raw::Shared;
use crate::raw::depot::Claim;
use crate::raw::magazine::Magazine;
use crate::raw::object::Object;
use crate::raw::slot::Slot;
use crate::raw::sync::Relaxed;

impl Shared<'_> {
    /// Fills an empty magazine and returns one object more.
    pub(super) fn fill(self, magazine: &Magazine) -> Option<Object> {
        debug_assert_eq!(magazine.len(), 0);
        let has_turned = magazine.flushed_last.load(Relaxed);
        magazine.flushed_last.store(false, Relaxed);
        let limit = magazine.limit();
        let batch = if has_turned { limit.div_ceil(2) } else { limit };
        let seized = self.seize(magazine);
        // After `seize` has searched the whole depot, a second search would find nothing either.
        let is_filled = seized.unwrap_or_else(|| self.fill_from_depot(magazine, batch))
            || self.fill_from_shared_slots(magazine, batch);
        if is_filled {
            magazine.counters.transfers.add(1);
            return magazine.pop_uncounted();
        }
        if limit == 0 { self.take_one_anywhere(magazine, seized.is_none()) } else { None }
    }

    /// Makes room in a full magazine for an object, and pushes it. Returns the object if the pool is full.
    pub(super) fn flush(self, magazine: &Magazine, object: Object) -> Result<(), Object> {
        let has_turned = !magazine.flushed_last.load(Relaxed);
        magazine.flushed_last.store(true, Relaxed);
        if self.reserve(magazine) {
            return magazine.push(object);
        }
        let length = magazine.len();
        if length == 0 {
            return self.put_one_anywhere(magazine, object);
        }
        let batch = if has_turned { length.div_ceil(2) } else { length };
        let mut moved = self.flush_to_depot(magazine, batch);
        if moved == 0 {
            moved = self.flush_to_shared_slots(magazine, batch);
        }
        if moved > 0 {
            magazine.remove_oldest(moved);
            magazine.update_low_water();
            magazine.counters.transfers.add(1);
        }
        magazine.push(object)
    }

    /// Fills the magazine with objects and reserves the slots where they were. Returns whether there were
    /// any, or `None` if the magazine may not reserve more slots.
    fn seize(self, magazine: &Magazine) -> Option<bool> {
        let mut seized = 0;
        self.grow(magazine, |wanted| {
            let mut start = magazine.last_take_block.load(Relaxed);
            let claim = self.depot.seize(&mut start, magazine.vacant(wanted));
            magazine.last_take_block.store(start, Relaxed);
            // Also if the slots can't be kept: the limit was at least as large before.
            seized = claim.map_or(0, Claim::len);
            claim
        })?;
        Some(magazine.filled(seized))
    }

    fn fill_from_depot(self, magazine: &Magazine, batch: usize) -> bool {
        let mut start = magazine.last_take_block.load(Relaxed);
        let moved = self.depot.take(&mut start, magazine.vacant(batch));
        magazine.last_take_block.store(start, Relaxed);
        magazine.filled(moved)
    }

    fn fill_from_shared_slots(self, magazine: &Magazine, batch: usize) -> bool {
        let mut start = magazine.last_shared_slot.load(Relaxed);
        let load = |place: &&Slot| {
            self.shared_slots.take(&mut start).map(|object| place.set(object)).is_some()
        };
        let moved = magazine.vacant(batch).iter().take_while(load).count();
        magazine.last_shared_slot.store(start, Relaxed);
        magazine.filled(moved)
    }

    /// Takes one object from a shared slot, or from the depot if `depot_as_well`.
    fn take_one_anywhere(self, magazine: &Magazine, depot_as_well: bool) -> Option<Object> {
        let mut start = magazine.last_shared_slot.load(Relaxed);
        if let found @ Some(_) = self.shared_slots.take(&mut start) {
            magazine.last_shared_slot.store(start, Relaxed);
            return found;
        }
        if !depot_as_well {
            return None;
        }
        let mut start = magazine.last_take_block.load(Relaxed);
        let object = self.depot.take_one(&mut start);
        magazine.last_take_block.store(start, Relaxed);
        object
    }

    /// Reserves free slots for the magazine. Returns whether there were any.
    fn reserve(self, magazine: &Magazine) -> bool {
        let gained = self.grow(magazine, |wanted| {
            self.depot.reserve(&mut magazine.last_put_block.load(Relaxed), wanted)
        });
        gained.is_some_and(|slots| slots > 0)
    }

    fn flush_to_depot(self, magazine: &Magazine, batch: usize) -> usize {
        let mut start = magazine.last_put_block.load(Relaxed);
        let moved = self.depot.put(&mut start, magazine.oldest(batch));
        magazine.last_put_block.store(start, Relaxed);
        moved
    }

    fn flush_to_shared_slots(self, magazine: &Magazine, batch: usize) -> usize {
        let mut start = magazine.last_shared_slot.load(Relaxed);
        let put = |object| self.shared_slots.put(&mut start, object).is_ok();
        let moved = magazine.oldest(batch).iter().map_while(Slot::get).map(put);
        let moved = moved.take_while(|&put| put).count();
        magazine.last_shared_slot.store(start, Relaxed);
        moved
    }

    fn put_one_anywhere(self, magazine: &Magazine, object: Object) -> Result<(), Object> {
        let mut start = magazine.last_shared_slot.load(Relaxed);
        let mut put = self.shared_slots.put(&mut start, object);
        magazine.last_shared_slot.store(start, Relaxed);
        if put.is_err() {
            let mut start = magazine.last_put_block.load(Relaxed);
            put = self.depot.put_one(&mut start, object);
            magazine.last_put_block.store(start, Relaxed);
        }
        if put.is_ok() {
            magazine.counters.depot_puts.add(1);
        }
        put
    }
}
