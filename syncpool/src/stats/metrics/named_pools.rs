//! The run-time pools that have metrics: those that have a name.
//!
//! They are in shards, each under a lock. Usually there is one shard. A thread that adds a pool never waits: if
//! a shard is locked, it uses the next one, and makes it if need be. A thread that reads a shard or removes a
//! pool from it waits until it has the lock, unless the thread that has it is gone: because the process was
//! forked meanwhile. Then the child of the fork publishes no metrics of the pools in that shard.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::Sums;
use crate::Stats;
use crate::raw::sync::link::{Link, List, Node};
use crate::raw::sync::process::{MOST_WAITS, this_process, wait};
use crate::raw::sync::{Acquire, AtomicU32, Relaxed, Release};

/// A run-time pool that has a name.
struct Named {
    /// The address of the pool's memory, which identifies it.
    address: usize,
    /// Makes a snapshot, unless the pool was dropped.
    stats: Box<dyn Fn() -> Option<Stats> + Send>,
}

/// The pools of a name.
#[derive(Default)]
struct Family {
    pools: Vec<Named>,
    /// The counters of the pools that were dropped.
    past: Stats,
}

type Families = BTreeMap<Arc<str>, Family>;

struct Shard {
    /// The process of the thread that uses `families`, or 0. This is the lock: the mutex beside it is then free.
    holder: AtomicU32,
    families: Mutex<Families>,
    next: Link<Shard>,
}

impl Node for Shard {
    fn next(&self) -> &Link<Shard> {
        &self.next
    }
}

static SHARDS: List<Shard> = List::new();

impl Shard {
    fn new() -> Self {
        Shard { holder: AtomicU32::new(0), families: Mutex::default(), next: Link::new() }
    }

    /// Takes the lock, or returns the process of the thread that has it.
    fn try_lock(&self) -> Result<Locked<'_>, u32> {
        // Acquire: pairs with the Release in `Unlock::drop`: the mutex is free.
        self.holder.compare_exchange(0, this_process(), Acquire, Relaxed)?;
        let unlock = Unlock(&self.holder);
        // No code here panics between two steps of a change.
        let families = self.families.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(Locked { families, _unlock: unlock })
    }

    /// Waits for the lock, unless the thread that has it is gone.
    fn lock(&self) -> Option<Locked<'_>> {
        for waits in 0..MOST_WAITS {
            match self.try_lock() {
                Ok(locked) => return Some(locked),
                Err(process) if process == this_process() => wait(waits),
                Err(_) => return None,
            }
        }
        None
    }
}

/// The pools of a shard whose lock this thread has.
struct Locked<'a> {
    families: MutexGuard<'a, Families>,
    /// Dropped last.
    _unlock: Unlock<'a>,
}

struct Unlock<'a>(&'a AtomicU32);

impl Drop for Unlock<'_> {
    fn drop(&mut self) {
        // Release: pairs with the Acquire in `Shard::try_lock`.
        self.0.store(0, Release);
    }
}

/// Adds the run-time pool whose memory is at `address` to the pools of its name.
pub(crate) fn publish_named(
    name: &Arc<str>,
    address: usize,
    stats: impl Fn() -> Option<Stats> + Send + 'static,
) {
    let mut link = &*SHARDS;
    let mut locked = loop {
        let shard = link.get_or_publish(Shard::new);
        match shard.try_lock() {
            Ok(locked) => break locked,
            Err(_) => link = &shard.next,
        }
    };
    let family = locked.families.entry(Arc::clone(name)).or_default();
    family.pools.push(Named { address, stats: Box::new(stats) });
}

/// Removes the run-time pool whose memory is at `address`, which is being dropped, and keeps its counters.
pub(crate) fn retire_named(name: &Arc<str>, address: usize, stats: &Stats) {
    for shard in SHARDS.iter() {
        let Some(mut locked) = shard.lock() else { continue };
        let Some(family) = locked.families.get_mut(name) else { continue };
        // From the end, because pools are often dropped in the opposite order of their making.
        if let Some(place) = family.pools.iter().rposition(|pool| pool.address == address) {
            family.past.add_counters(stats);
            let retired = family.pools.swap_remove(place);
            // To free memory may use a pool: the program's allocator may have one.
            drop(locked);
            drop(retired);
            return;
        }
    }
}

/// Adds the counters of all pools that have a name.
pub(super) fn add_all(sums: &mut Sums) {
    for locked in SHARDS.iter().filter_map(Shard::lock) {
        for (name, family) in locked.families.iter() {
            let sum = sums.entry(Arc::clone(name)).or_default();
            // They stay in the sum, because a counter never falls.
            sum.stats.add_counters(&family.past);
            family.pools.iter().filter_map(|pool| (pool.stats)()).for_each(|stats| sum.add(&stats));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;
    use std::thread;
    use std::time::Duration;

    use super::*;

    /// A test that has it is alone: the others ask all pools for their counters, too.
    static ALONE: Mutex<()> = Mutex::new(());

    fn alone() -> MutexGuard<'static, ()> {
        ALONE.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The hits of all pools of the name.
    fn hits(name: &Arc<str>) -> Option<u64> {
        let mut sums = Sums::default();
        add_all(&mut sums);
        sums.get(name).map(|sum| sum.stats.hits)
    }

    /// The lock of the first shard is held while the counters of its pools are asked for.
    #[test]
    fn a_pool_that_is_published_under_the_lock_is_in_another_shard() {
        let _alone = alone();
        let [outer, inner] = ["outer", "inner"].map(Arc::<str>::from);
        let place = Box::new([0_u8; 2]);
        let [first, second] = [&place[0], &place[1]].map(|place| std::ptr::from_ref(place).addr());
        let published = Arc::clone(&inner);
        publish_named(&outer, first, move || {
            let stats = || Some(Stats { hits: 5, ..Stats::default() });
            publish_named(&published, second, stats);
            None
        });
        assert_eq!(hits(&outer), Some(0));
        retire_named(&outer, first, &Stats::default());
        assert_eq!(hits(&inner), Some(5));
        retire_named(&inner, second, &Stats { hits: 7, ..Stats::default() });
        assert_eq!(hits(&inner), Some(7), "the counters of a pool outlive it");
    }

    #[test]
    fn a_pool_that_is_dropped_waits_for_the_lock() {
        let _alone = alone();
        let name: Arc<str> = "dropped".into();
        let place = Box::new(0_u8);
        let address = std::ptr::from_ref(&*place).addr();
        let retired = Arc::clone(&name);
        let (thread, threads) = mpsc::channel();
        publish_named(&name, address, move || {
            let retired = Arc::clone(&retired);
            let stats = Stats { hits: 7, ..Stats::default() };
            let (started, is_started) = mpsc::channel();
            let retires = thread::spawn(move || {
                started.send(()).unwrap();
                retire_named(&retired, address, &stats);
            });
            is_started.recv().unwrap();
            thread::sleep(Duration::from_millis(20)); // likely long enough for it to find the lock taken
            thread.send(retires).unwrap();
            None
        });
        assert_eq!(hits(&name), Some(0));
        threads.recv().unwrap().join().unwrap();
        assert_eq!(hits(&name), Some(7));
    }
}
