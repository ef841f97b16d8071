use syncpool::prelude::*;

pool! {
    static BUFFERS<T>: Vec<T> = 64;
}

fn main() {}
