use syncpool::prelude::*;

pool! {
    static BUFFERS: = 64;
}

fn main() {}
