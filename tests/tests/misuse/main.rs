//! The consequences of misuse: the tests behind the table in `docs/reliability.md`.
//!
//! Misuse that the compiler refuses is in `ui`. Hooks that panic or use the pool themselves are in
//! `hazards`.

mod abort;
mod foreign;
mod plugin;
mod process;
mod signals;
mod sizes;
mod soak;
mod threads;
