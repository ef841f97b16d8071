use syncpool::prelude::*;

pool!(static FRAMES: Frame = 64);

fn main() {
    let _frame = FRAMES.get();
}
