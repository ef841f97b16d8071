use syncpool::prelude::*;

#[derive(Default, Poolable)]
struct Frame {
    bytes: Vec<u8>,
}

pool!(static Frame: Frame = 64);

fn main() {}
