//! A shared object is copied before it is changed.

use syncpool::prelude::*;

#[derive(Default, Poolable)]
struct Frame(Vec<u8>);

pool!(static FRAMES: Shareable<Frame> = 64);

fn main() {
    let mut frame = Pooled::share(FRAMES.get());
    PooledArc::make_mut(&mut frame).0.push(1);
}
