use syncpool::prelude::*;

const KIB: u32 = 1024;

pool!(static BUFFERS: Vec<u8> = 64, max_capacity = 4 * KIB);

fn main() {}
