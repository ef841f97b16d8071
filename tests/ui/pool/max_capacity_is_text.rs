use syncpool::prelude::*;

pool!(static BUFFERS: Vec<u8> = 64, max_capacity = "4 KiB");

fn main() {}
