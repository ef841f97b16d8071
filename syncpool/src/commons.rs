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
    depot: Depot<'a>,
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
        Commons {
            registry,
            depot: Depot::new(blocks, groups, capacity),
            small: (capacity < MAGAZINES_FROM).then(|| Small::new(&blocks[0], capacity)),
            capacity,
        }
    }

    /// Gives a thread a magazine of its own.
    pub(crate) fn enter(self) -> &'a Magazine {
        let magazine = self.registry.rack.acquire();
        let arrival = self.registry.threads.fetch_add(1, Relaxed);
        let places = if self.small.is_some() { self.capacity } else { self.depot.blocks() };
        magazine.take_near.store(arrival % places, Relaxed);
        magazine.put_near.store(arrival % places, Relaxed);
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
                self.depot
                    .publish(used, || magazine.at(places.next().expect("a range without an end")));
                magazine.forget_oldest(used.len());
                magazine.counters.moved_out.add(used.len() as u64);
            }
            if unused.len() > 0 {
                self.depot.free(unused);
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
            self.load(magazine, &mut near)
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
        let put = if magazine.limit() == 0 {
            let put = self.put_one(&mut near, object);
            if put.is_ok() {
                magazine.counters.depot_puts.add(1);
            }
            put
        } else {
            self.flush(magazine, &mut near);
            magazine.push(object)
        };
        magazine.put_near.store(near, Relaxed);
        if put.is_err() {
            magazine.counters.discarded_full.add(1);
        }
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
        if let Some(small) = self.small {
            return small.take(near);
        }
        let mut object = None;
        self.depot.take(near, 1, |found| object = Some(found));
        object
    }

    /// Puts an object into the depot. Gives it back if there is no room.
    pub(crate) fn put_one(self, near: &mut usize, object: Object) -> Result<(), Object> {
        if let Some(small) = self.small {
            return small.put(near, object);
        }
        match self.depot.put(near, 1, || object) {
            0 => Err(object),
            _ => Ok(()),
        }
    }

    /// Makes an object idle that does not come back but is new: where there is room in the depot, or
    /// in what the caller's magazine has reserved of it.
    pub(crate) fn stock(self, magazine: Option<&Magazine>, object: Object) -> Result<(), Object> {
        self.put_one(&mut 0, object).or_else(|object| {
            let magazine = magazine.ok_or(object)?;
            magazine.push(object)?;
            // Not pushed by a thread that returned it: the counts see it as one out of the depot.
            magazine.counters.moved_in.add(1);
            Ok(())
        })
    }

    /// Takes an idle object out that nobody gets: the one in the caller's magazine that was used
    /// longest ago, or one in the depot.
    pub(crate) fn unstock(self, magazine: Option<&Magazine>) -> Option<Object> {
        let Some(magazine) = magazine.filter(|magazine| magazine.len() > 0) else {
            return self.take_one(&mut 0);
        };
        let object = magazine.at(0);
        magazine.forget_oldest(1);
        magazine.counters.moved_out.add(1);
        Some(object)
    }

    /// Idle objects, in the depot and in all magazines. Exact while no other thread is at work,
    /// and never more than the capacity.
    pub(crate) fn len(self) -> usize {
        let shared = self.small.map_or_else(|| self.depot.len(), Small::len);
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
        let moved = self.depot.take(near, batch, |object| {
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
            .depot
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
            let claim = self.depot.reserve(&mut magazine.put_near.load(Relaxed), wanted);
            let claimed = claim.map_or(0, Claim::len);
            let unused = match claim.map(|claim| magazine.reserve(claim)) {
                Some(Ok(())) => wanted - claimed,
                Some(Err(claim)) => {
                    self.depot.free(claim);
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
        if self.small.is_some() {
            return None;
        }
        let most = self.capacity / 2;
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
            self.depot.free(claim);
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
