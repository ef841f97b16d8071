use syncpool::prelude::*;

pool! {
    static
}

fn main() {}
