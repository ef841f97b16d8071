use syncpool::prelude::*;

pool!(static BUFFERS: Vec<u8> = 64, init_boxed = Vec::new);

fn main() {}
