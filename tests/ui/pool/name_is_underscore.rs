use syncpool::prelude::*;

pool! {
    static _: Vec<u8> = 64;
}

fn main() {}
