use syncpool::prelude::*;

pool!(static BUFFERS: Vec<u8> = 64, reusable = false);

fn main() {}
