use syncpool::prelude::*;

pool! {
    static BUFFERS: Vec<u8> = 64, inti = || Vec::new();
}

fn main() {
    let _buffer = BUFFERS.get();
}
