use syncpool::prelude::*;

pool!(static BUFFERS: Vec<u8> = 64, reusable = |buffer| drop(buffer.capacity() < 4096));

fn main() {}
