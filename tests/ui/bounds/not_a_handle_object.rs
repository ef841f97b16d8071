//! `get` is called on the object's type in place of the pool.

use syncpool::prelude::*;

#[derive(Default, Poolable)]
struct Job {
    id: u64,
}

pool!(static JOBS: Job = 64);

fn main() {
    drop(Job::get());
    drop(JOBS.get());
}
