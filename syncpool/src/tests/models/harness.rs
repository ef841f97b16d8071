//! What all models use: the memory of a pool, its threads, and objects that detect mistakes.

#![cfg_attr(shuttle, allow(dead_code, reason = "some of it is only for loom"))]

use core::ops::Deref;
use core::ptr;
use core::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::{Arc, Mutex};

use crate::raw::depot::summary::Summary;
use crate::raw::depot::{Block, Depot, SLOTS, blocks_for, summaries_for};
use crate::raw::magazine::Magazine;
use crate::raw::object::Object;
use crate::raw::reclaim::reaper::Sweep;
use crate::raw::ref_count::RefCount;
use crate::raw::registry::Registry;
use crate::raw::shared_slots::{SharedSlots, shared_slots_of};
use crate::raw::slot::Slot;
use crate::raw::sync::Owned;
use crate::raw::{self, Header, Reaper, Reaping, Shared};

/// An object that fails when it has two owners at once, or an owner that does not see what the last one
/// wrote.
pub(super) struct Canary {
    /// Unknown to loom, so its value is right whatever memory orderings the pool uses.
    in_use: AtomicBool,
    content: Owned,
}

impl Canary {
    fn of<'a>(object: Object) -> &'a Canary {
        // SAFETY: all objects of a model come from `Memory::make` and live as long as the memory.
        unsafe { object.cast().as_ref() }
    }

    /// To be called for an object that the pool has given to the caller.
    pub(super) fn came_out(object: Object) -> Object {
        let canary = Canary::of(object);
        assert!(!canary.in_use.swap(true, SeqCst), "an object was handed out twice");
        canary.content.write();
        object
    }

    /// To be called for an object that the caller is about to give to the pool.
    pub(super) fn goes_in(object: Object) -> Object {
        let canary = Canary::of(object);
        canary.content.write();
        assert!(canary.in_use.swap(false, SeqCst), "an object was given back twice");
        object
    }

    /// To be called for an object that the pool has refused.
    pub(super) fn refused(object: Object) {
        assert!(
            !Canary::of(object).in_use.swap(true, SeqCst),
            "a refused object has another owner"
        );
    }
}

/// Takes up to `want` objects from a depot. The search begins at block `start`.
pub(super) fn take(depot: Depot<'_>, mut start: usize, want: usize) -> Vec<Object> {
    let to: Vec<Slot> = (0..want).map(|_| Slot::new()).collect();
    let taken = depot.take(&mut start, &to);
    to[..taken].iter().filter_map(Slot::get).map(Canary::came_out).collect()
}

/// Puts some of `objects` into a depot, and returns the others. The search begins at block `start`.
pub(super) fn put(depot: Depot<'_>, mut start: usize, mut objects: Vec<Object>) -> Vec<Object> {
    let from: Vec<Slot> = objects.iter().map(|&object| Slot::of(Canary::goes_in(object))).collect();
    let refused = objects.split_off(depot.put(&mut start, &from));
    refused.iter().copied().for_each(Canary::refused);
    refused
}

/// The memory of a pool and of all objects that were made for it.
pub(super) struct Memory {
    header: Header,
    /// Two, since correctness must not depend on there being one sweep at a time.
    reapers: [Reaper; 2],
    /// Whether a thread sweeps as the only one.
    is_swept: AtomicBool,
    registry: Registry,
    blocks: Vec<Block>,
    summaries: Vec<Summary>,
    /// The count of an object that threads share, and its content.
    counted: (RefCount, Owned),
    capacity: usize,
    made: Mutex<Vec<&'static Canary>>,
}

impl Memory {
    /// Calls `model` with the memory of a pool. If the model fails, the memory is leaked, since the
    /// threads that the model leaves behind still point to it.
    pub(super) fn with(capacity: usize, model: impl FnOnce(&'static Memory)) {
        let memory = Box::into_raw(Box::new(Memory {
            header: Header::new(),
            reapers: [Reaper::new(), Reaper::new()],
            is_swept: AtomicBool::new(false),
            registry: Registry::new(),
            blocks: (0..blocks_for(capacity)).map(|_| Block::new()).collect(),
            summaries: (0..summaries_for(capacity)).map(|_| Summary::new()).collect(),
            counted: (RefCount::new(), Owned::new()),
            capacity,
            made: Mutex::default(),
        }));
        // SAFETY: the memory is freed below, after the model has joined all its threads.
        model(unsafe { &*memory });
        // SAFETY: the model has joined all its threads, so no thread has the memory or an object.
        unsafe {
            let memory = Box::from_raw(memory);
            for canary in memory.made.lock().expect("no thread has failed").iter() {
                drop(Box::from_raw(ptr::from_ref(*canary).cast_mut()));
            }
        }
    }

    /// Makes an object, which is in use.
    pub(super) fn make(&'static self) -> Object {
        let canary = Canary { in_use: AtomicBool::new(true), content: Owned::new() };
        canary.content.write();
        let canary = &*Box::leak(Box::new(canary));
        self.made.lock().expect("no thread has failed").push(canary);
        core::ptr::NonNull::from(canary).cast()
    }

    /// Makes `count` objects and puts them into the depot.
    pub(super) fn stock(&'static self, depot: Depot<'static>, count: usize) {
        for _ in 0..count {
            assert!(put(depot, 0, vec![self.make()]).is_empty(), "a new depot has free slots");
        }
    }

    /// Checks a pool whose threads have all ended: `take` must find every object in the pool, and
    /// then `put` must find every slot, and neither may find more. `take` removes objects, and `put`
    /// adds new ones. Each moves one or more, and returns how many; 0 if it finds none.
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
        let idle = made.iter().filter(|canary| !canary.in_use.load(SeqCst)).count();
        drop(made);
        assert!(idle <= capacity, "the pool has more objects than slots");
        assert_eq!(drain(), idle, "an object was lost");
        let mut added = 0;
        loop {
            match put() {
                0 => break,
                some => added += some,
            }
        }
        assert_eq!(added, capacity, "a free slot was lost, or was found twice");
        assert_eq!(drain(), capacity, "an object was lost from a full pool");
    }

    /// [Settles](Self::settle) a model that uses a depot only.
    pub(super) fn settle_depot(&'static self) {
        self.settle_with(self.depot(), None);
    }

    /// [Settles](Self::settle) a model of a whole pool, whose threads have all unregistered.
    pub(super) fn settle_pool(&'static self) {
        let shared = self.shared();
        assert_eq!(shared.quota(), 0, "slots are reserved by no magazine");
        for magazine in shared.magazines() {
            assert_eq!(
                (magazine.len(), magazine.limit()),
                (0, 0),
                "a magazine was released with objects or slots"
            );
        }
        self.settle_with(self.pool_depot(), Some(self.shared_slots()));
    }

    fn settle_with(
        &'static self,
        depot: Depot<'static>,
        shared_slots: Option<SharedSlots<'static>>,
    ) {
        // Every search that fails has tried all blocks, and has cleared all summary bits.
        let blocks = if depot.blocks() > 1 { depot.blocks().min(SLOTS) } else { 0 };
        let summary_bits = |kind: fn(&Summary) -> u64| {
            self.summaries.first().map_or(0, kind) & ((1 << blocks) - 1)
        };
        let take = || {
            if depot.blocks() > 0 {
                let taken = take(depot, 0, self.capacity).len();
                if taken > 0 {
                    return taken;
                }
                assert_eq!(summary_bits(Summary::maybe_full), 0, "a summary bit stays set");
            }
            shared_slots
                .and_then(|slots| slots.take(&mut 0))
                .map(Canary::came_out)
                .into_iter()
                .count()
        };
        let put = || {
            if depot.blocks() > 0 {
                let objects: Vec<_> = (0..self.capacity).map(|_| self.make()).collect();
                let put = self.capacity - put(depot, 0, objects).len();
                if put > 0 {
                    return put;
                }
                assert_eq!(summary_bits(Summary::maybe_free), 0, "a summary bit stays set");
            }
            let Some(shared_slots) = shared_slots else { return 0 };
            let put = shared_slots.put(&mut 0, Canary::goes_in(self.make()));
            usize::from(put.map_err(Canary::refused).is_ok())
        };
        self.settle(self.capacity, take, put);
    }

    pub(super) fn capacity(&self) -> usize {
        self.capacity
    }

    /// A depot that has all slots, for a model without shared slots.
    pub(super) fn depot(&'static self) -> Depot<'static> {
        Depot::new(&self.blocks, &self.summaries, self.capacity)
    }

    /// The depot of the whole pool, which has all but the shared slots.
    pub(super) fn pool_depot(&'static self) -> Depot<'static> {
        let (blocks, summaries) = self.pool_blocks();
        Depot::new(blocks, summaries, self.capacity - shared_slots_of(self.capacity))
    }

    /// The shared slots of the whole pool.
    pub(super) fn shared_slots(&'static self) -> SharedSlots<'static> {
        self.header.shared_slots(self.capacity)
    }

    fn pool_blocks(&'static self) -> (&'static [Block], &'static [Summary]) {
        let blocks = &self.blocks[..raw::blocks_for(self.capacity)];
        (blocks, &self.summaries[..raw::summaries_for(self.capacity)])
    }

    /// The count and the content of an object beside the pool.
    pub(super) fn counted(&'static self) -> (&'static RefCount, &'static Owned) {
        (&self.counted.0, &self.counted.1)
    }

    /// A registry beside the pool, for a model without the rest.
    pub(super) fn registry(&'static self) -> &'static Registry {
        &self.registry
    }

    /// The whole pool.
    pub(super) fn shared(&'static self) -> Shared<'static> {
        let (blocks, summaries) = self.pool_blocks();
        Shared::new(&self.header, blocks, summaries, self.capacity)
    }
}

/// A thread of a pool. It does what a static pool does for a thread, without a thread-local.
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
        let fast = match shared.only_shared_slots() {
            Some(slots) => slots.take_last(magazine),
            None => magazine.pop(),
        };
        fast.or_else(|| shared.take(Some(magazine))).map(Canary::came_out)
    }

    /// Returns an object to the pool, and tells whether it was kept.
    pub(super) fn put(&self, object: Object) -> bool {
        let (shared, magazine) = (self.memory.shared(), self.magazine);
        let object = Canary::goes_in(object);
        let fast = match shared.only_shared_slots() {
            Some(slots) => slots.put_last(magazine, object),
            None => magazine.push(object),
        };
        let kept = fast.or_else(|object| shared.put(Some(magazine), object));
        kept.map_err(Canary::refused).is_ok()
    }

    /// Gives `count` new objects to the pool, and returns how many it kept.
    pub(super) fn put_new(&self, count: usize) -> usize {
        (0..count).filter(|_| self.put(self.memory.make())).count()
    }

    /// Gets up to `count` objects.
    pub(super) fn get_some(&self, count: usize) -> Vec<Object> {
        (0..count).filter_map(|_| self.get()).collect()
    }

    /// Removes the objects that no thread has needed since the last call, and returns their number. Two
    /// threads may do this at once: one as sweeper 0, the other as sweeper 1.
    pub(super) fn reap(&self, sweeper: usize) -> usize {
        let sweep = self.sweep(sweeper).expect("an interval of length 0 is always over");
        sweep.map(Canary::came_out).count()
    }

    /// The same, of at most `most` objects, and as the only thread that sweeps: `None` if another one does.
    pub(super) fn reap_alone(&self, most: usize) -> Option<usize> {
        let mut sweep = self.sweep(0)?;
        assert!(!self.memory.is_swept.swap(true, SeqCst), "two threads sweep at once");
        let reaped = sweep.by_ref().take(most).map(Canary::came_out).count();
        self.memory.is_swept.store(false, SeqCst);
        Some(reaped)
    }

    fn sweep(&self, sweeper: usize) -> Option<Sweep<'static>> {
        let reaping = Reaping { reaper: &self.memory.reapers[sweeper], interval: 0 };
        // The models have no clock: a poll is always due.
        self.magazine.ticker.poll_next();
        self.memory.shared().reap(reaping, Some(self.magazine))
    }

    /// Puts a new object into the pool, as a refill does, and tells whether it was kept.
    pub(super) fn refill(&self) -> bool {
        let object = Canary::goes_in(self.memory.make());
        let inserted = self.memory.shared().insert_new(Some(self.magazine), object);
        inserted.map_err(Canary::refused).is_ok()
    }

    /// Removes an idle object, as a trim does.
    pub(super) fn trim(&self) -> Option<Object> {
        self.memory.shared().remove_idle(Some(self.magazine)).map(Canary::came_out)
    }

    /// The number of slots that the thread has reserved.
    pub(super) fn limit(&self) -> usize {
        self.magazine.limit()
    }

    pub(super) fn end(self) {
        self.memory.shared().unregister(self.magazine);
    }
}

/// What the threads of a model share beside the memory. It stays if the model fails: it can't be dropped without
/// loom.
pub(super) struct Kept<T>(Option<Arc<T>>);

impl<T> Kept<T> {
    pub(super) fn new(content: T) -> Self {
        Kept(Some(Arc::new(content)))
    }
}

impl<T> Clone for Kept<T> {
    fn clone(&self) -> Self {
        Kept(self.0.clone())
    }
}

impl<T> Deref for Kept<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.0.as_ref().expect("only a drop takes it")
    }
}

impl<T> Drop for Kept<T> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            std::mem::forget(self.0.take());
        }
    }
}
