use syncpool::prelude::*;

#[derive(Default, Poolable)]
struct Frame {
    bytes: Vec<u8>,
}

pool!(pub static FRAMES: Frame = 64);

fn main() {}
