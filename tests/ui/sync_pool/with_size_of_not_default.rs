//! A short constructor, of an object that is not `Default`.

use syncpool::prelude::*;

#[derive(Poolable)]
struct Frame {
    bytes: Vec<u8>,
}

fn main() {
    let _ = SyncPool::<Frame>::with_size(64);
}
