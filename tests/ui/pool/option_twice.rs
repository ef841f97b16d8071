use syncpool::prelude::*;

pool! {
    static BUFFERS: Vec<u8> = 64, init = Vec::new, init = Vec::new;
}

fn main() {}
