//! Runs a model, unchanged or with one operation spoilt.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::panic::{self, AssertUnwindSafe};
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::sync::{Arc, Once};
use std::time::Instant;

use loom::model::Builder;

use super::harness::Memory;
use crate::raw::sync::spoilt::{Change, Mutant, observe, with_mutant};

/// The most preemptions in an interleaving: how often a thread that could go on is interrupted.
pub(super) const PREEMPTIONS: usize = 3;

/// A model: what a few threads do with a pool.
#[derive(Clone, Copy)]
pub(super) struct Model {
    pub(super) name: &'static str,
    pub(super) capacity: usize,
    pub(super) body: fn(&'static Memory),
    /// A mutant with which this model must fail.
    pub(super) catches: Spot,
}

/// Describes a mutant without line numbers, so that edits elsewhere in the file do not matter.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spot {
    pub(super) change: Change,
    /// A part of the source line.
    pub(super) code: &'static str,
    pub(super) file: &'static str,
}

/// Declares the models of a file, and a test of each.
macro_rules! models {
    ($($name:ident($capacity:literal) catches $change:ident of $code:literal in $file:literal;)*) => {
        pub(super) const MODELS: &[$crate::explore::Model] = &[
            $($crate::explore::Model {
                name: stringify!($name),
                capacity: $capacity,
                body: $name,
                catches: $crate::explore::Spot {
                    change: $crate::raw::sync::spoilt::Change::$change,
                    code: $code,
                    file: $file,
                },
            },)*
        ];

        mod explored {
            $(
                #[test]
                fn $name() {
                    let has_name = |model: &&$crate::explore::Model| {
                        model.name == stringify!($name)
                    };
                    super::MODELS.iter().find(has_name).expect("the list has every model").test();
                }
            )*
        }
    };
}
pub(super) use models;

impl Model {
    /// Explores the model and returns the number of interleavings.
    pub(super) fn explore(self, preemptions: usize) -> usize {
        let interleavings = Arc::new(AtomicUsize::new(0));
        let counter = Arc::clone(&interleavings);
        let mut builder = Builder::new();
        builder.preemption_bound = Some(preemptions);
        // Most branches are in the final checks, which one thread alone executes.
        builder.max_branches = 5_000;
        builder.check(move || {
            counter.fetch_add(1, SeqCst);
            Memory::with(self.capacity, self.body);
        });
        interleavings.load(SeqCst)
    }

    /// Explores the model, unchanged and with each mutant that it must notice.
    pub(super) fn test(self) {
        let preemptions = Builder::new().preemption_bound.unwrap_or(PREEMPTIONS);
        let start = Instant::now();
        let mut interleavings = 0;
        let mutants = observe(|| interleavings = self.explore(preemptions));
        let (name, took) = (self.name, start.elapsed());
        println!("explored: {name}, {interleavings} interleavings in {took:.1?}");
        let must: BTreeSet<Mutant> =
            mutants.into_iter().filter(|mutant| self.catches.fits(mutant)).collect();
        assert!(!must.is_empty(), "{} executes nothing like {:?}", self.name, self.catches);
        for mutant in must {
            assert!(self.notices(mutant, preemptions), "{} misses {}", self.name, mutant);
        }
    }

    /// Tells whether the model fails with `mutant`.
    pub(super) fn notices(self, mutant: Mutant, preemptions: usize) -> bool {
        thread_local!(static QUIET: Cell<bool> = const { Cell::new(false) });
        static HOOK: Once = Once::new();
        HOOK.call_once(|| {
            let loud = panic::take_hook();
            panic::set_hook(Box::new(move |info| {
                if !QUIET.get() {
                    loud(info);
                }
            }));
        });
        QUIET.set(true);
        let explore = AssertUnwindSafe(|| self.explore(preemptions));
        let result = with_mutant(mutant, || panic::catch_unwind(explore));
        QUIET.set(false);
        result.is_err()
    }
}

impl Spot {
    pub(super) fn fits(self, mutant: &Mutant) -> bool {
        mutant.change == self.change
            && mutant.file.ends_with(self.file)
            && mutant.code().contains(self.code)
    }
}
