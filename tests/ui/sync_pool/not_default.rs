//! An object that is not `Default`, and a builder that was not told how to make one.

use syncpool::prelude::*;

#[derive(Poolable)]
struct Frame {
    bytes: Vec<u8>,
}

fn main() {
    let _ = SyncPool::<Frame>::builder().capacity(64).build();
}
