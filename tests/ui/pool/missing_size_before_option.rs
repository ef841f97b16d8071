use syncpool::prelude::*;

pool! {
    static BUFFERS: Vec<u8>, init = Vec::new;
}

fn main() {}
