//! Every pool's counters, for the [`metrics`](https://docs.rs/metrics) crate. Needs the feature
//! `metrics024`.
//!
//! No pool has to be declared. A static pool has metrics from the first time that a thread gets an
//! object from it or gives one back. A run-time pool has metrics from the start if the builder gave it
//! a [name](crate::SyncPoolBuilder::name), and none otherwise. Call [`record`] before each scrape, or
//! every few seconds. Between the calls the pools do no work for the metrics.
//!
//! Each metric has the label `pool`: the name of the static, or of the run-time pool. The values of pools
//! with the same name are added up. Counters include the pools that were dropped.
//!
//! | metric | kind | meaning |
//! | --- | --- | --- |
//! | `syncpool_hits_total` | counter | gets that found an idle object |
//! | `syncpool_misses_total` | counter | gets that made an object |
//! | `syncpool_returned_total` | counter | objects that came back and were kept |
//! | `syncpool_discarded_total` | counter | objects that were not kept, by the label `reason`: `full`, `unfit`, `unwinding` |
//! | `syncpool_transfers_total` | counter | times that a thread moved objects between its magazine and the depot |
//! | `syncpool_capacity` | gauge | the most idle objects that the pool keeps |
//! | `syncpool_idle` | gauge | idle objects |
//! | `syncpool_in_use` | gauge | objects in use |
//! | `syncpool_high_water` | gauge | the most objects that were ever in use at once |
//! | `syncpool_recommended_capacity` | gauge | [`Stats::recommended_capacity`] |
//!
//! [`Stats`] explains each of the numbers.
//!
//! # Examples
//!
//! ```
//! syncpool::pool!(static LINES: String = 64);
//!
//! // Once, after the program has installed its recorder.
//! syncpool::metrics::describe();
//!
//! drop(LINES.get());
//! // Before each scrape.
//! syncpool::metrics::record();
//! ```
//!
//! The project's example `prometheus` is a whole program.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use ::metrics::{Unit, counter, describe_counter, describe_gauge, gauge};

use crate::Stats;
use crate::raw::sync::link::{Link, List, Node};

/// Describes all metrics to the program's recorder: their meaning and their unit.
///
/// Call it once, after the recorder was installed.
///
/// # Examples
///
/// ```
/// syncpool::metrics::describe();
/// ```
pub fn describe() {
    let objects = Unit::Count;
    describe_counter!("syncpool_hits_total", objects, "Gets that found an idle object");
    describe_counter!("syncpool_misses_total", objects, "Gets that found no idle object");
    describe_counter!("syncpool_returned_total", objects, "Objects that came back and were kept");
    describe_counter!("syncpool_discarded_total", objects, "Objects that were not kept, and why");
    describe_counter!("syncpool_transfers_total", objects, "Transfers of a thread with the depot");
    describe_gauge!("syncpool_capacity", objects, "The most idle objects that the pool keeps");
    describe_gauge!("syncpool_idle", objects, "Idle objects");
    describe_gauge!("syncpool_in_use", objects, "Objects in use");
    describe_gauge!("syncpool_high_water", objects, "The most objects in use at once");
    describe_gauge!("syncpool_recommended_capacity", objects, "The capacity that would be enough");
}

/// Gives the counters of all pools to the recorder.
///
/// The recorder is the thread's local one if there is one, otherwise the program's. `record` reads memory
/// of each thread that uses a pool, so it is for a monitor, not for a hot loop.
///
/// # Examples
///
/// ```
/// syncpool::metrics::record();
/// ```
pub fn record() {
    // The recorder is the program's own code, and no lock is held when it is called.
    for (name, Sum { stats, recommended_capacity }) in collect() {
        let count =
            |metric: &'static str, value| counter!(metric, "pool" => name.clone()).absolute(value);
        count("syncpool_hits_total", stats.hits);
        count("syncpool_misses_total", stats.misses);
        count("syncpool_returned_total", stats.returned);
        count("syncpool_transfers_total", stats.transfers);
        let reasons = [
            ("full", stats.discarded_full),
            ("unfit", stats.discarded_unfit),
            ("unwinding", stats.discarded_unwinding),
        ];
        for (reason, value) in reasons {
            let labels = [("pool", name.clone()), ("reason", Arc::from(reason))];
            counter!("syncpool_discarded_total", &labels).absolute(value);
        }
        let show = |metric: &'static str, value: usize| {
            gauge!(metric, "pool" => name.clone()).set(value as f64);
        };
        show("syncpool_capacity", stats.capacity);
        show("syncpool_idle", stats.idle);
        show("syncpool_in_use", stats.in_use);
        show("syncpool_high_water", stats.high_water);
        show("syncpool_recommended_capacity", recommended_capacity);
    }
}

/// The sums over the pools of one name.
#[derive(Default)]
struct Sum {
    stats: Stats,
    recommended_capacity: usize,
}

impl Sum {
    /// Adds a pool that exists.
    fn add(&mut self, pool: &Stats) {
        self.add_past(pool);
        self.stats.capacity += pool.capacity;
        self.stats.idle += pool.idle;
        self.stats.in_use += pool.in_use;
        self.stats.high_water += pool.high_water;
        self.recommended_capacity += pool.recommended_capacity();
    }

    /// Adds the counters of a pool that was dropped. They stay in the sum because a counter never falls.
    fn add_past(&mut self, pool: &Stats) {
        self.stats.hits += pool.hits;
        self.stats.misses += pool.misses;
        self.stats.returned += pool.returned;
        self.stats.discarded_full += pool.discarded_full;
        self.stats.discarded_unfit += pool.discarded_unfit;
        self.stats.discarded_unwinding += pool.discarded_unwinding;
        self.stats.transfers += pool.transfers;
    }
}

fn collect() -> BTreeMap<Arc<str>, Sum> {
    let mut sums = BTreeMap::<Arc<str>, Sum>::new();
    for (name, family) in named().iter() {
        let sum = sums.entry(Arc::clone(name)).or_default();
        sum.add_past(&family.past);
        family.pools.iter().filter_map(|pool| (pool.stats)()).for_each(|stats| sum.add(&stats));
    }
    for node in STATICS.iter() {
        sums.entry(Arc::from(node.name)).or_default().add(&(node.stats)());
    }
    sums
}

/// An entry in the list of all static pools that were used.
struct Static {
    /// The address of the pool, which identifies it.
    address: usize,
    name: &'static str,
    stats: fn() -> Stats,
    next: Link<Static>,
}

impl Node for Static {
    fn next(&self) -> &Link<Static> {
        &self.next
    }
}

static STATICS: List<Static> = List::new();

/// Adds the static pool at `address` to the list, unless the list has it. Takes no lock, since the
/// program's allocator may use a pool itself.
pub(crate) fn publish_static(address: usize, name: &'static str, stats: fn() -> Stats) {
    let mut link = &*STATICS;
    loop {
        let node = link.get_or_publish(|| Static { address, name, stats, next: Link::new() });
        if node.address == address {
            return;
        }
        link = &node.next;
    }
}

/// The run-time pools of a name.
#[derive(Default)]
struct Family {
    pools: Vec<Named>,
    /// The counters of the pools that were dropped.
    past: Stats,
}

/// A run-time pool that has a name.
struct Named {
    /// The address of the pool's memory, which identifies it.
    address: usize,
    /// Makes a snapshot, unless the pool was dropped.
    stats: Box<dyn Fn() -> Option<Stats> + Send>,
}

static NAMED: Mutex<BTreeMap<Arc<str>, Family>> = Mutex::new(BTreeMap::new());

fn named() -> MutexGuard<'static, BTreeMap<Arc<str>, Family>> {
    NAMED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Adds the run-time pool whose memory is at `address` to the pools of its name.
pub(crate) fn publish_named(
    name: &Arc<str>,
    address: usize,
    stats: impl Fn() -> Option<Stats> + Send + 'static,
) {
    named()
        .entry(Arc::clone(name))
        .or_default()
        .pools
        .push(Named { address, stats: Box::new(stats) });
}

/// Removes the run-time pool whose memory is at `address`, which is being dropped, and keeps its counters.
pub(crate) fn retire_named(name: &Arc<str>, address: usize, stats: &Stats) {
    let mut named = named();
    let Some(family) = named.get_mut(name) else { return };
    // From the end, because pools are often dropped in the opposite order of their making.
    if let Some(place) = family.pools.iter().rposition(|pool| pool.address == address) {
        family.pools.swap_remove(place);
        let mut past = Sum { stats: family.past, recommended_capacity: 0 };
        past.add_past(stats);
        family.past = past.stats;
    }
}
