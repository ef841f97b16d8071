use syncpool::prelude::*;

pool! {
    static mut BUFFERS: Vec<u8> = 64;
}

fn main() {
    let _buffer = BUFFERS.get();
}
