use syncpool::prelude::*;

pool! {
    /// Scratch buffers.
}

fn main() {}
