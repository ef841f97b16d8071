//! The metrics that the feature `metrics024` publishes.

use std::collections::BTreeMap;
use std::thread;

use metrics_util::MetricKind;
use metrics_util::debugging::{DebugValue, DebuggingRecorder, Snapshotter};
use syncpool::prelude::*;

/// All values that one call of `record` gives to a recorder, by kind, metric and labels.
fn recorded() -> BTreeMap<(MetricKind, String, String), f64> {
    let recorder = DebuggingRecorder::new();
    metrics::with_local_recorder(&recorder, syncpool::metrics::record);
    values(&recorder.snapshotter())
}

fn values(snapshotter: &Snapshotter) -> BTreeMap<(MetricKind, String, String), f64> {
    let values = snapshotter.snapshot().into_vec().into_iter().map(|(key, _, _, value)| {
        let labels: Vec<_> = key.key().labels().map(|label| label.value().to_owned()).collect();
        let value = match value {
            DebugValue::Counter(count) => count as f64,
            DebugValue::Gauge(value) => value.into_inner(),
            DebugValue::Histogram(_) => panic!("there is no histogram"),
        };
        ((key.kind(), key.key().name().to_owned(), labels.join(" ")), value)
    });
    values.collect()
}

/// The places of two counters in the result of [`of`].
const OUTGROWN: usize = 6;
const REAPED: usize = 8;

/// The counters of a pool, then its gauges.
#[track_caller]
fn of(pool: &str) -> ([u64; 10], [u64; 5]) {
    let recorded = recorded();
    let value = |kind, metric: &str, labels: &str| {
        let key = (kind, format!("syncpool_{metric}"), labels.to_owned());
        *recorded.get(&key).unwrap_or_else(|| panic!("no {key:?} in {recorded:#?}")) as u64
    };
    let count = |metric| value(MetricKind::Counter, metric, pool);
    let discarded =
        |reason| value(MetricKind::Counter, "discarded_total", &format!("{pool} {reason}"));
    let gauge = |metric| value(MetricKind::Gauge, metric, pool);
    (
        [
            count("hits_total"),
            count("misses_total"),
            count("failed_total"),
            count("returned_total"),
            discarded("full"),
            discarded("unfit"),
            discarded("outgrown"),
            discarded("unwinding"),
            count("reaped_total"),
            count("transfers_total"),
        ],
        ["capacity", "idle", "in_use", "high_water", "recommended_capacity"].map(gauge),
    )
}

fn names() -> Vec<String> {
    let recorded = recorded();
    let capacity = |(_, metric, _): &&(_, String, _)| metric == "syncpool_capacity";
    recorded.keys().filter(capacity).map(|(_, _, pool)| pool.clone()).collect()
}

#[test]
fn a_static_pool_is_published_when_it_is_used() {
    pool!(static PUBLISHED: Vec<u8> = 4);
    pool!(static UNUSED: Vec<u8> = 4);
    assert!(!names().contains(&"PUBLISHED".to_owned()));

    drop((0..6).map(|_| PUBLISHED.get()).collect::<Vec<_>>());
    let held = PUBLISHED.get();
    assert_eq!(of("PUBLISHED"), ([1, 6, 0, 4, 2, 0, 0, 0, 0, 0], [4, 3, 1, 6, 4]));
    drop(held);
    // Another thread that uses it does not publish it again.
    thread::spawn(|| drop(PUBLISHED.get())).join().unwrap();
    assert_eq!(of("PUBLISHED"), ([2, 6, 0, 6, 2, 0, 0, 0, 0, 0], [4, 4, 0, 6, 4]));
    assert!(!names().contains(&"UNUSED".to_owned()));
    assert_eq!(UNUSED.len(), 0);
}

#[test]
fn pools_that_are_used_first_by_many_threads_are_published_once() {
    macro_rules! pools {
        ($($name:ident)+) => {
            pool!($(static $name: Vec<u8> = 100;)+);
            thread::scope(|scope| {
                for _ in 0..8 {
                    scope.spawn(|| { $(drop($name.get());)+ });
                }
            });
            $(assert_eq!(of(stringify!($name)).1[0], 100);)+
        };
    }
    pools!(FIRST SECOND THIRD FOURTH FIFTH);
}

#[test]
fn a_run_time_pool_is_published_by_its_name() {
    let unnamed = SyncPool::<Vec<u8>>::with_size(77);
    let pool = SyncPool::<Vec<u8>>::builder().name("run time").capacity(50).build();
    drop(pool.get());
    assert_eq!(of("run time"), ([0, 1, 0, 1, 0, 0, 0, 0, 0, 0], [50, 1, 0, 1, 50]));
    pool.allow_expansion(true).expand(10);
    assert_eq!(of("run time").1[0], 60);
    assert!(!recorded().values().any(|&value| value == 77.0), "it has no name");
    drop(unnamed);
}

#[test]
fn pools_of_one_name_are_added_up_and_their_counts_outlive_them() {
    let family = || SyncPool::<Vec<u8>>::builder().name("family").capacity(10).build();
    let (first, second) = (family(), family());
    drop([first.get(), first.get()]);
    let held = second.get();
    assert_eq!(of("family"), ([0, 3, 0, 2, 0, 0, 0, 0, 0, 0], [20, 2, 1, 3, 20]));
    drop(held);
    drop(first);
    assert_eq!(of("family"), ([0, 3, 0, 3, 0, 0, 0, 0, 0, 0], [10, 1, 0, 1, 10]));
    drop(second);
    assert_eq!(of("family"), ([0, 3, 0, 3, 0, 0, 0, 0, 0, 0], [0; 5]));
    let third = family();
    drop(third.get());
    assert!(third.get_or_try(|| Err(())).is_ok(), "one is idle");
    drop(third.take());
    assert!(third.get_or_try(|| Err(())).is_err());
    drop(third);
    assert_eq!(of("family"), ([2, 5, 1, 5, 0, 0, 0, 0, 0, 0], [0; 5]));
}

/// 1 MiB is far more than what the objects before it have used, and than the interval after needs.
#[test]
fn what_an_adaptive_pool_lets_go_of_is_published() {
    let interval = std::time::Duration::from_millis(20);
    let pool =
        SyncPool::<Vec<u8>>::builder().name("adaptive").capacity(50).adaptive_every(interval);
    let pool = pool.build();
    pool.refill(3);
    let is_published = |metric: usize| {
        let begun = std::time::Instant::now();
        while of("adaptive").0[metric] == 0 {
            assert!(begun.elapsed().as_secs() < 60, "{}", pool.stats());
            thread::sleep(interval);
            drop(pool.get());
            drop(pool.put(Box::new(Vec::with_capacity(1 << 20))));
        }
    };
    [OUTGROWN, REAPED].into_iter().for_each(is_published);
    let published = of("adaptive").0;
    let stats = pool.stats();
    assert_eq!((published[OUTGROWN], published[REAPED]), (stats.discarded_outgrown, stats.reaped));
    drop(pool);
    assert_eq!(of("adaptive").0, published);
}

#[test]
fn every_metric_is_described() {
    let recorder = DebuggingRecorder::new();
    pool!(static DESCRIBED: Vec<u8> = 4);
    drop(DESCRIBED.get());
    metrics::with_local_recorder(&recorder, || {
        syncpool::metrics::describe();
        syncpool::metrics::record();
    });
    let snapshot = recorder.snapshotter().snapshot().into_vec();
    assert!(snapshot.len() >= 14);
    for (key, unit, description, _) in snapshot {
        assert!(unit.is_some() && description.is_some(), "{key:?} is not described");
    }
}
