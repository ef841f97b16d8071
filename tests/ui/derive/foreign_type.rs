use std::process::Command;
use std::sync::Arc;

use syncpool::prelude::*;

#[derive(Poolable)]
struct Job {
    command: Command,
    name: Arc<str>,
}

fn main() {}
