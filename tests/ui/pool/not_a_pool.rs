use syncpool::prelude::*;

pool! {
    fn buffers() -> Vec<u8> { Vec::new() }
}

fn main() {}
