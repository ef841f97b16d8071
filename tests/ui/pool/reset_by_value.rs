use syncpool::prelude::*;

pool!(static BUFFERS: Vec<u8> = 64, reset = |buffer: Vec<u8>| drop(buffer));

fn main() {}
