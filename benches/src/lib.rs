//! Benchmarks that compare syncpool with the pools that a user could pick instead.
//!
//! The [`adapters`] implement one trait, and the [`scenarios`] are generic over it. The [`matrix`]
//! lists which contender runs in which case. The [`report`] prints and judges the results. The
//! criterion benches in `benches/benches` use the same adapters and scenarios.

pub mod adapter;
pub mod adapters;
pub mod case;
pub mod child;
pub mod cli;
pub mod contender;
pub mod harness;
pub mod machine;
pub mod markdown;
pub mod matrix;
pub mod object;
pub mod plot;
pub mod report;
pub mod results;
pub mod sample;
pub mod scenarios;
pub mod size;
pub mod stored;
pub mod summary;
pub mod table;
pub mod targets;
pub mod threads;
