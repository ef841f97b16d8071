use syncpool::prelude::*;

pool! {
    static BUFFERS: Vec<u8> = ;
}

fn main() {}
