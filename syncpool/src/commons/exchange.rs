//! What a thread does when its magazine ran empty or full.
//!
//! - A thread that finds its magazine empty loads a batch from the depot. If it may have more room
//!   than it has, it keeps the slots where the objects lay as that room.
//! - A thread that finds it full first tries to get more room, and otherwise moves a batch out.
//! - The batch is the whole magazine when the last visit went the same way (a thread that only
//!   gets, or only gives back), and half of it when the direction has turned.
//! - A thread that can't have any room uses the open slots, one object at a time, and the depot if
//!   they are all empty or full.
//! - A thread that finds nothing anywhere misses, and gives up most of its room: others, who give
//!   objects back, need it more.

use super::Commons;
use crate::depot::Claim;
use crate::magazine::Magazine;
use crate::object::Object;
use crate::slot::Slot;
use crate::sync::Relaxed;

impl Commons<'_> {
    /// Finds an object for a thread whose magazine is empty.
    pub(super) fn load(self, magazine: &Magazine) -> Option<Object> {
        debug_assert_eq!(magazine.len(), 0);
        let turned = magazine.flushed_last.load(Relaxed);
        magazine.flushed_last.store(false, Relaxed);
        let limit = magazine.limit();
        let batch = if turned { limit.div_ceil(2) } else { limit };
        let seized = self.seize(magazine);
        // What has just been looked for in the whole depot need not be looked for again.
        let loaded = seized.unwrap_or_else(|| self.load_from_depot(magazine, batch))
            || self.load_from_open(magazine, batch);
        if loaded {
            magazine.counters.exchanges.add(1);
            return magazine.unstack();
        }
        if limit == 0 { self.take_single(magazine, seized.is_none()) } else { None }
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
            return self.put_single(magazine, object);
        }
        let batch = if turned { length.div_ceil(2) } else { length };
        let mut moved = self.flush_to_depot(magazine, batch);
        if moved == 0 {
            moved = self.flush_to_open(magazine, batch);
        }
        if moved > 0 {
            magazine.forget_oldest(moved);
            magazine.mark();
            magazine.counters.exchanges.add(1);
        }
        magazine.push(object)
    }

    /// Loads objects together with the slots where they lay, which become room of the magazine.
    /// Tells whether there were any, or `None` if the magazine may not have more room.
    fn seize(self, magazine: &Magazine) -> Option<bool> {
        let mut seized = 0;
        self.grow(magazine, |wanted| {
            let mut near = magazine.take_near.load(Relaxed);
            let claim = self.depots.seize(&mut near, magazine.vacant(wanted));
            magazine.take_near.store(near, Relaxed);
            // Even if their slots can't be kept: as many as there was room for already at most.
            seized = claim.map_or(0, Claim::len);
            claim
        })?;
        Some(magazine.loaded(seized))
    }

    fn load_from_depot(self, magazine: &Magazine, batch: usize) -> bool {
        let mut near = magazine.take_near.load(Relaxed);
        let moved = self.depots.take(&mut near, magazine.vacant(batch));
        magazine.take_near.store(near, Relaxed);
        magazine.loaded(moved)
    }

    fn load_from_open(self, magazine: &Magazine, batch: usize) -> bool {
        let mut near = magazine.open_near.load(Relaxed);
        let load =
            |place: &&Slot| self.open.take(&mut near).map(|object| place.set(object)).is_some();
        let moved = magazine.vacant(batch).iter().take_while(load).count();
        magazine.open_near.store(near, Relaxed);
        magazine.loaded(moved)
    }

    /// Takes one object from an open slot, or from the depot if that is worth a look.
    fn take_single(self, magazine: &Magazine, depot_as_well: bool) -> Option<Object> {
        let mut near = magazine.open_near.load(Relaxed);
        if let found @ Some(_) = self.open.take(&mut near) {
            magazine.open_near.store(near, Relaxed);
            return found;
        }
        if !depot_as_well {
            return None;
        }
        let mut near = magazine.take_near.load(Relaxed);
        let object = self.depots.take_one(&mut near);
        magazine.take_near.store(near, Relaxed);
        object
    }

    /// Makes free slots room of the magazine. Tells whether it has more now.
    fn reserve(self, magazine: &Magazine) -> bool {
        let gained = self.grow(magazine, |wanted| {
            self.depots.reserve(&mut magazine.put_near.load(Relaxed), wanted)
        });
        gained.is_some_and(|slots| slots > 0)
    }

    fn flush_to_depot(self, magazine: &Magazine, batch: usize) -> usize {
        let mut near = magazine.put_near.load(Relaxed);
        let moved = self.depots.put(&mut near, magazine.oldest(batch));
        magazine.put_near.store(near, Relaxed);
        moved
    }

    fn flush_to_open(self, magazine: &Magazine, batch: usize) -> usize {
        let mut near = magazine.open_near.load(Relaxed);
        let put = |object| self.open.put(&mut near, object).is_ok();
        let moved = magazine.oldest(batch).iter().map_while(Slot::get).map(put);
        let moved = moved.take_while(|&put| put).count();
        magazine.open_near.store(near, Relaxed);
        moved
    }

    fn put_single(self, magazine: &Magazine, object: Object) -> Result<(), Object> {
        let mut near = magazine.open_near.load(Relaxed);
        let mut put = self.open.put(&mut near, object);
        magazine.open_near.store(near, Relaxed);
        if put.is_err() {
            let mut near = magazine.put_near.load(Relaxed);
            put = self.depots.put_one(&mut near, object);
            magazine.put_near.store(near, Relaxed);
        }
        if put.is_ok() {
            magazine.counters.depot_puts.add(1);
        }
        put
    }
}
