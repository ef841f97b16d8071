use syncpool::prelude::*;

pool! {
    static BUFFERS: Vec<u8> = 0;
}

fn main() {
    let _buffer: Pooled<BUFFERS> = BUFFERS.get();
}
