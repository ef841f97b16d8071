use syncpool::prelude::*;

pool! {
    static BUFFERS: Vec<u8>;
}

fn main() {
    let _buffer = BUFFERS.get();
}
