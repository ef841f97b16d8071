//! The commons: what the threads of a pool share, and the rare visits that they pay to it.
//!
//! Everything here is off the fast path: a thread comes when its magazine ran empty or full, when
//! it has none, or when it starts or ends. No user code runs in here.
//!
//! What a visit does:
//! - a thread that finds its magazine empty loads a batch from the depot; if there is none it
//!   misses, and gives up all but a few of its reserved slots, for others need the room more;
//! - a thread that finds it full first tries to reserve more room, and otherwise moves a batch out;
//! - the batch is the whole magazine when the last visit went the same way (a thread that only
//!   gets, or only gives back), and half of it when the direction has turned;
//! - a thread for which no room can be reserved deals with the depot object by object.

use crate::counters::{Counter, Counters};
use crate::depot::{Block, Claim, Depot, Object};
use crate::depots::{Depots, Segment};
use crate::hint::Group;
use crate::magazine::{Magazine, ROUNDS};
use crate::rack::Rack;
use crate::small::{MAGAZINES_FROM, Small};
use crate::sync::{AtomicUsize, Relaxed, constructor};

/// Slots that a magazine reserves first.
const FIRST_RESERVE: usize = 2;

/// Visits that a thread waits after it could not grow before it tries again.
const PATIENCE: u32 = 16;

/// The part of a pool's state whose size doesn't depend on its capacity.
pub(crate) struct Registry {
    rack: Rack,
    /// Slots that magazines have reserved; never more than half of the pool.
    reserved: AtomicUsize,
    /// Threads that have a magazine.
    threads: AtomicUsize,
    /// Counted for threads that have no magazine any more.
    strays: Counters,
}

impl Registry {
    constructor! {
        pub(crate) fn new() -> Self {
            Registry {
                rack: Rack::new(),
                reserved: AtomicUsize::new(0),
                threads: AtomicUsize::new(0),
                strays: Counters::new(),
            }
        }
    }
}

/// A view of all that a pool's threads share.
#[derive(Clone, Copy)]
pub(crate) struct Commons<'a> {
    registry: &'a Registry,
    depots: Depots<'a>,
    small: Option<Small<'a>>,
    capacity: usize,
}

impl<'a> Commons<'a> {
    #[inline]
    pub(crate) fn new(
        registry: &'a Registry,
        blocks: &'a [Block],
        groups: &'a [Group],
        capacity: usize,
    ) -> Self {
        let is_small = capacity < MAGAZINES_FROM;
        Commons {
            registry,
            depots: Depots::new((!is_small).then(|| Depot::new(blocks, groups, capacity))),
            small: is_small.then(|| Small::new(&blocks[0], capacity)),
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
        let near = match self.small {
            Some(small) if !self.depots.has_grown() => arrival % small.capacity(),
            _ => self.depots.place(arrival),
        };
        magazine.take_near.store(near, Relaxed);
        magazine.put_near.store(near, Relaxed);
        magazine.patience.store(0, Relaxed);
        magazine
    }

    /// Takes a thread's magazine back, and what is in it: every object in a magazine has a slot
    /// that is reserved for it, so all find room.
    pub(crate) fn leave(self, magazine: &Magazine) {
        let mut given_up = 0;
        while let Some(claim) = magazine.unreserve(ROUNDS) {
            given_up += claim.len();
            let (used, unused) = claim.split(magazine.len());
            if used.len() > 0 {
                let mut places = 0..;
                self.depots
                    .publish(used, || magazine.at(places.next().expect("a range without an end")));
                magazine.forget_oldest(used.len());
                magazine.counters.moved_out.add(used.len() as u64);
            }
            if unused.len() > 0 {
                self.depots.free(unused);
            }
        }
        self.registry.reserved.fetch_sub(given_up, Relaxed);
        self.registry.threads.fetch_sub(1, Relaxed);
        magazine.release();
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
        let mut near = magazine.take_near.load(Relaxed);
        let object = if magazine.limit() == 0 {
            self.take_one(&mut near)
        } else {
            // A pool that was small before it grew has objects in both places.
            let small = || self.small.and_then(|small| small.take(&mut 0));
            self.load(magazine, &mut near).or_else(small)
        };
        magazine.take_near.store(near, Relaxed);
        match object {
            Some(_) => magazine.counters.depot_hits.add(1),
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
        if self.reserve_more(magazine) {
            return magazine.push(object);
        }
        let mut near = magazine.put_near.load(Relaxed);
        let has_room = magazine.limit() > 0;
        if has_room {
            self.flush(magazine, &mut near);
            magazine.put_near.store(near, Relaxed);
            if magazine.push(object).is_ok() {
                return Ok(());
            }
        }
        // A pool that was small before it grew has room in both places.
        let put = if !has_room || self.small.is_some() {
            self.put_one(&mut near, object)
        } else {
            Err(object)
        };
        magazine.put_near.store(near, Relaxed);
        let counters = &magazine.counters;
        let counter = if put.is_ok() { &counters.depot_puts } else { &counters.discarded_full };
        counter.add(1);
        put
    }

    /// The slots, if the pool is too small for magazines.
    #[inline(always)]
    pub(crate) fn small(self) -> Option<Small<'a>> {
        self.small
    }

    /// Counts a get that made an object.
    pub(crate) fn count_miss(self, magazine: Option<&Magazine>) {
        self.count(magazine, |counters| &counters.misses);
    }

    /// Counts an object that did not want to be kept.
    pub(crate) fn count_unfit(self, magazine: Option<&Magazine>) {
        self.count(magazine, |counters| &counters.discarded_unfit);
    }

    /// Takes an idle object out of the depot, for a purpose that is no get.
    pub(crate) fn take_one(self, near: &mut usize) -> Option<Object> {
        let mut object = self.small.and_then(|small| small.take(near));
        if object.is_none() {
            self.depots.take(near, 1, |found| object = Some(found));
        }
        object
    }

    /// Puts an object into the depot. Gives it back if there is no room.
    pub(crate) fn put_one(self, near: &mut usize, object: Object) -> Result<(), Object> {
        if self.small.is_some_and(|small| small.put(near, object).is_ok()) {
            return Ok(());
        }
        match self.depots.put(near, 1, || object) {
            0 => Err(object),
            _ => Ok(()),
        }
    }

    /// Idle objects, in the depot and in all magazines. Exact while no other thread is at work,
    /// and never more than the capacity.
    pub(crate) fn len(self) -> usize {
        let shared = self.small.map_or(0, Small::len) + self.depots.len();
        let private: usize = self.magazines().map(Magazine::len).sum();
        // An object that moves while one counts may be seen twice.
        (shared + private).min(self.capacity)
    }

    /// Every magazine that the pool has made.
    pub(crate) fn magazines(self) -> impl Iterator<Item = &'a Magazine> {
        self.registry.rack.iter()
    }

    /// What was counted for threads without a magazine.
    pub(crate) fn strays(self) -> &'a Counters {
        &self.registry.strays
    }

    /// Loads a batch into an empty magazine and takes one of it.
    fn load(self, magazine: &Magazine, near: &mut usize) -> Option<Object> {
        let turned = magazine.flushed_last.load(Relaxed);
        magazine.flushed_last.store(false, Relaxed);
        let limit = magazine.limit();
        let batch = if turned { limit.div_ceil(2) } else { limit };
        let mut place = 0;
        let moved = self.depots.take(near, batch, |object| {
            magazine.set(place, object);
            place += 1;
        });
        if moved == 0 {
            return None;
        }
        magazine.grown_by(moved);
        let object = magazine.unstack();
        magazine.counters.moved_in.add(moved as u64 - 1);
        magazine.counters.exchanges.add(1);
        self.reserve_more(magazine);
        object
    }

    /// Moves a batch from a full magazine to the depot, as far as there is room.
    fn flush(self, magazine: &Magazine, near: &mut usize) {
        let turned = !magazine.flushed_last.load(Relaxed);
        magazine.flushed_last.store(true, Relaxed);
        let length = magazine.len();
        let batch = if turned { length.div_ceil(2) } else { length };
        let mut places = 0..;
        let moved = self
            .depots
            .put(near, batch, || magazine.at(places.next().expect("a range without an end")));
        if moved > 0 {
            magazine.forget_oldest(moved);
            magazine.counters.moved_out.add(moved as u64);
            magazine.counters.exchanges.add(1);
        }
    }

    /// Doubles the magazine's room, if the pool can spare it. Tells whether there is more.
    fn reserve_more(self, magazine: &Magazine) -> bool {
        let patience = magazine.patience.load(Relaxed);
        if patience > 0 {
            magazine.patience.store(patience - 1, Relaxed);
            return false;
        }
        let grown = self.may_reserve(magazine).is_some_and(|wanted| {
            let claim = self.depots.reserve(&mut magazine.put_near.load(Relaxed), wanted);
            let claimed = claim.map_or(0, Claim::len);
            let unused = match claim.map(|claim| magazine.reserve(claim)) {
                Some(Ok(())) => wanted - claimed,
                Some(Err(claim)) => {
                    self.depots.free(claim);
                    wanted
                }
                None => wanted,
            };
            self.registry.reserved.fetch_sub(unused, Relaxed);
            unused < wanted
        });
        if !grown {
            magazine.patience.store(PATIENCE, Relaxed);
        }
        grown
    }

    /// Sets room aside for the magazine out of what all may reserve. Returns how many slots.
    ///
    /// All magazines together never reserve more than half of the pool, so that threads that sleep
    /// on theirs can't starve the others; a magazine gets its thread's share of that half, or the
    /// first few slots as long as there are any.
    fn may_reserve(self, magazine: &Magazine) -> Option<usize> {
        // A small pool may have grown by too little as well.
        let slots = self.capacity - self.small.map_or(0, Small::capacity);
        if slots < MAGAZINES_FROM {
            return None;
        }
        let most = slots / 2;
        let limit = magazine.limit();
        let share = most / self.registry.threads.load(Relaxed).max(1);
        let goal = (limit * 2).min(share).clamp(FIRST_RESERVE, ROUNDS);
        let wanted = goal.checked_sub(limit).filter(|&wanted| wanted > 0)?;
        let reserved = |reserved: usize| Some(reserved + wanted).filter(|&sum| sum <= most);
        // Relaxed: a count that guards no other memory.
        self.registry.reserved.fetch_update(Relaxed, Relaxed, reserved).ok().map(|_| wanted)
    }

    /// Gives up all room but the first few slots: the pool is empty, those who give objects back
    /// need it more.
    fn give_up_room(self, magazine: &Magazine) {
        self.shrink(magazine, FIRST_RESERVE);
    }

    /// Gives up an empty magazine's room beyond `keep` slots.
    fn shrink(self, magazine: &Magazine, keep: usize) {
        let excess = magazine.limit().saturating_sub(keep);
        let mut given_up = 0;
        while given_up < excess {
            let Some(claim) = magazine.unreserve(excess - given_up) else { break };
            given_up += claim.len();
            self.depots.free(claim);
        }
        if given_up > 0 {
            self.registry.reserved.fetch_sub(given_up, Relaxed);
        }
    }

    fn count(self, magazine: Option<&Magazine>, which: fn(&Counters) -> &Counter) {
        match magazine {
            Some(magazine) => which(&magazine.counters).add(1),
            None => which(&self.registry.strays).add_shared(1),
        }
    }
}
