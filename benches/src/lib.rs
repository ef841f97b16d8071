//! Benchmarks of syncpool beside every pool that a user could pick instead.
//!
//! [`contenders`] implement one trait, [`scenarios`] are generic over it, [`lineup`] says who runs
//! in what, and [`report`] interleaves all of them, judges and writes the result down. The criterion
//! benches in `benches/benches` reuse the same contenders and scenarios.

pub mod case;
pub mod child;
pub mod cli;
pub mod contender;
pub mod contenders;
pub mod harness;
pub mod lineup;
pub mod machine;
pub mod markdown;
pub mod object;
pub mod plot;
pub mod reading;
pub mod report;
pub mod results;
pub mod scenarios;
pub mod size;
pub mod summary;
pub mod table;
pub mod targets;
pub mod threads;
pub mod who;
