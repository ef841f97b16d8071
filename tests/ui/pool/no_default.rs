use syncpool::prelude::*;

#[derive(Poolable)]
struct Frame {
    bytes: Vec<u8>,
}

pool!(static FRAMES: Frame = 64);

fn main() {
    let _frame = FRAMES.get();
}
