use syncpool::prelude::*;

fn workers() -> usize {
    8
}

pool!(static BUFFERS: Vec<u8> = 4 * workers());

fn main() {}
