use std::rc::Rc;

use syncpool::prelude::*;

#[derive(Default, Poolable)]
struct Job {
    #[poolable(default)]
    name: Rc<str>,
}

pool!(static JOBS: Job = 64);

fn main() {}
