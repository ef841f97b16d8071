//! Every operation of the core, spoilt in every way: some model notices, or a reason is given.
//!
//! A mutant that nothing notices is either an ordering, a write or an atomicity that the core
//! doesn't need, or a hole in the models.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::thread;

use super::atomics::{Mutant, observe};
use super::explore::{Model, PREEMPTIONS};
use super::{commons, depot, hint, open, rack, run_time};

/// Operations that may be spoilt, in any way, and why.
const EXCUSED: &[(&str, &str, &str)] = &[
    ("commons.rs", "_near.store(", "where a search starts decides how fast it is"),
    ("commons/exchange.rs", "_near.store(", "where a search starts decides how fast it is"),
    ("commons.rs", "patience.store(", "how often a thread tries to grow decides how fast it is"),
    (
        "commons/room.rs",
        "patience.store(",
        "how often a thread tries to grow decides how fast it is",
    ),
    ("commons/exchange.rs", "flushed_last.store(", "the size of a batch decides how fast it is"),
    ("expansion.rs", "while let Some(segment) = end.get()", "the lock orders it"),
    ("expansion.rs", "if end.get().is_none()", "the lock orders it"),
    ("magazine.rs", "wrapping_sub(POP.wrapping_add(1))", "it corrects a statistic"),
    ("magazine.rs", "entry.mask.store(0", "the mask is 0: `unreserve` has left it so"),
    ("commons.rs", "registry.threads.", "it says where a new thread starts to look"),
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
        hint::MODELS,
        open::MODELS,
        rack::MODELS,
        commons::MODELS,
        run_time::MODELS,
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
