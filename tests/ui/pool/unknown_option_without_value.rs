use syncpool::prelude::*;

pool! {
    static BUFFERS: Vec<u8> = 64, thread_local;
}

fn main() {}
