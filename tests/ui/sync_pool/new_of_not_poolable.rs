//! A short constructor, of an object that is not `Poolable`.

use syncpool::prelude::*;

#[derive(Default)]
struct Frame {
    bytes: Vec<u8>,
}

fn main() {
    let _ = SyncPool::<Frame>::new();
}
