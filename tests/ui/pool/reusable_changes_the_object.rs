use syncpool::prelude::*;

pool!(static BUFFERS: Vec<u8> = 64, reusable = |buffer: &mut Vec<u8>| buffer.is_empty());

fn main() {}
