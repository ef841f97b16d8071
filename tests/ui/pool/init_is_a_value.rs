use syncpool::prelude::*;

pool!(static BUFFERS: Vec<u8> = 64, init = Vec::with_capacity(4096));

fn main() {}
