//! Two threads at once on a small pool. With one thread, the scenario is `hot`.
//!
//! A thread of its own warms the pool up and ends: of a small pool, the thread that builds it could
//! keep half of the objects.

use std::thread;

use super::{contended, runner, warm_up};
use crate::adapter::Adapter;
use crate::case::Case;
use crate::object::Workload;
use crate::sample::Runner;

/// Sets up a pool that the threads share. An iteration is one operation of any thread.
pub fn start<C: Adapter<W> + Sync, W: Workload>(case: Case) -> Runner {
    let pool = C::build(case.capacity());
    thread::scope(|scope| {
        scope.spawn(|| warm_up(&pool, case.capacity()));
    });
    runner(pool, move |pool, iterations| contended::measure(pool, iterations, case.threads()))
}
