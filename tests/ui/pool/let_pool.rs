use syncpool::prelude::*;

pool! {
    let buffers: Vec<u8> = 64;
}

fn main() {
    let _buffer = buffers.get();
}
