//! What tests the crate from inside: it needs the facade's recorded atomics, or a clock that a test
//! moves. (The models in `models/` are a test target of their own.)

mod adaptive;
pub(crate) mod atomic_ops;
mod atomic_ops_sync_pool;
