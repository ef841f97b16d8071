use syncpool::prelude::*;

pool! {
    static BUFFERS: Vec<u8> = 64;
    static BUFFERS: String = 64;
}

fn main() {}
