use syncpool::prelude::*;

pool! {
    BUFFERS: Vec<u8> = 64;
}

fn main() {}
