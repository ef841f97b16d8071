//! Benchmarks of syncpool beside every pool that a user could pick instead.
//!
//! [`contenders`] implement one trait, [`scenarios`] are generic over it, [`lineup`] says who runs
//! in what, and [`report`] interleaves all of them, judges and writes the result down. The criterion
//! benches in `benches/benches` reuse the same contenders and scenarios.

pub mod contender;
pub mod contenders;
pub mod object;
pub mod reading;
pub mod scenarios;
pub mod threads;
