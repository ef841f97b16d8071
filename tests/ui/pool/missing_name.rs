use syncpool::prelude::*;

pool! {
    static : Vec<u8> = 64;
}

fn main() {}
