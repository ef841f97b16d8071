use syncpool::prelude::*;

pool! {
    static type: Vec<u8> = 64;
}

fn main() {}
