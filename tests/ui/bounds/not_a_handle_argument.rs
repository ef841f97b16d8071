//! A function that takes any pool is given an object, and the static itself.

use syncpool::prelude::*;

pool!(static BUFFERS: Vec<u8> = 64);

fn fill<P: Pool<Item = Vec<u8>>>(pool: P) {
    drop(Pool::get(pool));
}

fn main() {
    fill(Vec::<u8>::new());
    fill(BUFFERS);
}
