//! A guard's type is written with the object's type in place of the pool's name.

use syncpool::prelude::*;

pool!(static BUFFERS: Vec<u8> = 64);

struct Connection {
    buffer: Pooled<Vec<u8>>,
}

fn main() {
    drop(BUFFERS.get());
}
