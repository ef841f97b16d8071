use syncpool::prelude::*;

const WORKERS: usize = 0;

pool! {
    static BUFFERS: Vec<u8> = 4 * WORKERS;
}

fn main() {
    let _buffer = BUFFERS.get();
}
