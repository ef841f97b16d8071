use syncpool::prelude::*;

pool! {
    static BUFFERS: Vec<u8> = 4 *;
    static LINES: Vec<u8 = 4;
}

fn main() {}
