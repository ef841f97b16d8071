use syncpool::prelude::*;

#[derive(Default, Poolable)]
struct Frame {
    bytes: Vec<u8>,
}

impl Frame {
    fn get() {
        pool!(static FRAMES: Self = 64);
        pool!(static BLANKS: Frame = 64, init = Self::default);
    }
}

fn main() {
    Frame::get();
}
