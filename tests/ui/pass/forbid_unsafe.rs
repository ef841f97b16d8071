//! No `unsafe` in the expansions.
#![forbid(unsafe_code)]

use syncpool::prelude::*;

#[derive(Default, Poolable)]
struct Frame {
    bytes: Vec<u8>,
}

pool!(static FRAMES: Frame = 64);

fn main() {
    FRAMES.get().bytes.push(1);
    assert_eq!(FRAMES.len(), 1);
}
