use syncpool::prelude::*;

pool!(static BUFFERS: Vec<u8> = 64, max_capacity);

fn main() {}
