//! The models: the core under loom, which tries every interleaving, and under shuttle, which tries
//! many at random.
//!
//! `ci/loom.sh` and `ci/shuttle.sh` run them; `IMPLEMENTATION.md` says what they show.

mod harness;

#[cfg(loom)]
pub(crate) mod atomics;
#[cfg(loom)]
mod commons;
#[cfg(loom)]
mod depot;
#[cfg(loom)]
mod explore;
#[cfg(loom)]
mod hint;
#[cfg(loom)]
pub(crate) mod locks;
#[cfg(loom)]
mod mutants;
#[cfg(loom)]
mod open;
#[cfg(loom)]
mod rack;
#[cfg(loom)]
mod run_time;
#[cfg(shuttle)]
mod schedules;
