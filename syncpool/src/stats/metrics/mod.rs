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
//! | `syncpool_failed_total` | counter | misses whose function failed to make an object |
//! | `syncpool_returned_total` | counter | objects that came back and were kept |
//! | `syncpool_discarded_total` | counter | objects that were not kept, by the label `reason`: `full`, `unfit`, `outgrown`, `unwinding` |
//! | `syncpool_reaped_total` | counter | idle objects that an adaptive pool has dropped |
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

mod named_pools;
mod static_pools;

use std::collections::BTreeMap;
use std::sync::Arc;

use ::metrics::{Unit, counter, describe_counter, describe_gauge, gauge};

pub(crate) use self::named_pools::{publish_named, retire_named};
pub(crate) use self::static_pools::publish_static;
use crate::Stats;

/// Describes all metrics to the program's recorder: their meaning and their unit.
///
/// Call it once, after the recorder was installed.
///
/// # Examples
///
/// ```
/// use metrics_util::debugging::DebuggingRecorder;
///
/// let recorder = DebuggingRecorder::new();
/// let metrics = recorder.snapshotter();
/// recorder.install().unwrap();
/// syncpool::metrics::describe();
///
/// syncpool::pool!(static LINES: String = 64);
/// drop(LINES.get());
/// syncpool::metrics::record();
/// let found = metrics.snapshot().into_vec();
/// assert!(found.iter().all(|(_, _, description, _)| description.is_some()));
/// ```
pub fn describe() {
    let objects = Unit::Count;
    describe_counter!("syncpool_hits_total", objects, "Gets that found an idle object");
    describe_counter!("syncpool_misses_total", objects, "Gets that found no idle object");
    describe_counter!("syncpool_failed_total", objects, "Misses that failed to make an object");
    describe_counter!("syncpool_returned_total", objects, "Objects that came back and were kept");
    describe_counter!("syncpool_discarded_total", objects, "Objects that were not kept, and why");
    describe_counter!("syncpool_reaped_total", objects, "Idle objects that nobody needed");
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
/// use metrics_util::debugging::{DebugValue, DebuggingRecorder};
///
/// syncpool::pool!(static LINES: String = 64);
///
/// let recorder = DebuggingRecorder::new();
/// let metrics = recorder.snapshotter();
/// recorder.install().unwrap();
///
/// drop([LINES.get(), LINES.get(), LINES.get()]);
/// syncpool::metrics::record();
/// let found = metrics.snapshot().into_hashmap();
/// let misses = found.iter().find(|(key, _)| key.key().name() == "syncpool_misses_total").unwrap();
/// assert_eq!(misses.1.2, DebugValue::Counter(3));
/// ```
pub fn record() {
    // The recorder is the program's own code, and no lock is held when it is called.
    for (name, Sum { stats, recommended_capacity }) in collect() {
        let count =
            |metric: &'static str, value| counter!(metric, "pool" => name.clone()).absolute(value);
        count("syncpool_hits_total", stats.hits);
        count("syncpool_misses_total", stats.misses);
        count("syncpool_failed_total", stats.failed);
        count("syncpool_returned_total", stats.returned);
        count("syncpool_reaped_total", stats.reaped);
        count("syncpool_transfers_total", stats.transfers);
        let reasons = [
            ("full", stats.discarded_full),
            ("unfit", stats.discarded_unfit),
            ("outgrown", stats.discarded_outgrown),
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
        self.stats.add_counters(pool);
        self.stats.capacity += pool.capacity;
        self.stats.idle += pool.idle;
        self.stats.in_use += pool.in_use;
        self.stats.high_water += pool.high_water;
        self.recommended_capacity += pool.recommended_capacity();
    }
}

/// The sums over all pools, by their name.
type Sums = BTreeMap<Arc<str>, Sum>;

fn collect() -> Sums {
    let mut sums = Sums::new();
    named_pools::add_all(&mut sums);
    static_pools::add_all(&mut sums);
    sums
}
