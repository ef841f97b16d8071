use syncpool::prelude::*;

pool! {
    static BUFFERS: Vec<u8> = 1 << 40;
}

fn main() {}
