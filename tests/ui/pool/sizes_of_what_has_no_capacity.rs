use syncpool::prelude::*;

#[derive(Default, Poolable)]
struct Frame {
    bytes: Vec<u8>,
}

pool!(static FRAMES: Frame = 64, sizes = [1024, 4096]);

fn main() {
    let _frame = FRAMES.get_with_capacity(1);
}
