//! What comes of misuse: the tests behind the table in `docs/reliability.md`.
//!
//! What the compiler refuses is in `ui`; hooks that panic or use the pool themselves are among the
//! `hazards`.

mod abort;
mod foreign;
mod process;
mod soak;
mod threads;
