use syncpool::prelude::*;

pool! {
    const BUFFERS: Vec<u8> = 64;
}

fn main() {
    let _buffer = BUFFERS.get();
}
