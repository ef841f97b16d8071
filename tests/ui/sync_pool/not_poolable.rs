//! An object that is not `Poolable`, and a builder that was not told how to reset one.

use syncpool::prelude::*;

#[derive(Default)]
struct Frame {
    bytes: Vec<u8>,
}

fn main() {
    let _ = SyncPool::<Frame>::builder().capacity(64).build();
}
