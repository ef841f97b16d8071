//! What a thread does when its magazine ran empty or full.
//!
//! - A thread that finds its magazine empty loads a batch from the depot. If it may have more room
//!   than it has, it keeps the slots where the objects lay as that room.
//! - A thread that finds it full first tries to get more room, and otherwise transfer_version a batch out.
//! - The batch is the whole magazine when the last visit went the same way (a thread that only
//!   gets, or only gives back), and half of it when the direction has turned.
//! - A thread that can't have any room uses the open slots, one object at a time, and the depot if
//!   they are all empty or full.
//! - A thread that finds nothing anywhere misses, and gives up most of its room: others, who give
//!   objects back, need it more.

use crate::raw::Shared;
use crate::raw::depot::Claim;
use crate::raw::magazine::Magazine;
use crate::raw::object::Object;
use crate::raw::slot::Slot;
use crate::raw::sync::Relaxed;

impl Shared<'_> {
    /// Finds an object for a thread whose magazine is empty.
    pub(super) fn fill(self, magazine: &Magazine) -> Option<Object> {
        debug_assert_eq!(magazine.len(), 0);
        let turned = magazine.flushed_last.load(Relaxed);
        magazine.flushed_last.store(false, Relaxed);
        let limit = magazine.limit();
        let batch = if turned { limit.div_ceil(2) } else { limit };
        let seized = self.seize(magazine);
        // What has just been looked for in the whole depot need not be looked for again.
        let loaded = seized.unwrap_or_else(|| self.fill_from_depot(magazine, batch))
            || self.fill_from_shared_slots(magazine, batch);
        if loaded {
            magazine.counters.transfers.add(1);
            return magazine.pop_uncounted();
        }
        if limit == 0 { self.take_one_anywhere(magazine, seized.is_none()) } else { None }
    }

    /// Finds room for an object of a thread whose magazine is full. Gives it back if there is none.
    pub(super) fn flush(self, magazine: &Magazine, object: Object) -> Result<(), Object> {
        let turned = !magazine.flushed_last.load(Relaxed);
        magazine.flushed_last.store(true, Relaxed);
        if self.reserve(magazine) {
            return magazine.push(object);
        }
        let length = magazine.len();
        if length == 0 {
            return self.put_one_anywhere(magazine, object);
        }
        let batch = if turned { length.div_ceil(2) } else { length };
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

    /// Loads objects together with the slots where they lay, which become room of the magazine.
    /// Tells whether there were any, or `None` if the magazine may not have more room.
    fn seize(self, magazine: &Magazine) -> Option<bool> {
        let mut seized = 0;
        self.grow(magazine, |wanted| {
            let mut start = magazine.last_take_block.load(Relaxed);
            let claim = self.depot.seize(&mut start, magazine.vacant(wanted));
            magazine.last_take_block.store(start, Relaxed);
            // Even if their slots can't be kept: as many as there was room for already at most.
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

    /// Takes one object from an open slot, or from the depot if that is worth a look.
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

    /// Makes free slots room of the magazine. Tells whether it has more now.
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
