use syncpool::prelude::*;

pool! {
    static BUFFERS: Vec<u8> = 64, static LINES: String = 64;
}

fn main() {}
