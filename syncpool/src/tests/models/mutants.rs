//! Spoils every operation of the raw pool that the models execute, in every way that suits it. For each
//! mutant, a model must fail, or a reason is given why none does.
//!
//! A mutant that no model notices shows an ordering, a write or an atomicity that the raw pool does not
//! need, or a gap in the models.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::thread;

use super::explore::{Model, PREEMPTIONS};
use super::{
    depot, hooks, inner, permits, ref_count, registry, shared_slots, summary, sync_pool, whole_pool,
};
use crate::raw::sync::spoilt::{Mutant, observe};

/// For operations that choose where a search begins, how large a batch is, and how often a thread
/// asks for quota.
const SPEED: &str = "it decides how fast a search is, not what it finds";

/// Operations that may be spoilt in any way: the file, a part of the source line, and the reason.
const EXCUSED: &[(&str, &str, &str)] = &[
    ("raw/mod.rs", "magazine.last_", SPEED),
    ("transfer.rs", "magazine.last_", SPEED),
    ("raw/mod.rs", "quota_backoff.store(", SPEED),
    ("quota.rs", "quota_backoff.store(", SPEED),
    ("transfer.rs", "flushed_last.store(", SPEED),
    ("raw/mod.rs", "header.threads.", SPEED),
    ("magazine/mod.rs", "wrapping_sub(POP.wrapping_add(1))", "it only corrects a statistic"),
    ("claims.rs", "entry.mask.store(0", "`unreserve` has left the mask at 0"),
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
            results.lock().expect("no worker panics under the lock").push(result);
        }
    };
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(2, usize::from) {
            scope.spawn(worker);
        }
    });
    results.into_inner().expect("no worker panics under the lock")
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
        permits::MODELS,
        ref_count::MODELS,
        hooks::MODELS,
        sync_pool::MODELS,
    ]
    .concat();
    // A few interleavings show which operations a model executes.
    let mut seen = in_parallel(&models, |model| {
        let mut cost = 0;
        let mutants = observe(|| cost = model.explore(1));
        (cost, *model, mutants)
    });
    seen.sort_by_key(|(cost, ..)| *cost);
    let mut candidates = BTreeMap::<Mutant, Vec<Model>>::new();
    for (_, model, mutants) in seen {
        mutants.into_iter().for_each(|mutant| candidates.entry(mutant).or_default().push(model));
    }
    let excuses: BTreeSet<usize> = candidates.keys().filter_map(excuse).collect();
    assert_eq!(excuses.len(), EXCUSED.len(), "an excuse is out of date");
    let all = candidates.len();
    let mutants: Vec<_> =
        candidates.into_iter().filter(|(mutant, _)| excuse(mutant).is_none()).collect();
    let missed = in_parallel(&mutants, |(mutant, models)| {
        // Most mutants make a small model fail in an early interleaving.
        let noticed = |bound| models.iter().any(|model| model.notices(*mutant, bound));
        (!(1..PREEMPTIONS).any(noticed)).then(|| mutant.to_string())
    });
    let missed: Vec<String> = missed.into_iter().flatten().collect();
    assert!(missed.is_empty(), "no model notices\n{}", missed.join("\n"));
    println!("mutants: {} of {all} noticed, {} excused", mutants.len(), all - mutants.len());
}
