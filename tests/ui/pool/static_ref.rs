use syncpool::prelude::*;

pool! {
    static ref BUFFERS: Vec<u8> = 64;
}

fn main() {}
