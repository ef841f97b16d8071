//! What all models use: a pool's memory, its threads, and objects that notice every mistake.

#![cfg_attr(shuttle, allow(dead_code, reason = "some of it is only for loom"))]

use core::ptr;
use core::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::Mutex;

use crate::raw::depot::segments::Segment;
use crate::raw::depot::summary::Summary;
use crate::raw::depot::{Block, Depot, SLOTS, blocks_for, summaries_for};
use crate::raw::magazine::Magazine;
use crate::raw::object::Object;
use crate::raw::registry::Registry;
use crate::raw::shared_slots::{SharedSlots, shared_slots_of};
use crate::raw::slot::Slot;
use crate::raw::sync::Owned;
use crate::raw::{self, Header, Reaper, Reaping, Shared};

/// An object that notices when it has two owners, or an owner that doesn't see what the last one
/// wrote.
pub(super) struct Canary {
    /// Unknown to loom, so it tells the truth whatever the memory orderings are.
    out: AtomicBool,
    content: Owned,
}

impl Canary {
    fn of<'a>(object: Object) -> &'a Canary {
        // SAFETY: all objects of a model come from `Memory::make` and live as long as the memory.
        unsafe { object.cast().as_ref() }
    }

    /// Notes that the object has come out of the pool.
    pub(super) fn came_out(object: Object) -> Object {
        let canary = Canary::of(object);
        assert!(!canary.out.swap(true, SeqCst), "an object was handed out twice");
        canary.content.write();
        object
    }

    /// Notes that the object is about to go into the pool.
    pub(super) fn goes_in(object: Object) -> Object {
        let canary = Canary::of(object);
        canary.content.write();
        assert!(canary.out.swap(false, SeqCst), "an object was given back twice");
        object
    }

    /// Notes that the pool did not keep the object after all.
    pub(super) fn refused(object: Object) {
        assert!(!Canary::of(object).out.swap(true, SeqCst), "somebody has a refused object");
    }
}

/// Takes up to `want` objects out of a depot, from block `start` first.
pub(super) fn take(depot: Depot<'_>, mut start: usize, want: usize) -> Vec<Object> {
    let to: Vec<Slot> = (0..want).map(|_| Slot::new()).collect();
    let taken = depot.take(&mut start, &to);
    to[..taken].iter().filter_map(Slot::get).map(Canary::came_out).collect()
}

/// Puts some of `objects` into a depot, into block `start` first, and gives back the others.
pub(super) fn put(depot: Depot<'_>, mut start: usize, mut objects: Vec<Object>) -> Vec<Object> {
    let from: Vec<Slot> = objects.iter().map(|&object| Slot::of(Canary::goes_in(object))).collect();
    let refused = objects.split_off(depot.put(&mut start, &from));
    refused.iter().copied().for_each(Canary::refused);
    refused
}

/// The memory of a pool, and of all objects that were made for it.
pub(super) struct Memory {
    header: Header,
    /// Two: that there is one sweep at a time must not matter.
    reapers: [Reaper; 2],
    registry: Registry,
    blocks: Vec<Block>,
    summaries: Vec<Summary>,
    capacity: usize,
    made: Mutex<Vec<&'static Canary>>,
}

impl Memory {
    /// Calls `model` with a pool's memory. If the model fails, the memory stays: the threads that
    /// the model leaves behind still point to it.
    pub(super) fn with(capacity: usize, model: impl FnOnce(&'static Memory)) {
        let memory = Box::into_raw(Box::new(Memory {
            header: Header::new(),
            reapers: [Reaper::new(), Reaper::new()],
            registry: Registry::new(),
            blocks: (0..blocks_for(capacity)).map(|_| Block::new()).collect(),
            summaries: (0..summaries_for(capacity)).map(|_| Summary::new()).collect(),
            capacity,
            made: Mutex::default(),
        }));
        // SAFETY: the memory is freed below, when the model has joined all its threads.
        model(unsafe { &*memory });
        // SAFETY: as above; nobody has the memory or one of the objects any more.
        unsafe {
            let memory = Box::from_raw(memory);
            for canary in memory.made.lock().expect("no thread has failed").iter() {
                drop(Box::from_raw(ptr::from_ref(*canary).cast_mut()));
            }
        }
    }

    /// A new object, out of the pool.
    pub(super) fn make(&'static self) -> Object {
        let canary = Canary { out: AtomicBool::new(true), content: Owned::new() };
        canary.content.write();
        let canary = &*Box::leak(Box::new(canary));
        self.made.lock().expect("no thread has failed").push(canary);
        core::ptr::NonNull::from(canary).cast()
    }

    /// Makes `count` objects and puts them into the depot.
    pub(super) fn stock(&'static self, depot: Depot<'static>, count: usize) {
        for _ in 0..count {
            assert!(put(depot, 0, vec![self.make()]).is_empty(), "no room in a new depot");
        }
    }

    /// Checks, when all threads have ended, that `take` finds every object that is in the pool,
    /// that `put`, which makes them, then finds every slot, and that this is all. Both move some
    /// and tell how many.
    pub(super) fn settle(
        &'static self,
        capacity: usize,
        take: impl Fn() -> usize,
        put: impl Fn() -> usize,
    ) {
        let drain = || {
            let mut drained = 0;
            loop {
                match take() {
                    0 => return drained,
                    some => drained += some,
                }
            }
        };
        let made = self.made.lock().expect("no thread has failed");
        let idle = made.iter().filter(|canary| !canary.out.load(SeqCst)).count();
        drop(made);
        assert!(idle <= capacity, "more objects than the pool may keep");
        assert_eq!(drain(), idle, "an object was lost");
        let mut put_in = 0;
        loop {
            match put() {
                0 => break,
                some => put_in += some,
            }
        }
        assert_eq!(put_in, capacity, "a free slot was lost, or there is one too many");
        assert_eq!(drain(), capacity, "an object was lost from a full pool");
    }

    /// [`settle`](Self::settle) for a model that uses the depot alone.
    pub(super) fn settle_depot(&'static self) {
        self.settle_with(self.depot(), None);
    }

    /// [`settle`](Self::settle) for a model of a whole pool, whose threads have all left.
    pub(super) fn settle_pool(&'static self) {
        let shared = self.shared();
        assert_eq!(shared.quota(), 0, "room was set aside for nobody");
        for magazine in shared.magazines() {
            assert_eq!((magazine.len(), magazine.limit()), (0, 0), "a magazine was left with room");
        }
        self.settle_with(self.depot_beside_open(), Some(self.open()));
    }

    /// [`settle`](Self::settle) for a pool that has grown to `capacity`.
    pub(super) fn settle_grown(&'static self, segment: &Segment, capacity: usize) {
        let shared = self.shared().expanded(Some(segment), capacity);
        self.settle(
            capacity,
            || shared.take_one(&mut 0).map(Canary::came_out).into_iter().count(),
            || {
                let put = shared.put_one(&mut 0, Canary::goes_in(self.make()));
                usize::from(put.map_err(Canary::refused).is_ok())
            },
        );
    }

    fn settle_with(&'static self, depot: Depot<'static>, open: Option<SharedSlots<'static>>) {
        // Every search that fails has visited all blocks, and has lowered all hints.
        let known = if depot.blocks() > 1 { depot.blocks().min(SLOTS) } else { 0 };
        let hints =
            |up: fn(&Summary) -> u64| self.summaries.first().map_or(0, up) & ((1 << known) - 1);
        let take = || {
            if depot.blocks() > 0 {
                let taken = take(depot, 0, self.capacity).len();
                if taken > 0 {
                    return taken;
                }
                assert_eq!(hints(Summary::maybe_full), 0, "a hint is stuck");
            }
            open.and_then(|open| open.take(&mut 0)).map(Canary::came_out).into_iter().count()
        };
        let put = || {
            if depot.blocks() > 0 {
                let objects: Vec<_> = (0..self.capacity).map(|_| self.make()).collect();
                let put = self.capacity - put(depot, 0, objects).len();
                if put > 0 {
                    return put;
                }
                assert_eq!(hints(Summary::maybe_free), 0, "a hint is stuck");
            }
            let Some(open) = open else { return 0 };
            let put = open.put(&mut 0, Canary::goes_in(self.make()));
            usize::from(put.map_err(Canary::refused).is_ok())
        };
        self.settle(self.capacity, take, put);
    }

    pub(super) fn capacity(&self) -> usize {
        self.capacity
    }

    /// A depot of all slots, for a model without open ones.
    pub(super) fn depot(&'static self) -> Depot<'static> {
        Depot::new(&self.blocks, &self.summaries, self.capacity)
    }

    /// The depot of the whole pool.
    pub(super) fn depot_beside_open(&'static self) -> Depot<'static> {
        let (blocks, summaries) = self.beside_open();
        Depot::new(blocks, summaries, self.capacity - shared_slots_of(self.capacity))
    }

    pub(super) fn open(&'static self) -> SharedSlots<'static> {
        self.header.shared_slots(self.capacity)
    }

    fn beside_open(&'static self) -> (&'static [Block], &'static [Summary]) {
        let blocks = &self.blocks[..raw::blocks_for(self.capacity)];
        (blocks, &self.summaries[..raw::summaries_for(self.capacity)])
    }

    pub(super) fn registry(&'static self) -> &'static Registry {
        &self.registry
    }

    pub(super) fn shared(&'static self) -> Shared<'static> {
        let (blocks, summaries) = self.beside_open();
        Shared::new(&self.header, blocks, summaries, self.capacity)
    }
}

/// A thread of a pool. It does what a static pool does for a thread, without the thread-local.
pub(super) struct Worker {
    memory: &'static Memory,
    magazine: &'static Magazine,
}

impl Worker {
    pub(super) fn start(memory: &'static Memory) -> Worker {
        Worker { memory, magazine: memory.shared().register() }
    }

    /// Gets an idle object.
    pub(super) fn get(&self) -> Option<Object> {
        let (shared, magazine) = (self.memory.shared(), self.magazine);
        let start = match shared.only_shared_slots() {
            Some(open) => open.take_last(magazine),
            None => magazine.pop(),
        };
        start.or_else(|| shared.take(Some(magazine))).map(Canary::came_out)
    }

    /// Gives an object back and tells whether it was kept.
    pub(super) fn put(&self, object: Object) -> bool {
        let (shared, magazine) = (self.memory.shared(), self.magazine);
        let object = Canary::goes_in(object);
        let start = match shared.only_shared_slots() {
            Some(open) => open.put_last(magazine, object),
            None => magazine.push(object),
        };
        let kept = start.or_else(|object| shared.put(Some(magazine), object));
        kept.map_err(Canary::refused).is_ok()
    }

    /// Gives `count` new objects to the pool and tells how many it kept.
    pub(super) fn put_new(&self, count: usize) -> usize {
        (0..count).filter(|_| self.put(self.memory.make())).count()
    }

    /// Gets up to `count` objects.
    pub(super) fn get_some(&self, count: usize) -> Vec<Object> {
        (0..count).filter_map(|_| self.get()).collect()
    }

    /// Lets go of what nobody has needed since the last time, as one of two threads that may do so
    /// at once, and tells how many objects that were.
    pub(super) fn reap(&self, sweeper: usize) -> usize {
        let reaping = Reaping { reaper: &self.memory.reapers[sweeper], interval: 0 };
        let sweep = self.memory.shared().reap(reaping, self.magazine);
        let sweep = sweep.expect("an interval of no length is always over");
        sweep.map(Canary::came_out).count()
    }

    /// How many objects the thread may keep for itself.
    pub(super) fn room(&self) -> usize {
        self.magazine.limit()
    }

    pub(super) fn end(self) {
        self.memory.shared().unregister(self.magazine);
    }
}
