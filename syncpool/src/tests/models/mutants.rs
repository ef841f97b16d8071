//! Every operation of the core, spoilt in every way: some model notices, or a reason is given.
//!
//! A mutant that nothing notices is either an ordering, a write or an atomicity that the core
//! doesn't need, or a hole in the models.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::thread;

use super::explore::{Model, PREEMPTIONS};
use super::{depot, inner, registry, shared_slots, summary, whole_pool};
use crate::raw::sync::spoilt::{Mutant, observe};

/// Where a search starts, how large a batch is, and how often a thread asks for quota.
const SPEED: &str = "it decides how fast the pool is, not what is found";

/// Operations that may be spoilt in any way, and why.
const EXCUSED: &[(&str, &str, &str)] = &[
    ("raw/mod.rs", "magazine.last_", SPEED),
    ("transfer.rs", "magazine.last_", SPEED),
    ("raw/mod.rs", "quota_backoff.store(", SPEED),
    ("quota.rs", "quota_backoff.store(", SPEED),
    ("transfer.rs", "flushed_last.store(", SPEED),
    ("raw/mod.rs", "header.threads.", SPEED),
    ("magazine.rs", "wrapping_sub(POP.wrapping_add(1))", "it corrects a statistic"),
    ("magazine.rs", "entry.mask.store(0", "the mask is 0: `unreserve` has left it so"),
];

fn excuse(mutant: &Mutant) -> Option<usize> {
    EXCUSED
        .iter()
        .position(|(file, code, _)| mutant.file.ends_with(file) && mutant.code().contains(code))
}

/// Calls `work` with each of `items`, on as many threads as there are processors.
fn in_parallel<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let results = Mutex::new(Vec::new());
    let worker = || {
        while let Some(item) = items.get(next.fetch_add(1, Relaxed)) {
            let result = work(item);
            results.lock().expect("no worker fails with it").push(result);
        }
    };
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(2, usize::from) {
            scope.spawn(worker);
        }
    });
    results.into_inner().expect("all workers are done")
}

#[test]
fn every_mutant_is_noticed() {
    let models: Vec<Model> = [
        depot::MODELS,
        summary::MODELS,
        shared_slots::MODELS,
        registry::MODELS,
        whole_pool::MODELS,
        inner::MODELS,
    ]
    .concat();
    // Which models execute an operation is clear from fewer interleavings.
    let mut seen = in_parallel(&models, |model| {
        let mut cost = 0;
        let mutants = observe(|| cost = model.explore(1));
        (cost, *model, mutants)
    });
    seen.sort_by_key(|(cost, ..)| *cost);
    let mut noticing = BTreeMap::<Mutant, Vec<Model>>::new();
    for (_, model, mutants) in seen {
        mutants.into_iter().for_each(|mutant| noticing.entry(mutant).or_default().push(model));
    }
    let excuses: BTreeSet<usize> = noticing.keys().filter_map(excuse).collect();
    assert_eq!(excuses.len(), EXCUSED.len(), "an excuse is out of date");
    let all = noticing.len();
    let judged: Vec<_> =
        noticing.into_iter().filter(|(mutant, _)| excuse(mutant).is_none()).collect();
    let missed = in_parallel(&judged, |(mutant, models)| {
        // Most mutants show in an early interleaving of a model with few.
        let noticed = |bound| models.iter().any(|model| model.notices(*mutant, bound));
        (!(1..PREEMPTIONS).any(noticed)).then(|| mutant.to_string())
    });
    let missed: Vec<String> = missed.into_iter().flatten().collect();
    assert!(missed.is_empty(), "no model notices\n{}", missed.join("\n"));
    println!("mutants: {} of {all} noticed, {} excused", judged.len(), all - judged.len());
}
