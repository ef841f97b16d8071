//! Tests that need the crate's inside: the facade's recorded atomics, or a clock that a test moves.
//!
//! The models in `models/` are a test target of their own.

mod adaptive;
mod atomic_ops;

use crate::StaticPool;
use crate::raw::Magazine;
use crate::static_pool::{Declaration, Local};

/// This thread's magazine of a static pool. A thread without one gets one without having earned it.
fn own_magazine<K: Declaration>(_: &'static StaticPool<K>) -> &'static Magazine {
    let register = |local: &Local<K>| {
        if local.magazine().is_none() {
            local.register();
        }
        local.magazine()
    };
    K::local(register).expect("the thread is not about to end")
}
