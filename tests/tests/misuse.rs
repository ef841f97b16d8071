//! What comes of misuse: the tests behind the table in `docs/reliability.md`.
//!
//! What the compiler refuses is in `ui`; hooks that panic or use the pool themselves are among the
//! `hazards`.

#[path = "misuse/abort.rs"]
mod abort;
#[path = "misuse/foreign.rs"]
mod foreign;
#[path = "misuse/process.rs"]
mod process;
#[path = "misuse/soak.rs"]
mod soak;
#[path = "misuse/threads.rs"]
mod threads;
